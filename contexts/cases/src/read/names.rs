//! Names for a list, as a list shows them: a firm's whole, a person's masked.

use super::detail::{Others, other};
use kernel::{PartyId, mask};
use std::collections::HashMap;
use store::{Reader, StoreError};

/// Two questions, however many lines there are. A party that was erased is missing.
pub fn list_names(
    reader: &mut Reader,
    others: &Others,
    parties: &[PartyId],
) -> Result<HashMap<PartyId, String>, StoreError> {
    let Some(known) = &others.parties else {
        return Ok(HashMap::new());
    };
    let mut parties = parties.to_vec();
    parties.sort_unstable();
    parties.dedup();
    let mut names = known
        .names(reader, &parties)
        .map_err(|error| other(&error))?;
    let firms = known
        .firms(reader, &parties)
        .map_err(|error| other(&error))?;
    for (party, name) in &mut names {
        if !firms.contains(party) {
            *name = mask::name(name);
        }
    }
    Ok(names)
}
