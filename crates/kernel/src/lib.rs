//! The pure part that everything rests on: ids, time, the working-day calendar, clocks, permission
//! and scope, events, refusals, figures, money.
//!
//! Invariant: nothing here does I/O, reads a clock or draws a random number. What the kernel needs
//! to know comes in as an argument or in [`Env`].

pub mod actor;
pub mod area;
pub mod calendar;
pub mod deadline;
pub mod english;
pub mod env;
pub mod event;
pub mod id;
pub mod identity;
pub mod mask;
pub mod money;
pub mod ratio;
pub mod refusal;
pub mod scope;
pub mod time;
pub mod uscc;
mod width;

pub use actor::{Acting, Actor, ActorKind, Grant, Permission, Post, Reach, RoleCode};
pub use area::AreaCode;
pub use calendar::{OutsideCalendar, WorkCalendar};
pub use env::{Env, Reference};
pub use event::{Event, Recorded, StreamId, StreamKind};
pub use id::{AccountId, CaseId, FileId, ItemId, MandateId, MatterId, PaperId, PartyId, UnitId};
pub use refusal::{Basis, Refusal, RefusalKind};
pub use scope::{Place, Scope};
pub use time::{Date, Timestamp};
