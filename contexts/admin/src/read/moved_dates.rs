//! What a change of the calendar moves, before a second person signs. The context that owns the
//! matters counts it, by the same function that moves them after the release.

use crate::domain::calendar::CalendarFacts;
use crate::domain::propose_calendar::with_change;
use contracts::queries::{CountedDays, MovedByCalendar, MovedDays, MovedPage};
use kernel::{Date, WorkCalendar};
use std::sync::Arc;
use store::{Reader, StoreError};

/// Most matters that a preview looks at; the page says so if there are more.
pub(crate) const MOST: usize = 20_000;
/// Lines on a page.
pub(crate) const SHOWN: usize = 50;
/// Matters looked at in one go.
const CHUNK: usize = 200;

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
    /// Matters whose last day by the promise or the law would lie before today.
    pub overdue: usize,
    /// Matters that wait for the calendar of this year and would get their dates.
    pub waiting: usize,
    /// The moved matters of this page, and the ordinal of the first of the next one.
    pub lines: Vec<MovedDays>,
    pub next: Option<usize>,
}

impl Preview {
    /// Matters that move.
    fn moved(&self) -> usize {
        self.later + self.earlier + self.waiting
    }

    fn take(&mut self, page: MovedPage, first: usize, today: Date) {
        self.seen += page.seen;
        for line in page.moved {
            if self.moved() >= first {
                if self.lines.len() < SHOWN {
                    self.lines.push(line.clone());
                } else {
                    self.next = Some(first + SHOWN);
                }
            }
            match (line.before, line.after) {
                (
                    CountedDays {
                        promised_on: None, ..
                    },
                    _,
                ) => self.waiting += 1,
                (before, after) if is_earlier(before, after) => self.earlier += 1,
                _ => self.later += 1,
            }
            let is_past = |day: Option<Date>| day.is_some_and(|day| day < today);
            let is_late = |days: CountedDays| is_past(days.promised_on) || is_past(days.legal_on);
            if is_late(line.after) && !is_late(line.before) {
                self.overdue += 1;
            }
        }
    }
}

fn is_earlier(before: CountedDays, after: CountedDays) -> bool {
    let days = |days: CountedDays| (days.promised_on, days.legal_on, days.warn_on);
    days(after) < days(before)
}

/// Computes the preview of a change, with the moved matters from the `first` on.
pub(crate) fn preview(
    reader: &mut Reader,
    matters: Option<&dyn MovedByCalendar<Reader>>,
    facts: &CalendarFacts,
    first: usize,
) -> Result<Preview, StoreError> {
    let before = Arc::clone(&reader.calendar);
    let Ok(after) = with_change(&before, facts) else {
        return Ok(Preview::default());
    };
    let mut preview = Preview {
        from: first_difference(
            before.of_area(facts.area),
            after.of_area(facts.area),
            facts.year,
        ),
        ..Preview::default()
    };
    // A house without matters has none to move.
    let Some(matters) = matters else {
        return Ok(preview);
    };
    let after = Arc::new(after);
    let today = reader.now.date();
    let mut next = None;
    loop {
        let page = matters
            .moved_by(reader, &after, facts.area, next, CHUNK)
            .map_err(|error| StoreError::Wrong(error.to_string()))?;
        next = page.next;
        preview.take(page, first, today);
        if next.is_none() {
            return Ok(preview);
        }
        if preview.seen >= MOST {
            preview.is_cut = true;
            return Ok(preview);
        }
    }
}

/// The first day of the year on which the two calendars differ.
fn first_difference(before: &WorkCalendar, after: &WorkCalendar, year: i16) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    first
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == year)
        .find(|day| before.is_working_day(*day).ok() != after.is_working_day(*day).ok())
}
