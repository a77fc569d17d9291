//! Items at the desk: what is within reach, with its state and what the quality rules find.

use super::guide::{Change, list_changes};
use super::place_of;
use crate::domain::{Finding, Item, check};
use crate::permissions::CATALOGUE_LIST;
use contracts::item::{ItemVersion, Items, Themes};
use contracts::people::Units;
use kernel::{Actor, ItemId, Timestamp, UnitId};
use std::sync::Arc;
use store::{Reader, StoreError};

/// One item in the list of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    pub id: ItemId,
    pub code: String,
    pub name_zh: String,
    pub name_en: String,
    pub unit: UnitId,
    /// `in-use`, `suspended`, `withdrawn`.
    pub state: String,
    pub version: i64,
    pub updated_at: Timestamp,
}

/// Where a page of the desk's list begins: after this code and item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskCursor {
    pub code: String,
    pub id: i64,
}

/// Items of the reader's reach by code; one more than asked for.
pub fn list_desk(
    reader: &mut Reader,
    actor: &Actor,
    after: &DeskCursor,
    limit: usize,
) -> Result<Vec<DeskLine>, StoreError> {
    let mut params = vec![after.code.clone().into(), after.id.into()];
    let gate = reader.gate(&actor.scope(&CATALOGUE_LIST), "i", &mut params);
    let sql = format!(
        "SELECT i.id, i.code, i.name_zh, i.name_en, i.unit, i.state, i.version, i.updated_at
           FROM item_row i
          WHERE i.is_listed = 0 AND (i.code, i.id) > ($1, $2) AND {gate}
          ORDER BY i.code, i.id
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    let line = |record: &store::Record| DeskLine {
        id: ItemId(record.int(0)),
        code: record.text(1).to_owned(),
        name_zh: record.text(2).to_owned(),
        name_en: record.text(3).to_owned(),
        unit: UnitId(record.int(4)),
        state: record.text(5).to_owned(),
        version: record.int(6),
        updated_at: Timestamp(record.int(7)),
    };
    Ok(records.iter().map(line).collect())
}

/// One item as the desk sees it.
#[derive(Clone, Debug)]
pub struct DeskItem {
    pub item: Item,
    /// Version of the stream, for acts on what was seen.
    pub seen: i64,
    pub unit: String,
    pub findings: Vec<Finding>,
    pub history: Vec<Change>,
}

/// `None` for an item that is out of reach or only listed.
pub fn find_desk_item(
    reader: &mut Reader,
    actor: &Actor,
    id: ItemId,
    is_english: bool,
) -> Result<Option<DeskItem>, StoreError> {
    use contracts::Aggregate as _;
    let Some((seen, item)) = reader.find_state::<Item>(id.0)? else {
        return Ok(None);
    };
    let Some(published) = &item.published else {
        return Ok(None);
    };
    if !actor.may(&CATALOGUE_LIST, &item.place()) {
        return Ok(None);
    }
    let themes = reader.reference.get::<Themes>();
    Ok(Some(DeskItem {
        seen,
        unit: reader
            .reference
            .get::<Units>()
            .name(published.unit, is_english),
        findings: check(&published.body, &themes),
        history: list_changes(reader, id)?,
        item,
    }))
}

/// An item in force that the rules find something in.
#[derive(Clone, Debug)]
pub struct Quality {
    pub item: Arc<ItemVersion>,
    pub findings: Vec<Finding>,
}

/// Items in force of the reader's reach that the rules find something in, by code; one more than
/// asked for. Computed from the snapshot when asked: there are a few thousand items at most.
pub fn list_quality(reader: &Reader, actor: &Actor, after: &str, limit: usize) -> Vec<Quality> {
    let scope = actor.scope(&CATALOGUE_LIST);
    let themes = reader.reference.get::<Themes>();
    let items = reader.reference.get::<Items>();
    let mut found: Vec<&Arc<ItemVersion>> = items
        .all_in_force(reader.now.date())
        .filter(|item| item.body.code.as_str() > after && scope.covers(&place_of(item)))
        .collect();
    found.sort_by(|one, other| one.body.code.cmp(&other.body.code));
    found
        .into_iter()
        .map(|item| Quality {
            item: Arc::clone(item),
            findings: check(&item.body, &themes),
        })
        .filter(|quality| !quality.findings.is_empty())
        .take(limit)
        .collect()
}
