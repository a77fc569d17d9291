//! 领办: somebody of the unit takes the case on.

use super::{Act, Case, CaseState, duties::is_own, duties::staff_name, events::Claimed};
use kernel::{AccountId, Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub case_id: CaseId,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClaimRefusal {
    #[error("case is {state}; nobody has to take it on")]
    WrongState { state: CaseState },
    #[error("nobody takes on his own application")]
    OwnApplication,
    #[error("{holder} has the case")]
    HeldByAnother { holder: String },
    #[error("the account has the case")]
    AlreadyYours,
}

impl Refusal for ClaimRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.claim.wrong-state",
            Self::OwnApplication => "cases.claim.own-application",
            Self::HeldByAnother { .. } => "cases.claim.held-by-another",
            Self::AlreadyYours => "cases.claim.already-yours",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::HeldByAnother { .. } | Self::AlreadyYours => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::HeldByAnother { .. }
            | Self::AlreadyYours => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::HeldByAnother { holder } => vec![("holder", holder.clone())],
            Self::OwnApplication | Self::AlreadyYours => Vec::new(),
        }
    }
}

/// Decides that the actor has the case from now on. What somebody has is handed on, not taken.
pub fn claim(case: &Case, env: &Env) -> Result<Claimed, ClaimRefusal> {
    let filing = case
        .allow(Act::Claim)
        .map_err(|state| ClaimRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(ClaimRefusal::OwnApplication);
    }
    let account = env.actor.account;
    if case.holder == account {
        return Err(ClaimRefusal::AlreadyYours);
    }
    if case.holder != AccountId::default() {
        return Err(ClaimRefusal::HeldByAnother {
            holder: staff_name(case.holder, env),
        });
    }
    Ok(Claimed { holder: account })
}
