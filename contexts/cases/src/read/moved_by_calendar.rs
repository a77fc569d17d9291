//! Open cases whose days another calendar moves: the preview of a change, and the list that the
//! reaction to its release works through.

use super::CASE_ROW;
use crate::domain::{Case, Dates, settle::find_moved_dates};
use contracts::{
    Value,
    queries::{CountedDays, MovedByCalendar, MovedDays, MovedPage, OpenCursor, QueryError},
};
use kernel::{Actor, AreaCode, CaseId, Env, WorkCalendar};
use std::sync::Arc;
use store::{Reader, StoreError};

/// Answers what a calendar would move.
#[derive(Clone, Copy, Debug)]
pub struct CalendarMoves;

impl MovedByCalendar<Reader> for CalendarMoves {
    fn moved_by(
        &self,
        reader: &mut Reader,
        calendar: &Arc<WorkCalendar>,
        area: AreaCode,
        after: Option<OpenCursor>,
        limit: usize,
    ) -> Result<MovedPage, QueryError> {
        Ok(list_moved(reader, calendar, area, after, limit)?)
    }
}

/// The next `limit` cases that are not decided, and which of them settling would move. No gate:
/// who keeps the calendar sees numbers and days of the whole area, and nothing else.
pub fn list_moved(
    reader: &mut Reader,
    calendar: &Arc<WorkCalendar>,
    area: AreaCode,
    after: Option<OpenCursor>,
    limit: usize,
) -> Result<MovedPage, StoreError> {
    let OpenCursor(legal_on, case) = after.unwrap_or(OpenCursor(i64::MIN, CaseId(i64::MIN)));
    let mut params: Vec<Value> = vec![legal_on.into(), case.into()];
    let mut here = "";
    if area != AreaCode(0) {
        params.push(area.into());
        here = "AND area = $3";
    }
    let sql = format!(
        "SELECT legal_on, id FROM {}
          WHERE (legal_on, id) > ($1, $2) AND closed_on IS NULL AND decided_on IS NULL {here}
          ORDER BY legal_on, id
          LIMIT {limit}",
        CASE_ROW.name
    );
    let records = reader.query(&sql, &params)?;
    let next = records
        .last()
        .filter(|_| records.len() == limit)
        .map(|last| OpenCursor(last.int(0), CaseId(last.int(1))));
    let ids: Vec<i64> = records.iter().map(|record| record.int(1)).collect();
    let env = Env {
        calendar: Arc::clone(calendar),
        ..reader.env(Arc::new(Actor::anonymous(Arc::from([]))))
    };
    let moved = reader
        .states::<Case>(&ids)?
        .iter()
        .filter_map(|case| find_moved(case, &env))
        .collect();
    Ok(MovedPage {
        seen: ids.len(),
        moved,
        next,
    })
}

fn find_moved(case: &Case, env: &Env) -> Option<MovedDays> {
    let filing = case.filing.as_ref()?;
    let (before, after) = find_moved_dates(case, env)?;
    Some(MovedDays {
        case: case.id,
        number: filing.number.as_str().to_owned(),
        unit: filing.unit,
        before: days(before),
        after: days(after),
        is_paused: case
            .open_handling()
            .is_some_and(|handling| handling.running_pause().is_some()),
    })
}

fn days(dates: Option<Dates>) -> CountedDays {
    CountedDays {
        promised_on: dates.map(|dates| dates.due.promised_on),
        legal_on: dates.and_then(|dates| dates.due.legal_on),
        warn_on: dates
            .and_then(|dates| dates.lights)
            .map(|lights| lights.warn_on),
    }
}
