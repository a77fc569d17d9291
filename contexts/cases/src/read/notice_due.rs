//! What waits at the windows: applications by the last day for a word of the authority, and what
//! was decided by the last day to serve it.

use super::desk::{bind, day};
use crate::permissions::{CASES_ACCEPT, CASES_SERVE};
use contracts::Value;
use kernel::{AccountId, Actor, CaseId, Date, PartyId, Permission, UnitId};
use store::{Reader, Record, StoreError};

/// Lines on one page.
pub const PAGE: usize = 50;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowList {
    /// Submitted, received or corrected: five days run.
    ToAnswer,
    /// Decided and not served.
    ToServe,
}

impl WindowList {
    fn column(self) -> &'static str {
        match self {
            Self::ToAnswer => "notice_by",
            Self::ToServe => "serve_by",
        }
    }

    fn permission(self) -> Permission {
        match self {
            Self::ToAnswer => CASES_ACCEPT,
            Self::ToServe => CASES_SERVE,
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowLine {
    pub case: CaseId,
    pub number: String,
    pub item_name: String,
    pub party: PartyId,
    pub unit: UnitId,
    pub holder: AccountId,
    pub state: String,
    pub reached_on: Option<Date>,
    /// The last day to answer, or to serve.
    pub last_day: Option<Date>,
    /// Whether silence accepts: only a permit has that (行政许可法 art. 32).
    pub is_licensing: bool,
    pub recorded_late: bool,
}

impl WindowLine {
    fn of(record: &Record) -> Self {
        Self {
            case: CaseId(record.int(0)),
            number: record.text(1).to_owned(),
            item_name: record.text(2).to_owned(),
            party: PartyId(record.int(3)),
            unit: UnitId(record.int(4)),
            holder: AccountId(record.int(5)),
            state: record.text(6).to_owned(),
            reached_on: day(record, 7),
            last_day: day(record, 8),
            is_licensing: record.text(9) == "licensing",
            recorded_late: record.int(10) != 0,
        }
    }
}

/// Place of a line: its last day and its case.
pub type WindowCursor = (i64, i64);

/// A page of the list, the nearest last day first, and where the next one begins.
pub fn list_window(
    reader: &mut Reader,
    actor: &Actor,
    list: WindowList,
    after: Option<WindowCursor>,
) -> Result<(Vec<WindowLine>, Option<WindowCursor>), StoreError> {
    let column = list.column();
    let (day, case) = after.unwrap_or((i64::MIN, i64::MIN));
    let mut params: Vec<Value> = Vec::new();
    let day = bind(&mut params, day);
    let case = bind(&mut params, case);
    let gate = reader.gate(&actor.scope(&list.permission()), "c", &mut params);
    let limit = PAGE + 1;
    let sql = format!(
        "SELECT c.id, c.number, c.item_name, c.party, c.unit, c.holder, c.state, c.reached_on,
                c.{column}, c.regime, c.recorded_late
           FROM case_row c
          WHERE c.{column} < 9999999 AND (c.{column}, c.id) > ({day}, {case}) AND {gate}
          ORDER BY c.{column}, c.id
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    let next = (records.len() > PAGE)
        .then(|| records.get(PAGE - 1))
        .flatten()
        .map(|record| (record.int(8), record.int(0)));
    let lines = records.iter().take(PAGE).map(WindowLine::of).collect();
    Ok((lines, next))
}
