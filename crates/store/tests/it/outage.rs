//! The database goes away and comes back; the clock is set back.

use crate::toy::{Add, Open, noon, registry};
use store::{
    Clock, CommandError, Conn, MasterKey, Options, Store, StoreError, SubmitKey, Target, Who,
};
use testkit::{Database, Engine};

/// Ends every session on the database but one's own, as a restart does.
fn end_all_sessions(target: &Target) {
    let mut conn = Conn::open(target).unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    conn.query(end, &[]).unwrap();
}

/// The node's part of an id.
fn node_of(id: i64) -> i64 {
    (id >> 14) & 0xff
}

fn open_purse(store: &Store) -> Result<i64, CommandError> {
    let id = store.new_id();
    let name = format!("purse {id}");
    store.execute_blocking(Who::System, None, Open { id, name })?;
    Ok(id)
}

#[test]
fn a_read_does_not_notice_that_its_connection_broke_while_it_was_idle() {
    let database = Database::fresh(Engine::Postgres);
    let store = database.open(registry(), noon());
    let id = open_purse(&store).unwrap();
    end_all_sessions(&database.target);
    for _ in 0..4 {
        let found = store.read_blocking(move |reader| reader.find_state::<crate::toy::Purse>(id));
        assert!(found.unwrap().is_some());
    }
}

#[test]
fn what_fails_with_the_connection_is_an_outage_and_the_next_command_works() {
    let database = Database::fresh(Engine::Postgres);
    let store = database.open(registry(), noon());
    open_purse(&store).unwrap();
    end_all_sessions(&database.target);
    // Each of the two writers may notice once.
    let mut failures = 0;
    while let Err(error) = open_purse(&store) {
        let is_refusal = !matches!(error, CommandError::Unknown | CommandError::Store(_));
        let is_ours = matches!(&error, CommandError::Store(cause) if !cause.is_outage());
        assert!(!is_refusal && !is_ours, "{error:?}");
        failures += 1;
        assert!(failures <= 2, "the writers connect again");
    }
}

#[test]
fn a_node_that_lost_its_number_does_not_share_it_with_the_one_that_took_it() {
    let database = Database::fresh(Engine::Postgres);
    let first = database.open(registry(), noon());
    end_all_sessions(&database.target);
    let second = database.open(registry(), noon());
    while open_purse(&first).is_err() {}
    assert_ne!(node_of(first.new_id()), node_of(second.new_id()));
}

#[test]
fn a_clock_set_back_stops_writing_and_not_reading() {
    let database = Database::fresh(Engine::Sqlite);
    let open = |at: kernel::Timestamp| {
        let options = Options {
            target: database.target.clone(),
            master: MasterKey::from_seed("test"),
            clock: Clock::shifted(at.0 - Clock::system().now().0),
            readers: 1,
            seed: None,
            hash: store::HashKind::Sha256,
            run_jobs: false,
            is_fill: false,
        };
        Store::open(registry(), options).unwrap()
    };
    let id = open_purse(&open(noon())).unwrap();
    let store = open(noon().plus_seconds(-3600));
    let coins = 1;
    let add = || Add {
        id,
        coins,
        seen: None,
    };
    let refused = store.execute_blocking(Who::System, None, add());
    let Err(CommandError::Store(error)) = refused else {
        panic!("{refused:?}");
    };
    assert!(matches!(*error, StoreError::ClockBehind { .. }), "{error}");
    let found = store.read_blocking(move |reader| reader.find_state::<crate::toy::Purse>(id));
    assert!(found.unwrap().is_some());
    drop(store);
    // The clock is right again.
    let store = open(noon().plus_seconds(1));
    store.execute_blocking(Who::System, None, add()).unwrap();
}

#[test]
fn the_same_command_on_two_nodes_at_once_is_done_once_and_refused_on_neither() {
    let database = Database::fresh(Engine::Postgres);
    let nodes = [(); 2].map(|()| database.open(registry(), noon()));
    let id = open_purse(&nodes[0]).unwrap();
    for n in 0..40 {
        let add = |coins| Add {
            id,
            coins,
            seen: None,
        };
        nodes[0]
            .execute_blocking(Who::System, None, add(1))
            .unwrap();
        let answers = nodes.each_ref().map(|node| {
            let key = SubmitKey::new(format!("take {n}"), b"take");
            // A purse of one coin: the second time it would be refused.
            node.execute_later(Who::System, Some(key), add(-1)).unwrap()
        });
        let [first, second] = answers.map(|answer| answer.blocking_recv().unwrap().unwrap());
        assert_eq!(first.streams, second.streams);
    }
}
