//! The nightly job on a real database, both engines: it finds the cases that the clock has changed,
//! and running it again changes nothing.

use crate::given::{Trial, permit, reference};
use cases::domain::{
    Case, CaseState,
    filing::Agency,
    submit::{Application, SubmitOnBehalf},
};
use contracts::{item::Channel, item::Items, people::Units};
use jiff::civil::date;
use kernel::{CaseId, Timestamp};
use rstest::rstest;
use store::{Registry, Store, Who};
use testkit::{Database, Engine};

fn open(database: &Database) -> Store {
    let mut registry = Registry::new();
    cases::register(&mut registry);
    registry.loader(|_, known| {
        let made = reference(permit());
        let items = Items::new(made.get::<Items>().all().map(|item| (**item).clone()));
        let units = Units::new(made.get::<Units>().all().cloned());
        Ok(known.with(items).with(units))
    });
    database.open(registry, Timestamp::in_city(date(2021, 9, 6), 9, 0))
}

/// A case that was received at the window today.
fn receive(store: &Store) -> i64 {
    let trial = Trial::new(permit());
    let act = SubmitOnBehalf {
        application: Application {
            case_id: CaseId(store.new_id()),
            ..trial.application()
        },
        channel: Channel::Window,
        agency: Agency::None,
        handed_at: None,
    };
    store.execute_blocking(Who::System, None, act).unwrap().id()
}

fn state(store: &Store, case: i64) -> (i64, CaseState) {
    let found = store.read_blocking(move |reader| reader.find_state::<Case>(case));
    let (version, case) = found.unwrap().unwrap();
    (version, case.state())
}

#[rstest]
fn the_nightly_job_accepts_what_nobody_answered(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = open(&database);
    let case = receive(&store);
    for (day, expected) in [
        (date(2021, 9, 13), (2, CaseState::Received)),
        (date(2021, 9, 14), (3, CaseState::DeemedAccepted)),
        (date(2021, 9, 15), (3, CaseState::DeemedAccepted)),
    ] {
        store.clock().set(Timestamp::in_city(day, 0, 10));
        store.run_due_jobs().unwrap();
        assert_eq!(state(&store, case), expected, "{day}");
    }
    let rebuilt = store.rebuild(true, |_| {}).unwrap();
    assert_eq!(rebuilt.differences, [""; 0]);
}

#[rstest]
fn each_case_has_the_next_number(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = Database::fresh(engine);
    let store = open(&database);
    let cases = [receive(&store), receive(&store)];
    let numbers = cases.map(|case| {
        let found = store.read_blocking(move |reader| reader.find_state::<Case>(case));
        let (_, case) = found.unwrap().unwrap();
        case.filing.unwrap().number.to_string()
    });
    assert_eq!(
        numbers,
        ["431100 210906 017 000001 3", "431100 210906 017 000002 1"]
    );
}
