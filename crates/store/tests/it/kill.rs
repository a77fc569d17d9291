//! Durable before acknowledged: the process is killed in the middle of work, 20 times, and what it
//! had acknowledged is there, once and whole. A trace of its system calls shows the sync between a
//! write and its acknowledgement.

use crate::toy::{Add, Open, Purse, noon, registry};
use rstest::rstest;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use store::{Clock, MasterKey, Options, Store, SubmitKey, Target, Who};
use testkit::{Database, Engine};

const TARGET: &str = "YIMEN_KILL_TARGET";
const CLIENTS: &str = "YIMEN_KILL_CLIENTS";
const CHILD: &str = "kill::the_child_adds_coins_until_it_is_killed";

fn open(target: Target) -> Store {
    let options = Options {
        target,
        master: MasterKey::from_seed("test"),
        clock: Clock::shifted(noon().0 - Clock::system().now().0),
        readers: 1,
        seed: None,
        hash: store::HashKind::Sha256,
        run_jobs: false,
        is_fill: false,
    };
    Store::open(registry(), options).unwrap()
}

/// Runs only in the child process: some clients, each adding to a purse of its own, one command
/// after another, saying so once it is acknowledged.
#[test]
fn the_child_adds_coins_until_it_is_killed() {
    let Ok(target) = std::env::var(TARGET) else {
        return;
    };
    let clients: i64 = std::env::var(CLIENTS).unwrap().parse().unwrap();
    let store = open(target.parse().unwrap());
    let threads: Vec<_> = (1..=clients)
        .map(|client| {
            let store = store.clone();
            std::thread::spawn(move || {
                let id = 1000 + client;
                let opened = Open {
                    id,
                    name: format!("client {client}"),
                };
                // A purse of an earlier round is there already.
                let _ = store.execute_blocking(Who::System, None, opened);
                for _ in 0..2_000 {
                    let key = SubmitKey::new(store.new_submit_key().unwrap(), b"add");
                    let add = Add {
                        id,
                        coins: 1,
                        seen: None,
                    };
                    let done = store.execute_blocking(Who::System, Some(key), add).unwrap();
                    let line = format!("acknowledged {id} {}\n", done.version());
                    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

fn start(target: &Target, clients: u32, through: Option<(&str, &[&str])>) -> Child {
    let url = match target {
        Target::Sqlite(path) => format!("sqlite:{}", path.display()),
        Target::Postgres(url) => url.clone(),
    };
    let program = std::env::current_exe().unwrap();
    let mut command = match through {
        Some((tracer, arguments)) => {
            let mut command = Command::new(tracer);
            command.args(arguments).arg(program);
            command
        }
        None => Command::new(program),
    };
    command
        .args([CHILD, "--exact", "--nocapture", "--test-threads=1"])
        .env(TARGET, url)
        .env(CLIENTS, clients.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Highest acknowledged version of each purse.
fn read_acknowledged(child: &mut Child, at_most: usize, last: &mut BTreeMap<i64, i64>) -> usize {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut seen = 0;
    for line in lines.map_while(Result::ok) {
        let mut words = line.rsplit(' ');
        let (version, id) = (words.next(), words.next());
        if !line.contains("acknowledged ") {
            continue;
        }
        if let (Some(Ok(version)), Some(Ok(id))) = (version.map(str::parse), id.map(str::parse)) {
            last.insert(id, version);
            seen += 1;
        }
        if seen == at_most {
            // Killed while everybody is in the middle of something.
            child.kill().unwrap();
        }
    }
    seen
}

#[rstest]
fn nothing_acknowledged_is_lost_and_nothing_is_half_there(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let mut acknowledged = BTreeMap::new();
    let mut seed = 12_345_usize;
    for _ in 0..20 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut child = start(&database.target, 4, None);
        let seen = read_acknowledged(&mut child, 5 + seed % 120, &mut acknowledged);
        child.wait().unwrap();
        assert!(seen > 0, "the child came to work");
    }
    let store = open(database.target.clone());
    for (id, version) in acknowledged {
        let (found, purse) = store
            .read_blocking(move |reader| reader.find_state::<Purse>(id))
            .unwrap()
            .unwrap();
        assert!(
            found >= version,
            "purse {id}: {version} acknowledged, {found} there"
        );
        assert_eq!(purse.coins, found - 1, "each addition counts once");
    }
    let rebuilt = store.rebuild(true, |_| {}).unwrap();
    assert_eq!(rebuilt.differences, [""; 0]);
}

#[test]
fn a_sync_lies_between_a_write_and_its_acknowledgement() {
    let database = Database::fresh(Engine::Sqlite);
    let trace = database.path().join("trace");
    let arguments = [
        "-f",
        "-qq",
        "-e",
        "trace=pwrite64,fdatasync,fsync,write",
        "-o",
    ];
    let arguments = [&arguments[..], &[trace.to_str().unwrap()]].concat();
    let mut child = start(&database.target, 1, Some(("strace", &arguments)));
    let mut acknowledged = BTreeMap::new();
    read_acknowledged(&mut child, 40, &mut acknowledged);
    child.wait().unwrap();
    let calls = std::fs::read_to_string(trace).unwrap();
    let mut is_written = false;
    let mut is_synced = false;
    let mut checked = 0;
    for call in calls.lines() {
        let is_sync = call.contains("fdatasync(") || call.contains("fsync(");
        if call.contains("pwrite64(") {
            is_written = true;
            is_synced = false;
        } else if is_sync || call.contains("fdatasync resumed") || call.contains("fsync resumed") {
            is_synced = true;
        } else if call.contains("\"acknowledged ") {
            assert!(
                is_written && is_synced,
                "acknowledged before it was synced: {call}"
            );
            is_written = false;
            is_synced = false;
            checked += 1;
        }
    }
    assert!(checked > 10, "{checked} acknowledgements were traced");
}
