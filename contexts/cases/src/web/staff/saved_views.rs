//! Filters that somebody named for himself: named, found again among the views, dropped.

use super::{
    desk_list::{ask_in, kept},
    parts::{address, hidden},
};
use crate::{
    app::saved_views::{self, LONGEST_NAME, MOST, SavedView},
    read::desk::DeskAsk,
};
use ::web::{
    App, FieldError, NoFields, Problem, Submitted, Visit,
    ui::{
        Field, Ui, View as ViewLink, Width, actions, button, post_form, quiet_button, text_input,
    },
};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NamedFilter {
    name: String,
    query: String,
}

/// The filter as the desk writes it: what it does not know is not kept.
fn written(ask: &DeskAsk) -> String {
    address("", &kept(ask))
}

pub(super) async fn save(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<NamedFilter>,
) -> Result<Redirect, Problem> {
    let name = submitted.form.name.trim().to_owned();
    let query = written(&ask_in(&format!("/desk{}", submitted.form.query)));
    if name.is_empty() {
        return Err(Problem::field("name", "cases.desk.views-name"));
    }
    if name.chars().count() > LONGEST_NAME {
        let error =
            FieldError::new("name", "cases.desk.too-long").with("max", LONGEST_NAME.to_string());
        return Err(Problem::fields(vec![error]));
    }
    let account = visit.actor.account;
    let known = app
        .read(&visit, move |reader, _| saved_views::list(reader, account))
        .await?;
    if known.len() >= MOST && known.iter().all(|view| view.name != name) {
        return Err(Problem::field("name", "cases.desk.views-many"));
    }
    let view = SavedView { id: 0, name, query };
    saved_views::save(&app.store, account, &view).await?;
    Ok(Redirect::to(&format!("/desk{}", view.query)))
}

pub(super) async fn delete(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    _: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    if saved_views::delete(&app.store, visit.actor.account, id).await? {
        Ok(Redirect::to("/desk"))
    } else {
        Err(Problem::not_found())
    }
}

/// The named filters as views beside the desk's own.
pub(super) fn links(saved: &[SavedView], ask: &DeskAsk) -> Vec<ViewLink> {
    let now = written(ask);
    saved
        .iter()
        .map(|view| {
            ViewLink::new(
                &view.name,
                format!("/desk{}", view.query),
                view.query == now,
            )
        })
        .collect()
}

/// Naming the filter of this page, and dropping those that are named.
pub(super) fn part(app: &App, visit: &Visit, saved: &[SavedView], ask: &DeskAsk) -> Markup {
    let ui = &visit.ui;
    let error = visit.error_at("name");
    let name = Field::new("name", ui.t("cases-desk-views-name-label"))
        .hint(ui.t("cases-desk-views-hint"))
        .error(error.as_deref())
        .width(Width::W18);
    html! {
        details.fold.small.no-print open[error.is_some()] {
            summary { (ui.t("cases-desk-views-keep")) }
            div.stack.stack--s {
                (post_form(ui, "/desk/views", app.submit_key(), html! {
                    (hidden("query", &written(ask)))
                    (text_input(ui, &name, &visit.typed("name", "")))
                    (actions(html! { (button(&ui.t("cases-desk-views-save"))) }))
                }))
                @if !saved.is_empty() {
                    h3.as-text { (ui.t("cases-desk-views-kept")) }
                    ul.links { @for view in saved { (kept_line(app, ui, view)) } }
                }
            }
        }
    }
}

fn kept_line(app: &App, ui: &Ui, view: &SavedView) -> Markup {
    let label = ui.tw("cases-desk-views-drop", &[("name", view.name.clone())]);
    html! {
        li {
            div {
                a href={ "/desk" (view.query) } { (view.name) }
                form method="post" action={ "/desk/views/" (view.id) "/delete" } {
                    (::web::ui::form_keys(ui, app.submit_key()))
                    (quiet_button(&label))
                }
            }
        }
    }
}
