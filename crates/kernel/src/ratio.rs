//! Rates with their parents: a numerator and a denominator, never a float.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// More places than this say nothing, and would not fit the arithmetic below.
const MOST_PLACES: u8 = 9;

/// `numerator ÷ denominator`, as counted. Not reduced: 417 cases stay 417 cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    pub numerator: u64,
    pub denominator: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecimalError {
    #[error("not a decimal number like 301.2")]
    NotADecimal,
    #[error("the number has too many digits")]
    TooManyDigits,
}

impl Ratio {
    pub fn new(numerator: u64, denominator: u64) -> Self {
        Self {
            numerator,
            denominator,
        }
    }

    /// The ratio of two decimals, exactly: `of_decimals("301.2", "301.5")` is 3012 ÷ 3015.
    ///
    /// # Errors
    /// [`DecimalError`] for what is not a plain non-negative decimal, or does not fit.
    pub fn of_decimals(numerator: &str, denominator: &str) -> Result<Self, DecimalError> {
        let (numerator, denominator) = (Decimal::read(numerator)?, Decimal::read(denominator)?);
        let places = numerator.places.max(denominator.places);
        Ok(Self::new(
            numerator.scaled_to(places)?,
            denominator.scaled_to(places)?,
        ))
    }

    /// The percentage with so many decimals (at most nine), rounded half up: `99.90`. `None` if
    /// the denominator is zero: no cases is neither 0 nor 100 per cent.
    pub fn percent(self, places: u8) -> Option<String> {
        if self.denominator == 0 {
            return None;
        }
        let places = places.min(MOST_PLACES);
        let unit = 10_u128.pow(u32::from(places));
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        // Adding half the divisor first rounds half up; at most 2⁶⁴ · 200 · 10⁹, which fits.
        let scaled = (numerator * 200 * unit + denominator) / (2 * denominator);
        let whole = scaled / unit;
        if places == 0 {
            return Some(whole.to_string());
        }
        Some(format!(
            "{whole}.{:0width$}",
            scaled % unit,
            width = usize::from(places)
        ))
    }
}

/// `digits · 10^-places`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: u64,
    places: u32,
}

impl Decimal {
    fn read(text: &str) -> Result<Self, DecimalError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{part}");
        let ends_in_point = text.ends_with('.');
        if whole.is_empty() || ends_in_point || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(DecimalError::NotADecimal);
        }
        Ok(Self {
            digits: digits.parse().map_err(|_| DecimalError::TooManyDigits)?,
            places: u32::try_from(part.len()).map_err(|_| DecimalError::TooManyDigits)?,
        })
    }

    fn scaled_to(self, places: u32) -> Result<u64, DecimalError> {
        10_u64
            .checked_pow(places - self.places)
            .and_then(|scale| self.digits.checked_mul(scale))
            .ok_or(DecimalError::TooManyDigits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_cases_is_no_percentage() {
        assert_eq!(Ratio::new(0, 0).percent(2), None);
        assert_eq!(Ratio::new(0, 3).percent(2).as_deref(), Some("0.00"));
    }

    #[test]
    fn a_half_goes_up() {
        assert_eq!(Ratio::new(1, 800).percent(2).as_deref(), Some("0.13")); // 0.125
        assert_eq!(Ratio::new(1, 8).percent(0).as_deref(), Some("13")); // 12.5
        assert_eq!(Ratio::new(2, 3).percent(1).as_deref(), Some("66.7"));
        assert_eq!(Ratio::new(3, 2).percent(0).as_deref(), Some("150"));
        assert_eq!(
            Ratio::new(u64::MAX, 1).percent(255).map(|text| text.len()),
            Some(32)
        );
    }

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(
            Ratio::of_decimals("301.2", "301.5"),
            Ok(Ratio::new(3012, 3015))
        );
        assert_eq!(Ratio::of_decimals("2.75", "17"), Ok(Ratio::new(275, 1700)));
        for text in ["", "-1", "1.", ".5", "1e3", "1.2.3", "１"] {
            assert_eq!(
                Ratio::of_decimals(text, "1"),
                Err(DecimalError::NotADecimal),
                "{text}"
            );
        }
        let long = Ratio::of_decimals("0.00000000000000000001", "1");
        assert_eq!(long, Err(DecimalError::TooManyDigits));
    }

    proptest! {
        #[test]
        fn parts_of_a_whole_are_between_0_and_100(whole in 1_u64.., part: u64) {
            let percent = Ratio::new(part % whole, whole).percent(2);
            let hundredths: u64 = percent.unwrap_or_default().replace('.', "").parse()?;
            prop_assert!(hundredths <= 10_000);
        }
    }
}
