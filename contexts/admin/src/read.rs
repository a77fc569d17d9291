//! What is read: the rows, the reference data made from them, one file for each question.

pub mod accounts;
pub mod attempts;
pub mod calendars;
pub mod loader;
pub mod looks;
pub mod mandates;
pub mod moved_dates;
pub mod parties;
pub mod people;
pub mod project;
pub mod sign_ins;
pub mod tables;
