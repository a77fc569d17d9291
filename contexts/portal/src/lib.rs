//! The door that people come through: home page, my space, messages, what the city knows about me,
//! and the pages about this site.
//!
//! Invariant: no number on these pages is typed; each comes from a record or is left out.

mod app;
pub mod city;
pub mod read;
mod site;
mod web;

pub use city::CityFacts;
pub use site::site;

use ::web::{Access, Module, Zone};
use contracts::queries::Unread;
use kernel::Permission;
use std::sync::Arc;
use store::Reader;

/// See and mark one's own messages.
pub const PORTAL_MESSAGES: Permission = Permission::new("portal.messages");

const EVERYBODY: Access =
    Access::Open("the front door and what is said about this site are for everybody");

pub fn module() -> Module {
    Module::new("portal")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        // Messages were streams once; now they are rows of the matters' own projections.
        .register(|registry| registry.retire("message"))
        .provide(|queries| match CityFacts::yongzhou() {
            Ok(facts) => queries.provide(Arc::new(facts)),
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "the city pack cannot be read"
            ),
        })
        .provide(|queries| queries.provide::<dyn Unread<Reader>>(Arc::new(read::Bell)))
        .get(Zone::Public, "/", EVERYBODY, web::home)
        .get(Zone::Public, "/help", EVERYBODY, web::help)
        .get(Zone::Public, "/sitemap", EVERYBODY, web::sitemap)
        .get(
            Zone::Public,
            "/about/accessibility",
            EVERYBODY,
            web::accessibility,
        )
        .get(Zone::Public, "/about/privacy", EVERYBODY, web::privacy)
        .get(Zone::Public, "/about/releases", EVERYBODY, web::releases)
        .get(
            Zone::Public,
            "/manifest.webmanifest",
            EVERYBODY,
            web::manifest,
        )
        .get(Zone::Public, "/my", Access::SignedIn, web::my_space)
        .get(
            Zone::Public,
            "/my/messages",
            Access::Needs(PORTAL_MESSAGES),
            web::messages,
        )
        .post(
            Zone::Public,
            "/my/messages/read",
            Access::Needs(PORTAL_MESSAGES),
            web::read_all,
        )
        .post(
            Zone::Public,
            "/my/messages/{message}/read",
            Access::Needs(PORTAL_MESSAGES),
            web::read_one,
        )
        .get(Zone::Public, "/my/data", Access::SignedIn, web::my_data)
        .get(
            Zone::Public,
            "/my/data/export",
            Access::SignedIn,
            web::export,
        )
        .post(
            Zone::Public,
            "/my/drafts/delete",
            Access::SignedIn,
            web::delete_drafts,
        )
}
