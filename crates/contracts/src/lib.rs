//! What contexts tell one another: public events, query traits, the shared Matter, and the traits
//! of rows and commands that the store drives.

pub mod aggregate;
pub mod events;
pub mod figures;
pub mod form;
pub mod item;
pub mod kept;
pub mod matter;
pub mod message;
pub mod people;
pub mod queries;
pub mod row;
pub mod theme;

pub use aggregate::{
    Aggregate, Claim, Command, Command2, Expect, Series, VaultWrite, Versioned, fold, stream_of,
};
pub use kept::Kept;
pub use matter::{Cell, Matter, MatterParty};
pub use row::{Row, Rows, Value};
