//! The program from the outside: what it prints, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn yimen(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yimen"))
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_due_date_stands_alone_on_the_last_line() {
    let output = yimen(&[
        "calendar",
        "due",
        "--from",
        "2021-09-17",
        "--days",
        "5",
        "--explain",
    ]);
    assert!(output.status.success());
    let text = stdout(&output);
    assert_eq!(text.lines().last(), Some("2021-09-26"));
    assert!(text.contains("2021-09-18 周六 第 1 个工作日，中秋节调休上班"));
}

#[test]
fn calendar_days_move_to_the_next_working_day() {
    let output = yimen(&[
        "calendar",
        "due",
        "--from",
        "2021-09-17",
        "--days",
        "15",
        "--unit",
        "calendar",
    ]);
    assert_eq!(stdout(&output), "2021-10-08\n");
}

#[test]
fn outside_the_loaded_calendar_it_refuses() {
    let output = yimen(&["calendar", "due", "--from", "2026-12-30", "--days", "5"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2027"));
}

#[test]
fn wrong_use_ends_with_two() {
    assert_eq!(
        yimen(&["calendar", "due", "--days", "five"]).status.code(),
        Some(2)
    );
    assert_eq!(yimen(&["nonsense"]).status.code(), Some(2));
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        &["calendar", "due"][..],
        &["rebuild"],
        &["verify"],
        &["backup"],
        &["restore"],
        &["serve"],
        &["demo"],
        &["city", "load"],
        &["city", "administrator"],
        &["catalogue", "import"],
        &["search", "query"],
    ] {
        let output = yimen(&[command, &["--help"]].concat());
        assert!(output.status.success());
        assert!(stdout(&output).contains("Example: yimen "), "{command:?}");
    }
}

#[test]
fn the_district_sample_imports_with_a_report_and_a_second_time_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let report = folder.path().join("report.json").display().to_string();
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/samples/guangan-catalogue.csv");
    let file = file.display().to_string();
    let arguments = [
        "catalogue",
        "import",
        file.as_str(),
        "--area",
        "511602",
        "--report",
        &report,
        "--data",
        &data,
    ];
    let first = yimen(&arguments);
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    assert!(
        stdout(&first).starts_with("1135 rows: "),
        "{}",
        stdout(&first)
    );
    let made: serde_json::Value = serde_json::from_slice(&std::fs::read(&report).unwrap()).unwrap();
    let defects = made["defects"].as_array().unwrap();
    assert!(
        defects
            .iter()
            .all(|defect| defect["line"].is_number() && defect["field"].is_string())
    );
    let second = stdout(&yimen(&arguments));
    assert!(second.contains("(0 added, 0 changed, "), "{second}");
}

#[test]
fn it_does_not_serve_unsafely() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let output = yimen(&["serve", "--data", &data, "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--public-url"));
}
