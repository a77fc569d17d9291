//! Jobs: reactions follow their events, run once in effect, and die in the open.

use crate::toy::{Add, Open, Purse, noon, registry};
use rstest::rstest;
use store::{JobError, Schedule, Store, Who};
use testkit::{Database, Engine};

fn coins(store: &Store, id: i64) -> i64 {
    store
        .read_blocking(move |reader| reader.find_state::<Purse>(id))
        .unwrap()
        .unwrap()
        .1
        .coins
}

#[rstest]
fn a_reaction_follows_its_event_and_takes_effect_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = store.new_id();
    store
        .execute_blocking(
            Who::System,
            None,
            Open {
                id,
                name: "a".into(),
            },
        )
        .unwrap();
    let job = store.list_jobs(10).unwrap().remove(0);
    assert_eq!(job.name, "toy.hello");
    assert_eq!(store.run_due_jobs().unwrap(), 1);
    assert_eq!(store.run_due_jobs().unwrap(), 0);
    assert_eq!(coins(&store, id), 1);
    assert!(store.list_jobs(10).unwrap().is_empty());
}

#[rstest]
fn a_job_that_keeps_failing_becomes_a_dead_letter_and_can_be_revived(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let mut registry = registry();
    registry.job("toy.hello", |_, _| {
        Err(JobError::Other("the other side is away".into()))
    });
    let store = database.open(registry, noon());
    let id = store.new_id();
    store
        .execute_blocking(
            Who::System,
            None,
            Open {
                id,
                name: "a".into(),
            },
        )
        .unwrap();
    for round in 1..=8 {
        assert_eq!(store.run_due_jobs().unwrap(), 1, "round {round}");
        store.clock().set(store.now().plus_seconds(5000));
    }
    let dead = store.list_jobs(10).unwrap().remove(0);
    assert!(dead.is_dead);
    assert_eq!(dead.last_error, "the other side is away");
    assert_eq!(store.run_due_jobs().unwrap(), 0);
    store.revive_job(dead.id).unwrap();
    assert_eq!(store.run_due_jobs().unwrap(), 1);
}

#[rstest]
fn a_daily_job_runs_once_a_day_even_after_a_restart(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    fn daily() -> store::Registry {
        let mut registry = registry();
        registry.schedule("toy.daily", Schedule::Daily(6, 0), |run, _| {
            let add = Add {
                id: 42,
                coins: 1,
                seen: None,
            };
            run.store().execute_blocking(Who::System, None, add)?;
            Ok(())
        });
        registry
    }
    let database = Database::fresh(engine);
    let store = database.open(daily(), noon());
    store
        .execute_blocking(
            Who::System,
            None,
            Open {
                id: 42,
                name: "a".into(),
            },
        )
        .unwrap();
    store.run_due_jobs().unwrap();
    store.stop();
    drop(store);
    let store = database.open(daily(), noon().plus_seconds(3600));
    store.run_due_jobs().unwrap();
    // One coin from the reaction to the opening, one from the day's job.
    assert_eq!(coins(&store, 42), 2);
    store.clock().set(store.now().plus_seconds(86_400));
    store.run_due_jobs().unwrap();
    assert_eq!(coins(&store, 42), 3);
}
