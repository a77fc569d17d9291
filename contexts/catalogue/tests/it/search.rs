//! What people type finds what the law calls otherwise.

use crate::city::{item_files, loaded};
use catalogue::search::{Found, find};
use rstest::rstest;
use store::Store;
use testkit::Engine;

fn ask(store: &Store, query: &'static str) -> Found {
    store
        .read_blocking(move |reader| Ok(find(&reader.reference, reader.now.date(), query, 10)))
        .unwrap()
}

/// What a question must bring, at least among the first three.
const EXPECTED: [(&str, &str); 22] = [
    ("开饭店", "YZ-025-0001"),
    ("食品经营许可", "YZ-025-0001"),
    ("我要开饭店怎么办", "YZ-025-0001"),
    ("spjyxk", "YZ-025-0001"),
    ("shipinjingying", "YZ-025-0001"),
    ("实品经营许可", "YZ-025-0001"),
    ("食品经营许课", "YZ-025-0001"),
    ("YZ-025-0001", "YZ-025-0001"),
    ("yz-025-0001", "YZ-025-0001"),
    ("food business", "YZ-025-0001"),
    ("ＫＴＶ", "KTV"),
    ("结婚", "结婚"),
    ("扯证", "结婚"),
    ("jiehun", "结婚"),
    ("二手房过户", "过户"),
    ("排水", "排水许可"),
    ("居注证", "居住证"),
    ("讨薪", "讨薪"),
    ("公积金", "公积金"),
    ("marriage", "结婚"),
    ("施工许可", "施工许可"),
    ("暂住证", "暂住证"),
];

#[test]
fn everyday_words_slips_pinyin_and_english_find_the_item() {
    let (_database, store) = loaded(Engine::Sqlite);
    for (query, expected) in EXPECTED {
        let found = ask(&store, query);
        let is_expected = found.hits.iter().take(3).any(|hit| {
            let body = &hit.version.body;
            hit.code == expected
                || body.name.zh.contains(expected)
                || body.search_words.iter().any(|word| word.contains(expected))
        });
        let names: Vec<_> = found
            .hits
            .iter()
            .map(|hit| (&hit.name, hit.points))
            .collect();
        assert!(is_expected, "{query}: {names:?}");
    }
}

#[rstest]
fn opening_a_restaurant_leads_to_the_food_permit_first(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (_database, store) = loaded(engine);
    let found = ask(&store, "开饭店");
    assert_eq!(found.hits[0].name, "食品经营许可");
    assert_eq!(found.hits[0].word.as_deref(), Some("开饭店"));
    assert!(
        found.hits.len() >= 5,
        "the other four things a restaurant needs are found too"
    );
}

#[test]
fn nonsense_finds_nothing_and_offers_what_is_near() {
    let (_database, store) = loaded(Engine::Sqlite);
    assert_eq!(ask(&store, "  "), Found::default());
    assert_eq!(ask(&store, "qqqxxx").hits, []);
    let found = ask(&store, "驾驶证期满换证登记大厅");
    assert_eq!(found.hits, []);
    assert!(!found.near.is_empty());
}

#[test]
fn a_changed_item_is_found_by_its_new_words_at_once() {
    let (_database, store) = loaded(Engine::Sqlite);
    assert_eq!(ask(&store, "螺蛳粉档口").hits, []);
    let mut files = item_files();
    for (_, text) in &mut files {
        *text = text.replace("\"早餐店\"", "\"早餐店\", \"螺蛳粉档口\"");
    }
    catalogue::app::load_items(&store, &files, crate::city::YEAR).unwrap();
    assert_eq!(ask(&store, "螺蛳粉档口").hits[0].name, "食品经营许可");
}
