//! A service ended: its applicant gets a token. Closing and serving both tell; the first one counts.

use crate::app::Invite;
use contracts::events::CaseRatingDue;
use store::{JobCall, JobError, JobRun, SubmitKey, Who};

/// Safe to run twice, by the job's key and by the claim of the matter on its token.
pub fn on_case(run: &mut JobRun<'_>, call: JobCall<'_>) -> Result<(), JobError> {
    let due: CaseRatingDue = serde_json::from_str(call.payload)?;
    let key = SubmitKey::new(format!("job:{}", call.id), call.payload.as_bytes());
    let command = Invite {
        rating: run.store().new_id(),
        due,
    };
    run.execute(Who::System, key, command)
}
