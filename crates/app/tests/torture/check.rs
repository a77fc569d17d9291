//! What the clients wrote down, against what is stored.

use crate::load::{Note, Notes};
use crate::town::{Town, database};
use app::place::PlaceArguments;
use cases::domain::Case;
use contracts::Aggregate as _;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use store::Conn;

/// What was acknowledged and is not there; also while others go on writing.
pub(crate) fn lost(place: &PlaceArguments, commands: &[Note]) -> Vec<String> {
    let mut conn = Conn::open(&place.target()).unwrap();
    let mut wrong = differences_of(&mut conn, commands);
    wrong.retain(|line| line.starts_with("lost"));
    wrong
}

/// Everything that is wrong with the stored cases; empty if nothing is.
pub(crate) fn differences(place: &PlaceArguments, commands: &[Note]) -> Vec<String> {
    differences_of(&mut Conn::open(&place.target()).unwrap(), commands)
}

fn differences_of(conn: &mut Conn, commands: &[Note]) -> Vec<String> {
    let mut wrong = Vec::new();
    let streams = events(conn);
    let mut expected: BTreeMap<(i64, &str), usize> = BTreeMap::new();
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for note in commands {
        let Some((case, version)) = note.told else {
            *unknown.entry(note.effect).or_default() += 1;
            continue;
        };
        *expected.entry((case, note.effect)).or_default() += 1;
        let happened = streams.get(&case).into_iter().flatten();
        if !happened
            .clone()
            .any(|(at, name)| *at <= version && name == note.effect)
        {
            wrong.push(format!(
                "lost: {} of case {case} ({})",
                note.effect, note.key
            ));
        }
        if happened.count() < usize::try_from(version).unwrap() {
            wrong.push(format!("lost: version {version} of case {case}"));
        }
    }
    // What nobody knows the end of may be there once, and no more than it was asked for.
    let effects: BTreeSet<&str> = commands.iter().map(|note| note.effect).collect();
    for (case, happened) in &streams {
        for effect in &effects {
            let there = happened.iter().filter(|(_, name)| name == effect).count();
            let told = expected.get(&(*case, *effect)).copied().unwrap_or(0);
            let spare = unknown.entry(effect).or_default();
            let more = there.saturating_sub(told);
            if more > *spare {
                wrong.push(format!(
                    "doubled: {effect} of case {case} is there {there} times, acknowledged {told}"
                ));
            }
            *spare = spare.saturating_sub(more);
        }
    }
    wrong.extend(halves(conn, &streams));
    wrong
}

/// The events of each case in their order: version and name.
fn events(conn: &mut Conn) -> BTreeMap<i64, Vec<(i64, String)>> {
    let sql = "SELECT stream, version, name FROM event WHERE kind = $1 ORDER BY stream, version";
    let mut streams: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for row in conn.query(sql, &[Case::KIND.into()]).unwrap() {
        let event = (row.int(1), row.text(2).to_owned());
        streams.entry(row.int(0)).or_default().push(event);
    }
    streams
}

/// Cases of which only a part was written: a gap, a state or a matter of another version.
fn halves(conn: &mut Conn, streams: &BTreeMap<i64, Vec<(i64, String)>>) -> Vec<String> {
    let mut wrong = Vec::new();
    let versions = |conn: &mut Conn, sql: &str| -> BTreeMap<i64, i64> {
        let rows = conn.query(sql, &[]).unwrap();
        rows.iter().map(|row| (row.int(0), row.int(1))).collect()
    };
    let states = versions(conn, "SELECT id, version FROM state WHERE kind = 'case'");
    let matters = versions(conn, "SELECT id, 1 FROM matter WHERE kind = 'case'");
    for (case, happened) in streams {
        let last = happened.last().map_or(0, |(version, _)| *version);
        if i64::try_from(happened.len()).unwrap() != last {
            wrong.push(format!("half: case {case} has a gap before version {last}"));
        }
        if states.get(case) != Some(&last) {
            wrong.push(format!(
                "half: state of case {case} is not at version {last}"
            ));
        }
        if !matters.contains_key(case) {
            wrong.push(format!("half: case {case} is in no list"));
        }
    }
    wrong
}

/// `yimen verify` and `yimen rebuild --verify`: the record unbroken, every projection as the events
/// give it.
pub(crate) fn record_is_whole(place: &PlaceArguments) {
    for (arguments, sentence) in [
        (&["verify"][..], "the record is whole"),
        (&["rebuild", "--verify"][..], "no difference"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_yimen"))
            .args(arguments)
            .args(["--database", &database(place)])
            .arg("--data")
            .arg(&place.data)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}\n{error}");
        assert!(said.contains(sentence), "{said}");
    }
}

/// The last look, when every answer is known: each command once, nothing else, no paper twice.
pub(crate) fn everything_once(town: &Town, notes: &Notes) {
    assert_eq!(notes.wrong, [""; 0]);
    let open: Vec<&Note> = notes
        .commands
        .iter()
        .filter(|note| note.told.is_none())
        .collect();
    assert!(open.is_empty(), "answers never came: {open:?}");
    assert_eq!(differences(&town.place, &notes.commands), [""; 0]);
    let mut conn = Conn::open(&town.place.target()).unwrap();
    let twice = conn
        .query(
            "SELECT matter, template, COUNT(*) FROM paper GROUP BY matter, template
             HAVING COUNT(*) > 1",
            &[],
        )
        .unwrap();
    assert!(twice.is_empty(), "{} papers were made twice", twice.len());
    let dead = conn
        .query("SELECT last_error FROM job WHERE is_dead = 1", &[])
        .unwrap();
    assert!(dead.is_empty(), "dead jobs: {dead:?}");
    record_is_whole(&town.place);
}
