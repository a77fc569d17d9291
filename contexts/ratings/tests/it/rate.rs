//! One token for a service, spent by its applicant alone, at most twice.

use crate::{CASE, DAY, SEND, city, due, figure, invited, offer, rates, rating, react, zhang};
use axum::http::StatusCode;
use contracts::queries::RatingOffer;
use kernel::CaseId;
use ratings::domain::RatingState;
use ratings::read::{GIVEN, GOOD, INVITED};
use rstest::rstest;
use serde_json::json;
use testkit::Engine;
use testkit::world::{CLERK, LI, ZHANG, visitor};

#[rstest]
#[tokio::test]
async fn a_matter_has_one_token_however_often_it_ends(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let first = invited(&city, CASE);
    react(&city, &due(CASE)); // closed, then served
    assert_eq!(
        offer(&city, ZHANG.0, CASE),
        RatingOffer::May { href: first }
    );
    assert_eq!(figure(&city, INVITED), 1);
    assert_eq!(figure(&city, GIVEN), 0); // nobody rates by default
}

#[rstest]
#[tokio::test]
async fn nothing_is_chosen_in_advance_and_a_form_without_a_level_comes_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    let mut zhang = zhang(&city).await;
    let form = zhang.open(&href).await;
    assert!(!form.body.contains("checked"), "{}", form.body);
    let back = zhang
        .press(
            &form,
            SEND,
            &[("text", "等了很久"), ("aspect", "efficiency")],
        )
        .await;
    assert!(
        back.has("请选择一个满意程度") && back.body.contains("等了很久"),
        "{}",
        back.text()
    );
    assert_eq!(figure(&city, GIVEN), 0);
}

#[rstest]
#[tokio::test]
async fn a_service_is_rated_twice_at_most_and_the_second_one_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    let mut zhang = zhang(&city).await;
    let page = rates(
        &mut zhang,
        &href,
        &[("stars", "1"), ("text", "材料要了三次")],
    )
    .await;
    assert!(
        page.has("收到您的评价了") && page.has("非常不满意"),
        "{}",
        page.text()
    );
    assert_eq!((figure(&city, GIVEN), figure(&city, GOOD)), (1, 0));
    assert_eq!(
        offer(&city, ZHANG.0, CASE),
        RatingOffer::Done {
            stars: 1,
            again: Some(href.clone())
        }
    );
    city.set_clock(jiff::civil::date(2021, 9, 28), 9, 0);
    let mut zhang = crate::zhang(&city).await;
    let page = rates(&mut zhang, &href, &[("stars", "5")]).await;
    assert!(page.has("收到您的评价了"), "{}", page.text());
    assert_eq!(rating(&city, &href).state, RatingState::RatedAgain);
    assert_eq!((figure(&city, GIVEN), figure(&city, GOOD)), (1, 1));
    let third = zhang.open(&href).await;
    assert!(third.has("已经评过两次"), "{}", third.text());
    let answer = zhang
        .post_json(
            &format!("/api/v1/ratings/{}", href.rsplit('/').next().unwrap()),
            "third-time",
            &json!({ "stars": "3" }),
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.body);
    assert_eq!(
        offer(&city, ZHANG.0, CASE),
        RatingOffer::Done {
            stars: 5,
            again: None
        }
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn a_second_rating_comes_within_thirty_days_of_the_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    rates(&mut zhang(&city).await, &href, &[("stars", "2")]).await;
    city.set_clock(jiff::civil::date(2021, 10, 18), 9, 0);
    let page = zhang(&city).await.open(&href).await;
    assert!(page.has("追评的时间已经过了"), "{}", page.text());
    assert_eq!(
        offer(&city, ZHANG.0, CASE),
        RatingOffer::Done {
            stars: 2,
            again: None
        }
    );
}

#[rstest]
#[tokio::test]
async fn two_tabs_do_not_spend_the_token_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    let mut zhang = zhang(&city).await;
    let (one, other) = (zhang.open(&href).await, zhang.open(&href).await);
    zhang.press(&one, SEND, &[("stars", "4")]).await;
    let page = zhang.press(&other, SEND, &[("stars", "1")]).await;
    assert!(!page.has("收到您的评价了"), "{}", page.text());
    let state = rating(&city, &href);
    assert_eq!(
        (state.state, state.given.unwrap().stars),
        (RatingState::Rated, 4)
    );
}

#[rstest]
#[tokio::test]
async fn nobody_rates_somebody_elses_service(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    let address = format!("/api/v1/ratings/{}", href.rsplit('/').next().unwrap());
    let body = json!({ "stars": "5" });
    let mut li = visitor(&city, LI.0).await;
    assert_eq!(li.open(&href).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        li.post_json(&address, "key-of-li", &body).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(offer(&city, LI.0, CASE), RatingOffer::None);
    let mut clerk = visitor(&city, CLERK).await;
    assert_eq!(
        clerk
            .post_json(&address, "key-of-clerk", &body)
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    let mut stranger = city.stranger();
    assert_eq!(
        stranger
            .post_json(&address, "key-of-stranger", &body)
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(rating(&city, &href).given, None);
}

#[rstest]
#[tokio::test]
async fn the_public_page_shows_counts_below_thirty_and_a_rate_from_thirty_on(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut stranger = city.stranger();
    assert!(stranger.open("/ratings").await.has("今年还没有评价"));
    let mut zhang = zhang(&city).await;
    for n in 0..29 {
        let href = invited(&city, CaseId(8000 + n));
        rates(
            &mut zhang,
            &href,
            &[("stars", if n == 0 { "2" } else { "5" })],
        )
        .await;
    }
    let page = stranger.open("/ratings").await;
    assert!(
        page.has("永州市水利局") && page.has("28") && page.has("29") && !page.has("%"),
        "{}",
        page.text()
    );
    let href = invited(&city, CaseId(8100));
    rates(&mut zhang, &href, &[("stars", "3")]).await;
    let page = stranger.open("/ratings").await;
    assert!(page.has("96.67%"), "{}", page.text());
    let english = stranger.open("/ratings?lang=en").await;
    assert!(
        english.has("Water Bureau") && !english.body.contains("[ratings-"),
        "{}",
        english.text()
    );
    assert_eq!(DAY, city.store.today());
}
