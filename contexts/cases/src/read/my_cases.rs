//! The cases of a person or a firm, the newest first, within what the asker may see.

use crate::permissions::CASES_VIEW;
use contracts::{Aggregate, matter::NO_DAY};
use kernel::{Actor, CaseId, Date, ItemId, PartyId, Timestamp, time::date_of_day};
use store::{Reader, Record, StoreError};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Open,
    Closed,
}

/// A case in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyCase {
    pub id: CaseId,
    pub number: String,
    /// Name of the item in Chinese; for other languages see `item`.
    pub title: String,
    pub item: ItemId,
    /// Code of its state.
    pub state: String,
    pub opened_at: Timestamp,
    /// `None` before acceptance, or while it waits for the calendar.
    pub promised_on: Option<Date>,
    pub legal_on: Option<Date>,
    pub closed_on: Option<Date>,
}

/// Where the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MyCursor {
    pub opened_at: Timestamp,
    pub case_id: CaseId,
}

impl MyCursor {
    pub const START: Self = Self {
        opened_at: Timestamp(i64::MAX),
        case_id: CaseId(i64::MAX),
    };

    /// As it stands in an address: `1631840400000000-7`.
    pub fn read(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        Some(Self {
            opened_at: Timestamp(at.parse().ok()?),
            case_id: CaseId(id.parse().ok()?),
        })
    }
}

impl std::fmt::Display for MyCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.opened_at.0, self.case_id)
    }
}

impl MyCase {
    pub fn cursor(&self) -> MyCursor {
        MyCursor {
            opened_at: self.opened_at,
            case_id: self.id,
        }
    }

    fn of(record: &Record) -> Self {
        Self {
            id: CaseId(record.int(0)),
            number: record.text(1).to_owned(),
            title: record.text(2).to_owned(),
            item: ItemId(record.int(3)),
            state: record.text(4).to_owned(),
            opened_at: Timestamp(record.int(5)),
            promised_on: day(record.int(6)),
            legal_on: day(record.int(7)),
            closed_on: record.find_int(8).and_then(day),
        }
    }
}

fn day(days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok()?;
    (i64::from(days) < NO_DAY).then(|| date_of_day(days))
}

/// A page of them, and the cursor of the next if there is one. A party's list is as long as what it
/// ever filed; the key of `matter_party` is its order.
pub fn list_my_cases(
    reader: &mut Reader,
    actor: &Actor,
    party: PartyId,
    which: Which,
    after: MyCursor,
    limit: usize,
) -> Result<(Vec<MyCase>, Option<MyCursor>), StoreError> {
    let mut params = vec![
        party.into(),
        after.opened_at.into(),
        after.case_id.into(),
        crate::domain::Case::KIND.into(),
    ];
    let scope = actor.scope(&CASES_VIEW).of_party(party);
    let gate = reader.gate(&scope, "m", &mut params);
    // The few that are open have rows of their own; among those that are over, they are skipped.
    let (rows, closed) = match which {
        Which::Open => ("matter_party_open", "IS NULL"),
        Which::Closed => ("matter_party", "IS NOT NULL"),
    };
    let more = limit + 1;
    let matter = reader.conn.dialect().by_id("matter", "m", "p.matter");
    let sql = format!(
        "SELECT m.id, m.number, m.title, m.item, m.state, p.opened_at, m.promised_on, m.legal_on,
                m.closed_on
           FROM {rows} p {matter}
          WHERE p.party = $1 AND (p.opened_at, p.matter) < ($2, $3)
            AND m.kind = $4 AND m.closed_on {closed} AND {gate}
          ORDER BY p.opened_at DESC, p.matter DESC
          LIMIT {more}"
    );
    let records = reader.query(&sql, &params)?;
    let mut cases: Vec<MyCase> = records.iter().map(MyCase::of).collect();
    let has_more = cases.len() > limit;
    cases.truncate(limit);
    let next = cases.last().filter(|_| has_more).map(MyCase::cursor);
    Ok((cases, next))
}
