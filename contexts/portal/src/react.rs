//! What follows here from what happened elsewhere.

mod on_case;

pub(crate) use on_case::on_case;
