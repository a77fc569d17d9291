//! Clients that do whole cases and write down what they were told. An answer that did not come, or
//! came as "unknown" or "not now", is asked for again with the same key until it does.

use crate::client::{self, Answer};
use crate::town::{APPLICANT, CLERK, DECIDER, REVIEWER, Town};
use serde_json::{Value, json};
use sim::dice::Dice;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const ITEM: &str = "YZ-010-0003";
/// Nobody asks longer than this for one answer; no outage of these tests is that long.
const ASKS_FOR: Duration = Duration::from_mins(2);

/// One command as its client wrote it down.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) key: String,
    /// The event that it has to leave, once.
    pub(crate) effect: &'static str,
    /// Case and version that were acknowledged; `None` while nobody knows.
    pub(crate) told: Option<(i64, i64)>,
    /// When it was told, by the machine's clock in microseconds.
    pub(crate) told_at: Option<i64>,
}

/// The machine's time in microseconds, as tracers write it.
pub(crate) fn machine_time() -> i64 {
    store::Clock::system().now().0
}

/// What all clients wrote down.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) commands: Vec<Note>,
    /// Contents of uploaded files, and when each was acknowledged.
    pub(crate) files: Vec<(String, i64)>,
    /// What must not happen: a refusal, a failure that is neither "unknown" nor "not now", another
    /// answer under the same key.
    pub(crate) wrong: Vec<String>,
    /// Answers that had to be asked for again.
    pub(crate) asked_again: usize,
    /// Acknowledged commands sent once more on purpose.
    pub(crate) repeated: usize,
}

/// The running clients.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) notes: Arc<Mutex<Notes>>,
    stop: Arc<AtomicBool>,
    clients: Vec<JoinHandle<()>>,
}

impl Load {
    /// Clients that go to these nodes in turn; no session sticks to one.
    pub(crate) fn start(town: &Town, addresses: &[SocketAddr], clients: u64, seed: u64) -> Self {
        let notes = Arc::new(Mutex::new(Notes::default()));
        let stop = Arc::new(AtomicBool::new(false));
        let turn = Arc::new(AtomicUsize::new(0));
        let clients = (0..clients)
            .map(|n| {
                let client = Client {
                    nodes: addresses.to_vec(),
                    turn: Arc::clone(&turn),
                    tokens: town.tokens.clone(),
                    notes: Arc::clone(&notes),
                    stop: Arc::clone(&stop),
                    dice: Dice::new(seed.wrapping_mul(1000) + n),
                    name: format!("{seed:08x}{n:02}"),
                    sent: 0,
                };
                std::thread::spawn(move || client.work())
            })
            .collect();
        Self {
            notes,
            stop,
            clients,
        }
    }

    pub(crate) fn acknowledged(&self) -> usize {
        let notes = self.notes.lock().unwrap();
        notes
            .commands
            .iter()
            .filter(|note| note.told.is_some())
            .count()
    }

    /// Waits until so many more commands are acknowledged.
    pub(crate) fn wait_for_more(&self, more: usize) {
        let (from, began) = (self.acknowledged(), Instant::now());
        while self.acknowledged() < from + more {
            assert!(began.elapsed() < ASKS_FOR, "nothing more is acknowledged");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Lets everybody finish the command in hand. The server must be up.
    pub(crate) fn finish(self) -> Notes {
        self.stop.store(true, Ordering::Relaxed);
        for client in self.clients {
            client.join().unwrap();
        }
        std::mem::take(&mut *self.notes.lock().unwrap())
    }
}

struct Client {
    nodes: Vec<SocketAddr>,
    turn: Arc<AtomicUsize>,
    tokens: BTreeMap<&'static str, String>,
    notes: Arc<Mutex<Notes>>,
    stop: Arc<AtomicBool>,
    dice: Dice,
    name: String,
    sent: u64,
}

impl Client {
    fn work(mut self) {
        while !self.is_stopped() {
            self.one_case();
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn node(&self) -> SocketAddr {
        self.nodes[self.turn.fetch_add(1, Ordering::Relaxed) % self.nodes.len()]
    }

    /// From the application to the end; `None` where it had to stop before.
    fn one_case(&mut self) -> Option<()> {
        let file = self.upload()?;
        let body = json!({
            "item": ITEM,
            "answers": {
                "applicant-name": "李样例", "identity-number": "431103198512310021",
                "mobile-phone": "13800000002", "last-employer": "演示单位",
                "end-day": "2021-09-01", "end-reason": "expired",
                "card-bank": "演示银行", "bank-account": "6200000000000000"
            },
            "materials": { "end-of-work": [file] },
            "service": { "recipient": "李样例", "phone": "13800000002",
                         "address": "永州市冷水滩区示例路2号", "electronic": "yes" },
        });
        let case = self.act(APPLICANT, "/api/v1/cases", "cases.submitted", &body)?;
        let path = |verb: &str| format!("/api/v1/cases/{case}/{verb}");
        self.act(CLERK, &path("receive"), "cases.received", &json!({}))?;
        self.note(CLERK, case)?;
        self.act(CLERK, &path("accept"), "cases.accepted", &json!({}))?;
        let opinion = json!({ "step": "check", "advice": "favourable", "opinion": "建议准予。" });
        self.act(
            REVIEWER,
            &path("give-opinion"),
            "cases.opinion-given",
            &opinion,
        )?;
        self.note(REVIEWER, case)?;
        let grant = json!({ "opinion": "准予。" });
        self.act(DECIDER, &path("grant"), "cases.granted", &grant)?;
        self.act(
            CLERK,
            &path("close"),
            "cases.closed",
            &json!({ "kind": "issued" }),
        )?;
        Some(())
    }

    /// A note may be added any number of times, so a second effect would show.
    fn note(&mut self, who: &'static str, case: i64) -> Option<i64> {
        let path = format!("/api/v1/cases/{case}/add-note");
        let body = json!({ "note": format!("第 {} 号备注", self.sent) });
        self.act(who, &path, "cases.note-added", &body)
    }

    /// Sends a command under a key of its own until its answer is known; gives the case.
    fn act(
        &mut self,
        who: &'static str,
        path: &str,
        effect: &'static str,
        body: &Value,
    ) -> Option<i64> {
        if self.is_stopped() {
            return None;
        }
        self.sent += 1;
        let key = format!("torture-{}-{:06}", self.name, self.sent);
        let at = {
            let mut notes = self.notes.lock().unwrap();
            notes.commands.push(Note {
                key: key.clone(),
                effect,
                told: None,
                told_at: None,
            });
            notes.commands.len() - 1
        };
        let token = self.tokens[who].clone();
        let told = self.ask(path, |node| client::post(node, path, &token, &key, body))?;
        {
            let note = &mut self.notes.lock().unwrap().commands[at];
            note.told = Some(told);
            note.told_at = Some(machine_time());
        }
        if self.dice.chance(150) {
            let again = self.ask(path, |node| client::post(node, path, &token, &key, body))?;
            let mut notes = self.notes.lock().unwrap();
            notes.repeated += 1;
            if again != told {
                notes
                    .wrong
                    .push(format!("{key}: first {told:?}, then {again:?}"));
            }
        }
        Some(told.0)
    }

    fn upload(&mut self) -> Option<String> {
        let token = self.tokens[APPLICANT].clone();
        let content = format!("{} {}", self.name, self.sent);
        let path = "/api/v1/files";
        let answer = self.until_known(path, |node| client::upload(node, path, &token, &content))?;
        let acknowledged = (content, machine_time());
        self.notes.lock().unwrap().files.push(acknowledged);
        Some(answer.json()["files"][0]["id"].as_str()?.to_owned())
    }

    fn ask(
        &mut self,
        path: &str,
        send: impl Fn(SocketAddr) -> std::io::Result<Answer>,
    ) -> Option<(i64, i64)> {
        let answer = self.until_known(path, send)?.json();
        Some((
            answer["id"].as_str()?.parse().ok()?,
            answer["version"].as_i64()?,
        ))
    }

    fn until_known(
        &mut self,
        path: &str,
        send: impl Fn(SocketAddr) -> std::io::Result<Answer>,
    ) -> Option<Answer> {
        let began = Instant::now();
        let mut last = String::new();
        while began.elapsed() < ASKS_FOR {
            match send(self.node()) {
                Ok(answer) if answer.status == 200 => return Some(answer),
                Ok(answer) if answer.status == 503 => last = answer.body,
                Ok(answer) => {
                    let wrong = format!("{path}: {} {}", answer.status, answer.body);
                    self.notes.lock().unwrap().wrong.push(wrong);
                    return None;
                }
                Err(error) => last = error.to_string(),
            }
            self.notes.lock().unwrap().asked_again += 1;
            let pause = self.dice.between(5, 60);
            std::thread::sleep(Duration::from_millis(pause.unsigned_abs()));
        }
        let wrong = format!("{path}: no answer in {ASKS_FOR:?}: {last}");
        self.notes.lock().unwrap().wrong.push(wrong);
        None
    }
}
