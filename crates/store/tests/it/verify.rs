//! Whatever is done to the record behind the city's back is found and named.

use crate::toy::{Add, Open, Purse, noon, registry};
use kernel::{AccountId, MatterId};
use rstest::rstest;
use store::{Fault, Mark, Store, StoreError, SubmitKey, Verified, Who};
use testkit::{Database, Engine};

/// Three purses with four events each, keys, and looks; everything has its position.
fn filled(engine: Engine) -> (Database, Store, Vec<i64>) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let ids: Vec<i64> = (0..3).map(|_| store.new_id()).collect();
    for (n, id) in ids.iter().enumerate() {
        let name = format!("purse {n}");
        let open = Open { id: *id, name };
        store.execute_blocking(Who::System, None, open).unwrap();
        for coins in 1..4 {
            let key = SubmitKey::new(format!("key-{n}-{coins}"), b"");
            let add = Add {
                id: *id,
                coins,
                seen: None,
            };
            store.execute_blocking(Who::System, Some(key), add).unwrap();
        }
    }
    // The looks go through both writers of PostgreSQL; the last write comes after all of them.
    for n in 0..40 {
        store.record_look(AccountId(n), MatterId(ids[0]), "page", "for the test");
    }
    for _ in 0..4 {
        store.write_blocking(|_| Ok(())).unwrap();
    }
    let all = wait_for_order(&store, &database, 12);
    assert_eq!(all.faults, []);
    assert_eq!((all.streams, all.events, all.keys), (3, 12, 9));
    (database, store, ids)
}

/// The sequencer of PostgreSQL follows within a second; the loop is bounded by it.
fn wait_for_order(store: &Store, database: &Database, events: i64) -> Verified {
    for _ in 0..200 {
        let found = verify(database, &[]);
        if found.looks == 40
            && found
                .mark
                .as_ref()
                .is_some_and(|mark| mark.position == events)
        {
            return found;
        }
        store.write_blocking(|_| Ok(())).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    verify(database, &[])
}

fn verify(database: &Database, marks: &[Mark]) -> Verified {
    store::verify(&database.target, marks, &mut |_| {}).unwrap()
}

fn behind_its_back(store: &Store, statements: &'static [&'static str]) {
    store
        .write_blocking(move |tx| {
            for statement in statements {
                tx.conn.batch(statement)?;
            }
            Ok(())
        })
        .unwrap();
}

/// The first stream's second event, flipped in one column.
#[rstest]
#[case(
    "body",
    "UPDATE event SET body = (SELECT body FROM event e WHERE e.version = 3 ORDER BY stream LIMIT 1)"
)]
#[case("at", "UPDATE event SET at = at + 1")]
#[case("actor", "UPDATE event SET actor = actor + 1")]
#[case("name", "UPDATE event SET name = 'toy.taken'")]
#[case("shape", "UPDATE event SET shape = shape + 2")]
#[case(
    "hash",
    "UPDATE event SET hash = (SELECT hash FROM event e WHERE e.version = 4 ORDER BY stream LIMIT 1)"
)]
fn a_changed_event_is_named_by_stream_version_and_position(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] column: &str,
    #[case] change: &'static str,
) {
    let (database, store, ids) = filled(engine);
    let stream = ids[0];
    store
        .write_blocking(move |tx| {
            tx.conn
                .batch(&format!("{change} WHERE stream = {stream} AND version = 2"))
        })
        .unwrap();
    let found = verify(&database, &[]);
    assert!(
        found.faults.contains(&Fault::Changed {
            stream,
            version: 2,
            position: Some(2)
        }),
        "{column}: {:?}",
        found.faults
    );
    let read = store.read_blocking(move |reader| reader.events::<Purse>(stream));
    assert!(
        matches!(read, Err(StoreError::Chain { stream: named, .. }) if named == stream),
        "a broken stream is never served as truth: {read:?}"
    );
}

#[rstest]
fn an_event_of_another_kind_than_its_stream_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (database, store, ids) = filled(engine);
    behind_its_back(
        &store,
        &["UPDATE event SET kind = 'purze' WHERE version = 4"],
    );
    let found = verify(&database, &[]);
    assert!(found.faults.contains(&Fault::OtherKind {
        stream: ids[0],
        version: 4
    }));
    let stream = ids[0];
    assert!(
        store
            .read_blocking(move |reader| reader.events::<Purse>(stream))
            .is_err(),
        "a stream without its end is not served either"
    );
}

#[rstest]
fn a_log_that_was_cut_off_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (database, store, ids) = filled(engine);
    behind_its_back(
        &store,
        &[
            "DELETE FROM event WHERE id IN (SELECT event FROM sequence WHERE position > 10)",
            "DELETE FROM sequence WHERE position > 10",
        ],
    );
    let found = verify(&database, &[]);
    assert!(found.faults.contains(&Fault::CutOff {
        stream: ids[2],
        last: 2,
        known: 4
    }));
    assert!(
        found
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::Unanswered { version: 4, .. }))
    );
    let stream = ids[2];
    let read = store.read_blocking(move |reader| reader.events::<Purse>(stream));
    assert!(matches!(read, Err(StoreError::Chain { version: 3, .. })));
}

#[rstest]
fn a_log_that_was_cut_off_with_every_trace_is_told_by_a_mark_kept_elsewhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (database, store, _) = filled(engine);
    let mark = verify(&database, &[]).mark.unwrap();
    behind_its_back(
        &store,
        &[
            "DELETE FROM event WHERE id IN (SELECT event FROM sequence WHERE position > 8)",
            "DELETE FROM sequence WHERE position > 8",
            "DELETE FROM state WHERE id NOT IN (SELECT stream FROM event)",
            "DELETE FROM idempotency WHERE key LIKE 'key-2-%'",
        ],
    );
    assert_eq!(verify(&database, &[]).faults, []);
    assert_eq!(
        verify(&database, std::slice::from_ref(&mark)).faults,
        [Fault::NotAsMarked { mark, found: None }]
    );
}

#[rstest]
fn a_log_in_another_order_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (database, store, ids) = filled(engine);
    let mark = verify(&database, &[]).mark.unwrap();
    // The last of the first purse and the first of the second change places.
    behind_its_back(
        &store,
        &[
            "UPDATE sequence SET position = 0 WHERE position = 4",
            "UPDATE sequence SET position = 4 WHERE position = 5",
            "UPDATE sequence SET position = 5 WHERE position = 0",
        ],
    );
    let found = verify(&database, std::slice::from_ref(&mark));
    assert!(found.faults.contains(&Fault::OutOfOrder {
        position: 5,
        stream: ids[0],
        version: 4
    }));
    assert!(
        found
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::NotAsMarked { found: Some(_), .. }))
    );
}

#[rstest]
fn a_row_taken_out_of_the_middle_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (database, store, ids) = filled(engine);
    behind_its_back(
        &store,
        &["DELETE FROM event WHERE id = (SELECT event FROM sequence WHERE position = 6)"],
    );
    let found = verify(&database, &[]);
    assert!(found.faults.contains(&Fault::Missing {
        stream: ids[1],
        from: 2,
        to: 2
    }));
    assert!(
        found
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::EventGone { position: 6, .. }))
    );
    behind_its_back(&store, &["DELETE FROM sequence WHERE position = 6"]);
    assert!(
        verify(&database, &[])
            .faults
            .contains(&Fault::PositionsMissing { from: 6, to: 6 })
    );
}

#[rstest]
fn a_position_taken_from_an_event_or_given_twice_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (database, store, ids) = filled(engine);
    behind_its_back(
        &store,
        &[
            "UPDATE sequence SET event = (SELECT event FROM sequence WHERE position = 7)
            WHERE position = 6",
        ],
    );
    let found = verify(&database, &[]);
    assert!(found.faults.contains(&Fault::NoPosition {
        stream: ids[1],
        version: 2
    }));
    assert!(
        found
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::Twice { position: 7, .. }))
    );
}

#[rstest]
#[case("UPDATE access SET why = 'other' WHERE n = 2")]
#[case("DELETE FROM access WHERE n = 2")]
fn a_look_that_was_changed_or_taken_out_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: &'static str,
) {
    let (database, store, _) = filled(engine);
    store
        .write_blocking(move |tx| tx.conn.batch(change))
        .unwrap();
    assert!(
        verify(&database, &[])
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::Look { n: 2 | 3, .. }))
    );
}

#[rstest]
fn a_chain_of_looks_without_its_end_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (database, store, _) = filled(engine);
    behind_its_back(
        &store,
        &["DELETE FROM access WHERE id = (SELECT MAX(id) FROM access)"],
    );
    assert!(
        verify(&database, &[])
            .faults
            .iter()
            .any(|fault| matches!(fault, Fault::LooksCutOff { .. }))
    );
}

#[test]
fn many_writers_at_once_make_whole_chains_of_looks() {
    let database = Database::fresh(Engine::Postgres);
    let nodes: Vec<Store> = (0..3).map(|_| database.open(registry(), noon())).collect();
    std::thread::scope(|threads| {
        for node in &nodes {
            for _ in 0..4 {
                threads.spawn(|| {
                    for n in 0..50 {
                        node.record_look(AccountId(n), MatterId(1), "page", "");
                        node.write_blocking(|_| Ok(())).unwrap();
                    }
                });
            }
        }
    });
    // A look is written with a later batch than its asker's; the loop is bounded.
    for _ in 0..200 {
        if verify(&database, &[]).looks == 600 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    let found = verify(&database, &[]);
    assert_eq!((found.looks, found.faults), (600, Vec::new()));
    for node in nodes {
        node.stop();
    }
}
