//! 特别程序: a new notice, because the procedure takes longer than the last one said.

use super::{
    Act, Case, CaseState, compute_dates, duties::is_own, events::SpecialProcedureRenewed,
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct RenewSpecialProcedure {
    pub case_id: CaseId,
    pub notice: Option<Kept>,
    pub planned_end_on: Date,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RenewSpecialProcedureRefusal {
    #[error("case is {state}; no special procedure runs")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("the applicant is not told in writing")]
    NoticeMissing,
    #[error("the new end is not after the one of the last notice, {planned_end_on}")]
    EndNotLater { planned_end_on: Date },
}

impl Refusal for RenewSpecialProcedureRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.renew-special-procedure.wrong-state",
            Self::OwnApplication => "cases.renew-special-procedure.own-application",
            Self::NoticeMissing => "cases.renew-special-procedure.notice-missing",
            Self::EndNotLater { .. } => "cases.renew-special-procedure.end-not-later",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NoticeMissing | Self::EndNotLater { .. } => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::NoticeMissing => Some(licensing("第四十五条")),
            Self::OwnApplication | Self::EndNotLater { .. } => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NoticeMissing => Some("notice".to_owned()),
            Self::EndNotLater { .. } => Some("planned-end-on".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::EndNotLater { planned_end_on } => {
                vec![("planned-end-on", planned_end_on.to_string())]
            }
            Self::OwnApplication | Self::NoticeMissing => Vec::new(),
        }
    }
}

/// Decides on a new notice with a later end, while the procedure runs. Once the last notice's end
/// has passed, the procedure is over: then another one starts, and the days between counted.
///
/// # Law
/// 行政许可法 art. 45; `rules.md` §21.2.
pub fn renew_special_procedure(
    case: &Case,
    act: &RenewSpecialProcedure,
    env: &Env,
) -> Result<SpecialProcedureRenewed, RenewSpecialProcedureRefusal> {
    let wrong_state = |state| RenewSpecialProcedureRefusal::WrongState { state };
    let filing = case
        .allow(Act::RenewSpecialProcedure)
        .map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(RenewSpecialProcedureRefusal::OwnApplication);
    }
    let mut clock = handling.clock.clone();
    let pause = clock
        .pauses
        .last_mut()
        .ok_or_else(|| wrong_state(case.state()))?;
    if act.planned_end_on <= pause.planned_end_on {
        let planned_end_on = pause.planned_end_on;
        return Err(RenewSpecialProcedureRefusal::EndNotLater { planned_end_on });
    }
    let notice = act
        .notice
        .clone()
        .ok_or(RenewSpecialProcedureRefusal::NoticeMissing)?;
    pause.planned_end_on = act.planned_end_on;
    Ok(SpecialProcedureRenewed {
        renewed_on: env.today,
        planned_end_on: act.planned_end_on,
        notice,
        dates: compute_dates(&clock, filing.area, env),
    })
}
