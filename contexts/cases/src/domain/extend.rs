//! 延期: once, by the head of the authority, with a reason that the applicant is told.

use super::{
    Act, Case, CaseState, compute_dates,
    duties::is_own,
    events::{Extended, Submitted},
    law::{EXTENSION_DAYS, JOINT_EXTENSION_DAYS, licensing},
};
use crate::permissions;
use contracts::{Kept, VaultWrite, item::LegalRegime};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind, deadline::Extension};
use thiserror::Error;

/// Who approves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// 本行政机关负责人
    Authority,
    /// 本级人民政府负责人, for 统一、联合、集中 handling
    Government,
}

#[derive(Clone, Debug)]
pub struct Extend {
    pub case_id: CaseId,
    pub approval: Approval,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ExtendRefusal {
    #[error("case is {state}; only an accepted case that is not paused is extended")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("the account may not approve for the government")]
    NotAuthorised,
    #[error("the case was extended once")]
    AlreadyExtended,
    #[error("neither the law nor the item gives an extension")]
    NotOffered,
    #[error("no law sets a limit that could be extended")]
    NoLegalLimit,
    #[error("the legal limit ended on {legal_on}")]
    LimitOver { legal_on: Date },
    #[error("{days} days are more than the {allowed} of the law")]
    TooManyDays { days: u16, allowed: u16 },
    #[error("the applicant is not told why")]
    ReasonMissing,
}

impl Refusal for ExtendRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.extend.wrong-state",
            Self::OwnApplication => "cases.extend.own-application",
            Self::NotAuthorised => "cases.extend.not-authorised",
            Self::AlreadyExtended => "cases.extend.already-extended",
            Self::NotOffered => "cases.extend.not-offered",
            Self::NoLegalLimit => "cases.extend.no-legal-limit",
            Self::LimitOver { .. } => "cases.extend.limit-over",
            Self::TooManyDays { .. } => "cases.extend.too-many-days",
            Self::ReasonMissing => "cases.extend.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::AlreadyExtended | Self::LimitOver { .. } => {
                RefusalKind::Conflict
            }
            Self::OwnApplication | Self::NotAuthorised => RefusalKind::Barred,
            Self::NotOffered
            | Self::NoLegalLimit
            | Self::TooManyDays { .. }
            | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::NotAuthorised
            | Self::AlreadyExtended
            | Self::LimitOver { .. }
            | Self::TooManyDays { .. }
            | Self::ReasonMissing => Some(licensing("第四十二条")),
            Self::OwnApplication | Self::NotOffered | Self::NoLegalLimit => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotAuthorised
            | Self::AlreadyExtended
            | Self::NotOffered
            | Self::NoLegalLimit
            | Self::LimitOver { .. }
            | Self::TooManyDays { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::LimitOver { legal_on } => vec![("legal-on", legal_on.to_string())],
            Self::TooManyDays { days, allowed } => {
                vec![("days", days.to_string()), ("allowed", allowed.to_string())]
            }
            Self::OwnApplication
            | Self::NotAuthorised
            | Self::AlreadyExtended
            | Self::NotOffered
            | Self::NoLegalLimit
            | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides on the one extension of the legal limit. The promise stays as it was given.
///
/// # Law
/// 行政许可法 art. 42: 10 days by the head of the authority, never a section head; 15 by the
/// government's head for joint handling; the applicant is told why. What is no permit is extended
/// only where its item says by how much.
pub fn extend(case: &Case, act: &Extend, env: &Env) -> Result<Extended, ExtendRefusal> {
    let wrong_state = |state| ExtendRefusal::WrongState { state };
    if case
        .open_handling()
        .is_some_and(|handling| handling.clock.extension.is_some())
    {
        return Err(ExtendRefusal::AlreadyExtended);
    }
    let filing = case.allow(Act::Extend).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(ExtendRefusal::OwnApplication);
    }
    let may_for_government = env.actor.holds(&permissions::CASES_EXTEND_JOINTLY);
    if act.approval == Approval::Government && !may_for_government {
        return Err(ExtendRefusal::NotAuthorised);
    }
    if handling.clock.limits.legal().is_none() {
        return Err(ExtendRefusal::NoLegalLimit);
    }
    let days = extension_days(filing, act.approval)?;
    // Without a date the limit ends beyond the calendar, and so after today.
    let legal_on = handling.dates.and_then(|dates| dates.due.legal_on);
    if let Some(legal_on) = legal_on.filter(|last| env.today > *last) {
        return Err(ExtendRefusal::LimitOver { legal_on });
    }
    let reason = act.reason.clone().ok_or(ExtendRefusal::ReasonMissing)?;
    let document = case.reference('E', 1);
    let extension = Extension {
        days,
        granted_on: env.today,
        document,
    };
    let mut clock = handling.clock.clone();
    clock.extension = Some(extension.clone());
    Ok(Extended {
        extension,
        reason,
        dates: compute_dates(&clock, filing.area, env),
    })
}

fn extension_days(filing: &Submitted, approval: Approval) -> Result<u16, ExtendRefusal> {
    let allowed = match approval {
        Approval::Authority => EXTENSION_DAYS,
        Approval::Government => JOINT_EXTENSION_DAYS,
    };
    let days = filing.extension_days.ok_or(ExtendRefusal::NotOffered)?;
    match filing.regime {
        LegalRegime::Licensing if days > allowed => {
            Err(ExtendRefusal::TooManyDays { days, allowed })
        }
        LegalRegime::Licensing | LegalRegime::OwnLaw => Ok(days),
    }
}
