//! The row of a message: its list by party and day. Who may see it is asked of its matter.

use crate::domain::Told;
use contracts::row::{Table, Writes, int, text};
use contracts::{Row, Value};
use kernel::Timestamp;

pub static TABLES: &[&Table] = &[&PORTAL_MESSAGE];

static PORTAL_MESSAGE: Table = Table {
    name: "portal_message",
    version: 1,
    columns: &[
        int("party"),
        int("at"),
        int("id"),
        text("kind"),
        int("matter"),
        text("number"),
        text("title_zh"),
        text("title_en"),
        // Dates and days of the event as JSON; no personal data.
        text("facts"),
    ],
    key: 3,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Clone, Copy, Debug)]
pub struct MessageRow<'a> {
    pub id: i64,
    pub at: Timestamp,
    pub told: &'a Told,
}

impl Row for MessageRow<'_> {
    const TABLE: &'static Table = &PORTAL_MESSAGE;

    fn values(&self) -> Vec<Value> {
        let told = self.told;
        vec![
            told.party.into(),
            self.at.into(),
            self.id.into(),
            told.message.code().into(),
            told.matter.into(),
            told.number.clone().into(),
            told.title.zh.clone().into(),
            told.title.en.clone().into(),
            serde_json::to_string(&told.facts)
                .unwrap_or_default()
                .into(),
        ]
    }
}
