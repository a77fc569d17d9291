//! The suite of the portal: what people find at the front door, and what is theirs.

mod messages;
mod mine;
mod public;
mod toy;
