//! A city for tests: a fresh database, the house of modules that the test wants, a clock that
//! stands still until it is set, and visitors who come in by the front door.

use crate::{Database, Engine, Visitor};
use axum::Router;
use kernel::{Date, Timestamp};
use store::Store;
use web::files::Files;
use web::{App, House, Settings, Zone};

/// A running city without a listener.
#[derive(Debug)]
pub struct City {
    pub database: Database,
    pub store: Store,
    pub app: App,
    pub router: Router,
    house: fn() -> House,
}

impl City {
    /// Starts a city on the day at 09:00, with the modules of `house`. Jobs run when the test says
    /// so, by [`City::settle`].
    pub fn start(engine: Engine, house: fn() -> House, on: Date) -> Self {
        Self::start_with(engine, house, on, demo_settings())
    }

    pub fn start_with(engine: Engine, house: fn() -> House, on: Date, settings: Settings) -> Self {
        let database = Database::fresh(engine);
        let made = house();
        let store = database.open(made.registry(), Timestamp::in_city(on, 9, 0));
        let files = Files::new(database.path().join("files"));
        let app = made
            .app(store.clone(), files, web::ui::Site::default(), settings)
            .expect("the words are complete");
        let router = made.router(&app, Zone::Both);
        Self {
            database,
            store,
            app,
            router,
            house,
        }
    }

    /// The router of one zone.
    pub fn zone(&self, zone: Zone) -> Router {
        (self.house)().router(&self.app, zone)
    }

    pub fn stranger(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// Somebody who signed in on the page, with a password.
    pub async fn sign_in(&self, login: &str, password: &str) -> Visitor {
        let mut visitor = self.stranger();
        let page = visitor.open("/sign-in").await;
        let page = visitor
            .press(&page, "登录", &[("login", login), ("password", password)])
            .await;
        assert!(
            page.status.is_success() && !page.path.starts_with("/sign-in"),
            "{login} signs in: {} {}\n{}",
            page.status,
            page.path,
            page.text()
        );
        visitor
    }

    /// Runs every due job: reactions, messages, papers.
    pub fn settle(&self) {
        let store = self.store.clone();
        std::thread::spawn(move || store.run_due_jobs())
            .join()
            .expect("the jobs' thread ends")
            .expect("the jobs run");
    }

    /// Sets the clock to a day and time of the city, and lets due jobs run.
    pub fn set_clock(&self, day: Date, hour: i8, minute: i8) {
        self.store
            .clock()
            .set(Timestamp::in_city(day, hour, minute));
        self.settle();
    }

    /// Asserts that every projection is what the events give.
    pub fn verify(&self) {
        let store = self.store.clone();
        let rebuilt = std::thread::spawn(move || store.rebuild(true, |_| {}))
            .join()
            .expect("the rebuild's thread ends")
            .expect("the rebuild runs");
        assert_eq!(rebuilt.differences, [""; 0]);
    }
}

impl Drop for City {
    /// The sequencer of a PostgreSQL store lives until it is told; a hundred tests would use up the
    /// cluster's connections.
    fn drop(&mut self) {
        self.store.stop();
    }
}

/// As on loopback: cookies without TLS, published passwords allowed.
pub fn demo_settings() -> Settings {
    Settings {
        is_secure: false,
        is_demo: true,
        public_url: "http://yimen.test".into(),
        ..Settings::default()
    }
}
