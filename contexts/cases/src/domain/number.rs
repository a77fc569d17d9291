//! The number of a case (办件编号): where, when, which department, which one, and a check digit.
//!
//! No national format could be confirmed, so this one is ours (`rules.md` §2.6): area code (6),
//! date (6), short code of the department (3), serial (6), check digit (1).

use kernel::{AreaCode, Date};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Length in digits, check digit included.
const DIGITS: usize = 22;

/// Lengths of the groups in which people read it out.
const GROUPS: [usize; 5] = [6, 6, 3, 6, 1];

/// The last serial of a department on one day; the city's busiest day had 13,282 cases in all.
pub const LAST_SERIAL: u32 = 999_999;

/// A case number whose check digit is right. `Display` groups it: `431100 210922 017 000386 3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CaseNumberError {
    #[error("a case number has {DIGITS} digits")]
    NotDigits,
    #[error("the check digit does not fit: a digit is wrong or two are swapped")]
    WrongCheckDigit,
    #[error("serial {serial} does not fit into six digits")]
    SerialTooHigh { serial: u32 },
    #[error("the short code of a department has three digits")]
    BadShortCode,
}

impl CaseNumber {
    /// Makes the number of the `serial`-th case of a department on a day.
    pub fn new(
        area: AreaCode,
        day: Date,
        short_code: &str,
        serial: u32,
    ) -> Result<Self, CaseNumberError> {
        if serial > LAST_SERIAL {
            return Err(CaseNumberError::SerialTooHigh { serial });
        }
        if short_code.len() != 3 || !short_code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CaseNumberError::BadShortCode);
        }
        let day = day.strftime("%y%m%d");
        let mut digits = format!("{area}{day}{short_code}{serial:06}");
        let check = check_digit(&digits).ok_or(CaseNumberError::NotDigits)?;
        digits.push(char::from(b'0' + check));
        Ok(Self(digits))
    }

    /// Reads what a person typed: full width digits, spaces and hyphens do no harm.
    pub fn read(typed: &str) -> Result<Self, CaseNumberError> {
        let digits: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(half_width)
            .collect();
        Self::checked(digits)
    }

    /// The digits without spaces, as stored and searched.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn checked(digits: String) -> Result<Self, CaseNumberError> {
        if digits.len() != DIGITS {
            return Err(CaseNumberError::NotDigits);
        }
        match check_digit(&digits) {
            Some(0) => Ok(Self(digits)),
            Some(_) => Err(CaseNumberError::WrongCheckDigit),
            None => Err(CaseNumberError::NotDigits),
        }
    }
}

impl std::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0.as_str();
        for (index, length) in GROUPS.into_iter().enumerate() {
            let (group, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(group)?;
            rest = after;
        }
        Ok(())
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberError;

    fn try_from(digits: String) -> Result<Self, CaseNumberError> {
        Self::checked(digits)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.0
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        other => other,
    }
}

/// The quasigroup of H. Michael Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004).
///
/// Chosen over ISO 7064 MOD 11,10 and the Luhn formula because it alone of the three catches every
/// wrong digit *and* every swap of two neighbours, still with one digit.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The check digit of some digits; 0 for digits that already end in theirs.
pub fn check_digit(digits: &str) -> Option<u8> {
    digits.bytes().try_fold(0_u8, |interim, byte| {
        let digit = byte.checked_sub(b'0')?;
        DAMM.get(usize::from(interim))?
            .get(usize::from(digit))
            .copied()
    })
}
