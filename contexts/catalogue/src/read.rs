//! What can be asked of the catalogue. The only place with SQL.

pub mod listed;
pub mod load;
pub mod project;
pub mod tables;

pub use load::load_reference;
pub use project::{project, project_themes};
pub use tables::TABLES;
