//! One case on a desk: both dates with every day explained, what it consists of, and beside it the
//! act that is wanted now.

use super::{
    aside::{AT_THE_DESK, acts_aside},
    desk_list::ask_of,
    filled::Filled,
    parts::{has_errors, lamp_of, last_day_lamp, messages},
    person,
    tabs::tabbed,
    view::{View, load},
    window_case::{case_tags, item_name},
};
use crate::{
    read::detail::{ClockView, Counted},
    web::{days, uploads},
};
use ::web::{
    Again, App, Problem, Visit,
    ui::{
        DueCell, Lamp, PageOptions, case_number, days_lamp, due_cells, fold, lamp, link_button,
        tags,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{
    AccountId, CaseId, Date, FileId, MatterId,
    deadline::{DayUnit, Light},
};
use maud::{Markup, html};

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let view = open(&app, &visit, &id).await?;
    visit.look(&app, MatterId(view.id().0), "page", "desk");
    Ok(page(&view))
}

/// The page again with numbers shown whole; who looked and why is recorded first.
pub(super) async fn unmask(
    State(app): State<App>,
    mut visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Markup, Problem> {
    let why = filled.value("why").to_owned();
    if why.chars().count() < 2 {
        return Err(
            Problem::field("why", "cases.desk.unmask-why-missing").with_typed(&filled.typed)
        );
    }
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    visit.ui.path = format!("/desk/cases/{case_id}");
    visit.again = None;
    let mut view = load(&app, &visit, case_id, None).await?;
    visit.look(&app, MatterId(case_id.0), "unmask", &why);
    view.is_unmasked = true;
    view.visit.again = None::<std::sync::Arc<Again>>;
    Ok(page(&view))
}

/// A file of the case; reading it is recorded like a look at the page.
pub(super) async fn download(
    State(app): State<App>,
    visit: Visit,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let file: FileId = file.parse().map_err(|_| Problem::not_found())?;
    let view = open(&app, &visit, &id).await?;
    let named = view
        .detail
        .files
        .get(&file)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    visit.look(&app, MatterId(view.id().0), "file", "desk");
    uploads::download(&app, named).await
}

async fn open(app: &App, visit: &Visit, id: &str) -> Result<View, Problem> {
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    load(app, visit, case_id, Some(ask_of(visit))).await
}

fn page(view: &View) -> Markup {
    let ui = view.ui();
    let name = item_name(view);
    let number = view
        .detail
        .case
        .filing
        .as_ref()
        .map(|filing| case_number(filing.number.as_str()))
        .unwrap_or_default();
    let query = view.query();
    let back = if query.is_empty() {
        "/desk".to_owned()
    } else {
        format!("/desk?{query}")
    };
    let body = html! {
        (messages(view))
        (head(view, &name))
        div.split.aside-24 {
            div.stack {
                (due(view))
                (super::hearing::section(view))
                (tabbed(view))
            }
            aside.stack.split__stick aria-label=(ui.t("cases-desk-acts")) { (acts_aside(view, AT_THE_DESK)) }
        }
    };
    ui.page_with(
        PageOptions::new(format!("{name} · {}", ui.t("cases-desk")))
            .crumbs([(ui.t("cases-desk"), back)], number)
            .form_step(has_errors(&view.visit)),
        body,
    )
}

fn head(view: &View, name: &str) -> Markup {
    let ui = view.ui();
    let query = view.query();
    let href = |case: CaseId| {
        if query.is_empty() {
            format!("/desk/cases/{case}")
        } else {
            format!("/desk/cases/{case}?{query}")
        }
    };
    html! {
        div.desk__head {
            h1 { (name) }
            (super::parts::state_lamp(ui, view.detail.case.state()))
            div.row.no-print {
                @if let Some(case) = view.previous {
                    (link_button(&ui.t("cases-desk-previous"), &href(case)).icon("prev"))
                }
                @if let Some(case) = view.next {
                    (link_button(&ui.t("cases-desk-next"), &href(case)).icon_after("next"))
                }
                (link_button(&ui.t("cases-desk-at-window"), &format!("/window/cases/{}", view.id())))
            }
        }
        div.card.mb3 {
            @if let Some(filing) = &view.detail.case.filing { div.mb3 { (tags(&case_tags(view, filing))) } }
            (::web::ui::kv(&person::lines(view)))
        }
    }
}

/// Both dates, who has it; and every day of the promise.
fn due(view: &View) -> Markup {
    let ui = view.ui();
    let holder = view.detail.case.holder;
    let (who, about) = if holder == AccountId::default() {
        (ui.t("cases-desk-nobody"), ui.t("cases-desk-nobody-about"))
    } else if holder == view.me() {
        (view.name_of(holder), ui.t("cases-desk-mine"))
    } else {
        (view.name_of(holder), view.detail.unit_name(ui.is_english()))
    };
    let holder = DueCell::new(ui.t("web-due-holder-staff"), who, html! { (about) });
    let Some(clock) = &view.detail.clock else {
        let last = view.detail.case.notice_by();
        return due_cells(&[
            DueCell::new(
                ui.t("cases-window-answer-by"),
                last.map_or_else(
                    || "—".to_owned(),
                    |day| format!("{} {}", ui.date(day), ui.weekday(day)),
                ),
                html! { (ui.t("cases-desk-before-acceptance")) },
            ),
            holder,
        ]);
    };
    html! {
        (due_cells(&[
            cell(view, clock, &ui.t("web-due-promised-staff"), &clock.promised, true),
            match &clock.legal {
                Some(legal) => cell(view, clock, &ui.t("web-due-legal-staff"), legal, false),
                None => DueCell::new(ui.t("web-due-legal-staff"), "—", html! { (ui.t("cases-due-no-legal")) }),
            },
            holder,
        ]))
        (fold(ui, &ui.t("cases-desk-each-day"), days::days(ui, &view.detail, clock)))
    }
}

/// A last day, its lamp, and how much of the limit is used. Only the promise has a light with cards;
/// the law's limit has days.
fn cell(
    view: &View,
    clock: &ClockView,
    label: &str,
    counted: &Counted,
    is_promise: bool,
) -> DueCell {
    let ui = view.ui();
    match counted {
        Counted::WaitsForCalendar { year } => DueCell::new(
            label,
            ui.t("web-due-waiting"),
            html! { (ui.tw("cases-waits-title", &[("year", year.to_string())])) },
        ),
        Counted::Days {
            explanation,
            used,
            left: _,
        } => {
            let day = explanation.due_on;
            let key = match explanation.unit {
                DayUnit::Working => "cases-desk-used",
                DayUnit::Calendar => "cases-desk-used-calendar",
            };
            let used = ui.tw(
                key,
                &[
                    ("used", used.to_string()),
                    ("of", explanation.limit_days.to_string()),
                ],
            );
            let lamp = cell_lamp(view, clock, day, is_promise);
            DueCell::new(
                label,
                format!("{} {}", ui.date(day), ui.weekday(day)),
                html! { div { (lamp) } div { (used) } },
            )
        }
    }
}

fn cell_lamp(view: &View, clock: &ClockView, day: Date, is_promise: bool) -> Markup {
    let ui = view.ui();
    let today = view.detail.today();
    let handling = view.detail.case.open_handling();
    if clock.is_stopped {
        return lamp(Lamp::Done, &ui.t("cases-desk-stopped"));
    }
    if let Some(pause) = handling.and_then(|handling| handling.running_pause()) {
        let until = ui.date(pause.planned_end_on);
        return lamp(
            Lamp::Paused,
            &ui.tw("cases-desk-paused-until", &[("day", until)]),
        );
    }
    let Some(filing) = view.detail.case.filing.as_ref().filter(|_| !is_promise) else {
        let light = handling
            .and_then(|handling| handling.dates)
            .and_then(|dates| dates.lights)
            .map_or(Light::Normal, |lights| lights.light_on(today));
        return clock.card_days.map_or_else(
            || lamp(lamp_of(light), &ui.t(lamp_of(light).word_key())),
            |days| days_lamp(ui, lamp_of(light), days),
        );
    };
    last_day_lamp(ui, day, today, view.now.env.calendar_of(filing.area))
}
