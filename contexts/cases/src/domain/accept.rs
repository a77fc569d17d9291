//! 受理: the application is complete, and both due dates begin.

use super::{
    Act, Case, CaseState, compute_dates,
    duties::is_own,
    events::{Accepted, Deferral, Submitted},
    law::licensing,
    names_of,
};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind, deadline::Clock};
use thiserror::Error;

#[derive(Clone, Copy, Debug)]
pub struct Accept {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AcceptRefusal {
    #[error("case is {state}; only a received or corrected application can be accepted")]
    WrongState { state: CaseState },
    #[error("nobody accepts his own application")]
    OwnApplication,
    #[error("{} required materials are missing", names.len())]
    MaterialsMissing { names: Vec<String> },
}

impl Refusal for AcceptRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.accept.wrong-state",
            Self::OwnApplication => "cases.accept.own-application",
            Self::MaterialsMissing { .. } => "cases.accept.materials-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::MaterialsMissing { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十二条第一款第五项")),
            Self::MaterialsMissing { .. } => Some(licensing("第三十二条第一款第四项")),
            Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::MaterialsMissing { names } => vec![("names", names.join("、"))],
            Self::OwnApplication => Vec::new(),
        }
    }
}

/// Decides whether a received application is accepted, and by when it must be decided.
///
/// # Law
/// 行政许可法 art. 32(4): what is missing is told once, in full; art. 32(5): what is complete must
/// be accepted, so nothing but these rules may stand in the way.
pub fn accept(case: &Case, env: &Env) -> Result<Accepted, AcceptRefusal> {
    let filing = case
        .allow(Act::Accept)
        .map_err(|state| AcceptRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(AcceptRefusal::OwnApplication);
    }
    let names = names_of(&case.missing(), filing, env);
    if !names.is_empty() {
        return Err(AcceptRefusal::MaterialsMissing { names });
    }
    Ok(accepted(case, filing, None, env))
}

/// The acceptance of today. The limits run from acceptance, or from the complete application where
/// the item's own law says so.
///
/// # Law
/// 行政许可法 art. 42; `rules.md` §21.1 (建筑法 art. 8: from receipt of the application).
pub(super) fn accepted(
    case: &Case,
    filing: &Submitted,
    deferral: Option<Deferral>,
    env: &Env,
) -> Accepted {
    let from_receipt = case.completed_on().filter(|_| filing.limit_from_receipt);
    let started_on = from_receipt.unwrap_or(env.today);
    // A missing calendar never refuses what the law commands: the dates follow as an event of
    // their own.
    let dates = compute_dates(&Clock::new(started_on, filing.limits), filing.area, env);
    Accepted {
        accepted_on: env.today,
        started_on,
        limits: filing.limits,
        dates,
        deferral,
    }
}
