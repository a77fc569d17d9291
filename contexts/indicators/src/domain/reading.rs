//! A figure as read: what was counted, and what may be said of it.

use super::Definition;
use kernel::ratio::Ratio;

/// Fewer than this and a rate says nothing: the counts are shown.
pub const FEWEST: i64 = 30;

/// Numerator and denominator as the cells sum up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub numerator: i64,
    /// Zero for a count.
    pub denominator: i64,
}

/// How a reading is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Count(i64),
    /// “—”: no cases is neither 0 nor 100 per cent.
    NothingToDivideBy,
    /// Fewer than [`FEWEST`].
    TooFew,
    /// In per cent, half up.
    Rate(String),
    /// A part larger than its whole: something was counted wrong, and the page says so.
    Impossible,
}

impl Reading {
    pub fn shown(self, definition: &Definition) -> Shown {
        if !definition.is_share() {
            return Shown::Count(self.numerator);
        }
        if self.numerator > self.denominator || self.numerator < 0 {
            return Shown::Impossible;
        }
        if self.denominator == 0 {
            return Shown::NothingToDivideBy;
        }
        if self.denominator < FEWEST {
            return Shown::TooFew;
        }
        self.ratio()
            .percent(definition.precision)
            .map_or(Shown::NothingToDivideBy, Shown::Rate)
    }

    pub fn ratio(self) -> Ratio {
        let whole = |count: i64| u64::try_from(count).unwrap_or(0);
        Ratio::new(whole(self.numerator), whole(self.denominator))
    }

    /// Growth against the same period a year before, in per cent with its sign; none if that year
    /// has nothing to compare with.
    pub fn growth(self, before: Self, precision: u8) -> Option<String> {
        if before.numerator <= 0 {
            return None;
        }
        let difference = self.numerator - before.numerator;
        let ratio = Ratio::new(difference.unsigned_abs(), before.numerator.unsigned_abs());
        let per_cent = ratio.percent(precision)?;
        Some(match difference {
            0 => per_cent,
            1.. => format!("+{per_cent}"),
            _ => format!("−{per_cent}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_has_both_years_or_none() {
        let of = |numerator| Reading {
            numerator,
            denominator: 0,
        };
        assert_eq!(of(957).growth(of(649), 2).as_deref(), Some("+47.46"));
        assert_eq!(of(1).growth(of(3), 1).as_deref(), Some("−66.7"));
        assert_eq!(of(5).growth(of(0), 2), None);
    }
}
