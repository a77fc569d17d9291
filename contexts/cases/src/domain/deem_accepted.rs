//! 视为受理: silence accepts.

use super::{Case, compute_dates, events::DeemedAccepted, law::NOTICE_DAYS};
use kernel::{Env, deadline::Clock};

/// Finds out whether silence has accepted the application: nobody said within five working days
/// what is missing, so it counts as accepted from the day on which it came.
///
/// `None` as well while a calendar is missing: then the fifth day is not known, and nothing is
/// guessed.
///
/// # Law
/// 行政许可法 art. 32(4). Only permits have this clock; after a correction it runs again from the
/// day the correction came.
pub fn find_deemed_acceptance(case: &Case, env: &Env) -> Option<DeemedAccepted> {
    if !case.is_licensing() {
        return None;
    }
    let filing = case.filing.as_ref()?;
    let accepted_on = case.notice_clock_from()?;
    let calendar = env.calendar_of(filing.area);
    let notice_by = calendar.add_working_days(accepted_on, NOTICE_DAYS).ok()?;
    if env.today <= notice_by {
        return None;
    }
    let dates = compute_dates(&Clock::new(accepted_on, filing.limits), filing.area, env);
    Some(DeemedAccepted {
        accepted_on,
        notice_by,
        limits: filing.limits,
        dates,
    })
}
