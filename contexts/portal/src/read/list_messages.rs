//! Messages of a party, the newest first.

use crate::PORTAL_MESSAGES;
use contracts::Value;
use contracts::events::Fact;
use contracts::item::{Items, Text};
use kernel::{Actor, MatterId, PartyId, Timestamp};
use std::collections::BTreeMap;
use store::{Reader, Record, StoreError};

/// The last message of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageCursor {
    pub at: Timestamp,
    pub id: i64,
}

impl MessageCursor {
    /// Before every message.
    pub const NEWEST: Self = Self {
        at: Timestamp(i64::MAX),
        id: i64::MAX,
    };
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    pub at: Timestamp,
    pub id: i64,
    /// Code of a `CaseMessage`; its words are `portal-message-<code>`.
    pub kind: String,
    pub matter: MatterId,
    pub number: String,
    pub title: Text,
    pub facts: BTreeMap<Fact, String>,
}

/// Up to `limit` messages and one more, which says that there is another page.
pub fn list_messages(
    reader: &mut Reader,
    actor: &Actor,
    party: PartyId,
    after: MessageCursor,
    limit: usize,
) -> Result<Vec<MessageLine>, StoreError> {
    let mut params: Vec<Value> = vec![party.into(), after.at.into(), after.id.into()];
    let gate = reader.gate(
        &actor.scope(&PORTAL_MESSAGES).of_party(party),
        "m",
        &mut params,
    );
    let limit = limit + 1;
    let matter = reader.conn.dialect().by_id("matter", "m", "p.matter");
    let sql = format!(
        "SELECT p.at, p.id, p.kind, p.matter, m.number, m.title, p.facts
           FROM message p
          {matter}
          WHERE p.party = $1 AND (p.at, p.id) < ($2, $3) AND {gate}
          ORDER BY p.at DESC, p.id DESC
          LIMIT {limit}"
    );
    let items = reader.reference.get::<Items>();
    let records = reader.query(&sql, &params)?;
    Ok(records.iter().map(|record| line(record, &items)).collect())
}

/// The matter of one of the party's messages.
pub fn find_matter_of(
    reader: &mut Reader,
    actor: &Actor,
    party: PartyId,
    message: MessageCursor,
) -> Result<Option<MatterId>, StoreError> {
    let mut params: Vec<Value> = vec![party.into(), message.at.into(), message.id.into()];
    let gate = reader.gate(
        &actor.scope(&PORTAL_MESSAGES).of_party(party),
        "m",
        &mut params,
    );
    let sql = format!(
        "SELECT p.matter
           FROM message p
           JOIN matter m ON m.id = p.matter
          WHERE p.party = $1 AND p.at = $2 AND p.id = $3 AND {gate}"
    );
    let record = reader.query_one(&sql, &params)?;
    Ok(record.map(|record| MatterId(record.int(0))))
}

fn line(record: &Record, items: &Items) -> MessageLine {
    let title = record.text(5);
    MessageLine {
        at: Timestamp(record.int(0)),
        id: record.int(1),
        kind: record.text(2).to_owned(),
        matter: MatterId(record.int(3)),
        number: record.text(4).to_owned(),
        title: Text {
            zh: title.to_owned(),
            en: items.name_of(title, true).to_owned(),
        },
        facts: serde_json::from_str(record.text(6)).unwrap_or_default(),
    }
}
