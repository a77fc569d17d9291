//! The staff side: window, desk, decision, supervision, and the same for programs.

pub mod acts;
mod fill;
mod fill_decide;
mod fill_review;
mod fill_window;
mod filled;
mod hand;
mod now;
mod remedies;
mod tray;
