//! Several nodes on one PostgreSQL: no session sticks to one, any node writes any matter.

use crate::check;
use crate::client;
use crate::load::Load;
use crate::server::{Server, free_address};
use crate::town::{REVIEWER, Town};
use admin::domain::dismiss::Dismiss;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::Who;
use testkit::Engine;

fn two_nodes(town: &Town) -> (Vec<SocketAddr>, Vec<Server>) {
    let addresses = vec![free_address(), free_address()];
    let mut servers: Vec<Server> = addresses
        .iter()
        .map(|address| Server::start(town, *address))
        .collect();
    for server in &mut servers {
        server.wait();
    }
    (addresses, servers)
}

#[test]
fn one_of_two_nodes_is_killed_and_nothing_is_lost_or_done_twice() {
    let town = Town::found(Engine::Postgres);
    let (addresses, mut servers) = two_nodes(&town);
    let load = Load::start(&town, &addresses, 4, 20);
    load.wait_for_more(20);
    for _ in 0..2 {
        servers[0].kill();
        let commands = load.notes.lock().unwrap().commands.clone();
        // The other one serves on.
        load.wait_for_more(20);
        assert_eq!(check::lost(&town.place, &commands), [""; 0]);
        servers[0] = Server::start(&town, addresses[0]);
        servers[0].wait();
        load.wait_for_more(20);
    }
    let notes = load.finish();
    drop(servers);
    check::everything_once(&town, &notes);
    println!(
        "nodes: 2 kills of one node, {} commands acknowledged, {} answers asked for again, 0 lost, \
         0 done twice",
        notes.commands.len(),
        notes.asked_again
    );
}

#[test]
fn a_revoked_post_is_honoured_by_no_node() {
    let town = Town::found(Engine::Postgres);
    let (addresses, servers) = two_nodes(&town);
    let load = Load::start(&town, &addresses, 2, 21);
    load.wait_for_more(10);
    let case = load.notes.lock().unwrap().commands[0].told.unwrap().0;
    let notes = load.finish();
    assert_eq!(notes.wrong, [""; 0]);
    let stop = Arc::new(AtomicBool::new(false));
    let honoured = Arc::new(Mutex::new(Vec::new()));
    let reviewers: Vec<_> = addresses
        .iter()
        .map(|address| {
            let (address, stop) = (*address, Arc::clone(&stop));
            let (honoured, token) = (Arc::clone(&honoured), town.tokens[REVIEWER].clone());
            std::thread::spawn(move || {
                let path = format!("/api/v1/cases/{case}/add-note");
                let mut n = 0;
                while !stop.load(Ordering::Relaxed) {
                    n += 1;
                    let key = format!("torture-revoked-{}-{n}", address.port());
                    let sent = Instant::now();
                    let answer = client::post(address, &path, &token, &key, &json!({"note": "注"}));
                    if answer.unwrap().status == 200 {
                        honoured.lock().unwrap().push(sent);
                    }
                }
            })
        })
        .collect();
    while honoured.lock().unwrap().len() < 10 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let revoked = revoke(&town);
    std::thread::sleep(Duration::from_secs(1));
    stop.store(true, Ordering::Relaxed);
    for reviewer in reviewers {
        reviewer.join().unwrap();
    }
    let after = honoured
        .lock()
        .unwrap()
        .iter()
        .filter(|sent| **sent > revoked)
        .count();
    assert_eq!(after, 0, "acts of a revoked post were accepted");
    for address in &addresses {
        let path = format!("/api/v1/cases/{case}");
        let answer = client::get_as(*address, &path, &town.tokens[REVIEWER]).unwrap();
        assert!([403, 404].contains(&answer.status), "{}", answer.body);
    }
    drop(servers);
}

/// A third node takes the reviewer's post away; gives the moment of its acknowledgement.
fn revoke(town: &Town) -> Instant {
    let store = town.place.open(false).unwrap();
    let texts = ["units.toml", "roles.toml", "people.toml"].map(app::pack::text);
    let pack = admin::Pack::from_texts(&texts[0], &texts[1], &texts[2]).unwrap();
    // Nothing changes: this only looks the ids up.
    let loaded = admin::load_city(&store, &pack, |_| {}).unwrap();
    let officer = Who::Account(loaded.accounts["admin-security"]);
    let command = Dismiss {
        account: loaded.accounts[REVIEWER],
        unit: loaded.units["hrss"],
        role: "reviewer".into(),
        last_on: None,
    };
    store.execute_blocking(officer, None, command).unwrap();
    let revoked = Instant::now();
    store.stop();
    revoked
}
