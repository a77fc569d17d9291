//! Forms. The order is always label, hint, error, control. What was typed is kept; an error says
//! what to do, in the summary and at the control in the same words.

mod choices;
mod dates;
mod field;
mod inputs;
mod uploads;

pub use choices::*;
pub use dates::*;
pub(super) use field::plain_submit;
pub use field::*;
pub use inputs::*;
pub use uploads::*;
