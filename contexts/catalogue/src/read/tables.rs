//! The rows of the catalogue.

use crate::domain::{Item, ItemState, ListedEntry, Published};
use contracts::item::Theme;
use contracts::row::{Index, Table, Writes, int, text};
use contracts::{Row, Value};
use kernel::{ItemId, Timestamp};

/// One row for each item, published or only listed. Published items are read from the snapshot;
/// the rows serve lists of imported items, the desk and the look-up of codes.
pub static ITEM: Table = Table {
    name: "item_row",
    version: 1,
    columns: &[
        int("id"),
        int("area"),
        int("unit"),
        text("code"),
        text("name_zh"),
        text("name_en"),
        text("department"),
        text("main_item"),
        text("dept_code"),
        int("task_type"),
        text("state"),
        int("is_listed"),
        int("version"),
        text("document"),
        text("source"),
        int("updated_at"),
        // What the gate reads; an item has no holder, no party and no secrets.
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "item_area_code",
            on: "(area, code)",
            is_unique: false,
        },
        Index {
            name: "item_listed",
            on: "(area, department, code, id) WHERE is_listed = 1",
            is_unique: false,
        },
        Index {
            name: "item_desk",
            on: "(code, id) WHERE is_listed = 0",
            is_unique: false,
        },
    ],
};

/// Departments of an imported list, each with its number of items.
pub static LISTED_DEPARTMENT: Table = Table {
    name: "item_listed_department",
    version: 1,
    columns: &[int("area"), text("department"), int("n")],
    key: 2,
    writes: Writes::Add,
    indexes: &[],
};

/// Every published version with its full text; what the snapshot is made of.
pub static ITEM_VERSION: Table = Table {
    name: "item_version",
    version: 1,
    columns: &[
        int("item"),
        int("version"),
        int("area"),
        int("unit"),
        int("in_force_from"),
        int("published_at"),
        int("published_by"),
        text("reason"),
        text("body"),
    ],
    key: 2,
    writes: Writes::Put,
    indexes: &[],
};

pub static THEME: Table = Table {
    name: "item_theme",
    version: 1,
    columns: &[int("place"), text("body")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

pub static TABLES: &[&Table] = &[&ITEM, &LISTED_DEPARTMENT, &ITEM_VERSION, &THEME];

pub(super) struct ItemRow<'a> {
    pub(super) item: &'a Item,
    pub(super) updated_at: Timestamp,
}

impl Row for ItemRow<'_> {
    const TABLE: &'static Table = &ITEM;

    fn values(&self) -> Vec<Value> {
        let item = self.item;
        let body = item.published.as_ref().map(|published| &published.body);
        let entry = item.listed.as_ref();
        let of_entry = |of: fn(&ListedEntry) -> &String| -> Value {
            entry.map_or("", |entry| of(entry).as_str()).into()
        };
        let name = match (body, entry) {
            (Some(body), _) => body.name.zh.as_str(),
            (None, Some(entry)) => entry.name.as_str(),
            (None, None) => "",
        };
        let task_type = body
            .map(|body| body.task_type)
            .or(entry.map(|entry| entry.task_type));
        let document = item.closed_by.as_ref();
        vec![
            item.id.into(),
            item.area.into(),
            item.unit().into(),
            item.code.clone().into(),
            name.into(),
            body.map_or("", |body| body.name.en.as_str()).into(),
            of_entry(|entry| &entry.department),
            of_entry(|entry| &entry.main_item),
            of_entry(|entry| &entry.dept_code),
            task_type
                .map_or(0, contracts::item::TaskType::number)
                .into(),
            item.state.code().into(),
            (item.state == ItemState::Listed).into(),
            item.version().into(),
            document
                .map_or("", |document| document.number.as_str())
                .into(),
            of_entry(|entry| &entry.source),
            self.updated_at.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            true.into(),
        ]
    }
}

pub(super) struct VersionRow<'a> {
    pub(super) item: ItemId,
    pub(super) published: &'a Published,
    pub(super) at: Timestamp,
    pub(super) by: kernel::AccountId,
}

impl Row for VersionRow<'_> {
    const TABLE: &'static Table = &ITEM_VERSION;

    fn values(&self) -> Vec<Value> {
        let published = self.published;
        vec![
            self.item.into(),
            published.version.into(),
            published.area.into(),
            published.unit.into(),
            published.in_force_from.into(),
            self.at.into(),
            self.by.into(),
            published.reason.clone().into(),
            json(&published.body).into(),
        ]
    }
}

pub(super) struct ThemeRow<'a> {
    pub(super) place: usize,
    pub(super) theme: &'a Theme,
}

impl Row for ThemeRow<'_> {
    const TABLE: &'static Table = &THEME;

    fn values(&self) -> Vec<Value> {
        vec![place_value(self.place), json(self.theme).into()]
    }
}

pub(super) fn place_value(place: usize) -> Value {
    i64::try_from(place).unwrap_or(i64::MAX).into()
}

/// These bodies have string keys only, so writing them cannot fail.
fn json(body: &impl serde::Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}
