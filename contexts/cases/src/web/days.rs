//! 每一天怎么算的: each day from the start to the due date, and what it was for the clock.

use super::trail::pause_name;
use crate::read::detail::{CaseDetail, ClockView, Counted};
use ::web::ui::{DayCell, DayKind, Note, Ui, cal, card_section, note};
use kernel::{
    Date,
    deadline::{DayCount, DayUnit, ExplainedDay, Explanation},
};
use maud::{Markup, html};

/// The calendar of the promise; where the holidays of a year are not announced yet, that.
pub(crate) fn days(ui: &Ui, detail: &CaseDetail, clock: &ClockView) -> Markup {
    match &clock.promised {
        Counted::WaitsForCalendar { year } => waiting(ui, *year),
        Counted::Days {
            explanation, used, ..
        } => {
            let cells = cells(ui, detail, clock, explanation);
            let paused = explanation
                .days
                .iter()
                .filter(|day| matches!(day.kind, DayCount::Paused { .. }))
                .count();
            let values = [
                (
                    "used",
                    (*used).min(u32::from(explanation.limit_days)).to_string(),
                ),
                ("of", explanation.limit_days.to_string()),
                ("paused", paused.to_string()),
            ];
            let key = if paused > 0 {
                "cases-days-used-paused"
            } else {
                "cases-days-used"
            };
            let beside =
                html! { @if explanation.limit_days > 0 { p.small { (ui.tw(key, &values)) } } };
            let body = html! {
                // Nothing is counted for what is done on the spot.
                @if explanation.limit_days == 0 { p { (ui.t("cases-days-instant")) } } @else { (cal(ui, &cells)) }
            };
            card_section("c2", &ui.t("cases-days"), beside, body)
        }
    }
}

fn waiting(ui: &Ui, year: i16) -> Markup {
    let values = [("year", year.to_string())];
    note(
        Note::Info,
        &ui.tw("cases-waits-title", &values),
        html! { p { (ui.tw("cases-waits-about", &values)) } },
    )
}

fn cells(
    ui: &Ui,
    detail: &CaseDetail,
    clock: &ClockView,
    explanation: &Explanation,
) -> Vec<DayCell> {
    let today = detail.today();
    let start = start_word(ui, detail, explanation.started_on);
    let cell = |day: &ExplainedDay| {
        let is_past = day.date <= clock.as_of;
        let (kind, word, why) = words(ui, detail, &start, explanation.unit, day, is_past);
        DayCell {
            date: day.date,
            kind,
            word,
            why,
            is_today: day.date == today,
            is_due: day.date == explanation.due_on,
        }
    };
    explanation.days.iter().map(cell).collect()
}

/// The calendar of another period than the promise: what began it, and every day of it.
pub(crate) fn period(
    ui: &Ui,
    detail: &CaseDetail,
    start: &str,
    explanation: &Explanation,
) -> Markup {
    let today = detail.today();
    let cell = |day: &ExplainedDay| {
        let is_past = day.date <= today;
        let (kind, word, why) = words(ui, detail, start, explanation.unit, day, is_past);
        let is_end = day.date == explanation.due_on;
        DayCell {
            date: day.date,
            kind,
            word: if is_end { ui.t("cases-day-last") } else { word },
            why,
            is_today: day.date == today,
            // The mark of the promise stands at the promise only.
            is_due: false,
        }
    };
    let cells: Vec<DayCell> = explanation.days.iter().map(cell).collect();
    cal(ui, &cells)
}

fn words(
    ui: &Ui,
    detail: &CaseDetail,
    start: &str,
    unit: DayUnit,
    day: &ExplainedDay,
    is_past: bool,
) -> (DayKind, String, String) {
    let counted = |n: u16| {
        if is_past {
            DayKind::Counted(u32::from(n))
        } else {
            DayKind::ToCome(u32::from(n))
        }
    };
    match &day.kind {
        DayCount::Start => (DayKind::Start, start.to_owned(), ui.t("cases-day-start")),
        DayCount::Counted { n } => {
            let why = match unit {
                DayUnit::Working => "cases-day-working",
                DayUnit::Calendar => "cases-day-calendar",
            };
            (counted(*n), String::new(), ui.t(why))
        }
        DayCount::MadeUp { n, name } => {
            let why = ui.tw("cases-day-made-up-why", &[("name", holiday(ui, name))]);
            (counted(*n), ui.t("cases-day-made-up"), why)
        }
        DayCount::Weekend => (
            DayKind::Off,
            ui.t("cases-day-weekend"),
            ui.t("cases-day-weekend"),
        ),
        DayCount::Holiday { name } => (DayKind::Off, holiday(ui, name), holiday(ui, name)),
        DayCount::Paused { reason, document } => {
            let name = pause_name(ui, *reason);
            let values = [("reason", name.clone()), ("document", document.clone())];
            let key = if detail.case.is_licensing() {
                "cases-day-paused-licensing"
            } else {
                "cases-day-paused"
            };
            (DayKind::Paused, name, ui.tw(key, &values))
        }
        DayCount::MovedHere => (
            DayKind::Off,
            ui.t("cases-day-moved"),
            ui.t("cases-day-moved-why"),
        ),
    }
}

/// What began on day zero: 受理, or the receipt of the application.
fn start_word(ui: &Ui, detail: &CaseDetail, date: Date) -> String {
    let accepted_on = detail.case.handling().map(|handling| handling.accepted_on);
    let filing = detail.case.filing.as_ref();
    if accepted_on == Some(date) && filing.is_none_or(|filing| !filing.limit_from_receipt) {
        ui.t("cases-day-accepted")
    } else {
        ui.t("cases-day-reached")
    }
}

/// The name of a holiday as the plan has it; in English by the names that plans use.
fn holiday(ui: &Ui, name: &str) -> String {
    if !ui.is_english() {
        return name.to_owned();
    }
    kernel::english::holiday_name(name)
}
