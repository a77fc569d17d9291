//! A message to an applicant: that something happened to his case, and what he has to do.

mod message;
mod tell;

pub use message::{Message, MessageEvent, Told};
pub use tell::{TellRefusal, tell};
