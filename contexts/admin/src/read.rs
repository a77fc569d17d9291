//! What is read: the rows, the reference data made from them, one file for each question.

pub(crate) mod accounts;
pub(crate) mod attempts;
pub(crate) mod calendars;
pub(crate) mod loader;
pub(crate) mod looks;
pub(crate) mod mandates;
pub(crate) mod moved_dates;
pub(crate) mod parties;
pub(crate) mod people;
pub(crate) mod project;
pub(crate) mod sign_ins;
pub(crate) mod tables;
