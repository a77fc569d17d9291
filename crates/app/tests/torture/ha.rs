//! Two nodes on a PostgreSQL of three whose primary is killed. The cluster is started by
//! `scripts/ha`, which runs this test; without it there is nothing to test here.

use crate::check;
use crate::load::Load;
use crate::server::{Server, free_address};
use crate::town::Town;
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest that nobody may be able to write.
const RECOVERS_WITHIN: Duration = Duration::from_mins(1);

#[test]
#[ignore = "needs the cluster of scripts/ha"]
fn the_primary_is_killed_and_nothing_acknowledged_is_lost() {
    // Several hosts, and the command that kills the primary among them.
    let database = std::env::var("YIMEN_HA_DATABASE").unwrap();
    let kill = std::env::var("YIMEN_HA_KILL").unwrap();
    let town = Town::found_on(Some(database.parse().unwrap()));
    let addresses = [free_address(), free_address()];
    let mut servers: Vec<Server> = addresses
        .iter()
        .map(|address| Server::start(&town, *address))
        .collect();
    for server in &mut servers {
        server.wait();
    }
    let load = Load::start(&town, &addresses, 4, 40);
    load.wait_for_more(40);
    let killed = Command::new("sh").args(["-c", &kill]).status().unwrap();
    assert!(killed.success(), "the primary is killed");
    let began = Instant::now();
    // Answers that were under way when it died do not count as recovery.
    std::thread::sleep(Duration::from_secs(1));
    let before = load.notes.lock().unwrap().commands.clone();
    load.wait_for_more(4);
    let recovered = began.elapsed();
    assert_eq!(check::lost(&town.place, &before), [""; 0]);
    load.wait_for_more(40);
    let notes = load.finish();
    drop(servers);
    check::everything_once(&town, &notes);
    assert!(recovered < RECOVERS_WITHIN, "{recovered:?}");
    println!(
        "ha: {} commands acknowledged, {} answers asked for again, 0 lost, 0 duplicated, \
         {:.1} s until the next acknowledgement",
        notes.commands.len(),
        notes.asked_again,
        recovered.as_secs_f64()
    );
}
