//! What is now true: rows, figures, and what other contexts hear. Pure; the store writes it.
//!
//! A question of a page is a file of its own beside these: `list_*.rs`, `detail.rs`.

mod announce;
mod announce_facts;
mod answers;
mod behind;
pub mod counters;
pub mod desk;
mod desk_list;
pub mod detail;
mod detail_texts;
mod drafts;
pub mod figures;
mod files;
pub mod find;
pub mod late;
mod list_settle;
mod moved_by_calendar;
pub mod my_cases;
mod names;
pub mod notice_due;
mod project;
pub mod query;
pub mod signs;
mod tables;

pub use answers::{Answers, ServiceAddress};
pub use behind::BehindFigures;
pub use drafts::DraftsOfCases;
pub use files::{NamedFile, open_files};
pub use list_settle::{SettleCursor, list_settle};
pub use moved_by_calendar::{CalendarMoves, list_moved};
pub use names::list_names;
pub use project::{find_matter, project};
pub use tables::{CASE_ROW, CaseRow, TABLES};
