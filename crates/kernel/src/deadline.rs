//! Deadlines that explain themselves: limits, what pauses them, when they end, what each day was,
//! and the lights that follow.
//!
//! Everything here is computed from a start, limits, pauses and a calendar; nothing is stored but
//! what a clock is made of. Who may pause or extend, and when, is for the contexts to say.

mod clock;
mod explain;
mod light;
mod limit;
mod pause;
mod rule;

pub use clock::{Clock, DueDates, Extension, Which};
pub use explain::{DayCount, ExplainedDay, Explanation};
pub use light::{Light, LightDates};
pub use limit::{DayUnit, Limit, Limits, LimitsError, add_limit};
pub use pause::{Pause, PauseReason, UnknownPauseReason};
pub use rule::{DeadlineRule, DeadlineRules, Direction, RuleTier, RulesError};
