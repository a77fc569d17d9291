//! 特别程序: it ends earlier than planned, and the clock runs again.

use super::{
    Act, Case, CaseState, compute_dates, duties::is_own, events::SpecialProcedureEnded,
    law::licensing,
};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Copy, Debug)]
pub struct EndSpecialProcedure {
    pub case_id: CaseId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EndSpecialProcedureRefusal {
    #[error("case is {state}; no special procedure runs")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
}

impl Refusal for EndSpecialProcedureRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.end-special-procedure.wrong-state",
            Self::OwnApplication => "cases.end-special-procedure.own-application",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第四十五条")),
            Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication => Vec::new(),
        }
    }
}

/// Decides that the procedure has ended today, before its planned end. It is never ended for an
/// earlier day: dates are not set back.
///
/// # Law
/// 行政许可法 art. 45: only the time that the procedure needs is not counted.
pub fn end_special_procedure(
    case: &Case,
    env: &Env,
) -> Result<SpecialProcedureEnded, EndSpecialProcedureRefusal> {
    let wrong_state = |state| EndSpecialProcedureRefusal::WrongState { state };
    let filing = case.allow(Act::EndSpecialProcedure).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(EndSpecialProcedureRefusal::OwnApplication);
    }
    let mut clock = handling.clock.clone();
    let pause = clock
        .pauses
        .last_mut()
        .ok_or_else(|| wrong_state(case.state()))?;
    let ended_on = env.today;
    pause.ended_on = Some(ended_on);
    let dates = compute_dates(&clock, filing.area, env);
    Ok(SpecialProcedureEnded {
        ended_on,
        by_clock: false,
        dates,
    })
}
