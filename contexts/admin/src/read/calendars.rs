//! Proposed and released changes of the calendar.

use crate::domain::calendar::{CalendarFacts, CalendarState};
use crate::permissions;
use kernel::{AccountId, Actor, Date};
use store::{Reader, StoreError};

/// Most changes on the page.
const LIMIT: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChangeLine {
    pub id: i64,
    pub facts: CalendarFacts,
    pub state: CalendarState,
    pub proposed_by: AccountId,
    pub proposed_on: Option<Date>,
    pub settled_by: AccountId,
    pub settled_on: Option<Date>,
}

/// Changes within reach, the newest first.
pub(crate) fn list(reader: &mut Reader, actor: &Actor) -> Result<Vec<ChangeLine>, StoreError> {
    let mut params = Vec::new();
    let gate = reader.gate(&actor.scope(&permissions::CALENDAR), "c", &mut params);
    let sql = format!(
        "SELECT c.id, c.facts, c.state, c.proposed_by, c.proposed_on, c.settled_by, c.settled_on
           FROM calendar_row c WHERE {gate} ORDER BY c.id DESC LIMIT {LIMIT}"
    );
    reader
        .query(&sql, &params)?
        .iter()
        .map(|record| {
            let facts = serde_json::from_str(record.text(1))
                .map_err(|error| StoreError::Row(format!("calendar_row.facts: {error}")))?;
            let state = [
                CalendarState::Proposed,
                CalendarState::Released,
                CalendarState::Withdrawn,
            ]
            .into_iter()
            .find(|state| state.code() == record.text(2))
            .unwrap_or_default();
            Ok(ChangeLine {
                id: record.int(0),
                facts,
                state,
                proposed_by: AccountId(record.int(3)),
                proposed_on: record.find_date(4),
                settled_by: AccountId(record.int(5)),
                settled_on: record.find_date(6),
            })
        })
        .collect()
}
