//! Failed sign-ins, counted in the database: rows that expire by themselves. Several nodes see the
//! same count, and a restart forgets none.

use contracts::Value;
use kernel::Timestamp;
use store::{StoreError, WriteTx};

/// Times of the newest attempts of an owner that have not expired, the newest first. Read in the
/// transaction that writes the next one, so that guesses sent at once are counted one by one.
pub(crate) fn newest(
    tx: &mut WriteTx<'_>,
    kind: &str,
    owner: i64,
    limit: usize,
) -> Result<Vec<Timestamp>, StoreError> {
    let now = tx.now;
    let params: [Value; 3] = [kind.into(), owner.into(), now.into()];
    let records = tx.conn.query(
        &format!(
            "SELECT at FROM plain WHERE kind = $1 AND owner = $2 AND expires_at > $3
              ORDER BY at DESC LIMIT {limit}"
        ),
        &params,
    )?;
    Ok(records
        .iter()
        .map(|record| Timestamp(record.int(0)))
        .collect())
}
