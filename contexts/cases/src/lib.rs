//! Cases (办件): an application for a service item, from filing to service.
//!
//! `domain` is the law, `app` puts each act into the pipeline, `read` says which rows are true.
//! The README has the states, the events and the figures.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod react;
pub mod read;
pub mod web;

use ::web::Module;
use contracts::queries::{CasesBehind, Drafts, MovedByCalendar};
use std::sync::Arc;
use store::{Reader, Registry, Schedule, Store};

/// The manifest.
pub fn module() -> Module {
    let module = Module::new("cases")
        .words(
            concat!(
                include_str!("../words/zh-CN.ftl"),
                include_str!("../words/zh-CN-desk.ftl")
            ),
            concat!(
                include_str!("../words/en.ftl"),
                include_str!("../words/en-desk.ftl")
            ),
        )
        .register(register)
        .provide(|queries| {
            queries.provide::<dyn Drafts<Reader, Store>>(Arc::new(read::DraftsOfCases));
            queries.provide::<dyn CasesBehind<Reader>>(Arc::new(read::BehindFigures));
            queries.provide::<dyn MovedByCalendar<Reader>>(Arc::new(read::CalendarMoves));
        });
    web::staff::staff_routes(web::public_routes(module))
}

/// What the context brings to the store.
pub fn register(registry: &mut Registry) {
    registry.aggregate::<domain::Case>(read::project);
    registry.tables(read::TABLES);
    registry.schedule(
        app::jobs::SETTLE,
        Schedule::Daily(0, 5),
        app::jobs::settle_due,
    );
    registry.job(contracts::events::CASES_ON_CALENDAR, react::on_calendar);
}
