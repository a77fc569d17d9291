//! How many messages an account has not read. Bounded: beyond a hundred nobody asks how many.

use super::{MessageCursor, list_messages};
use crate::PORTAL_MESSAGES;
use crate::app::ReadMark;
use contracts::queries::{QueryError, Unread};
use kernel::{Actor, PartyId};
use store::{Reader, StoreError};

/// The number at the bell never exceeds this.
const MOST: usize = 99;
/// Parties whose messages the bell counts: one's own and those that one mostly acts for.
const MOST_PARTIES: usize = 5;

/// The number at the bell, over the first parties that the actor may act for.
#[derive(Clone, Copy, Debug)]
pub struct Bell;

impl Unread<Reader> for Bell {
    fn unread(&self, reader: &mut Reader, actor: &Actor) -> Result<u32, QueryError> {
        if !actor.holds(&PORTAL_MESSAGES) {
            return Ok(0);
        }
        let mut unread = 0;
        for acting in actor.acting.iter().take(MOST_PARTIES) {
            unread += unread_of(reader, actor, acting.party)?;
        }
        Ok(u32::try_from(unread.min(MOST)).unwrap_or(0))
    }
}

/// Unread messages of one party, at most 99.
pub fn unread_of(reader: &mut Reader, actor: &Actor, party: PartyId) -> Result<usize, StoreError> {
    let mark = ReadMark::find(reader, actor.account, party)?;
    let newest = list_messages(reader, actor, party, MessageCursor::NEWEST, MOST)?;
    let unread = newest
        .iter()
        .filter(|line| !mark.has(line.at, line.id))
        .count();
    Ok(unread.min(MOST))
}
