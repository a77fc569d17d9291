//! Cases (办件): an application for a service item, from filing to service.
//!
//! `domain` is the law, `app` puts each act into the pipeline, `read` says which rows are true.
//! The README has the states, the events and the figures.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod read;

use store::{Registry, Schedule};

/// What the context brings to the store.
pub fn register(registry: &mut Registry) {
    registry.aggregate::<domain::Case>(read::project);
    registry.tables(read::TABLES);
    registry.schedule(
        app::jobs::SETTLE,
        Schedule::Daily(0, 5),
        app::jobs::settle_due,
    );
}
