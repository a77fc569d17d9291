//! The catalogue through its front door, on both databases.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod city;
mod desk;
mod import_csv;
mod load_items;
mod pages;
mod publish;
mod search;
