//! What is read: the rows, the reference data made from them, one file for each question.

pub mod attempts;
pub mod loader;
pub mod mandates;
pub mod parties;
pub mod people;
pub mod project;
pub mod sign_ins;
pub mod tables;
