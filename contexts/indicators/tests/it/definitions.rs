//! A definition says what it counts, or it is not read.

use contracts::figures;
use indicators::domain::{Definitions, DefinitionsError, Opens};

const HEAD: &str = r#"
[[figures]]
code = "a"
rule_id = "a"
name = { zh = "甲", en = "A" }
unit = { zh = "%", en = "%" }
counted_in = { zh = "件", en = "cases" }
numerator = { zh = "分子", en = "n" }
cut_off = { zh = "期末", en = "end" }
precision = 2
definition_version = 1
definition_from = "2021-01-01"
opens = "cases"
"#;

fn parse(rest: &str) -> Result<Definitions, DefinitionsError> {
    Definitions::parse(&format!("{HEAD}{rest}"))
}

#[test]
fn the_demo_city_defines_six_figures_by_counters_that_are_kept() {
    let definitions = Definitions::yongzhou().unwrap();
    let codes: Vec<&str> = definitions
        .all()
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "cases-accepted",
            "cases-closed",
            "cases-closing-rate",
            "cases-on-time",
            "cases-corrected",
            "ratings-good"
        ]
    );
    assert_eq!(definitions.counters().len(), figures::ALL.len());
}

#[test]
fn good_ratings_open_to_no_case() {
    let definitions = Definitions::yongzhou().unwrap();
    assert_eq!(
        definitions.find("ratings-good").unwrap().opens,
        Opens::Counts
    );
}

#[test]
fn a_counter_that_nobody_keeps_is_an_error() {
    let error = parse("numerator_counters = [\"cases.dreamt\"]").unwrap_err();
    assert!(
        matches!(error, DefinitionsError::UnknownCounter { counter, .. } if counter == "cases.dreamt")
    );
}

#[test]
fn a_field_that_nobody_knows_is_an_error() {
    let error = parse("numerator_counters = [\"cases.closed\"]\ncolour = \"red\"").unwrap_err();
    assert!(matches!(error, DefinitionsError::Unreadable(_)));
}

#[test]
fn a_denominator_is_said_in_words_and_in_counters() {
    let error = parse(
        "numerator_counters = [\"cases.closed\"]\ndenominator_counters = [\"cases.accepted\"]",
    )
    .unwrap_err();
    assert!(matches!(error, DefinitionsError::HalfADenominator { .. }));
}

#[test]
fn a_figure_that_opens_to_cases_has_one_counter_in_each_part() {
    let error = parse("numerator_counters = [\"cases.closed\", \"cases.accepted\"]").unwrap_err();
    assert!(matches!(error, DefinitionsError::SeveralCounters { .. }));
}

#[test]
fn the_same_code_twice_is_an_error() {
    let line = "numerator_counters = [\"cases.closed\"]";
    let error = Definitions::parse(&format!("{HEAD}{line}\n{HEAD}{line}")).unwrap_err();
    assert!(matches!(error, DefinitionsError::Twice { .. }));
}
