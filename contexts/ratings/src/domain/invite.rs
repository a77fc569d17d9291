//! Inviting: the moment of service gives the applicant a token, one for the matter.

use super::Invited;
use contracts::events::CaseRatingDue;
use kernel::{Env, MatterId, Refusal, RefusalKind};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Nothing stands in the way of an invitation; a second one for a matter meets its claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InviteRefusal {}

impl Refusal for InviteRefusal {
    fn code(&self) -> &'static str {
        match *self {}
    }

    fn kind(&self) -> RefusalKind {
        match *self {}
    }
}

pub fn invite(due: &CaseRatingDue, rating: i64, env: &Env) -> Invited {
    let head = &due.head;
    let mut hash = Sha256::new();
    hash.update(env.entropy.to_be_bytes());
    hash.update(rating.to_be_bytes());
    Invited {
        matter: MatterId(head.case.0),
        case_number: head.number.clone(),
        item: head.item.item,
        item_name: head.item_name.clone(),
        party: head.party,
        area: head.area,
        unit: head.unit,
        by: head.by,
        token_hash: hex::encode(hash.finalize()),
    }
}
