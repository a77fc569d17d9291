//! The clerk at the window: receives, asks once for everything that is missing, accepts.

use super::{CLERK, ITEM, Receipt, Story};
use crate::browser::Person;

async fn at_the_window(story: &Story, receipt: &Receipt) -> Person {
    let person = story.enter(CLERK).await;
    person.open("/window").await;
    person.follow(ITEM).await;
    assert_eq!(
        person.path().await,
        format!("/window/cases/{}", receipt.case)
    );
    person
}

pub(super) async fn the_clerk_asks_once_for_what_is_missing(story: &Story, receipt: &Receipt) {
    let person = at_the_window(story, receipt).await;
    person.sees_all(&["还没有收件", &receipt.number]).await;
    person.press("收件").await;
    person.sees("已收件，《申请材料接收凭证》会自动生成").await;
    // Silence would accept it.
    person
        .sees("9 月 26 日（周日） 24:00 前不告知，从 9 月 17 日（周五） 起即为受理")
        .await;
    person.choose("check-drawings", "complete").await;
    person.choose("check-water-test", "defective").await;
    person
        .select("reason-water-test", "出具日期在申请日前一个月内")
        .await;
    person.choose("check-form", "complete").await;
    person.press("看补正告知书").await;
    // The notice as it will be, and nothing sent yet.
    person
        .sees_all(&["水质、水量检测报告", "潇湘食品", "2021年9月17日"])
        .await;
    person.press("发出补正告知书（1 项）").await;
    person.sees_all(&["补正告知书已发出", "等申请人补正"]).await;
    person.leave().await;
}

pub(super) async fn the_clerk_accepts(story: &Story, receipt: &Receipt) {
    let person = at_the_window(story, receipt).await;
    person.sees("新的检测报告.pdf").await;
    // What would follow if it were accepted today; see the applicant's page for the days.
    person
        .sees("承诺截止 10 月 9 日（周六），法定截止 10 月 22 日（周五）")
        .await;
    for line in ["check-drawings", "check-water-test", "check-form"] {
        person.choose(line, "complete").await;
    }
    person.press("受理").await;
    person.sees("已受理，承诺期限开始计算").await;
    // And so it is.
    assert_eq!(person.fact("承诺截止").await, "10 月 9 日（周六）");
    assert_eq!(person.fact("法定截止").await, "10 月 22 日（周五）");
    person.leave().await;
}
