//! `/check`: anybody who holds a paper sees whether the register knows it. A code whose last character
//! does not fit is answered without asking the database.

use super::{parties, seals};
use crate::domain::CheckCode;
use crate::read::{self, Checked, TextState};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use web::ui::{self, Field, Lamp, Note, PageOptions, Ui, Width};
use web::{App, Problem, Visit};

#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    number: String,
}

pub async fn check_form(visit: Visit, Query(typed): Query<Typed>) -> Response {
    let ui = &visit.ui;
    if typed.code.trim().is_empty() {
        return form_page(ui, &typed, None).into_response();
    }
    match typed.code.parse::<CheckCode>() {
        Ok(code) => {
            let number = utf8_percent_encode(typed.number.trim(), NON_ALPHANUMERIC);
            Redirect::to(&format!("/check/{code}?number={number}")).into_response()
        }
        Err(_) => form_page(ui, &typed, Some("documents-check-mistyped")).into_response(),
    }
}

pub async fn check_result(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(typed): Query<Typed>,
) -> Result<Response, Problem> {
    let typed = Typed { code, ..typed };
    let ui = &visit.ui;
    let no = |key| (StatusCode::NOT_FOUND, form_page(ui, &typed, Some(key))).into_response();
    let Ok(code) = typed.code.parse::<CheckCode>() else {
        return Ok(no("documents-check-mistyped"));
    };
    Ok(match find(&app, &visit, code).await? {
        Some(checked) => result_page(ui, &checked, &typed).into_response(),
        None => no("documents-check-unknown"),
    })
}

pub(super) async fn find(
    app: &App,
    visit: &Visit,
    code: CheckCode,
) -> Result<Option<Checked>, Problem> {
    let (names, seals, store) = (parties(app), seals(app), app.store.clone());
    app.read(visit, move |reader, _| {
        read::check(
            reader,
            names.as_deref(),
            seals.as_ref(),
            store.master(),
            &code,
        )
    })
    .await
}

fn form_page(ui: &Ui, typed: &Typed, error: Option<&str>) -> Markup {
    let sentence = error.map(|key| ui.t(key));
    let errors: Vec<ui::FieldError> = sentence
        .iter()
        .map(|sentence| ui::FieldError::new("code", sentence))
        .collect();
    let code = Field::new("code", ui.t("documents-check-code"))
        .hint(ui.t("documents-check-code-hint"))
        .errors(&errors)
        .width(Width::W18)
        .max_length(30);
    let number = Field::new("number", ui.t("documents-check-number"))
        .hint(ui.t("documents-check-number-hint"))
        .optional()
        .max_length(60);
    let title = ui.t("documents-check-title");
    let body = html! { div.stack {
        (ui::err_summary(ui, &errors))
        h1 { (title) }
        p.measure { (ui.t("documents-check-lede")) }
        form.stack.measure method="get" action="/check" {
            (ui::text_input(ui, &code, &typed.code))
            (ui::text_input(ui, &number, &typed.number))
            (ui::actions(ui::primary_button(&ui.t("documents-check-do"))))
        }
        @if error == Some("documents-check-unknown") {
            (ui::note(Note::Warning, &ui.t("documents-check-unknown-title"), html! { p { (ui.t("documents-check-unknown-what")) } }))
        }
        p { (ui::call_12345(ui)) }
    } };
    ui.page_with(
        PageOptions::new(title).form_step(error.is_some()).private(),
        body,
    )
}

fn result_page(ui: &Ui, checked: &Checked, typed: &Typed) -> Markup {
    let is_same_number = squeeze(&typed.number) == squeeze(&checked.number);
    let title = ui.t("documents-check-found");
    let is_english = ui.is_english();
    let body = html! { div.stack {
        h1 { (title) }
        (verdict(ui, checked.text))
        @if !typed.number.trim().is_empty() && !is_same_number {
            (ui::note(Note::Bad, &ui.t("documents-check-other-number"), html! { p { (ui.t("documents-check-other-number-what")) } }))
        }
        p.measure { (ui.t("documents-check-compare")) }
        (ui::card(ui::kv_rule(&[
            (ui.t("documents-paper"), html! { (checked.title.get(is_english)) }),
            (ui.t("documents-number"), html! { (checked.number) }),
            (ui.t("documents-unit"), html! { (checked.unit.get(is_english)) }),
            (ui.t("documents-addressee"), html! { (checked.addressee) }),
            (ui.t("documents-date"), html! { (ui.date(checked.date)) }),
            (ui.t("documents-seal"), seal_line(ui, checked)),
        ])))
        @if !checked.digest.is_empty() {
            (ui::fold(ui, &ui.t("documents-check-digest"), html! {
                p.small { (ui.t("documents-check-digest-what")) }
                p { (ui::hash(&checked.digest)) }
            }))
        }
        p.row {
            (ui::link_button(&ui.t("documents-check-another"), "/check"))
            (ui::call_12345(ui))
        }
    } };
    ui.page_with(PageOptions::new(title).private(), body)
}

fn verdict(ui: &Ui, text: TextState) -> Markup {
    let (note, lamp) = match text {
        TextState::Genuine | TextState::NoSeal => (Note::Good, Lamp::Done),
        TextState::Erased => (Note::Info, Lamp::Done),
        TextState::NotSealed => (Note::Warning, Lamp::Warning),
        TextState::Altered => (Note::Bad, Lamp::Defect),
    };
    let word = ui.t(&format!("documents-check-{}", text.code()));
    let what = ui.t(&format!("documents-check-{}-what", text.code()));
    html! {
        (ui::note(note, "", html! { p { (ui::lamp(lamp, &word)) } p { (what) } }))
    }
}

fn seal_line(ui: &Ui, checked: &Checked) -> Markup {
    html! {
        @match checked.sealed_at {
            Some(at) => {
                (checked.seal) @if checked.is_sample { "（" (ui.t("documents-sample")) "）" }
                " " (ui.at(at)) br;
                small { (ui.t("documents-register-number")) " " (checked.register_number) }
            },
            None => { (ui.t(&format!("documents-state-{}", checked.state.code()))) },
        }
    }
}

/// A number without blanks, with the brackets that a keyboard has.
fn squeeze(number: &str) -> String {
    number
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '[' | '［' | '（' | '(' | '【' => '〔',
            ']' | '］' | '）' | ')' | '】' => '〕',
            other => other,
        })
        .collect()
}
