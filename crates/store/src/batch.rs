//! A batch: load for all, decide each, write for all, one durable commit, answer all.

use crate::access::chain_of;
use crate::answer::{answer, fail, repeat_in_batch};
use crate::load::{account_of, actors, answer_repeats, is_claimed, load, series};
use crate::pipeline::{Batch, Done, Moment, Run, Slot, SubmitKey, Who};
use crate::{CommandError, Conn, Dialect, Inner, StoreError, schema, search, vault};
use contracts::row::RowParts;
use contracts::{Rows, Series, Value};
use kernel::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::oneshot;

/// A plain write; it may run twice if its batch is split.
pub(crate) type PlainWork = Box<dyn FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send>;

/// What the writer is asked to do.
pub(crate) enum Task {
    Command {
        who: Who,
        key: Option<SubmitKey>,
        /// When it happens, if not at the time of its batch.
        moment: Option<Moment>,
        run: Box<dyn Run>,
        reply: oneshot::Sender<Result<Done, CommandError>>,
    },
    /// Plain rows, sign-ins, access log: in the same durable commit, outside the log of events.
    Write {
        work: PlainWork,
        reply: oneshot::Sender<Result<(), CommandError>>,
    },
}

/// How a task ended, to be told after the commit.
pub(crate) enum Outcome {
    Command(Result<Done, CommandError>),
    Write,
}

/// The running transaction, for plain writes.
#[derive(Debug)]
pub struct WriteTx<'a> {
    pub conn: &'a mut Conn,
    pub now: Timestamp,
    pub(crate) inner: &'a Inner,
    /// The writer's chain in the access log.
    pub(crate) chain: i64,
}

impl WriteTx<'_> {
    pub fn new_id(&self) -> i64 {
        self.inner.ids.next(self.now)
    }
}

/// The writer: one connection, and what it remembers between batches.
pub(crate) struct Writer {
    pub(crate) conn: Conn,
    pub(crate) inner: Arc<Inner>,
    /// Last position given out; `None` where a sequencer of its own does it (PostgreSQL).
    position: Option<i64>,
    /// Which of the node's writers this is.
    number: usize,
}

impl Writer {
    pub(crate) fn new(
        mut conn: Conn,
        inner: Arc<Inner>,
        number: usize,
    ) -> Result<Self, StoreError> {
        let position = match conn.dialect() {
            Dialect::Sqlite => {
                let record =
                    conn.query_one("SELECT COALESCE(MAX(position), 0) FROM sequence", &[])?;
                Some(record.map_or(0, |record| record.int(0)))
            }
            Dialect::Postgres => None,
        };
        Ok(Self {
            conn,
            inner,
            position,
            number,
        })
    }

    /// Commits all tasks and answers them.
    pub(crate) fn commit(&mut self, tasks: Vec<Task>) {
        if tasks.is_empty() {
            return;
        }
        let mut tasks = tasks;
        let mut attempt = 0;
        loop {
            let position = self.position;
            match self.attempt(&mut tasks, attempt > 0) {
                Ok(outcomes) => {
                    answer(tasks, outcomes);
                    self.inner.wake_jobs();
                    self.inner.checkpoints.note_commit();
                    return;
                }
                Err(error) => {
                    self.conn.rollback();
                    self.position = position;
                    // One task's trouble must not fail the others; lost disks and connections
                    // concern all of them.
                    if tasks.len() > 1 && !error.is_outage() {
                        let rest = tasks.split_off(tasks.len() / 2);
                        self.commit(tasks);
                        self.commit(rest);
                        return;
                    }
                    if error.is_constraint() && attempt < 4 {
                        attempt += 1;
                        continue;
                    }
                    tracing::error!(error = &error as &dyn std::error::Error, "a batch failed");
                    let is_outage = error.is_outage();
                    fail(tasks, &Arc::new(error));
                    self.reconnect(is_outage);
                    return;
                }
            }
        }
    }

    /// After an outage the connection is replaced, even if it still answers: it may lead to a server
    /// that no longer writes. Until that works, tasks fail one batch at a time.
    fn reconnect(&mut self, is_outage: bool) {
        if !is_outage && self.conn.batch("SELECT 1").is_ok() {
            return;
        }
        let opened = Conn::open(&self.inner.target).and_then(|mut conn| {
            conn.watch_log(Arc::clone(&self.inner.checkpoints.log_pages))?;
            // The number by which this node's ids differ from others' went with the connections.
            self.inner.node.renew(&self.inner.target, &self.inner.ids)?;
            Ok(conn)
        });
        match opened {
            Ok(conn) => self.conn = conn,
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "the database cannot be reached"
            ),
        }
    }

    fn attempt(
        &mut self,
        tasks: &mut [Task],
        check_claims: bool,
    ) -> Result<Vec<Outcome>, StoreError> {
        let inner = Arc::clone(&self.inner);
        inner.checkpoints.help(&mut self.conn)?;
        self.conn.begin_write()?;
        let now = self.batch_time()?;
        let mut outcomes: Vec<Option<Outcome>> = tasks.iter().map(|_| None).collect();
        // First the states, with their locks: when the same command runs on another writer or node,
        // its key is there once the lock is ours. Looked up before, it would be missed, and the
        // command refused that was done.
        let slots = load(&mut self.conn, &inner, tasks, &outcomes)?;
        answer_repeats(&mut self.conn, tasks, &mut outcomes, now)?;
        let reference = inner.reference(&mut self.conn)?;
        let mut batch = Batch {
            registry: &inner.registry,
            ids: &inner.ids,
            now,
            calendar: crate::calendar_of(&reference),
            actors: HashMap::new(),
            slots,
            series: HashMap::new(),
            entropy: inner.entropy()?,
            hash: inner.hash,
            cover: inner.cover,
            rows: Rows::default(),
            events: Vec::new(),
            claims: HashMap::new(),
            vault: Vec::new(),
            reference,
        };
        batch.actors = actors(&mut self.conn, &inner, &batch.reference, tasks, now)?;
        batch.series = series(&mut self.conn, tasks, &mut batch)?;
        let used = batch.series.clone();
        let mut keys = Vec::new();
        let mut told = 0;
        let mut seen: HashMap<(String, i64), usize> = HashMap::new();
        for at in 0..tasks.len() {
            if outcomes[at].is_some() {
                continue;
            }
            match &mut tasks[at] {
                Task::Command {
                    who,
                    key,
                    moment,
                    run,
                    ..
                } => {
                    let actor = account_of(*who);
                    // The same key twice in one batch: the second gets the first's answer.
                    if let Some(key) = key
                        && let Some(first) = seen.get(&(key.key.clone(), actor))
                    {
                        outcomes[at] =
                            Some(repeat_in_batch(outcomes[*first].as_ref(), *first == at));
                        continue;
                    }
                    batch.now = moment.map_or(now, |moment| moment.at);
                    let result = run.run(*who, &mut batch);
                    if moment.is_some_and(|moment| !moment.tells) {
                        batch.rows.hush(told);
                    }
                    told = batch.rows.reactions();
                    if let (Ok(done), Some(key)) = (&result, key.as_ref()) {
                        seen.insert((key.key.clone(), actor), at);
                        keys.push(idempotency_row(key, actor, batch.now, done));
                    }
                    outcomes[at] = Some(Outcome::Command(result));
                }
                Task::Write { work, .. } => {
                    let mut tx = WriteTx {
                        conn: &mut self.conn,
                        now,
                        inner: &inner,
                        chain: chain_of(inner.ids.node(), self.number),
                    };
                    work(&mut tx)?;
                    outcomes[at] = Some(Outcome::Write);
                }
            }
        }
        batch.now = now;
        if check_claims && is_claimed(&mut self.conn, &batch)? {
            self.conn.rollback();
            return Ok(vec![Outcome::Command(Err(CommandError::Taken))]);
        }
        self.write(batch, &used, &keys)?;
        self.conn
            .commit()
            .map_err(|error| StoreError::Commit(Box::new(error)))?;
        Ok(outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or(Outcome::Write))
            .collect())
    }

    fn batch_time(&mut self) -> Result<Timestamp, StoreError> {
        let clock = &self.inner.clock;
        if clock.is_manual() {
            return Ok(clock.now());
        }
        let now = match self.conn.dialect() {
            Dialect::Postgres => {
                let record = self.conn.query_one(
                    "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
                    &[],
                )?;
                clock.of_machine(record.map_or(0, |record| record.int(0)))
            }
            Dialect::Sqlite => clock.now(),
        };
        self.inner.latest.not_before(now)
    }

    /// Writes everything that the commands decided: one statement a table, counters last.
    fn write(
        &mut self,
        batch: Batch<'_>,
        used: &HashMap<Series, u32>,
        keys: &[Vec<Value>],
    ) -> Result<(), StoreError> {
        let inner = Arc::clone(&self.inner);
        let conn = &mut self.conn;
        let Batch {
            now,
            slots,
            series,
            rows,
            events,
            claims,
            vault,
            ..
        } = batch;
        if let Some(position) = &mut self.position {
            let rows: Vec<Vec<Value>> = events
                .iter()
                .map(|event| {
                    *position += 1;
                    vec![Value::Int(*position), Value::Int(event.id)]
                })
                .collect();
            conn.insert("sequence", schema::columns(&schema::SEQUENCE), &rows, "")?;
        }
        let event_rows: Vec<Vec<Value>> = events
            .into_iter()
            .map(|event| {
                vec![
                    event.id.into(),
                    event.stream.into(),
                    event.version.into(),
                    Value::fixed(event.kind),
                    Value::fixed(event.name),
                    event.shape.into(),
                    event.at.into(),
                    event.actor.into(),
                    event.body.into(),
                    event.hash.into(),
                ]
            })
            .collect();
        conn.insert("event", schema::columns(&schema::EVENT), &event_rows, "")?;
        conn.insert(
            "state",
            schema::columns(&schema::STATE),
            &state_rows(&inner, slots)?,
            STATE_UPSERT,
        )?;
        let mut claim_rows: Vec<Vec<Value>> = claims
            .into_iter()
            .map(|((kind, key), stream)| vec![Value::fixed(kind), key.into(), stream.into()])
            .collect();
        // In key order: a write meets its pages one after the other, and two writers never cross.
        claim_rows.sort_unstable();
        conn.insert("claim", schema::columns(&schema::CLAIM), &claim_rows, "")?;
        conn.insert(
            "idempotency",
            schema::columns(&schema::IDEMPOTENCY),
            keys,
            "",
        )?;
        vault::write(conn, &inner.master, &vault, now)?;
        write_rows(conn, &inner, rows.into_parts(), now)?;
        let mut moved: Vec<(&Series, &u32)> = series
            .iter()
            .filter(|(series, next)| used.get(*series) != Some(*next))
            .collect();
        moved.sort();
        for (series, next) in moved {
            conn.execute(
                "INSERT INTO series (series, next) VALUES ($1, $2)
                 ON CONFLICT (series) DO UPDATE SET next = excluded.next",
                &[series.0.clone().into(), (*next).into()],
            )?;
        }
        Ok(())
    }
}

const STATE_UPSERT: &str = "ON CONFLICT (id) DO UPDATE SET version = excluded.version,
    shape = excluded.shape, head = excluded.head, body = excluded.body";

fn state_rows(inner: &Inner, slots: HashMap<i64, Slot>) -> Result<Vec<Vec<Value>>, StoreError> {
    let mut rows = Vec::new();
    for (id, slot) in slots {
        let kind = inner.registry.kind(slot.kind)?;
        if slot.is_changed && kind.keeps_state() {
            rows.push(vec![
                id.into(),
                Value::fixed(slot.kind),
                slot.version.into(),
                kind.shape().into(),
                slot.head.into(),
                kind.encode(&slot.state).into(),
            ]);
        }
    }
    rows.sort();
    Ok(rows)
}

/// Projection rows, search text, reactions and the reference version.
fn write_rows(
    conn: &mut Conn,
    inner: &Inner,
    parts: RowParts,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (sums, puts): (Vec<_>, Vec<_>) = parts
        .tables
        .iter()
        .partition(|rows| rows.table.writes == contracts::row::Writes::Add);
    for rows in puts.into_iter().chain(sums) {
        conn.write_table(rows, rows.table.name)?;
    }
    for text in &parts.search {
        search::write(conn, text)?;
    }
    let jobs: Vec<Vec<Value>> = parts
        .reactions
        .into_iter()
        .map(|reaction| {
            let id = inner.ids.next(now);
            crate::jobs::row(id, reaction.job, "", reaction.payload, now)
        })
        .collect();
    conn.insert("job", schema::columns(&schema::JOB), &jobs, "")?;
    if parts.reference_moved {
        conn.execute(
            "UPDATE fact SET value = value + 1 WHERE name = $1",
            &[schema::REFERENCE_VERSION.into()],
        )?;
    }
    Ok(())
}

fn idempotency_row(key: &SubmitKey, actor: i64, now: Timestamp, done: &Done) -> Vec<Value> {
    vec![
        key.key.clone().into(),
        actor.into(),
        now.into(),
        key.body_hash.to_vec().into(),
        serde_json::to_string(done).unwrap_or_default().into(),
    ]
}
