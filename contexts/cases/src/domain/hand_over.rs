//! 领取: the applicant takes the result with him. Service is another act.

use super::{
    Act, Case, CaseState, case::Outcome, duties::is_own, events::HandedOver, filing::FileRef,
};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct HandOver {
    pub case_id: CaseId,
    /// The signed collection slip.
    pub slip: Option<FileRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HandOverRefusal {
    #[error("case is {state}; a result is handed over once it is there")]
    WrongState { state: CaseState },
    #[error("nobody hands himself a result")]
    OwnApplication,
    #[error("the case has no result")]
    NoResult,
    #[error("the result was handed over")]
    AlreadyHandedOver,
    #[error("nobody signed for it")]
    SlipMissing,
}

impl Refusal for HandOverRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.hand-over.wrong-state",
            Self::OwnApplication => "cases.hand-over.own-application",
            Self::NoResult => "cases.hand-over.no-result",
            Self::AlreadyHandedOver => "cases.hand-over.already-handed-over",
            Self::SlipMissing => "cases.hand-over.slip-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NoResult | Self::AlreadyHandedOver => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::SlipMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NoResult
            | Self::AlreadyHandedOver
            | Self::SlipMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::SlipMissing => Some("slip".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NoResult
            | Self::AlreadyHandedOver => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication | Self::NoResult | Self::AlreadyHandedOver | Self::SlipMissing => {
                Vec::new()
            }
        }
    }
}

/// Decides that the result is in the applicant's hands.
pub fn hand_over(case: &Case, act: &HandOver, env: &Env) -> Result<HandedOver, HandOverRefusal> {
    let wrong_state = |state| HandOverRefusal::WrongState { state };
    let filing = case.allow(Act::HandOver).map_err(wrong_state)?;
    let over = case.over().ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(HandOverRefusal::OwnApplication);
    }
    let is_granted = over
        .decision
        .as_ref()
        .is_some_and(|decision| decision.outcome == Outcome::Granted);
    if !is_granted || filing.result_name.is_none() {
        return Err(HandOverRefusal::NoResult);
    }
    if over.handed_over_on.is_some() {
        return Err(HandOverRefusal::AlreadyHandedOver);
    }
    let slip = act.slip.clone().ok_or(HandOverRefusal::SlipMissing)?;
    Ok(HandedOver {
        handed_over_on: env.today,
        slip,
    })
}
