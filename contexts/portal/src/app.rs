//! Commands and plain writes.

mod read_marks;

pub(crate) use read_marks::{Read, ReadMark, mark};
