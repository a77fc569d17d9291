//! The suite of the figures: definitions, readings on both engines, pages through the front door.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod definitions;
mod pages;
mod ranking;
mod readings;
mod toy;
