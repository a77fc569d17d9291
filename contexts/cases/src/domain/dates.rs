//! Both due dates of a case and the days on which its light changes, computed once and kept in the
//! event, so that nobody has to know the calendar of that time again.

use kernel::{
    AreaCode, Env,
    deadline::{Clock, DueDates, LightDates},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    pub due: DueDates,
    /// The count goes some days beyond the promise, so it may wait for the calendar longer.
    pub lights: Option<LightDates>,
}

/// What the clock says by today's calendar of the area; `None` waits for the calendar.
///
/// A missing calendar never refuses what the law commands: the act stands, and
/// [`super::effects`] fills the dates in once they can be known.
pub fn compute_dates(clock: &Clock, area: AreaCode, env: &Env) -> Option<Dates> {
    let calendar = env.calendar_of(area);
    let due = clock.due(calendar).ok()?;
    let lights = clock.light_dates(calendar).ok();
    Some(Dates { due, lights })
}
