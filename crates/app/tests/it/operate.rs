//! Operating a city from the command line: what it prints, and how it ends.

use rstest::rstest;
use std::process::{Command, Output};
use tempfile::TempDir;
use testkit::Engine;

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

/// Arguments for a database of an engine.
fn database(engine: Engine) -> Vec<String> {
    match engine {
        Engine::Sqlite => Vec::new(),
        Engine::Postgres => vec!["--database".into(), testkit::postgres::fresh_database()],
    }
}

fn run(folder: &TempDir, arguments: &[&str], database: &[String]) -> Output {
    let database: Vec<&str> = database.iter().map(String::as_str).collect();
    yimen(folder, &[arguments, &database].concat())
}

fn last(output: &Output, start: &str) -> String {
    let text = said(output);
    let line = text.lines().rev().find(|line| line.starts_with(start));
    line.unwrap_or_else(|| panic!("{start} in {text}"))
        .to_owned()
}

#[rstest]
fn a_backup_of_either_engine_comes_back_into_either(
    #[values(Engine::Sqlite, Engine::Postgres)] from: Engine,
    #[values(Engine::Sqlite, Engine::Postgres)] into: Engine,
    #[values(false, true)] is_sealed: bool,
) {
    let (folder, old) = (tempfile::tempdir().unwrap(), database(from));
    assert!(run(&folder, &["city", "load"], &old).status.success());
    let stored = folder.path().join("files/ab").join("ab".repeat(32));
    std::fs::create_dir_all(stored.parent().unwrap()).unwrap();
    std::fs::write(&stored, b"sealed").unwrap();
    let away = tempfile::tempdir().unwrap();
    let [copy, key] = ["copy", "key"].map(|name| away.path().join(name).display().to_string());
    std::fs::write(&key, [7; 32]).unwrap();
    let under_key = if is_sealed {
        vec!["--key", &key]
    } else {
        Vec::new()
    };
    let made = run(
        &folder,
        &[&["backup", "--to", &copy][..], &under_key].concat(),
        &old,
    );
    assert!(made.status.success(), "{}", said(&made));
    let start = std::fs::read(&copy).unwrap();
    assert_eq!(start.starts_with(b"YIMENBK1"), is_sealed);

    let (place, new) = (tempfile::tempdir().unwrap(), database(into));
    let restore = [&["restore", &copy, "--nobody-was-erased"][..], &under_key].concat();
    let refused = run(&place, &restore, &new);
    assert!(said(&refused).contains("the master key is not in a backup"));
    std::fs::create_dir_all(place.path().join("keys")).unwrap();
    let name = "keys/master.key";
    std::fs::copy(folder.path().join(name), place.path().join(name)).unwrap();
    let restored = run(&place, &restore, &new);
    assert!(restored.status.success(), "{}", said(&restored));
    assert_eq!(
        last(&restored, "restored")
            .trim_start_matches("restored")
            .trim(),
        last(&made, "mark").trim_start_matches("mark ")
    );
    assert!(place.path().join("files/ab").join("ab".repeat(32)).exists());
    let rebuilt = run(&place, &["rebuild", "--verify"], &new);
    assert!(rebuilt.status.success(), "{}", said(&rebuilt));
    // The restored city goes on: what comes after has its place in the order.
    let more = run(
        &place,
        &["city", "administrator", "system-1", "--kind", "system"],
        &new,
    );
    assert!(more.status.success(), "{}", said(&more));
    let whole = run(&place, &["verify"], &new);
    assert!(whole.status.success(), "{}", said(&whole));
    let again = run(&place, &restore, &new);
    assert!(said(&again).contains("to an empty place only"));
}

#[test]
fn a_backup_with_a_changed_byte_is_not_restored() {
    let folder = city();
    let administrator = ["city", "administrator", "system-1", "--kind", "system"];
    assert!(yimen(&folder, &administrator).status.success());
    let away = tempfile::tempdir().unwrap();
    let copy = away.path().join("copy").display().to_string();
    assert!(yimen(&folder, &["backup", "--to", &copy]).status.success());
    store::Conn::open(&store::Target::Sqlite(copy.clone().into()))
        .unwrap()
        .batch("UPDATE event SET at = at + 1 WHERE version = 1")
        .unwrap();
    let place = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(place.path().join("keys")).unwrap();
    let name = "keys/master.key";
    std::fs::copy(folder.path().join(name), place.path().join(name)).unwrap();
    let refused = yimen(&place, &["restore", &copy, "--nobody-was-erased"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("not what was written"));
    std::fs::write(place.path().join(name), [9; 32]).unwrap();
    let whole = away.path().join("whole").display().to_string();
    assert!(yimen(&folder, &["backup", "--to", &whole]).status.success());
    let refused = yimen(&place, &["restore", &whole, "--nobody-was-erased"]);
    assert!(said(&refused).contains("does not open the backup's vault"));
    assert!(!place.path().join("city.db").exists());
}
