//! Questions about messages and about what the city holds of a person. SQL is here only.

mod list_messages;
mod list_my_matters;
mod looks;
mod unread;

pub use list_messages::{MessageCursor, MessageLine, find_matter_of, list_messages};
pub use list_my_matters::{MatterCursor, MyMatter, list_my_matters};
pub use looks::{Looker, SeenBy, list_looks_at_mine};
pub use unread::{Bell, unread_of};
