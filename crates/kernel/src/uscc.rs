//! The unified social credit code (统一社会信用代码) of organisations, GB 32100-2015.

use crate::width::half_width;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// No I, O, S, V, Z: they look like digits.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
/// GB 11714, for the organisation code at places 9 to 17.
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A code with 18 characters and the right check character, in upper case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UsccError {
    #[error("a credit code has 18 characters, not {found}")]
    Length { found: usize },
    /// `place` counts from 1.
    #[error("character {place} does not occur in credit codes")]
    Character { place: usize },
    #[error("the check character does not fit")]
    CheckCharacter,
}

impl Uscc {
    /// Reads a code as people type it: lower case, full width and spaces are put right.
    ///
    /// # Errors
    /// [`UsccError`]: length first, then characters, then the check character.
    pub fn parse(text: &str) -> Result<Self, UsccError> {
        let mut code = half_width(text);
        code.retain(|letter| !letter.is_whitespace());
        code.make_ascii_uppercase();
        let found = code.chars().count();
        if found != 18 {
            return Err(UsccError::Length { found });
        }
        let mut values = [0; 18];
        for (index, (letter, value)) in code.chars().zip(&mut values).enumerate() {
            *value = value_of(letter).ok_or(UsccError::Character { place: index + 1 })?;
        }
        let sum: u32 = values
            .iter()
            .zip(WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum();
        if values[17] != (31 - sum % 31) % 31 {
            return Err(UsccError::CheckCharacter);
        }
        Ok(Self(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The organisation code (组织机构代码) at places 9 to 17.
    pub fn organisation_code(&self) -> &str {
        self.0.get(8..17).unwrap_or_default()
    }

    /// Whether the organisation code inside has the right check character of its own. Some early
    /// codes have not, and are valid all the same: a warning, never a refusal.
    pub fn has_valid_organisation_code(&self) -> bool {
        let code = self.organisation_code();
        let digits = code.chars().filter_map(|letter| letter.to_digit(36));
        let sum: u32 = digits
            .zip(ORGANISATION_WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum();
        let expected = match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            digit => char::from_digit(digit, 10).unwrap_or('0'),
        };
        code.ends_with(expected)
    }
}

impl std::fmt::Display for Uscc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Uscc {
    type Err = UsccError;

    fn from_str(text: &str) -> Result<Self, UsccError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Uscc {
    type Error = UsccError;

    fn try_from(text: String) -> Result<Self, UsccError> {
        Self::parse(&text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

fn value_of(letter: char) -> Option<u32> {
    let place = ALPHABET
        .iter()
        .position(|known| char::from(*known) == letter)?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_put_right_before_it_is_checked() {
        let code = Uscc::parse(" 91431100ma4l000110").unwrap();
        assert_eq!(code.as_str(), "91431100MA4L000110");
        assert_eq!(
            Uscc::parse("９１４３１１００ＭＡ４Ｌ０００１１０").unwrap(),
            code
        );
    }

    #[test]
    fn each_fault_has_its_name() {
        assert_eq!(Uscc::parse("91431100"), Err(UsccError::Length { found: 8 }));
        assert_eq!(
            Uscc::parse("9143110OMA4L000110"),
            Err(UsccError::Character { place: 8 })
        );
        assert_eq!(
            Uscc::parse("91431100MA4L000111"),
            Err(UsccError::CheckCharacter)
        );
    }

    #[test]
    fn one_wrong_character_is_always_noticed() {
        let code = "91431100MA4L000110";
        for place in 0..18 {
            for other in ALPHABET {
                let mut letters = code.as_bytes().to_vec();
                if std::mem::replace(&mut letters[place], *other) != *other {
                    let changed = String::from_utf8(letters).unwrap();
                    assert_eq!(
                        Uscc::parse(&changed),
                        Err(UsccError::CheckCharacter),
                        "{changed}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_inner_organisation_code_that_fails_is_a_warning_only() {
        // 802100433 is a right organisation code; the other code is right as a whole only.
        assert!(
            Uscc::parse("91110000802100433B")
                .unwrap()
                .has_valid_organisation_code()
        );
        let early = first_valid("9143110080210043", '4');
        assert!(!early.has_valid_organisation_code());
    }

    /// The code with these first 17 characters and the check character that fits.
    fn first_valid(start: &str, last: char) -> Uscc {
        let fits = |check: &u8| Uscc::parse(&format!("{start}{last}{}", char::from(*check))).ok();
        ALPHABET.iter().find_map(fits).unwrap()
    }

    #[test]
    fn a_code_in_json_is_checked_when_read() {
        assert!(serde_json::from_str::<Uscc>(r#""91431100MA4L000110""#).is_ok());
        assert!(serde_json::from_str::<Uscc>(r#""91431100MA4L000111""#).is_err());
    }
}
