//! 文书: numbers, texts, seals and the public check of papers. See the README of the context.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod react;
pub mod read;
pub mod web;

use ::web::{Access, MenuLine, Module, Zone};
use contracts::queries::{PapersOf, RemedyOf};
use std::sync::Arc;
use store::Reader;

/// What the papers bring to the house.
pub fn module() -> Module {
    let module = Module::new("documents")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        .register(|registry| {
            registry.tables(read::TABLES);
            registry.aggregate::<domain::Paper>(read::project);
            registry.job(contracts::events::DOCUMENTS_ON_CASE, react::on_case);
        })
        .provide(|queries| {
            queries.provide::<dyn PapersOf<Reader>>(Arc::new(read::Answers));
            queries.provide::<dyn RemedyOf<Reader>>(Arc::new(read::Answers));
            queries.provide::<dyn app::SealProvider>(Arc::new(app::DemoSeals));
        });
    menu(desk(public(module))).api(web::API_DOCS.iter().cloned())
}

/// What a holder of a paper opens.
fn public(module: Module) -> Module {
    module
        .get(
            Zone::Both,
            "/papers/{id}",
            Access::Needs(permissions::DOCUMENTS_VIEW),
            web::show,
        )
        .get(
            Zone::Both,
            "/papers/{id}/translation",
            Access::Needs(permissions::DOCUMENTS_VIEW),
            web::translation,
        )
        .get(Zone::Both, "/check", Access::Open(ANYBODY), web::check_form)
        .get(
            Zone::Both,
            "/check/{code}",
            Access::Open(ANYBODY),
            web::check_result,
        )
        .get(
            Zone::Both,
            "/api/v1/papers/{id}",
            Access::Needs(permissions::DOCUMENTS_VIEW),
            web::paper_json,
        )
        .get(
            Zone::Both,
            "/api/v1/check/{code}",
            Access::Open(ANYBODY),
            web::check_json,
        )
}

/// The seal keeper's desk.
fn desk(module: Module) -> Module {
    module
        .post(
            Zone::Staff,
            "/desk/papers/{id}/ask-for-seal",
            Access::Needs(permissions::DOCUMENTS_SEAL),
            web::ask_for_seal,
        )
        .get(
            Zone::Staff,
            "/desk/seals",
            Access::Needs(permissions::DOCUMENTS_RELEASE),
            web::register,
        )
        .get(
            Zone::Staff,
            "/desk/seals/waiting",
            Access::Needs(permissions::DOCUMENTS_RELEASE),
            web::waiting,
        )
        .get(
            Zone::Staff,
            "/desk/seals/unasked",
            Access::Needs(permissions::DOCUMENTS_SEAL),
            web::unasked,
        )
        .post(
            Zone::Staff,
            "/desk/seals/release",
            Access::Needs(permissions::DOCUMENTS_RELEASE),
            web::release,
        )
        .post(
            Zone::Staff,
            "/api/v1/seals/release",
            Access::Needs(permissions::DOCUMENTS_RELEASE),
            web::release,
        )
}

fn menu(module: Module) -> Module {
    module
        .menu(MenuLine {
            group: "documents-menu",
            label: "documents-waiting",
            href: "/desk/seals/waiting",
            icon: "pen",
            permission: permissions::DOCUMENTS_RELEASE,
            count: Some(read::count_waiting),
            order: 400,
        })
        .menu(MenuLine {
            group: "documents-menu",
            label: "documents-register",
            href: "/desk/seals",
            icon: "book",
            permission: permissions::DOCUMENTS_RELEASE,
            count: None,
            order: 401,
        })
        .menu(MenuLine {
            group: "documents-menu",
            label: "documents-unasked",
            href: "/desk/seals/unasked",
            icon: "doc",
            permission: permissions::DOCUMENTS_SEAL,
            count: None,
            order: 402,
        })
}

const ANYBODY: &str = "who holds a paper may check it, without saying who he is";
