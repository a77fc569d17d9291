//! Rows of papers and the questions asked of them. SQL is here only.

mod check;
mod list_papers;
mod papers_of;
mod project;
mod remedy_of;
mod sheet;
mod tables;

pub use check::{Checked, TextState, check};
pub use list_papers::{Listed, PaperLine, count_waiting, list_register, list_waiting};
pub use papers_of::{Answers, find_served};
pub use project::project;
pub use sheet::{PaperView, find_paper, live_sheet};
pub use tables::TABLES;
