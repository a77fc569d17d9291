//! Identity numbers (公民身份号码, GB 11643-1999) and telephone numbers of people.
//!
//! All are personal data: `Debug` shows them masked, and there is no `Display`.

use crate::{Date, mask, width::half_width};
use thiserror::Error;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
const LONGEST_LIFE_YEARS: i16 = 150;

/// An identity number with a real date of birth and the right check character, in upper case.
///
/// The first six digits are the area at birth. They are not compared with any list: many areas of
/// birth exist no more (432921 of the former 零陵地区), and their people must not be refused.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    number: String,
    born_on: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    #[error("an identity number has 18 characters, not {found}")]
    Length { found: usize },
    /// `place` counts from 1; only the last may be X.
    #[error("character {place} is not a digit")]
    Character { place: usize },
    #[error("the digits for the date of birth are not a date")]
    NotADate,
    #[error("the date of birth is in the future")]
    Future,
    #[error("the date of birth is more than {LONGEST_LIFE_YEARS} years ago")]
    TooLongAgo,
    #[error("the check character does not fit")]
    CheckDigit,
}

impl IdentityNumber {
    /// Reads a number as people type it: a small x, full width and spaces are put right.
    ///
    /// # Errors
    /// [`IdentityError`]: what is plainest to correct is named first, the check character last.
    pub fn parse(text: &str, today: Date) -> Result<Self, IdentityError> {
        let mut number = half_width(text);
        number.retain(|letter| !letter.is_whitespace());
        number.make_ascii_uppercase();
        let digits = digits_of(&number)?;
        let born_on = born_on(&digits).ok_or(IdentityError::NotADate)?;
        if born_on > today {
            return Err(IdentityError::Future);
        }
        if today.year() - born_on.year() > LONGEST_LIFE_YEARS {
            return Err(IdentityError::TooLongAgo);
        }
        let sum: u32 = digits
            .iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        // A remainder of 11 is always a place in the list.
        let check = CHECKS
            .iter()
            .zip(0..)
            .find(|(_, remainder)| *remainder == sum % 11);
        if !check.is_some_and(|(letter, _)| number.ends_with(*letter)) {
            return Err(IdentityError::CheckDigit);
        }
        Ok(Self { number, born_on })
    }

    /// The whole number: for the vault and for printing on official papers only.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    pub fn born_on(&self) -> Date {
        self.born_on
    }

    /// Odd sequence numbers are given to men.
    pub fn is_male(&self) -> bool {
        self.number
            .as_bytes()
            .get(16)
            .is_some_and(|digit| digit % 2 == 1)
    }

    pub fn masked(&self) -> String {
        mask::identity_number(&self.number)
    }
}

impl std::fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdentityNumber({})", self.masked())
    }
}

/// A mobile number of the mainland, eleven digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MobilePhone(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a mobile number has eleven digits and begins with 13 to 19")]
pub struct MobilePhoneError;

impl MobilePhone {
    /// Reads a number as people type it: spaces, hyphens, full width and a leading +86 are put
    /// right.
    ///
    /// # Errors
    /// [`MobilePhoneError`] for anything but `1[3-9]` and nine more digits.
    pub fn parse(text: &str) -> Result<Self, MobilePhoneError> {
        let mut number = half_width(text);
        number.retain(|letter| !letter.is_whitespace() && letter != '-');
        let number = number.strip_prefix("+86").unwrap_or(&number);
        let is_mobile = number.len() == 11
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && number.starts_with('1')
            && number
                .as_bytes()
                .get(1)
                .is_some_and(|second| *second >= b'3');
        if !is_mobile {
            return Err(MobilePhoneError);
        }
        Ok(Self(number.to_owned()))
    }

    /// The whole number: for the vault and for sending messages only.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn masked(&self) -> String {
        mask::mobile(&self.0)
    }
}

impl std::fmt::Debug for MobilePhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MobilePhone({})", self.masked())
    }
}

/// Whether this is a landline with its area code: `0746-8666001`, `01012345678`.
pub fn valid_landline(text: &str) -> bool {
    let number = half_width(text);
    let number = number.trim();
    let parts = number.split_once('-').or_else(|| split_area(number));
    let Some((area, local)) = parts else {
        return false;
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (3..=4).contains(&area.len())
        && area.starts_with('0')
        && (7..=8).contains(&local.len())
        && !local.starts_with('0')
        && all_digits(area)
        && all_digits(local)
}

/// Without a hyphen: 010 and 02x are areas of three digits, all others have four.
fn split_area(number: &str) -> Option<(&str, &str)> {
    let is_short = number.starts_with("01") || number.starts_with("02");
    number.split_at_checked(if is_short { 3 } else { 4 })
}

fn digits_of(number: &str) -> Result<[u32; 17], IdentityError> {
    let found = number.chars().count();
    if found != 18 {
        return Err(IdentityError::Length { found });
    }
    let mut digits = [0; 17];
    for (index, (letter, digit)) in number.chars().zip(&mut digits).enumerate() {
        *digit = letter
            .to_digit(10)
            .ok_or(IdentityError::Character { place: index + 1 })?;
    }
    if number.ends_with(|letter: char| letter.is_ascii_digit() || letter == 'X') {
        Ok(digits)
    } else {
        Err(IdentityError::Character { place: 18 })
    }
}

fn born_on(digits: &[u32; 17]) -> Option<Date> {
    let number = |places: std::ops::Range<usize>| {
        let part = digits.get(places).unwrap_or_default();
        part.iter().fold(0, |value, digit| value * 10 + digit)
    };
    let year = i16::try_from(number(6..10)).ok()?;
    let month = i8::try_from(number(10..12)).ok()?;
    let day = i8::try_from(number(12..14)).ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2021, 11, 30);

    /// The number with these 17 digits and the check character that fits.
    fn with_check(start: &str) -> String {
        let fits = |check: &char| {
            let number = format!("{start}{check}");
            let result = IdentityNumber::parse(&number, TODAY);
            (result != Err(IdentityError::CheckDigit)).then_some(number)
        };
        CHECKS.iter().find_map(fits).unwrap()
    }

    #[test]
    fn a_number_tells_birth_and_sex() {
        let number = IdentityNumber::parse("431102199001010017", TODAY).unwrap();
        assert_eq!(number.born_on(), date(1990, 1, 1));
        assert!(number.is_male());
        let other = IdentityNumber::parse("431103198512310021", TODAY).unwrap();
        assert!(!other.is_male());
    }

    #[test]
    fn a_number_is_put_right_before_it_is_checked() {
        let number = IdentityNumber::parse(" 11010519491231002x", TODAY).unwrap();
        assert_eq!(number.as_str(), "11010519491231002X");
        let wide = IdentityNumber::parse("１１０１０５１９４９１２３１００２Ｘ", TODAY);
        assert_eq!(wide, Ok(number));
    }

    #[test]
    fn each_fault_has_its_name() {
        let fault = |text: &str| IdentityNumber::parse(text, TODAY).unwrap_err();
        assert_eq!(
            fault("431102900101001"),
            IdentityError::Length { found: 15 }
        );
        assert_eq!(
            fault("43110219900101O017"),
            IdentityError::Character { place: 15 }
        );
        assert_eq!(
            fault("43110219900101001A"),
            IdentityError::Character { place: 18 }
        );
        assert_eq!(fault("431102199002300017"), IdentityError::NotADate);
        assert_eq!(fault("431102199001010010"), IdentityError::CheckDigit);
        assert_eq!(fault("431102202112010017"), IdentityError::Future);
        assert_eq!(fault("431102186001010017"), IdentityError::TooLongAgo);
    }

    #[test]
    fn somebody_born_today_has_a_number() {
        let number = with_check("43110220211130001");
        assert_eq!(
            IdentityNumber::parse(&number, TODAY).unwrap().born_on(),
            TODAY
        );
    }

    #[test]
    fn people_born_in_an_area_that_exists_no_more_are_not_refused() {
        // 零陵地区 until 1995; 祁阳县 until 2021.
        for start in ["43292119700315003", "43112119700315003"] {
            assert!(
                IdentityNumber::parse(&with_check(start), TODAY).is_ok(),
                "{start}"
            );
        }
    }

    #[test]
    fn logs_never_show_a_number() {
        let number = IdentityNumber::parse("431102199001010017", TODAY).unwrap();
        assert_eq!(format!("{number:?}"), "IdentityNumber(4311**********0017)");
        let mobile = MobilePhone::parse("13800001234").unwrap();
        assert_eq!(format!("{mobile:?}"), "MobilePhone(138****1234)");
    }

    #[test]
    fn a_mobile_number_has_eleven_digits_from_13_to_19() {
        for text in ["13800001234", "+86 138-0000-1234", "１３８００００１２３４"] {
            assert_eq!(MobilePhone::parse(text).unwrap().as_str(), "13800001234");
        }
        for text in [
            "12800001234",
            "1380000123",
            "138000012345",
            "23800001234",
            "1380000123a",
        ] {
            assert_eq!(MobilePhone::parse(text), Err(MobilePhoneError), "{text}");
        }
    }

    #[test]
    fn a_landline_has_an_area_code() {
        for text in ["0746-8666001", "07468666001", "010-12345678", "01012345678"] {
            assert!(valid_landline(text), "{text}");
        }
        for text in [
            "8666001",
            "0746-866600",
            "0746-0666001",
            "13800001234",
            "746-8666001",
            "永州",
        ] {
            assert!(!valid_landline(text), "{text}");
        }
    }
}
