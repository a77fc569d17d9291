//! `rules.md` §2.6: the number of a case catches a wrong digit and a swap of two neighbours.

use cases::domain::{
    CaseNumber, CaseNumberError,
    number::{LAST_SERIAL, check_digit},
};
use jiff::civil::date;
use kernel::AreaCode;
use proptest::prelude::*;

fn number(serial: u32) -> CaseNumber {
    CaseNumber::new(AreaCode(431_100), date(2021, 9, 22), "017", serial).unwrap()
}

#[test]
fn it_is_read_out_in_groups() {
    assert_eq!(number(386).to_string(), "431100 210922 017 000386 3");
}

#[test]
fn the_check_digit_is_that_of_the_published_example() {
    assert_eq!(check_digit("572"), Some(4));
    assert_eq!(check_digit("5724"), Some(0));
}

#[test]
fn what_a_person_types_is_read() {
    for typed in [
        "431100 210922 017 000386 3",
        "431100-210922-017-000386-3",
        "４３１１００2109220170003863",
    ] {
        assert_eq!(CaseNumber::read(typed), Ok(number(386)), "{typed}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    assert_eq!(CaseNumber::read(""), Err(CaseNumberError::NotDigits));
    assert_eq!(
        CaseNumber::read("43110021092201700038631"),
        Err(CaseNumberError::NotDigits)
    );
    assert_eq!(
        CaseNumber::read("43110021O9220170003863"),
        Err(CaseNumberError::NotDigits)
    );
    let wrong = CaseNumber::read("431100 210922 017 000387 3");
    assert_eq!(wrong, Err(CaseNumberError::WrongCheckDigit));
}

#[test]
fn a_serial_or_short_code_that_does_not_fit_is_refused() {
    let make = |short, serial| CaseNumber::new(AreaCode(431_100), date(2021, 9, 22), short, serial);
    let serial = LAST_SERIAL + 1;
    assert_eq!(
        make("017", serial),
        Err(CaseNumberError::SerialTooHigh { serial })
    );
    assert_eq!(make("17", 1), Err(CaseNumberError::BadShortCode));
    assert_eq!(make("01a", 1), Err(CaseNumberError::BadShortCode));
}

#[test]
fn a_stored_number_with_a_wrong_digit_is_not_read() {
    let stored = serde_json::to_string(&number(386)).unwrap();
    assert_eq!(
        serde_json::from_str::<CaseNumber>(&stored).unwrap(),
        number(386)
    );
    assert!(serde_json::from_str::<CaseNumber>(&stored.replace("386", "387")).is_err());
}

proptest! {
    #[test]
    fn any_wrong_digit_is_caught(serial in 0..=LAST_SERIAL, at in 0_usize..22, shift in 1_u8..10) {
        let mut digits = number(serial).as_str().as_bytes().to_vec();
        digits[at] = b'0' + (digits[at] - b'0' + shift) % 10;
        let typed = String::from_utf8(digits).unwrap();
        prop_assert_eq!(CaseNumber::read(&typed), Err(CaseNumberError::WrongCheckDigit));
    }

    #[test]
    fn any_swap_of_neighbours_is_caught(serial in 0..=LAST_SERIAL, at in 0_usize..21) {
        let mut digits = number(serial).as_str().as_bytes().to_vec();
        prop_assume!(digits[at] != digits[at + 1]);
        digits.swap(at, at + 1);
        let typed = String::from_utf8(digits).unwrap();
        prop_assert_eq!(CaseNumber::read(&typed), Err(CaseNumberError::WrongCheckDigit));
    }
}
