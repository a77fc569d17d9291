//! The suite of the portal: what people find at the front door, and what is theirs.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod messages;
mod mine;
mod public;
mod toy;
