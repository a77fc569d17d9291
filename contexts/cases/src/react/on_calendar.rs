//! A change of the working-day calendar was released: running due dates are counted anew.

use crate::{
    app::jobs::{CHUNK, settle_all},
    read::list_moved,
};
use contracts::events::CalendarReleased;
use std::sync::Arc;
use store::{JobCall, JobError, JobRun};

/// Settles the open cases that the calendar in force moves, chunk by chunk. Safe to run twice: what
/// has moved is not in the list any more.
///
/// # Law
/// 行政许可法 art. 82: limits are in working days. Every act on a case counts anew before it, so the
/// dates are right from the release on; this makes the lists say so.
pub fn on_calendar(run: &mut JobRun<'_>, call: JobCall<'_>) -> Result<(), JobError> {
    let released: CalendarReleased = serde_json::from_str(call.payload)?;
    let store = run.store();
    let mut after = None;
    loop {
        let page = store.read_blocking(move |reader| {
            let calendar = Arc::clone(&reader.calendar);
            list_moved(reader, &calendar, released.area, after, CHUNK)
        })?;
        settle_all(store, page.moved.iter().map(|moved| moved.case))?;
        // A case that moves to a later day is met again there, and has nothing left to move.
        let Some(next) = page.next else {
            return Ok(());
        };
        after = Some(next);
    }
}
