//! The working-day calendar: years and their days, a proposal, what it would move, its release by a
//! second person.

use super::forms::errors;
use crate::domain::calendar::{CalendarChange, CalendarState};
use crate::domain::release_calendar::{ReleaseCalendar, WithdrawCalendar};
use crate::permissions;
use crate::read::accounts;
use crate::read::calendars::{self, ChangeLine};
use crate::read::moved_dates::{self, MOST, Preview};
use ::web::ui::{
    self, Cell, Column, Lamp, PageOptions, Row, Table, Ui, actions, button, card_section,
    desk_head, err_summary, kv, lamp, list_card, note, post_form, primary_button, primary_link,
};
use ::web::{App, NoFields, Problem, Submitted, Visit};
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use contracts::people::Units;
use contracts::queries::MovedByCalendar;
use kernel::area::Regions;
use kernel::calendar::NamedDay;
use kernel::{AccountId, AreaCode, Date, WorkCalendar};
use maud::{Markup, html};
use std::collections::HashMap;
use std::sync::Arc;
use store::Reader;

pub(crate) async fn list(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let (changes, calendar, names) = app
        .read(&visit, |reader, actor| {
            let changes = calendars::list(reader, actor)?;
            let people: Vec<AccountId> = changes
                .iter()
                .flat_map(|change| [change.proposed_by, change.settled_by])
                .collect();
            Ok((
                changes,
                Arc::clone(&reader.calendar),
                accounts::names(reader, &people)?,
            ))
        })
        .await?;
    let ui = &visit.ui;
    let title = ui.t("admin-calendar-title");
    let years: Vec<Row> = calendar
        .years()
        .map(|year| year_row(ui, &calendar, year))
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-calendar-year")),
        Column::number(ui.t("admin-calendar-off")),
        Column::number(ui.t("admin-calendar-worked")),
        Column::text(""),
    ];
    let next_year = visit.now.date().year() + 1;
    let is_waiting = calendar.years().all(|year| year != next_year);
    let body = html! {
        (desk_head(&title, html! { (ui.t("admin-calendar-about")) },
            primary_link(&ui.t("admin-calendar-propose"), "/admin/calendar/new")))
        div.stack {
            @if is_waiting {
                (note(ui::Note::Warning, &ui.tw("admin-calendar-missing", &[("year", next_year.to_string())]),
                    html! { p { (ui.t("admin-calendar-missing-about")) } }))
            }
            (card_section("changes", &ui.t("admin-calendar-changes"), html! {}, html! {
                @if changes.is_empty() { p.muted { (ui.t("admin-calendar-no-changes")) } }
                @else { (change_table(ui, &changes, &names)) }
            }))
            (list_card(Table::new(title.clone(), columns, years).work_list().render(ui)))
        }
    };
    Ok(ui.page(&title, body))
}

fn year_row(ui: &Ui, calendar: &WorkCalendar, year: i16) -> Row {
    let days = calendar.named_days(year).unwrap_or_default();
    let off = days.iter().filter(|day| day.off).count();
    Row::new(vec![
        Cell::head(html! { a href={ "/admin/calendar/years/" (year) } { (year) } }),
        Cell::new(off),
        Cell::new(days.len() - off),
        Cell::bare(html! {
            a href={ "/admin/calendar/new?year=" (year) } { (ui.t("admin-calendar-change-year")) }
        }),
    ])
}

fn area_words(ui: &Ui, area: AreaCode) -> String {
    if area == AreaCode(0) {
        return ui.t("admin-calendar-national");
    }
    Regions::yongzhou()
        .find_name(area, ui.is_english())
        .map_or_else(|| area.to_string(), str::to_owned)
}

fn state_lamp(ui: &Ui, state: CalendarState) -> Markup {
    let (kind, key) = match state {
        CalendarState::Proposed => (Lamp::Running, "admin-calendar-proposed"),
        CalendarState::Released => (Lamp::Done, "admin-calendar-released"),
        CalendarState::Withdrawn => (Lamp::Defect, "admin-calendar-withdrawn"),
    };
    lamp(kind, &ui.t(key))
}

fn change_table(ui: &Ui, changes: &[ChangeLine], names: &HashMap<AccountId, String>) -> Markup {
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let on = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let rows = changes
        .iter()
        .map(|change| {
            let title = format!(
                "{} {}",
                change.facts.year,
                area_words(ui, change.facts.area)
            );
            Row::new(vec![
                Cell::head(html! { a href={ "/admin/calendar/" (change.id) } { (title) } }),
                Cell::new(&change.facts.source),
                Cell::bare(state_lamp(ui, change.state)),
                Cell::new(html! { (name(change.proposed_by)) " " (on(change.proposed_on)) }),
                Cell::new(html! { (name(change.settled_by)) " " (on(change.settled_on)) }),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-calendar-what")),
        Column::text(ui.t("admin-calendar-source")),
        Column::text(ui.t("admin-account-state")),
        Column::text(ui.t("admin-calendar-proposed-by")),
        Column::text(ui.t("admin-calendar-settled-by")),
    ];
    Table::new(ui.t("admin-calendar-changes"), columns, rows).render(ui)
}

pub(crate) async fn year(
    State(app): State<App>,
    visit: Visit,
    Path(year): Path<i16>,
) -> Result<Markup, Problem> {
    let calendar = app
        .read(&visit, |reader, _| Ok(Arc::clone(&reader.calendar)))
        .await?;
    let ui = &visit.ui;
    let days = calendar
        .named_days(year)
        .map_err(|_| Problem::not_found())?;
    let title = ui.tw("admin-calendar-days-of", &[("year", year.to_string())]);
    let body = html! {
        (desk_head(&title, html! {}, html! {}))
        (list_card(day_table(ui, days)))
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-calendar-title"), "/admin/calendar")], &title);
    Ok(ui.page_with(options, body))
}

fn day_table(ui: &Ui, days: &[NamedDay]) -> Markup {
    let rows = days
        .iter()
        .map(|day| {
            let kind = if day.off {
                "admin-day-off"
            } else {
                "admin-day-worked"
            };
            Row::new(vec![
                Cell::head(day.date.to_string()),
                Cell::nowrap(ui.weekday(day.date)),
                Cell::new(if ui.is_english() {
                    kernel::english::holiday_name(&day.name)
                } else {
                    day.name.clone()
                }),
                Cell::new(ui.t(kind)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-day")),
        Column::text(ui.t("admin-day-weekday")),
        Column::text(ui.t("admin-day-name")),
        Column::text(ui.t("admin-day-kind")),
    ];
    Table::new(ui.t("admin-calendar-days"), columns, rows).render(ui)
}

/// Ordinal of the first moved matter on the page.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PreviewFrom {
    from: usize,
}

struct View {
    change: CalendarChange,
    preview: Option<Preview>,
    names: HashMap<AccountId, String>,
    units: Arc<Units>,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    Query(asked): Query<PreviewFrom>,
) -> Result<Markup, Problem> {
    let matters = app.query::<dyn MovedByCalendar<Reader>>();
    let view = app
        .read(&visit, move |reader, actor| {
            use contracts::Aggregate as _;
            let Some((_, change)) = reader.find_state::<CalendarChange>(id)? else {
                return Ok(None);
            };
            if !actor.may(&permissions::CALENDAR, &change.place()) {
                return Ok(None);
            }
            let preview = match change.state {
                CalendarState::Proposed => Some(moved_dates::preview(
                    reader,
                    matters.as_deref(),
                    &change.facts,
                    asked.from,
                )?),
                CalendarState::Released | CalendarState::Withdrawn => None,
            };
            Ok(Some(View {
                names: accounts::names(reader, &[change.proposed_by, change.settled_by])?,
                units: reader.reference.get::<Units>(),
                preview,
                change,
            }))
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(change_page(&app, &visit, &view))
}

fn change_page(app: &App, visit: &Visit, view: &View) -> Markup {
    let ui = &visit.ui;
    let change = &view.change;
    let errors = errors(visit);
    let title = format!(
        "{} {}",
        change.facts.year,
        area_words(ui, change.facts.area)
    );
    let name = |id: AccountId| {
        view.names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| ui.t("admin-by-city"))
    };
    let mut facts = vec![
        (
            ui.t("admin-calendar-source"),
            html! { (change.facts.source) },
        ),
        (
            ui.t("admin-calendar-proposed-by"),
            html! {
                (name(change.proposed_by)) " " @if let Some(on) = change.proposed_on { (on) }
            },
        ),
    ];
    if let Some(on) = change.settled_on {
        facts.push((
            ui.t("admin-calendar-settled-by"),
            html! { (name(change.settled_by)) " " (on) },
        ));
    }
    let body = html! {
        (err_summary(ui, &errors))
        (desk_head(&title, html! {}, state_lamp(ui, change.state)))
        div.split.aside-24 {
            div.stack {
                @if let Some(preview) = &view.preview { (preview_card(ui, change.id, preview, &view.units)) }
                (card_section("days", &ui.t("admin-calendar-days"), html! {}, day_table(ui, &change.facts.days)))
            }
            aside.stack {
                (card_section("facts", &ui.t("admin-calendar-proposal"), html! {}, kv(&facts)))
                @if change.state == CalendarState::Proposed { (acts(app, visit, change)) }
            }
        }
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-calendar-title"), "/admin/calendar")], &title)
        .form_step(!errors.is_empty());
    ui.page_with(options, body)
}

/// What the reader may do with a proposal: who made it takes it back, anybody else releases it.
fn acts(app: &App, visit: &Visit, change: &CalendarChange) -> Markup {
    let ui = &visit.ui;
    let id = change.id;
    let inside = if change.proposed_by == visit.actor.account {
        html! {
            p { (ui.t("admin-calendar-needs-other")) }
            (post_form(ui, &format!("/admin/calendar/{id}/withdraw"), app.submit_key(), html! {
                (actions(html! { (button(&ui.t("admin-calendar-withdraw"))) }))
            }))
        }
    } else {
        html! {
            p { (ui.t("admin-calendar-release-about")) }
            (post_form(ui, &format!("/admin/calendar/{id}/release"), app.submit_key(), html! {
                input type="hidden" name="seen" value=(change.version);
                (actions(html! { (primary_button(&ui.t("admin-calendar-release"))) }))
            }))
        }
    };
    card_section("acts", &ui.t("admin-account-acts"), html! {}, inside)
}

fn preview_card(ui: &Ui, id: i64, preview: &Preview, units: &Units) -> Markup {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let number = |n: usize| html! { (ui.number(count(n))) };
    let facts = [
        (
            ui.t("admin-preview-from"),
            html! { @match preview.from { Some(day) => (day), None => (ui.t("admin-preview-none")) } },
        ),
        (
            ui.t("admin-preview-seen"),
            html! {
                (number(preview.seen))
                @if preview.is_cut { " " (ui.tn("admin-preview-cut", count(MOST))) }
            },
        ),
        (ui.t("admin-preview-later"), number(preview.later)),
        (ui.t("admin-preview-earlier"), number(preview.earlier)),
        (ui.t("admin-preview-overdue"), number(preview.overdue)),
        (ui.t("admin-preview-waiting"), number(preview.waiting)),
    ];
    let day = |day: Option<Date>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let moved = |before: Option<Date>, after: Option<Date>| {
        if before == after {
            Cell::nowrap(day(before))
        } else {
            Cell::nowrap(format!("{} → {}", day(before), day(after)))
        }
    };
    let rows: Vec<Row> = preview
        .lines
        .iter()
        .map(|line| {
            let (before, after) = (line.before, line.after);
            Row::new(vec![
                Cell::head(html! {
                    span.mono { (ui::case_number(&line.number)) }
                    @if line.is_paused { " " (ui::tag(&ui.t("admin-preview-paused"))) }
                }),
                Cell::new(units.name(line.unit, ui.is_english())),
                moved(before.promised_on, after.promised_on),
                moved(before.legal_on, after.legal_on),
                moved(before.warn_on, after.warn_on),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-preview-number")),
        Column::text(ui.t("admin-account-unit")),
        Column::text(ui.t("admin-preview-promised")),
        Column::text(ui.t("admin-preview-legal")),
        Column::text(ui.t("admin-preview-warn")),
    ];
    let pages = ui::Pager {
        shown: preview.lines.len(),
        about: None,
        previous: None,
        next: preview
            .next
            .map(|next| format!("/admin/calendar/{id}?from={next}")),
    };
    card_section(
        "preview",
        &ui.t("admin-preview-title"),
        html! {},
        html! {
            p { (ui.t("admin-preview-about")) }
            (kv(&facts))
            @if !rows.is_empty() {
                (Table::new(ui.t("admin-preview-title"), columns, rows).render(ui))
                (ui::pager(ui, &pages))
            }
        },
    )
}

pub(crate) async fn release(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let command = ReleaseCalendar {
        id,
        seen: submitted.seen,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&format!("/admin/calendar/{id}")))
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    app.execute(&visit, submitted.key, WithdrawCalendar { id })
        .await?;
    Ok(Redirect::to(&format!("/admin/calendar/{id}")))
}
