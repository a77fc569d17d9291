//! Checkpoints of SQLite's write-ahead log, away from the writer: a thread of its own carries pages
//! from the log into the database while the writer goes on. Left to SQLite, every commit of more
//! than a thousand pages would do it before it answers.
//!
//! The thread never catches up with a busy writer, and only a log that was carried over whole is
//! begun again from its start. So when the log is large, the writer itself carries the small rest.

use crate::{Conn, Dialect, Inner, StoreError};
use std::sync::Weak;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

/// Pages in the log from which the writer helps, so that the log begins again: 256 MB.
const LARGE_LOG: i64 = 65_536;

/// What the writer and the thread tell one another.
#[derive(Debug, Default)]
pub(crate) struct Checkpoints {
    committed: (parking_lot::Mutex<bool>, parking_lot::Condvar),
    log_is_large: AtomicBool,
    /// Pages in the log when it was last looked at.
    pub(crate) log_pages: AtomicI64,
}

impl Checkpoints {
    /// The writer committed: there are pages to carry.
    pub(crate) fn note_commit(&self) {
        *self.committed.0.lock() = true;
        self.committed.1.notify_one();
    }

    /// Until there is something to carry. While the writer is asked to help, the thread keeps out of
    /// its way: only one of them can hold the checkpoint.
    fn wait(&self) {
        let mut committed = self.committed.0.lock();
        if !*committed || self.log_is_large.load(Ordering::Relaxed) {
            self.committed
                .1
                .wait_for(&mut committed, Duration::from_secs(1));
        }
        *committed = false;
        drop(committed);
        // Pages that are written again and again are carried once a second, not once a commit.
        std::thread::sleep(Duration::from_secs(1));
    }

    /// Before a batch: carries the rest if the log has grown large.
    pub(crate) fn help(&self, conn: &mut Conn) -> Result<(), StoreError> {
        if self.log_is_large.load(Ordering::Relaxed) {
            self.carry(conn)?;
            self.log_is_large.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Carries what no reader still needs; says whether anything is left.
    fn carry(&self, conn: &mut Conn) -> Result<bool, StoreError> {
        let record = conn.query_one("PRAGMA wal_checkpoint(PASSIVE)", &[])?;
        let Some(record) = record else {
            return Ok(false);
        };
        let (pages, carried) = (record.int(1), record.int(2));
        self.log_pages.store(pages, Ordering::Relaxed);
        Ok(carried < pages)
    }
}

/// The thread; it ends with its store.
pub(crate) fn run(store: &Weak<Inner>) {
    let mut conn = None;
    while let Some(inner) = store.upgrade()
        && !inner.is_stopping()
    {
        let checkpoints = &inner.checkpoints;
        checkpoints.wait();
        if checkpoints.log_is_large.load(Ordering::Relaxed) {
            continue;
        }
        let result = match &mut conn {
            None => Conn::open(&inner.target).map(|opened| conn = Some(opened)),
            Some(open) => {
                debug_assert_eq!(open.dialect(), Dialect::Sqlite, "a log of SQLite's");
                checkpoints.carry(open).map(|is_behind| {
                    let is_large = checkpoints.log_pages.load(Ordering::Relaxed) > LARGE_LOG;
                    checkpoints
                        .log_is_large
                        .store(is_behind && is_large, Ordering::Relaxed);
                })
            }
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
