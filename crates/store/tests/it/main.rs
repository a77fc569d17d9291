//! The store's suite: the same tests on SQLite and PostgreSQL.

mod commands;
mod erased;
mod gate;
mod jobs;
mod kill;
mod rebuild;
mod toy;
