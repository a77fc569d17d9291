//! 办事: the search, the themes and departments, and the list of items in force.

use super::guide::to_the_list;
use super::{asked, links, say};
use crate::read::public_list::{Asked, Choices, ItemPage, choices, chosen_names, list_public};
use crate::search::{Found, Hit, find, mark};
use ::web::ui::{
    LinkLine, PageOptions, Pager, Tab, Tile, Ui, call_12345, card_section, empty, link_button,
    list_card, no_result, pager, primary_button, section, tabs, tiles,
};
use ::web::{App, Problem, Visit};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use contracts::item::{ItemVersion, ServedParty, Theme, Themes};
use maud::{Markup, Render, html};
use serde::Deserialize;
use std::sync::Arc;

const PAGE: usize = 20;
/// Hits of a search; who finds nothing among these asks more narrowly.
const HITS: usize = 30;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    who: String,
    theme: String,
    unit: String,
    after: String,
}

impl Wanted {
    fn who(&self) -> Option<ServedParty> {
        match self.who.as_str() {
            "person" => Some(ServedParty::Person),
            "firm" => Some(ServedParty::Firm),
            _ => None,
        }
    }

    fn asked(&self) -> Asked {
        Asked {
            who: self.who(),
            theme: self.theme.clone(),
            unit: self.unit.clone(),
            after: self.after.clone(),
        }
    }

    fn is_narrowed(&self) -> bool {
        !self.theme.is_empty() || !self.unit.is_empty()
    }

    /// The address of this list from another place on.
    fn address(&self, after: &str) -> String {
        links::with(
            links::ITEMS,
            &[
                ("who", &self.who),
                ("theme", &self.theme),
                ("unit", &self.unit),
                ("after", after),
            ],
        )
    }
}

/// What the page shows.
struct View {
    wanted: Wanted,
    found: Option<Found>,
    page: ItemPage,
    choices: Choices,
    themes: Vec<Theme>,
    names: Vec<String>,
}

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Markup, Problem> {
    let wanted = asked(wanted);
    let is_english = visit.ui.is_english();
    let view = app
        .read(&visit, move |reader, actor| {
            let asked = wanted.asked();
            let today = reader.now.date();
            let query = wanted.q.trim();
            let found = (!query.is_empty()).then(|| find(&reader.reference, today, query, HITS));
            Ok(View {
                page: list_public(reader, actor, &asked, PAGE),
                choices: choices(reader, actor),
                themes: reader.reference.get::<Themes>().0.clone(),
                names: chosen_names(reader, &asked, is_english),
                found,
                wanted,
            })
        })
        .await?;
    Ok(page(&visit.ui, &view))
}

fn page(ui: &Ui, view: &View) -> Markup {
    let title = match (view.wanted.q.trim(), view.names.first()) {
        ("", None) => ui.t("catalogue-list-title"),
        ("", Some(name)) => name.clone(),
        (query, _) => ui.tw("catalogue-search-title", &[("query", query.to_owned())]),
    };
    let body = html! {
        div.stack.stack--l {
            header.stack {
                h1 { (title) }
                (search_form(ui, view.wanted.q.trim()))
            }
            @if let Some(found) = &view.found {
                (results(ui, view.wanted.q.trim(), found))
            } @else {
                (browse(ui, view))
            }
        }
    };
    let above = [(ui.t("web-nav-home"), ui.site.links.home.to_string())];
    ui.page_with(
        PageOptions::new(&title).crumbs(above, ui.t("web-nav-items")),
        body,
    )
}

fn search_form(ui: &Ui, query: &str) -> Markup {
    html! {
        form.row role="search" action=(links::ITEMS) {
            label.vh for="q" { (ui.t("catalogue-search-label")) }
            input.in.grow id="q" name="q" type="search" value=(query) maxlength="60" autocomplete="off"
                aria-describedby="q-hint";
            (primary_button(&ui.t("catalogue-search")).icon("search"))
        }
        p.small.muted id="q-hint" { (ui.t("catalogue-search-hint")) }
    }
}

fn results(ui: &Ui, query: &str, found: &Found) -> Markup {
    if found.hits.is_empty() {
        return html! {
            (no_result(ui, query, &ui.t("catalogue-search-none"), &[to_the_list(ui)]).part())
            @if !found.near.is_empty() {
                (section("near", &ui.t("catalogue-search-near"), html! {}, hit_list(ui, query, &found.near)))
            }
        };
    }
    let count = i64::try_from(found.hits.len()).unwrap_or(i64::MAX);
    let head = if found.hits.len() < HITS {
        ui.tn("catalogue-search-found", count)
    } else {
        ui.tn("catalogue-search-many", count)
    };
    html! {
        section aria-labelledby="hits" {
            p.small.muted id="hits" role="status" { (head) }
            (hit_list(ui, query, &found.hits))
        }
        p.row { (to_the_list(ui)) (call_12345(ui)) }
    }
}

fn hit_list(ui: &Ui, query: &str, hits: &[Hit]) -> Markup {
    html! {
        div.card {
            ul.links {
                @for hit in hits {
                    li { (line(ui, &hit.version, html! {
                        (marked(hit.version.body.name.get(ui.is_english()), query))
                        @if let Some(word) = &hit.word {
                            " " span.small.muted lang="zh-CN" { "（" (marked(word, query)) "）" }
                        }
                    })) }
                }
            }
        }
    }
}

/// What the question and the text share, in bold.
fn marked(text: &str, query: &str) -> Markup {
    html! {
        @for (part, is_shared) in mark(text, query) {
            @if is_shared { b { (part) } } @else { (part) }
        }
    }
}

/// An item in a list: its name, for whom it is, and the three answers.
fn line(ui: &Ui, item: &ItemVersion, name: impl Render) -> Markup {
    let body = &item.body;
    let fee = if body.fees.is_empty() {
        "catalogue-free"
    } else {
        "catalogue-fee"
    };
    html! {
        a href=(links::item(&body.code)) {
            span {
                (name)
                br;
                span.small.muted { (body.summary.get(ui.is_english())) }
            }
            span.end {
                (say::limit(ui, body.promised_limit)) " · "
                (ui.tn("catalogue-visits-short", body.visits.into())) " · "
                (ui.t(fee))
            }
        }
    }
}

fn browse(ui: &Ui, view: &View) -> Markup {
    let wanted = &view.wanted;
    html! {
        div.split.aside-20 {
            div.stack.stack--l {
                @if !wanted.is_narrowed() {
                    (who_tabs(ui, wanted))
                    (theme_tiles(ui, view))
                }
                (item_list(ui, view))
            }
            aside.stack aria-label=(ui.t("catalogue-departments")) { (departments(ui, view)) }
        }
    }
}

fn who_tabs(ui: &Ui, wanted: &Wanted) -> Markup {
    let all = [
        ("", "catalogue-for-all"),
        ("person", "catalogue-for-person"),
        ("firm", "catalogue-for-firm"),
    ];
    let all: Vec<Tab> = all
        .into_iter()
        .map(|(who, key)| {
            let address = links::with(links::ITEMS, &[("who", who)]);
            Tab::new(ui.t(key), address, wanted.who == who)
        })
        .collect();
    tabs(&ui.t("catalogue-for-whom"), &all)
}

/// Themes that lead to at least one item.
fn theme_tiles(ui: &Ui, view: &View) -> Markup {
    let is_english = ui.is_english();
    let who = view.wanted.who();
    let all: Vec<Tile> = view
        .themes
        .iter()
        .filter(|theme| who.is_none_or(|who| theme.who == who))
        .filter(|theme| view.choices.themes.contains_key(&theme.code))
        .map(|theme| Tile {
            label: theme.name.get(is_english).to_owned(),
            about: theme.examples.get(is_english).to_owned(),
            href: links::with(links::ITEMS, &[("theme", &theme.code)]),
            icon: icon_name(&theme.icon),
        })
        .collect();
    html! {
        @if !all.is_empty() {
            (section("themes", &ui.t("catalogue-themes"), html! {}, tiles(&all)))
        }
    }
}

/// The names of icons are the library's; an unknown one shows a list.
fn icon_name(name: &str) -> &'static str {
    const KNOWN: [&str; 30] = [
        "user", "firm", "crane", "warn", "doc", "pin", "scale", "heart", "home", "baby", "ring",
        "school", "work", "coin", "car", "leaf", "drop", "shield", "wheel", "med", "flag", "list",
        "chart", "grid", "book", "pen", "hand", "bus", "phone", "star",
    ];
    KNOWN
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("list")
}

fn item_list(ui: &Ui, view: &View) -> Markup {
    let items = &view.page.items;
    let title = match view.names.first() {
        Some(name) => ui.tw("catalogue-items-of", &[("what", name.clone())]),
        None => ui.t("catalogue-items-all"),
    };
    if items.is_empty() {
        let actions = [
            to_the_list(ui),
            link_button(&ui.t("web-call-12345"), "tel:12345"),
        ];
        return empty(
            "list",
            &ui.t("catalogue-items-none"),
            &ui.t("catalogue-items-none-why"),
            &actions,
        )
        .part();
    }
    let next = items
        .last()
        .filter(|_| view.page.has_more)
        .map(|last| view.wanted.address(&last.body.code));
    let previous = view
        .page
        .previous
        .as_ref()
        .map(|after| view.wanted.address(after));
    section(
        "all-items",
        &title,
        html! {},
        list_card(html! {
            ul.links.pad3 { @for item in items { li { (line(ui, item, name_of(ui, item))) } } }
            (pager(ui, &Pager {
                shown: items.len(),
                about: None,
                previous,
                next,
            }))
        }),
    )
}

fn name_of(ui: &Ui, item: &Arc<ItemVersion>) -> Markup {
    html! { (item.body.name.get(ui.is_english())) }
}

fn departments(ui: &Ui, view: &View) -> Markup {
    let lines: Vec<LinkLine> = view
        .choices
        .departments
        .iter()
        .map(|(unit, count)| {
            let address = links::with(links::ITEMS, &[("unit", &unit.code)]);
            LinkLine::new(unit.name.get(ui.is_english()), address, html! { (count) })
        })
        .collect();
    let all = view.choices.all.to_string();
    card_section(
        "departments",
        &ui.t("catalogue-departments"),
        html! { span.small.muted { (ui.tw("catalogue-items-count", &[("n", all)])) } },
        html! {
            div.small { (::web::ui::links(&lines)) }
            @if view.wanted.is_narrowed() { p.mt3 { (to_the_list(ui)) } }
        },
    )
}
