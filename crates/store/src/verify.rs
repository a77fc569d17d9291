//! Whether the record is whole: every stream's chain, the one order of all events, the chains of
//! looks, the answers to keys. Reads in one snapshot while the city works; changes nothing.

use crate::access::Looks;
use crate::backup::TAKEN_OVER;
use crate::fault::{Fault, Mark};
use crate::load::{EVENT_COLUMNS, check_chain, stored_event};
use crate::{Conn, Dialect, Record, StoreError, Target, schema};
use contracts::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Rows read at a time.
const CHUNK: usize = 20_000;
/// Faults that are kept; the rest is only counted.
const LISTED: usize = 200;

/// What a look over the whole record found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub streams: u64,
    pub events: u64,
    pub looks: u64,
    pub keys: u64,
    /// The end of the log; `None` of an empty one.
    pub mark: Option<Mark>,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// All faults.
    pub fault_count: u64,
}

impl Verified {
    fn fault(&mut self, fault: Fault) {
        self.fault_count += 1;
        if self.faults.len() < LISTED {
            self.faults.push(fault);
        }
    }
}

/// Reads everything in one snapshot. `marks` were kept from earlier; `progress` hears the number of
/// rows read.
pub fn verify(
    target: &Target,
    marks: &[Mark],
    progress: &mut dyn FnMut(u64),
) -> Result<Verified, StoreError> {
    let mut conn = Conn::open_read_only(target)?;
    conn.begin_read()?;
    let mut check = Check {
        conn,
        found: Verified::default(),
        read: 0,
        progress,
    };
    check.streams()?;
    check.order(marks)?;
    check.keys()?;
    check.looks()?;
    check.conn.commit()?;
    Ok(check.found)
}

struct Check<'p> {
    conn: Conn,
    found: Verified,
    read: u64,
    progress: &'p mut dyn FnMut(u64),
}

/// A stream while it is read.
struct Walk {
    stream: i64,
    kind: String,
    version: i64,
    head: Vec<u8>,
    /// Version and last hash that its state knows.
    state: Option<(i64, Vec<u8>)>,
}

impl Check<'_> {
    fn has_read(&mut self, rows: usize) {
        self.read += rows as u64;
        (self.progress)(self.read);
    }

    /// Chains, versions and ends of all streams.
    fn streams(&mut self) -> Result<(), StoreError> {
        let columns = EVENT_COLUMNS
            .split(", ")
            .map(|column| format!("e.{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        let sql = format!(
            "SELECT {columns}, s.version, s.head FROM event e
               LEFT JOIN state s ON s.id = e.stream
              WHERE (e.stream, e.version) > ($1, $2) ORDER BY e.stream, e.version LIMIT {CHUNK}"
        );
        let mut after = (i64::MIN, 0);
        let mut walk: Option<Walk> = None;
        loop {
            let chunk = self.conn.query(&sql, &[after.0.into(), after.1.into()])?;
            for record in &chunk {
                after = (record.int(1), record.int(2));
                let is_new = walk.as_ref().is_none_or(|walk| walk.stream != after.0);
                if is_new {
                    self.end_of(walk.take());
                    walk = Some(begin(record));
                }
                if let Some(walk) = &mut walk {
                    self.event(walk, record);
                }
            }
            self.has_read(chunk.len());
            if chunk.len() < CHUNK {
                self.end_of(walk.take());
                return self.states_without_events();
            }
        }
    }

    fn event(&mut self, walk: &mut Walk, record: &Record) {
        let event = stored_event(record);
        let (stream, version) = (event.stream, event.version);
        if version > walk.version + 1 {
            self.found.fault(Fault::Missing {
                stream,
                from: walk.version + 1,
                to: version - 1,
            });
        } else if check_chain(&walk.head, &event).is_err() {
            self.found.fault(Fault::Changed {
                stream,
                version,
                position: None,
            });
        }
        if event.kind != walk.kind {
            self.found.fault(Fault::OtherKind { stream, version });
        }
        walk.version = version;
        walk.head = event.hash;
        self.found.events += 1;
    }

    fn end_of(&mut self, walk: Option<Walk>) {
        let Some(walk) = walk else {
            return;
        };
        self.found.streams += 1;
        if let Some((known, head)) = walk.state {
            if known > walk.version {
                self.found.fault(Fault::CutOff {
                    stream: walk.stream,
                    last: walk.version,
                    known,
                });
            } else if known < walk.version || head != walk.head {
                self.found.fault(Fault::OtherEnd {
                    stream: walk.stream,
                    version: known,
                });
            }
        }
    }

    /// Streams of which nothing is left but the state.
    fn states_without_events(&mut self) -> Result<(), StoreError> {
        let records = self.conn.query(
            &format!(
                "SELECT id, version FROM state s
                  WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.stream = s.id)
                  ORDER BY id LIMIT {LISTED}"
            ),
            &[],
        )?;
        for record in records {
            self.found.fault(Fault::CutOff {
                stream: record.int(0),
                last: 0,
                known: record.int(1),
            });
        }
        Ok(())
    }

    /// The one order of all events: without gaps, each event once, in the order they came in.
    fn order(&mut self, marks: &[Mark]) -> Result<(), StoreError> {
        // What events came by: in SQLite their ids, on PostgreSQL their transactions too.
        let came = match self.conn.dialect() {
            Dialect::Sqlite => "0",
            Dialect::Postgres => "e.tx",
        };
        let sql = format!(
            "SELECT q.position, q.event, e.stream, e.version, e.hash, {came}
               FROM sequence q LEFT JOIN event e ON e.id = q.event
              WHERE q.position > $1 ORDER BY q.position LIMIT {CHUNK}"
        );
        let mut order = Order {
            taken_over: schema::find_fact(&mut self.conn, TAKEN_OVER)?.unwrap_or(0),
            ..Order::default()
        };
        let mut marks: HashMap<i64, &Mark> =
            marks.iter().map(|mark| (mark.position, mark)).collect();
        loop {
            let chunk = self.conn.query(&sql, &[order.position.into()])?;
            for record in &chunk {
                order.step(record, &mut self.found);
                if let Some(mark) = marks.remove(&order.position)
                    && mark.head != order.head_text()
                {
                    self.found.fault(Fault::NotAsMarked {
                        mark: mark.clone(),
                        found: Some(order.head_text()),
                    });
                }
            }
            self.has_read(chunk.len());
            if chunk.len() < CHUNK {
                break;
            }
        }
        for mark in marks.into_values() {
            self.found.fault(Fault::NotAsMarked {
                mark: mark.clone(),
                found: None,
            });
        }
        if order.position > 0 {
            self.found.mark = Some(Mark {
                position: order.position,
                head: order.head_text(),
            });
        }
        self.twice()?;
        self.without_position(order.came)?;
        self.name_positions()
    }

    fn twice(&mut self) -> Result<(), StoreError> {
        let records = self.conn.query(
            &format!(
                "SELECT MAX(position), event FROM sequence GROUP BY event HAVING COUNT(*) > 1
                  ORDER BY event LIMIT {LISTED}"
            ),
            &[],
        )?;
        for record in records {
            self.found.fault(Fault::Twice {
                position: record.int(0),
                event: record.int(1),
            });
        }
        Ok(())
    }

    /// Events that the order passed over. On PostgreSQL the newest wait for the sequencer.
    fn without_position(&mut self, last: (i64, i64)) -> Result<(), StoreError> {
        let (came, params): (_, Vec<Value>) = match self.conn.dialect() {
            Dialect::Sqlite => ("", Vec::new()),
            Dialect::Postgres => (
                "AND (e.tx, e.id) <= ($1, $2)",
                vec![last.0.into(), last.1.into()],
            ),
        };
        let records = self.conn.query(
            &format!(
                "SELECT e.stream, e.version FROM event e
                   LEFT JOIN sequence q ON q.event = e.id
                  WHERE q.event IS NULL {came} ORDER BY e.stream, e.version LIMIT {LISTED}"
            ),
            &params,
        )?;
        for record in records {
            self.found.fault(Fault::NoPosition {
                stream: record.int(0),
                version: record.int(1),
            });
        }
        Ok(())
    }

    /// Says at which position each changed event stands.
    fn name_positions(&mut self) -> Result<(), StoreError> {
        let mut faults = std::mem::take(&mut self.found.faults);
        for fault in &mut faults {
            if let Fault::Changed {
                stream,
                version,
                position,
            } = fault
            {
                *position = self
                    .conn
                    .query_one(
                        "SELECT q.position FROM sequence q JOIN event e ON e.id = q.event
                          WHERE e.stream = $1 AND e.version = $2",
                        &[(*stream).into(), (*version).into()],
                    )?
                    .map(|record| record.int(0));
            }
        }
        self.found.faults = faults;
        Ok(())
    }

    /// Every answer that a key would get again names events that are there.
    fn keys(&mut self) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT key, actor, answer FROM idempotency WHERE (key, actor) > ($1, $2)
              ORDER BY key, actor LIMIT {CHUNK}"
        );
        let mut after = (String::new(), i64::MIN);
        loop {
            let chunk = self
                .conn
                .query(&sql, &[after.0.clone().into(), after.1.into()])?;
            let mut answers = Vec::new();
            for record in &chunk {
                let done: crate::Done =
                    serde_json::from_str(record.text(2)).unwrap_or(crate::Done {
                        streams: vec![(0, 1)],
                        is_repeat: false,
                    });
                answers.extend(
                    done.streams
                        .into_iter()
                        .map(|(stream, version)| (record.text(0).to_owned(), stream, version)),
                );
                after = (record.text(0).to_owned(), record.int(1));
            }
            self.answers(answers)?;
            self.found.keys += chunk.len() as u64;
            self.has_read(chunk.len());
            if chunk.len() < CHUNK {
                return Ok(());
            }
        }
    }

    fn answers(&mut self, answers: Vec<(String, i64, i64)>) -> Result<(), StoreError> {
        let streams: Vec<i64> = answers.iter().map(|(_, stream, _)| *stream).collect();
        let sql = format!(
            "SELECT stream, MAX(version) FROM event WHERE {} GROUP BY stream",
            self.conn.dialect().one_of("stream", 1)
        );
        let last: HashMap<i64, i64> = self
            .conn
            .query(&sql, &[Value::Ints(streams)])?
            .iter()
            .map(|record| (record.int(0), record.int(1)))
            .collect();
        for (key, stream, version) in answers {
            if version > last.get(&stream).copied().unwrap_or(0) {
                self.found.fault(Fault::Unanswered {
                    key,
                    stream,
                    version,
                });
            }
        }
        Ok(())
    }

    /// The chains of looks, one for each writer.
    fn looks(&mut self) -> Result<(), StoreError> {
        let heads: HashMap<i64, (i64, Vec<u8>)> = self
            .conn
            .query("SELECT chain, n, hash FROM access_head", &[])?
            .iter()
            .map(|record| (record.int(0), (record.int(1), record.blob(2).to_vec())))
            .collect();
        let mut looks = Looks::default();
        let (found, read, progress) = (&mut self.found, &mut self.read, &mut self.progress);
        self.conn.query_each(
            "SELECT id, at, account, matter, what, why, hash, chain, n FROM access
              ORDER BY chain, n, id",
            &[],
            |record| {
                found.looks += 1;
                if let Some(fault) = looks.step(&record) {
                    found.fault(fault);
                }
                *read += 1;
                if (*read).is_multiple_of(CHUNK as u64) {
                    progress(*read);
                }
                Ok(())
            },
        )?;
        for (chain, (known, hash)) in heads {
            let (last, found) = looks.chains.remove(&chain).unwrap_or_default();
            if last != known || found != hash {
                self.found.fault(Fault::LooksCutOff { chain, last, known });
            }
        }
        Ok(())
    }
}

fn begin(record: &Record) -> Walk {
    Walk {
        stream: record.int(1),
        kind: record.text(3).to_owned(),
        version: 0,
        head: Vec::new(),
        state: record
            .find_int(10)
            .map(|version| (version, record.blob(11).to_vec())),
    }
}

/// The order while it is read.
#[derive(Default)]
struct Order {
    position: i64,
    head: [u8; 32],
    /// Transaction and id of the event before.
    came: (i64, i64),
    /// Up to here the order came from another engine.
    taken_over: i64,
}

impl Order {
    fn head_text(&self) -> String {
        hex::encode(self.head)
    }

    fn step(&mut self, record: &Record, found: &mut Verified) {
        let (position, event) = (record.int(0), record.int(1));
        if position != self.position + 1 {
            found.fault(Fault::PositionsMissing {
                from: self.position + 1,
                to: position - 1,
            });
        }
        self.position = position;
        let Some(stream) = record.find_int(2) else {
            found.fault(Fault::EventGone { position, event });
            return;
        };
        let came = (record.int(5), event);
        if came < self.came && position > self.taken_over + 1 {
            found.fault(Fault::OutOfOrder {
                position,
                stream,
                version: record.int(3),
            });
        }
        self.came = came;
        let mut hash = Sha256::new();
        hash.update(self.head);
        hash.update(record.blob(4));
        self.head = hash.finalize().into();
    }
}
