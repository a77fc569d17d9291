//! 听证告知: those concerned are told that there is, or may be, a hearing.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::HearingTold,
    interests::{HearingGround, REQUEST_RULE, last_day},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct TellOfHearing {
    pub case_id: CaseId,
    pub ground: HearingGround,
    /// Which interests of whom, or which law orders it.
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TellOfHearingRefusal {
    #[error("case is {state}; the right to a hearing is told in review")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("art. 46 and 47 are for permits")]
    NoPermit,
    #[error("everybody concerned was told")]
    AlreadyTold,
    #[error("it is not said why")]
    ReasonMissing,
}

impl Refusal for TellOfHearingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.tell-of-hearing.wrong-state",
            Self::OwnApplication => "cases.tell-of-hearing.own-application",
            Self::NoPermit => "cases.tell-of-hearing.no-permit",
            Self::AlreadyTold => "cases.tell-of-hearing.already-told",
            Self::ReasonMissing => "cases.tell-of-hearing.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NoPermit | Self::AlreadyTold => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NoPermit | Self::ReasonMissing => Some(licensing("第四十七条")),
            Self::WrongState { .. } | Self::OwnApplication | Self::AlreadyTold => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication | Self::NoPermit | Self::AlreadyTold => {
                None
            }
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication | Self::NoPermit | Self::AlreadyTold | Self::ReasonMissing => {
                Vec::new()
            }
        }
    }
}

/// Decides that the applicant and every third party are told of the hearing: those who were not told
/// before. Five days run for each from his own notice.
///
/// # Law
/// 行政许可法 art. 46 (announced to the public, and held), art. 47 (told before the decision, held if
/// asked for within five days).
pub fn tell_of_hearing(
    case: &Case,
    act: &TellOfHearing,
    env: &Env,
) -> Result<HearingTold, TellOfHearingRefusal> {
    let wrong_state = |state| TellOfHearingRefusal::WrongState { state };
    let filing = case.allow(Act::TellOfHearing).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(TellOfHearingRefusal::OwnApplication);
    }
    if !case.is_licensing() {
        return Err(TellOfHearingRefusal::NoPermit);
    }
    let voices = handling.interests.untold();
    if voices.is_empty() {
        return Err(TellOfHearingRefusal::AlreadyTold);
    }
    let reason = act.reason.clone();
    Ok(HearingTold {
        ground: act.ground,
        told_on: env.today,
        ask_by: last_day(REQUEST_RULE, env.today, filing, env),
        voices,
        reason: reason.ok_or(TellOfHearingRefusal::ReasonMissing)?,
    })
}
