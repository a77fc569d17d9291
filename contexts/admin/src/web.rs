//! Pages: signing in, my account, my mandates, and the desk of the administrators.

pub mod account;
pub mod acting;
pub mod accounts;
pub mod audit;
pub mod calendar;
pub mod enter;
pub mod forms;
pub mod listed;
pub mod mandates;
pub mod posts;
pub mod roles;
pub mod sign_in;
pub mod sign_in_steps;
pub mod units;
