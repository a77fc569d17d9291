//! A city in a folder: the pack, its people, and a token for each program that plays one of them.

use app::place::PlaceArguments;
use app::{house, pack};
use jiff::civil::date;
use kernel::Timestamp;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use store::{Clock, Target};
use tempfile::TempDir;
use testkit::Engine;
use web::files::Files;

/// Who does what in a case.
pub(crate) const APPLICANT: &str = "li-yangli";
pub(crate) const CLERK: &str = "clerk-5";
pub(crate) const REVIEWER: &str = "hrss-reviewer-1";
pub(crate) const DECIDER: &str = "hrss-decider";

/// The folder and database of a city, whoever serves it.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) folder: TempDir,
    pub(crate) place: PlaceArguments,
    pub(crate) tokens: BTreeMap<&'static str, String>,
}

impl Town {
    pub(crate) fn found(engine: Engine) -> Self {
        Self::found_on(match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Target::Postgres(testkit::postgres::fresh_database())),
        })
    }

    /// A city in a fresh folder, on this database or on one in the folder.
    pub(crate) fn found_on(database: Option<Target>) -> Self {
        let folder = TempDir::with_prefix("torture-").unwrap();
        let data = folder.path().join("city");
        let place = PlaceArguments { data, database };
        let tokens = settle(&place);
        Self {
            folder,
            place,
            tokens,
        }
    }

    pub(crate) fn database(&self) -> String {
        database(&self.place)
    }
}

/// The database as the command line names it.
pub(crate) fn database(place: &PlaceArguments) -> String {
    match place.target() {
        Target::Sqlite(path) => format!("sqlite:{}", path.display()),
        Target::Postgres(url) => url,
    }
}

/// Loads the pack and gives out the tokens. The city's clock stands at a Friday morning of 2021 and
/// runs on from there.
fn settle(place: &PlaceArguments) -> BTreeMap<&'static str, String> {
    let morning = Timestamp::in_city(date(2021, 9, 17), 9, 0);
    let store = place
        .open_with(Clock::manual(morning), false, Some(1))
        .unwrap();
    let texts = ["units.toml", "roles.toml", "people.toml"].map(pack::text);
    let city = admin::Pack::from_texts(&texts[0], &texts[1], &texts[2]).unwrap();
    let loaded = admin::load_city(&store, &city, |_| {}).unwrap();
    catalogue::app::load_themes(&store, &pack::text("themes.toml")).unwrap();
    catalogue::app::load_items(&store, &pack::items(), date(2021, 1, 1)).unwrap();
    let settings = web::Settings::default();
    let files = Files::new(place.files());
    let app = house::house()
        .app(store.clone(), files, house::site(), settings)
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let tokens = [APPLICANT, CLERK, REVIEWER, DECIDER].map(|login| {
        let account = loaded.accounts[login];
        let year = morning.plus_seconds(365 * 86_400);
        let issued = web::session::issue_token(&app, account, login, Vec::new(), year);
        (login, runtime.block_on(issued).unwrap())
    });
    place.set_demo_clock(morning.plus_seconds(60)).unwrap();
    store.stop();
    drop((app, store));
    is_left(place);
    tokens.into()
}

/// Waits until the store's threads have closed the database: the last of them takes the log file of
/// SQLite away, and until then the files are not what they will be.
fn is_left(place: &PlaceArguments) {
    let began = Instant::now();
    while place.data.join("city.db-wal").exists() {
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "the city is not left"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
