//! Checkpoints of SQLite's write-ahead log, away from the writer: a thread of its own carries pages
//! from the log into the database while the writer goes on. Left to SQLite, every commit of more
//! than a thousand pages would do it before it answers.
//!
//! The thread never catches up with a busy writer, and only a log that was carried over whole is
//! begun again from its start. So when the log is large, the writer waits for the thread and carries
//! the rest itself. A log that is never large is read in a moment when the city starts again.

use crate::{Conn, Inner, StoreError};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Pages in the log from which the writer carries the rest itself: 128 MB.
const LARGE_LOG: i64 = 32_768;
/// What is left of the log's file once it is begun again, in bytes.
pub(crate) const KEPT_LOG: i64 = 128 << 20;

/// What the writer and the thread share.
#[derive(Debug, Default)]
pub(crate) struct Checkpoints {
    committed: (parking_lot::Mutex<bool>, parking_lot::Condvar),
    /// Pages in the log after the last commit.
    pub(crate) log_pages: Arc<AtomicI64>,
    /// Held by the one that carries: only one of them can.
    carrying: parking_lot::Mutex<()>,
}

impl Checkpoints {
    /// The writer committed: there are pages to carry.
    pub(crate) fn note_commit(&self) {
        *self.committed.0.lock() = true;
        self.committed.1.notify_one();
    }

    /// Until there is something to carry.
    fn wait(&self) {
        let mut committed = self.committed.0.lock();
        if !*committed {
            self.committed
                .1
                .wait_for(&mut committed, Duration::from_secs(1));
        }
        *committed = false;
        drop(committed);
        // Pages that are written again and again are carried a few times a second, not once a commit.
        std::thread::sleep(Duration::from_millis(300));
    }

    /// Before a batch of the writer.
    pub(crate) fn help(&self, conn: &mut Conn) -> Result<(), StoreError> {
        if self.log_pages.load(Ordering::Relaxed) > LARGE_LOG {
            self.carry(conn)?;
            self.log_pages.store(0, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Carries what no reader still needs.
    fn carry(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let _alone = self.carrying.lock();
        conn.query_one("PRAGMA wal_checkpoint(PASSIVE)", &[])?;
        Ok(())
    }
}

/// The last one, when the city stops. What cannot be carried now is read at the next start.
pub(crate) fn finish(inner: &Inner) {
    if !matches!(inner.target, crate::Target::Sqlite(_)) {
        return;
    }
    let _alone = inner.checkpoints.carrying.lock();
    let done = Conn::open(&inner.target).and_then(|mut conn| {
        conn.batch("PRAGMA busy_timeout = 500")?;
        conn.query_one("PRAGMA wal_checkpoint(TRUNCATE)", &[])
    });
    if let Err(error) = done {
        tracing::debug!(
            error = &error as &dyn std::error::Error,
            "the write-ahead log stays as it is"
        );
    }
}

/// The thread; it ends with its store.
pub(crate) fn run(store: &Weak<Inner>) {
    let mut conn = None;
    while let Some(inner) = store.upgrade()
        && !inner.is_stopping()
    {
        inner.checkpoints.wait();
        let result = match &mut conn {
            None => Conn::open(&inner.target).map(|opened| conn = Some(opened)),
            Some(open) => inner.checkpoints.carry(open),
        };
        if let Err(error) = result {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the write-ahead log cannot be carried over"
            );
            conn = None;
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}
