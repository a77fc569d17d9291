//! What other contexts tell this one.

mod on_calendar;

pub use on_calendar::on_calendar;
