//! The clock of one matter: when it began, its limits, what stopped it, and so when it ends.

use super::pause::{Window, merged};
use super::{DayUnit, Limit, Limits, Pause};
use crate::{Date, OutsideCalendar, WorkCalendar};
use serde::{Deserialize, Serialize};

/// More time by the law (延期), granted once.
///
/// # Law
/// 行政许可法 art. 42: 10 days by the head of the authority; 15 days by the government's head for
/// joint handling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// In the unit of the legal limit.
    pub days: u16,
    pub granted_on: Date,
    /// Number of the notice (延长期限告知书).
    pub document: String,
}

/// One of the two limits of a clock. Where no law sets a limit, the promise is the only one, and
/// stands in for the law's as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    Promised,
    Legal,
}

/// The last days, each until 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDates {
    /// 承诺截止: the lights follow it.
    pub promised_on: Date,
    /// 法定截止: legal risk follows it. `None` where no law sets a limit.
    pub legal_on: Option<Date>,
}

/// Everything that decides when a matter is due, besides the calendar.
///
/// Pauses move both dates. An extension moves the legal one only: the promise was made to the
/// applicant, and the authority cannot give itself more of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Day zero.
    pub started_on: Date,
    pub limits: Limits,
    #[serde(default)]
    pub pauses: Vec<Pause>,
    #[serde(default)]
    pub extension: Option<Extension>,
}

impl Clock {
    pub fn new(started_on: Date, limits: Limits) -> Self {
        Self {
            started_on,
            limits,
            pauses: Vec::new(),
            extension: None,
        }
    }

    /// Both last days. A pause that is still running is taken at its planned length.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that a count touches is not loaded.
    ///
    /// # Law
    /// 行政许可法 art. 42, 45, 82; 优化营商环境条例 art. 36.
    pub fn due(&self, calendar: &WorkCalendar) -> Result<DueDates, OutsideCalendar> {
        let windows = self.windows();
        let legal_on = match self.legal() {
            Some(limit) => Some(self.end(limit, calendar, &windows)?),
            None => None,
        };
        let promised_on = self.end(self.limits.promised(), calendar, &windows)?;
        Ok(DueDates {
            promised_on,
            legal_on,
        })
    }

    /// How many days of the limit have been used at the end of `today`, in the unit of the limit;
    /// more than the limit if it is over.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that the count touches is not loaded.
    pub fn used_on(
        &self,
        which: Which,
        calendar: &WorkCalendar,
        today: Date,
    ) -> Result<u32, OutsideCalendar> {
        let unit = self.limit(which).unit;
        let windows = &self.windows();
        Count {
            calendar,
            unit,
            windows,
        }
        .between(self.started_on, today)
    }

    /// How many days are left after `today`, in the unit of the limit; 0 on the last day, and
    /// negative by the days that have passed since.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that the count touches is not loaded.
    pub fn remaining_on(
        &self,
        which: Which,
        calendar: &WorkCalendar,
        today: Date,
    ) -> Result<i32, OutsideCalendar> {
        let limit = self.limit(which);
        let windows = &self.windows();
        let count = Count {
            calendar,
            unit: limit.unit,
            windows,
        };
        let due_on = count.end(self.started_on, limit.days)?;
        let signed = |days| i32::try_from(days).unwrap_or(i32::MAX);
        if today <= due_on {
            // Before the start nothing is used yet.
            Ok(signed(count.between(today.max(self.started_on), due_on)?))
        } else {
            Ok(-signed(count.between(due_on, today)?))
        }
    }

    /// The pause that stops the clock on the day, if one does; of several, the earliest.
    pub fn pause_on(&self, day: Date) -> Option<&Pause> {
        let covering = self
            .pauses
            .iter()
            .filter(|pause| day > self.started_on && pause.covers(day));
        covering.min_by_key(|pause| pause.started_on)
    }

    /// The legal limit with its extension.
    pub(super) fn legal(&self) -> Option<Limit> {
        let extra = self
            .extension
            .as_ref()
            .map_or(0, |extension| extension.days);
        let legal = self.limits.legal()?;
        Some(Limit {
            days: legal.days.saturating_add(extra),
            unit: legal.unit,
        })
    }

    pub(super) fn limit(&self, which: Which) -> Limit {
        match which {
            Which::Promised => self.limits.promised(),
            Which::Legal => self.legal().unwrap_or(self.limits.promised()),
        }
    }

    pub(super) fn windows(&self) -> Vec<Window> {
        merged(&self.pauses, self.started_on)
    }

    fn end(
        &self,
        limit: Limit,
        calendar: &WorkCalendar,
        windows: &[Window],
    ) -> Result<Date, OutsideCalendar> {
        let count = Count {
            calendar,
            unit: limit.unit,
            windows,
        };
        count.end(self.started_on, limit.days)
    }
}

/// Counting in one unit around the windows of the pauses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count<'a> {
    pub(super) calendar: &'a WorkCalendar,
    pub(super) unit: DayUnit,
    /// As [`merged`] gives them.
    pub(super) windows: &'a [Window],
}

impl Count<'_> {
    /// The last day of a period of `days` after `start`.
    pub(super) fn end(self, start: Date, days: u16) -> Result<Date, OutsideCalendar> {
        let last = self.nth(start, days)?;
        match self.unit {
            DayUnit::Calendar if days > 0 => self.moved_off_days_off(last),
            DayUnit::Calendar | DayUnit::Working => Ok(last),
        }
    }

    /// The `days`-th counted day after `start`; `start` itself for 0.
    pub(super) fn nth(self, start: Date, days: u16) -> Result<Date, OutsideCalendar> {
        let mut cursor = start;
        let mut left = days;
        for window in self.windows.iter().filter(|window| window.through > start) {
            // Tried first, so that a pause in a year that is not loaded yet does no harm to a
            // period that ends before it.
            let end = self.plain_nth(cursor, left);
            if left == 0 || end.is_ok_and(|end| end <= window.after) {
                return end;
            }
            let counted = self.plain_between(cursor, window.after)?;
            left = left.saturating_sub(u16::try_from(counted).unwrap_or(u16::MAX));
            cursor = window.through;
        }
        self.plain_nth(cursor, left)
    }

    /// How many days are counted after `after`, up to and including `through`.
    pub(super) fn between(self, after: Date, through: Date) -> Result<u32, OutsideCalendar> {
        let mut counted = self.plain_between(after, through)?;
        for window in self.windows {
            let inside =
                self.plain_between(window.after.max(after), window.through.min(through))?;
            counted = counted.saturating_sub(inside);
        }
        Ok(counted)
    }

    /// 民法典 art. 203. A pause that covers the day it would move to moves it on.
    fn moved_off_days_off(self, last: Date) -> Result<Date, OutsideCalendar> {
        if self.calendar.is_working_day(last)? {
            return Ok(last);
        }
        let working = Count {
            unit: DayUnit::Working,
            ..self
        };
        working.nth(last, 1)
    }

    fn plain_nth(self, start: Date, days: u16) -> Result<Date, OutsideCalendar> {
        match self.unit {
            DayUnit::Working => self.calendar.add_working_days(start, days),
            DayUnit::Calendar => start
                .checked_add(jiff::Span::new().days(days))
                .map_err(|_| OutsideCalendar { year: start.year() }),
        }
    }

    fn plain_between(self, after: Date, through: Date) -> Result<u32, OutsideCalendar> {
        match self.unit {
            DayUnit::Working => self.calendar.working_days_between(after, through),
            DayUnit::Calendar => {
                let days =
                    crate::time::days_since_epoch(through) - crate::time::days_since_epoch(after);
                Ok(u32::try_from(days).unwrap_or(0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{LimitsError, PauseReason};
    use jiff::civil::date;

    fn clock(started_on: Date, legal: u16, promised: u16) -> Result<Clock, LimitsError> {
        let limits = Limits::new(Some(Limit::working(legal)), Limit::working(promised))?;
        Ok(Clock::new(started_on, limits))
    }

    fn testing(started_on: Date, planned_end_on: Date) -> Pause {
        let document = "永住建检〔2021〕86号".into();
        let reason = PauseReason::Testing;
        Pause {
            reason,
            started_on,
            planned_end_on,
            ended_on: None,
            document,
        }
    }

    #[test]
    fn a_sunday_worked_in_exchange_for_a_holiday_counts() {
        let clock = clock(date(2021, 9, 17), 20, 5).unwrap();
        let due = clock.due(&WorkCalendar::published()).unwrap();
        assert_eq!(due.promised_on, date(2021, 9, 26)); // a Sunday
        assert_eq!(due.legal_on, Some(date(2021, 10, 21))); // after seven days of National Day
    }

    // 行政许可法 art. 45.
    #[test]
    fn a_pause_moves_both_dates_by_its_working_days() {
        let mut clock = clock(date(2021, 9, 24), 20, 10).unwrap();
        clock
            .pauses
            .push(testing(date(2021, 9, 28), date(2021, 10, 12)));
        clock.pauses[0].ended_on = Some(date(2021, 10, 9));
        let calendar = WorkCalendar::published();
        let due = clock.due(&calendar).unwrap();
        assert_eq!(due.promised_on, date(2021, 10, 19));
        assert_eq!(due.legal_on, Some(date(2021, 11, 2)));
        let today = date(2021, 10, 14);
        assert_eq!(clock.used_on(Which::Promised, &calendar, today), Ok(7));
        assert_eq!(clock.remaining_on(Which::Promised, &calendar, today), Ok(3));
        assert_eq!(clock.remaining_on(Which::Legal, &calendar, today), Ok(13));
    }

    // 行政许可法 art. 42.
    #[test]
    fn an_extension_moves_the_legal_date_and_not_the_promise() {
        let mut clock = clock(date(2021, 9, 29), 20, 10).unwrap();
        let calendar = WorkCalendar::published();
        let before = clock.due(&calendar).unwrap();
        clock.extension = Some(Extension {
            days: 10,
            granted_on: date(2021, 10, 20),
            document: String::new(),
        });
        let after = clock.due(&calendar).unwrap();
        assert_eq!(before.legal_on, Some(date(2021, 11, 2)));
        assert_eq!(after.legal_on, Some(date(2021, 11, 16)));
        assert_eq!(after.promised_on, before.promised_on);
    }

    #[test]
    fn days_over_are_negative() {
        let clock = clock(date(2021, 11, 5), 20, 5).unwrap();
        let calendar = WorkCalendar::published();
        let left = |day| clock.remaining_on(Which::Promised, &calendar, date(2021, 11, day));
        assert_eq!(left(1), Ok(5)); // before the start
        assert_eq!(left(12), Ok(0)); // a Friday, the last day
        assert_eq!(left(14), Ok(0));
        assert_eq!(left(16), Ok(-2));
    }

    #[test]
    fn a_pause_in_a_year_without_a_calendar_does_no_harm_to_what_ends_before() {
        let mut clock = clock(date(2026, 12, 1), 20, 5).unwrap();
        clock
            .pauses
            .push(testing(date(2026, 12, 21), date(2027, 1, 15)));
        let calendar = WorkCalendar::published();
        assert_eq!(clock.due(&calendar), Err(OutsideCalendar { year: 2027 }));
        clock.limits = Limits::new(Some(Limit::working(14)), Limit::working(5)).unwrap();
        assert_eq!(
            clock.due(&calendar).unwrap().legal_on,
            Some(date(2026, 12, 21))
        );
    }

    #[test]
    fn a_clock_reads_back() {
        let mut clock = clock(date(2021, 9, 24), 20, 10).unwrap();
        clock
            .pauses
            .push(testing(date(2021, 9, 28), date(2021, 10, 12)));
        let text = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<Clock>(&text).unwrap(), clock);
    }
}
