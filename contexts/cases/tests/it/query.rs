//! The public query: number and code are the key; nothing personal, and no guessing.

use crate::city::{accept, file, receipt, start};
use jiff::civil::date;
use rstest::rstest;
use testkit::{City, Engine, Page};

async fn ask(city: &City, number: &str, code: &str) -> Page {
    let mut visitor = city.stranger();
    let page = visitor.open("/query").await;
    visitor
        .press(&page, "查询", &[("number", number), ("code", code)])
        .await
}

#[rstest]
#[tokio::test]
async fn number_and_code_show_the_state_and_nothing_personal(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    accept(&city, case).await;
    let (number, code) = receipt(&city, case).await;
    let spaced = format!("{} {}", &number[..6], &number[6..]);
    let page = ask(&city, &spaced, &code).await;
    assert!(
        page.has("已受理") && page.has("10 月 8 日（周五）"),
        "{}",
        page.text()
    );
    for personal in ["潇湘", "李文", "周敏", "图纸", "139"] {
        assert!(!page.body.contains(personal), "{personal}");
    }
    assert!(!page.text().contains("cases-"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_wrong_number_and_a_wrong_code_get_the_same_answer_and_five_tries(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    let (number, code) = receipt(&city, case).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let nobody = ask(&city, "4311002109170170009990", "000000").await;
    for _ in 0..5 {
        let page = ask(&city, &number, wrong).await;
        assert_eq!(page.h1(), nobody.h1());
        assert!(
            page.has("没有查到") && nobody.has("没有查到"),
            "{}",
            page.text()
        );
    }
    // Even the right code waits now.
    let page = ask(&city, &number, &code).await;
    assert!(
        page.has("试的次数太多。请过 15 分钟再查"),
        "{}",
        page.text()
    );
    city.store
        .clock()
        .set(kernel::Timestamp::in_city(date(2021, 9, 17), 9, 16));
    let page = ask(&city, &number, &code).await;
    assert!(page.has("已收到申请"), "{}", page.text());
}
