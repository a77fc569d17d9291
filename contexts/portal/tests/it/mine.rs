//! What is mine: cases, what the city holds, who looked, drafts.

use crate::toy::{city, happen, happen_in_secret};
use contracts::events::CaseMessage;
use kernel::MatterId;
use rstest::rstest;
use testkit::Engine::{self, Postgres, Sqlite};
use testkit::world::{CLERK, LI, ZHANG, visitor};

#[rstest]
#[tokio::test]
async fn what_waits_for_me_stands_first(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::CorrectionNotified, &[]);
    happen(&city, 502, ZHANG.1, CaseMessage::Accepted, &[]);
    happen(&city, 503, LI.1, CaseMessage::Accepted, &[]);
    let page = visitor(&city, ZHANG.0).await.open("/my").await;
    assert!(page.has("等您办的 1 件"), "{}", page.text());
    assert!(page.links().contains(&"/my/cases/502".to_owned()));
    assert!(!page.links().contains(&"/my/cases/503".to_owned()));
}

#[rstest]
#[tokio::test]
async fn personal_data_are_masked_on_the_page_and_whole_in_the_file(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Accepted, &[]);
    let mut zhang = visitor(&city, ZHANG.0).await;
    let page = zhang.open("/my/data").await;
    assert_eq!(page.fact("证件号码"), "4311**********0017");
    assert!(!page.body.contains("431102199001010017"));
    let file = zhang.open("/my/data/export").await.json();
    assert_eq!(file["me"]["number"], "431102199001010017");
    assert_eq!(file["matters"][0]["id"], "501");
    assert_eq!(file["messages"].as_array().unwrap().len(), 1);
    assert_eq!(file["is_complete"], true);
}

#[rstest]
#[tokio::test]
async fn i_see_who_looked_by_unit_and_post_but_not_what_the_law_keeps_secret(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    happen(&city, 501, ZHANG.1, CaseMessage::Accepted, &[]);
    happen_in_secret(&city, 502, ZHANG.1);
    city.store.record_look(CLERK, MatterId(501), "page", "办理");
    city.store
        .record_look(CLERK, MatterId(502), "file", "秘密核查");
    let page = visitor(&city, ZHANG.0).await.open("/my/data").await;
    assert!(page.has("永州市水利局 窗口受理员"), "{}", page.text());
    assert!(page.has("办理"), "{}", page.text());
    assert!(!page.has("秘密核查"), "个人信息保护法 art. 18, 35");
    assert!(!page.has("周演示"), "a unit and a post answer, not a name");
}

#[rstest]
#[tokio::test]
async fn drafts_can_be_thrown_away(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let mut zhang = visitor(&city, ZHANG.0).await;
    let page = zhang.open("/my/data").await;
    assert!(page.has("建筑垃圾处置"));
    let page = zhang.press(&page, "删掉全部 1 份草稿", &[]).await;
    assert!(page.has("没有草稿"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_member_of_staff_is_told_that_this_is_not_his_account(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let mut clerk = visitor(&city, CLERK).await;
    assert!(clerk.open("/my").await.has("这个账号不是办事人账号"));
    assert_eq!(clerk.open("/my/data/export").await.status, 403);
}
