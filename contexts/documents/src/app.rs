//! Commands of papers, wired into the pipeline, and the provider of seals.

mod ask_for_seal;
mod draw_up;
mod release;
mod seals;

pub use ask_for_seal::AskForSeal;
pub use draw_up::{DrawUp, PAPER_CHECK, PAPER_OF_EVENT};
pub use release::{Release, stamped};
pub use seals::{DemoSeals, SealError, SealOf, SealProvider, digest};
