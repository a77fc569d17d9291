//! One application at the window: each material a line against its accept standard, one notice that
//! lists everything, acceptance; beside it the five-day clock and the other acts.

use super::{
    aside::{AT_THE_WINDOW, acts_aside},
    check_list::check_list,
    fill_window::checked_defects,
    filled::Filled,
    notice_preview::{Draft, preview},
    parts::{has_errors, last_day_lamp, messages},
    person,
    view::{View, load},
};
use crate::{
    domain::{CaseState, events::Submitted, filing::MaterialHeld, notify_correction::AnswerPeriod},
    web::case_page,
};
use ::web::{
    Again, App, Problem, Visit,
    ui::{Note, PageOptions, Ui, card, fold, kv, kv_rule, link_button, note, tags},
};
use axum::extract::{Path, State};
use contracts::item::ProjectType;
use kernel::{
    CaseId, MatterId,
    deadline::{DayUnit, Limit, add_limit},
};
use maud::{Markup, html};
use std::sync::Arc;

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Markup, Problem> {
    let view = open(&app, &visit, &id).await?;
    visit.look(&app, MatterId(view.id().0), "page", "window");
    Ok(page(&view, None))
}

pub(super) async fn open(app: &App, visit: &Visit, id: &str) -> Result<View, Problem> {
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    load(app, visit, case_id, None).await
}

/// The notice as it would be issued, on the same page with everything as typed. Nothing is sent.
pub(super) async fn show_preview(
    State(app): State<App>,
    mut visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Markup, Problem> {
    // What is out of reach is not found, whatever was typed.
    open(&app, &visit, &id).await?;
    let defects = checked_defects(&filled).map_err(|problem| problem.with_typed(&filled.typed))?;
    if defects.is_empty() {
        return Err(
            Problem::field("check-list", "cases.notify-correction.nothing-listed")
                .with_typed(&filled.typed),
        );
    }
    visit.ui.path = format!("/window/cases/{id}");
    visit.again = Some(Arc::new(Again {
        typed: filled.typed.clone(),
        ..Again::default()
    }));
    let view = open(&app, &visit, &id).await?;
    let draft = draft(&view, &filled, defects);
    Ok(page(&view, Some(&draft)))
}

fn draft(view: &View, filled: &Filled, defects: Vec<(String, String)>) -> Draft {
    let period = filled
        .value("period-days")
        .parse()
        .ok()
        .map(|days| AnswerPeriod {
            limit: Limit::working(days),
            basis: filled.value("period-basis").to_owned(),
        });
    let area = view.detail.case.filing.as_ref().map(|filing| filing.area);
    let answer_by = period.as_ref().zip(area).and_then(|(period, area)| {
        add_limit(
            view.detail.today(),
            period.limit,
            view.now.env.calendar_of(area),
        )
        .ok()
    });
    Draft {
        defects,
        why_again: filled.value("why-again").to_owned(),
        answer_by,
        answer_basis: period.map(|period| period.basis).unwrap_or_default(),
    }
}

fn page(view: &View, draft: Option<&Draft>) -> Markup {
    let ui = view.ui();
    let Some(filing) = &view.detail.case.filing else {
        return Markup::default();
    };
    let name = filing.item_name.get(ui.is_english());
    let body = html! {
        (messages(view))
        div.split.aside-24 {
            div.stack #main-work {
                (head(view, filing))
                (work(view, draft))
            }
            aside.stack aria-label=(ui.t("cases-window-aside")) {
                (clock(view, filing))
                @if let Some(draft) = draft { (preview(view, draft)) }
                @if draft.is_none() { (acts_aside(view, AT_THE_WINDOW)) }
                p.xs.muted { (ui.t("cases-window-duty")) }
            }
        }
    };
    ui.page_with(
        PageOptions::new(format!("{name} · {}", ui.t("cases-window")))
            .crumbs(
                [(ui.t("cases-window"), "/window")],
                ::web::ui::case_number(filing.number.as_str()),
            )
            .form_step(has_errors(&view.visit)),
        body,
    )
}

/// 行政许可, 承诺件, the version that the case keeps, the unit.
pub(super) fn case_tags(view: &View, filing: &Submitted) -> Vec<String> {
    let ui = view.ui();
    let task = view.detail.item.as_ref().map(|item| item.body.task_type);
    let mut all: Vec<String> = task
        .map(|task| ui.t(&format!("cases-desk-task-{}", task.number())))
        .into_iter()
        .collect();
    all.push(ui.t(match filing.project_type {
        ProjectType::Instant => "cases-desk-instant",
        ProjectType::Promised => "cases-desk-promised",
    }));
    all.push(ui.tn("cases-desk-item-version", i64::from(filing.pin.version)));
    all.push(view.detail.unit_name(ui.is_english()));
    all
}

fn head(view: &View, filing: &Submitted) -> Markup {
    let ui = view.ui();
    let state = view.detail.case.state();
    card(html! {
        div.row.row--between.row--top {
            div {
                (tags(&case_tags(view, filing)))
                h1.mt1 { (filing.item_name.get(ui.is_english())) }
            }
            div { (super::parts::state_lamp(ui, state)) }
        }
        div.mt3 { (kv(&person::lines(view))) }
        p.row.small.mt2 {
            (link_button(&ui.t("cases-window-open-desk"), &format!("/desk/cases/{}", view.id())))
        }
    })
}

/// The five days, and what follows after acceptance.
fn clock(view: &View, filing: &Submitted) -> Markup {
    let ui = view.ui();
    let case = &view.detail.case;
    let calendar = view.now.env.calendar_of(filing.area);
    let today = view.detail.today();
    let mut lines = Vec::new();
    if let Some(from) = case.notice_clock_from() {
        let words = case.notice_by().map_or_else(
            || html! { (ui.t("web-due-waiting")) },
            |last| {
                html! {
                    b { (ui.tw("cases-window-until", &[("day", ui.date_long(last))])) }
                    br;
                    (last_day_lamp(ui, last, today, calendar))
                    @if case.is_licensing() {
                        div.xs.muted {
                            (ui.tw("cases-window-silence", &[
                                ("last", ui.date_long(last)),
                                ("from", ui.date_long(from)),
                            ]))
                        }
                    }
                }
            },
        );
        lines.push((ui.t("cases-window-answer-by"), words));
    }
    if let Some(by) = case
        .notices
        .last()
        .filter(|notice| notice.answer.is_none())
        .and_then(|notice| notice.answer_by)
    {
        lines.push((
            ui.t("cases-window-applicant-by"),
            html! { b { (ui.date_long(by)) } },
        ));
    }
    if let Some(dates) = case.handling().and_then(|handling| handling.dates) {
        lines.push((
            ui.t("web-due-promised-staff"),
            html! { b { (ui.date_long(dates.due.promised_on)) } },
        ));
        if let Some(legal) = dates.due.legal_on {
            lines.push((
                ui.t("web-due-legal-staff"),
                html! { b { (ui.date_long(legal)) } },
            ));
        }
    } else {
        let promised = filing.limits.promised();
        lines.push((
            ui.t("cases-window-promise"),
            html! { (after_acceptance(ui, promised.days, promised.unit)) },
        ));
        if let Some(legal) = filing.limits.legal() {
            lines.push((
                ui.t("cases-window-law"),
                html! { (after_acceptance(ui, legal.days, legal.unit)) },
            ));
        }
    }
    html! {
        section.card aria-labelledby="clock-t" {
            h2.mb2 #clock-t { (ui.t("cases-window-clock")) }
            (kv_rule(&lines))
            @if filing.recorded_late { (note(Note::Warning, "", html! { p { (ui.t("cases-window-recorded-late")) } })) }
        }
    }
}

fn after_acceptance(ui: &Ui, days: u16, unit: DayUnit) -> String {
    let key = match unit {
        DayUnit::Working => "cases-window-after-working",
        DayUnit::Calendar => "cases-window-after-calendar",
    };
    ui.tn(key, i64::from(days))
}

/// The main work of the state: the check list, or what to wait for.
fn work(view: &View, draft: Option<&Draft>) -> Markup {
    let ui = view.ui();
    let state = view.detail.case.state();
    match state {
        CaseState::Received | CaseState::CorrectionSubmitted => check_list(view, draft),
        CaseState::Submitted => html! {
            (note(Note::Info, &ui.t("cases-window-not-received"), html! { p { (ui.t("cases-window-not-received-about")) } }))
            (overview(view))
        },
        CaseState::CorrectionNoticed => html! {
            (note(Note::Info, &ui.t("cases-window-waits"), html! { p { (ui.t("cases-window-waits-about")) } }))
            (overview(view))
        },
        CaseState::Draft
        | CaseState::NotRequired
        | CaseState::RejectedAccept
        | CaseState::DeemedAccepted
        | CaseState::Accepted
        | CaseState::Reviewing
        | CaseState::Special
        | CaseState::Extended
        | CaseState::DecidedGrant
        | CaseState::DecidedDeny
        | CaseState::Closed
        | CaseState::Delivered
        | CaseState::Withdrawn
        | CaseState::Terminated => overview(view),
    }
}

pub(super) fn overview(view: &View) -> Markup {
    let ui = view.ui();
    html! {
        (super::hearing::section(view))
        (super::tabs::materials(view))
        (fold(ui, &ui.t("cases-window-answers"), super::tabs::answers(view)))
        section.card aria-labelledby="trail-t" {
            h2.mb3 #trail-t { (ui.t("cases-trail")) }
            (super::trail::staff_trail(view))
        }
    }
}

/// Files and copies of one material.
pub(super) fn brought(view: &View, held: Option<&MaterialHeld>) -> Markup {
    let ui = view.ui();
    html! {
        @match held {
            None => span.muted { (ui.t("cases-window-nothing")) },
            Some(held) => {
                @for file in &held.files {
                    @match view.detail.files.get(&file.file) {
                        Some(named) => p.tight { a href={ "/desk/cases/" (view.id()) "/files/" (file.file) } { (named.name) } },
                        None => p.tight.muted { (ui.t("cases-desk-text-gone")) },
                    }
                }
                @if held.paper_copies > 0 {
                    p.tight { (ui.tn("cases-window-paper-copies", i64::from(held.paper_copies))) }
                }
            }
        }
    }
}

/// For the title of other pages.
pub(super) fn item_name(view: &View) -> String {
    case_page::item_name(view.ui(), &view.detail)
}
