//! Commands: batches, keys, versions, claims, numbers, two streams.

use crate::toy::{Add, Move, Open, Purse, noon, registry};
use rstest::rstest;
use store::{CommandError, Moment, Store, SubmitKey, Who};
use testkit::{Database, Engine};

fn open(store: &Store, name: &str) -> i64 {
    let id = store.new_id();
    store
        .execute_blocking(
            Who::System,
            None,
            Open {
                id,
                name: name.into(),
            },
        )
        .unwrap();
    id
}

fn purse(store: &Store, id: i64) -> Purse {
    store
        .read_blocking(move |reader| reader.find_state::<Purse>(id))
        .unwrap()
        .unwrap()
        .1
}

#[rstest]
fn the_same_key_gets_the_first_answer_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    let key = SubmitKey::new("k1", b"add 5");
    let first = store
        .execute_blocking(
            Who::System,
            Some(key.clone()),
            Add {
                id,
                coins: 5,
                seen: None,
            },
        )
        .unwrap();
    let second = store
        .execute_blocking(
            Who::System,
            Some(key),
            Add {
                id,
                coins: 5,
                seen: None,
            },
        )
        .unwrap();
    assert_eq!(first.streams, second.streams);
    assert!(second.is_repeat);
    assert_eq!(purse(&store, id).coins, 5);
}

#[rstest]
fn the_same_key_with_another_body_is_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    let add = |body: &[u8]| {
        let key = SubmitKey::new("k1", body);
        store.execute_blocking(
            Who::System,
            Some(key),
            Add {
                id,
                coins: 5,
                seen: None,
            },
        )
    };
    add(b"add 5").unwrap();
    assert!(matches!(add(b"add 6"), Err(CommandError::KeyReused)));
}

#[rstest]
fn a_refusal_uses_up_no_key_and_no_number(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    let key = SubmitKey::new("k1", b"take 5");
    let take = || {
        store.execute_blocking(
            Who::System,
            Some(key.clone()),
            Add {
                id,
                coins: -5,
                seen: None,
            },
        )
    };
    assert!(matches!(take(), Err(CommandError::Refused(_))));
    store
        .execute_blocking(
            Who::System,
            None,
            Add {
                id,
                coins: 5,
                seen: None,
            },
        )
        .unwrap();
    assert!(take().is_ok(), "a refusal is decided anew");
    let taken = store.execute_blocking(
        Who::System,
        None,
        Open {
            id: store.new_id(),
            name: "a".into(),
        },
    );
    assert!(matches!(taken, Err(CommandError::Taken)));
    let next = open(&store, "b");
    assert_eq!(
        purse(&store, next).number,
        2,
        "the refused opening left no gap"
    );
}

#[rstest]
fn a_stale_version_is_a_conflict(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    store
        .execute_blocking(
            Who::System,
            None,
            Add {
                id,
                coins: 1,
                seen: Some(1),
            },
        )
        .unwrap();
    let stale = store.execute_blocking(
        Who::System,
        None,
        Add {
            id,
            coins: 1,
            seen: Some(1),
        },
    );
    assert!(matches!(stale, Err(CommandError::Conflict { version: 2 })));
}

#[rstest]
fn who_holds_no_permission_is_forbidden_and_learns_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    for stream in [id, 12345] {
        let add = Add {
            id: stream,
            coins: 1,
            seen: None,
        };
        let answer = store.execute_blocking(Who::Anonymous, None, add);
        assert!(matches!(answer, Err(CommandError::Forbidden)));
    }
}

#[rstest]
fn what_does_not_exist_is_not_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let answer = store.execute_blocking(
        Who::System,
        None,
        Add {
            id: 99,
            coins: 1,
            seen: None,
        },
    );
    assert!(matches!(answer, Err(CommandError::NotFound)));
}

#[rstest]
fn two_streams_move_together_or_not_at_all(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let (from, to) = (open(&store, "a"), open(&store, "b"));
    store
        .execute_blocking(
            Who::System,
            None,
            Add {
                id: from,
                coins: 5,
                seen: None,
            },
        )
        .unwrap();
    store
        .execute2_blocking(Who::System, None, Move { from, to, coins: 3 })
        .unwrap();
    let refused = store.execute2_blocking(Who::System, None, Move { from, to, coins: 3 });
    assert!(matches!(refused, Err(CommandError::Refused(_))));
    assert_eq!((purse(&store, from).coins, purse(&store, to).coins), (2, 3));
}

#[rstest]
fn many_commands_on_one_stream_in_one_batch_all_count(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    let answers: Vec<_> = (0..500)
        .map(|_| {
            store
                .execute_later(
                    Who::System,
                    None,
                    Add {
                        id,
                        coins: 1,
                        seen: None,
                    },
                )
                .unwrap()
        })
        .collect();
    for answer in answers {
        answer.blocking_recv().unwrap().unwrap();
    }
    assert_eq!(purse(&store, id).coins, 500);
    let versions = store
        .read_blocking(move |reader| reader.events::<Purse>(id))
        .unwrap();
    assert_eq!(versions.len(), 501);
}

#[rstest]
fn of_two_who_claim_one_name_at_once_one_gets_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let answers: Vec<_> = (0..20)
        .map(|_| {
            let command = Open {
                id: store.new_id(),
                name: "one".into(),
            };
            store.execute_later(Who::System, None, command).unwrap()
        })
        .collect();
    let won = answers
        .into_iter()
        .filter_map(|answer| answer.blocking_recv().unwrap().ok());
    assert_eq!(won.count(), 1);
}

#[rstest]
fn positions_are_given_once_and_without_gaps(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = open(&store, "a");
    let answers: Vec<_> = (0..200)
        .map(|_| {
            store
                .execute_later(
                    Who::System,
                    None,
                    Add {
                        id,
                        coins: 1,
                        seen: None,
                    },
                )
                .unwrap()
        })
        .collect();
    for answer in answers {
        answer.blocking_recv().unwrap().unwrap();
    }
    // The sequencer follows within a second; the loop is bounded by it.
    let mut last = (0, 0);
    for _ in 0..200 {
        last = store
            .read_blocking(|reader| {
                let record = reader
                    .query_one(
                        "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM sequence",
                        &[],
                    )?
                    .unwrap();
                Ok((record.int(0), record.int(1)))
            })
            .unwrap();
        if last == (201, 201) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    assert_eq!(last, (201, 201));
}

#[rstest]
fn what_is_played_in_one_batch_happens_each_at_its_time(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let id = store.new_id();
    let first = Open {
        id,
        name: "a".into(),
    };
    let later = Add {
        id,
        coins: 1,
        seen: None,
    };
    let moment = |days: i64| Moment {
        at: noon().plus_seconds(days * 86_400),
        tells: true,
    };
    let opened = store
        .execute_at(moment(-30), Who::System, None, first)
        .unwrap();
    opened.blocking_recv().unwrap().unwrap();
    let added = store
        .execute_at(moment(-29), Who::System, None, later)
        .unwrap();
    added.blocking_recv().unwrap().unwrap();
    let events = store
        .read_blocking(move |reader| reader.events::<Purse>(id))
        .unwrap();
    let days: Vec<_> = events.iter().map(|event| event.at.date()).collect();
    let date = |day| jiff::civil::date(2021, 8, day);
    assert_eq!(days, [date(18), date(19)]);
}

#[rstest]
fn of_what_is_played_quietly_nobody_hears(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = database.open(registry(), noon());
    let ids: Vec<i64> = [false, true, false]
        .into_iter()
        .map(|tells| {
            let id = store.new_id();
            let open = Open {
                id,
                name: format!("purse {id}"),
            };
            let moment = Moment { at: noon(), tells };
            let answer = store.execute_at(moment, Who::System, None, open).unwrap();
            answer.blocking_recv().unwrap().unwrap();
            id
        })
        .collect();
    store.run_due_jobs().unwrap();
    let coins: Vec<i64> = ids.iter().map(|id| purse(&store, *id).coins).collect();
    assert_eq!(coins, [0, 1, 0]);
}
