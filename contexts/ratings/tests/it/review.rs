//! 差评核实: outside the rated unit, with a reason for each opening, never of an anonymous rater.

use crate::{CASE, city, due, figure, invited, of, offer, rates, rating, react, zhang};
use axum::http::StatusCode;
use contracts::queries::RatingOffer;
use kernel::{CaseId, MatterId};
use ratings::domain::Finding;
use ratings::read::{GIVEN, GOOD};
use rstest::rstest;
use testkit::world::{DECIDER, RATINGS_REVIEWER, SERVICE_BUREAU, ZHANG, visitor};
use testkit::{City, Engine};

async fn bad(city: &City, fields: &[(&str, &str)]) -> String {
    let href = invited(city, CASE);
    rates(&mut zhang(city).await, &href, fields).await;
    href.replace("/rate/", "/desk/ratings/review/")
}

fn looks(city: &City) -> Vec<(String, String)> {
    crate::read(city, |reader| reader.list_looks(MatterId(CASE.0), 10))
        .into_iter()
        .map(|look| (look.what, look.why))
        .collect()
}

/// The looks once there are some. A look does not wait for its commit, and on PostgreSQL another
/// writer may have it; each write of ours goes behind some of theirs.
fn looks_in_the_end(city: &City) -> Vec<(String, String)> {
    let store = city.store.clone();
    for _ in 0..1000 {
        let found = looks(city);
        if !found.is_empty() {
            return found;
        }
        let store = store.clone();
        crate::apart(move || store.write_blocking(|_| Ok(())).unwrap());
    }
    Vec::new()
}

#[rstest]
#[tokio::test]
async fn each_opening_of_the_link_needs_a_reason_and_is_logged(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let address = bad(&city, &[("stars", "1"), ("text", "材料要了三次")]).await;
    let mut reviewer = visitor(&city, RATINGS_REVIEWER).await;
    assert!(
        reviewer
            .open("/desk/ratings/review")
            .await
            .has("城市建筑垃圾处置核准")
    );
    let page = reviewer.open(&address).await;
    assert!(
        page.has("材料要了三次") && !page.has("431100 210922"),
        "{}",
        page.text()
    );
    assert!(!page.body.contains("张三"));
    let back = reviewer.press(&page, "打开", &[("reason", "x")]).await;
    assert!(back.has("请写明打开的事由"), "{}", back.text());
    assert_eq!(looks(&city), []);
    let page = reviewer
        .press(&page, "打开", &[("reason", "回访核实材料问题")])
        .await;
    assert!(
        page.has("431100 210922 017 000386 5") && page.has("张三"),
        "{}",
        page.text()
    );
    let logged = looks_in_the_end(&city);
    assert!(logged.iter().all(|(what, _)| what == "rating-link"));
    assert!(
        logged.iter().any(|(_, why)| why == "回访核实材料问题"),
        "{logged:?}"
    );
    // Half an hour later it is shut again.
    city.set_clock(crate::DAY, 9, 40);
    let page = visitor(&city, RATINGS_REVIEWER).await.open(&address).await;
    assert!(!page.has("431100 210922"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_anonymous_rater_stays_unknown_to_the_reviewer_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let address = bad(&city, &[("stars", "2"), ("anonymous", "yes")]).await;
    let mut reviewer = visitor(&city, RATINGS_REVIEWER).await;
    let page = reviewer.open(&address).await;
    assert!(
        page.has("评价人选择了匿名") && !page.has_button("打开"),
        "{}",
        page.text()
    );
    let answer = reviewer
        .post(
            &format!("{address}/open"),
            &[("key", "key-of-reviewer"), ("reason", "还是想看看")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
    assert!(!answer.body.contains("张三"));
}

#[rstest]
#[tokio::test]
async fn a_good_rating_gives_no_way_to_its_case(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let address = bad(&city, &[("stars", "5")]).await;
    let mut reviewer = visitor(&city, RATINGS_REVIEWER).await;
    assert!(
        reviewer
            .open("/desk/ratings/review")
            .await
            .has("没有待核实的差评")
    );
    let answer = reviewer
        .post(
            &format!("{address}/open"),
            &[("key", "key-of-reviewer"), ("reason", "看看是谁评的")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
}

#[rstest]
#[tokio::test]
async fn a_proven_slip_leaves_the_figures_and_a_true_one_stays(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let address = bad(&city, &[("stars", "1")]).await;
    assert_eq!((figure(&city, GIVEN), figure(&city, GOOD)), (1, 0));
    let mut reviewer = visitor(&city, RATINGS_REVIEWER).await;
    let page = reviewer.open(&address).await;
    let back = reviewer
        .press(&page, "记下核实结果", &[("finding", "mistaken")])
        .await;
    assert!(back.has("请写明核实经过"), "{}", back.text());
    let page = reviewer
        .press(
            &page,
            "记下核实结果",
            &[("finding", "mistaken"), ("note", "本人说按错了")],
        )
        .await;
    assert!(page.has("没有待核实的差评"), "{}", page.text());
    assert_eq!((figure(&city, GIVEN), figure(&city, GOOD)), (0, 0));
    let href = address.replace("/desk/ratings/review/", "/rate/");
    assert_eq!(
        rating(&city, &href).verified.unwrap().finding,
        Finding::Mistaken
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn nobody_verifies_a_rating_of_his_own_unit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    react(&city, &of(due(CaseId(7003)), ZHANG.1, SERVICE_BUREAU));
    let RatingOffer::May { href } = offer(&city, ZHANG.0, CaseId(7003)) else {
        panic!("no offer");
    };
    rates(&mut zhang(&city).await, &href, &[("stars", "1")]).await;
    let address = href.replace("/rate/", "/desk/ratings/review/");
    let mut reviewer = visitor(&city, RATINGS_REVIEWER).await;
    let page = reviewer.open(&address).await;
    assert!(page.has("要由别人核实"), "{}", page.text());
    let page = reviewer
        .press(
            &page,
            "记下核实结果",
            &[("finding", "malicious"), ("note", "我看是恶意")],
        )
        .await;
    assert!(page.has("要由别人核实"), "{}", page.text());
    assert_eq!(rating(&city, &href).verified, None);
    assert_eq!(
        visitor(&city, DECIDER).await.open(&address).await.status,
        StatusCode::FORBIDDEN
    );
}
