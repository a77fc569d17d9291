//! Money in fen (分): whole numbers, so that sums are exact.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An amount in fen; 100 fen are one yuan.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FenError {
    #[error("an amount is digits with at most two decimals, like 12.34")]
    NotAnAmount,
    #[error("the amount is too large")]
    TooLarge,
}

impl Fen {
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    #[must_use]
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// The sum; `None` if it is too large to hold.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self(0), Self::checked_add)
    }

    /// In units of ten thousand yuan (万元) with six decimals, as published penalties are exported.
    pub fn to_ten_thousand_yuan(self) -> String {
        decimal(self.0, 6)
    }
}

/// Yuan with two decimals: `12.34`.
impl std::fmt::Display for Fen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&decimal(self.0, 2))
    }
}

impl std::str::FromStr for Fen {
    type Err = FenError;

    /// Reads yuan: `12`, `12.3`, `12.34`, `-12.34`.
    fn from_str(text: &str) -> Result<Self, FenError> {
        let text = text.trim();
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (yuan, fen) = digits.split_once('.').unwrap_or((digits, "00"));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if yuan.is_empty() || !(1..=2).contains(&fen.len()) || !all_digits(yuan) || !all_digits(fen)
        {
            return Err(FenError::NotAnAmount);
        }
        let yuan: i64 = yuan.parse().map_err(|_| FenError::TooLarge)?;
        let fen: i64 = format!("{fen:0<2}")
            .parse()
            .map_err(|_| FenError::NotAnAmount)?;
        let amount = yuan
            .checked_mul(100)
            .and_then(|whole| whole.checked_add(fen));
        amount
            .map(|amount| Self(sign * amount))
            .ok_or(FenError::TooLarge)
    }
}

/// Puts the point `places` digits from the right.
fn decimal(amount: i64, places: u32) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let unit = 10_u64.pow(places);
    let amount = amount.unsigned_abs();
    let width = places as usize;
    format!("{sign}{}.{:0width$}", amount / unit, amount % unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_amount_is_shown_in_yuan() {
        assert_eq!(Fen(1234).to_string(), "12.34");
        assert_eq!(Fen(-5).to_string(), "-0.05");
        assert_eq!(Fen(0).to_string(), "0.00");
        assert_eq!(Fen(i64::MIN).to_string(), "-92233720368547758.08");
        assert_eq!(Fen(12_345_678).to_ten_thousand_yuan(), "12.345678");
    }

    #[test]
    fn an_amount_is_read_in_yuan() {
        assert_eq!("12".parse(), Ok(Fen(1200)));
        assert_eq!("12.3".parse(), Ok(Fen(1230)));
        assert_eq!("-0.05".parse(), Ok(Fen(-5)));
        for text in [
            "", "-", ".5", "12.", "12.345", "1,000", "12.3.4", "+1", "1e3", "--1",
        ] {
            assert_eq!(text.parse::<Fen>(), Err(FenError::NotAnAmount), "{text}");
        }
        assert_eq!("92233720368547759".parse::<Fen>(), Err(FenError::TooLarge));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_no_sum() {
        assert_eq!(Fen::sum([Fen(1), Fen(2)]), Some(Fen(3)));
        assert_eq!(Fen::sum([Fen(i64::MAX), Fen(1)]), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(amount in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Fen(amount).to_string().parse::<Fen>(), Ok(Fen(amount)));
        }
    }
}
