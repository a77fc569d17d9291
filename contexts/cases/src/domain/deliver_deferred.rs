//! 容缺后补: what was allowed to follow has come; or, after a deemed acceptance, what nobody had
//! asked for in time.

use super::{
    Act, Case, CaseState, duties::is_own, events::DeferredDelivered, filing::MaterialHeld,
    submit::present,
};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

/// Sent in by the applicant or his agent.
#[derive(Clone, Debug)]
pub struct DeliverDeferred {
    pub case_id: CaseId,
    pub materials: Vec<MaterialHeld>,
}

/// Recorded by a clerk at the window.
#[derive(Clone, Debug)]
pub struct RecordDeferred {
    pub delivery: DeliverDeferred,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DeliverDeferredRefusal {
    #[error("case is {state}; only an accepted case awaits a deferred material")]
    WrongState { state: CaseState },
    #[error("a clerk records no material of his own application")]
    OwnApplication,
    #[error("nothing was delivered")]
    NothingDelivered,
    #[error("{names:?} were not to follow")]
    NotAwaited { names: Vec<String> },
}

impl Refusal for DeliverDeferredRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.deliver-deferred.wrong-state",
            Self::OwnApplication => "cases.deliver-deferred.own-application",
            Self::NothingDelivered => "cases.deliver-deferred.nothing-delivered",
            Self::NotAwaited { .. } => "cases.deliver-deferred.not-awaited",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NotAwaited { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NothingDelivered => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NothingDelivered
            | Self::NotAwaited { .. } => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NothingDelivered | Self::NotAwaited { .. } => Some("materials".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::NotAwaited { names } => vec![("names", names.join("、"))],
            Self::OwnApplication | Self::NothingDelivered => Vec::new(),
        }
    }
}

/// Decides that a deferred material has come. Late is taken too, and marked, as long as the case
/// was not terminated for it.
///
/// # Law
/// `rules.md` §21.3 (容缺受理).
pub fn deliver_deferred(
    case: &Case,
    act: &DeliverDeferred,
    env: &Env,
) -> Result<DeferredDelivered, DeliverDeferredRefusal> {
    case.allow(Act::DeliverDeferred)
        .map_err(|state| DeliverDeferredRefusal::WrongState { state })?;
    let materials = present(&act.materials);
    if materials.is_empty() {
        return Err(DeliverDeferredRefusal::NothingDelivered);
    }
    let outstanding = case.outstanding();
    let stray = materials
        .iter()
        .filter(|held| !outstanding.contains(&held.code));
    let names: Vec<String> = stray.map(|held| held.code.clone()).collect();
    if !names.is_empty() {
        return Err(DeliverDeferredRefusal::NotAwaited { names });
    }
    let deferral = case
        .handling()
        .and_then(|handling| handling.deferral.as_ref());
    let deliver_by = deferral.and_then(|deferral| deferral.deliver_by);
    let is_late = deliver_by.is_some_and(|last| env.today > last);
    Ok(DeferredDelivered {
        delivered_on: env.today,
        materials,
        is_late,
    })
}

/// The same at the window.
pub fn record_deferred(
    case: &Case,
    act: &RecordDeferred,
    env: &Env,
) -> Result<DeferredDelivered, DeliverDeferredRefusal> {
    let filing = case
        .allow(Act::DeliverDeferred)
        .map_err(|state| DeliverDeferredRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(DeliverDeferredRefusal::OwnApplication);
    }
    deliver_deferred(case, &act.delivery, env)
}
