//! What a paper is and what may happen to it. Pure: kernel and contracts only.

pub mod ask_for_seal;
pub mod check_code;
pub mod draw_up;
pub mod events;
pub mod number;
pub mod paper;
pub mod release;
pub mod remedy;
pub mod sheet;
pub mod template;
pub mod values;
mod values_hearing;

pub use check_code::CheckCode;
pub use events::{DrawnUp, PaperEvent, SealAsked, Sealed};
pub use number::PaperNumber;
pub use paper::{Paper, PaperState};
pub use sheet::Sheet;
pub use template::{Template, Templates};
