//! What a change of the calendar would move: due dates of open matters, before a second person
//! signs. Bounded: at most [`MOST`] matters are looked at, and the page says so.

use crate::domain::calendar::CalendarFacts;
use crate::domain::propose_calendar::with_change;
use contracts::matter::NO_DAY;
use kernel::{AreaCode, Date, Timestamp, UnitId, WorkCalendar};
use store::{Reader, Record, StoreError};

/// Most matters that a preview looks at.
pub(crate) const MOST: usize = 5_000;
/// Lines that the page shows.
pub(crate) const SHOWN: usize = 50;

/// A matter whose dates would move. Number and dates only: an administrator sees no content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedLine {
    pub number: String,
    pub unit: UnitId,
    pub promised: (Option<Date>, Option<Date>),
    pub legal: (Option<Date>, Option<Date>),
    /// 特别程序: its dates are counted anew when the clock runs again.
    pub is_paused: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preview {
    /// The first day that would be another one than today's plan says.
    pub from: Option<Date>,
    /// Matters looked at.
    pub seen: usize,
    /// There are more matters than were looked at.
    pub is_cut: bool,
    pub later: usize,
    pub earlier: usize,
    /// Matters whose new date lies before today: they would be overdue at once.
    pub overdue: usize,
    /// Matters that wait for the calendar of this year and would get their dates.
    pub waiting: usize,
    pub lines: Vec<MovedLine>,
}

/// Computes the preview of a change. It is counted from the day before the first changed day (or
/// from the day the matter was opened, if that is later): up to there both calendars agree.
pub(crate) fn preview(reader: &mut Reader, facts: &CalendarFacts) -> Result<Preview, StoreError> {
    let before = std::sync::Arc::clone(&reader.calendar);
    let Ok(after) = with_change(&before, facts) else {
        return Ok(Preview::default());
    };
    let is_loaded = before.years().any(|year| year == facts.year);
    let mut preview = Preview {
        waiting: if facts.area == AreaCode(0) && !is_loaded {
            waiting(reader)?
        } else {
            0
        },
        ..Preview::default()
    };
    let (before, after) = (before.of_area(facts.area), after.of_area(facts.area));
    let Some(from) = first_difference(before, after, facts.year) else {
        return Ok(preview);
    };
    preview.from = Some(from);
    let today = reader.now.date();
    for record in open_from(reader, facts.area, from)? {
        if preview.seen == MOST {
            preview.is_cut = true;
            break;
        }
        preview.seen += 1;
        let line = moved(&record, from, before, after);
        let new = line.promised.1.or(line.legal.1);
        if line.promised.0 == line.promised.1 && line.legal.0 == line.legal.1 {
            continue;
        }
        if line.promised.1 < line.promised.0 || line.legal.1 < line.legal.0 {
            preview.earlier += 1;
        } else {
            preview.later += 1;
        }
        if new.is_some_and(|new| new < today) {
            preview.overdue += 1;
        }
        if preview.lines.len() < SHOWN {
            preview.lines.push(line);
        }
    }
    Ok(preview)
}

/// The first day of the year on which the two calendars differ.
fn first_difference(before: &WorkCalendar, after: &WorkCalendar, year: i16) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == year)
        .find(|day| before.is_working_day(*day).ok() != after.is_working_day(*day).ok())
}

fn moved(record: &Record, from: Date, before: &WorkCalendar, after: &WorkCalendar) -> MovedLine {
    let eve = from.yesterday().unwrap_or(from);
    let opened_on = Timestamp(record.int(2)).date();
    let start = eve.max(opened_on);
    let move_day = |day: Option<Date>| {
        let due = day?;
        let counted = before.working_days_between(start, due).ok()?;
        let counted = u16::try_from(counted).ok()?;
        // A date that no change reaches, or that another calendar would have to give, stays.
        if counted == 0 {
            Some(due)
        } else {
            after.add_working_days(start, counted).ok().or(day)
        }
    };
    let (promised, legal) = (record.find_date(3), record.find_date(4));
    MovedLine {
        number: record.text(0).to_owned(),
        unit: UnitId(record.int(1)),
        promised: (promised, move_day(promised).or(promised)),
        legal: (legal, move_day(legal).or(legal)),
        is_paused: record.find_date(5).is_some(),
    }
}

const COLUMNS: &str = "m.number, m.unit, m.opened_at, m.promised_on, m.legal_on, m.paused_since";

/// Open matters with a due date on or after the day: by the promise, then those late by the promise
/// whose legal limit is still ahead.
fn open_from(reader: &mut Reader, area: AreaCode, from: Date) -> Result<Vec<Record>, StoreError> {
    let limit = MOST + 1;
    let mut params = vec![from.into(), NO_DAY.into()];
    let mut here = String::new();
    if area != AreaCode(0) {
        params.push(area.into());
        here = "AND m.area = $3".into();
    }
    let mut found = reader.query(
        &format!(
            "SELECT {COLUMNS} FROM matter m
              WHERE m.closed_on IS NULL AND m.promised_on >= $1 AND m.promised_on < $2 {here}
              ORDER BY m.promised_on, m.id LIMIT {limit}"
        ),
        &params,
    )?;
    if found.len() < limit {
        let rest = limit - found.len();
        found.extend(reader.query(
            &format!(
                "SELECT {COLUMNS} FROM matter m
                  WHERE m.closed_on IS NULL AND m.promised_on < $1 AND m.legal_on < $2
                        AND m.legal_on >= $1 {here}
                  ORDER BY m.promised_on, m.id LIMIT {rest}"
            ),
            &params,
        )?);
    }
    Ok(found)
}

/// Open matters without a date, as far as they are looked at.
fn waiting(reader: &mut Reader) -> Result<usize, StoreError> {
    let records = reader.query(
        &format!(
            "SELECT m.id FROM matter m WHERE m.closed_on IS NULL AND m.promised_on = $1
              ORDER BY m.id LIMIT {MOST}"
        ),
        &[NO_DAY.into()],
    )?;
    Ok(records.len())
}
