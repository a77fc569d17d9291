//! Finds items by what people call things: official names, everyday words, pinyin, codes, English.
//!
//! The index is made of the snapshot of items when it is first asked, and again once the reference
//! data has moved. Each item gets the points of its best match (`search/rank.rs` says which); equal
//! points stand in the order of codes, so the same question has the same answer.

mod rank;
mod text;

use contracts::item::{ItemPin, ItemVersion, Items};
use kernel::{Date, ItemId, Reference};
use rank::{Entry, NEAR, Query};
use std::sync::{Arc, OnceLock};

pub use text::{mark, normal};

/// Longest question, in characters; the rest is not read.
const QUERY_LIMIT: usize = 60;

/// How an item was found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Hit {
    pub item: ItemId,
    #[serde(skip)]
    pub version: Arc<ItemVersion>,
    pub code: String,
    pub name: String,
    pub points: u32,
    /// The everyday word that matched, if it was one; it is shown beside the name.
    pub word: Option<String>,
}

/// What a question brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// If there is no hit: what comes nearest.
    pub near: Vec<Hit>,
}

/// Part of the reference data: the index, made when it is first asked.
#[derive(Debug, Default)]
pub struct SearchIndex {
    entries: OnceLock<Vec<Entry>>,
}

impl SearchIndex {
    /// The best matches among what is in force on the day.
    pub fn find(&self, items: &Items, day: Date, query: &str, limit: usize) -> Found {
        let entries = self
            .entries
            .get_or_init(|| items.all().map(Entry::new).collect());
        let query: String = query.chars().take(QUERY_LIMIT).collect();
        let query = Query::new(&query);
        if query.is_empty() {
            return Found::default();
        }
        let mut hits: Vec<Hit> = entries
            .iter()
            .filter_map(|entry| hit(entry, items, day, &query))
            .collect();
        hits.sort_by(|one, other| {
            other
                .points
                .cmp(&one.points)
                .then_with(|| one.code.cmp(&other.code))
        });
        let cut = hits.iter().take_while(|hit| hit.points > NEAR).count();
        if cut == 0 {
            hits.truncate(limit.min(5));
            return Found {
                hits: Vec::new(),
                near: hits,
            };
        }
        hits.truncate(cut.min(limit));
        Found {
            hits,
            near: Vec::new(),
        }
    }
}

fn hit(entry: &Entry, items: &Items, day: Date, query: &Query) -> Option<Hit> {
    let ItemPin { item, version } = entry.pin;
    let (points, word) = entry.points(query)?;
    let version = items
        .in_force(item, day)
        .filter(|in_force| in_force.version == version)?;
    Some(Hit {
        item,
        version: Arc::clone(version),
        code: version.body.code.clone(),
        name: version.body.name.zh.clone(),
        points,
        word,
    })
}

/// Finds items in a snapshot of the reference data.
pub fn find(reference: &Reference, day: Date, query: &str, limit: usize) -> Found {
    let items = reference.get::<Items>();
    reference
        .get::<SearchIndex>()
        .find(&items, day, query, limit)
}

/// The hits alone; for the command line and other contexts.
pub fn search(items: &Items, day: Date, query: &str, limit: usize) -> Vec<Hit> {
    SearchIndex::default().find(items, day, query, limit).hits
}
