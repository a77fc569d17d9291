//! What a figure is, over which period it is read, and how it is ranked. Pure.

mod definition;
mod period;
mod ranking;
mod reading;

pub use definition::{Beside, Definition, Definitions, DefinitionsError, Opens};
pub use period::{Period, PeriodAsked};
pub use ranking::{Contender, Place, rank};
pub use reading::{FEWEST, Reading, Shown};
