//! What other contexts tell this one.

mod on_case;

pub use on_case::on_case;
