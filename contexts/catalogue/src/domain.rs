//! The catalogue's own rules: what an item is, when a version may be published, what a reviewer
//! finds in it.
//!
//! Pure: nothing here reads a clock, a database or a network.

pub mod check;
pub mod close;
pub mod code;
pub mod events;
pub mod item;
pub mod law;
pub mod list;
pub mod publish;
pub mod themes;

pub use check::{Finding, Level, check};
pub use close::{CloseRefusal, Suspend, Withdraw};
pub use events::{Document, ItemEvent, ListedEntry, Published, ThemesEvent};
pub use item::{Item, ItemState};
pub use list::{List, ListRefusal};
pub use publish::{Publish, PublishRefusal};
pub use themes::{PublishThemes, ThemeList};
