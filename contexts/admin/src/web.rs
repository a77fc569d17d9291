//! Pages: signing in, my account, my mandates, and the desk of the administrators.

pub mod account;
pub mod acting;
pub mod enter;
pub mod forms;
pub mod sign_in;
pub mod sign_in_steps;
