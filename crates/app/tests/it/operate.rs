//! Operating a city from the command line: what it prints, and how it ends.

use std::process::{Command, Output};
use tempfile::TempDir;

fn yimen(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yimen"))
        .args(arguments)
        .arg("--data")
        .arg(folder.path())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// A city with its pack loaded.
fn city() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let loaded = yimen(&folder, &["city", "load"]);
    assert!(loaded.status.success(), "{}", said(&loaded));
    folder
}

fn sql(folder: &TempDir, statement: &str) {
    let target = store::Target::Sqlite(folder.path().join("city.db"));
    store::Conn::open(&target)
        .unwrap()
        .batch(statement)
        .unwrap();
}

#[test]
fn a_whole_record_gives_a_mark_and_a_broken_one_its_place() {
    let folder = city();
    let whole = yimen(&folder, &["verify"]);
    assert!(whole.status.success(), "{}", said(&whole));
    let text = said(&whole);
    let mark = text.lines().last().unwrap().strip_prefix("mark ").unwrap();
    assert!(yimen(&folder, &["verify", "--mark", mark]).status.success());
    sql(
        &folder,
        "UPDATE event SET at = at + 1 WHERE id = (SELECT event FROM sequence WHERE position = 7)",
    );
    let broken = yimen(&folder, &["verify"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(said(&broken).contains(", position 7: the event was changed"));
}

#[test]
fn a_check_of_no_city_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let output = yimen(&folder, &["verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("there is no city"));
    assert!(!folder.path().join("city.db").exists());
}
