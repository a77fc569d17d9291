//! The nightly job on a real database, both engines: it finds the cases that the clock has changed,
//! and running it again changes nothing.

use crate::given::{Trial, permit, reference};
use cases::domain::{
    Case, CaseState,
    extend::{Approval, Extend},
    filing::Agency,
    start_special_procedure::StartSpecialProcedure,
    submit::{Application, SubmitOnBehalf},
    withdraw::Withdraw,
};
use cases::read::list_moved;
use contracts::{
    events::CalendarReleased,
    item::{Channel, Items},
    people::Units,
    queries::{CountedDays, MovedDays},
};
use jiff::civil::date;
use kernel::{
    AreaCode, CaseId, Date, Reference, Timestamp, WorkCalendar, calendar::NamedDay,
    deadline::PauseReason,
};
use rstest::rstest;
use std::sync::Arc;
use store::{Conn, JobCall, JobRun, Registry, Store, StoreError, Who};
use testkit::{Database, Engine};

fn open(database: &Database) -> Store {
    open_with(database, load, date(2021, 9, 6))
}

fn open_with(database: &Database, loader: Loader, day: Date) -> Store {
    let mut registry = Registry::new();
    cases::register(&mut registry);
    registry.loader(loader);
    // What papers, ratings and messages do of a case is theirs.
    for job in ["documents.on-case", "ratings.on-case", "portal.on-case"] {
        registry.job(job, |_, _| Ok(()));
    }
    database.open(registry, Timestamp::in_city(day, 9, 0))
}

type Loader = fn(&mut Conn, Reference) -> Result<Reference, StoreError>;

#[expect(clippy::unnecessary_wraps, reason = "the signature of a loader")]
fn load(_: &mut Conn, known: Reference) -> Result<Reference, StoreError> {
    let made = reference(permit());
    let items = Items::new(made.get::<Items>().all().map(|item| (**item).clone()));
    let units = Units::new(made.get::<Units>().all().cloned());
    Ok(known.with(items).with(units))
}

/// The published calendar of 2021 with a holiday of its own on Thursday and Friday of one week.
fn changed() -> WorkCalendar {
    let calendar = WorkCalendar::clone(&WorkCalendar::published());
    let mut days = calendar.named_days(2021).unwrap().to_vec();
    days.extend([23, 24].map(|day| NamedDay {
        date: date(2021, 9, day),
        name: "示例假".into(),
        off: true,
    }));
    days.sort_by_key(|day| day.date);
    calendar.with_year(2021, &days).unwrap()
}

fn load_changed(conn: &mut Conn, known: Reference) -> Result<Reference, StoreError> {
    Ok(load(conn, known)?.with(changed()))
}

/// Every open case that the changed calendar moves, in pages of two.
fn preview(store: &Store) -> Vec<MovedDays> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = store.read_blocking(move |reader| {
            list_moved(reader, &Arc::new(changed()), AreaCode(0), after, 2)
        });
        let page = page.unwrap();
        found.extend(page.moved);
        if page.next.is_none() {
            found.sort_by_key(|moved| moved.case);
            return found;
        }
        after = page.next;
    }
}

fn dates(store: &Store, case: i64) -> Option<(Date, Option<Date>)> {
    let found = store.read_blocking(move |reader| reader.find_state::<Case>(case));
    let (_, case) = found.unwrap().unwrap();
    let dates = case.handling()?.dates?;
    Some((dates.due.promised_on, dates.due.legal_on))
}

/// Runs the reaction to a released change.
fn release(store: &Store) {
    let released = CalendarReleased {
        year: 2021,
        area: AreaCode(0),
    };
    let payload = serde_json::to_string(&released).unwrap();
    let call = JobCall {
        id: 1,
        payload: &payload,
    };
    JobRun::alone(store, cases::react::on_calendar, call).unwrap();
}

#[rstest]
fn art_82_a_released_calendar_moves_what_its_preview_listed_and_nothing_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = open(&database);
    // Accepted by the clock on the 13th: one is handled, one is paused, one is extended, one is
    // withdrawn; the last one is only filed.
    let [plain, paused, extended, over] = [(); 4].map(|()| receive(&store));
    store
        .clock()
        .set(Timestamp::in_city(date(2021, 9, 14), 9, 0));
    store.run_due_jobs().unwrap();
    let filed = receive(&store);
    let kept = || Some(crate::given::kept("why"));
    let does = |done: Result<_, _>| done.map(|_: store::Done| ()).unwrap();
    does(store.execute_blocking(
        Who::System,
        None,
        StartSpecialProcedure {
            case_id: CaseId(paused),
            reason: PauseReason::ExpertReview,
            notice: kept(),
            planned_end_on: date(2021, 9, 17),
            step: None,
            own_law: None,
            vault: Vec::new(),
        },
    ));
    does(store.execute_blocking(
        Who::System,
        None,
        Extend {
            case_id: CaseId(extended),
            approval: Approval::Authority,
            reason: kept(),
            vault: Vec::new(),
        },
    ));
    does(store.execute_blocking(
        Who::System,
        None,
        Withdraw {
            case_id: CaseId(over),
            reason: None,
            vault: Vec::new(),
        },
    ));
    let all = [plain, paused, extended, over, filed];
    let before = all.map(|case| dates(&store, case));
    let listed = preview(&store);
    let moved: Vec<i64> = listed.iter().map(|moved| moved.case.0).collect();
    assert_eq!(moved, [plain, paused, extended]);
    assert!(listed[1].is_paused && !listed[0].is_paused);
    store.stop();

    let store = open_with(&database, load_changed, date(2021, 9, 14));
    release(&store);
    for (case, before) in all.into_iter().zip(before) {
        let now = dates(&store, case);
        match listed.iter().find(|moved| moved.case.0 == case) {
            Some(moved) => {
                let said = |days: CountedDays| days.promised_on.map(|day| (day, days.legal_on));
                assert_eq!((before, now), (said(moved.before), said(moved.after)));
                assert_ne!(before, now);
            }
            None => assert_eq!(before, now),
        }
    }
    assert_eq!(preview(&store), [], "nothing is left to move");
    let versions = all.map(|case| state(&store, case).0);
    release(&store);
    assert_eq!(all.map(|case| state(&store, case).0), versions);
    assert_eq!(store.rebuild(true, |_| {}).unwrap().differences, [""; 0]);
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
