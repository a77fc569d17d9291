//! A small city: the demo pack, loaded.

use admin::{Loaded, Pack, load_city};
use kernel::{AccountId, PartyId, Timestamp};
use store::{CommandError, Store};
use testkit::{Database, Engine};
use web::House;

pub(crate) struct City {
    pub(crate) store: Store,
    pub(crate) loaded: Loaded,
    pub(crate) database: Database,
}

pub(crate) fn noon() -> Timestamp {
    Timestamp::in_city(jiff::civil::date(2021, 11, 30), 12, 0)
}

pub(crate) fn pack() -> Pack {
    Pack::from_texts(
        include_str!("../../../../cities/yongzhou/units.toml"),
        include_str!("../../../../cities/yongzhou/roles.toml"),
        include_str!("../../../../cities/yongzhou/people.toml"),
    )
    .unwrap()
}

impl City {
    pub(crate) fn start(engine: Engine) -> Self {
        let database = Database::fresh(engine);
        let store = database.open(House::new(vec![admin::module()]).registry(), noon());
        let loaded = load_city(&store, &pack(), |_| ()).unwrap();
        Self {
            store,
            loaded,
            database,
        }
    }

    pub(crate) fn account(&self, login: &str) -> AccountId {
        self.loaded.accounts[login]
    }

    pub(crate) fn firm(&self, code: &str) -> PartyId {
        self.loaded.firms[code]
    }
}

/// Code of the refusal that a command met.
pub(crate) fn refused(result: Result<store::Done, CommandError>) -> &'static str {
    match result {
        Err(CommandError::Refused(refusal)) => refusal.code(),
        other => panic!("not refused: {other:?}"),
    }
}
