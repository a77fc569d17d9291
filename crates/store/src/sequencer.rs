//! The sequencer gives committed events their position: one order for everything that follows the
//! log. In SQLite the one writer does it in the same commit. On PostgreSQL ids and commits come in
//! different orders when writers are concurrent, so one leader reads behind the oldest running
//! transaction; positions are unique in the table, so that an old leader fails.

use crate::{Conn, Store, StoreError};
use contracts::Value;
use std::time::Duration;

/// Advisory lock of the leader.
const LEADER: i64 = 431_101;

/// Sequences what is committed; returns how many events got a position.
pub(crate) fn step(conn: &mut Conn) -> Result<usize, StoreError> {
    conn.begin_write()?;
    match step_in_transaction(conn) {
        Ok(done) => {
            conn.commit()?;
            Ok(done)
        }
        Err(error) => {
            conn.rollback();
            Err(error)
        }
    }
}

fn step_in_transaction(conn: &mut Conn) -> Result<usize, StoreError> {
    let last = conn.query_one(
        "SELECT s.position, e.tx, e.id FROM sequence s JOIN event e ON e.id = s.event
          ORDER BY s.position DESC LIMIT 1",
        &[],
    )?;
    let (mut position, tx, id) =
        last.map_or((0, 0, 0), |last| (last.int(0), last.int(1), last.int(2)));
    let events = conn.query(
        "SELECT id FROM event
          WHERE (tx, id) > ($1, $2) AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
          ORDER BY tx, id LIMIT 20000",
        &[tx.into(), id.into()],
    )?;
    let rows: Vec<Vec<Value>> = events
        .iter()
        .map(|event| {
            position += 1;
            vec![Value::Int(position), Value::Int(event.int(0))]
        })
        .collect();
    conn.insert(
        "sequence",
        crate::schema::columns(&crate::schema::SEQUENCE),
        &rows,
        "",
    )?;
    Ok(rows.len())
}

/// The sequencer's thread on PostgreSQL.
pub(crate) fn run(store: &Store) {
    let mut conn = None;
    let mut is_leader = false;
    let mut idle = 0_u32;
    let inner = &store.inner;
    while !store.inner.is_stopping() {
        let result = match &mut conn {
            None => Conn::open(&store.inner.target).map(|opened| {
                conn = Some(opened);
                is_leader = false;
                0
            }),
            Some(open) if !is_leader => open
                .query_one(&format!("SELECT pg_try_advisory_lock({LEADER})"), &[])
                .map(|record| {
                    is_leader = record.is_some_and(|record| record.int(0) != 0);
                    0
                }),
            Some(open) => step(open),
        };
        match result {
            Ok(done) if done > 0 => {}
            Ok(_) => {
                // The lease of the node's number has a session of its own that may break alone.
                idle = idle.wrapping_add(1);
                if idle.is_multiple_of(20)
                    && let Err(error) = inner.node.renew(&inner.target, &inner.ids)
                {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the node's number cannot be leased"
                    );
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the sequencer stopped"
                );
                conn = None;
                std::thread::sleep(Duration::from_millis(500));
            }
        }
    }
}
