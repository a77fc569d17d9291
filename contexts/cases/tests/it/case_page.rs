//! The applicant’s page of a case: both dates, every day counted, and nothing that is not his.

use crate::city::{
    CLERK, STRANGER, accept, agent, at, case_of, events, file, kept, receive, sign_in, start,
};
use axum::http::StatusCode;
use cases::domain::start_special_procedure::StartSpecialProcedure;
use jiff::civil::date;
use kernel::deadline::PauseReason;
use rstest::rstest;
use store::Who;
use testkit::Engine;

#[rstest]
#[tokio::test]
async fn both_due_dates_and_every_day_stand_on_the_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // given a permit of 10 days promised and 20 by law, accepted on a Friday before Mid-Autumn
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    accept(&city, case).await;
    city.store.clock().set(at(date(2021, 9, 24), 9));
    let mut visitor = agent(&city).await;
    // when
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    // then
    assert!(
        page.fact("我们承诺").contains("10 月 8 日（周五）"),
        "{}",
        page.text()
    );
    assert!(
        page.fact("我们承诺").contains("还有 6 个工作日"),
        "{}",
        page.fact("我们承诺")
    );
    assert!(
        page.fact("法律规定最晚").contains("10 月 21 日（周四）"),
        "{}",
        page.fact("法律规定最晚")
    );
    assert!(page.has("已用 4 天，共 10 天"));
    // 2021-09-18 is a Saturday worked in exchange for Mid-Autumn.
    assert!(
        page.has("9 月 18 日（周六） 第 1 天 中秋节调休，这天上班"),
        "{}",
        page.text()
    );
    assert!(
        page.has("10 月 1 日（周五） 不算 国庆节"),
        "{}",
        page.text()
    );
    assert!(page.has("9 月 17 日（周五） 不算 当天不算，从第二天开始数（民法典第二百零一条）"));
    // What is folded does not print, so the printed one is open.
    let printed = visitor.open(&format!("/my/cases/{case}?print=1")).await;
    assert!(printed.body.contains("<details class=\"fold\" open"));
    assert!(!page.text().contains("cases-"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_pause_is_named_with_its_notice_and_not_counted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 45.
    let city = start(engine, date(2021, 9, 24));
    let case = file(&city).await;
    accept(&city, case).await;
    city.store.clock().set(at(date(2021, 9, 28), 10));
    let (notice, write) = kept(&city, "委托检测水质");
    let start = StartSpecialProcedure {
        case_id: case,
        reason: PauseReason::Testing,
        notice: Some(notice),
        planned_end_on: date(2021, 10, 9),
        step: None,
        own_law: None,
        vault: vec![write],
    };
    city.store
        .execute(Who::Account(CLERK), None, start)
        .await
        .unwrap();
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(
        page.fact("我们承诺").contains("10 月 19 日（周二）"),
        "{}",
        page.text()
    );
    assert!(page.has("停表 4 天"));
    assert!(
        page.has("10 月 8 日（周五） 不算，停表 检测，告知书"),
        "{}",
        page.text()
    );
    assert!(page.has("（行政许可法第四十五条）"));
    assert!(page.has("原因：检测。告知书写明最晚到 10 月 9 日（周六）"));
    // It ends by itself, whether or not a job has recorded it.
    city.store.clock().set(at(date(2021, 10, 11), 9));
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("停表结束，继续计时"), "{}", page.text());
    assert!(page.has("系统按期限自动记录"));
}

#[rstest]
#[tokio::test]
async fn five_days_of_silence_show_as_acceptance_before_any_job_ran(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 32(4).
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    receive(&city, case).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(
        page.fact("最晚什么时候答复").contains("9 月 26 日（周日）"),
        "{}",
        page.text()
    );
    city.store.clock().set(at(date(2021, 9, 27), 8));
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("视为受理"), "{}", page.text());
    assert!(page.has("行政许可法第三十二条第一款第四项"));
    assert_eq!(
        events(&city, case).await,
        ["cases.submitted", "cases.received"]
    );
}

#[rstest]
#[tokio::test]
async fn a_year_without_a_calendar_is_said_and_not_guessed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2026, 12, 18));
    let case = file(&city).await;
    accept(&city, case).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("2027 年的放假安排还没有公布"), "{}", page.text());
    assert!(
        page.fact("法律规定最晚").contains("等放假安排公布后确定"),
        "{}",
        page.text()
    );
}

#[rstest]
#[tokio::test]
async fn a_stranger_cannot_tell_that_there_is_a_case(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    let mut stranger = sign_in(&city, STRANGER, None).await;
    for act in ["", "/sent", "/withdraw", "/correct", "/deliver"] {
        let page = stranger.open(&format!("/my/cases/{case}{act}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}");
        assert!(!page.body.contains("排水"));
    }
    // A clerk sees it at his desk, not as his own.
    let mut clerk = sign_in(&city, CLERK, None).await;
    let page = clerk.open(&format!("/my/cases/{case}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let json = stranger.open(&format!("/api/v1/my/cases/{case}")).await;
    assert_eq!(json.status, StatusCode::NOT_FOUND);
    assert_eq!(json.content_type, "application/problem+json");
}

#[rstest]
#[tokio::test]
async fn what_he_gave_is_masked_and_his_files_come_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("139****1234") && !page.body.contains("13900001234"));
    assert!(page.has("永州市冷水滩区梅湾街道***"));
    let file = visitor.open(&page.link("图纸 1.pdf")).await;
    assert!(file.bytes.starts_with(b"%PDF"));
    assert!(file.headers["content-disposition"].starts_with("attachment"));
    let mut stranger = sign_in(&city, STRANGER, None).await;
    assert_eq!(
        stranger.open(&file.path).await.status,
        StatusCode::NOT_FOUND
    );
}

#[rstest]
#[tokio::test]
async fn an_application_is_withdrawn_once_asked_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    let ask = visitor.open(&page.link("撤回申请")).await;
    let done = visitor.press(&ask, "确认撤回", &[]).await;
    assert!(done.has("已撤回"), "{}", done.text());
    assert_eq!(case_of(&done), case);
    let again = visitor.press(&ask, "确认撤回", &[]).await;
    assert!(again.has("已撤回"));
    assert_eq!(
        events(&city, case).await,
        ["cases.submitted", "cases.withdrawn"]
    );
    let closed = visitor.open("/my/cases?show=closed").await;
    assert!(closed.has("已撤回"));
    city.verify();
}

#[rstest]
#[tokio::test]
async fn the_page_is_there_in_english_and_for_elders(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    accept(&city, case).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}?lang=en")).await;
    assert!(page.has("How each day is counted"), "{}", page.text());
    assert!(page.has("Permit to discharge sewage into the town sewers"));
    assert!(
        page.has("Worked in exchange for Mid-Autumn"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("cases-"), "{}", page.text());
}
