//! One year of a calendar, counted beforehand.

use super::NamedDay;
use crate::Date;
use jiff::civil::Weekday;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) number: i16,
    /// The days that the plan names, in ascending order.
    pub(super) named: Vec<NamedDay>,
    /// The working days, in ascending order.
    pub(super) working: Vec<Date>,
    /// At the place of a day of the year (1 for 1 January): how many working days have passed, that
    /// day included.
    passed: Vec<u16>,
}

impl Year {
    /// `named` is in ascending order and within the year.
    pub(super) fn new(number: i16, named: Vec<NamedDay>) -> Self {
        let mut working = Vec::with_capacity(256);
        let mut passed = vec![0];
        let days = jiff::civil::date(number, 1, 1).series(jiff::Span::new().days(1));
        let mut listed = named.iter().peekable();
        for date in days.take_while(|date| date.year() == number) {
            let is_working = listed
                .next_if(|day| day.date == date)
                .map_or_else(|| !is_weekend(date), |day| !day.off);
            if is_working {
                working.push(date);
            }
            // A year has at most 366 days.
            passed.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
        }
        Self {
            number,
            named,
            working,
            passed,
        }
    }

    pub(super) fn passed_through(&self, ordinal: usize) -> u16 {
        self.passed.get(ordinal).copied().unwrap_or_default()
    }

    pub(super) fn named_on(&self, date: Date) -> Option<&NamedDay> {
        let at = self
            .named
            .binary_search_by_key(&date, |day| day.date)
            .ok()?;
        self.named.get(at)
    }
}

pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// 1 for 1 January.
pub(super) fn ordinal(date: Date) -> usize {
    usize::try_from(date.day_of_year()).unwrap_or_default()
}
