//! Rating: who was served was invited by a reaction; the token is found again as its owner would.

use crate::dice::Dice;
use kernel::CaseId;
use ratings::domain::Rating;
use store::{Store, StoreError};

/// Id and token hash of the invitation for a case.
pub(crate) fn find_invitation(
    store: &Store,
    case: CaseId,
) -> Result<Option<(i64, String)>, StoreError> {
    store.read_blocking(move |reader| {
        let Some(id) = reader.find_claim("rating-of-matter", &case.to_string())? else {
            return Ok(None);
        };
        let found = reader.find_state::<Rating>(id)?;
        Ok(found.and_then(|(_, rating)| Some((id, rating.invited?.token_hash))))
    })
}

/// Most are content.
pub(crate) fn stars(dice: &mut Dice) -> u8 {
    match dice.below(100) {
        0 => 1,
        1..=3 => 2,
        4..=12 => 3,
        13..=40 => 4,
        _ => 5,
    }
}
