//! The simulated year: the same city from the same seed, on both databases and after a stop.

use app::place::PlaceArguments;
use app::sim_cli::simulate;
use jiff::civil::date;
use rstest::rstest;
use sim::{Note, Size, city_hash};
use std::process::{Command, Stdio};
use testkit::{Database, Engine};

fn january(cases: u64) -> Size {
    Size {
        seed: 7,
        cases,
        told: 200,
        until: date(2021, 1, 22),
    }
}

fn place(database: &Database) -> PlaceArguments {
    PlaceArguments {
        data: database.path(),
        database: Some(database.target.clone()),
    }
}

fn hash(place: &PlaceArguments) -> String {
    let store = place.open(false).unwrap();
    city_hash(&store, |_| {}).unwrap().to_string()
}

#[test]
fn the_same_seed_gives_the_same_city_on_both_databases() {
    let cities = [Engine::Sqlite, Engine::Postgres].map(|engine| {
        let database = Database::fresh(engine);
        let place = place(&database);
        let played = simulate(&place, &january(300)).unwrap();
        assert_eq!(played.refused.len(), 0, "{:?}", played.refused);
        assert_eq!(played.cases, 300);
        hash(&place)
    });
    assert_eq!(cities[0], cities[1]);
}

#[test]
fn another_seed_gives_another_city() {
    let cities = [7, 8].map(|seed| {
        let database = Database::fresh(Engine::Sqlite);
        let place = place(&database);
        let size = Size {
            seed,
            ..january(60)
        };
        simulate(&place, &size).unwrap();
        hash(&place)
    });
    assert_ne!(cities[0], cities[1]);
}

#[rstest]
fn acts_that_were_done_but_not_noted_are_done_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let place = place(&database);
    simulate(&place, &january(120)).unwrap();
    let before = hash(&place);
    // As if the note had been lost on the way: half of the acts are not in it.
    let note = Note::read(&place.sim_note()).unwrap().unwrap();
    let half = Note {
        done: note.done / 2,
        is_over: false,
        ..note
    };
    half.write(&place.sim_note()).unwrap();
    let again = simulate(&place, &january(120)).unwrap();
    assert!(again.repeated > 0);
    assert_eq!(again.repeated, again.acts);
    assert_eq!(hash(&place), before);
}

#[test]
fn a_year_that_was_killed_goes_on_to_the_same_city() {
    let whole = Database::fresh(Engine::Sqlite);
    simulate(&place(&whole), &january(300)).unwrap();
    let killed = Database::fresh(Engine::Sqlite);
    let place = place(&killed);
    let mut child = Command::new(env!("CARGO_BIN_EXE_yimen"))
        .args(["sim", "year", "--cases", "300", "--seed", "7"])
        .args(["--papers", "0.2", "--until", "2021-01-22"])
        .arg("--data")
        .arg(&place.data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Killed once it has noted down some acts.
    while child.try_wait().unwrap().is_none() {
        let note = Note::read(&place.sim_note()).ok().flatten();
        if note.is_some_and(|note| note.done > 200) {
            child.kill().unwrap();
            child.wait().unwrap();
            break;
        }
        std::thread::yield_now();
    }
    let note = Note::read(&place.sim_note()).unwrap().unwrap();
    assert!(!note.is_over, "it was killed before its end");
    let played = simulate(&place, &january(300)).unwrap();
    assert_eq!(played.refused.len(), 0, "{:?}", played.refused);
    let whole = PlaceArguments {
        data: whole.path(),
        database: Some(whole.target.clone()),
    };
    assert_eq!(hash(&place), hash(&whole));
}

#[test]
fn nothing_is_simulated_into_a_city_that_has_begun() {
    let database = Database::fresh(Engine::Sqlite);
    let place = place(&database);
    simulate(&place, &january(10)).unwrap();
    std::fs::remove_file(place.sim_note()).unwrap();
    let refused = simulate(&place, &january(10)).unwrap_err();
    assert!(refused.to_string().contains("has begun already"));
}
