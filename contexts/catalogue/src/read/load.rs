//! The catalogue as reference data: every published version, the themes, and which items nobody may
//! begin a case of. A version without its unit's name is no trouble: units load on their own.

use crate::search::SearchIndex;
use contracts::item::{ItemBody, ItemVersion, Items, Theme, Themes};
use kernel::{AreaCode, ItemId, Reference, UnitId};
use store::{Conn, Record, StoreError};

pub fn load_reference(conn: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    let items = load_items(conn)?;
    let themes = load_themes(conn)?;
    Ok(reference
        .with(items)
        .with(themes)
        .with(SearchIndex::default()))
}

fn load_items(conn: &mut Conn) -> Result<Items, StoreError> {
    let records = conn.query(
        "SELECT v.item, v.version, v.area, v.unit, v.in_force_from, v.body
           FROM item_version v ORDER BY v.item, v.version",
        &[],
    )?;
    let mut versions = Vec::with_capacity(records.len());
    for record in &records {
        versions.push(version(record)?);
    }
    let closed = conn.query(
        "SELECT i.id FROM item_row i
          WHERE i.is_listed = 0 AND i.state IN ('suspended', 'withdrawn')",
        &[],
    )?;
    let closed = closed.iter().map(|record| ItemId(record.int(0)));
    Ok(Items::new(versions).closing(closed))
}

fn version(record: &Record) -> Result<ItemVersion, StoreError> {
    let body: ItemBody = read(record.text(5))?;
    let number = |column| {
        u32::try_from(record.int(column))
            .map_err(|_| StoreError::Row("a row of an item version holds a wrong number".into()))
    };
    let in_force_from = record
        .find_date(4)
        .ok_or_else(|| StoreError::Row("a version has no day in force".into()))?;
    Ok(ItemVersion {
        id: ItemId(record.int(0)),
        version: number(1)?,
        unit: UnitId(record.int(3)),
        area: AreaCode(number(2)?),
        in_force_from,
        body,
    })
}

fn load_themes(conn: &mut Conn) -> Result<Themes, StoreError> {
    let records = conn.query("SELECT body FROM item_theme ORDER BY place", &[])?;
    let mut themes: Vec<Theme> = Vec::with_capacity(records.len());
    for record in &records {
        themes.push(read(record.text(0))?);
    }
    Ok(Themes(themes))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|cause| StoreError::Row(format!("a stored row of the catalogue: {cause}")))
}
