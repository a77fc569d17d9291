//! Jobs: what happens unasked. The work itself is a command, so a job may run twice.

use crate::{
    domain::settle::Settle,
    read::{SettleCursor, list_settle},
};
use store::{CommandError, JobCall, JobError, JobRun, Who};

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
pub fn settle_due(run: &mut JobRun<'_>, _call: JobCall<'_>) -> Result<(), JobError> {
    let store = run.store();
    let mut after = SettleCursor::START;
    loop {
        let due = store.read_blocking(move |reader| list_settle(reader, after, CHUNK))?;
        let Some(&last) = due.last() else {
            return Ok(());
        };
        // All of a chunk are submitted before the first is waited for: they share a commit.
        let mut answers = Vec::with_capacity(due.len());
        for line in due {
            let settle = Settle {
                case_id: line.case_id,
            };
            answers.push(store.execute_later(Who::System, None, settle)?);
        }
        for answer in answers {
            match answer.blocking_recv() {
                // Somebody was quicker, or the calendar is still missing.
                Ok(Ok(_) | Err(CommandError::Refused(_))) => {}
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => return Err(CommandError::Unknown.into()),
            }
        }
        after = last;
    }
}
