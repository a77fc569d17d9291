//! What the law and the city's own rules say of units, roles, accounts, parties, mandates and
//! calendars. Pure: no clock, no database.

pub mod account;
pub mod administrators;
pub mod appoint;
pub mod calendar;
pub mod change_unit;
pub mod define_role;
pub mod dismiss;
pub mod give_code;
pub mod grant_mandate;
pub mod link_subject;
pub mod lock_account;
pub mod mandate;
pub mod open_account;
pub mod party;
pub mod propose_calendar;
pub mod record_party;
pub mod release_calendar;
pub mod revoke_mandate;
pub mod role;
pub mod unit;
