//! 告知承诺: after the decision somebody looks whether the promise was kept.

use super::{Act, Case, CaseState, duties::is_own, events::PromiseChecked};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct CheckPromise {
    pub case_id: CaseId,
    pub is_kept: bool,
    pub findings: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckPromiseRefusal {
    #[error("case is {state}; a promise is checked after the grant")]
    WrongState { state: CaseState },
    #[error("nobody checks his own promise")]
    OwnApplication,
    #[error("the case was not granted on a promise")]
    NoPromise,
    #[error("the promise was checked")]
    AlreadyChecked,
    #[error("the check found nothing")]
    FindingsMissing,
}

impl Refusal for CheckPromiseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.check-promise.wrong-state",
            Self::OwnApplication => "cases.check-promise.own-application",
            Self::NoPromise => "cases.check-promise.no-promise",
            Self::AlreadyChecked => "cases.check-promise.already-checked",
            Self::FindingsMissing => "cases.check-promise.findings-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NoPromise | Self::AlreadyChecked => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::FindingsMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NoPromise
            | Self::AlreadyChecked
            | Self::FindingsMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::FindingsMissing => Some("findings".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NoPromise
            | Self::AlreadyChecked => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication
            | Self::NoPromise
            | Self::AlreadyChecked
            | Self::FindingsMissing => Vec::new(),
        }
    }
}

/// Decides what the check came to. A false promise leads to 撤销 and a credit record, which are acts
/// on the permit and not on this case.
///
/// # Law
/// `rules.md` §21.3 (告知承诺: follow-up check).
pub fn check_promise(
    case: &Case,
    act: &CheckPromise,
    env: &Env,
) -> Result<PromiseChecked, CheckPromiseRefusal> {
    let filing = case
        .allow(Act::CheckPromise)
        .map_err(|state| CheckPromiseRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(CheckPromiseRefusal::OwnApplication);
    }
    let check = case.decision().and_then(|decision| decision.promise_check);
    if check
        .ok_or(CheckPromiseRefusal::NoPromise)?
        .is_kept
        .is_some()
    {
        return Err(CheckPromiseRefusal::AlreadyChecked);
    }
    let findings = act
        .findings
        .clone()
        .ok_or(CheckPromiseRefusal::FindingsMissing)?;
    Ok(PromiseChecked {
        checked_on: env.today,
        is_kept: act.is_kept,
        findings,
    })
}
