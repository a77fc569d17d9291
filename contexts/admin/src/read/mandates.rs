//! Mandates of a principal, and those that somebody holds.

use crate::permissions;
use contracts::{Kept, Value};
use kernel::{AccountId, Actor, Date, MandateId, PartyId};
use store::{Reader, Record, StoreError};

/// Most mandates on one page.
const LIMIT: usize = 100;

/// One mandate as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MandateLine {
    pub id: MandateId,
    pub principal: PartyId,
    pub agent: AccountId,
    /// Task codes; empty means every item.
    pub items: Vec<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub revoked_on: Option<Date>,
    pub document: Kept,
}

impl MandateLine {
    pub(crate) fn is_valid_on(&self, day: Date) -> bool {
        self.revoked_on.is_none()
            && self.from.is_some_and(|from| from <= day)
            && self.to.is_some_and(|to| day <= to)
    }

    fn from_record(record: &Record) -> Result<Self, StoreError> {
        Ok(Self {
            id: MandateId(record.int(0)),
            principal: PartyId(record.int(1)),
            agent: AccountId(record.int(2)),
            items: serde_json::from_str(record.text(3))
                .map_err(|error| StoreError::Row(format!("mandate_row.items: {error}")))?,
            from: record.find_date(4),
            to: record.find_date(5),
            revoked_on: record.find_date(6),
            document: Kept {
                id: record.int(7),
                hash: record.text(8).to_owned(),
            },
        })
    }
}

const COLUMNS: &str = "m.id, m.party, m.agent, m.items, m.valid_from, m.valid_to, m.revoked_on,
                m.document, m.document_hash";

/// Mandates that a principal gave, the newest first, as far as the actor reaches.
pub(crate) fn list_given(
    reader: &mut Reader,
    actor: &Actor,
    principal: PartyId,
) -> Result<Vec<MandateLine>, StoreError> {
    let mut params = vec![principal.into()];
    let gate = reader.gate(&actor.scope(&permissions::MANDATES), "m", &mut params);
    let sql = format!(
        "SELECT {COLUMNS} FROM mandate_row m
          WHERE m.party = $1 AND {gate} ORDER BY m.id DESC LIMIT {LIMIT}"
    );
    reader
        .query(&sql, &params)?
        .iter()
        .map(MandateLine::from_record)
        .collect()
}

/// Mandates that the account holds, the newest first. They are the agent's own: no gate beyond it.
pub(crate) fn list_held(
    reader: &mut Reader,
    agent: AccountId,
) -> Result<Vec<MandateLine>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mandate_row m WHERE m.agent = $1 ORDER BY m.id DESC LIMIT {LIMIT}"
    );
    reader
        .query(&sql, &[agent.into()])?
        .iter()
        .map(MandateLine::from_record)
        .collect()
}

/// Whether just this mandate was given before, revoked or not.
pub(crate) fn is_granted(
    reader: &mut Reader,
    principal: PartyId,
    agent: AccountId,
    from: Date,
    to: Date,
) -> Result<bool, StoreError> {
    let params: [Value; 4] = [principal.into(), agent.into(), from.into(), to.into()];
    let record = reader.query_one(
        "SELECT 1 FROM mandate_row
          WHERE party = $1 AND agent = $2 AND valid_from = $3 AND valid_to = $4 LIMIT 1",
        &params,
    )?;
    Ok(record.is_some())
}
