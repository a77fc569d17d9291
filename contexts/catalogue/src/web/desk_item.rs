//! One item at the desk: its state, what the rules find, its versions, and 暂停 or 取消.

use super::guide::history;
use super::quality::findings;
use super::{links, parsed, say, say_state};
use crate::domain::{Document, ItemState, Suspend, Withdraw};
use crate::permissions::CATALOGUE_PUBLISH;
use crate::read::desk::{DeskItem, find_desk_item};
use ::web::ui::{
    Choice, Field, FieldError, PageOptions, Width, card_section, crumb, danger_button, desk_head,
    err_summary, kv, link_button, post_form, radios, text_input,
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

/// 暂停 or 取消 by a document. Nothing is chosen in advance: the choice has weight.
fn close_form(visit: &Visit, view: &DeskItem, key: &str) -> Markup {
    let ui = &visit.ui;
    let field = |name: &str, word: &str| {
        let error = visit.error_at(name);
        Field::new(name, ui.t(word))
            .error(error.as_deref())
            .max_length(200)
    };
    let number = field("number", "catalogue-document-number")
        .hint(ui.t("catalogue-document-hint"))
        .width(Width::W18);
    let title = field("title", "catalogue-document-title").optional();
    let choice = |act: &str| {
        let about = ui.t(&format!("catalogue-{act}-about"));
        Choice::new(act, ui.t(&format!("catalogue-{act}"))).about(about)
    };
    let mut acts = vec![choice("withdraw")];
    if view.item.state == ItemState::InUse {
        acts.insert(0, choice("suspend"));
    }
    let chosen = visit.typed("act", "");
    let inside = html! {
        input type="hidden" name="seen" value=(view.seen);
        (radios(ui, &field("act", "catalogue-close-act"), &acts, Some(&chosen)))
        (text_input(ui, &number, &visit.typed("number", "")))
        (text_input(ui, &title, &visit.typed("title", "")))
        div.actions { (danger_button(&ui.t("catalogue-close-send"))) }
    };
    card_section(
        "close",
        &ui.t("catalogue-close"),
        html! {},
        html! {
            p { (ui.t("catalogue-close-about")) }
            (post_form(ui, &links::close(ItemId(view.item.id)), key, inside))
        },
    )
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Closing {
    /// `suspend`, `withdraw`.
    act: String,
    number: String,
    title: String,
}

pub(crate) async fn close(
    State(app): State<App>,
    visit: Visit,
    Path(item): Path<String>,
    submitted: Submitted<Closing>,
) -> Result<Response, Problem> {
    let item = parsed(&item).ok_or_else(Problem::not_found)?;
    let seen_version = submitted.seen;
    let document = Document {
        number: submitted.form.number,
        title: submitted.form.title,
    };
    match submitted.form.act.as_str() {
        "suspend" => {
            let command = Suspend {
                item,
                document,
                seen_version,
            };
            app.execute(&visit, submitted.key, command).await?;
        }
        "withdraw" => {
            let command = Withdraw {
                item,
                document,
                seen_version,
            };
            app.execute(&visit, submitted.key, command).await?;
        }
        _ => return Err(Problem::field("act", "catalogue.close.act-missing")),
    }
    Ok(Redirect::to(&links::desk_item(item)).into_response())
}
