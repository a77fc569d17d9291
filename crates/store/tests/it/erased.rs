//! The vault: kept, looked up, erased.

use crate::toy::{Add, Open, noon, registry};
use kernel::PartyId;
use rstest::rstest;
use store::Who;
use testkit::{Database, Engine};

#[rstest]
fn a_name_is_found_by_its_value_and_gone_once_erased(
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
                name: "甲乙丙丁".into(),
            },
        )
        .unwrap();
    let names = move |store: &store::Store| {
        store
            .read_blocking(move |reader| {
                let found = reader.look_up("name", "甲乙丙丁", 5)?;
                Ok((found, reader.open_of_parties("name", &[PartyId(id)])?))
            })
            .unwrap()
    };
    let (found, opened) = names(&store);
    assert_eq!(found, [PartyId(id)]);
    assert_eq!(opened[&PartyId(id)], "甲乙丙丁");
    store.erase_blocking(PartyId(id)).unwrap();
    let (found, opened) = names(&store);
    assert!(found.is_empty() && opened.is_empty());
    // The record goes on, and a rebuild still agrees with it.
    store
        .execute_blocking(
            Who::System,
            None,
            Add {
                id,
                coins: 1,
                seen: None,
            },
        )
        .unwrap();
    assert_eq!(store.rebuild(true, |_| {}).unwrap().differences, [""; 0]);
}

#[test]
fn no_file_of_the_database_holds_a_kept_name_in_clear() {
    let database = Database::fresh(Engine::Sqlite);
    let store = database.open(registry(), noon());
    let name = "Personal-Name-In-Clear";
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
    for file in std::fs::read_dir(database.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes
            .windows(name.len())
            .any(|window| window == name.as_bytes());
        assert!(!found, "the vault keeps no name in clear");
    }
}
