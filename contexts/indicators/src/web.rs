//! Pages and exports.

mod cases;
mod cockpit;
mod definition;
mod export;
mod parts;
mod public_figures;
mod rows;

pub(crate) use cases::cases;
pub(crate) use cockpit::cockpit;
pub(crate) use definition::definition;
pub(crate) use export::{API_FIGURES, api_figures, export};
pub(crate) use public_figures::public_figures;
pub(crate) use rows::rows;
