//! Commands and plain writes.

mod read_marks;
mod tell;

pub(crate) use read_marks::{Read, ReadMark, mark};
pub(crate) use tell::Tell;
