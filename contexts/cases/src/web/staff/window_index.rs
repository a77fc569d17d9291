//! The window: find who stands there, what waits for an answer by its five-day clock, what waits to
//! be served.

use super::parts::{address, last_day_lamp, query_value};
use crate::{
    read::{
        list_names,
        notice_due::{WindowLine, WindowList, list_window},
    },
    web::others,
};
use ::web::{
    App, Problem, Visit,
    ui::{
        Cell, Column, Field, PageOptions, Pager, Row, Table, Ui, View as ViewLink, Width,
        card_section, case_number, desk_head, empty, form_keys, list_card, pager, primary_button,
        text_input, views,
    },
};
use axum::extract::State;
use contracts::{
    item::Items,
    people::{Staff, Units},
};
use kernel::{Date, PartyId, WorkCalendar};
use maud::{Markup, html};
use std::{collections::HashMap, sync::Arc};

struct Waiting {
    list: WindowList,
    lines: Vec<WindowLine>,
    next: Option<(i64, i64)>,
    names: HashMap<PartyId, String>,
    units: Arc<Units>,
    items: Arc<Items>,
    staff: Arc<Staff>,
    calendar: Arc<WorkCalendar>,
    today: Date,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let list = if query_value(&visit.ui.path, "list") == "to-serve" {
        WindowList::ToServe
    } else {
        WindowList::ToAnswer
    };
    let after = query_value(&visit.ui.path, "after");
    let after = after
        .split_once('.')
        .and_then(|(day, case)| Some((day.parse().ok()?, case.parse().ok()?)));
    let others = others(&app);
    let waiting = app
        .read(&visit, move |reader, actor| {
            let (lines, next) = list_window(reader, actor, list, after)?;
            let parties: Vec<PartyId> = lines.iter().map(|line| line.party).collect();
            let names = list_names(reader, &others, &parties)?;
            Ok(Waiting {
                list,
                lines,
                next,
                names,
                units: reader.reference.get(),
                items: reader.reference.get(),
                staff: reader.reference.get(),
                calendar: Arc::clone(&reader.calendar),
                today: reader.now.date(),
            })
        })
        .await?;
    Ok(page(&app, &visit, &waiting))
}

fn page(app: &App, visit: &Visit, waiting: &Waiting) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("cases-window");
    let links = [
        ViewLink::new(
            ui.t("cases-window-to-answer"),
            "/window",
            waiting.list == WindowList::ToAnswer,
        ),
        ViewLink::new(
            ui.t("cases-window-to-serve"),
            "/window?list=to-serve",
            waiting.list == WindowList::ToServe,
        ),
    ];
    let body = html! {
        (super::parts::came_back(visit))
        (desk_head(&title, ui.at(visit.now), html! {}))
        (card_section("find-t", &ui.t("cases-window-find"), html! {}, find_form(app, ui, visit)))
        div.mt3 { (views(ui, &links)) }
        (lines(ui, waiting))
    };
    ui.page_with(
        PageOptions::new(title).form_step(super::parts::has_errors(visit)),
        body,
    )
}

/// Posted, so that an identity number is in no address and no log.
pub(super) fn find_form(app: &App, ui: &Ui, visit: &Visit) -> Markup {
    let spec = Field::new("who", ui.t("cases-window-who"))
        .hint(ui.t("cases-window-who-hint"))
        .error(visit.error_at("who").as_deref());
    html! {
        form.stack method="post" action="/window/find" novalidate {
            (form_keys(ui, app.submit_key()))
            (text_input(ui, &spec.width(Width::Full), &visit.typed("who", "")))
            (primary_button(&ui.t("cases-window-find-do")).icon("search"))
        }
    }
}

fn lines(ui: &Ui, waiting: &Waiting) -> Markup {
    if waiting.lines.is_empty() {
        let why = match waiting.list {
            WindowList::ToAnswer => "cases-window-none-to-answer",
            WindowList::ToServe => "cases-window-none-to-serve",
        };
        return empty("ok", &ui.t("cases-window-none"), &ui.t(why), &[]).part();
    }
    let last_key = match waiting.list {
        WindowList::ToAnswer => "cases-window-answer-by",
        WindowList::ToServe => "cases-window-serve-until",
    };
    let columns = [
        last_key,
        "cases-desk-item",
        "cases-check-applicant",
        "cases-desk-state",
        "cases-desk-unit",
        "cases-desk-reached",
        "cases-number",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = waiting
        .lines
        .iter()
        .map(|line| row(ui, waiting, line))
        .collect();
    let list = match waiting.list {
        WindowList::ToAnswer => String::new(),
        WindowList::ToServe => "to-serve".to_owned(),
    };
    let next = waiting.next.map(|(day, case)| {
        address(
            "/window",
            &[("list", list), ("after", format!("{day}.{case}"))],
        )
    });
    list_card(html! {
        (Table::new(ui.t("cases-window-list"), columns, rows).work_list().render(ui))
        (pager(ui, &Pager { shown: waiting.lines.len(), about: None, previous: None, next }))
    })
}

/// 12-01 周三
fn short(ui: &Ui, day: Date) -> String {
    format!("{:02}-{:02} {}", day.month(), day.day(), ui.weekday(day))
}

fn row(ui: &Ui, waiting: &Waiting, line: &WindowLine) -> Row {
    let holder = waiting.staff.name(line.holder, ui.is_english());
    Row::new(vec![
        Cell::bare(html! {
            @match line.last_day {
                Some(last) => {
                    (last_day_lamp(ui, last, waiting.today, &waiting.calendar))
                    div.xs.muted.num.nowrap {
                        (ui.tw("cases-window-until", &[("day", short(ui, last))]))
                    }
                    @if line.is_licensing && waiting.list == WindowList::ToAnswer {
                        div.xs.muted { (ui.t("cases-window-silence-short")) }
                    }
                }
                None => (ui.t("web-due-waiting")),
            }
        }),
        Cell::head(html! {
            a href={ "/window/cases/" (line.case) } { (waiting.items.name_of(&line.item_name, ui.is_english())) }
            @if line.recorded_late { div.xs { (ui.t("cases-window-recorded-late-short")) } }
        }),
        Cell::new(
            waiting
                .names
                .get(&line.party)
                .cloned()
                .unwrap_or_else(|| "—".to_owned()),
        ),
        Cell::nowrap(html! {
            (super::parts::state_word(ui, &line.state))
            @if !holder.is_empty() { div.xs.muted { (holder) } }
        }),
        Cell::new(waiting.units.name(line.unit, ui.is_english())),
        Cell::nowrap(line.reached_on.map_or_else(String::new, |day| ui.date(day))),
        Cell::mono(case_number(&line.number)),
    ])
}
