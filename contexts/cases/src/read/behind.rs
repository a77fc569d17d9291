//! The cases that a counter of the figures counts, for whoever opens a number.
//!
//! Each condition is `figures::counted` said over the row; a test holds the two equal.

use contracts::{
    Value, figures,
    queries::{CaseBehind, CasesAsked, CasesBehind, QueryError},
};
use kernel::{Actor, CaseId, Date, UnitId, time::date_of_day};
use store::{Reader, Record};

use crate::permissions::CASES_LIST;

/// Answers what other contexts ask about the cases behind a figure.
#[derive(Clone, Copy, Debug)]
pub struct BehindFigures;

/// The column of the day it counts for, and what else must be true of the row.
fn condition(counter: &str) -> Option<(&'static str, &'static str)> {
    match counter {
        figures::CASES_RECEIVED => Some((
            "reached_on",
            "(c.received_on IS NOT NULL OR c.accepted_on IS NOT NULL)",
        )),
        figures::CASES_CORRECTED => Some(("reached_on", "c.notices > 0")),
        figures::CASES_ACCEPTED => Some(("accepted_on", "1 = 1")),
        figures::CASES_CLOSED => Some(("closed_on", ENDED)),
        figures::CASES_CLOSED_OF_ACCEPTED => Some(("accepted_on", ENDED)),
        figures::CASES_PROMISED_CLOSED => Some(("closed_on", PROMISED)),
        figures::CASES_PROMISED_ON_TIME => Some(("closed_on", ON_TIME)),
        _ => None,
    }
}

/// Accepted and over, but not passed on (转报办结, 4).
const ENDED: &str = "c.accepted_on IS NOT NULL AND c.closed_on IS NOT NULL
                AND COALESCE(c.finish_kind, -1) <> 4";
const PROMISED: &str = "c.accepted_on IS NOT NULL AND COALESCE(c.finish_kind, -1) <> 4
                AND c.is_promised = 1";
const ON_TIME: &str = "c.accepted_on IS NOT NULL AND COALESCE(c.finish_kind, -1) <> 4
                AND c.is_promised = 1 AND c.closed_on <= c.promised_on";

impl CasesBehind<Reader> for BehindFigures {
    fn cases_behind(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        asked: &CasesAsked,
    ) -> Result<Vec<CaseBehind>, QueryError> {
        let Some((day, is_counted)) = condition(&asked.counter) else {
            return Err(format!("no case counts in `{}`", asked.counter).into());
        };
        let mut params: Vec<Value> = vec![asked.from.into(), asked.to.into()];
        let after = match asked.after {
            Some((day_before, case)) => {
                params.extend([day_before.into(), case.into()]);
                format!("(c.{day}, c.id) > ($3, $4)")
            }
            None => "1 = 1".to_owned(),
        };
        let units = if asked.units.is_empty() {
            "1 = 1".to_owned()
        } else {
            let units = asked.units.iter().map(|unit| unit.0).collect();
            reader.one_of("c.unit", Value::Ints(units), &mut params)
        };
        let area = match asked.area {
            Some(area) => {
                params.push(area.into());
                format!("c.area = ${}", params.len())
            }
            None => "1 = 1".to_owned(),
        };
        let gate = reader.gate(&actor.scope(&CASES_LIST), "c", &mut params);
        let limit = asked.limit;
        // 作废办结 (2) and 删除办结 (3) count nowhere.
        let sql = format!(
            "SELECT c.id, c.{day}, c.number, c.item_name, c.unit, c.promised_on, c.closed_on
               FROM case_row c
              WHERE c.{day} IS NOT NULL AND c.{day} BETWEEN $1 AND $2 AND {after}
                AND {is_counted} AND COALESCE(c.finish_kind, -1) NOT IN (2, 3)
                AND {units} AND {area} AND {gate}
              ORDER BY c.{day}, c.id
              LIMIT {limit}"
        );
        Ok(reader.query(&sql, &params)?.iter().map(line).collect())
    }
}

fn line(record: &Record) -> CaseBehind {
    CaseBehind {
        case: CaseId(record.int(0)),
        counts_for: day_of(record.int(1)),
        number: record.text(2).to_owned(),
        title: record.text(3).to_owned(),
        unit: UnitId(record.int(4)),
        promised_on: record
            .find_int(5)
            .filter(|days| *days < contracts::matter::NO_DAY)
            .map(day_of),
        closed_on: record.find_int(6).map(day_of),
    }
}

fn day_of(days: i64) -> Date {
    date_of_day(i32::try_from(days).unwrap_or(i32::MAX))
}
