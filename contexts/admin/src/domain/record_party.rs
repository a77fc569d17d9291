//! Recording who a party is, and recording it anew when something changed.

use super::party::{Party, PartyEvent, PartyFacts};
use crate::permissions;
use contracts::{Claim, Command, Expect, VaultWrite};
use kernel::{Env, PartyId, Permission, Place, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum PartyRefusal {
    #[error("a party has a name")]
    NameMissing,
    #[error("a person does not become a firm, nor a firm a person")]
    KindChanged,
}

impl Refusal for PartyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "admin.party.name-missing",
            Self::KindChanged => "admin.party.kind-changed",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NameMissing => RefusalKind::Invalid,
            Self::KindChanged => RefusalKind::Conflict,
        }
    }
}

/// Made by [`crate::app::parties::PartyRecord`], which knows the vault's ids.
#[derive(Debug)]
pub struct RecordParty {
    pub id: PartyId,
    pub facts: PartyFacts,
    /// `("identity-number", keyed hash)` of a number that is new: one party for each number.
    pub claims: Vec<(&'static str, String)>,
    pub vault: Vec<VaultWrite>,
}

impl Command for RecordParty {
    type State = Party;
    type Refusal = PartyRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn place(&self, _: &Party, _: &Env) -> Place {
        Place {
            area: self.facts.area,
            parties: vec![self.id],
            ..Place::default()
        }
    }

    fn decide(&self, party: &Party, _: &Env) -> Result<Vec<PartyEvent>, PartyRefusal> {
        if !self
            .facts
            .entries
            .contains_key(super::party::vault_kind::NAME)
        {
            return Err(PartyRefusal::NameMissing);
        }
        if party.version == 0 {
            return Ok(vec![PartyEvent::Recorded(self.facts.clone())]);
        }
        if party.facts.is_firm != self.facts.is_firm {
            return Err(PartyRefusal::KindChanged);
        }
        if party.facts == self.facts {
            return Ok(Vec::new());
        }
        Ok(vec![PartyEvent::Changed(self.facts.clone())])
    }

    fn claims(&self, _: &[PartyEvent]) -> Vec<Claim> {
        self.claims
            .iter()
            .map(|(kind, key)| Claim {
                kind,
                key: key.clone(),
                stream: self.id.0,
            })
            .collect()
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
