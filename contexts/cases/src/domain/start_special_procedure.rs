//! 特别程序: a hearing, a test or another procedure of the law stops the clock, on notice.

use super::{
    Act, Case, CaseState, compute_dates, duties::is_own, events::SpecialProcedureStarted,
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{
    Basis, CaseId, Date, Env, Refusal, RefusalKind,
    deadline::{Pause, PauseReason},
};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct StartSpecialProcedure {
    pub case_id: CaseId,
    /// One of the eight of the law; there is no other and no plain "suspend".
    pub reason: PauseReason,
    /// Text of the 不计入期限告知书.
    pub notice: Option<Kept>,
    pub planned_end_on: Date,
    /// The step of review that it belongs to, if it is one.
    pub step: Option<String>,
    /// For an item that is no permit: the law that lets its clock stop, as people cite it.
    pub own_law: Option<String>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StartSpecialProcedureRefusal {
    #[error("case is {state}; a procedure starts in review")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("a hearing has an act of its own, which tells everybody its time and place")]
    HearingApart,
    #[error("the applicant is not told in writing")]
    NoticeMissing,
    #[error("the planned end is not after today")]
    EndNotAhead,
    #[error("art. 45 is for permits; the item's own law is not named")]
    OwnLawMissing,
}

impl Refusal for StartSpecialProcedureRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.start-special-procedure.wrong-state",
            Self::OwnApplication => "cases.start-special-procedure.own-application",
            Self::HearingApart => "cases.start-special-procedure.hearing-apart",
            Self::NoticeMissing => "cases.start-special-procedure.notice-missing",
            Self::EndNotAhead => "cases.start-special-procedure.end-not-ahead",
            Self::OwnLawMissing => "cases.start-special-procedure.own-law-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::HearingApart | Self::NoticeMissing | Self::EndNotAhead | Self::OwnLawMissing => {
                RefusalKind::Invalid
            }
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::NoticeMissing | Self::OwnLawMissing => {
                Some(licensing("第四十五条"))
            }
            Self::HearingApart => Some(licensing("第四十八条")),
            Self::OwnApplication | Self::EndNotAhead => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::HearingApart => Some("procedure".to_owned()),
            Self::NoticeMissing => Some("notice".to_owned()),
            Self::EndNotAhead => Some("planned-end-on".to_owned()),
            Self::OwnLawMissing => Some("own-law".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication
            | Self::HearingApart
            | Self::NoticeMissing
            | Self::EndNotAhead
            | Self::OwnLawMissing => Vec::new(),
        }
    }
}

/// Decides that a procedure of the law stops the clock until the end that its notice plans.
///
/// # Law
/// 行政许可法 art. 45: the eight procedures, and the time needed is told in writing. For an item
/// that is no permit, only another law's text can do the same (`rules.md` §21.2).
pub fn start_special_procedure(
    case: &Case,
    act: &StartSpecialProcedure,
    env: &Env,
) -> Result<SpecialProcedureStarted, StartSpecialProcedureRefusal> {
    let wrong_state = |state| StartSpecialProcedureRefusal::WrongState { state };
    let filing = case
        .allow(Act::StartSpecialProcedure)
        .map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(StartSpecialProcedureRefusal::OwnApplication);
    }
    let own_law = act.own_law.clone().filter(|law| !law.trim().is_empty());
    if !case.is_licensing() && own_law.is_none() {
        return Err(StartSpecialProcedureRefusal::OwnLawMissing);
    }
    if case.is_licensing() && act.reason == PauseReason::Hearing {
        return Err(StartSpecialProcedureRefusal::HearingApart);
    }
    if act.planned_end_on <= env.today {
        return Err(StartSpecialProcedureRefusal::EndNotAhead);
    }
    let notice = act
        .notice
        .clone()
        .ok_or(StartSpecialProcedureRefusal::NoticeMissing)?;
    let pause = Pause {
        reason: act.reason,
        started_on: env.today,
        planned_end_on: act.planned_end_on,
        ended_on: None,
        document: case.reference('P', handling.clock.pauses.len() + 1),
    };
    let mut clock = handling.clock.clone();
    clock.pauses.push(pause.clone());
    Ok(SpecialProcedureStarted {
        pause,
        step: act.step.clone(),
        notice,
        own_law,
        dates: compute_dates(&clock, filing.area, env),
    })
}
