//! 不受理: no permit is needed for what the applicant wants to do.

use super::{Act, Case, CaseState, duties::is_own, events::FoundNotRequired, law::licensing};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct FindNotRequired {
    pub case_id: CaseId,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FindNotRequiredRefusal {
    #[error("case is {state}; it is told before acceptance that no permit is needed")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("the applicant is not told why")]
    ReasonMissing,
}

impl Refusal for FindNotRequiredRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.find-not-required.wrong-state",
            Self::OwnApplication => "cases.find-not-required.own-application",
            Self::ReasonMissing => "cases.find-not-required.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::ReasonMissing => {
                Some(licensing("第三十二条第一款第一项"))
            }
            Self::OwnApplication => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that no permit is needed, which ends the case.
///
/// # Law
/// 行政许可法 art. 32(1): the applicant is told at once.
pub fn find_not_required(
    case: &Case,
    act: &FindNotRequired,
    env: &Env,
) -> Result<FoundNotRequired, FindNotRequiredRefusal> {
    let filing = case
        .allow(Act::FindNotRequired)
        .map_err(|state| FindNotRequiredRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(FindNotRequiredRefusal::OwnApplication);
    }
    let reason = act
        .reason
        .clone()
        .ok_or(FindNotRequiredRefusal::ReasonMissing)?;
    Ok(FoundNotRequired {
        told_on: env.today,
        reason,
    })
}
