//! 好差评: one token for each service, five levels, a link that is sealed. See the README of the context.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod react;
pub mod read;
pub mod web;

use ::web::{Access, MenuLine, Module, Zone};
use contracts::queries::RatingOf;
use std::sync::Arc;
use store::Reader;

/// What the ratings bring to the house.
pub fn module() -> Module {
    let module = Module::new("ratings")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        .register(|registry| {
            registry.tables(read::TABLES);
            registry.aggregate::<domain::Rating>(read::project);
            registry.job(contracts::events::RATINGS_ON_CASE, react::on_case);
        })
        .provide(|queries| queries.provide::<dyn RatingOf<Reader>>(Arc::new(read::Answers)));
    menu(desk(public(module))).api(web::API_DOCS.iter().cloned())
}

/// What the rater and everybody opens.
fn public(module: Module) -> Module {
    let rate = || Access::Needs(permissions::RATINGS_RATE);
    module
        .get(Zone::Public, "/rate/{id}", rate(), web::form)
        .post(Zone::Public, "/rate/{id}", rate(), web::rate)
        .get(Zone::Public, "/rate/{id}/thanks", rate(), web::thanks)
        .post(Zone::Public, "/api/v1/ratings/{id}", rate(), web::rate)
        .get(
            Zone::Public,
            "/ratings",
            Access::Needs(permissions::RATINGS_VIEW),
            web::public_page,
        )
}

/// What the rated unit and the reviewer open.
fn desk(module: Module) -> Module {
    let list = || Access::Needs(permissions::RATINGS_LIST);
    let verify = || Access::Needs(permissions::RATINGS_VERIFY);
    module
        .get(Zone::Staff, "/desk/ratings", list(), web::unit_page)
        .get(Zone::Staff, "/api/v1/ratings", list(), web::unit_json)
        .get(Zone::Staff, "/desk/ratings/review", verify(), web::list)
        .get(
            Zone::Staff,
            "/desk/ratings/review/{id}",
            verify(),
            web::show,
        )
        .post(
            Zone::Staff,
            "/desk/ratings/review/{id}/open",
            verify(),
            web::open_link,
        )
        .post(
            Zone::Staff,
            "/desk/ratings/review/{id}/verify",
            verify(),
            web::verify,
        )
}

fn menu(module: Module) -> Module {
    module
        .menu(MenuLine {
            group: "ratings-menu",
            label: "ratings-unit",
            href: "/desk/ratings",
            icon: "star",
            permission: permissions::RATINGS_LIST,
            count: None,
            order: 500,
        })
        .menu(MenuLine {
            group: "ratings-menu",
            label: "ratings-review",
            href: "/desk/ratings/review",
            icon: "shield",
            permission: permissions::RATINGS_VERIFY,
            count: None,
            order: 501,
        })
}
