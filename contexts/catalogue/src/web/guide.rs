//! The guide of one item: the answers first, then everything that XKF art. 30 wants displayed.

use super::{guide_parts as parts, links, say};
use crate::read::guide::{Change, Closed, Guide, find_guide};
use ::web::ui::{
    Button, Lamp, Note, PageOptions, Ui, call_12345, fold, icon, kv, lamp, link_button, note,
    primary_link, print_button, section, tags,
};
use ::web::{App, Problem, Visit};
use axum::extract::{Path, State};
use contracts::item::{Channel, ItemBody};
use contracts::queries::RemedyOf;
use maud::{Markup, html};
use store::Reader;

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Markup, Problem> {
    let remedies = app.query::<dyn RemedyOf<Reader>>();
    let guide = app
        .read(&visit, move |reader, actor| {
            find_guide(reader, actor, &code, remedies.as_ref())
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(page(&visit.ui, &guide))
}

/// # Law
/// 行政许可法 art. 30 (what is displayed); 国务院关于在线政务服务的若干规定 art. 6 (conditions, materials,
/// procedure); 优化营商环境条例 art. 37 (the applicant chooses the channel).
fn page(ui: &Ui, guide: &Guide) -> Markup {
    let body = &guide.version.body;
    let is_english = ui.is_english();
    let name = body.name.get(is_english);
    let main = html! {
        div.stack.stack--l {
            (head(ui, body))
            @if let Some(closed) = &guide.closed { (closed_note(ui, closed)) }
            (parts::four_facts(ui, body))
            // On a phone what stands beside comes last, so the way to begin is offered here as well.
            @if guide.closed.is_none() && body.channels.contains(&Channel::Online) {
                p.only-phone.no-print { (primary_link(&ui.t("catalogue-begin"), &links::apply(&body.code)).big().wide()) }
            }
            (parts::conditions(ui, &body.conditions))
            (parts::materials(ui, body))
            (parts::procedure(ui, body))
            (parts::limits(ui, body))
            (parts::fees(ui, body))
            (parts::promises(ui, body))
            (parts::questions(ui, body))
            (ground_and_remedy(ui, guide))
            (version_line(ui, guide))
        }
    };
    let page = html! {
        div.split.aside-20 { (main) (aside(ui, guide)) }
    };
    let mut above = vec![
        (ui.t("web-nav-home"), ui.site.links.home.to_string()),
        (ui.t("web-nav-items"), links::ITEMS.to_owned()),
    ];
    if let Some(theme) = guide.themes.first() {
        let address = links::with(links::ITEMS, &[("theme", &theme.code)]);
        above.push((theme.name.get(is_english).to_owned(), address));
    }
    ui.page_with(PageOptions::new(name).crumbs(above, name), page)
}

fn head(ui: &Ui, body: &ItemBody) -> Markup {
    let is_english = ui.is_english();
    let mut all = vec![
        say::task_type(ui, body.task_type),
        say::project_type(ui, body.project_type),
    ];
    all.extend(body.served.iter().map(|who| say::served(ui, *who)));
    if body.visits == 0 && body.channels.contains(&Channel::Online) {
        all.push(ui.t("catalogue-tag-online"));
    }
    html! {
        header.stack {
            (tags(&all))
            h1 { (body.name.get(is_english)) }
            @if is_english && !body.name.en.is_empty() { p.muted lang="zh-CN" { (body.name.zh) } }
            p.lede { (body.summary.get(is_english)) }
        }
    }
}

fn closed_note(ui: &Ui, closed: &Closed) -> Markup {
    let key = if closed.state == "withdrawn" {
        "withdrawn"
    } else {
        "suspended"
    };
    let why = ui.tw(
        "catalogue-closed-by",
        &[("document", closed.document.clone())],
    );
    note(
        Note::Warning,
        &ui.t(&format!("catalogue-closed-{key}")),
        html! {
            p { (why) }
            p { (ui.t("catalogue-closed-running")) }
        },
    )
}

fn ground_and_remedy(ui: &Ui, guide: &Guide) -> Markup {
    let body = &guide.version.body;
    section(
        "g-ground",
        &ui.t("catalogue-ground"),
        html! {},
        html! {
            (fold(ui, &ui.t("catalogue-basis"), parts::ground(ui, body)))
            (fold(ui, &ui.t("catalogue-remedy"), html! {
                @match &guide.remedy {
                    Some(remedy) => p { (remedy.get(ui.is_english())) },
                    None => p { (ui.t("catalogue-remedy-on-paper")) },
                }
            }))
        },
    )
}

fn version_line(ui: &Ui, guide: &Guide) -> Markup {
    let version = &guide.version;
    let values = [
        ("unit", guide.unit.get(ui.is_english()).to_owned()),
        ("version", version.version.to_string()),
        ("date", ui.date(version.in_force_from)),
        ("code", version.body.code.clone()),
    ];
    html! {
        div.stack.stack--s {
            p.xs.muted { (ui.tw("catalogue-version", &values)) }
            @if !version.body.source_note.is_empty() {
                p.xs.muted lang="zh-CN" { (version.body.source_note) }
            }
            (fold(ui, &ui.t("catalogue-history"), history(ui, &guide.history)))
        }
    }
}

pub(super) fn history(ui: &Ui, changes: &[Change]) -> Markup {
    html! {
        ul.stack.stack--s.disc.small {
            @for change in changes {
                li {
                    (ui.tn("catalogue-history-version", change.version)) "　"
                    @if let Some(day) = change.in_force_from {
                        (ui.tw("catalogue-history-from", &[("date", ui.date(day))])) "　"
                    }
                    span lang="zh-CN" { (change.reason) }
                }
            }
        }
    }
}

fn aside(ui: &Ui, guide: &Guide) -> Markup {
    let body = &guide.version.body;
    let is_english = ui.is_english();
    let is_online = body.channels.contains(&Channel::Online);
    let people = [
        ("catalogue-enquiry", html! { (phone(&body.enquiry_phone)) }),
        (
            "catalogue-complaint",
            html! { (phone(&body.complaint_phone)) },
        ),
        ("catalogue-place", html! { (body.place.get(is_english)) }),
        ("catalogue-hours", html! { (body.hours.get(is_english)) }),
    ]
    .map(|(key, value)| (ui.t(key), value));
    html! {
        aside.stack.split__stick aria-label=(ui.t("catalogue-aside")) {
            div.card.stack {
                @if guide.closed.is_some() {
                    (lamp(Lamp::Paused, &ui.t("catalogue-closed-short")))
                } @else if is_online {
                    (primary_link(&ui.t("catalogue-begin"), &links::apply(&body.code)).big().wide())
                    p.small.muted.no-print { (ui.t("catalogue-begin-note")) }
                }
                p.small id="in-person" { (in_person(ui, body)) }
                div.row.small.no-print.row--between {
                    a href=(links::with(&links::item(&body.code), &[("print", "1")])) {
                        (icon("print")) " " (ui.t("catalogue-print-view"))
                    }
                    @if ui.print { (print_button(ui)) }
                }
            }
            div.card.stack.stack--s.small {
                h2.as-text { (ui.t("catalogue-whom-to-ask")) }
                (kv(&people))
                div.no-print { (call(ui)) }
            }
        }
    }
}

/// 优化营商环境条例 art. 37: never online only.
fn in_person(ui: &Ui, body: &ItemBody) -> String {
    let by_post = body.channels.contains(&Channel::Post);
    ui.t(if by_post {
        "catalogue-in-person-or-post"
    } else {
        "catalogue-in-person"
    })
}

fn phone(number: &str) -> Markup {
    html! { a href={ "tel:" (number) } { (number) } }
}

fn call(ui: &Ui) -> Button {
    call_12345(ui)
}

/// Back to the list, for pages that stand beside it.
pub(super) fn to_the_list(ui: &Ui) -> Button {
    link_button(&ui.t("catalogue-all-items"), links::ITEMS)
}
