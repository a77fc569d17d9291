//! A case moved: its applicant is told.

use crate::app::Tell;
use contracts::events::CaseMessageDue;
use store::{JobCall, JobError, Store, SubmitKey, Who};

/// Safe to run twice: the message has the job's own id, and the command its key.
pub(crate) fn on_case(store: &Store, call: JobCall<'_>) -> Result<(), JobError> {
    let due: CaseMessageDue = serde_json::from_str(call.payload)?;
    let key = SubmitKey::new(format!("job:{}", call.id), call.payload.as_bytes());
    store.execute_blocking(Who::System, Some(key), Tell { id: call.id, due })?;
    Ok(())
}
