//! A backup of before an erasure brings nobody back.

use crate::toy::{Open, noon, registry};
use kernel::PartyId;
use rstest::rstest;
use store::{MasterKey, StoreError, Who, backup, erasures};
use testkit::{Database, Engine};

#[rstest]
fn an_erasure_of_after_the_backup_is_done_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (old, new) = (Database::fresh(engine), Database::fresh(engine));
    let store = old.open(registry(), noon());
    let register = old.path().join("erasures");
    store.keep_erasures_in(register.clone());
    let [first, second, other] = [0; 3].map(|_| {
        let id = store.new_id();
        let name = format!("name {id}");
        store
            .execute_blocking(Who::System, None, Open { id, name })
            .unwrap();
        PartyId(id)
    });
    store.erase_blocking(first).unwrap();
    let copy = old.path().join("copy");
    backup::back_up(&old.target, &old.path().join("files"), &copy, &mut |_| {}).unwrap();
    store.erase_blocking(second).unwrap();

    backup::restore(&copy, &new.target, &new.path().join("files"), &mut |_| {}).unwrap();
    let master = MasterKey::from_seed("test");
    let mut erased = erasures::read(&register, &master).unwrap();
    assert_eq!(erasures::apply(&new.target, &erased).unwrap(), 1);
    let restored = new.open(registry(), noon());
    let names = restored
        .read_blocking(move |reader| reader.open_of_parties("name", &[first, second, other]))
        .unwrap();
    assert_eq!(names.keys().copied().collect::<Vec<_>>(), [other]);

    erased.remove(&first);
    let refused = erasures::apply(&new.target, &erased);
    assert!(
        matches!(refused, Err(StoreError::Wrong(_))),
        "not the whole register"
    );
    assert!(
        erasures::read(&register, &MasterKey::from_seed("other")).is_err(),
        "a line that somebody else wrote"
    );
}
