//! 转办: a case goes to a colleague, with a reason.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{HandedOn, Submitted},
};
use contracts::{
    Kept, VaultWrite,
    people::{Staff, Units},
};
use kernel::{AccountId, Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct HandOn {
    pub case_id: CaseId,
    pub to: AccountId,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HandOnRefusal {
    #[error("case is {state}; it is nobody's to hand on")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("{to} has the case")]
    AlreadyTheirs { to: AccountId },
    #[error("{to} holds no post that reaches the case's unit today")]
    NotAColleague { to: AccountId },
    #[error("it is not said why")]
    ReasonMissing,
}

impl Refusal for HandOnRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.hand-on.wrong-state",
            Self::OwnApplication => "cases.hand-on.own-application",
            Self::AlreadyTheirs { .. } => "cases.hand-on.already-theirs",
            Self::NotAColleague { .. } => "cases.hand-on.not-a-colleague",
            Self::ReasonMissing => "cases.hand-on.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::AlreadyTheirs { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NotAColleague { .. } | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::AlreadyTheirs { .. }
            | Self::NotAColleague { .. }
            | Self::ReasonMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::AlreadyTheirs { .. } | Self::NotAColleague { .. } => Some("to".to_owned()),
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::AlreadyTheirs { to } | Self::NotAColleague { to } => {
                vec![("account", to.to_string())]
            }
            Self::OwnApplication | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that a colleague has the case from now on: somebody with a post in its unit, above it or
/// below it.
pub fn hand_on(case: &Case, act: &HandOn, env: &Env) -> Result<HandedOn, HandOnRefusal> {
    let filing = case
        .allow(Act::HandOn)
        .map_err(|state| HandOnRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(HandOnRefusal::OwnApplication);
    }
    let to = act.to;
    if case.holder == to {
        return Err(HandOnRefusal::AlreadyTheirs { to });
    }
    if !is_colleague(to, filing, env) {
        return Err(HandOnRefusal::NotAColleague { to });
    }
    let reason = act.reason.clone().ok_or(HandOnRefusal::ReasonMissing)?;
    Ok(HandedOn {
        from: case.holder,
        to,
        reason,
    })
}

pub(super) fn is_colleague(account: AccountId, filing: &Submitted, env: &Env) -> bool {
    let staff = env.reference.get::<Staff>();
    let units = env.reference.get::<Units>();
    let mut near = units.above(filing.unit);
    near.extend(units.below(filing.unit));
    staff.find(account).is_some_and(|member| {
        !member.is_client
            && member.appointments.iter().any(|post| {
                near.contains(&post.unit)
                    && post.valid_from <= env.today
                    && post.valid_to.is_none_or(|last| env.today <= last)
            })
    })
}
