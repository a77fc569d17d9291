//! A small city: the demo pack, loaded.

use admin::{Loaded, Pack, load_city};
use kernel::{AccountId, PartyId, Timestamp};
use std::ops::Deref;
use store::CommandError;
use testkit::{Engine, Visitor};
use web::{House, Settings};

pub(crate) const PASSWORD: &str = "correct horse 1";

pub(crate) struct City {
    city: testkit::City,
    pub(crate) loaded: Loaded,
}

impl Deref for City {
    type Target = testkit::City;

    fn deref(&self) -> &testkit::City {
        &self.city
    }
}

pub(crate) fn noon() -> Timestamp {
    Timestamp::in_city(jiff::civil::date(2021, 11, 30), 9, 0)
}

pub(crate) fn pack() -> Pack {
    Pack::from_texts(
        include_str!("../../../../cities/yongzhou/units.toml"),
        include_str!("../../../../cities/yongzhou/roles.toml"),
        include_str!("../../../../cities/yongzhou/people.toml"),
    )
    .unwrap()
}

fn house() -> House {
    House::new(vec![admin::module()])
}

impl City {
    /// A demonstration city: staff need no second factor.
    pub(crate) fn start(engine: Engine) -> Self {
        Self::with(engine, testkit::demo_settings())
    }

    /// A real city.
    pub(crate) fn real(engine: Engine) -> Self {
        let settings = Settings {
            is_demo: false,
            ..testkit::demo_settings()
        };
        Self::with(engine, settings)
    }

    fn with(engine: Engine, settings: Settings) -> Self {
        let city = blocking(|| testkit::City::start_with(engine, house, noon().date(), settings));
        let store = city.store.clone();
        let loaded = blocking(move || load_city(&store, &pack(), |_| ()).unwrap());
        Self { city, loaded }
    }

    pub(crate) fn account(&self, login: &str) -> AccountId {
        self.loaded.accounts[login]
    }

    pub(crate) fn firm(&self, code: &str) -> PartyId {
        self.loaded.firms[code]
    }

    pub(crate) fn set_password(&self, login: &str) {
        let (store, login) = (self.store.clone(), login.to_owned());
        blocking(move || admin::set_password(&store, &login, PASSWORD).unwrap());
    }

    /// Somebody who signed in on the page, in a demonstration city.
    pub(crate) async fn enter(&self, login: &str) -> Visitor {
        self.set_password(login);
        let mut visitor = self.stranger();
        let page = visitor.open("/sign-in?next=%2Faccount").await;
        let fields = [("login", login), ("password", PASSWORD)];
        let page = visitor.press(&page, "登录", &fields).await;
        assert!(page.status.is_success(), "{} {}", page.status, page.text());
        visitor
    }
}

/// Runs what waits for the store on a thread of its own: a test's runtime must not wait.
pub(crate) fn blocking<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// Code of the refusal that a command met.
pub(crate) fn refused(result: Result<store::Done, CommandError>) -> &'static str {
    match result {
        Err(CommandError::Refused(refusal)) => refusal.code(),
        other => panic!("not refused: {other:?}"),
    }
}

/// No page shows a key instead of words, or style in the page.
pub(crate) fn assert_whole(page: &testkit::Page) {
    for broken in ["[admin-", "[admin.", "[web-", " style=\""] {
        assert!(!page.body.contains(broken), "{} has {broken}", page.path);
    }
}
