//! The store's suite: the same tests on SQLite and PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod backup;
mod commands;
mod erased;
mod gate;
mod jobs;
mod kill;
mod outage;
mod rebuild;
mod toy;
mod verify;
