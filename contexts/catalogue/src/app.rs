//! What is done with the catalogue besides single commands: loading a city's items, importing lists.

pub mod load_items;

pub use load_items::{LoadReport, load_items, load_themes, read_items};
