//! 退回: review goes back to a named step, which is then done again.

use super::{
    Act, Case, CaseState, duties::is_own, events::ReturnedToStep, item_of, law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct ReturnToStep {
    pub case_id: CaseId,
    pub step: String,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReturnToStepRefusal {
    #[error("case is {state}; only an accepted case is reviewed")]
    WrongState { state: CaseState },
    #[error("nobody reviews his own application")]
    OwnApplication,
    #[error("step {step} has not been worked on")]
    NothingDone { step: String },
    #[error("it is not said why the step is done again")]
    ReasonMissing,
}

impl Refusal for ReturnToStepRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.return-to-step.wrong-state",
            Self::OwnApplication => "cases.return-to-step.own-application",
            Self::NothingDone { .. } => "cases.return-to-step.nothing-done",
            Self::ReasonMissing => "cases.return-to-step.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NothingDone { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十四条")),
            Self::OwnApplication | Self::NothingDone { .. } | Self::ReasonMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::NothingDone { .. } => Some("step".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::NothingDone { step } => vec![("step", step.clone())],
            Self::OwnApplication | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that a step and those after it are done again. It stops no clock, and who gave an
/// opinion before still can't decide.
///
/// # Law
/// 行政许可法 art. 34 (review), art. 45 (only the law's procedures stop the clock).
pub fn return_to_step(
    case: &Case,
    act: &ReturnToStep,
    env: &Env,
) -> Result<ReturnedToStep, ReturnToStepRefusal> {
    let wrong_state = |state| ReturnToStepRefusal::WrongState { state };
    let filing = case.allow(Act::ReturnToStep).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(ReturnToStepRefusal::OwnApplication);
    }
    let step = act.step.clone();
    if !handling.review.steps.contains_key(&step) {
        return Err(ReturnToStepRefusal::NothingDone { step });
    }
    let reason = act
        .reason
        .clone()
        .ok_or(ReturnToStepRefusal::ReasonMissing)?;
    let item = item_of(filing, env);
    let order = item
        .iter()
        .flat_map(|item| &item.body.steps)
        .map(|step| &step.code);
    let undone = order
        .skip_while(|code| **code != step)
        .filter(|code| handling.review.steps.contains_key(*code))
        .cloned()
        .collect();
    Ok(ReturnedToStep {
        step,
        undone,
        reason,
    })
}
