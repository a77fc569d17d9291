//! Killed under load, again and again, and started on the same data.

use crate::check;
use crate::load::Load;
use crate::server::{Server, free_address};
use crate::town::Town;
use rstest::rstest;
use sim::dice::Dice;
use std::time::{Duration, Instant};
use testkit::Engine;

const CLIENTS: u64 = 4;
const SEED: u64 = 2021;

/// 10 rounds unless `scripts/torture` says otherwise.
fn rounds() -> u64 {
    std::env::var("YIMEN_TORTURE_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(10)
}

#[rstest]
fn nothing_acknowledged_is_lost_or_done_twice_when_the_server_is_killed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let began = Instant::now();
    let town = Town::found(engine);
    let address = free_address();
    let mut dice = Dice::new(SEED);
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], CLIENTS, SEED);
    let mut slowest = Duration::ZERO;
    let rounds = rounds();
    for round in 1..=rounds {
        load.wait_for_more(1);
        std::thread::sleep(Duration::from_millis(dice.between(0, 1500).unsigned_abs()));
        server.kill();
        let commands = load.notes.lock().unwrap().commands.clone();
        assert_eq!(
            check::differences(&town.place, &commands),
            [""; 0],
            "round {round}"
        );
        server = Server::start(&town, address);
        slowest = slowest.max(server.wait());
    }
    load.wait_for_more(20);
    let notes = load.finish();
    server.kill();
    check::everything_once(&town, &notes);
    println!(
        "torture {engine:?}: {rounds} kills, {} commands acknowledged, {} answers asked for again, \
         {} repeated on purpose, 0 lost, 0 half done, 0 done twice, slowest start {} ms, {} s",
        notes.commands.len(),
        notes.asked_again,
        notes.repeated,
        slowest.as_millis(),
        began.elapsed().as_secs()
    );
}
