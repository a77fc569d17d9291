//! Pages and API of the catalogue. For everybody: the list, the guide, lists of other places. At the
//! desk: items of one's reach, what the quality rules find, imports.

mod api;
mod desk;
mod desk_item;
mod guide;
mod guide_parts;
mod import;
mod items;
mod links;
mod quality;
mod report;
mod routes;
mod samples;
mod say;

pub(crate) use routes::routes;

use ::web::ui::{Lamp, Ui, lamp};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use maud::Markup;

/// What a page was asked; an address that somebody spoilt by hand asks for everything.
fn asked<T: Default>(query: Result<Query<T>, QueryRejection>) -> T {
    query.map(|query| query.0).unwrap_or_default()
}

/// A part of an address; what cannot be one is not found.
fn parsed<T: std::str::FromStr>(part: &str) -> Option<T> {
    part.parse().ok()
}

/// 在用, 暂停, 取消 as a lamp.
fn say_state(ui: &Ui, state: &str) -> Markup {
    match state {
        "in-use" => lamp(Lamp::Normal, &ui.t("catalogue-state-in-use")),
        "suspended" => lamp(Lamp::Paused, &ui.t("catalogue-state-suspended")),
        "withdrawn" => lamp(Lamp::Defect, &ui.t("catalogue-state-withdrawn")),
        _ => lamp(Lamp::NotYet, &ui.t("catalogue-state-listed")),
    }
}
