//! The HTTP shell: the manifest of a module, routing, forms, sessions, problems, files, and the
//! component library.
//!
//! Invariant: a route cannot be declared without its access.
//! Invariant: a refusal meets HTTP in `problem` and nowhere else.

mod again;
mod app;
pub mod assets;
pub mod files;
mod meet;
mod module;
mod openapi;
mod pages;
mod problem;
pub mod session;
mod shell;
mod submitted;
pub mod ui;
mod visit;
pub mod words;

pub use app::{App, AppParts, Queries, Settings};
pub use module::{Access, MenuCount, MenuLine, Method, Module, Route, Zone};
pub use openapi::{ACT_ANSWER, ApiDoc, Property};
pub use pages::is_own_path;
pub use problem::{Detail, FieldError, Problem, word_key};
pub use shell::House;
pub use submitted::{NoFields, Submitted};
pub use visit::{Again, Visit, say};
