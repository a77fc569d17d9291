//! Supervision: what is late and why, the law's limit, signs of gaming.

use crate::staff_city::{
    DECIDER, HEAD, OFFICER, PERSON, REVIEWER, SHOP, SUPERVISOR, accepted, act, complete, desk,
    received_for, sign_in, start, window,
};
use jiff::civil::date;
use kernel::Timestamp;
use rstest::rstest;
use testkit::{Engine, Engine::Postgres, Engine::Sqlite};

#[rstest]
#[tokio::test]
async fn late_cases_of_every_unit_stand_by_their_light(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    accepted(&city).await;
    city.store
        .clock()
        .set(Timestamp::in_city(date(2021, 10, 18), 9, 0));
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise").await;
    assert!(page.has("红牌 1"), "{}", page.text());
    assert!(page.has("城镇污水排入排水管网许可"));
    let mut reviewer = sign_in(&city, REVIEWER).await;
    assert_eq!(reviewer.open("/supervise").await.status, 403);
}

/// Lights follow the promise, the risk follows the law.
#[rstest]
#[tokio::test]
async fn the_risk_by_law_is_a_list_of_its_own(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    accepted(&city).await;
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise?list=legal").await;
    assert!(page.has("没有这样的件"), "{}", page.text());
    // The law's limit is 21 October.
    city.store
        .clock()
        .set(Timestamp::in_city(date(2021, 10, 20), 9, 0));
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise?list=legal").await;
    assert!(page.has("2021-10-21"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_case_closed_within_a_minute_is_a_sign(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = received_for(&city, SHOP, PERSON, &["premises"]).await;
    let mut officer = sign_in(&city, OFFICER).await;
    act(
        &mut officer,
        &window(case),
        "decide-on-the-spot",
        "当场准予并办结",
        &[],
    )
    .await;
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise?list=at-once").await;
    assert!(page.has("0 秒办结"), "{}", page.text());
    assert!(page.has("伍演示"), "{}", page.text());
    city.verify();
}

#[rstest]
#[tokio::test]
async fn a_clock_stopped_in_the_last_two_days_is_a_sign(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = accepted(&city).await;
    city.store
        .clock()
        .set(Timestamp::in_city(date(2021, 10, 8), 9, 0));
    let mut reviewer = sign_in(&city, REVIEWER).await;
    act(
        &mut reviewer,
        &desk(case),
        "start-special-procedure",
        "发告知书并停表",
        &[
            ("procedure", "JC"),
            ("planned-end-on", "2021-10-15"),
            ("notice", "取样检测，需要五天"),
        ],
    )
    .await;
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise?list=late-pause").await;
    assert!(page.has("离承诺截止 0 天时停表"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn five_days_of_silence_and_a_late_void_are_signs(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let silent = complete(&city).await;
    let late = accepted(&city).await;
    city.set_clock(date(2021, 10, 12), 9, 0);
    let mut head = sign_in(&city, HEAD).await;
    act(
        &mut head,
        &desk(late),
        "void",
        "作废",
        &[("kind", "deleted"), ("reason", "重复录入")],
    )
    .await;
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor.open("/supervise?list=void-when-late").await;
    assert!(page.has("谢演示"), "{}", page.text());
    let page = supervisor.open("/supervise?list=deemed").await;
    assert!(page.has("五天没有答复"), "{}", page.text());
    assert!(
        page.links()
            .iter()
            .any(|link| link.starts_with(&desk(silent)))
    );
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider.open("/supervise").await;
    assert_eq!(page.status, 403);
}
