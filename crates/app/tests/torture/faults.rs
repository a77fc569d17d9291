//! The disk, the database or a node fails under load. Reading goes on where it can, writing says
//! "not now" or "unknown, repeat with the same key", and everything goes on by itself afterwards.

use crate::check;
use crate::client::{self, Answer};
use crate::cluster::Cluster;
use crate::load::{Load, Note, Notes};
use crate::server::{Server, free_address};
use crate::town::{APPLICANT, CLERK, Town};
use rstest::rstest;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use testkit::Engine;

/// A fault bites, and is over, within this.
const SOON: Duration = Duration::from_mins(1);

/// A tracer that makes system calls on the city's database fail, or wait, as long as it lives.
struct Injection(Child);

impl Injection {
    /// `what` as in `pwrite64:error=ENOSPC`, on the threads of the server.
    fn start(server: &Server, town: &Town, what: &str) -> Self {
        let mut command = Command::new("strace");
        command.args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-p",
            &server.pid().to_string(),
        ]);
        for file in ["city.db", "city.db-wal"] {
            command.arg("-P").arg(town.place.data.join(file));
        }
        let calls = what.split(':').next().unwrap();
        command.args([
            "-e",
            &format!("trace={calls}"),
            "-e",
            &format!("inject={what}"),
        ]);
        Self(command.stderr(Stdio::null()).spawn().unwrap())
    }

    /// The tracer lets go; the server runs on.
    fn end(mut self) {
        let pid = self.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.0.wait().unwrap();
    }
}

/// One more command under a key of its own, asked for by hand.
struct Probe {
    key: String,
    path: String,
    body: Value,
}

impl Probe {
    fn new(case: i64, n: usize) -> Self {
        Self {
            key: format!("torture-probe-{case}-{n}"),
            path: format!("/api/v1/cases/{case}/add-note"),
            body: json!({ "note": format!("探测 {n}") }),
        }
    }

    fn send(&self, address: SocketAddr, town: &Town) -> std::io::Result<Answer> {
        client::post(
            address,
            &self.path,
            &town.tokens[CLERK],
            &self.key,
            &self.body,
        )
    }

    /// Asks until it is done; what it left behind is written down like anybody's.
    fn until_done(self, address: SocketAddr, town: &Town, notes: &mut Notes) {
        let began = Instant::now();
        loop {
            let answer = self.send(address, town);
            if let Ok(done) = answer.as_ref().map(Answer::json)
                && let Some(version) = done["version"].as_i64()
            {
                let case = done["id"].as_str().unwrap().parse().unwrap();
                notes.commands.push(Note {
                    key: self.key,
                    effect: "cases.note-added",
                    told: Some((case, version)),
                    told_at: None,
                });
                return;
            }
            assert!(began.elapsed() < SOON, "it does not recover: {answer:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// A case that somebody is busy with.
fn a_case(load: &Load) -> i64 {
    let notes = load.notes.lock().unwrap();
    notes.commands.iter().find_map(|note| note.told).unwrap().0
}

/// Sends probes until one is not done; gives it with what was said, and those that were done.
fn until_refused(address: SocketAddr, town: &Town, case: i64) -> (Probe, Answer, Vec<Probe>) {
    let began = Instant::now();
    let mut done = Vec::new();
    while began.elapsed() < SOON {
        let probe = Probe::new(case, done.len());
        match probe.send(address, town) {
            Ok(answer) if answer.status == 200 => done.push(probe),
            Ok(answer) => return (probe, answer, done),
            Err(error) => panic!("no answer at all: {error}"),
        }
    }
    panic!("the fault does not bite");
}

/// "Not now" or "unknown", in both languages.
fn is_said_clearly(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    let said = answer.json();
    let code = said["code"].as_str().unwrap();
    assert!(
        ["web.not-now", "web.unknown-repeat"].contains(&code),
        "{said}"
    );
    for title in ["title", "title_zh"] {
        assert!(!said[title].as_str().unwrap().is_empty(), "{said}");
    }
}

/// The page of a form that could not be done: what became of it, and the same form once more.
fn the_form_comes_back(address: SocketAddr, town: &Town, case: i64) {
    let path = format!("/desk/cases/{case}/add-note");
    let fields = "key=torture-form-1&note=%E5%A4%87%E6%B3%A8&back=%2Fdesk";
    let token = &town.tokens[CLERK];
    for (path, sentence) in [
        (path.clone(), "您填的都还在这一页上"),
        (
            format!("{path}?lang=en"),
            "Everything you typed is still on this page",
        ),
    ] {
        let page = client::post_form(address, &path, token, fields).unwrap();
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.body.contains(sentence), "{}", page.body);
        assert!(
            page.body.contains(r#"name="key" value="torture-form-1""#),
            "{}",
            page.body
        );
        assert!(page.body.contains("12345"), "{}", page.body);
    }
}

/// The applicant reads his list and the home page.
fn reading_goes_on(address: SocketAddr, town: &Town) {
    let list = client::get_as(address, "/api/v1/my/cases", &town.tokens[APPLICANT]).unwrap();
    assert_eq!(list.status, 200, "{}", list.body);
    assert_eq!(client::get(address, "/").unwrap().status, 200);
}

#[rstest]
#[case::the_disk_is_full("pwrite64:error=ENOSPC")]
#[case::the_disk_is_read_only("pwrite64:error=EROFS")]
#[case::the_disk_fails("fsync,fdatasync:error=EIO")]
fn writing_stops_and_reading_goes_on_while(#[case] fault: &str) {
    let town = Town::found(Engine::Sqlite);
    let address = free_address();
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], 3, 7);
    load.wait_for_more(10);
    let case = a_case(&load);
    let injection = Injection::start(&server, &town, fault);
    let (refused, answer, done) = until_refused(address, &town, case);
    is_said_clearly(&answer);
    reading_goes_on(address, &town);
    the_form_comes_back(address, &town, case);
    injection.end();
    load.wait_for_more(10);
    let mut notes = load.finish();
    for probe in done.into_iter().chain([refused]) {
        probe.until_done(address, &town, &mut notes);
    }
    server.kill();
    check::everything_once(&town, &notes);
}

/// A small file system of its own, where root may mount one; elsewhere the injected error above
/// stands for it.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_disk_that_is_really_full_loses_nothing_and_is_emptied_again() {
    let town = Town::found(Engine::Sqlite);
    let aside = town.folder.path().join("aside");
    std::fs::rename(&town.place.data, &aside).unwrap();
    let disk = SmallDisk::mount(&town.place.data);
    copy_into(&aside, &town.place.data);
    let Some(disk) = disk else {
        eprintln!("no small disk can be mounted here: only the injected error is tested");
        return;
    };
    let address = free_address();
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], 3, 8);
    load.wait_for_more(10);
    let filler = town.place.data.join("filler");
    fill(&filler);
    let began = Instant::now();
    let refused = loop {
        let answer = client::upload(address, "/api/v1/files", &town.tokens[APPLICANT], "probe");
        let answer = answer.unwrap();
        if answer.status != 200 {
            break answer;
        }
        fill(&filler);
        assert!(began.elapsed() < SOON, "the disk does not fill");
    };
    is_said_clearly(&refused);
    reading_goes_on(address, &town);
    std::fs::remove_file(&filler).unwrap();
    load.wait_for_more(20);
    let notes = load.finish();
    server.kill();
    check::everything_once(&town, &notes);
    drop(disk);
}

fn copy_into(from: &Path, to: &Path) {
    let mut source = from.as_os_str().to_owned();
    source.push("/.");
    let copied = Command::new("cp").arg("-a").arg(source).arg(to).status();
    assert!(copied.unwrap().success());
}

/// Takes what is left of the disk.
fn fill(filler: &Path) {
    use std::io::Write as _;
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(filler);
    let mut file = file.unwrap();
    let block = vec![0_u8; 4096];
    while file.write_all(&block).is_ok() {}
}

#[test]
fn a_slow_disk_makes_answers_late_and_not_wrong() {
    let town = Town::found(Engine::Sqlite);
    let address = free_address();
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], 3, 9);
    load.wait_for_more(5);
    let injection = Injection::start(&server, &town, "fsync,fdatasync:delay_enter=700000");
    let began = Instant::now();
    load.wait_for_more(8);
    assert!(
        began.elapsed() > Duration::from_millis(700),
        "it is not slow"
    );
    let began = Instant::now();
    reading_goes_on(address, &town);
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "pages wait for the disk"
    );
    injection.end();
    let notes = load.finish();
    server.kill();
    check::everything_once(&town, &notes);
}

/// Both pages of an outage: nobody is sent to sign in for it.
fn the_outage_has_a_page(address: SocketAddr, town: &Town) {
    for (path, sentence) in [
        ("/my/cases", "现在办不了"),
        ("/my/cases?lang=en", "Not possible right now"),
    ] {
        let page = client::get_as(address, path, &town.tokens[APPLICANT]).unwrap();
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.body.contains(sentence), "{}", page.body);
        assert!(page.body.contains("12345"), "{}", page.body);
    }
    assert_eq!(client::get(address, "/healthz").unwrap().status, 200);
    assert_eq!(client::get(address, "/readyz").unwrap().status, 503);
}

#[test]
fn a_database_that_goes_away_and_comes_back_is_found_again() {
    let cluster = Cluster::start();
    let town = Town::found_on(Some(cluster.target()));
    let address = free_address();
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], 3, 10);
    load.wait_for_more(10);
    let case = a_case(&load);
    cluster.go_away();
    let (refused, answer, done) = until_refused(address, &town, case);
    is_said_clearly(&answer);
    the_outage_has_a_page(address, &town);
    the_form_comes_back(address, &town, case);
    cluster.come_back();
    load.wait_for_more(10);
    let mut notes = load.finish();
    for probe in done.into_iter().chain([refused]) {
        probe.until_done(address, &town, &mut notes);
    }
    server.kill();
    check::everything_once(&town, &notes);
}

#[test]
fn a_database_that_hangs_is_answered_for_and_goes_on() {
    let cluster = Cluster::start();
    let town = Town::found_on(Some(cluster.target()));
    let address = free_address();
    let mut server = Server::start(&town, address);
    server.wait();
    let load = Load::start(&town, &[address], 3, 11);
    load.wait_for_more(10);
    let case = a_case(&load);
    cluster.freeze("-STOP");
    let began = Instant::now();
    let probe = Probe::new(case, 0);
    let answer = probe.send(address, &town).unwrap();
    is_said_clearly(&answer);
    assert!(
        began.elapsed() < Duration::from_secs(25),
        "nobody waits for ever"
    );
    cluster.freeze("-CONT");
    load.wait_for_more(10);
    let mut notes = load.finish();
    probe.until_done(address, &town, &mut notes);
    server.kill();
    check::everything_once(&town, &notes);
}

#[test]
fn a_postgresql_that_forgets_is_not_served() {
    let town = Town::found(Engine::Postgres);
    // A real city, not a demo.
    std::fs::remove_file(town.place.data.join("demo.json")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_yimen"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database",
            &town.database(),
        ])
        .arg("--data")
        .arg(&town.place.data)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("fsync") && said.contains("postgresql.conf"),
        "{said}"
    );
}
