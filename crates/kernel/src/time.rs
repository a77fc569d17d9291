//! Civil dates and instants. A law speaks of days in the city's civil calendar; a record speaks of
//! instants. Both are values here; nothing in the kernel asks what time it is.

use serde::{Deserialize, Serialize};

/// A civil date in the city's calendar.
pub type Date = jiff::civil::Date;

/// Beijing time is eight hours ahead of UTC the whole year, and has been since 1991.
const CITY_OFFSET_SECONDS: i64 = 8 * 3600;

/// An instant: microseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant at which the given civil date and time is read off a clock in the city.
    pub fn in_city(date: Date, hour: i8, minute: i8) -> Self {
        let days = i64::from(days_since_epoch(date));
        let seconds = days * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60;
        Self((seconds - CITY_OFFSET_SECONDS) * 1_000_000)
    }

    /// The civil date in the city at this instant.
    pub fn date(self) -> Date {
        self.civil().date()
    }

    /// Date and time as a clock in the city shows them.
    pub fn civil(self) -> jiff::civil::DateTime {
        let local = self.0.div_euclid(1_000_000) + CITY_OFFSET_SECONDS;
        let date = date_of_day(i32::try_from(local.div_euclid(86_400)).unwrap_or(i32::MAX));
        let of_day = local.rem_euclid(86_400);
        let part = |value: i64| i8::try_from(value).unwrap_or(0);
        date.at(
            part(of_day / 3600),
            part(of_day / 60 % 60),
            part(of_day % 60),
            0,
        )
    }

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// `2021-09-17 09:30`, as a clock in the city shows it.
    pub fn to_minute(self) -> String {
        let at = self.civil();
        format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
    }

    /// RFC 3339 with the city's offset, for JSON and exports.
    pub fn to_rfc3339(self) -> String {
        let at = self.civil();
        format!(
            "{}T{:02}:{:02}:{:02}+08:00",
            at.date(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }
}

/// Days since 1970-01-01: how a date is stored in a column.
pub fn days_since_epoch(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (date - epoch).get_days()
}

/// The date that is `days` after 1970-01-01; clamped to what a civil date can say.
pub fn date_of_day(days: i32) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().days(i64::from(days).clamp(-700_000, 2_900_000)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_starts_at_midnight_in_the_city_not_in_greenwich() {
        let midnight = Timestamp::in_city(date(2021, 9, 17), 0, 0);
        assert_eq!(midnight.to_rfc3339(), "2021-09-17T00:00:00+08:00");
        assert_eq!(midnight.plus_seconds(-1).date(), date(2021, 9, 16));
    }

    #[test]
    fn a_stored_day_reads_back() {
        for day in [date(1949, 12, 31), date(1970, 1, 1), date(2021, 11, 30)] {
            assert_eq!(date_of_day(days_since_epoch(day)), day);
        }
    }
}
