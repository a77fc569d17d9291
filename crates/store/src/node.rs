//! Node numbers: each process that makes ids has one of its own.

use crate::ids::Ids;
use crate::{Conn, StoreError, Target};
use parking_lot::Mutex;

/// Advisory locks of the numbers begin here.
const LOCKS: i64 = 431_200;

/// The leased number. The session holds the lease: when it is lost, so is the number.
#[derive(Debug)]
pub(crate) struct Node {
    guard: Mutex<Option<Conn>>,
}

impl Node {
    /// Leases a number for a process that begins.
    pub(crate) fn lease(target: &Target) -> Result<(u8, Self), StoreError> {
        let (number, guard) = match target {
            Target::Sqlite(_) => (0, None),
            Target::Postgres(_) => {
                let mut conn = Conn::open(target)?;
                (take(&mut conn, 0)?, Some(conn))
            }
        };
        let guard = Mutex::new(guard);
        Ok((number, Self { guard }))
    }

    /// Makes sure of the lease: if its session is gone, another process may have the number by now,
    /// and the ids to come get one that is free.
    pub(crate) fn renew(&self, target: &Target, ids: &Ids) -> Result<(), StoreError> {
        let mut guard = self.guard.lock();
        let is_held = guard
            .as_mut()
            .is_none_or(|conn| conn.batch("SELECT 1").is_ok());
        if is_held {
            return Ok(());
        }
        let mut conn = Conn::open(target)?;
        let number = take(&mut conn, ids.node())?;
        ids.move_to(number);
        *guard = Some(conn);
        Ok(())
    }
}

/// The wished number if it is free, else the lowest that is.
fn take(conn: &mut Conn, wished: u8) -> Result<u8, StoreError> {
    for number in std::iter::once(wished).chain(0..=u8::MAX) {
        let lock = LOCKS + i64::from(number);
        let record = conn.query_one(&format!("SELECT pg_try_advisory_lock({lock})"), &[])?;
        if record.is_some_and(|record| record.int(0) != 0) {
            return Ok(number);
        }
    }
    Err(StoreError::Wrong("all 256 node numbers are in use".into()))
}
