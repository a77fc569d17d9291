//! The reviewers: a test that stops the clock, a visit by two, an opinion, and no decision.

use super::{PARTNER, REVIEWER, Receipt, Story};
use crate::browser::Person;

pub(super) async fn at_the_desk(
    story: &Story,
    login: &str,
    receipt: &Receipt,
    act: &str,
) -> Person {
    let person = story.enter(login).await;
    open_act(&person, receipt, act).await;
    person
}

async fn open_act(person: &Person, receipt: &Receipt, act: &str) {
    let act = if act.is_empty() {
        String::new()
    } else {
        format!("?act={act}")
    };
    person
        .open(&format!("/desk/cases/{}{act}", receipt.case))
        .await;
}

pub(super) async fn a_test_stops_the_clock(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, REVIEWER, receipt, "start-special-procedure").await;
    person.select("procedure", "检测").await;
    // What it would do to the dates, before anything is done.
    person.fill_day("planned-end-on", "2021-09-30").await;
    person.press("算一算").await;
    person
        .sees("承诺截止 10 月 19 日（周二），法定截止 11 月 2 日（周二）")
        .await;
    person.select("procedure", "检测").await;
    person
        .fill("notice", "需取样检测水质，至 2021 年 9 月 30 日。")
        .await;
    person.press("发告知书并停表").await;
    person.sees("已停表，到告知书写明的日期自动恢复").await;
    person.leave().await;
}

pub(super) async fn the_test_ends_early(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, REVIEWER, receipt, "end-special-procedure").await;
    person.press("结束，恢复计时").await;
    person.sees("已恢复计时").await;
    // Only the 23rd and the 24th are out: September 22, 26–30, October 8, 9, 11, 12; by law
    // October 13–15, 18–22, 25, 26 more.
    person
        .sees_all(&["2021-10-12 周二", "2021-10-26 周二"])
        .await;
    person.leave().await;
}

/// 现场核查 by two: it counts once the second has confirmed it in his own window.
pub(super) async fn two_visit_the_site(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, REVIEWER, receipt, "record-site-visit").await;
    person.select("partner", "鲁演示").await;
    person.choose("advice", "favourable").await;
    person
        .fill("findings", "两个排放口都接入市政污水管，检测井已建。")
        .await;
    person.attach("photos", &story.scan("现场.pdf")).await;
    person.press("存下核查记录").await;
    person.sees("核查记录已存，等同去的人确认").await;
    person.leave().await;
    let partner = at_the_desk(story, PARTNER, receipt, "").await;
    partner
        .sees("郎虚拟 记录：9 月 26 日（周日） 两人到现场")
        .await;
    partner.press("确认我在场，记录属实").await;
    partner.sees("已确认").await;
    partner.leave().await;
}

pub(super) async fn one_gives_his_opinion_and_may_not_decide(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, REVIEWER, receipt, "").await;
    person.choose("advice", "favourable").await;
    person
        .fill("opinion", "材料齐全，现场相符，建议准予。")
        .await;
    person.press("提交意见").await;
    person.sees("意见已提交").await;
    // Without the right there is nothing to press.
    open_act(&person, receipt, "grant").await;
    person.does_not_see("签发准予决定").await;
    // With it the law still bars him, by name.
    story.let_the_reviewer_stand_in();
    open_act(&person, receipt, "grant").await;
    person
        .sees_all(&[
            "您受理或审查过这件，不能再决定",
            "郎虚拟 审查过这件，不能再决定。承诺件要两个人",
        ])
        .await;
    person.leave().await;
}
