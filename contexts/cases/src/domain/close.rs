//! 办结: the case is finished, in one of the ways that supervision counts.

use super::{
    Act, Case, CaseState,
    case::Outcome,
    duties::is_own,
    events::{Closed, Submitted},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// 办结类型, with the numbers of the list that electronic supervision uses (`rules.md` §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FinishKind {
    /// 出证办结: a certificate or an approval is issued.
    Issued,
    /// 退回办结: turned down.
    Returned,
    /// 作废办结: a record without effect. Counts nowhere.
    Void,
    /// 删除办结: a slip of the keyboard. Counts nowhere.
    Deleted,
    /// 转报办结: passed on to another unit or the level above.
    Forwarded,
    /// 补交不来办结: the applicant never answered the correction notice.
    Lapsed,
    /// 办结: anything else.
    Other,
}

impl FinishKind {
    pub const ALL: [Self; 7] = [
        Self::Issued,
        Self::Returned,
        Self::Void,
        Self::Deleted,
        Self::Forwarded,
        Self::Lapsed,
        Self::Other,
    ];

    pub fn number(self) -> u8 {
        match self {
            Self::Issued => 0,
            Self::Returned => 1,
            Self::Void => 2,
            Self::Deleted => 3,
            Self::Forwarded => 4,
            Self::Lapsed => 5,
            Self::Other => 6,
        }
    }

    /// Stable code; also the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Returned => "returned",
            Self::Void => "void",
            Self::Deleted => "deleted",
            Self::Forwarded => "forwarded",
            Self::Lapsed => "lapsed",
            Self::Other => "other",
        }
    }

    /// Whether the record counts in no figure at all.
    pub fn counts_nowhere(self) -> bool {
        match self {
            Self::Void | Self::Deleted => true,
            Self::Issued | Self::Returned | Self::Forwarded | Self::Lapsed | Self::Other => false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Close {
    pub case_id: CaseId,
    pub kind: FinishKind,
    /// To whom and why, for a case that is passed on.
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CloseRefusal {
    #[error("case is {state}; it is decided first")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("a case that is {state} is not closed as {}", kind.code())]
    WrongKind { state: CaseState, kind: FinishKind },
    #[error("the item issues nothing")]
    NothingIssued,
    #[error("the notice printed no period, so silence has no consequence")]
    NoPeriodPrinted,
    #[error("the period for the applicant's answer still runs")]
    PeriodRuns,
    #[error("it is not said to whom the case is passed on, and why")]
    ReasonMissing,
}

impl Refusal for CloseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.close.wrong-state",
            Self::OwnApplication => "cases.close.own-application",
            Self::WrongKind { .. } => "cases.close.wrong-kind",
            Self::NothingIssued => "cases.close.nothing-issued",
            Self::NoPeriodPrinted => "cases.close.no-period-printed",
            Self::PeriodRuns => "cases.close.period-runs",
            Self::ReasonMissing => "cases.close.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::WrongKind { .. }
            | Self::NoPeriodPrinted
            | Self::PeriodRuns => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NothingIssued | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NoPeriodPrinted | Self::PeriodRuns => Some(licensing("第三十二条第一款第四项")),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::WrongKind { .. }
            | Self::NothingIssued
            | Self::ReasonMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::WrongKind { .. } | Self::NothingIssued => Some("kind".to_owned()),
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NoPeriodPrinted
            | Self::PeriodRuns => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::WrongKind { state, kind } => {
                vec![
                    ("state", state.code().to_owned()),
                    ("kind", kind.code().to_owned()),
                ]
            }
            Self::OwnApplication
            | Self::NothingIssued
            | Self::NoPeriodPrinted
            | Self::PeriodRuns
            | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that a case is finished, and how. Records that never counted are another act
/// ([`super::void()`]).
///
/// # Law
/// `rules.md` §2.4, §21.1: silence after a correction notice closes a case (kind 5) only if the
/// notice printed the period and its local basis, and the period is over.
pub fn close(case: &Case, act: &Close, env: &Env) -> Result<Closed, CloseRefusal> {
    let state = case.state();
    let filing = case
        .allow(Act::Close)
        .map_err(|state| CloseRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(CloseRefusal::OwnApplication);
    }
    match act.kind {
        FinishKind::Issued => check_issued(case, filing)?,
        FinishKind::Returned if state == CaseState::DecidedDeny => {}
        FinishKind::Other if state == CaseState::DecidedGrant => {}
        FinishKind::Forwarded if case.open_handling().is_some() => {
            if act.reason.is_none() {
                return Err(CloseRefusal::ReasonMissing);
            }
        }
        FinishKind::Lapsed if state == CaseState::CorrectionNoticed => {
            check_lapsed(case, filing, env)?;
        }
        kind @ (FinishKind::Returned
        | FinishKind::Void
        | FinishKind::Deleted
        | FinishKind::Forwarded
        | FinishKind::Lapsed
        | FinishKind::Other) => return Err(CloseRefusal::WrongKind { state, kind }),
    }
    Ok(Closed {
        closed_on: env.today,
        kind: act.kind,
        reason: act.reason.clone(),
    })
}

fn check_issued(case: &Case, filing: &Submitted) -> Result<(), CloseRefusal> {
    let is_granted = case
        .decision()
        .is_some_and(|decision| decision.outcome == Outcome::Granted);
    if !is_granted {
        let state = case.state();
        return Err(CloseRefusal::WrongKind {
            state,
            kind: FinishKind::Issued,
        });
    }
    if filing.result_name.is_none() {
        return Err(CloseRefusal::NothingIssued);
    }
    Ok(())
}

fn check_lapsed(case: &Case, filing: &Submitted, env: &Env) -> Result<(), CloseRefusal> {
    let notice = case
        .notices
        .last()
        .filter(|notice| notice.answer_within.is_some());
    let notice = notice.ok_or(CloseRefusal::NoPeriodPrinted)?;
    if notice.is_period_running(filing.area, env) {
        return Err(CloseRefusal::PeriodRuns);
    }
    Ok(())
}
