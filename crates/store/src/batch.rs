//! A batch: load for all, decide each, write for all, one durable commit, answer all.

use crate::pipeline::{Batch, Done, Run, Slot, SubmitKey, Who, chain_hash};
use crate::registry::StoredEvent;
use crate::{CommandError, Conn, Dialect, Inner, StoreError, schema, search, vault};
use contracts::row::RowParts;
use contracts::{Rows, Series, Value};
use kernel::{AccountId, Actor, Reference, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::oneshot;

/// A plain write; it may run twice if its batch is split.
pub(crate) type PlainWork = Box<dyn FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send>;

/// What the writer is asked to do.
pub(crate) enum Task {
    Command {
        who: Who,
        key: Option<SubmitKey>,
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
enum Outcome {
    Command(Result<Done, CommandError>),
    Write,
}

/// The running transaction, for plain writes.
#[derive(Debug)]
pub struct WriteTx<'a> {
    pub conn: &'a mut Conn,
    pub now: Timestamp,
    pub(crate) inner: &'a Inner,
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
}

impl Writer {
    pub(crate) fn new(mut conn: Conn, inner: Arc<Inner>) -> Result<Self, StoreError> {
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
                    fail(tasks, &Arc::new(error));
                    self.reconnect();
                    return;
                }
            }
        }
    }

    /// A broken connection is replaced; until that works, tasks fail one batch at a time.
    fn reconnect(&mut self) {
        if self.conn.batch("SELECT 1").is_err() {
            match Conn::open(&self.inner.target) {
                Ok(conn) => self.conn = conn,
                Err(error) => tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the database cannot be reached"
                ),
            }
        }
    }

    fn attempt(
        &mut self,
        tasks: &mut [Task],
        check_claims: bool,
    ) -> Result<Vec<Outcome>, StoreError> {
        let inner = Arc::clone(&self.inner);
        self.conn.begin_write()?;
        let now = self.batch_time()?;
        let mut outcomes: Vec<Option<Outcome>> = tasks.iter().map(|_| None).collect();
        answer_repeats(&mut self.conn, tasks, &mut outcomes, now)?;
        let reference = inner.reference(&mut self.conn)?;
        let mut batch = Batch {
            registry: &inner.registry,
            ids: &inner.ids,
            now,
            calendar: crate::calendar_of(&reference),
            actors: HashMap::new(),
            slots: load(&mut self.conn, &inner, tasks, &outcomes)?,
            series: HashMap::new(),
            entropy: inner.entropy()?,
            rows: Rows::default(),
            events: Vec::new(),
            claims: BTreeSet::new(),
            vault: Vec::new(),
            reference,
        };
        batch.actors = actors(&mut self.conn, &inner, &batch.reference, tasks, now)?;
        batch.series = series(&mut self.conn, tasks, &mut batch)?;
        let used = batch.series.clone();
        let mut keys = Vec::new();
        let mut seen: HashMap<(String, i64), usize> = HashMap::new();
        for at in 0..tasks.len() {
            if outcomes[at].is_some() {
                continue;
            }
            match &mut tasks[at] {
                Task::Command { who, key, run, .. } => {
                    let actor = account_of(*who);
                    // The same key twice in one batch: the second gets the first's answer.
                    if let Some(key) = key
                        && let Some(first) = seen.get(&(key.key.clone(), actor))
                    {
                        outcomes[at] =
                            Some(repeat_in_batch(outcomes[*first].as_ref(), *first == at));
                        continue;
                    }
                    let result = run.run(*who, &mut batch);
                    if let (Ok(done), Some(key)) = (&result, key.as_ref()) {
                        seen.insert((key.key.clone(), actor), at);
                        keys.push(idempotency_row(key, actor, now, done));
                    }
                    outcomes[at] = Some(Outcome::Command(result));
                }
                Task::Write { work, .. } => {
                    let mut tx = WriteTx {
                        conn: &mut self.conn,
                        now,
                        inner: &inner,
                    };
                    work(&mut tx)?;
                    outcomes[at] = Some(Outcome::Write);
                }
            }
        }
        if check_claims && is_claimed(&mut self.conn, &batch)? {
            self.conn.rollback();
            return Ok(vec![Outcome::Command(Err(CommandError::Taken))]);
        }
        self.write(batch, &used, &keys)?;
        self.conn.commit()?;
        Ok(outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or(Outcome::Write))
            .collect())
    }

    fn batch_time(&mut self) -> Result<Timestamp, StoreError> {
        let clock = &self.inner.clock;
        match self.conn.dialect() {
            Dialect::Postgres if !clock.is_manual() => {
                let record = self.conn.query_one(
                    "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
                    &[],
                )?;
                Ok(clock.of_machine(record.map_or(0, |record| record.int(0))))
            }
            Dialect::Postgres | Dialect::Sqlite => Ok(clock.now()),
        }
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
                    event.kind.into(),
                    event.name.into(),
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
        let claim_rows: Vec<Vec<Value>> = claims
            .into_iter()
            .map(|claim| vec![claim.kind.into(), claim.key.into(), claim.stream.into()])
            .collect();
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
        if slot.is_changed {
            let kind = inner.registry.kind(slot.kind)?;
            rows.push(vec![
                id.into(),
                slot.kind.into(),
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
            crate::jobs::row(id, reaction.job, &id.to_string(), reaction.payload, now)
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

fn account_of(who: Who) -> i64 {
    match who {
        Who::System | Who::Anonymous => 0,
        Who::Account(account) => account.0,
    }
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

fn repeat_in_batch(first: Option<&Outcome>, is_self: bool) -> Outcome {
    debug_assert!(!is_self, "a command does not repeat itself");
    match first {
        Some(Outcome::Command(Ok(done))) => Outcome::Command(Ok(Done {
            is_repeat: true,
            ..done.clone()
        })),
        Some(Outcome::Command(Err(error))) => Outcome::Command(Err(error.clone())),
        Some(Outcome::Write) | None => Outcome::Command(Err(CommandError::Unknown)),
    }
}

/// Gives the first answer again to keys that were seen before.
fn answer_repeats(
    conn: &mut Conn,
    tasks: &[Task],
    outcomes: &mut [Option<Outcome>],
    _now: Timestamp,
) -> Result<(), StoreError> {
    let keys: Vec<String> = tasks
        .iter()
        .filter_map(|task| match task {
            Task::Command { key, .. } => key.as_ref().map(|key| key.key.clone()),
            Task::Write { .. } => None,
        })
        .collect();
    if keys.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT key, actor, body_hash, answer FROM idempotency WHERE {}",
        conn.dialect().one_of("key", 1)
    );
    let records = conn.query(&sql, &[Value::Texts(keys)])?;
    for (task, outcome) in tasks.iter().zip(outcomes) {
        let Task::Command {
            who,
            key: Some(key),
            ..
        } = task
        else {
            continue;
        };
        let seen = records
            .iter()
            .find(|record| record.text(0) == key.key && record.int(1) == account_of(*who));
        if let Some(record) = seen {
            *outcome = Some(Outcome::Command(if record.blob(2) == key.body_hash {
                serde_json::from_str::<Done>(record.text(3))
                    .map(|done| Done {
                        is_repeat: true,
                        ..done
                    })
                    .map_err(|_| CommandError::Unknown)
            } else {
                Err(CommandError::KeyReused)
            }));
        }
    }
    Ok(())
}

/// Loads the states of all commands: one query, and one more for those that have no state row.
fn load(
    conn: &mut Conn,
    inner: &Inner,
    tasks: &[Task],
    outcomes: &[Option<Outcome>],
) -> Result<HashMap<i64, Slot>, StoreError> {
    let mut wanted: HashMap<i64, &'static str> = HashMap::new();
    for (task, outcome) in tasks.iter().zip(outcomes) {
        if let (Task::Command { run, .. }, None) = (task, outcome) {
            for stream in run.streams() {
                wanted.insert(stream.id, stream.kind);
            }
        }
    }
    let mut slots = HashMap::new();
    if wanted.is_empty() {
        return Ok(slots);
    }
    let mut ids: Vec<i64> = wanted.keys().copied().collect();
    ids.sort_unstable();
    let lock = match conn.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE",
    };
    let sql = format!(
        "SELECT id, kind, version, shape, head, body FROM state WHERE {} ORDER BY id{lock}",
        conn.dialect().one_of("id", 1)
    );
    for record in conn.query(&sql, &[Value::Ints(ids)])? {
        let id = record.int(0);
        let Some(kind_name) = wanted.get(&id) else {
            continue;
        };
        // A stream of another kind under this id is not there for this command.
        if record.text(1) != *kind_name {
            continue;
        }
        let kind = inner.registry.kind(kind_name)?;
        if record.int(3) != i64::from(kind.shape()) {
            continue;
        }
        if let Some(state) = kind.decode(record.blob(5)) {
            slots.insert(
                id,
                Slot {
                    kind: kind_name,
                    version: record.int(2),
                    head: record.blob(4).to_vec(),
                    state,
                    is_changed: false,
                },
            );
        }
    }
    let missing: Vec<i64> = wanted
        .keys()
        .copied()
        .filter(|id| !slots.contains_key(id))
        .collect();
    for id in &missing {
        let kind_name = wanted[id];
        let state = inner.registry.kind(kind_name)?.initial(*id);
        slots.insert(
            *id,
            Slot {
                kind: kind_name,
                version: 0,
                head: Vec::new(),
                state,
                is_changed: false,
            },
        );
    }
    fold_missing(conn, inner, missing, &mut slots)?;
    Ok(slots)
}

/// Folds streams whose state row is missing or of another shape, checking the chain on the way.
fn fold_missing(
    conn: &mut Conn,
    inner: &Inner,
    missing: Vec<i64>,
    slots: &mut HashMap<i64, Slot>,
) -> Result<(), StoreError> {
    if missing.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT {EVENT_COLUMNS} FROM event WHERE {} ORDER BY stream, version",
        conn.dialect().one_of("stream", 1)
    );
    for record in conn.query(&sql, &[Value::Ints(missing)])? {
        let event = stored_event(&record);
        let Some(slot) = slots.get_mut(&event.stream) else {
            continue;
        };
        if event.kind != slot.kind {
            continue;
        }
        check_chain(&slot.head, &event)?;
        inner
            .registry
            .kind(slot.kind)?
            .apply(&event, &mut slot.state, None)?;
        slot.version = event.version;
        slot.head = event.hash;
    }
    Ok(())
}

pub(crate) const EVENT_COLUMNS: &str =
    "id, stream, version, kind, name, shape, at, actor, body, hash";

pub(crate) fn stored_event(record: &crate::Record) -> StoredEvent {
    StoredEvent {
        id: record.int(0),
        stream: record.int(1),
        version: record.int(2),
        kind: record.text(3).to_owned(),
        name: record.text(4).to_owned(),
        shape: u16::try_from(record.int(5)).unwrap_or(1),
        at: Timestamp(record.int(6)),
        actor: AccountId(record.int(7)),
        body: record.blob(8).to_vec(),
        hash: record.blob(9).to_vec(),
    }
}

/// Whether the event follows the one whose hash is given.
pub(crate) fn check_chain(previous: &[u8], event: &StoredEvent) -> Result<(), StoreError> {
    let expected = chain_hash(
        previous,
        event.stream,
        event.version,
        &event.name,
        event.at,
        event.actor.0,
        &event.body,
    );
    if expected == event.hash {
        Ok(())
    } else {
        Err(StoreError::Chain {
            stream: event.stream,
            version: event.version,
        })
    }
}

/// Resolves everybody who submitted, with one query.
fn actors(
    conn: &mut Conn,
    inner: &Inner,
    reference: &Reference,
    tasks: &[Task],
    now: Timestamp,
) -> Result<HashMap<Who, Arc<Actor>>, StoreError> {
    let whos: BTreeSet<i64> = tasks
        .iter()
        .filter_map(|task| match task {
            Task::Command {
                who: Who::Account(account),
                ..
            } => Some(account.0),
            Task::Command { .. } | Task::Write { .. } => None,
        })
        .collect();
    inner.resolve(conn, reference, &whos, now.date())
}

/// Next numbers of every series that a command asked for, locked until the commit.
fn series(
    conn: &mut Conn,
    tasks: &[Task],
    batch: &mut Batch<'_>,
) -> Result<HashMap<Series, u32>, StoreError> {
    let mut wanted: BTreeSet<Series> = BTreeSet::new();
    for task in tasks {
        if let Task::Command { who, run, .. } = task {
            let env = batch.env(*who, &[]);
            wanted.extend(run.series(&env));
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let lock = match conn.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE",
    };
    let names: Vec<String> = wanted.iter().map(|series| series.0.clone()).collect();
    if conn.dialect() == Dialect::Postgres {
        // Two writers that begin one series must meet on its row.
        let rows: Vec<Vec<Value>> = names
            .iter()
            .map(|name| vec![name.clone().into(), Value::Int(1)])
            .collect();
        conn.insert(
            "series",
            schema::columns(&schema::SERIES),
            &rows,
            "ON CONFLICT (series) DO NOTHING",
        )?;
    }
    let sql = format!(
        "SELECT series, next FROM series WHERE {} ORDER BY series{lock}",
        conn.dialect().one_of("series", 1)
    );
    let mut found: HashMap<Series, u32> = wanted.into_iter().map(|series| (series, 1)).collect();
    for record in conn.query(&sql, &[Value::Texts(names)])? {
        let next = u32::try_from(record.int(1)).unwrap_or(u32::MAX);
        found.insert(Series(record.text(0).to_owned()), next);
    }
    Ok(found)
}

/// Whether somebody else already has one of the batch's claims.
fn is_claimed(conn: &mut Conn, batch: &Batch<'_>) -> Result<bool, StoreError> {
    for claim in &batch.claims {
        let taken = conn.query_one(
            "SELECT 1 FROM claim WHERE kind = $1 AND key = $2",
            &[claim.kind.into(), claim.key.clone().into()],
        )?;
        if taken.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn answer(tasks: Vec<Task>, outcomes: Vec<Outcome>) {
    for (task, outcome) in tasks.into_iter().zip(outcomes) {
        // Who no longer waits for the answer finds it again under the key.
        match (task, outcome) {
            (Task::Command { reply, .. }, Outcome::Command(result)) => {
                let _ = reply.send(result);
            }
            (Task::Write { reply, .. }, Outcome::Write) => {
                let _ = reply.send(Ok(()));
            }
            (Task::Command { reply, .. }, Outcome::Write) => {
                let _ = reply.send(Err(CommandError::Unknown));
            }
            (Task::Write { reply, .. }, Outcome::Command(_)) => {
                let _ = reply.send(Err(CommandError::Unknown));
            }
        }
    }
}

/// Tells everybody that the batch failed. Whether it was written is unknown if the connection broke
/// during the commit, so nobody hears "refused".
fn fail(tasks: Vec<Task>, error: &Arc<StoreError>) {
    for task in tasks {
        match task {
            Task::Command { reply, .. } => {
                let _ = reply.send(Err(CommandError::Store(Arc::clone(error))));
            }
            Task::Write { reply, .. } => {
                let _ = reply.send(Err(CommandError::Store(Arc::clone(error))));
            }
        }
    }
}
