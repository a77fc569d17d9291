//! The smallest city that a catalogue needs: its units, its files, a store.

use contracts::item::Text;
use contracts::people::{Unit, Units};
use jiff::civil::date;
use kernel::{
    AccountId, Actor, ActorKind, AreaCode, Date, Grant, Permission, Post, Reach, Reference,
    Timestamp, UnitId,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use store::{Conn, People, Store, StoreError};
use testkit::{City, Database, Engine, Page, Visitor};
use web::session::{self, Session};
use web::{House, Module};

pub(crate) const YEAR: Date = date(2021, 1, 1);
pub(crate) const CITY: AreaCode = AreaCode(431_100);

pub(crate) fn morning() -> Timestamp {
    Timestamp::in_city(date(2021, 11, 30), 9, 0)
}

pub(crate) fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(folder(path)).unwrap_or_default()
}

/// Every item file of the demo city, by name.
pub(crate) fn item_files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder("cities/yongzhou/items"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read_to_string(&path).unwrap_or_default())
        })
        .collect();
    files.sort();
    files
}

#[derive(Deserialize)]
struct UnitsFile {
    units: Vec<UnitLine>,
}

#[derive(Deserialize)]
struct UnitLine {
    code: String,
    #[serde(default)]
    short_code: String,
    name: Text,
    area: AreaCode,
    #[serde(default)]
    phone: String,
}

/// Stands in for the context that keeps the units.
fn load_units(_: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    let file: UnitsFile = toml::from_str(&read("cities/yongzhou/units.toml"))
        .map_err(|error| StoreError::Wrong(error.to_string()))?;
    let units = file.units.into_iter().zip(1..).map(|(line, id)| Unit {
        id: UnitId(id),
        code: line.code,
        short_code: line.short_code,
        name: line.name,
        area: line.area,
        parent: None,
        phone: line.phone,
        authority: contracts::people::AuthorityKind::GovernmentDepartment,
        superior: Text::default(),
    });
    Ok(reference.with(Units::new(units)))
}

pub(crate) const EDITOR: AccountId = AccountId(21);
pub(crate) const PUBLISHER: AccountId = AccountId(22);

/// Stands in for the context that knows people: two of staff, and everybody.
#[derive(Debug)]
struct TwoOfStaff;

fn grant(name: &'static str, reach: Reach) -> Grant {
    Grant {
        permission: Permission::new(name),
        reach,
        confidentiality: 0,
    }
}

impl People for TwoOfStaff {
    fn resolve(
        &self,
        _: &mut Conn,
        reference: &Reference,
        accounts: &[AccountId],
        today: Date,
    ) -> Result<HashMap<AccountId, Arc<Actor>>, StoreError> {
        let mut actors = HashMap::new();
        for account in accounts {
            let own = match *account {
                EDITOR => grant("catalogue.import", Reach::City),
                PUBLISHER => grant("catalogue.publish", Reach::City),
                _ => continue,
            };
            let mut actor = self.anonymous(reference);
            actor.account = *account;
            actor.kind = ActorKind::Staff;
            actor.name = "甲".into();
            actor.posts = vec![Post {
                unit: UnitId(1),
                units_below: Arc::from([UnitId(1)]),
                area: CITY,
                role: "catalogue".into(),
                grants: Arc::from([own, grant("catalogue.list", Reach::City)]),
                valid_from: today,
                valid_to: None,
            }];
            actors.insert(*account, Arc::new(actor));
        }
        Ok(actors)
    }

    fn anonymous(&self, _: &Reference) -> Actor {
        Actor::anonymous(Arc::from([grant("catalogue.view", Reach::Public)]))
    }
}

pub(crate) fn house() -> House {
    let people = Module::new("people").register(|registry| {
        registry.loader(load_units);
        registry.people(Arc::new(TwoOfStaff));
    });
    House::new(vec![people, catalogue::module()])
}

pub(crate) fn open(database: &Database) -> Store {
    database.open(house().registry(), morning())
}

/// A store with the demo city's themes and items.
pub(crate) fn loaded(engine: Engine) -> (Database, Store) {
    let database = Database::fresh(engine);
    let store = open(&database);
    catalogue::app::load_themes(&store, &read("cities/yongzhou/themes.toml")).expect("themes");
    catalogue::app::load_items(&store, &item_files(), YEAR).expect("items");
    (database, store)
}

/// A city with its catalogue.
pub(crate) async fn start(engine: Engine) -> City {
    start_with(engine, item_files()).await
}

pub(crate) async fn start_with(engine: Engine, files: Vec<(String, String)>) -> City {
    let load = move || {
        let city = City::start(engine, house, morning().date());
        let themes = read("cities/yongzhou/themes.toml");
        catalogue::app::load_themes(&city.store, &themes).expect("themes");
        catalogue::app::load_items(&city.store, &files, YEAR).expect("items");
        city
    };
    tokio::task::spawn_blocking(load).await.expect("a city")
}

/// Somebody of staff with a session.
pub(crate) async fn sign_in(city: &City, account: AccountId) -> Visitor {
    let now = city.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: true,
        name: "甲".into(),
        acting: None,
        signed_in_at: now,
        seen_at: now,
        agent: String::new(),
        method: "password".into(),
        only: Vec::new(),
    };
    let cookie = session::start(&city.app, session).await.expect("a session");
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let mut visitor = city.stranger();
    visitor.headers.push(("cookie".into(), cookie));
    visitor
}

/// What a test says of a page.
pub(crate) trait Look {
    fn shows(&self, text: &str) -> &Self;
    fn lacks(&self, text: &str) -> &Self;
    /// Every address that begins so, in the order of the page.
    fn links_to(&self, start: &str) -> Vec<String>;
    /// The address of the link with this attribute.
    fn link_with(&self, attribute: &str) -> Option<String>;
}

impl Look for Page {
    #[track_caller]
    fn shows(&self, text: &str) -> &Self {
        assert!(
            self.body.contains(text),
            "{} lacks {text}:\n{}",
            self.path,
            self.body
        );
        self
    }

    #[track_caller]
    fn lacks(&self, text: &str) -> &Self {
        let around = self.body.find(text).map(|at| {
            let start = self.body.floor_char_boundary(at.saturating_sub(60));
            let end = self.body.floor_char_boundary(at + 80);
            &self.body[start..end]
        });
        assert_eq!(around, None, "{}", self.path);
        self
    }

    fn links_to(&self, start: &str) -> Vec<String> {
        let links = self.links().into_iter();
        links.filter(|link| link.starts_with(start)).collect()
    }

    fn link_with(&self, attribute: &str) -> Option<String> {
        let (_, rest) = self.body.split_once(&format!("{attribute} href=\""))?;
        rest.split_once('"')
            .map(|(address, _)| address.replace("&amp;", "&"))
    }
}
