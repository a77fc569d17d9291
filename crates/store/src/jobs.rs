//! Jobs: reactions to events and scheduled work. A job is safe to run twice: its commands carry
//! keys made from its id, so that they take effect once. Eight failures make it a dead letter.

use crate::registry::{JobCall, JobError, JobHandler};
use crate::{CommandError, Conn, Dialect, Done, Inner, Store, StoreError, SubmitKey, Who, schema};
use contracts::{Command, Value};
use kernel::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

const LEASE_SECONDS: i64 = 120;
const MAX_ATTEMPTS: i64 = 8;

/// A waiting or dead job, for the operator's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    pub id: i64,
    pub name: String,
    pub attempts: i64,
    pub is_dead: bool,
    pub due_at: Timestamp,
    pub last_error: String,
}

pub(crate) fn row(
    id: i64,
    name: &str,
    slot: &str,
    payload: String,
    due_at: Timestamp,
) -> Vec<Value> {
    vec![
        id.into(),
        name.into(),
        slot.into(),
        payload.into(),
        due_at.into(),
        Value::Int(0),
        Value::Int(0),
        Value::Int(0),
        "".into(),
    ]
}

/// A job that was leased to this runner.
#[derive(Clone, Debug)]
struct Leased {
    id: i64,
    name: String,
    payload: String,
    attempts: i64,
}

impl Store {
    /// Runs due jobs until none is left; returns how many ran. For tests, fills and start-up.
    pub fn run_due_jobs(&self) -> Result<usize, StoreError> {
        let mut ran = 0;
        loop {
            self.queue_scheduled()?;
            let leased = self.lease(self.inner.most_at_once)?;
            if leased.is_empty() {
                return Ok(ran);
            }
            ran += leased.len();
            let ended = JobRun::new(self).run(&leased);
            self.strike_off(&leased, ended)?;
        }
    }

    /// Waiting and dead jobs, the oldest first.
    pub fn list_jobs(&self, limit: usize) -> Result<Vec<JobLine>, StoreError> {
        self.read_blocking(move |reader| {
            let records = reader.conn.query(
                &format!(
                    "SELECT id, name, attempts, is_dead, due_at, last_error FROM job
                      ORDER BY id LIMIT {limit}"
                ),
                &[],
            )?;
            Ok(records
                .iter()
                .map(|record| JobLine {
                    id: record.int(0),
                    name: record.text(1).to_owned(),
                    attempts: record.int(2),
                    is_dead: record.int(3) != 0,
                    due_at: Timestamp(record.int(4)),
                    last_error: record.text(5).to_owned(),
                })
                .collect())
        })
    }

    /// Puts a dead letter back in the queue.
    pub fn revive_job(&self, id: i64) -> Result<(), crate::CommandError> {
        self.write_blocking(move |tx| {
            let now = tx.now;
            tx.conn.execute(
                "UPDATE job SET is_dead = 0, attempts = 0, due_at = $1 WHERE id = $2",
                &[now.into(), id.into()],
            )?;
            Ok(())
        })
    }

    fn queue_scheduled(&self) -> Result<(), StoreError> {
        let now = self.now();
        let mut due = Vec::new();
        for (name, schedule) in &self.inner.registry.schedules {
            if let Some(slot) = schedule.slot(now)
                && self.inner.slot_is_new(name, &slot)
            {
                due.push((*name, slot));
            }
        }
        if due.is_empty() {
            return Ok(());
        }
        self.write_blocking(move |tx| {
            for (name, slot) in &due {
                let id = tx.new_id();
                // A done slot leaves a mark, so that a slot runs once in the city's life.
                let mark = format!("slot:{name}:{slot}");
                if schema::find_fact(tx.conn, &mark)?.is_none() {
                    let job = row(id, name, slot, "null".into(), tx.now);
                    tx.conn.insert(
                        "job",
                        schema::columns(&schema::JOB),
                        &[job],
                        "ON CONFLICT (name, slot) WHERE slot <> '' DO NOTHING",
                    )?;
                    schema::set_fact(tx.conn, &mark, 1)?;
                }
            }
            Ok(())
        })
        .map_err(|error| StoreError::Wrong(error.to_string()))
    }

    fn lease(&self, limit: usize) -> Result<Vec<Leased>, StoreError> {
        let now = self.now();
        let is_due = self.read_blocking(move |reader| {
            let record = reader.conn.query_one(
                "SELECT 1 FROM job WHERE is_dead = 0 AND due_at <= $1 AND leased_until <= $2 LIMIT 1",
                &[now.into(), now.into()],
            )?;
            Ok(record.is_some())
        })?;
        if !is_due {
            return Ok(Vec::new());
        }
        let (send, receive) = std::sync::mpsc::channel();
        self.write_blocking(move |tx| {
            let skip = match tx.conn.dialect() {
                Dialect::Sqlite => "",
                Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
            };
            let now = tx.now;
            let records = tx.conn.query(
                &format!(
                    "SELECT id, name, payload, attempts FROM job
                      WHERE is_dead = 0 AND due_at <= $1 AND leased_until <= $2
                      ORDER BY due_at, id LIMIT {limit}{skip}"
                ),
                &[now.into(), now.into()],
            )?;
            let ids = records.iter().map(|record| record.int(0)).collect();
            lease_until(tx.conn, ids, now.plus_seconds(LEASE_SECONDS))?;
            for record in records {
                let _ = send.send(Leased {
                    id: record.int(0),
                    name: record.text(1).to_owned(),
                    payload: record.text(2).to_owned(),
                    attempts: record.int(3),
                });
            }
            Ok(())
        })
        .map_err(|error| StoreError::Wrong(error.to_string()))?;
        Ok(receive.try_iter().collect())
    }

    /// What worked is struck off in one write, what did not is put off. A stop before it runs some
    /// of them again, which they are made for.
    fn strike_off(
        &self,
        leased: &[Leased],
        ended: Vec<Result<(), JobError>>,
    ) -> Result<(), StoreError> {
        let mut done = Vec::new();
        let mut failed = Vec::new();
        for (job, ended) in leased.iter().zip(ended) {
            match ended {
                Ok(()) => done.push(job.id),
                Err(error) => failed.push((job.id, job.attempts + 1, error.to_string())),
            }
        }
        self.write_blocking(move |tx| {
            let sql = format!(
                "DELETE FROM job WHERE {}",
                tx.conn.dialect().one_of("id", 1)
            );
            tx.conn.execute(&sql, &[Value::Ints(done.clone())])?;
            for (id, attempts, error) in &failed {
                put_off(tx.conn, *id, *attempts, error, tx.now)?;
            }
            Ok(())
        })
        .map_err(|error| StoreError::Wrong(error.to_string()))
    }
}

/// One run over leased jobs. What a handler submits here is awaited together with what the others
/// submit, so that many reactions cost one durable commit.
#[derive(Debug)]
pub struct JobRun<'s> {
    store: &'s Store,
    /// The job at work.
    at: usize,
    is_second_round: bool,
    waiting: Vec<(usize, Answer)>,
}

type Answer = oneshot::Receiver<Result<Done, CommandError>>;

impl<'s> JobRun<'s> {
    fn new(store: &'s Store) -> Self {
        Self {
            store,
            at: 0,
            is_second_round: false,
            waiting: Vec::new(),
        }
    }

    pub fn store(&self) -> &'s Store {
        self.store
    }

    /// Whether the jobs before this one are done. A handler that reads what they write asks first,
    /// and answers [`JobError::AfterOthers`] if not: it is called again.
    pub fn others_are_done(&self) -> bool {
        self.is_second_round
    }

    /// Submits a command of the job at work; its answer is the job's. A claim that is taken means
    /// that the job ran before.
    pub fn execute<C: Command>(
        &mut self,
        who: Who,
        key: SubmitKey,
        command: C,
    ) -> Result<(), JobError> {
        let answer = self.store.execute_later(who, Some(key), command)?;
        self.waiting.push((self.at, answer));
        Ok(())
    }

    /// Runs one job by itself.
    pub fn alone(store: &'s Store, handler: JobHandler, call: JobCall<'_>) -> Result<(), JobError> {
        let mut run = Self::new(store);
        run.is_second_round = true;
        handler(&mut run, call)?;
        let mut ended = [Ok(())];
        run.settle(&mut ended);
        let [ended] = ended;
        ended
    }

    /// Runs the jobs in their order; says for each how it ended.
    fn run(mut self, leased: &[Leased]) -> Vec<Result<(), JobError>> {
        let mut ended: Vec<Result<(), JobError>> = leased.iter().map(|_| Ok(())).collect();
        let mut round: Vec<usize> = (0..leased.len()).collect();
        for is_second_round in [false, true] {
            self.is_second_round = is_second_round;
            let mut again = Vec::new();
            for at in round {
                self.at = at;
                match self.call(&leased[at]) {
                    Err(JobError::AfterOthers) if !is_second_round => again.push(at),
                    result => ended[at] = result,
                }
            }
            self.settle(&mut ended);
            round = again;
        }
        for (job, ended) in leased.iter().zip(&ended) {
            if let Err(error) = ended {
                tracing::warn!(
                    job.id = job.id,
                    job.name = %job.name,
                    attempts = job.attempts + 1,
                    error = %error,
                    "a job failed"
                );
            }
        }
        ended
    }

    fn call(&mut self, job: &Leased) -> Result<(), JobError> {
        let handler = self.store.inner.registry.jobs.get(job.name.as_str());
        let Some(handler) = handler else {
            return Err(JobError::Other(format!("no module does `{}`", job.name)));
        };
        let call = JobCall {
            id: job.id,
            payload: &job.payload,
        };
        handler(self, call)
    }

    fn settle(&mut self, ended: &mut [Result<(), JobError>]) {
        for (at, answer) in self.waiting.drain(..) {
            match answer.blocking_recv() {
                Ok(Ok(_) | Err(CommandError::Taken)) => {}
                Ok(Err(error)) => ended[at] = Err(error.into()),
                Err(_) => ended[at] = Err(CommandError::Unknown.into()),
            }
        }
    }
}

/// Later again, twice as late each time; after the last attempt it is a dead letter.
fn put_off(
    conn: &mut Conn,
    id: i64,
    attempts: i64,
    error: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let again = now.plus_seconds(1 << attempts.clamp(1, 12));
    conn.execute(
        "UPDATE job SET attempts = $1, leased_until = 0, due_at = $2, is_dead = $3,
                last_error = $4 WHERE id = $5",
        &[
            attempts.into(),
            again.into(),
            (attempts >= MAX_ATTEMPTS).into(),
            error.into(),
            id.into(),
        ],
    )?;
    Ok(())
}

fn lease_until(conn: &mut Conn, ids: Vec<i64>, until: Timestamp) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE job SET leased_until = $1 WHERE {}",
        conn.dialect().one_of("id", 2)
    );
    conn.execute(&sql, &[until.into(), Value::Ints(ids)])?;
    Ok(())
}

/// The runner: works when woken by a commit, and at least every second.
pub(crate) fn run(store: &Store) {
    while !store.inner.is_stopping() {
        if let Err(error) = store.run_due_jobs() {
            tracing::warn!(error = &error as &dyn std::error::Error, "jobs cannot run");
        }
        store.inner.wait_for_jobs(Duration::from_secs(1));
    }
}

impl Inner {
    /// Whether this process has not queued the slot yet; the database has the last word.
    fn slot_is_new(self: &Arc<Self>, name: &'static str, slot: &str) -> bool {
        let mut slots = self.slots.lock();
        if slots.get(name).is_some_and(|last| last == slot) {
            return false;
        }
        slots.insert(name, slot.to_owned());
        true
    }
}
