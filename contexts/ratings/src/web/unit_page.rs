//! `/desk/ratings`: what was said of the unit. No case, no person, no hour.

use super::{aspect, level};
use crate::read::{self, GivenLine, GivenList};
use axum::Json;
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use web::ui::{self, Cell, Column, Note, PageOptions, Pager, Row, Table, Ui};
use web::{App, Problem, Visit};

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<String>,
}

impl Asked {
    fn cursor(&self) -> Option<(i64, i64)> {
        let (day, key) = self.after.as_deref()?.split_once('.')?;
        Some((day.parse().ok()?, key.parse().ok()?))
    }
}

async fn find(app: &App, visit: &Visit, asked: &Asked) -> Result<GivenList, Problem> {
    let after = asked.cursor();
    app.read(visit, move |reader, actor| {
        read::list_given(reader, actor, after)
    })
    .await
}

pub async fn unit_page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let list = find(&app, &visit, &asked).await?;
    let ui = &visit.ui;
    let title = ui.t("ratings-unit");
    let next = list
        .next
        .map(|(day, key)| format!("/desk/ratings?after={day}.{key}"));
    let body = html! { div.stack {
        (ui::desk_head(&title, html! { (ui.t("ratings-unit-about")) }, html! {}))
        (ui::note(Note::Info, "", html! { p { (ui.t("ratings-unit-sealed")) } }))
        @if list.lines.is_empty() {
            (ui::empty("star", &ui.t("ratings-unit-none"), &ui.t("ratings-unit-none-why"), &[]).part())
        } @else {
            (ui::list_card(html! {
                (Table::new(title.clone(), columns(ui), list.lines.iter().map(|line| row(ui, line)).collect())
                    .work_list().render(ui))
                (ui::pager(ui, &Pager { shown: list.lines.len(), next, ..Pager::default() }))
            }))
        }
    } };
    Ok(ui.page_with(PageOptions::new(title).private(), body))
}

fn columns(ui: &Ui) -> Vec<Column> {
    [
        "ratings-level",
        "ratings-item",
        "ratings-of-unit",
        "ratings-said",
        "ratings-shown-on",
    ]
    .iter()
    .map(|key| Column::text(ui.t(key)))
    .collect()
}

fn row(ui: &Ui, line: &GivenLine) -> Row {
    let is_english = ui.is_english();
    Row::new(vec![
        Cell::head(html! {
            (level(ui, line.stars))
            @if line.is_again { br; small { (ui.t("ratings-again")) } }
            @if !line.finding.is_empty() { br; small { (ui.t(&format!("ratings-finding-{}", line.finding))) } }
        }),
        Cell::new(html! { (line.item.get(is_english)) }),
        Cell::new(html! { (line.unit.get(is_english)) }),
        Cell::new(html! {
            @if !line.aspects.is_empty() {
                p { (ui::tags(&line.aspects.iter().map(|code| aspect(ui, code)).collect::<Vec<_>>())) }
            }
            @if line.text.is_empty() { span.muted { (ui.t("ratings-no-text")) } } @else { (line.text) }
        }),
        Cell::nowrap(html! { (ui.date(line.shown_on)) }),
    ])
}

/// The same for a program. Holds no key to a case or a person either.
pub async fn unit_json(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Problem> {
    let list = find(&app, &visit, &asked).await?;
    let lines: Vec<Value> = list
        .lines
        .iter()
        .map(|line| {
            json!({
                "stars": line.stars,
                "aspects": line.aspects,
                "text": line.text,
                "item": line.item,
                "unit": line.unit,
                "shown_on": line.shown_on,
                "is_second": line.is_again,
                "finding": line.finding,
            })
        })
        .collect();
    let next = list.next.map(|(day, key)| format!("{day}.{key}"));
    Ok(Json(json!({ "ratings": lines, "next": next })))
}
