//! Names of the counters that the first figures are made of. The context that owns the records adds
//! to them (`CELL`); `indicators` reads them by these names and nothing else.
//!
//! A counter that belongs to a cohort counts for the day on which its cohort began, and became known
//! on the day it happened: so a share never passes 100 %, and "as it was known then" is a query.

use crate::Rows;
use crate::matter::{CELL, Cell};

/// Cases received (收件); counts for the day on which the application reached the authority.
pub const CASES_RECEIVED: &str = "cases.received";
/// Cases accepted, deemed acceptance included; counts for the day of acceptance, which for a deemed
/// one is the day of receipt (行政许可法 art. 32(4)).
pub const CASES_ACCEPTED: &str = "cases.accepted";
/// Accepted cases that are over, by decision or otherwise; counts for the day it ended. 作废办结 and
/// 删除办结 count nowhere, 转报办结 is listed apart.
pub const CASES_CLOSED: &str = "cases.closed";
/// The same cases, but counting for the day of **acceptance**: the numerator of the closing rate of
/// a cohort.
pub const CASES_CLOSED_OF_ACCEPTED: &str = "cases.closed-of-accepted";
/// Those of [`CASES_CLOSED`] with a promised limit (承诺件; 即办件 left out); counts for the day it
/// ended.
pub const CASES_PROMISED_CLOSED: &str = "cases.promised-closed";
/// Those of [`CASES_PROMISED_CLOSED`] that ended on or before the promised day; counts for the day
/// it ended.
pub const CASES_PROMISED_ON_TIME: &str = "cases.promised-on-time";
/// Cases with a correction notice, each once however many notices it has; counts for the day on
/// which the application **reached** the authority.
pub const CASES_CORRECTED: &str = "cases.corrected";
/// Valid ratings, without default and mistaken ones; counts for the day of the rating.
pub const RATINGS_GIVEN: &str = "ratings.given";
/// Those of [`RATINGS_GIVEN`] with three to five stars; counts for the day of the rating.
pub const RATINGS_GOOD: &str = "ratings.good";

/// Every counter that a definition may name.
pub const ALL: [&str; 9] = [
    CASES_RECEIVED,
    CASES_ACCEPTED,
    CASES_CLOSED,
    CASES_CLOSED_OF_ACCEPTED,
    CASES_PROMISED_CLOSED,
    CASES_PROMISED_ON_TIME,
    CASES_CORRECTED,
    RATINGS_GIVEN,
    RATINGS_GOOD,
];

/// Adds to a counter; a correction or a change of unit is −1 in the old cell and +1 in the new.
pub fn add(rows: &mut Rows, figure: &'static str, cell: &Cell, n: i64) {
    debug_assert!(ALL.contains(&figure), "no definition can name `{figure}`");
    rows.add(&CELL, cell.key(figure), n);
}
