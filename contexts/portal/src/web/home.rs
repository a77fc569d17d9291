//! The home page: search first, then themes by who one is, figures, and the ways in person.

use crate::CityFacts;
use axum::extract::{Query, State};
use contracts::item::{Items, ServedParty, Theme, Themes};
use contracts::queries::{PublicFigure, PublicFigures};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::Reader;
use web::ui::{
    Figure, Layout, PageOptions, State as Part, Tab, Tile, Ui, call_12345, figure, icon,
    primary_link, rivers, section_head, tabs, tiles,
};
use web::{App, Problem, Visit};

/// Figures on the home page.
const FIGURES: usize = 4;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum For {
    #[default]
    Person,
    Firm,
    Project,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    who: For,
}

/// What the page shows.
struct Home {
    who: For,
    /// A theme with the number of its items in force.
    themes: Vec<(Theme, usize)>,
    figures: Vec<PublicFigure>,
    city: Option<Arc<CityFacts>>,
}

pub(crate) async fn home(
    State(app): State<App>,
    visit: Visit,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Markup, Problem> {
    let who = asked.map(|query| query.0.who).unwrap_or_default();
    let city = app.query::<CityFacts>();
    let figures = app.query::<dyn PublicFigures<Reader>>();
    let project_themes = city
        .as_ref()
        .map(|city| city.home.project_themes.clone())
        .unwrap_or_default();
    let (themes, figures) = app
        .read(&visit, move |reader, _| {
            let themes = themes_of(reader, who, &project_themes);
            let figures = match figures {
                Some(figures) => figures
                    .public_figures(reader)
                    .map_err(|error| store::StoreError::Wrong(error.to_string()))?,
                None => Vec::new(),
            };
            Ok((themes, figures))
        })
        .await?;
    let view = Home {
        who,
        themes,
        figures,
        city,
    };
    Ok(page(&visit.ui, &view))
}

/// Themes that have at least one item in force today: none leads to an empty list.
fn themes_of(reader: &Reader, who: For, project_themes: &[String]) -> Vec<(Theme, usize)> {
    let today = reader.now.date();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for item in reader.reference.get::<Items>().all_in_force(today) {
        for theme in &item.body.themes {
            *counts.entry(theme.clone()).or_default() += 1;
        }
    }
    let themes = reader.reference.get::<Themes>();
    let is_wanted = |theme: &&Theme| match who {
        For::Person => theme.who == ServedParty::Person,
        For::Firm => theme.who == ServedParty::Firm,
        For::Project => project_themes.contains(&theme.code),
    };
    themes
        .0
        .iter()
        .filter(is_wanted)
        .filter_map(|theme| counts.get(&theme.code).map(|count| (theme.clone(), *count)))
        .collect()
}

fn page(ui: &Ui, view: &Home) -> Markup {
    let body = html! {
        (band(ui))
        div.only-elder {
            div.wrap.pt4 {
                (primary_link(&ui.t("portal-home-call"), "tel:12345").icon("phone").big().wide())
            }
        }
        div.wrap.main.stack.stack--l {
            (by_who(ui, view))
            @if !view.figures.is_empty() { (figures_part(ui, &view.figures)) }
            @if let Some(city) = &view.city { (in_person(ui, city)) }
        }
    };
    ui.page_with(
        PageOptions::new(ui.t("web-nav-home")).layout(Layout::FullWidth),
        body,
    )
}

fn band(ui: &Ui) -> Markup {
    html! {
        section.band aria-labelledby="h1" {
            (rivers())
            div.wrap {
                h1 #h1 { (ui.t("portal-home-question")) }
                form.find role="search" action="/items" {
                    label.vh for="q" { (ui.t("portal-home-search-what")) }
                    input #q name="q" type="search" placeholder=(ui.t("portal-home-search-example")) autocomplete="off";
                    button.btn { (ui.t("portal-home-search")) }
                }
                p.hot {
                    a href="/items" { (ui.t("portal-home-all-items")) }
                    a href="/my/cases" { (ui.t("portal-home-my-cases")) }
                    a href="/query" { (ui.t("portal-home-query")) }
                    a.not-phone.not-elder href="/help" { (ui.t("portal-home-how")) }
                }
            }
        }
    }
}

fn by_who(ui: &Ui, view: &Home) -> Markup {
    let tab = |key: &str, who: For, href: &str, name: &'static str| {
        Tab::new(ui.t(key), href, view.who == who).icon(name)
    };
    let all: Vec<Tile> = view
        .themes
        .iter()
        .map(|(theme, count)| Tile {
            label: theme.name.get(ui.is_english()).to_owned(),
            about: ui.tw(
                "portal-home-theme-about",
                &[
                    ("examples", theme.examples.get(ui.is_english()).to_owned()),
                    ("n", count.to_string()),
                ],
            ),
            href: format!("/items?theme={}", theme.code),
            icon: icon_name(&theme.icon),
        })
        .collect();
    html! {
        section aria-labelledby="h-who" {
            h2 #h-who.vh { (ui.t("portal-home-by-who")) }
            div.mb4 {
                (tabs(&ui.t("portal-home-by-who"), &[
                    tab("portal-home-person", For::Person, "/?who=person", "user"),
                    tab("portal-home-firm", For::Firm, "/?who=firm", "firm"),
                    tab("portal-home-project", For::Project, "/?who=project", "crane"),
                ]))
            }
            @if all.is_empty() {
                (Part::new("grid", ui.t("portal-home-no-items"), html! { p { (ui.t("portal-home-no-items-why")) } }, call_12345(ui)).part())
            } @else {
                (tiles(&all))
            }
        }
    }
}

/// Icons are named in data; those that the component library does not know stand as a list.
fn icon_name(name: &str) -> &'static str {
    const KNOWN: [&str; 22] = [
        "baby", "school", "work", "shield", "med", "ring", "home", "car", "wheel", "heart", "coin",
        "scale", "flag", "pen", "leaf", "doc", "firm", "list", "chart", "crane", "drop", "warn",
    ];
    const MORE: [&str; 3] = ["pin", "user", "book"];
    KNOWN
        .into_iter()
        .chain(MORE)
        .find(|known| *known == name)
        .unwrap_or("grid")
}

fn figures_part(ui: &Ui, all: &[PublicFigure]) -> Markup {
    html! {
        section.not-elder aria-labelledby="h-f" {
            (section_head("h-f", &ui.t("portal-home-figures"), html! {
                a href="/figures" { (ui.t("portal-home-figures-all")) }
            }))
            div.figs.col-m {
                @for one in all.iter().take(FIGURES) { (figure(ui, &shown(ui, one))) }
            }
        }
    }
}

/// A figure with its parents; with too few cases only the counts.
fn shown(ui: &Ui, one: &PublicFigure) -> Figure {
    let name = one.name.get(ui.is_english());
    let unit = one.counted_in.get(ui.is_english());
    let figure = match one.ratio {
        None => Figure::count(ui, name, whole(one.count), unit),
        Some(ratio) => {
            let figure = Figure::rate(
                name,
                one.per_cent.clone(),
                whole(ratio.numerator),
                whole(ratio.denominator),
                unit,
            );
            if one.per_cent.is_none() && ratio.denominator > 0 {
                figure.remark(ui.t("portal-home-too-few"))
            } else {
                figure
            }
        }
    };
    figure.cut_off(one.counted_at.date()).href(one.href.clone())
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn in_person(ui: &Ui, city: &CityFacts) -> Markup {
    let is_english = ui.is_english();
    html! {
        section.card.card--sunken #in-person aria-labelledby="h-o" {
            (section_head("h-o", &ui.t("portal-home-in-person"), html! {
                a href="/help" { (ui.t("portal-home-how")) }
            }))
            ul.grid--3 {
                li.row.row--top.nowrap-row {
                    (icon("pin"))
                    span {
                        b { (city.hall.name.get(is_english)) } br;
                        span.small.muted { (city.hall.address.get(is_english)) br; (city.hall.hours.get(is_english)) }
                    }
                }
                li.row.row--top.nowrap-row {
                    (icon("phone"))
                    span {
                        b { a href={ "tel:" (city.hotline) } { (ui.tw("portal-home-hotline", &[("number", city.hotline.clone())])) } } br;
                        span.small.muted { (ui.t("portal-home-hotline-about")) }
                    }
                }
                li.row.row--top.nowrap-row {
                    (icon("hand"))
                    span {
                        b { (city.agents.name.get(is_english)) } br;
                        span.small.muted { (city.agents.about.get(is_english)) }
                    }
                }
            }
        }
    }
}
