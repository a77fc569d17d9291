//! A mandate (授权委托): somebody acts for a firm or a person, in named items, for a time.

use contracts::{Aggregate, Kept};
use kernel::{AccountId, Date, Event, MandateId, PartyId, Place, Recorded};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandateFacts {
    /// For whom is acted.
    pub principal: PartyId,
    pub agent: AccountId,
    /// Task codes; empty means every item.
    pub items: Vec<String>,
    pub from: Date,
    pub to: Date,
    /// The written mandate, word for word.
    pub document: Kept,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum MandateEvent {
    Granted(MandateFacts),
    Revoked { on: Date },
}

impl Event for MandateEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Granted(_) => "admin.mandate-granted",
            Self::Revoked { .. } => "admin.mandate-revoked",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Mandate {
    pub id: MandateId,
    /// `None` before the first event.
    pub facts: Option<MandateFacts>,
    pub revoked_on: Option<Date>,
    pub version: i64,
}

impl Aggregate for Mandate {
    const KIND: &'static str = "mandate";
    const SHAPE: u16 = 1;
    type Event = MandateEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: MandateId(id),
            facts: None,
            revoked_on: None,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<MandateEvent>) {
        self.version = event.version;
        match &event.body {
            MandateEvent::Granted(facts) => self.facts = Some(facts.clone()),
            MandateEvent::Revoked { on } => self.revoked_on = Some(*on),
        }
    }

    fn place(&self) -> Place {
        Place {
            parties: self.facts.iter().map(|facts| facts.principal).collect(),
            ..Place::default()
        }
    }
}
