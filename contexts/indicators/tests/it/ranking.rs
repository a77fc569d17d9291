//! Places: the tie rule, who has none, and the direction.

use indicators::domain::{Contender, Definitions, Reading, Shown, rank};

fn places(code: &str, readings: &[(&'static str, i64, i64)]) -> Vec<(Option<usize>, &'static str)> {
    let definitions = Definitions::yongzhou().unwrap();
    let definition = definitions.find(code).unwrap();
    let contenders = readings
        .iter()
        .map(|(who, numerator, denominator)| Contender {
            who: *who,
            reading: Reading {
                numerator: *numerator,
                denominator: *denominator,
            },
        })
        .collect();
    rank(definition, contenders)
        .into_iter()
        .map(|place| (place.place, place.who))
        .collect()
}

#[test]
fn equal_after_rounding_is_one_place_and_the_next_is_left_out() {
    // 36515 ÷ 36910 and 34111 ÷ 34480 are both 98.93 %
    let ranked = places(
        "cases-closing-rate",
        &[
            ("d", 34_111, 34_480),
            ("a", 99, 100),
            ("c", 36_515, 36_910),
            ("e", 97, 100),
        ],
    );
    assert_eq!(
        ranked,
        [
            (Some(1), "a"),
            (Some(2), "c"),
            (Some(2), "d"),
            (Some(4), "e")
        ]
    );
}

#[test]
fn without_cases_and_with_fewer_than_thirty_there_is_no_place() {
    let ranked = places(
        "cases-closing-rate",
        &[("none", 0, 0), ("few", 29, 29), ("enough", 15, 30)],
    );
    assert_eq!(ranked, [(Some(1), "enough"), (None, "none"), (None, "few")]);
}

#[test]
fn fewer_corrections_stand_first() {
    let ranked = places("cases-corrected", &[("many", 50, 100), ("few", 1, 100)]);
    assert_eq!(ranked, [(Some(1), "few"), (Some(2), "many")]);
}

#[test]
fn a_part_larger_than_its_whole_is_flagged_and_not_printed_as_a_rate() {
    let definitions = Definitions::yongzhou().unwrap();
    let definition = definitions.find("cases-closing-rate").unwrap();
    let reading = Reading {
        numerator: 101,
        denominator: 100,
    };
    assert_eq!(reading.shown(definition), Shown::Impossible);
}

#[test]
fn percentages_are_rounded_half_up() {
    // rules.md §16: 320 ÷ 417 is 76.74 %, not 76.73 %
    let definitions = Definitions::yongzhou().unwrap();
    let definition = definitions.find("ratings-good").unwrap();
    let reading = Reading {
        numerator: 320,
        denominator: 417,
    };
    assert_eq!(reading.shown(definition), Shown::Rate("76.74".into()));
}
