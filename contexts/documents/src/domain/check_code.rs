//! 校验码: sixteen characters on a paper by which anybody finds it in the register.
//!
//! The first five are the minute in which it was drawn up, so that the codes of a day lie together
//! in the index; ten are drawn at random; the last one is a check, so that a slip of the pen is told
//! from a forgery without asking the database.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Without I, L, O, U and Z. A prime number of characters, so that each single slip and each swap of
/// two changes the check.
const LETTERS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRSTVWXY";
const BASE: u64 = 31;
const LENGTH: usize = 16;

/// A code whose check is right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckCode(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoCheckCode {
    #[error("a check code has sixteen characters")]
    Length,
    #[error("a character that no check code has")]
    Character,
    #[error("the last character does not fit the others")]
    Check,
}

impl CheckCode {
    /// The code of a paper drawn up now, from bits that were drawn for it alone.
    pub fn new(now: Timestamp, entropy: u64) -> Self {
        let minute = now.0.div_euclid(60_000_000).unsigned_abs();
        let mut digits = digits(minute, 5);
        digits.extend(self::digits(entropy, 10));
        digits.push(check(&digits));
        Self(digits.into_iter().map(letter).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as printed.
    pub fn grouped(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = letters
            .chunks(4)
            .map(|four| four.iter().collect())
            .collect();
        groups.join("-")
    }
}

impl fmt::Display for CheckCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CheckCode {
    type Err = NoCheckCode;

    /// Reads what somebody typed: small letters, blanks, dashes, O for 0 and I or L for 1.
    fn from_str(typed: &str) -> Result<Self, NoCheckCode> {
        let letters: Vec<char> = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && !"-－—".contains(*letter))
            .map(|letter| match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .take(LENGTH + 1)
            .collect();
        if letters.len() != LENGTH {
            return Err(NoCheckCode::Length);
        }
        let mut digits = Vec::with_capacity(LENGTH);
        for letter in &letters {
            let place = LETTERS
                .iter()
                .position(|known| char::from(*known) == *letter);
            digits.push(place.ok_or(NoCheckCode::Character)? as u64);
        }
        let last = digits.pop().ok_or(NoCheckCode::Length)?;
        if check(&digits) == last {
            Ok(Self(letters.into_iter().collect()))
        } else {
            Err(NoCheckCode::Check)
        }
    }
}

/// The lowest `count` digits of a number, the highest first.
fn digits(number: u64, count: u32) -> Vec<u64> {
    (0..count)
        .rev()
        .map(|place| number / BASE.pow(place) % BASE)
        .collect()
}

/// Each digit counts with the weight of its place.
fn check(digits: &[u64]) -> u64 {
    (1..)
        .zip(digits)
        .map(|(weight, digit)| weight * digit)
        .sum::<u64>()
        % BASE
}

fn letter(digit: u64) -> char {
    let place = usize::try_from(digit % BASE).unwrap_or(0);
    LETTERS.get(place).map_or('0', |letter| char::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> CheckCode {
        let noon = Timestamp::in_city(jiff::civil::date(2021, 9, 17), 12, 0);
        CheckCode::new(noon, 0x0123_4567_89ab_cdef)
    }

    #[test]
    fn a_code_reads_back_however_it_was_typed() {
        let code = code();
        assert_eq!(code.as_str().len(), 16);
        assert_eq!(code.as_str().parse(), Ok(code.clone()));
        assert_eq!(
            code.grouped().to_lowercase().replace('0', "o").parse(),
            Ok(code)
        );
    }

    #[test]
    fn one_wrong_character_and_two_swapped_ones_are_noticed() {
        let code = code().to_string();
        for place in 0..16 {
            for wrong in LETTERS.iter().map(|letter| char::from(*letter)) {
                let mut letters: Vec<char> = code.chars().collect();
                if letters[place] != wrong {
                    letters[place] = wrong;
                    let typed: String = letters.into_iter().collect();
                    assert_eq!(typed.parse::<CheckCode>(), Err(NoCheckCode::Check));
                }
            }
        }
        for place in 0..14 {
            let mut letters: Vec<char> = code.chars().collect();
            if letters[place] != letters[place + 1] {
                letters.swap(place, place + 1);
                let typed: String = letters.into_iter().collect();
                assert_eq!(typed.parse::<CheckCode>(), Err(NoCheckCode::Check));
            }
        }
    }

    #[test]
    fn what_is_too_short_or_has_other_characters_is_no_code() {
        assert_eq!("ABCD".parse::<CheckCode>(), Err(NoCheckCode::Length));
        assert_eq!(
            "UUUUUUUUUUUUUUUU".parse::<CheckCode>(),
            Err(NoCheckCode::Character)
        );
    }
}
