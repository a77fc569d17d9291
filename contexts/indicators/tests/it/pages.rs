//! Figures through the front door: who sees what, and a number opens to as many rows as it says.

use crate::toy::{city, count};
use contracts::figures::{CASES_ACCEPTED, CASES_CLOSED_OF_ACCEPTED, RATINGS_GIVEN, RATINGS_GOOD};
use jiff::civil::date;
use rstest::rstest;
use testkit::Engine::{self, Postgres, Sqlite};
use testkit::world::{CLERK, DECIDER, HOUSING, SUPERVISOR, WATER, visitor};

#[rstest]
#[tokio::test]
async fn everybody_sees_the_citys_figures_with_their_parents(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 40);
    count(
        &city.store,
        CASES_CLOSED_OF_ACCEPTED,
        date(2021, 11, 1),
        WATER,
        39,
    );
    let page = city.stranger().open("/figures").await;
    assert_eq!(page.status, 200);
    assert!(page.has("97.50"), "{}", page.text());
    assert!(page.has("39 ÷ 40 件"), "{}", page.text());
    assert!(page.has("统计时点 2021-11-30 09:00"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn fewer_than_thirty_cases_are_counted_and_not_rated(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 4);
    count(
        &city.store,
        CASES_CLOSED_OF_ACCEPTED,
        date(2021, 11, 1),
        WATER,
        3,
    );
    let page = city.stranger().open("/figures/cases-closing-rate").await;
    assert!(page.has("3 ÷ 4"), "{}", page.text());
    assert!(!page.has("75.00"), "{}", page.text());
    assert!(page.has("不足 30 件"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn programs_get_numerator_and_denominator(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 3);
    let figures = city.stranger().open("/api/v1/figures").await.json();
    let rate = &figures["figures"][2];
    assert_eq!(rate["code"], "cases-closing-rate");
    assert_eq!(
        (&rate["numerator"], &rate["denominator"]),
        (&0.into(), &3.into())
    );
    assert!(
        rate["per_cent"].is_null(),
        "three cases are too few for a rate"
    );
    let csv = city.stranger().open("/api/v1/figures?format=csv").await;
    assert!(
        csv.body
            .contains("cases-accepted,受理量,Cases accepted,3,,"),
        "{}",
        csv.body
    );
}

#[rstest]
#[tokio::test]
async fn the_cockpit_is_closed_to_who_has_public_figures_only(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let page = city
        .stranger()
        .send(axum_get(), "/cockpit", None, Vec::new(), &[])
        .await;
    assert!(
        page.status.is_redirection(),
        "a stranger is asked to sign in"
    );
    let mut clerk = visitor(&city, CLERK).await;
    assert_eq!(clerk.open("/cockpit").await.status, 403);
}

fn axum_get() -> axum::http::Method {
    axum::http::Method::GET
}

#[rstest]
#[tokio::test]
async fn a_department_sees_itself_and_the_supervisor_the_city(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 31);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), HOUSING, 46);
    let own = visitor(&city, DECIDER).await.open("/cockpit").await;
    assert_eq!(own.status, 200, "{}", own.text());
    assert!(
        own.has("0 ÷ 31 件") && !own.has("住房和城乡建设局"),
        "{}",
        own.text()
    );
    let all = visitor(&city, SUPERVISOR).await.open("/cockpit").await;
    assert!(
        all.has("0 ÷ 77 件") && all.has("住房和城乡建设局"),
        "{}",
        all.text()
    );
}

#[rstest]
#[tokio::test]
async fn a_number_opens_to_as_many_cases_as_it_says(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 60);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 2), HOUSING, 55);
    let mut supervisor = visitor(&city, SUPERVISOR).await;
    let page = supervisor.open("/cockpit/cases-accepted").await;
    assert!(page.has("115"), "{}", page.text());
    let mut list = supervisor.open(&page.link("看这些办件")).await;
    let mut rows = 0;
    loop {
        rows += list.body.matches("data-l=\"事项\"").count();
        match list.find_link("下一页") {
            Some(next) => list = supervisor.open(&next).await,
            None => break,
        }
    }
    assert_eq!(rows, 115);
}

#[rstest]
#[tokio::test]
async fn good_ratings_open_to_counts_and_never_to_a_case(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    count(&city.store, RATINGS_GIVEN, date(2021, 11, 1), WATER, 33);
    count(&city.store, RATINGS_GOOD, date(2021, 11, 1), WATER, 32);
    let mut supervisor = visitor(&city, SUPERVISOR).await;
    let page = supervisor.open("/cockpit/ratings-good").await;
    assert!(page.has("32 ÷ 33") && page.has("水利局"), "{}", page.text());
    assert!(page.find_link("看分子的办件").is_none());
    let refused = supervisor.open("/cockpit/ratings-good/cases").await;
    assert_eq!(refused.status, 403);
    assert!(!refused.has("排水许可"));
}

#[rstest]
#[tokio::test]
async fn every_word_is_said_in_both_languages(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let missing = city.app.words.missing();
    assert!(missing.is_empty(), "{missing:?}");
    let mut supervisor = visitor(&city, SUPERVISOR).await;
    for path in [
        "/figures?lang=en",
        "/figures/ratings-good?lang=en",
        "/cockpit?lang=en",
        "/cockpit/cases-on-time?lang=en",
        "/cockpit/cases-on-time/cases?lang=en",
    ] {
        let page = supervisor.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            !page.text().contains("indicators-"),
            "{path}: {}",
            page.text()
        );
    }
}
