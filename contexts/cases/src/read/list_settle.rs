//! Cases that the clock may have changed by today, for the job that records it.

use super::CASE_ROW;
use contracts::Value;
use kernel::{CaseId, time::days_since_epoch};
use store::{Reader, StoreError};

/// A case in the list, and where the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettleCursor {
    /// Days since 1970-01-01, as stored.
    pub settle_on: i64,
    pub case_id: CaseId,
}

impl SettleCursor {
    pub const START: Self = Self {
        settle_on: i64::MIN,
        case_id: CaseId(i64::MIN),
    };
}

/// The next page, the longest waiting first. No gate: only the job asks.
pub fn list_settle(
    reader: &mut Reader,
    after: SettleCursor,
    limit: usize,
) -> Result<Vec<SettleCursor>, StoreError> {
    let today = i64::from(days_since_epoch(reader.now.date()));
    // The bound that never matters names the partial index.
    let sql = format!(
        "SELECT settle_on, id FROM {}
          WHERE (settle_on, id) > ($1, $2) AND settle_on <= $3 AND settle_on < 9999999
          ORDER BY settle_on, id
          LIMIT {limit}",
        CASE_ROW.name
    );
    let params = [
        after.settle_on.into(),
        Value::Int(after.case_id.0),
        today.into(),
    ];
    let records = reader.query(&sql, &params)?;
    let lines = records.iter().map(|record| SettleCursor {
        settle_on: record.int(0),
        case_id: CaseId(record.int(1)),
    });
    Ok(lines.collect())
}
