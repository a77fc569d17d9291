//! A city's item files become published versions.

use crate::city::{CITY, YEAR, item_files, loaded, open, read};
use catalogue::app::{load_items, read_items};
use catalogue::domain::{Level, check};
use contracts::item::{Items, Theme, Themes};
use rstest::rstest;
use serde::Deserialize;
use std::sync::Arc;
use store::Store;
use testkit::{Database, Engine};

fn items(store: &Store) -> Arc<Items> {
    store
        .read_blocking(|reader| Ok(reader.reference.get::<Items>()))
        .unwrap()
}

#[derive(Deserialize)]
struct ThemesFile {
    themes: Vec<Theme>,
}

#[test]
fn every_item_of_the_demo_city_can_be_read_and_breaks_no_rule() {
    let files = item_files();
    assert_eq!(files.len(), 43);
    let themes: ThemesFile = toml::from_str(&read("cities/yongzhou/themes.toml")).unwrap();
    let themes = Themes(themes.themes);
    let (items, defects) = read_items(&files);
    assert_eq!(defects, []);
    let errors: Vec<_> = items
        .iter()
        .flat_map(|(file, body)| {
            check(body, &themes)
                .into_iter()
                .map(move |found| (file, found))
        })
        .filter(|(_, found)| found.level == Level::Error)
        .collect();
    assert_eq!(errors, []);
}

#[rstest]
fn loading_twice_publishes_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (_database, store) = loaded(engine);
    assert_eq!(items(&store).all_in_force(YEAR).count(), 43);
    let again = load_items(&store, &item_files(), YEAR).unwrap();
    assert_eq!((again.unchanged, again.published.len()), (43, 0));
    assert!(items(&store).all().all(|item| item.version == 1));
    assert!(!catalogue::app::load_themes(&store, &read("cities/yongzhou/themes.toml")).unwrap());
}

#[rstest]
fn a_changed_file_is_the_next_version_from_today(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (_database, store) = loaded(engine);
    let mut files = item_files();
    for (_, text) in &mut files {
        *text = text.replace(
            "promised_limit = { days = 8,",
            "promised_limit = { days = 7,",
        );
    }
    let report = load_items(&store, &files, YEAR).unwrap();
    assert_eq!(report.published.get("YZ-025-0001"), Some(&2));
    let items = items(&store);
    let today = store.today();
    let item = items.find_code("YZ-025-0001", today).unwrap();
    assert_eq!((item.version, item.body.promised_limit.days), (2, 7));
    // A case of yesterday keeps the version that it began under.
    let before = items.in_force(item.id, today.yesterday().unwrap()).unwrap();
    assert_eq!((before.version, before.body.promised_limit.days), (1, 8));
    assert_eq!(item.area, CITY);
}

#[test]
fn a_defect_is_told_with_its_file_and_field() {
    let database = Database::fresh(Engine::Sqlite);
    let store = open(&database);
    let drainage = read("cities/yongzhou/items/017-drainage-permit.toml");
    let files = [
        (
            "a.toml",
            drainage.replace("unit = \"housing\"", "unit = \"nowhere\""),
        ),
        ("b.toml", "code = \"x\"\nname = 7\n".to_owned()),
        (
            "c.toml",
            drainage
                .replace("code = \"YZ-017-0001\"", "code = \"YZ-2\"")
                .replace(
                    "promised_limit = { days = 10",
                    "promised_limit = { days = 21",
                ),
        ),
        ("d.toml", drainage.clone()),
    ];
    let files: Vec<_> = files
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text))
        .collect();
    let report = load_items(&store, &files, YEAR).unwrap();
    let errors: Vec<_> = report
        .errors()
        .map(|defect| {
            (
                defect.file.as_str(),
                defect.field.as_str(),
                defect.rule.as_str(),
            )
        })
        .collect();
    assert_eq!(
        errors,
        [
            ("b.toml", "line 2", "catalogue.load.unreadable"),
            ("d.toml", "code", "catalogue.load.code-twice"),
            ("a.toml", "unit", "catalogue.publish.unknown-unit"),
            (
                "c.toml",
                "promised_limit",
                "catalogue.check.promise-longer-than-law"
            ),
        ]
    );
    assert_eq!(report.published.len(), 0);
}
