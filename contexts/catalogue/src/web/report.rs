//! The report of one import: what was taken, and every defect with line, field and sentence.

use super::quality::level;
use super::{asked, links};
use crate::app::ImportReport;
use crate::app::import_csv::Defect;
use crate::domain::Level;
use crate::read::reports::find_report;
use ::web::ui::{
    Cell, Column, PageOptions, Pager, Row, Table, Ui, View, card_section, crumb, desk_head, empty,
    kv, link_button, list_card, pager, section_head, views,
};
use ::web::{App, Problem, Visit, word_key};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use serde::Deserialize;

const PAGE: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// `error`, `warning`, or empty for both.
    level: String,
    rule: String,
    /// Defects before this one are not shown.
    from: usize,
}

async fn read(app: &App, visit: &Visit, key: String) -> Result<ImportReport, Problem> {
    app.read(visit, move |reader, actor| {
        find_report(reader, actor.account, &key)
    })
    .await?
    .ok_or_else(Problem::not_found)
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(key): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, Problem> {
    let wanted = asked(wanted);
    let report = read(&app, &visit, key.clone()).await?;
    Ok(page(&visit.ui, &key, &report, &wanted))
}

pub(crate) async fn json(
    State(app): State<App>,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Json<ImportReport>, Problem> {
    Ok(Json(read(&app, &visit, key).await?))
}

fn page(ui: &Ui, key: &str, report: &ImportReport, wanted: &Wanted) -> Markup {
    let title = ui.t("catalogue-report-title");
    let above = [
        (ui.t("catalogue-desk-title"), links::DESK.to_owned()),
        (ui.t("catalogue-import-title"), links::IMPORT.to_owned()),
    ];
    let tools = html! {
        (link_button(&ui.t("catalogue-report-json"), &links::report_json(key)))
        (link_button(&ui.t("catalogue-report-list"), &links::sample(report.area)))
    };
    let body = html! {
        (crumb(ui, &above, &title))
        (desk_head(&title, format!("{} · {} · {}", report.area, report.file, report.encoding), tools))
        div.stack {
            (card_section("counts", &ui.t("catalogue-report-counts"), html! {}, counts(ui, report)))
            @if !report.by_rule.is_empty() {
                (card_section("rules", &ui.t("catalogue-report-rules"), html! {}, by_rule(ui, key, report)))
            }
            (defects(ui, key, report, wanted))
        }
    };
    ui.page_with(PageOptions::new(&title), body)
}

fn counts(ui: &Ui, report: &ImportReport) -> Markup {
    let counts = [
        ("rows", report.rows),
        ("kept", report.kept),
        ("dropped", report.dropped),
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("published-here", report.published_here),
        ("missing", report.missing),
    ]
    .map(|(name, count)| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        (
            ui.t(&format!("catalogue-report-{name}")),
            html! { (ui.number(count)) },
        )
    });
    kv(&counts)
}

fn by_rule(ui: &Ui, key: &str, report: &ImportReport) -> Markup {
    html! {
        ul.links {
            @for (rule, count) in &report.by_rule {
                li {
                    a href=(links::with(&links::report(key), &[("rule", rule)])) {
                        span { (ui.t(&word_key(rule))) }
                        span.end { (count) }
                    }
                }
            }
        }
    }
}

fn defects(ui: &Ui, key: &str, report: &ImportReport, wanted: &Wanted) -> Markup {
    let is_wanted = |defect: &&Defect| {
        (wanted.level.is_empty() || defect.level == wanted.level)
            && (wanted.rule.is_empty() || defect.rule == wanted.rule)
    };
    let found: Vec<&Defect> = report
        .defects
        .iter()
        .filter(is_wanted)
        .skip(wanted.from)
        .take(PAGE + 1)
        .collect();
    let shown = found.len().min(PAGE);
    let address = |level: &str, from: usize| {
        let from = if from == 0 {
            String::new()
        } else {
            from.to_string()
        };
        links::with(
            &links::report(key),
            &[("level", level), ("rule", &wanted.rule), ("from", &from)],
        )
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let all = report.errors + report.warnings;
    let tabs = [
        ("", "catalogue-level-all", all),
        ("error", "catalogue-level-error", report.errors),
        ("warning", "catalogue-level-warning", report.warnings),
    ]
    .map(|(level, word, n)| {
        View::new(
            ui.t(word),
            links::with(&links::report(key), &[("level", level)]),
            wanted.level == level && wanted.rule.is_empty(),
        )
        .count(count(n))
    });
    let columns = ["line", "level", "field", "sentence", "value"]
        .map(|column| Column::text(ui.t(&format!("catalogue-defect-{column}"))))
        .to_vec();
    let rows = found
        .iter()
        .take(PAGE)
        .map(|defect| row(ui, defect))
        .collect();
    html! {
        section aria-labelledby="defects" {
            (section_head("defects", &ui.t("catalogue-defects"), html! {}))
            (views(ui, &tabs))
            @if found.is_empty() {
                (empty("ok", &ui.t("catalogue-defects-none"), &ui.t("catalogue-defects-none-why"), &[]).part())
            } @else {
                (list_card(html! {
                    (Table::new(ui.t("catalogue-defects"), columns, rows).work_list().render(ui))
                    (pager(ui, &Pager {
                        shown,
                        about: None,
                        previous: (wanted.from > 0).then(|| address(&wanted.level, wanted.from.saturating_sub(PAGE))),
                        next: (found.len() > PAGE).then(|| address(&wanted.level, wanted.from + PAGE)),
                    }))
                }))
            }
            @if report.defects_left_off > 0 {
                p.small.muted { (ui.tn("catalogue-defects-left-off", count(report.defects_left_off))) }
            }
        }
    }
}

fn row(ui: &Ui, defect: &Defect) -> Row {
    let weight = if defect.level == Level::Error.code() {
        Level::Error
    } else {
        Level::Warning
    };
    Row::new(vec![
        Cell::head(defect.line),
        Cell::bare(level(ui, weight)),
        Cell::mono(&defect.field),
        Cell::new(ui.pick(&defect.zh, &defect.en)),
        Cell::new(html! { span lang="zh-CN" { (defect.value) } }),
    ])
}
