//! The suite of the ratings: the same tests on SQLite and PostgreSQL.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod rate;
mod review;
mod sealed;

use contracts::events::{CaseHead, CaseRatingDue, EventId, RatingOccasion};
use contracts::item::{LegalRegime, Text};
use contracts::queries::{RatingOf, RatingOffer};
use jiff::civil::date;
use kernel::{AccountId, Actor, CaseId, Date, MatterId, PartyId, UnitId};
use ratings::domain::Rating;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{JobCall, Reader, Who};
use testkit::world::{CITY, CLERK, PERMIT, WATER_SECTION, ZHANG, visitor, world};
use testkit::{City, Engine, Page, Visitor};
use web::House;

pub(crate) const DAY: Date = date(2021, 9, 17);
pub(crate) const CASE: CaseId = CaseId(7001);
pub(crate) const NUMBER: &str = "4311002109220170003865";
pub(crate) const SEND: &str = "提交评价";

pub(crate) fn city(engine: Engine) -> City {
    apart(move || City::start(engine, || House::new(vec![ratings::module(), world()]), DAY))
}

/// A service of the water department for 张三 that ended by an act of the clerk.
pub(crate) fn due(case: CaseId) -> CaseRatingDue {
    static EVENT: AtomicI64 = AtomicI64::new(1);
    CaseRatingDue {
        head: CaseHead {
            case,
            number: NUMBER.into(),
            event: EventId(EVENT.fetch_add(1, Ordering::Relaxed)),
            item: PERMIT,
            item_name: Text {
                zh: "城市建筑垃圾处置核准".into(),
                en: "Approval to dispose of building waste".into(),
            },
            regime: LegalRegime::Licensing,
            party: ZHANG.1,
            area: CITY,
            unit: WATER_SECTION,
            on: DAY,
            by: CLERK,
        },
        occasion: RatingOccasion::Closed,
    }
}

pub(crate) fn of(mut due: CaseRatingDue, party: PartyId, unit: UnitId) -> CaseRatingDue {
    due.head.party = party;
    due.head.unit = unit;
    due
}

pub(crate) fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().unwrap()
}

/// Tells that the service ended, as the job runner does.
pub(crate) fn react(city: &City, due: &CaseRatingDue) {
    let (store, due) = (city.store.clone(), due.clone());
    apart(move || {
        let payload = serde_json::to_string(&due).unwrap();
        let call = JobCall {
            id: due.head.event.0,
            payload: &payload,
        };
        store::JobRun::alone(&store, ratings::react::on_case, call).unwrap();
    });
}

pub(crate) fn read<T: Send + 'static>(
    city: &City,
    work: impl FnOnce(&mut Reader) -> Result<T, store::StoreError> + Send + 'static,
) -> T {
    let store = city.store.clone();
    apart(move || store.read_blocking(work).unwrap())
}

/// What the page of the case offers this account.
pub(crate) fn offer(city: &City, account: AccountId, case: CaseId) -> RatingOffer {
    let answers = city.app.query::<dyn RatingOf<Reader>>().unwrap();
    read(city, move |reader| {
        let actor: Actor = (*reader.actor(Who::Account(account))?).clone();
        Ok(answers.rating_of(reader, &actor, MatterId(case.0)).unwrap())
    })
}

/// Invites 张三 and gives the address of his form.
pub(crate) fn invited(city: &City, case: CaseId) -> String {
    react(city, &due(case));
    match offer(city, ZHANG.0, case) {
        RatingOffer::May { href } => href,
        other @ (RatingOffer::None | RatingOffer::Done { .. }) => panic!("{other:?}"),
    }
}

pub(crate) fn rating(city: &City, href: &str) -> Rating {
    let id: i64 = href.rsplit('/').next().unwrap().parse().unwrap();
    read(city, move |reader| reader.find_state::<Rating>(id))
        .unwrap()
        .1
}

/// Fills in the form and sends it.
pub(crate) async fn rates(visitor: &mut Visitor, href: &str, fields: &[(&str, &str)]) -> Page {
    let form = visitor.open(href).await;
    visitor.press(&form, SEND, fields).await
}

pub(crate) async fn zhang(city: &City) -> Visitor {
    visitor(city, ZHANG.0).await
}

/// How much a figure counts.
pub(crate) fn figure(city: &City, figure: &'static str) -> i64 {
    read(city, move |reader| {
        let record = reader.query_one(
            "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM cell WHERE figure = $1",
            &[figure.into()],
        )?;
        Ok(record.map_or(0, |record| record.int(0)))
    })
}

#[test]
fn every_word_is_in_both_languages() {
    let house = House::new(vec![ratings::module()]);
    assert_eq!(house.words().unwrap().missing(), []);
}
