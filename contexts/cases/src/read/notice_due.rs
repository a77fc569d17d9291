//! What waits at the windows: applications by the last day for a word of the authority, and what
//! was decided by the last day to serve it.

use super::{CASE_ROW, desk::day, desk_list::units_in};
use crate::permissions::{CASES_ACCEPT, CASES_SERVE};
use contracts::Value;
use kernel::{AccountId, Actor, CaseId, Date, PartyId, Permission, UnitId};
use store::{Keyset, Reader, Record, StoreError, Wanted, anything};

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
            last_day: day(record, 0),
            case: CaseId(record.int(1)),
            number: record.text(2).to_owned(),
            item_name: record.text(3).to_owned(),
            party: PartyId(record.int(4)),
            unit: UnitId(record.int(5)),
            holder: AccountId(record.int(6)),
            state: record.text(7).to_owned(),
            reached_on: day(record, 8),
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
    let columns = format!(
        "m.{column}, m.id, m.number, m.item_name, m.party, m.unit, m.holder, m.state, m.reached_on,
         m.regime, m.recorded_late"
    );
    let keyset = Keyset {
        table: CASE_ROW.name,
        columns: &columns,
        order: [column, "id"],
        key: &["id"],
        is_descending: false,
        after,
        limit: PAGE + 1,
        has_walk: true,
        has_holder: false,
    };
    let waits = |alias: &str, _: &Reader, _: &mut Vec<Value>| format!("{alias}.{column} < 9999999");
    let wanted = Wanted {
        base: &waits,
        rest: &anything,
        leads: None,
    };
    let scope = actor.scope(&list.permission());
    let units = units_in(reader, &scope);
    let records = reader.list_within(keyset, wanted, &scope, &units)?;
    let next = (records.len() > PAGE)
        .then(|| records.get(PAGE - 1))
        .flatten()
        .map(|record| (record.int(0), record.int(1)));
    let lines = records.iter().take(PAGE).map(WindowLine::of).collect();
    Ok((lines, next))
}
