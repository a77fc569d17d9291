//! Lists of other places: shown as theirs and never as the city's own. No guide, no application.

use super::{asked, links, parsed, say};
use crate::read::listed::{
    ListedCursor, ListedLine, find_previous, list_listed, listed_areas, listed_departments,
};
use ::web::ui::{
    Cell, Column, LinkLine, Note, PageOptions, Pager, Row, Table, Ui, card, card_section, empty,
    link_button, list_card, note, pager,
};
use ::web::{App, Problem, Visit};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use kernel::AreaCode;
use kernel::area::Regions;
use maud::{Markup, html};
use serde::Deserialize;

const PAGE: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    department: String,
    /// Department, code and item of the last line of the page before.
    after_department: String,
    after: String,
    after_id: i64,
}

struct View {
    area: AreaCode,
    wanted: Wanted,
    departments: Vec<(String, i64)>,
    lines: Vec<ListedLine>,
    has_more: bool,
    previous: Option<ListedCursor>,
}

/// `GET /samples`: which places.
pub(crate) async fn areas(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let areas = app.read(&visit, |reader, _| listed_areas(reader)).await?;
    let ui = &visit.ui;
    let title = ui.t("catalogue-samples");
    let lines: Vec<LinkLine> = areas
        .iter()
        .map(|(area, count)| {
            let count = ui.tw("catalogue-items-count", &[("n", ui.number(*count))]);
            LinkLine::new(area_name(ui, *area), links::sample(*area), count)
        })
        .collect();
    let body = html! {
        div.stack.stack--l {
            h1 { (title) }
            @if lines.is_empty() {
                (empty("list", &ui.t("catalogue-samples-none"), &ui.t("catalogue-samples-none-why"),
                    &[link_button(&ui.t("catalogue-all-items"), links::ITEMS)]).part())
            } @else {
                p { (ui.t("catalogue-samples-about")) }
                (card(::web::ui::links(&lines)))
            }
        }
    };
    Ok(ui.page_with(
        PageOptions::new(&title).crumbs(above(ui), title.clone()),
        body,
    ))
}

/// `GET /samples/{area}`: the list of one place.
pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    Path(area): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, Problem> {
    let wanted = asked(wanted);
    let area: AreaCode = parsed(&area).ok_or_else(Problem::not_found)?;
    let view = app
        .read(&visit, move |reader, _| {
            let department = Some(wanted.department.as_str()).filter(|name| !name.is_empty());
            let after = ListedCursor {
                department: wanted.after_department.clone(),
                code: wanted.after.clone(),
                id: wanted.after_id,
            };
            let mut lines = list_listed(reader, area, department, &after, PAGE + 1)?;
            let has_more = lines.len() > PAGE;
            lines.truncate(PAGE);
            let previous = match lines.first() {
                Some(first) => find_previous(reader, area, department, &cursor(first), PAGE)?,
                None => None,
            };
            Ok(View {
                departments: listed_departments(reader, area)?,
                area,
                lines,
                has_more,
                previous,
                wanted,
            })
        })
        .await?;
    if view.departments.is_empty() {
        return Err(Problem::not_found());
    }
    Ok(page(&visit.ui, &view))
}

fn page(ui: &Ui, view: &View) -> Markup {
    let place = area_name(ui, view.area);
    let title = ui.tw("catalogue-sample-title", &[("place", place.clone())]);
    let all: i64 = view.departments.iter().map(|(_, count)| count).sum();
    let columns = ["name", "main", "department", "type", "code"]
        .map(|column| Column::text(ui.t(&format!("catalogue-sample-{column}"))))
        .to_vec();
    let rows = view.lines.iter().map(|line| row(ui, line)).collect();
    let body = html! {
        div.stack.stack--l {
            header.stack {
                h1 { (title) }
                (note(Note::Warning, &ui.tw("catalogue-sample-banner", &[("place", place)]),
                    html! { p { (ui.t("catalogue-sample-banner-why")) } }))
            }
            div.split.aside-20 {
                div lang="zh-CN" {
                    @if view.lines.is_empty() {
                        (empty("list", &ui.t("catalogue-items-none"), &ui.t("catalogue-items-none-why"),
                            &[link_button(&ui.t("catalogue-sample-all"), &links::sample(view.area))]).part())
                    } @else {
                        (list_card(html! {
                            (Table::new(&title, columns, rows).render(ui))
                            (pager(ui, &Pager {
                                shown: view.lines.len(),
                                about: (view.wanted.department.is_empty()).then_some(all),
                                previous: view.previous.as_ref().map(|cursor| address(view, cursor)),
                                next: view.lines.last().filter(|_| view.has_more).map(|last| address(view, &cursor(last))),
                            }))
                        }))
                    }
                }
                aside.stack aria-label=(ui.t("catalogue-departments")) { (departments(ui, view)) }
            }
        }
    };
    let mut above = above(ui);
    above.push((ui.t("catalogue-samples"), "/samples".to_owned()));
    ui.page_with(
        PageOptions::new(&title)
            .crumbs(above, title.clone())
            .private(),
        body,
    )
}

fn above(ui: &Ui) -> Vec<(String, String)> {
    vec![
        (ui.t("web-nav-home"), ui.site.links.home.to_string()),
        (ui.t("web-nav-items"), links::ITEMS.to_owned()),
    ]
}

fn row(ui: &Ui, line: &ListedLine) -> Row {
    Row::new(vec![
        Cell::head(&line.name),
        Cell::new(&line.main_item),
        Cell::new(&line.department),
        Cell::nowrap(say::task_type(ui, line.task_type)),
        Cell::mono(&line.code),
    ])
}

fn departments(ui: &Ui, view: &View) -> Markup {
    let lines: Vec<LinkLine> = view
        .departments
        .iter()
        .map(|(name, count)| {
            let address = links::with(&links::sample(view.area), &[("department", name)]);
            LinkLine::new(name, address, html! { (count) })
        })
        .collect();
    card_section(
        "departments",
        &ui.t("catalogue-departments"),
        html! {},
        html! {
            div.small lang="zh-CN" { (::web::ui::links(&lines)) }
            @if !view.wanted.department.is_empty() {
                p.mt3 { (link_button(&ui.t("catalogue-sample-all"), &links::sample(view.area))) }
            }
        },
    )
}

fn cursor(line: &ListedLine) -> ListedCursor {
    ListedCursor {
        department: line.department.clone(),
        code: line.code.clone(),
        id: line.id,
    }
}

fn address(view: &View, cursor: &ListedCursor) -> String {
    let id = if cursor.id == 0 {
        String::new()
    } else {
        cursor.id.to_string()
    };
    links::with(
        &links::sample(view.area),
        &[
            ("department", &view.wanted.department),
            ("after_department", &cursor.department),
            ("after", &cursor.code),
            ("after_id", &id),
        ],
    )
}

/// The name of a region that the city knows, else its code.
fn area_name(ui: &Ui, area: AreaCode) -> String {
    let regions = Regions::yongzhou();
    regions.find_name(area, ui.is_english()).map_or_else(
        || ui.tw("catalogue-area-code", &[("code", area.to_string())]),
        str::to_owned,
    )
}
