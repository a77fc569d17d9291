//! Questions to the cells. SQL is here only. Matters are never counted: a figure sums cells.

mod late;
mod lights;
mod reach;
mod sums;

pub(crate) use late::{CASES_LIST, CASES_VIEW};
pub use late::{LateLine, list_late};
pub use lights::{OpenLights, open_lights};
pub use reach::{Narrow, Reach};
pub use sums::{DaySums, UnitSums, sums_by_day, sums_by_unit};
