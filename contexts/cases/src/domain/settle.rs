//! What the clock has done by now, before anybody does anything.
//!
//! Effects of a deadline are decided from dates: every act asks here first, so it makes no
//! difference whether the nightly job came before it. The job's own command does the same, and only
//! makes it happen unasked.

use super::{
    Case, Dates,
    case::Handling,
    compute_dates,
    deem_accepted::find_deemed_acceptance,
    events::{CaseEvent, DueDatesFilled, SpecialProcedureEnded},
};
use kernel::{AccountId, Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

/// Records what the clock has done. For the job `cases.settle`.
#[derive(Clone, Copy, Debug)]
pub struct Settle {
    pub case_id: CaseId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SettleRefusal {
    #[error("no date has passed that would change the case")]
    NothingDue,
}

impl Refusal for SettleRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingDue => "cases.settle.nothing-due",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NothingDue => RefusalKind::Conflict,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NothingDue => None,
        }
    }
}

/// Decides what the clock has done, if it has done anything.
pub fn settle(case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SettleRefusal> {
    let effects = effects(case, env);
    if effects.is_empty() {
        return Err(SettleRefusal::NothingDue);
    }
    Ok(effects)
}

/// The events that the dates alone have brought about and nobody has recorded yet, in order: a
/// deemed acceptance, the end of a special procedure, due dates by the calendar in force.
pub fn effects(case: &Case, env: &Env) -> Vec<CaseEvent> {
    let Some(first) = next_effect(case, env) else {
        return Vec::new();
    };
    let mut now = case.clone();
    let mut effects = Vec::new();
    let mut next = Some(first);
    // Each effect takes away its own cause, so this ends.
    while let Some(effect) = next {
        now.fold(&effect, AccountId::default(), env.now);
        effects.push(effect);
        next = next_effect(&now, env);
    }
    effects
}

/// Decides an act on the case as the clock has left it, and records the clock's effects before it.
pub fn after_clock<R>(
    case: &Case,
    env: &Env,
    decide: impl FnOnce(&Case) -> Result<Vec<CaseEvent>, R>,
) -> Result<Vec<CaseEvent>, R> {
    let mut events = effects(case, env);
    if events.is_empty() {
        return decide(case);
    }
    let mut now = case.clone();
    for effect in &events {
        now.fold(effect, AccountId::default(), env.now);
    }
    events.extend(decide(&now)?);
    Ok(events)
}

fn next_effect(case: &Case, env: &Env) -> Option<CaseEvent> {
    if let Some(deemed) = find_deemed_acceptance(case, env) {
        return Some(CaseEvent::DeemedAccepted(deemed));
    }
    let handling = case.open_handling()?;
    find_ended_procedure(case, handling, env)
        .map(CaseEvent::SpecialProcedureEnded)
        .or_else(|| find_dates(case, handling, env).map(CaseEvent::DueDatesFilled))
}

/// A special procedure ends by itself at the end that its notice planned.
fn find_ended_procedure(
    case: &Case,
    handling: &Handling,
    env: &Env,
) -> Option<SpecialProcedureEnded> {
    let pause = handling.running_pause()?;
    if env.today <= pause.planned_end_on {
        return None;
    }
    let ended_on = pause.planned_end_on;
    let mut clock = handling.clock.clone();
    if let Some(last) = clock.pauses.last_mut() {
        last.ended_on = Some(ended_on);
    }
    let area = case.filing.as_ref()?.area;
    let dates = compute_dates(&clock, area, env);
    Some(SpecialProcedureEnded {
        ended_on,
        by_clock: true,
        dates,
    })
}

/// Dates that the calendar of today gives otherwise than recorded: they waited for it, or a released
/// change moved them (行政许可法 art. 82: what is a working day is what the plan in force says).
fn find_dates(case: &Case, handling: &Handling, env: &Env) -> Option<DueDatesFilled> {
    let area = case.filing.as_ref()?.area;
    let dates = compute_dates(&handling.clock, area, env)?;
    (handling.dates != Some(dates)).then_some(DueDatesFilled { dates })
}

/// The dates of an open case before and after [`settle`], where it moves them.
pub fn find_moved_dates(case: &Case, env: &Env) -> Option<(Option<Dates>, Option<Dates>)> {
    let effects = effects(case, env);
    if effects.is_empty() {
        return None;
    }
    let mut now = case.clone();
    for effect in &effects {
        now.fold(effect, AccountId::default(), env.now);
    }
    let dates = |case: &Case| case.open_handling().and_then(|handling| handling.dates);
    let (before, after) = (dates(case), dates(&now));
    (before != after).then_some((before, after))
}
