//! What a rating is and who may give, repeat or verify it. Pure: kernel and contracts only.

pub mod events;
pub mod invite;
pub mod rate;
pub mod rating;
pub mod verify;

pub use events::{Given, Invited, RatingEvent, Verified};
pub use rating::{Rating, RatingState};
pub use verify::Finding;
