//! Node numbers: each process that makes ids has one of its own.

use crate::{Conn, StoreError, Target};

/// A leased number.
pub(crate) struct Node {
    pub(crate) number: u8,
    /// The session that holds the lease.
    pub(crate) guard: Option<Conn>,
}

/// Leases a node number: an advisory lock that ends with its session.
pub(crate) fn lease(target: &Target) -> Result<Node, StoreError> {
    if matches!(target, Target::Sqlite(_)) {
        return Ok(Node {
            number: 0,
            guard: None,
        });
    }
    let mut conn = Conn::open(target)?;
    for number in 0..=u8::MAX {
        let lock = 431_200 + i64::from(number);
        let record = conn.query_one(&format!("SELECT pg_try_advisory_lock({lock})"), &[])?;
        if record.is_some_and(|record| record.int(0) != 0) {
            return Ok(Node {
                number,
                guard: Some(conn),
            });
        }
    }
    Err(StoreError::Wrong("all 256 node numbers are in use".into()))
}
