//! Rows of ratings and the questions asked of them. SQL is here only. Two worlds that never meet in a
//! row: what was said (by unit and day), and the sealed link to the case (for the reviewer alone).

mod link;
mod list_given;
mod project;
mod rating_of;
mod standing;
mod tables;

pub use link::{BadLine, BadList, find_link, list_bad};
pub use list_given::{GivenLine, GivenList, list_given};
pub use project::{GIVEN, GOOD, INVITED, project};
pub use rating_of::{Answers, find_own};
pub use standing::{UnitStanding, standings};
pub use tables::TABLES;
