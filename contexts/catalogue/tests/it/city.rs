//! The smallest city that a catalogue needs: its units, its files, a store.

use contracts::item::Text;
use contracts::people::{Unit, Units};
use jiff::civil::date;
use kernel::{AreaCode, Date, Reference, Timestamp, UnitId};
use serde::Deserialize;
use std::path::PathBuf;
use store::{Conn, Store, StoreError};
use testkit::{Database, Engine};
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

pub(crate) fn house() -> House {
    let units = Module::new("units").register(|registry| registry.loader(load_units));
    House::new(vec![units, catalogue::module()])
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
