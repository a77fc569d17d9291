//! Messages: told once, read by whom they are for, without what must not travel.

use crate::toy::{city, happen};
use contracts::events::{CaseMessage, Fact};
use rstest::rstest;
use testkit::Engine::{self, Postgres, Sqlite};
use testkit::world::{LI, ZHANG, visitor};

#[rstest]
#[tokio::test]
async fn the_applicant_is_told_with_the_dates_that_follow(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    let facts = [
        (Fact::PromisedOn, "2021-12-07"),
        (Fact::LegalOn, "2021-12-28"),
    ];
    happen(&city, 501, ZHANG.1, CaseMessage::Accepted, &facts);
    let page = visitor(&city, ZHANG.0).await.open("/my/messages").await;
    assert!(
        page.has("已受理") && page.has("排水许可"),
        "{}",
        page.text()
    );
    assert!(
        page.has("我们承诺最晚 12 月 7 日（周二）办完。"),
        "{}",
        page.text()
    );
    assert!(
        page.has("法律规定最晚 12 月 28 日（周二）。"),
        "{}",
        page.text()
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn nobody_reads_the_messages_of_another(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Received, &[]);
    let mut other = visitor(&city, LI.0).await;
    let page = other.open("/my/messages").await;
    assert!(page.has("还没有消息"), "{}", page.text());
    let stranger = city.stranger().open("/my/messages").await;
    assert!(!stranger.has("已收件"));
}

#[rstest]
#[tokio::test]
async fn one_event_is_told_once_however_often_jobs_run(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Received, &[]);
    city.settle();
    city.settle();
    let page = visitor(&city, ZHANG.0).await.open("/my/messages").await;
    assert_eq!(page.text().matches("您的申请材料已经收到").count(), 1);
}

#[rstest]
#[tokio::test]
async fn the_code_that_opens_a_case_is_in_no_message(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    happen(
        &city,
        501,
        ZHANG.1,
        CaseMessage::Received,
        &[(Fact::QueryCode, "739184")],
    );
    let mut zhang = visitor(&city, ZHANG.0).await;
    for path in ["/my/messages", "/my", "/my/data/export"] {
        assert!(!zhang.open(path).await.body.contains("739184"), "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn what_was_read_no_longer_counts_at_the_bell(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Received, &[]);
    happen(&city, 501, ZHANG.1, CaseMessage::Accepted, &[]);
    let mut zhang = visitor(&city, ZHANG.0).await;
    let bell = |body: &str| body.contains("tabbar__n");
    let page = zhang.open("/my/messages").await;
    assert_eq!(page.text().matches("看这件事").count(), 2);
    assert!(bell(&page.body));
    zhang.press(&page, "看这件事", &[]).await;
    let page = zhang.open("/my").await;
    assert!(page.has("1 条没看"), "{}", page.text());
    let page = zhang.open("/my/messages").await;
    let page = zhang.press(&page, "全部标为看过", &[]).await;
    assert_eq!(page.path, "/my/messages");
    assert!(!bell(&page.body));
    // and a newer one counts again
    city.set_clock(jiff::civil::date(2021, 11, 30), 9, 5);
    happen(&city, 501, ZHANG.1, CaseMessage::Granted, &[]);
    let page = zhang.open("/my").await;
    assert!(page.has("1 条没看"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_message_of_another_party_cannot_be_marked(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Received, &[]);
    let page = visitor(&city, ZHANG.0).await.open("/my/messages").await;
    let mut actions = page.body.split("action=\"/my/messages/").skip(1);
    let message = actions
        .find_map(|action| action.split_once("/read\"").map(|(message, _)| message))
        .unwrap();
    let mut li = visitor(&city, LI.0).await;
    let answer = li
        .post(
            &format!("/my/messages/{message}/read"),
            &[("key", "00000000000000000001")],
        )
        .await;
    assert_eq!(answer.status, 404);
}

#[rstest]
#[tokio::test]
async fn a_long_list_is_read_page_by_page(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    for case in 501..526 {
        happen(&city, case, ZHANG.1, CaseMessage::Received, &[]);
    }
    let mut zhang = visitor(&city, ZHANG.0).await;
    let first = zhang.open("/my/messages").await;
    assert_eq!(first.text().matches("看这件事").count(), 20);
    let second = zhang.open(&first.link("下一页")).await;
    assert_eq!(second.text().matches("看这件事").count(), 5);
}
