//! (room being furnished)

pub mod assets;
pub mod ui;
pub mod words;
