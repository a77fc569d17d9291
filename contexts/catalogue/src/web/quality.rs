//! 质检: what the rules find in the items in force, item by item.

use super::{asked, links};
use crate::domain::{Finding, Level};
use crate::read::desk::{Quality, list_quality};
use ::web::ui::{Lamp, PageOptions, Pager, Ui, crumb, desk_head, empty, lamp, link_button, pager};
use ::web::{App, Problem, Visit, word_key};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

const PAGE: usize = 30;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    after: String,
}

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, Problem> {
    let wanted = asked(wanted);
    let is_first = wanted.after.is_empty();
    let mut found = app
        .read(&visit, move |reader, actor| {
            Ok(list_quality(reader, actor, &wanted.after, PAGE + 1))
        })
        .await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok(page(&visit.ui, &found, is_first, has_more))
}

fn page(ui: &Ui, found: &[Quality], is_first: bool, has_more: bool) -> Markup {
    let title = ui.t("catalogue-quality-title");
    let next = found
        .last()
        .filter(|_| has_more)
        .map(|last| links::with(links::QUALITY, &[("after", &last.item.body.code)]));
    let above = [(ui.t("catalogue-desk-title"), links::DESK.to_owned())];
    let body = html! {
        (crumb(ui, &above, &title))
        (desk_head(&title, ui.t("catalogue-quality-about"), html! {}))
        @if found.is_empty() {
            (empty("ok", &ui.t("catalogue-quality-none"), &ui.t("catalogue-quality-none-why"),
                &[link_button(&ui.t("catalogue-desk-title"), links::DESK)]).part())
        } @else {
            div.stack {
                @for quality in found { (of_item(ui, quality)) }
                (pager(ui, &Pager {
                    shown: found.len(),
                    about: None,
                    previous: (!is_first).then(|| links::QUALITY.to_owned()),
                    next,
                }))
            }
        }
    };
    ui.page_with(PageOptions::new(&title), body)
}

fn of_item(ui: &Ui, quality: &Quality) -> Markup {
    let body = &quality.item.body;
    let id = format!("q-{}", body.code);
    html! {
        section.card aria-labelledby=(id) {
            div.card__head {
                h2 id=(id) { a href=(links::desk_item(quality.item.id)) { (body.name.get(ui.is_english())) } }
                span.mono.small { (body.code) }
            }
            (findings(ui, &quality.findings))
        }
    }
}

/// Each finding: how much it weighs, where, what to do, what stands there, and the law.
pub(super) fn findings(ui: &Ui, findings: &[Finding]) -> Markup {
    html! {
        ul.stack.stack--s {
            @for finding in findings {
                li {
                    (level(ui, finding.level))
                    " " (ui.t(&word_key(finding.rule)))
                    @if let Some(basis) = finding.basis() { span.small.muted { "（" (basis.cited(ui.is_english())) "）" } }
                    " " span.small.mono { (finding.field) }
                    @if !finding.value.is_empty() { span.small.muted lang="zh-CN" { "　" (finding.value) } }
                }
            }
        }
    }
}

pub(super) fn level(ui: &Ui, level: Level) -> Markup {
    match level {
        Level::Error => lamp(Lamp::Defect, &ui.t("catalogue-level-error")),
        Level::Warning => lamp(Lamp::Warning, &ui.t("catalogue-level-warning")),
    }
}
