//! 什么时候办完: both due dates and who has it now; before acceptance, by when the applicant hears.

use super::{states, trail::waits_for};
use crate::{
    domain::CaseState,
    read::detail::{CaseDetail, ClockView, Counted},
};
use ::web::ui::{DueCell, DueView, Lamp, Ui, days_lamp, due, due_cells, lamp};
use kernel::{
    AccountId,
    deadline::{DayUnit, Light},
};
use maud::{Markup, html};

/// Both due dates and who has it; before acceptance, by when he hears.
pub(crate) fn due_section(ui: &Ui, detail: &CaseDetail) -> Markup {
    html! {
        section aria-labelledby="c1" {
            h2.vh #c1 { (ui.t("cases-due")) }
            @match &detail.clock {
                Some(clock) => { (accepted_due(ui, detail, clock)) },
                None => { (early_due(ui, detail)) },
            }
        }
    }
}

fn accepted_due(ui: &Ui, detail: &CaseDetail, clock: &ClockView) -> Markup {
    let legal = clock.legal.as_ref();
    let legal_below = legal.map_or_else(
        || html! { (ui.t("cases-due-no-legal")) },
        |counted| below(ui, detail, clock, counted, false),
    );
    let (holder, holder_below) = holder(ui, detail);
    let waits = legal.and_then(waits_for).or(waits_for(&clock.promised));
    html! {
        @if legal.is_some() {
            (due(ui, &DueView {
                promised_on: clock.promised.due_on(),
                promised_below: below(ui, detail, clock, &clock.promised, true),
                legal_on: legal.and_then(Counted::due_on),
                legal_below,
                holder,
                holder_below: html! { (holder_below) },
            }))
        } @else {
            (due_cells(&[
                DueCell::new(
                    ui.t("web-due-promised"),
                    clock.promised.due_on().map_or_else(|| ui.t("web-due-waiting"), |day| ui.date_long(day)),
                    below(ui, detail, clock, &clock.promised, true),
                ),
                DueCell::new(ui.t("web-due-legal"), ui.t("cases-due-none"), legal_below),
                DueCell::new(ui.t("web-due-holder"), holder, html! { (holder_below) }),
            ]))
        }
        @if let (Some(year), Some(_)) = (waits, clock.promised.due_on()) {
            p.small.muted { (ui.tw("cases-waits-about", &[("year", year.to_string())])) }
        }
    }
}

/// How many days are left, or when it was done.
fn below(
    ui: &Ui,
    detail: &CaseDetail,
    clock: &ClockView,
    counted: &Counted,
    is_lamp: bool,
) -> Markup {
    let Counted::Days {
        left, explanation, ..
    } = counted
    else {
        return html! { (ui.t("cases-due-waiting")) };
    };
    let left = i64::from(*left);
    let unit = match explanation.unit {
        DayUnit::Working => "working",
        DayUnit::Calendar => "calendar",
    };
    if clock.is_stopped {
        let key = if left >= 0 {
            "cases-due-kept"
        } else {
            "cases-due-missed"
        };
        let text = ui.tw(key, &[("day", ui.date_long(clock.as_of))]);
        let kind = if left >= 0 { Lamp::Done } else { Lamp::Defect };
        return html! { @if is_lamp { (lamp(kind, &text)) } @else { (text) } };
    }
    let text = match left {
        0 => ui.t("cases-due-today"),
        1.. => ui.tn(&format!("cases-due-left-{unit}"), left),
        _ => ui.tn(&format!("cases-due-over-{unit}"), -left),
    };
    if !is_lamp {
        return html! { (text) };
    }
    match light(detail, left) {
        // The cards carry the same words here as on the desk.
        Light::Yellow => days_lamp(ui, Lamp::YellowCard, clock.card_days.unwrap_or(left)),
        Light::Red => days_lamp(ui, Lamp::RedCard, clock.card_days.unwrap_or(left)),
        Light::Paused => lamp(Lamp::Paused, &text),
        Light::Warn => lamp(Lamp::Warning, &text),
        Light::Normal | Light::Done => lamp(Lamp::Normal, &text),
    }
}

/// The light of an accepted case: by its dates, and by the days left where a calendar is missing.
fn light(detail: &CaseDetail, left: i64) -> Light {
    let lights = detail
        .case
        .open_handling()
        .and_then(|handling| handling.dates)
        .and_then(|dates| dates.lights);
    let light = lights.map_or(
        match left {
            ..0 => Light::Yellow,
            0..=1 => Light::Warn,
            2.. => Light::Normal,
        },
        |lights| lights.light_on(detail.today()),
    );
    match light {
        // A pause does not make up for what was late before it.
        Light::Normal | Light::Warn if detail.case.state() == CaseState::Special => Light::Paused,
        Light::Normal | Light::Warn | Light::Yellow | Light::Red | Light::Paused | Light::Done => {
            light
        }
    }
}

/// Before acceptance: by when he hears, and how long it takes from then on.
fn early_due(ui: &Ui, detail: &CaseDetail) -> Markup {
    let case = &detail.case;
    let (holder, holder_below) = holder(ui, detail);
    let first = match (case.over(), case.notice_by()) {
        (Some(over), _) => DueCell::new(
            ui.t("cases-due-ended"),
            ui.date_long(over.ended_on),
            html! { (states::word(ui, case.state().code())) },
        ),
        (None, Some(day)) => {
            let about = if case.is_licensing() {
                "cases-due-notice-licensing"
            } else {
                "cases-due-notice"
            };
            DueCell::new(
                ui.t("cases-due-answer"),
                ui.date_long(day),
                html! { (ui.t(about)) },
            )
        }
        (None, None) if case.state() == CaseState::CorrectionNoticed => DueCell::new(
            ui.t("cases-due-answer"),
            ui.t("cases-due-after-correction"),
            html! { (ui.t("cases-due-after-correction-about")) },
        ),
        (None, None) => DueCell::new(
            ui.t("cases-due-answer"),
            ui.t("web-due-waiting"),
            Markup::default(),
        ),
    };
    let limit = case.filing.as_ref().map(|filing| filing.limits.promised());
    let takes = limit.map_or_else(String::new, |limit| match limit.unit {
        _ if limit.days == 0 => ui.t("cases-due-instant"),
        DayUnit::Working => ui.tn("web-working-days", i64::from(limit.days)),
        DayUnit::Calendar => ui.tn("cases-calendar-days", i64::from(limit.days)),
    });
    due_cells(&[
        first,
        DueCell::new(
            ui.t("cases-due-takes"),
            takes,
            html! { (ui.t("cases-due-takes-about")) },
        ),
        DueCell::new(ui.t("web-due-holder"), holder, html! { (holder_below) }),
    ])
}

/// Who has it now, and his office.
fn holder(ui: &Ui, detail: &CaseDetail) -> (String, String) {
    let is_english = ui.is_english();
    let unit = detail.unit_name(is_english);
    let case = &detail.case;
    if case.state() == CaseState::CorrectionNoticed {
        return (ui.t("cases-holder-you"), ui.t("cases-holder-you-about"));
    }
    if states::is_over(case.state()) {
        return (ui.t("cases-turn-nobody"), unit);
    }
    let name = detail.staff_name(case.holder, is_english);
    if case.holder == AccountId::default() || name.is_empty() {
        (unit, ui.t("cases-holder-nobody"))
    } else {
        (name, unit)
    }
}
