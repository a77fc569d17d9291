//! The whole house: every module together, through the front door.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod browser;
mod calendar_change;
mod command_line;
mod house;
mod journey;
mod operate;
mod permission_things;
mod permissions;
mod scale;
mod simulated_year;
mod story_http;
mod town;
