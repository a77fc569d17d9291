//! The desk's list: every item of one's reach that the city has published itself.

use super::{asked, links, say_state};
use crate::permissions::CATALOGUE_IMPORT;
use crate::read::desk::{DeskCursor, DeskLine, list_desk};
use ::web::ui::{
    Cell, Column, PageOptions, Pager, Row, Table, Ui, desk_head, empty, link_button, list_card,
    pager,
};
use ::web::{App, Problem, Visit};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use contracts::people::Units;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

const PAGE: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    after: String,
    after_id: i64,
}

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, Problem> {
    let wanted = asked(wanted);
    let is_first = wanted.after.is_empty();
    let after = DeskCursor {
        code: wanted.after,
        id: wanted.after_id,
    };
    let (mut lines, units) = app
        .read(&visit, move |reader, actor| {
            let lines = list_desk(reader, actor, &after, PAGE + 1)?;
            Ok((lines, reader.reference.get::<Units>()))
        })
        .await?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let may_import = visit.holds(&CATALOGUE_IMPORT);
    Ok(page(
        &visit.ui,
        &lines,
        &units,
        Edges { is_first, has_more },
        may_import,
    ))
}

#[derive(Clone, Copy)]
struct Edges {
    is_first: bool,
    has_more: bool,
}

fn page(ui: &Ui, lines: &[DeskLine], units: &Arc<Units>, edges: Edges, may_import: bool) -> Markup {
    let title = ui.t("catalogue-desk-title");
    let tools = html! {
        (link_button(&ui.t("catalogue-quality-title"), links::QUALITY))
        @if may_import { (link_button(&ui.t("catalogue-import-title"), links::IMPORT)) }
    };
    let columns = ["name", "code", "unit", "state", "version", "updated"]
        .map(|column| Column::text(ui.t(&format!("catalogue-desk-{column}"))))
        .to_vec();
    let rows = lines.iter().map(|line| row(ui, line, units)).collect();
    let next = lines.last().filter(|_| edges.has_more).map(|last| {
        links::with(
            links::DESK,
            &[("after", &last.code), ("after_id", &last.id.to_string())],
        )
    });
    let body = html! {
        (desk_head(&title, ui.t("catalogue-desk-about"), tools))
        @if lines.is_empty() {
            (empty("list", &ui.t("catalogue-desk-none"), &ui.t("catalogue-desk-none-why"),
                &[link_button(&ui.t("web-back-to-desk-short"), &ui.site.links.staff_home)]).part())
        } @else {
            (list_card(html! {
                (Table::new(&title, columns, rows).work_list().render(ui))
                (pager(ui, &Pager {
                    shown: lines.len(),
                    about: None,
                    // Backwards one goes with the browser; the link leads to the first page.
                    previous: (!edges.is_first).then(|| links::DESK.to_owned()),
                    next,
                }))
            }))
        }
    };
    ui.page_with(PageOptions::new(&title), body)
}

fn row(ui: &Ui, line: &DeskLine, units: &Units) -> Row {
    let name = ui.pick(&line.name_zh, &line.name_en);
    Row::new(vec![
        Cell::head(html! { a href=(links::desk_item(line.id)) { (name) } }),
        Cell::mono(&line.code),
        Cell::new(units.name(line.unit, ui.is_english())),
        Cell::bare(say_state(ui, &line.state)),
        Cell::nowrap(line.version),
        Cell::nowrap(ui.date(line.updated_at.date())),
    ])
}
