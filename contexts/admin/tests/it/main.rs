//! Tests of the context through its public interface, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod city;
mod load_city;
mod oidc;
mod pages;
mod rights;
mod sign_in;
