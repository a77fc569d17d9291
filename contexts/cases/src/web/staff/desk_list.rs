//! The work list of a desk: views with their numbers, filter, lines by days left, bulk bar, pages.

use super::parts::{address, line_lamp, number_tail, query_value};
use super::saved_views as own_views;
use crate::{
    app::saved_views::{self, SavedView},
    domain::CaseState,
    permissions::{CASES_EXPORT, CASES_LIST},
    read::{
        counters::{DeskCounts, count_desk, units_within},
        desk::{DeskAsk, DeskCursor, DeskLine, DeskPage, DeskView, Turn, list_desk},
        detail::Others,
        list_names,
    },
    web::{others, states},
};
use ::web::{
    App, Problem, Visit,
    ui::{
        Cell, Column, PageOptions, Pager, Row, Table, Ui, View as ViewLink, bulk, button,
        desk_head, empty, filter, filter_date, filter_select, link_button, list_card, pager, views,
    },
};
use axum::extract::State;
use contracts::{
    item::Items,
    people::{Staff, Units},
};
use kernel::{Actor, Date, PartyId, Permission, UnitId, WorkCalendar};
use maud::{Markup, html};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};
use store::{Reader, StoreError};

/// What the address asks for. Unknown values ask for nothing.
pub(super) fn ask_of(visit: &Visit) -> DeskAsk {
    ask_in(&visit.ui.path)
}

pub(super) fn ask_in(path: &str) -> DeskAsk {
    let value = |name: &str| query_value(path, name);
    let turn = match (
        value("after").parse::<DeskCursor>(),
        value("before").parse(),
    ) {
        (Ok(cursor), _) => Turn::After(cursor),
        (Err(()), Ok(cursor)) => Turn::Before(cursor),
        (Err(()), Err(())) => Turn::First,
    };
    // What is in my hands has an address of its own, for the menu.
    let by_path = if path.starts_with("/desk/mine") {
        DeskView::Mine
    } else {
        DeskView::All
    };
    DeskAsk {
        view: DeskView::of_code(&value("view")).unwrap_or(by_path),
        item: value("item").parse().ok(),
        state: states::of_code(&value("state")),
        unit: value("unit").parse().ok(),
        holder: value("holder").parse().ok(),
        from: value("from").parse().ok(),
        to: value("to").parse().ok(),
        turn,
        ..DeskAsk::default()
    }
}

/// The filter as values of an address, without the page.
pub(super) fn kept(ask: &DeskAsk) -> Vec<(&'static str, String)> {
    let text = |value: Option<String>| value.unwrap_or_default();
    vec![
        (
            "view",
            if ask.view == DeskView::All {
                String::new()
            } else {
                ask.view.code().to_owned()
            },
        ),
        ("item", text(ask.item.map(|item| item.to_string()))),
        (
            "state",
            text(ask.state.map(|state| state.code().to_owned())),
        ),
        ("unit", text(ask.unit.map(|unit| unit.to_string()))),
        ("holder", text(ask.holder.map(|holder| holder.to_string()))),
        ("from", text(ask.from.map(|day| day.to_string()))),
        ("to", text(ask.to.map(|day| day.to_string()))),
    ]
}

/// Everything that the list page shows.
pub(super) struct Listed {
    pub(super) ask: DeskAsk,
    page: DeskPage,
    counts: DeskCounts,
    pub(super) around: Around,
    /// The reader's own named filters.
    saved: Vec<SavedView>,
}

impl Listed {
    pub(super) fn lines(&self) -> &[DeskLine] {
        &self.page.lines
    }

    pub(super) fn has_next(&self) -> bool {
        self.page.has_next
    }
}

/// Names and the calendar, for lines.
pub(super) struct Around {
    pub(super) names: HashMap<PartyId, String>,
    pub(super) units: Arc<Units>,
    pub(super) staff: Arc<Staff>,
    pub(super) calendar: Arc<WorkCalendar>,
    pub(super) today: Date,
    items: Vec<(String, String)>,
    pub(super) catalogue: Arc<Items>,
}

async fn list(app: &App, visit: &Visit, ask: DeskAsk) -> Result<Listed, Problem> {
    read(app, visit, ask, count_desk).await
}

/// The same without the numbers, for a file that is read in many parts.
pub(super) async fn list_lines(app: &App, visit: &Visit, ask: DeskAsk) -> Result<Listed, Problem> {
    read(app, visit, ask, |_, _, _| Ok(DeskCounts::default())).await
}

type Count = fn(&mut Reader, &Actor, &Permission) -> Result<DeskCounts, StoreError>;

async fn read(app: &App, visit: &Visit, ask: DeskAsk, count: Count) -> Result<Listed, Problem> {
    let others = others(app);
    let is_english = visit.ui.is_english();
    app.read(visit, move |reader, actor| {
        let page = list_desk(reader, actor, &ask)?;
        let counts = count(reader, actor, &ask.permission)?;
        Ok(Listed {
            saved: saved_views::list(reader, actor.account)?,
            around: around_of(reader, actor, &others, &page.lines, is_english)?,
            page,
            counts,
            ask,
        })
    })
    .await
}

/// Names for the lines of a list, with one query for all of them.
pub(super) fn around_of(
    reader: &mut Reader,
    actor: &Actor,
    others: &Others,
    lines: &[DeskLine],
    is_english: bool,
) -> Result<Around, StoreError> {
    let applicants: Vec<PartyId> = lines.iter().map(|line| line.party).collect();
    let names = list_names(reader, others, &applicants)?;
    let today = reader.now.date();
    let units: Arc<Units> = reader.reference.get();
    let within: Option<HashSet<UnitId>> =
        units_within(actor, &CASES_LIST, &units).map(|units| units.into_iter().collect());
    let items: Arc<Items> = reader.reference.get();
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for version in items.all_in_force(today) {
        let is_near = within
            .as_ref()
            .is_none_or(|units| units.contains(&version.unit));
        if is_near {
            by_name.insert(
                version.body.name.get(is_english).to_owned(),
                version.id.to_string(),
            );
        }
    }
    Ok(Around {
        names,
        units,
        staff: reader.reference.get(),
        calendar: Arc::clone(&reader.calendar),
        today,
        items: by_name.into_iter().map(|(name, id)| (id, name)).collect(),
        catalogue: items,
    })
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let found = list(&app, &visit, ask_of(&visit)).await?;
    Ok(page(&app, &visit, &found))
}

fn page(app: &App, visit: &Visit, listed: &Listed) -> Markup {
    let ui = &visit.ui;
    let title = ui.t(&format!("cases-desk-view-{}", listed.ask.view.code()));
    let about = format!("{} {}", ui.at(visit.now), ui.t("cases-desk-order"));
    let tools = html! {
        @if visit.holds(&CASES_EXPORT) {
            (link_button(&ui.t("cases-desk-export"), &address("/desk/export.csv", &kept(&listed.ask))).icon("down"))
        }
    };
    let body = html! {
        (super::parts::came_back(visit))
        (desk_head(&title, about, tools))
        (view_links(ui, listed))
        (own_views::part(app, visit, &listed.saved, &listed.ask))
        @if listed.page.lines.is_empty() {
            (nothing(ui, listed))
        } @else {
            (list_card(html! {
                (filter_form(ui, listed))
                form method="get" action="/desk/bulk" {
                    (super::parts::hidden("return", &address("/desk", &kept(&listed.ask))))
                    (table(ui, listed).render(ui))
                    (bulk(
                        ui,
                        &[
                            button(&ui.t("cases-desk-bulk-claim")).icon("hand").sends("do", "claim"),
                            button(&ui.t("cases-desk-bulk-hand-on")).icon("user").sends("do", "hand-on"),
                        ],
                        &ui.t("cases-desk-not-in-bulk"),
                    ))
                }
                (pages(ui, listed))
            }))
        }
    };
    ui.page_with(PageOptions::new(title), body)
}

fn view_links(ui: &Ui, listed: &Listed) -> Markup {
    let own = own_views::links(&listed.saved, &listed.ask);
    let is_named = own.iter().any(|link| link.is_current);
    let mut links: Vec<ViewLink> = DeskView::ALL
        .into_iter()
        .map(|view| {
            let ask = DeskAsk {
                view,
                ..DeskAsk::default()
            };
            let link = ViewLink::new(
                ui.t(&format!("cases-desk-view-{}", view.code())),
                address("/desk", &kept(&ask)),
                view == listed.ask.view && !is_named,
            );
            match listed.counts.of(view) {
                Some(count) => link.count(count),
                None => link,
            }
        })
        .collect();
    links.extend(own);
    views(ui, &links)
}

fn nothing(ui: &Ui, listed: &Listed) -> Markup {
    let is_filtered = kept(&listed.ask)
        .iter()
        .any(|(name, value)| *name != "view" && !value.is_empty());
    let actions = [link_button(&ui.t("cases-desk-all"), "/desk")];
    if is_filtered {
        return html! {
            (list_card(filter_form(ui, listed)))
            (empty("search", &ui.t("cases-desk-none-filtered"), &ui.t("cases-desk-none-filtered-why"), &actions).part())
        };
    }
    let why = ui.t(&format!("cases-desk-none-{}", listed.ask.view.code()));
    empty("ok", &ui.t("cases-desk-none"), &why, &actions).part()
}

fn filter_form(ui: &Ui, listed: &Listed) -> Markup {
    let ask = &listed.ask;
    let mut items = vec![(String::new(), ui.t("cases-desk-all-items"))];
    items.extend(listed.around.items.clone());
    let mut all_states = vec![(String::new(), ui.t("cases-desk-all-states"))];
    all_states.extend(
        CaseState::ALL
            .into_iter()
            .filter(|state| *state != CaseState::Draft && !states::is_over(*state))
            .map(|state| {
                (
                    state.code().to_owned(),
                    super::parts::state_word(ui, state.code()),
                )
            }),
    );
    let text = |value: Option<String>| value.unwrap_or_default();
    let fields = html! {
        @if ask.view != DeskView::All { (super::parts::hidden("view", ask.view.code())) }
        @if let Some(unit) = ask.unit { (super::parts::hidden("unit", &unit.to_string())) }
        (filter_select(&ui.t("cases-desk-item"), "item", &items, &text(ask.item.map(|item| item.to_string()))))
        (filter_select(&ui.t("cases-desk-state"), "state", &all_states, ask.state.map_or("", CaseState::code)))
        (filter_date(&ui.t("cases-desk-from"), "from", &text(ask.from.map(|day| day.to_string()))))
        (filter_date(&ui.t("cases-desk-until"), "to", &text(ask.to.map(|day| day.to_string()))))
    };
    let clear = DeskAsk {
        view: ask.view,
        ..DeskAsk::default()
    };
    filter(ui, fields, &address("/desk", &kept(&clear)))
}

fn table(ui: &Ui, listed: &Listed) -> Table {
    let columns = vec![
        Column::text(ui.t("cases-desk-light")),
        Column::text(ui.t("cases-desk-item")),
        Column::text(ui.t("cases-check-applicant")),
        Column::text(ui.t("cases-desk-state")),
        Column::number(ui.t("web-due-promised-staff")),
        Column::number(ui.t("web-due-legal-staff")),
        Column::text(ui.t("cases-desk-holder")),
        Column::number(ui.t("cases-desk-number-tail")),
    ];
    let query = address("", &kept(&listed.ask));
    let rows = listed
        .page
        .lines
        .iter()
        .map(|line| {
            row(
                ui,
                &listed.around,
                line,
                &format!("/desk/cases/{}{query}", line.case),
            )
        })
        .collect();
    Table::new(ui.t("cases-desk-list"), columns, rows)
        .work_list()
        .picks("case")
}

/// One line with a box to tick.
fn row(ui: &Ui, around: &Around, line: &DeskLine, href: &str) -> Row {
    let name = around.names.get(&line.party).cloned().unwrap_or_default();
    Row::new(cells(ui, around, line, href)).pick(
        line.case.to_string(),
        format!(
            "{name} {}",
            around.catalogue.name_of(&line.title, ui.is_english())
        ),
    )
}

/// The cells of a line; also for search and supervision.
pub(super) fn cells(ui: &Ui, around: &Around, line: &DeskLine, href: &str) -> Vec<Cell> {
    let dash = || "—".to_owned();
    let day = |day: Option<Date>| day.map_or_else(dash, |day| short_day(ui, day, around.today));
    let name = around.names.get(&line.party).cloned().unwrap_or_else(dash);
    let holder = if line.holder.0 == 0 {
        ui.t("cases-desk-nobody")
    } else {
        around.staff.name(line.holder, ui.is_english())
    };
    vec![
        Cell::bare(line_lamp(ui, line, around.today, &around.calendar)),
        Cell::head(
            html! { a href=(href) { (around.catalogue.name_of(&line.title, ui.is_english())) } },
        ),
        Cell::new(&name),
        Cell::nowrap(super::parts::state_word(ui, &line.state)),
        Cell::new(day(line.promised_on)),
        Cell::new(day(line.legal_on)),
        Cell::nowrap(holder),
        Cell::mono(number_tail(&line.number)),
    ]
}

/// 11-19 in this year, else the whole date.
fn short_day(ui: &Ui, day: Date, today: Date) -> String {
    if day.year() == today.year() {
        format!("{:02}-{:02}", day.month(), day.day())
    } else {
        ui.date(day)
    }
}

fn pages(ui: &Ui, listed: &Listed) -> Markup {
    let at = |name: &'static str, line: Option<&DeskLine>| {
        let mut pairs = kept(&listed.ask);
        pairs.push((name, line.map(|line| line.cursor().to_string())?));
        Some(address("/desk", &pairs))
    };
    let is_plain = kept(&listed.ask)
        .iter()
        .all(|(name, value)| *name == "view" || value.is_empty());
    let page = &listed.page;
    pager(
        ui,
        &Pager {
            shown: page.lines.len(),
            about: listed.counts.of(listed.ask.view).filter(|_| is_plain),
            previous: page
                .has_previous
                .then(|| at("before", page.lines.first()))
                .flatten(),
            next: page
                .has_next
                .then(|| at("after", page.lines.last()))
                .flatten(),
        },
    )
}
