//! The link from a rating to its case is sealed from the rated: page, list, API and search.

use crate::{CASE, NUMBER, city, due, invited, of, rates, rating, react, zhang};
use axum::http::StatusCode;
use contracts::Value;
use kernel::CaseId;
use rstest::rstest;
use testkit::world::{CLERK, DECIDER, HOUSING, HOUSING_DECIDER, LI, SUPERVISOR, ZHANG, visitor};
use testkit::{City, Engine};

fn later(city: &City) {
    city.set_clock(jiff::civil::date(2021, 9, 24), 9, 0);
}

#[rstest]
#[tokio::test]
async fn the_content_reaches_the_unit_some_days_later_and_the_case_never(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    rates(
        &mut zhang(&city).await,
        &href,
        &[("stars", "2"), ("aspect", "attitude"), ("text", "窗口没人")],
    )
    .await;
    let given = rating(&city, &href).given.unwrap();
    assert!(given.shown_on > crate::DAY && given.shown_on <= jiff::civil::date(2021, 9, 22));
    let page = visitor(&city, DECIDER).await.open("/desk/ratings").await;
    assert!(page.has("还没有评价"), "{}", page.text());
    later(&city);
    let mut decider = visitor(&city, DECIDER).await;
    let page = decider.open("/desk/ratings").await;
    assert!(
        page.has("窗口没人") && page.has("不满意") && page.has("服务态度"),
        "{}",
        page.text()
    );
    let json = decider.open("/api/v1/ratings").await;
    assert_eq!(json.json()["ratings"][0]["text"], "窗口没人");
    let (key, id) = (
        given.key.to_string(),
        href.rsplit('/').next().unwrap().to_owned(),
    );
    let secrets = [
        NUMBER,
        "431100 210922",
        "7001",
        "张三",
        "张*",
        "1001",
        "13800001234",
        "2021-09-17",
    ];
    for secret in secrets.iter().copied().chain([key.as_str(), id.as_str()]) {
        assert!(!page.body.contains(secret), "the page shows {secret}");
        assert!(!json.body.contains(secret), "the API shows {secret}");
    }
    // No way from the list to the reviewer's page.
    assert_eq!(
        decider
            .open(&format!("/desk/ratings/review/{id}"))
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn the_row_of_what_was_said_holds_no_key_to_the_person_and_search_knows_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    rates(&mut zhang(&city).await, &href, &[("stars", "4")]).await;
    let id: i64 = href.rsplit('/').next().unwrap().parse().unwrap();
    let forbidden = [CASE.0, ZHANG.1.0, id];
    let columns = "area, unit, holder, party, item, stars, is_again, text_id, key";
    let found = crate::read(&city, move |reader| {
        let record = reader
            .query_one(&format!("SELECT {columns} FROM rating_row"), &[])?
            .unwrap();
        Ok((0..9)
            .map(|column| record.int(column))
            .collect::<Vec<i64>>())
    });
    assert!(
        found.iter().all(|value| !forbidden.contains(value)),
        "{found:?}"
    );
    for table in ["matter", "matter_party"] {
        let none: &[Value] = &[];
        let sql = format!("SELECT 1 FROM {table} LIMIT 1");
        let found = crate::read(&city, move |reader| reader.query_one(&sql, none));
        assert!(found.is_none(), "{table} knows of a rating");
    }
}

#[rstest]
#[tokio::test]
async fn a_unit_reads_what_was_said_of_itself_and_of_nobody_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    rates(
        &mut zhang(&city).await,
        &href,
        &[("stars", "5"), ("text", "水利的人很好")],
    )
    .await;
    react(&city, &of(due(CaseId(7002)), LI.1, HOUSING));
    let contracts::queries::RatingOffer::May { href } = crate::offer(&city, LI.0, CaseId(7002))
    else {
        panic!("no offer");
    };
    rates(
        &mut visitor(&city, LI.0).await,
        &href,
        &[("stars", "1"), ("text", "住建太慢")],
    )
    .await;
    later(&city);
    let page = visitor(&city, HOUSING_DECIDER)
        .await
        .open("/desk/ratings")
        .await;
    assert!(
        page.has("住建太慢") && !page.has("水利的人很好"),
        "{}",
        page.text()
    );
    let page = visitor(&city, SUPERVISOR).await.open("/desk/ratings").await;
    assert!(page.has("住建太慢") && page.has("水利的人很好"));
    assert_eq!(
        visitor(&city, CLERK)
            .await
            .open("/desk/ratings")
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        zhang(&city).await.open("/desk/ratings").await.status,
        StatusCode::FORBIDDEN
    );
}

#[rstest]
#[tokio::test]
async fn a_cursor_into_the_future_shows_nothing_early(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let href = invited(&city, CASE);
    rates(
        &mut zhang(&city).await,
        &href,
        &[("stars", "1"), ("text", "还不该看到")],
    )
    .await;
    let mut decider = visitor(&city, DECIDER).await;
    let page = decider.open("/desk/ratings?after=99999.1").await;
    assert!(!page.has("还不该看到"), "{}", page.text());
}
