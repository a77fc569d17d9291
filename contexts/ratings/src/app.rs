//! Commands of ratings, wired into the pipeline.

mod invite;
mod rate;
mod verify;

pub use invite::Invite;
pub use rate::Rate;
pub use verify::Verify;
