//! 不予: the decision against the applicant, with reasons and remedies.

use super::{
    Act, Case, CaseState,
    case::Handling,
    duties::{is_own, staff_name},
    events::{Denied, Remedies, Submitted},
    grant::{EarlierPart, find_earlier_part, open_steps},
    interests::{HearingBar, find_bar},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct Deny {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    pub reasons: Option<Kept>,
    /// Filled from the remedy texts by kind of authority (`rules.md` §21.3).
    pub remedies: Option<Remedies>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DenyRefusal {
    #[error("case is {state}; only an accepted case that is not paused is decided")]
    WrongState { state: CaseState },
    #[error("nobody decides his own application")]
    OwnApplication,
    #[error("{decider} cannot decide what {acceptor} accepted: it is the same person")]
    SameAsAcceptor { decider: String, acceptor: String },
    #[error("{decider} cannot decide what {reviewer} reviewed: it is the same person")]
    SameAsReviewer { decider: String, reviewer: String },
    #[error(transparent)]
    Hearing(#[from] HearingBar),
    #[error("{} steps of review are open", steps.len())]
    StepsOpen { steps: Vec<String> },
    #[error("the item version of the case is not loaded, so its steps are not known")]
    StepsUnknown,
    #[error("the decision gives no reasons")]
    ReasonsMissing,
    #[error("the decision does not say where the applicant may turn")]
    RemediesMissing,
}

impl Refusal for DenyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.deny.wrong-state",
            Self::OwnApplication => "cases.deny.own-application",
            Self::SameAsAcceptor { .. } => "cases.deny.same-as-acceptor",
            Self::SameAsReviewer { .. } => "cases.deny.same-as-reviewer",
            Self::Hearing(HearingBar::ViewsAwaited { .. }) => "cases.deny.views-awaited",
            Self::Hearing(HearingBar::RightNotTold) => "cases.deny.hearing-not-told",
            Self::Hearing(HearingBar::PeriodRuns { .. }) => "cases.deny.hearing-period-runs",
            Self::Hearing(HearingBar::RecordMissing) => "cases.deny.hearing-record-missing",
            Self::StepsOpen { .. } => "cases.deny.steps-open",
            Self::StepsUnknown => "cases.deny.steps-unknown",
            Self::ReasonsMissing => "cases.deny.reasons-missing",
            Self::RemediesMissing => "cases.deny.remedies-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Hearing(bar) => bar.kind(),
            Self::WrongState { .. } | Self::StepsOpen { .. } | Self::StepsUnknown => {
                RefusalKind::Conflict
            }
            Self::OwnApplication | Self::SameAsAcceptor { .. } | Self::SameAsReviewer { .. } => {
                RefusalKind::Barred
            }
            Self::ReasonsMissing | Self::RemediesMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::Hearing(bar) => Some(bar.basis()),
            Self::WrongState { .. } | Self::ReasonsMissing | Self::RemediesMissing => {
                Some(licensing("第三十八条"))
            }
            Self::StepsOpen { .. } | Self::StepsUnknown => Some(licensing("第三十四条")),
            Self::OwnApplication | Self::SameAsAcceptor { .. } | Self::SameAsReviewer { .. } => {
                None
            }
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonsMissing => Some("reasons".to_owned()),
            Self::RemediesMissing => Some("remedies".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::SameAsAcceptor { .. }
            | Self::SameAsReviewer { .. }
            | Self::Hearing(_)
            | Self::StepsOpen { .. }
            | Self::StepsUnknown => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Hearing(bar) => bar.params(),
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::SameAsAcceptor { decider, acceptor } => {
                vec![("decider", decider.clone()), ("acceptor", acceptor.clone())]
            }
            Self::SameAsReviewer { decider, reviewer } => {
                vec![("decider", decider.clone()), ("reviewer", reviewer.clone())]
            }
            Self::StepsOpen { steps } => vec![("steps", steps.join("、"))],
            Self::OwnApplication
            | Self::StepsUnknown
            | Self::ReasonsMissing
            | Self::RemediesMissing => Vec::new(),
        }
    }
}

/// Decides against the applicant. He is told why, and where he may turn.
///
/// # Law
/// 行政许可法 art. 36 and 46–48 (those concerned are heard first), art. 38: reasons, and the right to a review or a suit; `rules.md` §21.3 (two people,
/// remedies by kind of authority, 复议前置 where it applies).
pub fn deny(case: &Case, act: &Deny, env: &Env) -> Result<Denied, DenyRefusal> {
    let wrong_state = |state| DenyRefusal::WrongState { state };
    let filing = case.allow(Act::Deny).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(DenyRefusal::OwnApplication);
    }
    check_two_people(filing, handling, env)?;
    find_bar(filing, handling, env).map_or(Ok(()), Err)?;
    let steps = open_steps(filing, handling, env).ok_or(DenyRefusal::StepsUnknown)?;
    if !steps.is_empty() {
        return Err(DenyRefusal::StepsOpen { steps });
    }
    let reasons = act.reasons.clone().ok_or(DenyRefusal::ReasonsMissing)?;
    let remedies = act
        .remedies
        .clone()
        .filter(are_complete)
        .ok_or(DenyRefusal::RemediesMissing)?;
    Ok(Denied {
        decided_on: env.today,
        reasons,
        remedies,
    })
}

fn check_two_people(filing: &Submitted, handling: &Handling, env: &Env) -> Result<(), DenyRefusal> {
    match find_earlier_part(filing, handling, env.actor.account) {
        None => Ok(()),
        Some(EarlierPart::Accepted) => Err(DenyRefusal::SameAsAcceptor {
            decider: env.actor.name.clone(),
            acceptor: staff_name(env.actor.account, env),
        }),
        Some(EarlierPart::Reviewed) => Err(DenyRefusal::SameAsReviewer {
            decider: env.actor.name.clone(),
            reviewer: staff_name(env.actor.account, env),
        }),
    }
}

fn are_complete(remedies: &Remedies) -> bool {
    let parts = [
        &remedies.review_body,
        &remedies.review_within,
        &remedies.court,
        &remedies.sue_within,
    ];
    parts.iter().all(|part| !part.trim().is_empty())
}
