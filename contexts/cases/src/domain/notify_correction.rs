//! 一次性补正告知: what is missing is told once, in full.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{CorrectionNotified, Defect, Submitted},
    item_of,
    law::{business_environment, licensing},
};
use contracts::{Kept, VaultWrite};
use kernel::{
    Basis, CaseId, Env, Refusal, RefusalKind,
    deadline::{Limit, add_limit},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Stands for the form among the codes of a notice; no material may be called so.
pub const FORM: &str = "form";

/// No law sets a period for the applicant's answer. A city may; then the notice prints both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerPeriod {
    pub limit: Limit,
    /// The local document that sets it, as printed.
    pub basis: String,
}

#[derive(Clone, Debug)]
pub struct NotifyCorrection {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    pub defects: Vec<Defect>,
    /// `None` prints no period: then silence has no consequence of its own.
    pub answer_within: Option<AnswerPeriod>,
    /// For a second notice only: why the defect was first visible in the corrected material.
    pub why_again: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotifyCorrectionRefusal {
    #[error("case is {state}; only a received or corrected application gets a notice")]
    WrongState { state: CaseState },
    #[error("the five working days are over; the application counts as accepted")]
    TooLate,
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("the notice lists nothing")]
    NothingListed,
    #[error("the notice lists {codes:?} twice")]
    ListedTwice { codes: Vec<String> },
    #[error("the item knows no material {codes:?}")]
    UnknownMaterial { codes: Vec<String> },
    #[error("the period for the answer has no local basis")]
    PeriodWithoutBasis,
    #[error("a notice was given; a second one needs its reason")]
    AlreadyNotified,
    #[error("two notices were given")]
    AlreadyTwice,
    #[error("{codes:?} were not in the correction, so their defects were visible before")]
    VisibleBefore { codes: Vec<String> },
}

impl Refusal for NotifyCorrectionRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.notify-correction.wrong-state",
            Self::TooLate => "cases.notify-correction.too-late",
            Self::OwnApplication => "cases.notify-correction.own-application",
            Self::NothingListed => "cases.notify-correction.nothing-listed",
            Self::ListedTwice { .. } => "cases.notify-correction.listed-twice",
            Self::UnknownMaterial { .. } => "cases.notify-correction.unknown-material",
            Self::PeriodWithoutBasis => "cases.notify-correction.period-without-basis",
            Self::AlreadyNotified => "cases.notify-correction.already-notified",
            Self::AlreadyTwice => "cases.notify-correction.already-twice",
            Self::VisibleBefore { .. } => "cases.notify-correction.visible-before",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::TooLate
            | Self::AlreadyNotified
            | Self::AlreadyTwice
            | Self::VisibleBefore { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NothingListed
            | Self::ListedTwice { .. }
            | Self::UnknownMaterial { .. }
            | Self::PeriodWithoutBasis => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::TooLate
            | Self::AlreadyNotified
            | Self::AlreadyTwice
            | Self::VisibleBefore { .. } => Some(licensing("第三十二条第一款第四项")),
            Self::UnknownMaterial { .. } => Some(business_environment("第三十五条")),
            Self::OwnApplication
            | Self::NothingListed
            | Self::ListedTwice { .. }
            | Self::PeriodWithoutBasis => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NothingListed
            | Self::ListedTwice { .. }
            | Self::UnknownMaterial { .. }
            | Self::VisibleBefore { .. } => Some("defects".to_owned()),
            Self::PeriodWithoutBasis => Some("answer-within".to_owned()),
            Self::AlreadyNotified => Some("why-again".to_owned()),
            Self::WrongState { .. } | Self::TooLate | Self::OwnApplication | Self::AlreadyTwice => {
                None
            }
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::ListedTwice { codes }
            | Self::UnknownMaterial { codes }
            | Self::VisibleBefore { codes } => vec![("names", codes.join("、"))],
            Self::TooLate
            | Self::OwnApplication
            | Self::NothingListed
            | Self::PeriodWithoutBasis
            | Self::AlreadyNotified
            | Self::AlreadyTwice => Vec::new(),
        }
    }
}

/// Decides on a correction notice. There is one, and it lists everything; a second one is for a
/// defect that only the corrected material shows, gives its reason, and alarms the supervisor.
///
/// # Law
/// 行政许可法 art. 32(4): on the spot or within five days, once, all that has to be corrected.
/// 优化营商环境条例 art. 35: nothing is asked for that the item does not list.
pub fn notify_correction(
    case: &Case,
    act: &NotifyCorrection,
    env: &Env,
) -> Result<CorrectionNotified, NotifyCorrectionRefusal> {
    if case.state() == CaseState::DeemedAccepted {
        return Err(NotifyCorrectionRefusal::TooLate);
    }
    let filing = case
        .allow(Act::NotifyCorrection)
        .map_err(|state| NotifyCorrectionRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(NotifyCorrectionRefusal::OwnApplication);
    }
    check_list(act, filing, env)?;
    check_again(case, act)?;
    let calendar = env.calendar_of(filing.area);
    let answer_within = act.answer_within.clone();
    Ok(CorrectionNotified {
        notified_on: env.today,
        defects: act.defects.clone(),
        answer_by: answer_within
            .as_ref()
            .and_then(|period| add_limit(env.today, period.limit, calendar).ok()),
        answer_within,
        why_again: act.why_again.clone().filter(|_| !case.notices.is_empty()),
    })
}

fn check_list(
    act: &NotifyCorrection,
    filing: &Submitted,
    env: &Env,
) -> Result<(), NotifyCorrectionRefusal> {
    let codes: Vec<&String> = act.defects.iter().map(|defect| &defect.material).collect();
    if codes.is_empty() {
        return Err(NotifyCorrectionRefusal::NothingListed);
    }
    let is_repeated = |(at, code): &(usize, &&String)| codes[..*at].contains(code);
    let twice: Vec<String> = codes
        .iter()
        .enumerate()
        .filter(is_repeated)
        .map(|(_, code)| (*code).clone())
        .collect();
    if !twice.is_empty() {
        return Err(NotifyCorrectionRefusal::ListedTwice { codes: twice });
    }
    let item = item_of(filing, env);
    let is_known = |code: &str| {
        code == FORM
            || item
                .as_ref()
                .is_none_or(|item| item.body.material(code).is_some())
    };
    let unknown: Vec<String> = codes
        .into_iter()
        .filter(|code| !is_known(code))
        .cloned()
        .collect();
    if !unknown.is_empty() {
        return Err(NotifyCorrectionRefusal::UnknownMaterial { codes: unknown });
    }
    if act
        .answer_within
        .as_ref()
        .is_some_and(|period| period.basis.trim().is_empty())
    {
        return Err(NotifyCorrectionRefusal::PeriodWithoutBasis);
    }
    Ok(())
}

/// Whether a further notice may follow those that were given.
fn check_again(case: &Case, act: &NotifyCorrection) -> Result<(), NotifyCorrectionRefusal> {
    if case.notices.len() >= 2 {
        return Err(NotifyCorrectionRefusal::AlreadyTwice);
    }
    if case.notices.is_empty() {
        return Ok(());
    }
    if act.why_again.is_none() {
        return Err(NotifyCorrectionRefusal::AlreadyNotified);
    }
    let corrected = case.last_answer().map(|answer| answer.materials.as_slice());
    let corrected = corrected.unwrap_or_default();
    let listed = act.defects.iter().map(|defect| &defect.material);
    let codes: Vec<String> = listed
        .filter(|code| !corrected.contains(code))
        .cloned()
        .collect();
    if !codes.is_empty() {
        return Err(NotifyCorrectionRefusal::VisibleBefore { codes });
    }
    Ok(())
}
