//! Pages: signing in, my account, my mandates, and the desk of the administrators.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod acting;
pub(crate) mod audit;
pub(crate) mod calendar;
pub(crate) mod calendar_form;
pub(crate) mod enter;
pub(crate) mod forms;
pub(crate) mod listed;
pub(crate) mod mandates;
pub(crate) mod posts;
pub(crate) mod provider;
pub(crate) mod roles;
pub(crate) mod sign_in;
pub(crate) mod sign_in_steps;
pub(crate) mod units;
