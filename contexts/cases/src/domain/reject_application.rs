//! 不予受理: the application is turned away, not what it asks for. For an item that is no permit the
//! paper is a 不予办理告知书.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{ApplicationRejected, Submitted},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why an application is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RejectionGround {
    /// 不属于本机关职权范围
    NotOurs,
    /// 补正后仍不齐全、不符合法定形式, or never corrected
    StillIncomplete,
}

#[derive(Clone, Debug)]
pub struct RejectApplication {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    pub ground: RejectionGround,
    /// For [`RejectionGround::NotOurs`]: the name of the competent authority.
    pub authority: Option<String>,
    pub reasons: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RejectApplicationRefusal {
    #[error("case is {state}; only before acceptance is an application turned away")]
    WrongState { state: CaseState },
    #[error("the five working days are over; the application counts as accepted")]
    TooLate,
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("the rejection gives no reasons")]
    ReasonsMissing,
    #[error("the rejection does not say which authority is competent")]
    AuthorityMissing,
    #[error("the applicant was never told what is missing")]
    NotYetNotified,
    #[error("the period for the applicant's answer still runs")]
    PeriodRuns { answer_by: Option<Date> },
    #[error("once corrections were asked for, competence is no ground until they are answered")]
    AwaitsCorrection,
}

impl Refusal for RejectApplicationRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.reject-application.wrong-state",
            Self::TooLate => "cases.reject-application.too-late",
            Self::OwnApplication => "cases.reject-application.own-application",
            Self::ReasonsMissing => "cases.reject-application.reasons-missing",
            Self::AuthorityMissing => "cases.reject-application.authority-missing",
            Self::NotYetNotified => "cases.reject-application.not-yet-notified",
            Self::PeriodRuns { .. } => "cases.reject-application.period-runs",
            Self::AwaitsCorrection => "cases.reject-application.awaits-correction",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::TooLate
            | Self::NotYetNotified
            | Self::PeriodRuns { .. }
            | Self::AwaitsCorrection => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::ReasonsMissing | Self::AuthorityMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十二条")),
            Self::AuthorityMissing | Self::AwaitsCorrection => {
                Some(licensing("第三十二条第一款第二项"))
            }
            Self::TooLate | Self::NotYetNotified | Self::PeriodRuns { .. } => {
                Some(licensing("第三十二条第一款第四项"))
            }
            Self::OwnApplication | Self::ReasonsMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonsMissing => Some("reasons".to_owned()),
            Self::AuthorityMissing => Some("authority".to_owned()),
            Self::WrongState { .. }
            | Self::TooLate
            | Self::OwnApplication
            | Self::NotYetNotified
            | Self::PeriodRuns { .. }
            | Self::AwaitsCorrection => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::PeriodRuns { answer_by } => {
                vec![(
                    "answer-by",
                    answer_by.map_or_else(String::new, |day| day.to_string()),
                )]
            }
            Self::TooLate
            | Self::OwnApplication
            | Self::ReasonsMissing
            | Self::AuthorityMissing
            | Self::NotYetNotified
            | Self::AwaitsCorrection => Vec::new(),
        }
    }
}

/// Decides that an application is turned away, which ends the case.
///
/// # Law
/// 行政许可法 art. 32(2): not ours is said at once, with the authority that is competent; art.
/// 32(4), 32(5): incomplete is a ground only after it was told what is missing, and not while the
/// printed period runs. A notice without a printed period leaves only this way, with reasons
/// (`rules.md` §21.1).
pub fn reject_application(
    case: &Case,
    act: &RejectApplication,
    env: &Env,
) -> Result<ApplicationRejected, RejectApplicationRefusal> {
    if case.state() == CaseState::DeemedAccepted {
        return Err(RejectApplicationRefusal::TooLate);
    }
    let filing = case
        .allow(Act::RejectApplication)
        .map_err(|state| RejectApplicationRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(RejectApplicationRefusal::OwnApplication);
    }
    let authority = match act.ground {
        RejectionGround::NotOurs => Some(competent_authority(case, act)?),
        RejectionGround::StillIncomplete => {
            check_incomplete(case, filing, env)?;
            None
        }
    };
    let reasons = act
        .reasons
        .clone()
        .ok_or(RejectApplicationRefusal::ReasonsMissing)?;
    Ok(ApplicationRejected {
        rejected_on: env.today,
        ground: act.ground,
        authority,
        reasons,
    })
}

fn competent_authority(
    case: &Case,
    act: &RejectApplication,
) -> Result<String, RejectApplicationRefusal> {
    if case.state() == CaseState::CorrectionNoticed {
        return Err(RejectApplicationRefusal::AwaitsCorrection);
    }
    let authority = act.authority.clone().filter(|name| !name.trim().is_empty());
    authority.ok_or(RejectApplicationRefusal::AuthorityMissing)
}

fn check_incomplete(
    case: &Case,
    filing: &Submitted,
    env: &Env,
) -> Result<(), RejectApplicationRefusal> {
    let notice = case
        .notices
        .last()
        .ok_or(RejectApplicationRefusal::NotYetNotified)?;
    if notice.answer.is_none() && notice.is_period_running(filing.area, env) {
        return Err(RejectApplicationRefusal::PeriodRuns {
            answer_by: notice.answer_by,
        });
    }
    Ok(())
}
