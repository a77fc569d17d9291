//! Jobs: what happens unasked. The work itself is a command, so a job may run twice.

use crate::{
    domain::settle::Settle,
    read::{SettleCursor, list_settle},
};
use kernel::CaseId;
use store::{CommandError, JobCall, JobError, JobRun, Store, Who};

/// Name of the job that records what the clock has done.
pub const SETTLE: &str = "cases.settle";

/// Cases in one chunk; each is a command of its own.
pub(crate) const CHUNK: usize = 200;

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
        settle_all(store, due.iter().map(|line| line.case_id))?;
        after = last;
    }
}

/// All of a chunk are submitted before the first is waited for: they share a commit.
pub(crate) fn settle_all(
    store: &Store,
    cases: impl Iterator<Item = CaseId>,
) -> Result<(), JobError> {
    let answers = cases
        .map(|case_id| store.execute_later(Who::System, None, Settle { case_id }))
        .collect::<Result<Vec<_>, _>>()?;
    for answer in answers {
        match answer.blocking_recv() {
            // Somebody was quicker, or the calendar is still missing.
            Ok(Ok(_) | Err(CommandError::Refused(_))) => {}
            Ok(Err(error)) => return Err(error.into()),
            Err(_) => return Err(CommandError::Unknown.into()),
        }
    }
    Ok(())
}
