//! Over which days a figure is read, and as of when it was known.

use jiff::ToSpan as _;
use kernel::Date;
use serde::Deserialize;

/// What was asked for in an address; anything that is no day counts as not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PeriodAsked {
    pub from: String,
    pub to: String,
    /// As known on.
    pub known: String,
}

/// First and last day that count, and the last day of knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
    pub known_on: Date,
}

/// Longest period of one reading.
const MOST_DAYS: i64 = 1100;

impl Period {
    /// From the first day of the year to today, as known today.
    pub fn this_year(today: Date) -> Self {
        Self {
            from: today.first_of_year(),
            to: today,
            known_on: today,
        }
    }

    /// What was asked for, as far as it makes sense: never beyond today, never upside down, never
    /// longer than three years.
    pub fn of(asked: &PeriodAsked, today: Date) -> Self {
        let day = |text: &str| text.trim().parse::<Date>().ok();
        let to = day(&asked.to).unwrap_or(today).min(today);
        let from = day(&asked.from)
            .unwrap_or_else(|| to.first_of_year())
            .min(to);
        let earliest = to.saturating_sub(MOST_DAYS.days());
        Self {
            from: from.max(earliest),
            to,
            known_on: day(&asked.known).unwrap_or(today).min(today),
        }
    }

    /// The same days a year earlier, as known now: a growth rate prints both.
    #[must_use]
    pub fn year_before(self) -> Self {
        Self {
            from: self.from.saturating_sub(1.year()),
            to: self.to.saturating_sub(1.year()),
            known_on: self.known_on,
        }
    }

    /// The months that the period touches, each as its first day.
    pub fn months(self) -> Vec<Date> {
        let mut months = Vec::new();
        let mut month = self.from.first_of_month();
        while month <= self.to {
            months.push(month);
            month = month.saturating_add(1.month());
        }
        months
    }

    /// Every day of the period.
    pub fn days(self) -> Vec<Date> {
        let days = self.from.series(jiff::Span::new().days(1));
        days.take_while(|day| *day <= self.to).collect()
    }

    /// For an address: `from=2021-01-01&to=2021-11-30`, and `&known=…` if it is not today.
    pub fn query(self, today: Date) -> String {
        let query = format!("from={}&to={}", self.from, self.to);
        if self.known_on == today {
            query
        } else {
            format!("{query}&known={}", self.known_on)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn asked(from: &str, to: &str) -> PeriodAsked {
        PeriodAsked {
            from: from.into(),
            to: to.into(),
            known: String::new(),
        }
    }

    #[test]
    fn without_days_a_period_is_the_year_until_today() {
        let today = date(2021, 11, 30);
        assert_eq!(
            Period::of(&PeriodAsked::default(), today),
            Period::this_year(today)
        );
    }

    #[test]
    fn a_period_is_never_upside_down_nor_beyond_today() {
        let today = date(2021, 11, 30);
        let period = Period::of(&asked("2021-12-24", "2022-01-01"), today);
        assert_eq!((period.from, period.to), (today, today));
        let period = Period::of(&asked("nonsense", "2021-03-05"), today);
        assert_eq!(
            (period.from, period.to),
            (date(2021, 1, 1), date(2021, 3, 5))
        );
    }

    #[test]
    fn a_leap_day_has_a_year_before() {
        let period = Period::of(&asked("2020-02-29", "2020-02-29"), date(2021, 1, 1));
        assert_eq!(period.year_before().to, date(2019, 2, 28));
    }

    #[test]
    fn months_are_those_that_the_period_touches() {
        let period = Period::of(&asked("2021-01-31", "2021-03-01"), date(2021, 11, 30));
        assert_eq!(
            period.months(),
            [date(2021, 1, 1), date(2021, 2, 1), date(2021, 3, 1)]
        );
    }
}
