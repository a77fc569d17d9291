//! How long something may take: by law, and by the city's promise.

use super::clock::Count;
use crate::{Date, OutsideCalendar, WorkCalendar};
use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayUnit {
    /// 工作日
    Working,
    /// 自然日
    Calendar,
}

/// A number of days in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub days: u16,
    pub unit: DayUnit,
}

impl Limit {
    pub const fn working(days: u16) -> Self {
        Self {
            days,
            unit: DayUnit::Working,
        }
    }

    pub const fn calendar(days: u16) -> Self {
        Self {
            days,
            unit: DayUnit::Calendar,
        }
    }

    /// Whether this limit ends no later than the other, whatever the start and the holidays.
    ///
    /// In different units it takes a margin: a day of either kind is at least a calendar day, and
    /// `n` working days are over within `2n + 9` calendar days, the longest break so far (2020)
    /// included.
    pub fn is_within(self, other: Self) -> bool {
        match (self.unit, other.unit) {
            (DayUnit::Working, DayUnit::Calendar) => {
                self.days == 0 || u32::from(self.days) * 2 + 9 <= u32::from(other.days)
            }
            (DayUnit::Working, DayUnit::Working) | (DayUnit::Calendar, _) => {
                self.days <= other.days
            }
        }
    }
}

/// `20 working days`, for logs.
impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.unit {
            DayUnit::Working => write!(f, "{} working days", self.days),
            DayUnit::Calendar => write!(f, "{} calendar days", self.days),
        }
    }
}

/// The last day of a period without pauses. `from` is day zero and counting begins on the day
/// after it; the authority has until 24:00 of the day returned. A zero limit ends on `from`.
///
/// # Errors
/// [`OutsideCalendar`] if the plan of a year that the count touches is not loaded: each year's
/// holidays are announced only the autumn before, and are not guessed.
///
/// # Law
/// 民法典 art. 201 (the first day is not counted), art. 203 (a last day that is a day off moves to
/// the next working day); 行政许可法 art. 82 (working days).
pub fn add_limit(
    from: Date,
    limit: Limit,
    calendar: &WorkCalendar,
) -> Result<Date, OutsideCalendar> {
    Count {
        calendar,
        unit: limit.unit,
        windows: &[],
    }
    .end(from, limit.days)
}

/// The limits that a case was accepted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "GivenLimits")]
pub struct Limits {
    legal: Option<Limit>,
    promised: Limit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LimitsError {
    #[error("a promise of {promised} may end after the legal limit of {legal}")]
    PromiseLongerThanLaw { promised: Limit, legal: Limit },
}

impl Limits {
    /// Puts a promise beside the law's limit, where a law sets one.
    ///
    /// # Errors
    /// [`LimitsError::PromiseLongerThanLaw`] for a promise that may end after the legal limit
    /// ([`Limit::is_within`]).
    ///
    /// # Law
    /// 优化营商环境条例 art. 36: what is promised must be within what the law gives.
    pub fn new(legal: Option<Limit>, promised: Limit) -> Result<Self, LimitsError> {
        match legal {
            Some(legal) if !promised.is_within(legal) => {
                Err(LimitsError::PromiseLongerThanLaw { promised, legal })
            }
            Some(_) | None => Ok(Self { legal, promised }),
        }
    }

    /// `None` where no law sets a limit.
    pub fn legal(self) -> Option<Limit> {
        self.legal
    }

    pub fn promised(self) -> Limit {
        self.promised
    }
}

/// What a stored or posted body says, before the check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenLimits {
    legal: Option<Limit>,
    promised: Limit,
}

impl TryFrom<GivenLimits> for Limits {
    type Error = LimitsError;

    fn try_from(given: GivenLimits) -> Result<Self, LimitsError> {
        Self::new(given.legal, given.promised)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_promise_longer_than_the_law_is_refused() {
        let legal = Limit::working(20);
        let refused = Limits::new(Some(legal), Limit::working(21));
        let promised = Limit::working(21);
        assert_eq!(
            refused,
            Err(LimitsError::PromiseLongerThanLaw { promised, legal })
        );
        assert!(Limits::new(Some(legal), Limit::working(20)).is_ok());
        assert!(Limits::new(None, Limit::working(200)).is_ok());
    }

    #[test]
    fn a_promise_in_another_unit_needs_a_margin() {
        assert!(Limit::calendar(20).is_within(Limit::working(20)));
        assert!(!Limit::calendar(21).is_within(Limit::working(20)));
        assert!(Limit::working(10).is_within(Limit::calendar(29)));
        assert!(!Limit::working(10).is_within(Limit::calendar(28)));
    }

    #[test]
    fn a_stored_promise_longer_than_the_law_is_not_read() {
        let text = r#"{"legal": {"days": 20, "unit": "working"},
                       "promised": {"days": 30, "unit": "working"}}"#;
        assert!(serde_json::from_str::<Limits>(text).is_err());
        let limits: Limits = serde_json::from_str(&text.replace("30", "5")).unwrap();
        let back = serde_json::to_string(&limits).unwrap();
        assert_eq!(serde_json::from_str::<Limits>(&back).unwrap(), limits);
    }

    // 民法典 art. 203.
    #[test]
    fn calendar_days_that_end_on_a_day_off_end_on_the_next_working_day() {
        let calendar = WorkCalendar::published();
        let end = |day, days| add_limit(date(2021, 9, day), Limit::calendar(days), &calendar);
        assert_eq!(end(10, 7), Ok(date(2021, 9, 17)));
        assert_eq!(end(10, 10), Ok(date(2021, 9, 22))); // 20 September was Mid-Autumn
        assert_eq!(end(10, 16), Ok(date(2021, 9, 26))); // a Sunday, but worked
        assert_eq!(end(19, 0), Ok(date(2021, 9, 19)));
    }
}
