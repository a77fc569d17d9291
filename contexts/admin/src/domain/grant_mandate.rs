//! Giving somebody a mandate.

use super::mandate::{Mandate, MandateEvent, MandateFacts};
use crate::permissions;
use contracts::item::Items;
use contracts::{Command, Expect, VaultWrite};
use kernel::{
    Actor, ActorKind, Basis, Env, MandateId, PartyId, Permission, Place, Refusal, RefusalKind,
};
use thiserror::Error;

/// Longest time that one mandate runs; a longer one is written anew.
const LONGEST_YEARS: i16 = 3;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum MandateRefusal {
    #[error("only who may bind the principal himself gives a mandate; an agent gives none on")]
    NotTheirs,
    #[error("nobody is his own agent")]
    OwnAgent,
    #[error("the last day lies before the first, or in the past")]
    EndsBeforeItBegins,
    #[error("a mandate runs {LONGEST_YEARS} years at most")]
    TooLong,
    #[error("no item has the code {code}")]
    ItemUnknown { code: String },
    #[error("the mandate was revoked on {on}")]
    RevokedAlready { on: kernel::Date },
}

impl Refusal for MandateRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotTheirs => "admin.mandate.not-theirs",
            Self::OwnAgent => "admin.mandate.own-agent",
            Self::EndsBeforeItBegins => "admin.mandate.ends-before-it-begins",
            Self::TooLong => "admin.mandate.too-long",
            Self::ItemUnknown { .. } => "admin.mandate.item-unknown",
            Self::RevokedAlready { .. } => "admin.mandate.revoked-already",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NotTheirs => RefusalKind::Barred,
            Self::OwnAgent
            | Self::EndsBeforeItBegins
            | Self::TooLong
            | Self::ItemUnknown { .. } => RefusalKind::Invalid,
            Self::RevokedAlready { .. } => RefusalKind::Conflict,
        }
    }

    fn basis(&self) -> Option<Basis> {
        // 行政许可法 art. 29: an applicant may have an agent apply.
        (*self == Self::NotTheirs).then(|| Basis::new("行政许可法", "第二十九条"))
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::NotTheirs => "principal",
            Self::OwnAgent => "agent",
            Self::EndsBeforeItBegins | Self::TooLong => "to",
            Self::ItemUnknown { .. } => "items",
            Self::RevokedAlready { .. } => return None,
        };
        Some(field.into())
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ItemUnknown { code } => vec![("code", code.clone())],
            Self::RevokedAlready { on } => vec![("on", on.to_string())],
            Self::TooLong => vec![("years", LONGEST_YEARS.to_string())],
            Self::NotTheirs | Self::OwnAgent | Self::EndsBeforeItBegins => Vec::new(),
        }
    }
}

/// Whether the actor may bind the party by himself: his own affairs, or a firm that he represents.
/// Who holds a mandate acts, but gives none on.
pub fn may_bind(actor: &Actor, party: PartyId) -> bool {
    actor.kind == ActorKind::System
        || actor
            .acting
            .iter()
            .any(|acting| acting.party == party && acting.mandate == MandateId(0))
}

#[derive(Debug)]
pub struct GrantMandate {
    pub id: MandateId,
    pub facts: MandateFacts,
    /// The party of the agent himself.
    pub agent_party: PartyId,
    pub vault: VaultWrite,
}

impl Command for GrantMandate {
    type State = Mandate;
    type Refusal = MandateRefusal;
    const PERMISSION: Permission = permissions::MANDATES;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn place(&self, _: &Mandate, _: &Env) -> Place {
        Place {
            parties: vec![self.facts.principal],
            ..Place::default()
        }
    }

    fn decide(&self, _: &Mandate, env: &Env) -> Result<Vec<MandateEvent>, MandateRefusal> {
        let facts = &self.facts;
        if !may_bind(&env.actor, facts.principal) {
            return Err(MandateRefusal::NotTheirs);
        }
        if self.agent_party == facts.principal || facts.agent == env.actor.account {
            return Err(MandateRefusal::OwnAgent);
        }
        if facts.to < facts.from || (facts.to < env.today && env.actor.kind != ActorKind::System) {
            return Err(MandateRefusal::EndsBeforeItBegins);
        }
        if facts.to.year() - facts.from.year() > LONGEST_YEARS {
            return Err(MandateRefusal::TooLong);
        }
        let items = env.reference.get::<Items>();
        let is_known = |code: &str| items.find_code(code, env.today).is_some();
        // An import may bring mandates before the catalogue is there.
        if env.actor.kind != ActorKind::System
            && let Some(code) = facts.items.iter().find(|code| !is_known(code))
        {
            return Err(MandateRefusal::ItemUnknown { code: code.clone() });
        }
        Ok(vec![MandateEvent::Granted(facts.clone())])
    }

    fn vault(&self) -> Vec<VaultWrite> {
        vec![self.vault.clone()]
    }
}
