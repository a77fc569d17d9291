//! What the city hash sums over: business numbers and facts, line by line, without ids. No gate: only
//! the operator's command asks.

use contracts::Value;
use contracts::item::Items;
use contracts::people::Units;
use kernel::UnitId;
use store::{Reader, Record, StoreError};

const PAGE: usize = 20_000;

/// Columns of a case that are facts, after the id, the unit and the item.
const CASE: &str = "m.number, m.kind, m.area, m.state, m.opened_at, m.promised_on, m.legal_on,
    m.warn_on, m.yellow_on, m.red_on, m.paused_since, m.closed_on, m.outcome, c.channel, c.regime,
    c.reached_on, c.received_on, c.notice_by, c.notices, c.answer_by, c.accepted_on, c.is_deemed,
    c.planned_end_on, c.decided_on, c.serve_by, c.check_by, c.finish_kind, c.served_on";
/// How many columns [`CASE`] names.
const CASE_COLUMNS: usize = 28;

/// Whether nothing has happened in this city yet.
pub(crate) fn is_empty(reader: &mut Reader) -> Result<bool, StoreError> {
    let record = reader.query_one("SELECT 1 FROM event LIMIT 1", &[])?;
    Ok(record.is_none())
}

/// One page of cases after an id: the last id, and a line for each case.
pub(crate) fn cases(
    reader: &mut Reader,
    after: i64,
) -> Result<Option<(i64, Vec<String>)>, StoreError> {
    let sql = format!(
        "SELECT m.id, m.unit, m.item, {CASE}
           FROM matter m JOIN case_row c ON c.id = m.id
          WHERE m.id > $1 ORDER BY m.id LIMIT {PAGE}"
    );
    let records = reader.query(&sql, &[Value::Int(after)])?;
    let Some(last) = records.last().map(|record| record.int(0)) else {
        return Ok(None);
    };
    let names = Names::of(reader);
    let lines = records.iter().map(|record| {
        let place = names.line(record.int(1), record.int(2));
        format!("{place}{}", facts(record, 3, CASE_COLUMNS))
    });
    Ok(Some((last, lines.collect())))
}

/// Cells of the figures.
pub(crate) fn figures(reader: &mut Reader) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT unit, item, figure, counts_for, known_on, area, n FROM cell WHERE n <> 0";
    let records = reader.query(sql, &[])?;
    let names = Names::of(reader);
    let line = |record: &Record| {
        let place = names.line(record.int(0), record.int(1));
        format!("{place}{}", facts(record, 2, 5))
    };
    Ok(records.iter().map(line).collect())
}

/// How many of each: events, papers, ratings.
pub(crate) fn counts(reader: &mut Reader) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    for sql in [
        "SELECT 'event', name, COUNT(*) FROM event GROUP BY name",
        "SELECT 'paper', template, COUNT(*) FROM paper GROUP BY template",
        "SELECT 'rating', CAST(stars AS TEXT), COUNT(*) FROM rating_row GROUP BY stars",
    ] {
        let records = reader.query(sql, &[])?;
        lines.extend(records.iter().map(|record| facts(record, 0, 3)));
    }
    lines.sort();
    Ok(lines)
}

/// Values as text, whatever the column; nothing is not zero.
fn facts(record: &Record, from: usize, count: usize) -> String {
    let mut line = String::new();
    for at in from..from + count {
        line.push('|');
        match record.0.get(at).unwrap_or(&Value::Null) {
            Value::Null => line.push('-'),
            Value::Int(value) => line.push_str(&value.to_string()),
            Value::Text(text) => line.push_str(text),
            Value::Blob(_) | Value::Ints(_) | Value::Texts(_) => {}
        }
    }
    line
}

/// Names of units and items that do not depend on ids.
struct Names {
    units: std::sync::Arc<Units>,
    items: std::sync::Arc<Items>,
}

impl Names {
    fn of(reader: &Reader) -> Self {
        Self {
            units: reader.reference.get::<Units>(),
            items: reader.reference.get::<Items>(),
        }
    }

    fn line(&self, unit: i64, item: i64) -> String {
        let unit = self
            .units
            .find(UnitId(unit))
            .map_or("", |unit| unit.code.as_str());
        let item = self
            .items
            .versions(kernel::ItemId(item))
            .next()
            .map_or("", |item| item.body.code.as_str());
        format!("{unit}|{item}")
    }
}
