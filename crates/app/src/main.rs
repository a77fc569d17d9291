//! The binary `yimen`.
fn main() {}
