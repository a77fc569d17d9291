//! 容缺受理: secondary materials may follow on the applicant's promise.

use super::{
    Act, Case, CaseState,
    accept::accepted,
    duties::is_own,
    events::{Accepted, Deferral, Submitted},
    item_of,
    law::business_environment,
    names_of,
};
use contracts::{Kept, VaultWrite};
use kernel::{
    Basis, CaseId, Env, Refusal, RefusalKind,
    deadline::{DayUnit, Limit},
};
use thiserror::Error;

/// What the credit record says of the applicant today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    Clear,
    /// 严重失信主体
    SeriouslyDishonest,
}

#[derive(Clone, Debug)]
pub struct AcceptDeferred {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    /// The applicant's promise to bring what is missing.
    pub promise: Option<Kept>,
    /// Working days that he has.
    pub within_days: u16,
    pub credit: Credit,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AcceptDeferredRefusal {
    #[error("case is {state}; only a received or corrected application can be accepted")]
    WrongState { state: CaseState },
    #[error("nobody accepts his own application")]
    OwnApplication,
    #[error("the item lets no material follow")]
    NotOffered,
    #[error("nothing is missing, so nothing has to follow")]
    NothingMissing,
    #[error("{names:?} may not follow")]
    NotDeferrable { names: Vec<String> },
    #[error("{within_days} working days are more than the {allowed} allowed")]
    PeriodTooLong { within_days: u16, allowed: u16 },
    #[error("a seriously dishonest applicant gets no deferral")]
    Dishonest,
    #[error("the applicant has promised nothing")]
    PromiseMissing,
}

impl Refusal for AcceptDeferredRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.accept-deferred.wrong-state",
            Self::OwnApplication => "cases.accept-deferred.own-application",
            Self::NotOffered => "cases.accept-deferred.not-offered",
            Self::NothingMissing => "cases.accept-deferred.nothing-missing",
            Self::NotDeferrable { .. } => "cases.accept-deferred.not-deferrable",
            Self::PeriodTooLong { .. } => "cases.accept-deferred.period-too-long",
            Self::Dishonest => "cases.accept-deferred.dishonest",
            Self::PromiseMissing => "cases.accept-deferred.promise-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NothingMissing | Self::NotDeferrable { .. } => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::NotOffered
            | Self::PeriodTooLong { .. }
            | Self::Dishonest
            | Self::PromiseMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::PeriodTooLong { .. } => Some(business_environment("第三十六条")),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotOffered
            | Self::NothingMissing
            | Self::NotDeferrable { .. }
            | Self::Dishonest
            | Self::PromiseMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::PeriodTooLong { .. } => Some("within-days".to_owned()),
            Self::PromiseMissing => Some("promise".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotOffered
            | Self::NothingMissing
            | Self::NotDeferrable { .. }
            | Self::Dishonest => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::NotDeferrable { names } => vec![("names", names.join("、"))],
            Self::PeriodTooLong {
                within_days,
                allowed,
            } => {
                vec![
                    ("days", within_days.to_string()),
                    ("allowed", allowed.to_string()),
                ]
            }
            Self::OwnApplication
            | Self::NotOffered
            | Self::NothingMissing
            | Self::Dishonest
            | Self::PromiseMissing => Vec::new(),
        }
    }
}

/// Decides whether an application is accepted although secondary materials are missing. The case
/// can't be granted before they have come; if they don't, it can be terminated.
///
/// # Law
/// `rules.md` §21.3: only listed materials, on the applicant's promise, within the promised limit,
/// not for the seriously dishonest. 优化营商环境条例 art. 36 (the promise is kept all the same).
pub fn accept_deferred(
    case: &Case,
    act: &AcceptDeferred,
    env: &Env,
) -> Result<Accepted, AcceptDeferredRefusal> {
    let filing = case
        .allow(Act::AcceptDeferred)
        .map_err(|state| AcceptDeferredRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(AcceptDeferredRefusal::OwnApplication);
    }
    let materials = deferred_materials(case, filing, env)?;
    check_period(act, filing, env)?;
    if act.credit == Credit::SeriouslyDishonest {
        return Err(AcceptDeferredRefusal::Dishonest);
    }
    let promise = act
        .promise
        .clone()
        .ok_or(AcceptDeferredRefusal::PromiseMissing)?;
    let within_days = act.within_days;
    let calendar = env.calendar_of(filing.area);
    let deliver_by = calendar.add_working_days(env.today, within_days).ok();
    let deferral = Deferral {
        materials,
        promise,
        within_days,
        deliver_by,
    };
    Ok(accepted(case, filing, Some(deferral), env))
}

fn deferred_materials(
    case: &Case,
    filing: &Submitted,
    env: &Env,
) -> Result<Vec<String>, AcceptDeferredRefusal> {
    let missing = case.missing();
    if missing.is_empty() {
        return Err(AcceptDeferredRefusal::NothingMissing);
    }
    let is_barred = |name: &&String| !filing.deferrable.contains(name);
    let barred: Vec<String> = missing.iter().filter(is_barred).cloned().collect();
    if !barred.is_empty() {
        let names = names_of(&barred, filing, env);
        return Err(AcceptDeferredRefusal::NotDeferrable { names });
    }
    Ok(missing)
}

/// The item's own period caps it, and the promised limit does: otherwise the promise would be
/// broken before the material is due.
fn check_period(
    act: &AcceptDeferred,
    filing: &Submitted,
    env: &Env,
) -> Result<(), AcceptDeferredRefusal> {
    let item = item_of(filing, env);
    let rule = item.as_ref().and_then(|item| item.body.deferral.as_ref());
    let allowed = rule.ok_or(AcceptDeferredRefusal::NotOffered)?.within_days;
    let promised = filing.limits.promised();
    let within_days = act.within_days;
    let given = Limit {
        days: within_days,
        unit: DayUnit::Working,
    };
    if within_days > allowed || !given.is_within(promised) {
        let allowed = match promised.unit {
            DayUnit::Working => allowed.min(promised.days),
            DayUnit::Calendar => allowed,
        };
        return Err(AcceptDeferredRefusal::PeriodTooLong {
            within_days,
            allowed,
        });
    }
    Ok(())
}
