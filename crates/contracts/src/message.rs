//! What a party is told when a matter of theirs moved: one row for each event that concerns them,
//! written in the same transaction as the event, so it is neither lost nor late.
//!
//! A message names its matter and holds days; no names and no free text. Its words are
//! `portal-message-<kind>`. Who may read it is asked of the matter.

use crate::Value;
use crate::events::{CaseMessage, Fact};
use crate::row::{Row, Rows, Table, Writes, int, text};
use kernel::{MatterId, PartyId, Timestamp};
use std::collections::BTreeMap;

pub static MESSAGE: Table = Table {
    name: "message",
    version: 1,
    columns: &[
        int("party"),
        int("at"),
        // The event that it tells of.
        int("id"),
        text("kind"),
        int("matter"),
        // Days and codes of the event as JSON; no personal data.
        text("facts"),
    ],
    key: 3,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub party: PartyId,
    pub at: Timestamp,
    /// The event that it tells of.
    pub event: i64,
    pub message: CaseMessage,
    pub matter: MatterId,
    pub facts: BTreeMap<Fact, String>,
}

impl Row for Message {
    const TABLE: &'static Table = &MESSAGE;

    fn values(&self) -> Vec<Value> {
        vec![
            self.party.into(),
            self.at.into(),
            self.event.into(),
            Value::fixed(self.message.code()),
            self.matter.into(),
            serde_json::to_string(&self.facts)
                .unwrap_or_default()
                .into(),
        ]
    }
}

/// Tells the party. The code that opens a case without signing in is printed on the receipt only:
/// a message that is forwarded must not open the case.
pub fn tell(rows: &mut Rows, mut message: Message) {
    if message.party == PartyId(0) {
        return;
    }
    message.facts.remove(&Fact::QueryCode);
    rows.put(&message);
}
