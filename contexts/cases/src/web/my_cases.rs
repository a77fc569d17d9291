//! 我的办件: the cases of the party that the visitor acts for, and his drafts.

use super::{links, others, states};
use crate::{
    app::draft,
    read::my_cases::{MyCase, MyCursor, Which, list_my_cases},
};
use ::web::{
    App, Problem, Visit,
    ui::{
        self, Button, Cell, Column, LinkLine, PageOptions, Pager, Row, Tab, Table, Ui, View,
        case_number, empty, link_button, list_card, pager, primary_link, tabs, views,
    },
};
use axum::extract::{Query, State};
use contracts::item::Items;
use kernel::{Date, PartyId};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;

/// Lines of a page.
pub(crate) const PAGE: usize = 20;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// `open` or `closed`.
    #[serde(default)]
    pub(crate) show: String,
    #[serde(default)]
    pub(crate) after: String,
    /// One of the parties that the visitor may act for.
    #[serde(default)]
    pub(crate) party: String,
    /// A draft was just put aside.
    #[serde(default)]
    kept: String,
}

impl Asked {
    pub(crate) fn which(&self) -> Which {
        if self.show == "closed" {
            Which::Closed
        } else {
            Which::Open
        }
    }

    pub(crate) fn cursor(&self) -> MyCursor {
        MyCursor::read(&self.after).unwrap_or(MyCursor::START)
    }

    /// The party asked for, if the visitor may act for it; else the one that he chose.
    pub(crate) fn party(&self, visit: &Visit) -> PartyId {
        let asked = self.party.parse::<PartyId>().ok();
        asked
            .filter(|party| visit.actor.acts_for(*party).is_some())
            .unwrap_or_else(|| visit.acting_party())
    }

    fn href(party: PartyId, show: &str, after: Option<MyCursor>) -> String {
        let mut href = format!("{}?show={show}&party={party}", links::MY_CASES);
        if let Some(after) = after {
            href.push_str("&after=");
            href.push_str(&after.to_string());
        }
        href
    }
}

/// What the page is made of.
#[derive(Debug)]
struct MyView {
    cases: Vec<MyCase>,
    next: Option<MyCursor>,
    /// Names of items in the reader's language, by id.
    items: HashMap<kernel::ItemId, String>,
    names: HashMap<PartyId, String>,
    drafts: Vec<DraftView>,
    party: PartyId,
    today: Date,
}

#[derive(Debug)]
struct DraftView {
    name: String,
    href: String,
    party: PartyId,
    saved: String,
    days_left: i64,
}

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let view = load(&app, &visit, &asked).await?;
    Ok(page(&visit, &asked, &view))
}

async fn load(app: &App, visit: &Visit, asked: &Asked) -> Result<MyView, Problem> {
    let others = others(app);
    let (asked, party) = (asked.clone(), asked.party(visit));
    let ui = visit.ui.clone();
    app.read(visit, move |reader, actor| {
        let (cases, next) =
            list_my_cases(reader, actor, party, asked.which(), asked.cursor(), PAGE)?;
        let today = reader.now.date();
        let items = reader.reference.get::<Items>();
        let names_of_items = cases
            .iter()
            .filter_map(|case| {
                let version = items.in_force(case.item, today)?;
                Some((case.item, version.body.name.get(ui.is_english()).to_owned()))
            })
            .collect();
        let drafts = draft::list(reader, actor.account, draft::MOST)?
            .into_iter()
            .filter_map(|(id, found)| {
                let version = items.find(found.value.pin)?;
                Some(DraftView {
                    name: version.body.name.get(ui.is_english()).to_owned(),
                    href: links::draft(&version.body.code, id),
                    party: found.value.party,
                    saved: ui.at(found.value.saved_at),
                    days_left: (found.expires_at.0 - reader.now.0) / 86_400_000_000,
                })
            })
            .collect();
        let parties: Vec<PartyId> = actor.acting.iter().map(|acting| acting.party).collect();
        let names = match &others.parties {
            Some(names) => names
                .names(reader, &parties)
                .map_err(|error| crate::read::detail::other(&error))?,
            None => HashMap::new(),
        };
        Ok(MyView {
            cases,
            next,
            items: names_of_items,
            names,
            drafts,
            party,
            today,
        })
    })
    .await
}

fn page(visit: &Visit, asked: &Asked, view: &MyView) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("cases-my");
    let inside = html! {
        div.stack.stack--l {
            h1 { (title) }
            @if !asked.kept.is_empty() {
                (ui::success_note(&ui.t("cases-draft-kept"), html! { p { (ui.t("cases-draft-about")) } }))
            }
            @if visit.actor.acting.len() > 1 { (party_tabs(visit, view)) }
            @if !view.drafts.is_empty() && asked.after.is_empty() { (drafts(ui, view)) }
            (cases(visit, asked, view))
            @if !view.cases.is_empty() { p.small { a href=(links::QUERY) { (ui.t("cases-query")) } } }
        }
    };
    ui.page_with(PageOptions::new(title).private(), inside)
}

fn party_tabs(visit: &Visit, view: &MyView) -> Markup {
    let lines: Vec<Tab> = visit
        .actor
        .acting
        .iter()
        .map(|acting| {
            let name = view.names.get(&acting.party).cloned();
            Tab::new(
                name.unwrap_or_else(|| acting.party.to_string()),
                Asked::href(acting.party, "open", None),
                acting.party == view.party,
            )
        })
        .collect();
    tabs(&visit.ui.t("cases-my-party"), &lines)
}

fn drafts(ui: &Ui, view: &MyView) -> Markup {
    let lines: Vec<LinkLine> = view
        .drafts
        .iter()
        .map(|draft| {
            let name = view.names.get(&draft.party).cloned().unwrap_or_default();
            let title = if name.is_empty() {
                draft.name.clone()
            } else {
                format!("{} · {name}", draft.name)
            };
            let values = [
                ("at", draft.saved.clone()),
                ("days", draft.days_left.to_string()),
            ];
            let end = html! { (ui.tw("cases-draft-line", &values)) };
            LinkLine::new(title, &draft.href, end)
        })
        .collect();
    ui::card_section("drafts", &ui.t("cases-drafts"), html! {}, ui::links(&lines))
}

fn cases(visit: &Visit, asked: &Asked, view: &MyView) -> Markup {
    let ui = &visit.ui;
    let which = asked.which();
    let filters = [
        View::new(
            ui.t("cases-my-open"),
            Asked::href(view.party, "open", None),
            which == Which::Open,
        ),
        View::new(
            ui.t("cases-my-closed"),
            Asked::href(view.party, "closed", None),
            which == Which::Closed,
        ),
    ];
    let show = match which {
        Which::Open => "open",
        Which::Closed => "closed",
    };
    html! {
        section aria-labelledby="list" {
            h2.vh #list { (ui.t("cases-my")) }
            (views(ui, &filters))
            @if view.cases.is_empty() {
                (nothing(ui, which).part())
            } @else {
                (list_card(html! {
                    (table(ui, which, view).render(ui))
                    (pager(ui, &Pager {
                        shown: view.cases.len(),
                        about: None,
                        previous: (!asked.after.is_empty()).then(|| Asked::href(view.party, show, None)),
                        next: view.next.map(|next| Asked::href(view.party, show, Some(next))),
                    }))
                }))
            }
        }
    }
}

fn nothing(ui: &Ui, which: Which) -> ui::State {
    let (title, why) = match which {
        Which::Open => ("cases-my-none-open", "cases-my-none-open-why"),
        Which::Closed => ("cases-my-none-closed", "cases-my-none-closed-why"),
    };
    let actions: [Button; 2] = [
        primary_link(&ui.t("cases-my-find-item"), "/items"),
        link_button(&ui.t("cases-query"), links::QUERY),
    ];
    empty("doc", &ui.t(title), &ui.t(why), &actions)
}

fn table(ui: &Ui, which: Which, view: &MyView) -> Table {
    let by = match which {
        Which::Open => "cases-my-by",
        Which::Closed => "cases-my-closed-on",
    };
    let columns = vec![
        Column::text(ui.t("cases-my-what")),
        Column::text(ui.t("cases-my-state")),
        Column::text(ui.t("cases-my-turn")),
        Column::text(ui.t(by)),
        Column::text(ui.t("cases-my-filed")),
    ];
    let rows = view
        .cases
        .iter()
        .map(|case| row(ui, which, view, case))
        .collect();
    Table::new(ui.t("cases-my"), columns, rows)
}

fn row(ui: &Ui, which: Which, view: &MyView, case: &MyCase) -> Row {
    let name = view.items.get(&case.item).unwrap_or(&case.title);
    let state = states::of_code(&case.state);
    let lamp = state.map_or_else(Markup::default, |state| states::state_lamp(ui, state));
    let turn = state.map_or_else(String::new, |state| states::turn(ui, state));
    let next = state
        .filter(|state| !states::is_over(*state))
        .map(|state| ui.t(&format!("cases-next-{}", state.code())));
    Row::new(vec![
        Cell::head(html! {
            a href=(links::my_case(case.id)) { (name) }
            div.xs.muted.num { (case_number(&case.number)) }
        }),
        Cell::bare(lamp),
        Cell::new(html! {
            (turn)
            @if let Some(next) = next { div.xs.muted { (next) } }
        }),
        Cell::nowrap(html! { (by_when(ui, which, view, case)) }),
        Cell::nowrap(html! { (ui.date(case.opened_at.date())) }),
    ])
}

fn by_when(ui: &Ui, which: Which, view: &MyView, case: &MyCase) -> String {
    match (which, case.closed_on, case.promised_on) {
        (Which::Open, _, Some(day)) if day < view.today => {
            ui.tw("cases-my-past", &[("day", ui.date(day))])
        }
        (Which::Closed, Some(day), _) | (Which::Open, _, Some(day)) => ui.date(day),
        (Which::Closed, None, _) | (Which::Open, _, None) => ui.t("cases-due-none-yet"),
    }
}
