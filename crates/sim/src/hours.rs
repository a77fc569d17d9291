//! The working time of the city: which days count, and the instant that lies so many working minutes
//! ahead. Laid out once from the real calendar, because a year asks thirty million times.

use kernel::{Date, Timestamp, WorkCalendar};

/// Offices are open from 9 to 17.
pub const OPENS: i64 = 9;
/// Working minutes of a day.
pub const MINUTES: i64 = 480;

const MICROS_OF_DAY: i64 = 86_400_000_000;

/// Working days from the first day on, and for each day of the calendar the next of them.
#[derive(Clone, Debug)]
pub struct Hours {
    /// Midnight in the city before the first day.
    first: i64,
    /// Midnight before each working day.
    working: Vec<i64>,
    /// For each day since the first, the first working day that is not before it.
    next: Vec<u32>,
}

impl Hours {
    /// Lays out the days from `first` to the end of `year`.
    pub fn new(calendar: &WorkCalendar, first: Date, year: i16) -> Self {
        let midnight = |date| Timestamp::in_city(date, 0, 0).0;
        let (mut working, mut next) = (Vec::new(), Vec::new());
        let mut day = first;
        while day.year() <= year {
            next.push(u32::try_from(working.len()).unwrap_or(u32::MAX));
            if calendar.is_working_day(day).unwrap_or(false) {
                working.push(midnight(day));
            }
            day = day.saturating_add(jiff::Span::new().days(1));
        }
        Self {
            first: midnight(first),
            working,
            next,
        }
    }

    /// The instant after so many working minutes, with `micros` of a minute of its own.
    pub fn after(&self, from: Timestamp, minutes: i64, micros: i64) -> Timestamp {
        let day = (from.0 - self.first).div_euclid(MICROS_OF_DAY);
        let mut at = self.next_working(day);
        let mut into_day = 0;
        if self.midnight(at) == self.first + day * MICROS_OF_DAY {
            into_day = (from.0 - self.opens(at)).max(0) / 60_000_000;
            if into_day >= MINUTES {
                at = self.next_working(day + 1);
                into_day = 0;
            }
        }
        let total = into_day + minutes.max(0);
        let days = usize::try_from(total / MINUTES).unwrap_or(0);
        let then = self.opens(at + days) + total % MINUTES * 60_000_000 + micros;
        // Never at the same instant: what follows comes later.
        Timestamp(then.max(from.0 + 1_000_000))
    }

    /// Place of the first working day that is not before the day.
    fn next_working(&self, day: i64) -> usize {
        let at = usize::try_from(day.max(0)).unwrap_or(0);
        self.next
            .get(at)
            .map_or(self.working.len(), |next| *next as usize)
    }

    /// Midnight before a working day; the last one stands for all after it.
    fn midnight(&self, at: usize) -> i64 {
        let last = self.working.len().saturating_sub(1);
        self.working
            .get(at.min(last))
            .copied()
            .unwrap_or(self.first)
    }

    fn opens(&self, at: usize) -> i64 {
        self.midnight(at) + OPENS * 3_600_000_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn hours() -> Hours {
        Hours::new(&WorkCalendar::published(), date(2021, 1, 1), 2022)
    }

    fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
        Timestamp::in_city(day, hour, minute)
    }

    #[test]
    fn half_a_day_after_the_last_hour_before_a_holiday_is_after_it() {
        let friday = at(date(2021, 9, 30), 16, 0);
        let then = hours().after(friday, 240, 0);
        assert_eq!(then, at(date(2021, 10, 8), 12, 0));
    }

    #[test]
    fn a_sunday_worked_in_exchange_is_worked() {
        let saturday = at(date(2021, 9, 25), 20, 0);
        assert_eq!(hours().after(saturday, 30, 0), at(date(2021, 9, 26), 9, 30));
    }

    #[test]
    fn what_comes_in_at_night_waits_for_the_morning() {
        let night = at(date(2021, 3, 2), 3, 0);
        assert_eq!(
            hours().after(night, 0, 5),
            Timestamp(at(date(2021, 3, 2), 9, 0).0 + 5)
        );
    }
}
