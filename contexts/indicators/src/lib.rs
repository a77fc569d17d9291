//! Figures: defined once as data, read from cells, opened to their definition and their rows.
//!
//! Invariant: no percentage is stored or typed; it is made from its numerator and denominator.
//! Invariant: no page here counts matters.

mod answers;
pub mod domain;
pub mod read;
mod view;
mod web;

use ::web::{Access, MenuLine, Module, Zone};
use contracts::queries::PublicFigures;
use domain::Definitions;
use kernel::Permission;
use std::sync::Arc;
use store::Reader;

/// City-wide figures that everybody may see.
pub const INDICATORS_VIEW: Permission = Permission::new("indicators.view");
/// Figures of units, rankings, what is late, and the cases behind a figure.
pub const INDICATORS_COCKPIT: Permission = Permission::new("indicators.cockpit");

pub fn module() -> Module {
    let public = || Access::Needs(INDICATORS_VIEW);
    let cockpit = || Access::Needs(INDICATORS_COCKPIT);
    Module::new("indicators")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        .provide(|queries| match Definitions::yongzhou() {
            Ok(definitions) => {
                let definitions = Arc::new(definitions);
                queries.provide::<dyn PublicFigures<Reader>>(Arc::new(answers::Answers(
                    Arc::clone(&definitions),
                )));
                queries.provide(definitions);
            }
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "the figures cannot be read"
            ),
        })
        .menu(MenuLine {
            group: "indicators-menu-see",
            label: "indicators-menu-cockpit",
            href: "/cockpit",
            icon: "chart",
            permission: INDICATORS_COCKPIT,
            count: None,
            order: 600,
        })
        .get(Zone::Public, "/figures", public(), web::public_figures)
        .get(Zone::Public, "/figures/{code}", public(), web::definition)
        .get(Zone::Both, "/api/v1/figures", public(), web::api_figures)
        .api([web::API_FIGURES])
        .get(Zone::Staff, "/cockpit", cockpit(), web::cockpit)
        .get(Zone::Staff, "/cockpit/export", cockpit(), web::export)
        .get(Zone::Staff, "/cockpit/{code}", cockpit(), web::rows)
        .get(Zone::Staff, "/cockpit/{code}/cases", cockpit(), web::cases)
}
