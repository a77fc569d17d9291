//! How many messages an account has not read. Bounded: beyond a hundred nobody asks how many.

use crate::PORTAL_MESSAGES;
use crate::app::ReadMark;
use contracts::Value;
use contracts::queries::{QueryError, Unread};
use kernel::{Actor, PartyId, Timestamp};
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
    let mut params: Vec<Value> = vec![party.into(), mark.upto_at.into(), mark.upto_id.into()];
    let scope = actor.scope(&PORTAL_MESSAGES).of_party(party);
    let gate = reader.gate(&scope, "m", &mut params);
    let matter = reader.conn.dialect().by_id("matter", "m", "p.matter");
    // Only what came after the mark: of somebody who has read everything not a row.
    let sql = format!(
        "SELECT p.at, p.id FROM message p {matter}
          WHERE p.party = $1 AND (p.at, p.id) > ($2, $3) AND {gate}
          ORDER BY p.at DESC, p.id DESC
          LIMIT {MOST}"
    );
    let newest = reader.query(&sql, &params)?;
    let is_unread = |record: &&store::Record| !mark.has(Timestamp(record.int(0)), record.int(1));
    Ok(newest.iter().filter(is_unread).count())
}
