//! Pages and acts over HTTP. The applicant's side: `apply*`, `my_cases`, `case_page`, `correct`,
//! `query`, `api`. The staff side: `desk_*`, `window_*`.

mod api;
mod api_docs;
mod apply;
mod apply_check;
mod apply_form;
mod apply_materials;
mod apply_promise;
mod apply_service;
mod apply_start;
mod case_page;
mod correct;
mod correct_form;
mod days;
mod due_section;
pub mod forms;
mod hearing;
mod held;
mod links;
mod my_cases;
mod public_routes;
mod query;
pub mod staff;
mod states;
mod steps;
mod trail;
mod uploads;
mod withdraw;

pub use public_routes::public_routes;

use crate::read::detail::Others;
use ::web::{App, Problem, ui::Ui};
use axum::http::StatusCode;
use contracts::item::{FieldKind, FormField};

/// What other contexts of this house can answer.
pub(crate) fn others(app: &App) -> Others {
    Others {
        parties: app.query(),
        papers: app.query(),
        ratings: app.query(),
    }
}

/// A thread of ours ended in the middle of its work.
pub(crate) fn broken() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal")
}

/// An answer in words: the label of a choice, 是 or 否, a dash where there is none.
pub(crate) fn answer_words(ui: &Ui, field: &FormField, value: &str) -> String {
    let is_english = ui.is_english();
    if value.is_empty() {
        return ui.t("cases-answer-none");
    }
    match field.kind {
        FieldKind::YesNo if value == "yes" => ui.t("web-yes"),
        FieldKind::YesNo => ui.t("web-no"),
        FieldKind::Choice => field
            .choices
            .iter()
            .find(|choice| choice.code == value)
            .map_or_else(
                || value.to_owned(),
                |choice| choice.label.get(is_english).to_owned(),
            ),
        FieldKind::Number
        | FieldKind::Line
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::PersonName
        | FieldKind::IdentityNumber
        | FieldKind::Uscc
        | FieldKind::MobilePhone
        | FieldKind::Address => {
            let unit = field.unit.get(is_english);
            if unit.is_empty() {
                value.to_owned()
            } else {
                format!("{value} {unit}")
            }
        }
    }
}
