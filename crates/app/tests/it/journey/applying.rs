//! The applicant's part: search, apply, mend, read, rate.

use super::{APPLICANT, FIRM, ITEM, Receipt, Story};
use crate::browser::Person;

const GO_ON: &str = "保存并继续";

/// From the search on the home page to the receipt.
pub(super) async fn the_applicant_applies(story: &Story) -> Receipt {
    let person = for_the_firm(story).await;
    person.open("/").await;
    person.fill("q", "排水").await;
    person.press_beside("q", "搜").await;
    person.follow(ITEM).await;
    person.follow("开始办").await;
    person.choose_by_words(FIRM).await;
    person.press("开始填写").await;
    one_mistake_costs_nothing(&person).await;
    person.sees("排水情况").await;
    person.fill("f-outlets", "2").await;
    person.fill("f-bore", "200").await;
    person.choose("f-flows-to", "sewer").await;
    person.choose("f-needs-pre-treatment", "no").await;
    person.choose("f-is-key-polluter", "no").await;
    person.press(GO_ON).await;
    person.choose("f-result-way", "electronic").await;
    person.press(GO_ON).await;
    // Papers: the licence is looked up, the others are not.
    person.sees("不用您交，我们去查").await;
    for (material, file) in [
        ("drawings", "管网图纸.pdf"),
        ("water-test", "水质检测报告.pdf"),
    ] {
        upload(story, &person, material, file).await;
    }
    person.press(GO_ON).await;
    // The register has the firm's landline; messages go to the contact.
    assert_eq!(person.typed("phone").await, "13900001234");
    person.choose("electronic", "yes").await;
    person.press(GO_ON).await;
    // Everything once more, then the receipt.
    person
        .sees_all(&["核对并提交", FIRM, "市政污水管", "水质检测报告.pdf"])
        .await;
    person.press("提交申请").await;
    let receipt = read_receipt(&person).await;
    person.leave().await;
    receipt
}

/// A wrong phone: the sentence stands at the field, and what was typed stays.
async fn one_mistake_costs_nothing(person: &Person) {
    person.fill("f-contact-name", "李文").await;
    person.fill("f-contact-phone", "1390000123").await;
    person
        .fill("f-business-address", "永州市冷水滩区示例路10号")
        .await;
    person.press(GO_ON).await;
    person.sees("请核对“经办人手机号码”").await;
    assert_eq!(person.typed("f-contact-name").await, "李文");
    assert_eq!(person.typed("f-contact-phone").await, "1390000123");
    assert_eq!(
        person.typed("f-business-address").await,
        "永州市冷水滩区示例路10号"
    );
    person.fill("f-contact-phone", "13900001234").await;
    person.press(GO_ON).await;
}

async fn upload(story: &Story, person: &Person, material: &str, file: &str) {
    let field = format!("files-{material}");
    person.attach(&field, &story.scan(file)).await;
    person.press_beside(&field, "上传").await;
    person.sees(file).await;
}

async fn read_receipt(person: &Person) -> Receipt {
    person.sees("申请已提交").await;
    // Five working days after Friday the 17th: 18 (Saturday, worked), 22, 23, 24, 26 (Sunday, worked).
    person.sees("最晚 9 月 26 日（周日）").await;
    let text = person.text().await;
    let number = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("办件号"))
        .unwrap_or_else(|| panic!("no number on the receipt:\n{text}"))
        .trim()
        .to_owned();
    assert!(number.starts_with("431100 210917 017 "), "{number}");
    let query_code = person.fact("查询码").await;
    assert_eq!(query_code.len(), 6);
    let path = person.path().await;
    let case = path
        .strip_prefix("/my/cases/")
        .and_then(|rest| rest.strip_suffix("/sent"))
        .unwrap_or_else(|| panic!("{path} is not a receipt"))
        .to_owned();
    Receipt {
        case,
        number,
        query_code,
    }
}

/// The applicant, acting for the firm.
async fn for_the_firm(story: &Story) -> Person {
    let person = story.enter(APPLICANT).await;
    person.open("/my/acting").await;
    person.choose_by_words(FIRM).await;
    person.press("就替这一位办").await;
    person
}

/// The firm's window on its own case, found in its list.
async fn at_the_case(story: &Story, receipt: &Receipt) -> Person {
    let person = for_the_firm(story).await;
    person.open("/my/cases").await;
    person.follow(ITEM).await;
    assert_eq!(person.path().await, format!("/my/cases/{}", receipt.case));
    person
}

pub(super) async fn the_applicant_mends_what_was_asked_for(story: &Story, receipt: &Receipt) {
    let person = at_the_case(story, receipt).await;
    person
        .sees_all(&["请您补正 1 项", "要补的都在里面", "等您补正"])
        .await;
    person.follow("补正材料").await;
    person
        .sees_all(&["水质、水量检测报告", "出具日期在申请日前一个月内"])
        .await;
    person.does_not_see("内部排水管网").await;
    upload(story, &person, "water-test", "新的检测报告.pdf").await;
    person.press("提交补正").await;
    // From the correction: 22, 23, 24, 26 (Sunday, worked), 27.
    person.sees_all(&["已补正", "9 月 27 日（周一）"]).await;
    person.leave().await;
}

/// Both dates, and each day between.
pub(super) async fn the_applicant_reads_every_day(story: &Story, receipt: &Receipt) {
    let person = at_the_case(story, receipt).await;
    person.sees("已受理").await;
    // Accepted on Saturday the 18th. Promised, ten working days: September 22, 23, 24, 26 (Sunday,
    // worked), 27, 28, 29, 30, October 8, 9 (Saturday, worked).
    assert!(
        person
            .fact("我们承诺")
            .await
            .starts_with("10 月 9 日（周六）"),
        "{}",
        person.fact("我们承诺").await
    );
    // By law, twenty: October 11–15, 18–22 follow.
    assert!(
        person
            .fact("法律规定最晚")
            .await
            .starts_with("10 月 22 日（周五）"),
        "{}",
        person.fact("法律规定最晚").await
    );
    person.unfold("逐日说明").await;
    let row = person.row("10 月 9 日（周六）").await;
    assert!(
        row.contains("第 10 天") && row.contains("国庆节调休，这天上班"),
        "{row}"
    );
    let row = person.row("9 月 26 日（周日）").await;
    assert!(
        row.contains("第 4 天") && row.contains("国庆节调休，这天上班"),
        "{row}"
    );
    let row = person.row("9 月 21 日（周二）").await;
    assert!(row.contains("不算") && row.contains("中秋节"), "{row}");
    let row = person.row("10 月 7 日（周四）").await;
    assert!(row.contains("不算") && row.contains("国庆节"), "{row}");
    person.leave().await;
}

/// Thursday the 23rd, a day after the notice: it is not counted.
pub(super) async fn the_applicant_sees_the_clock_stand_still(story: &Story, receipt: &Receipt) {
    let person = at_the_case(story, receipt).await;
    person.sees_all(&["停表", "检测"]).await;
    // Taken at its planned length, September 23, 24, 26, 27, 28, 29, 30 are out: the first day is
    // September 22, the second October 8; then 9, 11–15, 18, 19.
    person.sees("10 月 19 日（周二）").await;
    // And ten more: October 20–22, 25–29, November 1, 2.
    person.sees("11 月 2 日（周二）").await;
    person.sees("已用 1 天，共 10 天；停表 7 天").await;
    person.unfold("逐日说明").await;
    let row = person.row("9 月 23 日（周四）").await;
    assert!(
        row.contains("不算，停表") && row.contains("检测") && row.contains("行政许可法第四十五条"),
        "{row}"
    );
    // His own page says it in a line.
    person.open("/my").await;
    person.sees_all(&[ITEM, "停表"]).await;
    person.leave().await;
}

/// The paper with its seal, what a stranger may know of it, and five stars.
pub(super) async fn the_applicant_has_the_sealed_paper_and_rates(story: &Story, receipt: &Receipt) {
    let person = for_the_firm(story).await;
    person.open("/my/cases").await;
    person.follow("办完的").await;
    person.follow(ITEM).await;
    person.sees_all(&["已送达", "9 月 27 日"]).await;
    // Decided on the 27th, in the third of ten days; two were not counted.
    person.sees("已用 3 天，共 10 天；停表 2 天").await;
    person.follow("准予").await;
    person.sees_all(&["样章", "校验码"]).await;
    person.does_not_see("未用印").await;
    let paper = person.path().await;
    person.follow("核对这份文书").await;
    let check = person.path().await;
    a_stranger_finds_it_genuine(story, receipt, &check).await;
    person.open(&paper).await;
    // The rating.
    person.open(&format!("/my/cases/{}", receipt.case)).await;
    person.follow("去评价").await;
    person.choose("stars", "5").await;
    person.press("提交评价").await;
    person.sees_all(&["收到您的评价了", "非常满意"]).await;
    person.leave().await;
}

/// No sign-in, no name: only that the register knows the paper, and how far the case is.
async fn a_stranger_finds_it_genuine(story: &Story, receipt: &Receipt, check: &str) {
    let stranger = story.stranger().await;
    stranger.open(check).await;
    stranger
        .sees_all(&["登记里有这份文书", "已用印，正文没有改动"])
        .await;
    stranger.open("/query").await;
    stranger.fill("number", &receipt.number).await;
    stranger.fill("code", &receipt.query_code).await;
    stranger.press("查询").await;
    stranger.sees_all(&[ITEM, "已送达"]).await;
    stranger.does_not_see("李文").await;
    stranger.leave().await;
}
