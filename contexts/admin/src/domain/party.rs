//! A party: a natural person or a firm that a matter is about. Everything that says who it is lies
//! in the vault; the events know only where.

use contracts::Aggregate;
use kernel::{AreaCode, Event, PartyId, Place, Recorded};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Kinds of a party's vault entries; one entry of each.
pub mod vault_kind {
    pub const NAME: &str = "name";
    pub const IDENTITY_NUMBER: &str = "identity-number";
    pub const USCC: &str = "uscc";
    pub const MOBILE_PHONE: &str = "mobile-phone";
    pub const ADDRESS: &str = "address";
    pub const LEGAL_REPRESENTATIVE: &str = "legal-representative";
    pub const LOGIN: &str = "login";
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyFacts {
    pub is_firm: bool,
    pub area: AreaCode,
    /// Kind of entry and its id in the vault.
    pub entries: BTreeMap<String, i64>,
    /// The person who may bind a firm (法定代表人).
    pub representative: Option<PartyId>,
    /// Grows when what lies in the vault was written anew.
    pub revision: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum PartyEvent {
    Recorded(PartyFacts),
    Changed(PartyFacts),
}

impl Event for PartyEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Recorded(_) => "admin.party-recorded",
            Self::Changed(_) => "admin.party-changed",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Party {
    pub id: PartyId,
    pub facts: PartyFacts,
    pub version: i64,
}

impl Aggregate for Party {
    const KIND: &'static str = "party";
    const SHAPE: u16 = 1;
    type Event = PartyEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: PartyId(id),
            facts: PartyFacts::default(),
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<PartyEvent>) {
        self.version = event.version;
        match &event.body {
            PartyEvent::Recorded(facts) | PartyEvent::Changed(facts) => self.facts = facts.clone(),
        }
    }

    fn place(&self) -> Place {
        Place {
            area: self.facts.area,
            parties: vec![self.id],
            ..Place::default()
        }
    }
}
