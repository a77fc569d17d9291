//! 准予: the decision for the applicant.

use super::{
    Act, Case, CaseState,
    case::Handling,
    duties::{is_own, staff_name},
    events::{Granted, Submitted},
    interests::{HearingBar, find_bar},
    item_of,
    law::{SERVICE_DAYS, licensing},
    names_of,
};
use contracts::{
    Kept, VaultWrite,
    item::{LegalRegime, ProjectType},
};
use kernel::{AccountId, Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct Grant {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    pub opinion: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GrantRefusal {
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
    #[error("{} materials that were to follow have not come", names.len())]
    MaterialsOutstanding { names: Vec<String> },
}

impl Refusal for GrantRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.grant.wrong-state",
            Self::OwnApplication => "cases.grant.own-application",
            Self::SameAsAcceptor { .. } => "cases.grant.same-as-acceptor",
            Self::SameAsReviewer { .. } => "cases.grant.same-as-reviewer",
            Self::Hearing(HearingBar::ViewsAwaited { .. }) => "cases.grant.views-awaited",
            Self::Hearing(HearingBar::RightNotTold) => "cases.grant.hearing-not-told",
            Self::Hearing(HearingBar::PeriodRuns { .. }) => "cases.grant.hearing-period-runs",
            Self::Hearing(HearingBar::RecordMissing) => "cases.grant.hearing-record-missing",
            Self::StepsOpen { .. } => "cases.grant.steps-open",
            Self::StepsUnknown => "cases.grant.steps-unknown",
            Self::MaterialsOutstanding { .. } => "cases.grant.materials-outstanding",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Hearing(bar) => bar.kind(),
            Self::WrongState { .. }
            | Self::StepsOpen { .. }
            | Self::StepsUnknown
            | Self::MaterialsOutstanding { .. } => RefusalKind::Conflict,
            Self::OwnApplication | Self::SameAsAcceptor { .. } | Self::SameAsReviewer { .. } => {
                RefusalKind::Barred
            }
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::Hearing(bar) => Some(bar.basis()),
            Self::WrongState { .. } => Some(licensing("第三十八条")),
            Self::StepsOpen { .. } | Self::StepsUnknown => Some(licensing("第三十四条")),
            Self::OwnApplication
            | Self::SameAsAcceptor { .. }
            | Self::SameAsReviewer { .. }
            | Self::MaterialsOutstanding { .. } => None,
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
            Self::MaterialsOutstanding { names } => vec![("names", names.join("、"))],
            Self::OwnApplication | Self::StepsUnknown => Vec::new(),
        }
    }
}

/// Decides for the applicant, after every step of review and by somebody who took no part in them.
///
/// # Law
/// 行政许可法 art. 36 and 46–48 (those concerned are heard first), art. 38 (a written decision), art. 44 (issued and served within ten days);
/// `rules.md` §21.3 (acceptance ≠ decision for 承诺件), §19.
pub fn grant(case: &Case, act: &Grant, env: &Env) -> Result<Granted, GrantRefusal> {
    let wrong_state = |state| GrantRefusal::WrongState { state };
    let filing = case.allow(Act::Grant).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(GrantRefusal::OwnApplication);
    }
    check_two_people(filing, handling, env)?;
    find_bar(filing, handling, env).map_or(Ok(()), Err)?;
    // On a promise (告知承诺) the check comes after the decision.
    let steps = open_steps(filing, handling, env).ok_or(GrantRefusal::StepsUnknown)?;
    if !steps.is_empty() && filing.promise.is_none() {
        return Err(GrantRefusal::StepsOpen { steps });
    }
    let names = names_of(&case.outstanding(), filing, env);
    if !names.is_empty() {
        return Err(GrantRefusal::MaterialsOutstanding { names });
    }
    Ok(granted(filing, act.opinion.clone(), env))
}

fn check_two_people(
    filing: &Submitted,
    handling: &Handling,
    env: &Env,
) -> Result<(), GrantRefusal> {
    match find_earlier_part(filing, handling, env.actor.account) {
        None => Ok(()),
        Some(EarlierPart::Accepted) => Err(GrantRefusal::SameAsAcceptor {
            decider: env.actor.name.clone(),
            acceptor: staff_name(env.actor.account, env),
        }),
        Some(EarlierPart::Reviewed) => Err(GrantRefusal::SameAsReviewer {
            decider: env.actor.name.clone(),
            reviewer: staff_name(env.actor.account, env),
        }),
    }
}

/// The part that an account took in a case before its decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EarlierPart {
    Accepted,
    Reviewed,
}

/// Whether the account accepted or reviewed the case and so can't decide it. For an instant item
/// one authorised person may do both (行政许可法 art. 34).
pub(super) fn find_earlier_part(
    filing: &Submitted,
    handling: &Handling,
    account: AccountId,
) -> Option<EarlierPart> {
    if filing.project_type == ProjectType::Instant {
        return None;
    }
    if handling.accepted_by == Some(account) {
        return Some(EarlierPart::Accepted);
    }
    handling
        .review
        .reviewers
        .contains(&account)
        .then_some(EarlierPart::Reviewed)
}

/// Codes of the steps of review that are open; `None` if the item's steps are not known.
pub(super) fn open_steps(
    filing: &Submitted,
    handling: &Handling,
    env: &Env,
) -> Option<Vec<String>> {
    item_of(filing, env).map(|item| handling.review.open(&item))
}

/// The grant of today, with the days that follow from it.
pub(super) fn granted(filing: &Submitted, opinion: Option<Kept>, env: &Env) -> Granted {
    let calendar = env.calendar_of(filing.area);
    let after_days = |days| calendar.add_working_days(env.today, days).ok();
    let item = item_of(filing, env).filter(|_| filing.promise.is_some());
    let check_within_days = item.and_then(|item| {
        item.body
            .promise
            .as_ref()
            .map(|rule| rule.check_within_days)
    });
    Granted {
        decided_on: env.today,
        opinion,
        serve_by: match filing.regime {
            LegalRegime::Licensing => after_days(SERVICE_DAYS),
            LegalRegime::OwnLaw => None,
        },
        check_within_days,
        check_by: check_within_days.and_then(after_days),
    }
}
