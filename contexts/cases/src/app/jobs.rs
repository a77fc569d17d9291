//! Jobs: what happens unasked. The work itself is a command, so a job may run twice.

use crate::{
    domain::settle::Settle,
    read::{SettleCursor, list_settle},
};
use store::{CommandError, JobCall, JobError, Store, Who};

/// Name of the job that records what the clock has done.
pub const SETTLE: &str = "cases.settle";

/// Cases in one chunk; each is a command of its own.
const CHUNK: usize = 200;

/// Records what dates have done to cases by today: deemed acceptances, procedures that ended, due
/// dates whose calendar came out.
///
/// # Law
/// 行政许可法 art. 32(4), art. 45. Every act on a case does the same before it, so a night without
/// this job changes no outcome.
pub fn settle_due(store: &Store, _call: JobCall<'_>) -> Result<(), JobError> {
    let mut after = SettleCursor::START;
    loop {
        let due = store.read_blocking(move |reader| list_settle(reader, after, CHUNK))?;
        let Some(&last) = due.last() else {
            return Ok(());
        };
        for line in due {
            let settle = Settle {
                case_id: line.case_id,
            };
            match store.execute_blocking(Who::System, None, settle) {
                // Somebody was quicker, or the calendar is still missing.
                Ok(_) | Err(CommandError::Refused(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        after = last;
    }
}
