//! One item at the desk: its state, what the rules find, its versions, and 暂停 or 取消.

use super::guide::history;
use super::quality::findings;
use super::{links, parsed, say, say_state};
use crate::domain::{Document, ItemState, Suspend, Withdraw};
use crate::permissions::CATALOGUE_PUBLISH;
use crate::read::desk::{DeskItem, find_desk_item};
use ::web::ui::{
    Field, FieldError, PageOptions, Width, card_section, crumb, danger_button, desk_head,
    err_summary, kv, link_button, text_input,
};
use ::web::{App, Problem, Submitted, Visit};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ItemId;
use maud::{Markup, html};
use serde::Deserialize;

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let id = parsed(&id).ok_or_else(Problem::not_found)?;
    let is_english = visit.ui.is_english();
    let view = app
        .read(&visit, move |reader, actor| {
            find_desk_item(reader, actor, id, is_english)
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    let key = app.submit_key();
    Ok(page(&visit, &view, &key))
}

fn page(visit: &Visit, view: &DeskItem, key: &str) -> Markup {
    let ui = &visit.ui;
    let item = &view.item;
    let body = item.published.as_ref().map(|published| &published.body);
    let name = body.map_or("", |body| body.name.get(ui.is_english()));
    let above = [(ui.t("catalogue-desk-title"), links::DESK.to_owned())];
    let tools = link_button(&ui.t("catalogue-desk-guide"), &links::item(&item.code));
    let mut pairs = vec![
        (
            ui.t("catalogue-desk-code"),
            html! { span.mono { (item.code) } },
        ),
        (ui.t("catalogue-desk-unit"), html! { (view.unit) }),
        (ui.t("catalogue-desk-version"), html! { (item.version()) }),
    ];
    if let Some(body) = body {
        pairs.push((
            ui.t("catalogue-sample-type"),
            html! { (say::task_type(ui, body.task_type)) },
        ));
    }
    if let Some(document) = &item.closed_by {
        let words = html! { (document.number) " " (document.title) };
        pairs.push((ui.t("catalogue-document"), words));
    }
    let errors: Vec<FieldError> = visit
        .errors()
        .into_iter()
        .map(|(field, sentence)| FieldError::new(field, sentence))
        .collect();
    let may_close = visit.holds(&CATALOGUE_PUBLISH) && item.state != ItemState::Withdrawn;
    let page = html! {
        (crumb(ui, &above, name))
        (err_summary(ui, &errors))
        (desk_head(name, say_state(ui, item.state.code()), tools))
        div.stack {
            (card_section("about", &ui.t("catalogue-desk-about-item"), html! {}, kv(&pairs)))
            (card_section("findings", &ui.t("catalogue-quality-title"), html! {}, html! {
                @if view.findings.is_empty() {
                    p { (ui.t("catalogue-quality-clean")) }
                } @else {
                    (findings(ui, &view.findings))
                }
            }))
            (card_section("history", &ui.t("catalogue-history"), html! {}, history(ui, &view.history)))
            @if may_close { (close_form(visit, view, key)) }
        }
    };
    ui.page_with(PageOptions::new(name), page)
}

/// 暂停 or 取消 by a document; the button that is pressed says which.
fn close_form(visit: &Visit, view: &DeskItem, key: &str) -> Markup {
    let ui = &visit.ui;
    let id = ItemId(view.item.id);
    let field = |name: &str, word: &str| {
        Field::new(name, ui.t(word))
            .error(visit.error_at(name).as_deref())
            .max_length(200)
    };
    let number = field("number", "catalogue-document-number")
        .hint(ui.t("catalogue-document-hint"))
        .width(Width::W18);
    let title = field("title", "catalogue-document-title").optional();
    card_section(
        "close",
        &ui.t("catalogue-close"),
        html! {},
        html! {
            p { (ui.t("catalogue-close-about")) }
            form.stack method="post" action=(links::suspend(id)) novalidate data-guard {
                (::web::ui::form_keys(ui, key))
                input type="hidden" name="seen" value=(view.seen);
                (text_input(ui, &number, &visit.typed("number", "")))
                (text_input(ui, &title, &visit.typed("title", "")))
                div.actions {
                    @if view.item.state == ItemState::InUse {
                        (danger_button(&ui.t("catalogue-suspend")))
                    }
                    button.btn.btn--danger formaction=(links::withdraw(id)) { (ui.t("catalogue-withdraw")) }
                }
            }
        },
    )
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Closing {
    #[serde(default)]
    number: String,
    #[serde(default)]
    title: String,
}

impl From<Closing> for Document {
    fn from(typed: Closing) -> Self {
        Self {
            number: typed.number,
            title: typed.title,
        }
    }
}

pub(crate) async fn suspend(
    State(app): State<App>,
    visit: Visit,
    Path(item): Path<String>,
    submitted: Submitted<Closing>,
) -> Result<Response, Problem> {
    let item = parsed(&item).ok_or_else(Problem::not_found)?;
    let command = Suspend {
        item,
        document: submitted.form.into(),
        seen_version: submitted.seen,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&links::desk_item(item)).into_response())
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(item): Path<String>,
    submitted: Submitted<Closing>,
) -> Result<Response, Problem> {
    let item = parsed(&item).ok_or_else(Problem::not_found)?;
    let command = Withdraw {
        item,
        document: submitted.form.into(),
        seen_version: submitted.seen,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&links::desk_item(item)).into_response())
}
