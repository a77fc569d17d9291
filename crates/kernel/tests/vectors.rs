//! Values worked out and checked outside this program: `vectors.json`.

use kernel::deadline::{Limit, add_limit};
use kernel::identity::IdentityNumber;
use kernel::ratio::Ratio;
use kernel::uscc::Uscc;
use kernel::{Date, WorkCalendar};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Vectors {
    uscc_valid: Vec<String>,
    uscc_fictitious_valid: Vec<String>,
    uscc_invalid: Vec<String>,
    id_valid: Vec<String>,
    id_invalid: Vec<String>,
    working_day_add: Vec<Sum>,
    working_days_in_year: BTreeMap<String, u32>,
    percent_half_up_2: Vec<(serde_json::Number, serde_json::Number, String)>,
}

#[derive(Deserialize)]
struct Sum {
    start: Date,
    n: u16,
    due: Date,
}

fn vectors() -> serde_json::Result<Vectors> {
    serde_json::from_str(include_str!("vectors.json"))
}

fn date(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

#[test]
fn every_given_due_date_is_reached() {
    let calendar = WorkCalendar::published();
    for Sum { start, n, due } in vectors().unwrap().working_day_add {
        let limit = Limit::working(n);
        assert_eq!(add_limit(start, limit, &calendar), Ok(due), "{start} + {n}");
    }
    let covid = add_limit(date(2020, 1, 23), Limit::working(5), &calendar);
    assert_eq!(covid, Ok(date(2020, 2, 7))); // the Spring Festival was made longer
}

#[test]
fn every_year_has_its_given_number_of_working_days() {
    let calendar = WorkCalendar::published();
    for (year, expected) in vectors().unwrap().working_days_in_year {
        let year: i16 = year.parse().unwrap();
        let eve = date(year - 1, 12, 31);
        let counted = calendar.working_days_between(eve, date(year, 12, 31));
        assert_eq!(counted, Ok(expected), "{year}");
    }
    let to_november = calendar.working_days_between(date(2020, 12, 31), date(2021, 11, 30));
    assert_eq!(to_november, Ok(227));
}

#[test]
fn given_credit_codes_are_told_apart() {
    let vectors = vectors().unwrap();
    for code in vectors
        .uscc_valid
        .iter()
        .chain(&vectors.uscc_fictitious_valid)
    {
        assert!(Uscc::parse(code).is_ok(), "{code}");
    }
    for code in &vectors.uscc_invalid {
        assert!(Uscc::parse(code).is_err(), "{code}");
    }
}

#[test]
fn given_identity_numbers_are_told_apart() {
    let vectors = vectors().unwrap();
    let today = date(2021, 11, 30);
    for number in &vectors.id_valid {
        assert!(IdentityNumber::parse(number, today).is_ok(), "{number}");
    }
    for number in &vectors.id_invalid {
        assert!(IdentityNumber::parse(number, today).is_err(), "{number}");
    }
}

#[test]
fn given_percentages_come_out_to_the_digit() {
    for (numerator, denominator, expected) in vectors().unwrap().percent_half_up_2 {
        let ratio = Ratio::of_decimals(&numerator.to_string(), &denominator.to_string()).unwrap();
        assert_eq!(
            ratio.percent(2),
            Some(expected),
            "{numerator} / {denominator}"
        );
    }
}
