//! Telling an applicant what happened to his case.

use super::Told;
use contracts::events::{CaseMessageDue, Fact};
use kernel::{MatterId, PartyId, Refusal, RefusalKind};

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellRefusal {
    #[error("the case has no applicant to tell")]
    Nobody,
}

impl Refusal for TellRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "portal.tell.nobody",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Nobody => RefusalKind::Invalid,
        }
    }
}

/// The message that follows from what happened. The code that opens a case without signing in is
/// printed on the receipt only: a message that is forwarded must not open the case.
pub fn tell(due: &CaseMessageDue) -> Result<Told, TellRefusal> {
    let head = &due.head;
    if head.party == PartyId(0) {
        return Err(TellRefusal::Nobody);
    }
    let mut facts = due.facts.clone();
    facts.remove(&Fact::QueryCode);
    Ok(Told {
        party: head.party,
        message: due.message,
        matter: MatterId(head.case.0),
        number: head.number.clone(),
        title: head.item_name.clone(),
        area: head.area,
        unit: head.unit,
        item: head.item.item,
        facts,
        event: head.event,
    })
}
