//! The guide of one item (办事指南): the version in force with what surrounds it.

use super::place_of;
use crate::permissions::CATALOGUE_VIEW;
use contracts::item::{ItemVersion, Items, Text, Theme, Themes};
use contracts::people::Units;
use contracts::queries::RemedyOf;
use kernel::{Actor, Date, ItemId, Timestamp};
use std::sync::Arc;
use store::{Reader, StoreError};

#[derive(Clone, Debug)]
pub struct Guide {
    pub version: Arc<ItemVersion>,
    pub unit: Text,
    pub themes: Vec<Theme>,
    /// In words of the day, if somebody answers for them.
    pub remedy: Option<Text>,
    /// 暂停 or 取消, with the document.
    pub closed: Option<Closed>,
    /// The newest first.
    pub history: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// `suspended`, `withdrawn`.
    pub state: String,
    pub document: String,
}

/// One published version in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub version: i64,
    pub in_force_from: Option<Date>,
    pub published_at: Timestamp,
    pub reason: String,
}

/// Most versions that the history shows.
const MOST: usize = 50;

/// The guide of a code: in force today, else the newest version of a closed item; `None` for a code
/// that is unknown or whose first version is not in force yet.
pub fn find_guide(
    reader: &mut Reader,
    actor: &Actor,
    code: &str,
    remedies: Option<&Arc<dyn RemedyOf<Reader>>>,
) -> Result<Option<Guide>, StoreError> {
    let today = reader.now.date();
    let items = reader.reference.get::<Items>();
    let Some(version) = find_version(&items, code, today) else {
        return Ok(None);
    };
    if !actor.may(&CATALOGUE_VIEW, &place_of(&version)) {
        return Ok(None);
    }
    let units = reader.reference.get::<Units>();
    let themes = reader.reference.get::<Themes>();
    let closed = if items.is_closed(version.id) {
        find_closed(reader, version.id)?
    } else {
        None
    };
    let authority = units
        .authority_of(version.unit)
        .map_or(version.unit, |unit| unit.id);
    let remedy = match remedies {
        Some(remedies) => remedies
            .remedy_of(reader, authority, today)
            .map_err(|error| StoreError::Wrong(error.to_string()))?,
        None => None,
    };
    Ok(Some(Guide {
        unit: units
            .find(version.unit)
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        themes: version
            .body
            .themes
            .iter()
            .filter_map(|code| themes.find(code).cloned())
            .collect(),
        remedy,
        closed,
        history: list_changes(reader, version.id)?,
        version,
    }))
}

/// The version of a code that is shown: in force, or the newest of a closed item.
pub fn find_version(items: &Items, code: &str, today: Date) -> Option<Arc<ItemVersion>> {
    if let Some(version) = items.find_code(code, today) {
        return Some(Arc::clone(version));
    }
    let closed = items
        .all()
        .filter(|version| version.body.code == code && items.is_closed(version.id))
        .filter(|version| version.in_force_from <= today);
    closed.max_by_key(|version| version.version).cloned()
}

fn find_closed(reader: &mut Reader, item: ItemId) -> Result<Option<Closed>, StoreError> {
    let record = reader.query_one(
        "SELECT i.state, i.document FROM item_row i WHERE i.id = $1",
        &[item.into()],
    )?;
    Ok(record.map(|record| Closed {
        state: record.text(0).to_owned(),
        document: record.text(1).to_owned(),
    }))
}

pub fn list_changes(reader: &mut Reader, item: ItemId) -> Result<Vec<Change>, StoreError> {
    let sql = format!(
        "SELECT v.version, v.in_force_from, v.published_at, v.reason
           FROM item_version v WHERE v.item = $1 ORDER BY v.version DESC LIMIT {MOST}"
    );
    let records = reader.query(&sql, &[item.into()])?;
    let change = |record: &store::Record| Change {
        version: record.int(0),
        in_force_from: record.find_date(1),
        published_at: Timestamp(record.int(2)),
        reason: record.text(3).to_owned(),
    };
    Ok(records.iter().map(change).collect())
}
