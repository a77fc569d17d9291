//! Rebuild and its comparison: after ordinary work, after tampering, after a changed table.

use crate::toy::{Add, Open, Purse, noon, registry, updated_registry};
use rstest::rstest;
use store::{Store, Who};
use testkit::{Database, Engine};

fn fill(store: &Store) -> Vec<i64> {
    let ids: Vec<i64> = (0..30).map(|_| store.new_id()).collect();
    for (n, id) in ids.iter().enumerate() {
        let open = Open {
            id: *id,
            name: format!("purse {n}"),
        };
        store.execute_blocking(Who::System, None, open).unwrap();
        for coins in 0..4 {
            let add = Add {
                id: *id,
                coins,
                seen: None,
            };
            store.execute_blocking(Who::System, None, add).unwrap();
        }
    }
    ids
}

#[rstest]
fn a_rebuild_makes_the_same_rows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    fill(&store);
    let before = store.rebuild(true, |_| {}).unwrap();
    assert_eq!(before.differences, [""; 0]);
    assert_eq!((before.streams, before.events), (30, 150));
    assert_eq!(before.rows["purse"], 30);
    store.rebuild(false, |_| {}).unwrap();
    assert_eq!(store.rebuild(true, |_| {}).unwrap(), before);
}

#[rstest]
fn a_row_that_was_changed_by_hand_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let ids = fill(&store);
    let id = ids[3];
    store
        .write_blocking(move |tx| {
            tx.conn
                .execute("UPDATE purse SET coins = 99 WHERE id = $1", &[id.into()])?;
            Ok(())
        })
        .unwrap();
    let found = store.rebuild(true, |_| {}).unwrap();
    assert!(
        found
            .differences
            .iter()
            .any(|line| line.contains(&id.to_string()))
    );
    store.rebuild(false, |_| {}).unwrap();
    assert_eq!(store.rebuild(true, |_| {}).unwrap().differences, [""; 0]);
}

#[rstest]
fn an_event_that_was_changed_by_hand_breaks_the_chain(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = fill(&store)[0];
    store
        .write_blocking(move |tx| {
            tx.conn.execute(
                "UPDATE event SET at = at + 1 WHERE stream = $1 AND version = 3",
                &[id.into()],
            )?;
            Ok(())
        })
        .unwrap();
    let error = store.rebuild(true, |_| {}).unwrap_err();
    assert!(matches!(error, store::StoreError::Chain { stream, version: 3 } if stream == id));
    let read = store.read_blocking(move |reader| reader.events::<Purse>(id));
    assert!(read.is_err(), "a broken stream is never served as truth");
}

#[rstest]
fn a_changed_table_is_filled_when_the_new_program_starts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    fill(&store);
    store.stop();
    drop(store);
    let store = database.open(updated_registry(), noon());
    let numbers = store
        .read_blocking(|reader| reader.query("SELECT number FROM purse ORDER BY number", &[]))
        .unwrap();
    assert_eq!(numbers.len(), 30);
    assert_eq!(numbers[29].int(0), 30);
    assert_eq!(store.rebuild(true, |_| {}).unwrap().differences, [""; 0]);
}

#[rstest]
fn a_lost_state_row_is_folded_from_the_events(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = fill(&store)[0];
    store
        .write_blocking(move |tx| {
            tx.conn
                .execute("DELETE FROM state WHERE id = $1", &[id.into()])?;
            Ok(())
        })
        .unwrap();
    let done = store
        .execute_blocking(
            Who::System,
            None,
            Add {
                id,
                coins: 1,
                seen: Some(5),
            },
        )
        .unwrap();
    assert_eq!(done.version(), 6);
}

#[rstest]
fn a_city_can_go_over_to_the_national_hash_without_rewriting_what_is_stored(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = fill(&store)[0];
    store.stop();
    drop(store);
    let store = database.open_hashed(registry(), noon(), store::HashKind::Sm3);
    let add = Add {
        id,
        coins: 1,
        seen: None,
    };
    store.execute_blocking(Who::System, None, add).unwrap();
    assert_eq!(store.rebuild(true, |_| {}).unwrap().differences, [""; 0]);
    assert_eq!(
        store
            .read_blocking(move |reader| reader.events::<Purse>(id))
            .unwrap()
            .len(),
        6
    );
}
