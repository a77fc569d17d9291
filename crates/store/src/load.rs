//! What a batch loads before it decides: earlier answers, states, actors, numbers.

use crate::batch::{Outcome, Task};
use crate::pipeline::{Batch, Bound, Done, HashKind, Slot, Who, chain_hash};
use crate::registry::StoredEvent;
use crate::{CommandError, Conn, Dialect, Inner, StoreError, schema};
use contracts::{Series, Value};
use kernel::{AccountId, Actor, Reference, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Gives the first answer again to keys that were seen before.
pub(crate) fn answer_repeats(
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
    let seen: HashMap<(&str, i64), &crate::Record> = records
        .iter()
        .map(|record| ((record.text(0), record.int(1)), record))
        .collect();
    if seen.is_empty() {
        return Ok(());
    }
    for (task, outcome) in tasks.iter().zip(outcomes) {
        let Task::Command {
            who,
            key: Some(key),
            ..
        } = task
        else {
            continue;
        };
        if let Some(record) = seen.get(&(key.key.as_str(), account_of(*who))) {
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
pub(crate) fn load(
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
    let mut ids = Vec::with_capacity(wanted.len());
    for (id, kind) in &wanted {
        if inner.registry.kind(kind)?.keeps_state() {
            ids.push(*id);
        }
    }
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
        // 0 is nobody's: its hash does not fit.
        shape: u16::try_from(record.int(5)).unwrap_or(0),
        at: Timestamp(record.int(6)),
        actor: AccountId(record.int(7)),
        body: record.blob(8).to_vec(),
        hash: record.blob(9).to_vec(),
    }
}

/// Whether the event follows the one whose hash is given.
pub(crate) fn check_chain(previous: &[u8], event: &StoredEvent) -> Result<(), StoreError> {
    let broken = StoreError::Chain {
        stream: event.stream,
        version: event.version,
    };
    let Some((hash, cover)) = HashKind::of(&event.hash) else {
        return Err(broken);
    };
    let expected = chain_hash(
        hash,
        cover,
        previous,
        &Bound {
            id: event.id,
            stream: event.stream,
            version: event.version,
            kind: &event.kind,
            name: &event.name,
            shape: event.shape,
            at: event.at,
            actor: event.actor.0,
            body: &event.body,
        },
    );
    if expected == event.hash {
        Ok(())
    } else {
        Err(broken)
    }
}

/// Resolves everybody who submitted, with one query.
pub(crate) fn actors(
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
pub(crate) fn series(
    conn: &mut Conn,
    tasks: &[Task],
    batch: &mut Batch<'_>,
) -> Result<HashMap<Series, u32>, StoreError> {
    let now = batch.now;
    let mut wanted: BTreeSet<Series> = BTreeSet::new();
    for task in tasks {
        if let Task::Command {
            who, moment, run, ..
        } = task
        {
            batch.now = moment.map_or(now, |moment| moment.at);
            let env = batch.env(*who, &[]);
            wanted.extend(run.series(&env));
        }
    }
    batch.now = now;
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
pub(crate) fn is_claimed(conn: &mut Conn, batch: &Batch<'_>) -> Result<bool, StoreError> {
    for (kind, key) in batch.claims.keys() {
        let taken = conn.query_one(
            "SELECT 1 FROM claim WHERE kind = $1 AND key = $2",
            &[Value::fixed(kind), key.clone().into()],
        )?;
        if taken.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(crate) fn account_of(who: Who) -> i64 {
    match who {
        Who::System | Who::Anonymous => 0,
        Who::Account(account) => account.0,
    }
}
