//! Reports of imports that were made on a page: plain rows of the one who imported, for thirty days.
//! A report speaks of items and lines of a file, never of people.

use crate::app::ImportReport;
use kernel::{AccountId, Timestamp};
use store::{Plain, Reader, StoreError};

const KIND: &str = "catalogue-import";
const KEPT_SECONDS: i64 = 30 * 86_400;
const MOST: usize = 20;

/// The row that keeps a report; its key stands in the address of the page.
pub fn report_row(
    key: &str,
    owner: AccountId,
    at: Timestamp,
    report: &ImportReport,
) -> Result<Plain, StoreError> {
    Ok(Plain {
        kind: KIND,
        key: key.to_owned(),
        owner: owner.0,
        at,
        expires_at: at.plus_seconds(KEPT_SECONDS),
        body: serde_json::to_vec(report).map_err(|error| StoreError::Wrong(error.to_string()))?,
    })
}

/// A report of one's own.
pub fn find_report(
    reader: &mut Reader,
    owner: AccountId,
    key: &str,
) -> Result<Option<ImportReport>, StoreError> {
    let row = reader
        .find_plain(KIND, key)?
        .filter(|row| row.owner == owner.0);
    row.map(|row| read(&row)).transpose()
}

/// One's own reports with key and time, the newest first.
pub fn list_reports(
    reader: &mut Reader,
    owner: AccountId,
) -> Result<Vec<(String, Timestamp, ImportReport)>, StoreError> {
    let rows = reader.list_plain(KIND, owner.0, MOST)?;
    rows.iter()
        .map(|row| Ok((row.key.clone(), row.at, read(row)?)))
        .collect()
}

fn read(row: &Plain) -> Result<ImportReport, StoreError> {
    serde_json::from_slice(&row.body)
        .map_err(|cause| StoreError::Row(format!("a report of an import: {cause}")))
}
