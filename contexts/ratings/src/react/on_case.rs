//! A service ended: its applicant gets a token. Closing and serving both tell; the first one counts.

use crate::app::Invite;
use contracts::events::CaseRatingDue;
use store::{CommandError, JobCall, JobError, Store, SubmitKey, Who};

pub fn on_case(store: &Store, call: JobCall<'_>) -> Result<(), JobError> {
    let due: CaseRatingDue = serde_json::from_str(call.payload)?;
    let key = SubmitKey::new(format!("job:{}", call.id), call.payload.as_bytes());
    let command = Invite {
        rating: store.new_id(),
        due,
    };
    match store.execute_blocking(Who::System, Some(key), command) {
        // Taken: the matter has its token already.
        Ok(_) | Err(CommandError::Taken) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
