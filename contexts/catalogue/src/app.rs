//! What is done with the catalogue besides single commands: loading a city's items, importing lists.

pub mod import_csv;
pub mod load_items;

pub use import_csv::{ImportError, ImportRefusal, ImportReport, ImportSource, import_csv};
pub use load_items::{FileDefect, LoadReport, load_items, load_themes, read_items};
