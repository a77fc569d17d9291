//! The real server, really killed, starved and cut off: whole cases over the JSON API, by clients
//! that write down what they were told. `scripts/torture` runs this with more rounds; see
//! `docs/guides/torture.md`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod check;
mod client;
mod cluster;
mod disk;
mod faults;
mod ha;
mod kill;
mod load;
mod nodes;
mod power;
mod server;
mod town;
