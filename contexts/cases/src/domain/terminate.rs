//! 终止: the authority ends a case that can't go on.

use super::{Act, Case, CaseState, duties::is_own, events::Terminated};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TerminationGround {
    /// 申请人死亡、丧失行为能力或者依法终止
    ApplicantGone,
    /// 不再需要: the law or the facts changed so that nothing is left to decide
    NoLongerNeeded,
    /// 容缺后补: the promised material did not come
    DeferredNotDelivered,
}

impl TerminationGround {
    /// Stable code; also the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::ApplicantGone => "applicant-gone",
            Self::NoLongerNeeded => "no-longer-needed",
            Self::DeferredNotDelivered => "deferred-not-delivered",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Terminate {
    pub case_id: CaseId,
    pub ground: TerminationGround,
    pub reasons: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TerminateRefusal {
    #[error("case is {state}; only before the decision is a case terminated")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("no deferred material is outstanding")]
    NothingOutstanding,
    #[error("the applicant may bring it until {deliver_by:?}")]
    PeriodRuns { deliver_by: Option<Date> },
    #[error("the applicant is not told why")]
    ReasonsMissing,
}

impl Refusal for TerminateRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.terminate.wrong-state",
            Self::OwnApplication => "cases.terminate.own-application",
            Self::NothingOutstanding => "cases.terminate.nothing-outstanding",
            Self::PeriodRuns { .. } => "cases.terminate.period-runs",
            Self::ReasonsMissing => "cases.terminate.reasons-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NothingOutstanding | Self::PeriodRuns { .. } => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::ReasonsMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NothingOutstanding
            | Self::PeriodRuns { .. }
            | Self::ReasonsMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonsMissing => Some("reasons".to_owned()),
            Self::NothingOutstanding => Some("ground".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication | Self::PeriodRuns { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::PeriodRuns { deliver_by } => {
                vec![(
                    "deliver-by",
                    deliver_by.map_or_else(String::new, |day| day.to_string()),
                )]
            }
            Self::OwnApplication | Self::NothingOutstanding | Self::ReasonsMissing => Vec::new(),
        }
    }
}

/// Decides that the case ends without a decision. For a deferred material, only once the promised
/// period is over.
///
/// # Law
/// `rules.md` §2.2 (终止), §21.3 (容缺受理: what happens if late).
pub fn terminate(case: &Case, act: &Terminate, env: &Env) -> Result<Terminated, TerminateRefusal> {
    let filing = case
        .allow(Act::Terminate)
        .map_err(|state| TerminateRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(TerminateRefusal::OwnApplication);
    }
    match act.ground {
        TerminationGround::DeferredNotDelivered => check_deferral(case, env)?,
        TerminationGround::ApplicantGone | TerminationGround::NoLongerNeeded => {}
    }
    let reasons = act
        .reasons
        .clone()
        .ok_or(TerminateRefusal::ReasonsMissing)?;
    Ok(Terminated {
        terminated_on: env.today,
        ground: act.ground,
        reasons,
    })
}

fn check_deferral(case: &Case, env: &Env) -> Result<(), TerminateRefusal> {
    let deferral = case
        .handling()
        .and_then(|handling| handling.deferral.as_ref());
    let awaited = deferral.filter(|_| !case.outstanding().is_empty());
    let deliver_by = awaited
        .ok_or(TerminateRefusal::NothingOutstanding)?
        .deliver_by;
    // A last day that waits for its calendar is still ahead.
    if deliver_by.is_none_or(|last| env.today <= last) {
        return Err(TerminateRefusal::PeriodRuns { deliver_by });
    }
    Ok(())
}
