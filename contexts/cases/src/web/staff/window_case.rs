//! One application at the window: each material a line against its accept standard, one notice that
//! lists everything, acceptance; beside it the five-day clock and the other acts.

use super::{
    acts::StaffAct,
    aside::{AT_THE_WINDOW, acts_aside},
    fill_window::checked_defects,
    filled::Filled,
    forms_window::{materials, what_if_accepted},
    notice_preview::{Draft, preview},
    parts::{Typed, has_errors, hidden, last_day_lamp, messages, refused_act},
    person,
    view::{View, load},
};
use crate::{
    domain::{
        Act, CaseState,
        events::Submitted,
        filing::MaterialHeld,
        notify_correction::{AnswerPeriod, FORM},
    },
    web::{case_page, forms},
};
use ::web::{
    Again, App, Problem, Visit,
    ui::{
        Choice, Note, PageOptions, Ui, card, fold, form_keys, kv, kv_rule, link_button, note,
        segment, tags,
    },
};
use axum::extract::{Path, State};
use contracts::item::{Material, Necessity, ProjectType};
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
    match case.handling().and_then(|handling| handling.dates) {
        Some(dates) => {
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
        }
        None => {
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

fn overview(view: &View) -> Markup {
    let ui = view.ui();
    html! {
        (super::tabs::materials(view))
        (fold(ui, &ui.t("cases-window-answers"), super::tabs::answers(view)))
        section.card aria-labelledby="trail-t" {
            h2.mb3 #trail-t { (ui.t("cases-trail")) }
            (super::trail::staff_trail(view))
        }
    }
}

/// Lines of the check list: what was brought, and what is needed and was not.
fn lines(view: &View) -> Vec<&Material> {
    let held = &view.detail.case.materials;
    materials(view)
        .into_iter()
        .filter(|material| {
            held.contains_key(&material.code) || material.necessity != Necessity::Optional
        })
        .collect()
}

fn check_list(view: &View, draft: Option<&Draft>) -> Markup {
    let ui = view.ui();
    let typed = Typed::of_check_list(&view.visit);
    let may_notify = view.now.can(Act::NotifyCorrection);
    let may_accept = view.now.is_yours(Act::Accept);
    if !may_accept {
        return overview(view);
    }
    let looked_up: Vec<&Material> = materials(view)
        .into_iter()
        .filter(|material| forms::is_looked_up(material))
        .filter(|material| !view.detail.case.materials.contains_key(&material.code))
        .collect();
    let lines = lines(view);
    let is_again = !view.detail.case.notices.is_empty();
    html! {
        form.stack #check-list method="post" action={ "/window/cases/" (view.id()) "/preview" } novalidate data-guard {
            (form_keys(ui, view.app.submit_key()))
            (hidden("seen", &view.detail.recorded.version.to_string()))
            div.card.card--flush {
                div.card__head {
                    h2 { (ui.t("cases-window-check")) }
                    span.small.muted { (ui.tn("cases-window-check-count", i64::try_from(lines.len()).unwrap_or(0))) }
                }
                div.scroll-x tabindex="0" role="region" aria-label=(ui.t("cases-window-check")) {
                    table.tbl.tbl--rows.tbl--cards {
                        caption.vh { (ui.t("cases-window-check")) }
                        thead {
                            tr {
                                th scope="col" { (ui.t("cases-window-standard")) }
                                th scope="col" { (ui.t("cases-window-brought")) }
                                th scope="col" { (ui.t("cases-window-result")) }
                                th.c-36 scope="col" { (ui.t("cases-window-what")) }
                            }
                        }
                        tbody {
                            @for (n, material) in lines.iter().enumerate() { (line(view, &typed, n + 1, material)) }
                            (form_line(view, &typed, lines.len() + 1))
                            @for material in &looked_up {
                                tr {
                                    th scope="row" { (material.name.get(ui.is_english())) div.xs.muted.plain { (material.fill_note.get(ui.is_english())) } }
                                    td colspan="3" { (ui.t("cases-desk-looked-up")) }
                                }
                            }
                        }
                    }
                }
            }
            (fold(ui, &ui.t("cases-window-answers"), super::tabs::answers(view)))
            @if is_again && may_notify {
                (::web::ui::textarea(
                    ui,
                    &typed.field("why-again", &ui.t("cases-desk-why-again")).hint(ui.t("cases-desk-why-again-hint")),
                    &typed.get("why-again", ""),
                    3,
                ))
            }
            @if may_notify { (period(view, &typed)) }
            @if may_notify {
                (note(Note::Warning, &ui.t("cases-window-once"), html! { p { (ui.t("cases-window-once-about")) } }))
            }
            (what_if_accepted(view))
            (list_buttons(view, draft))
        }
    }
}

/// A local rule may set a period for the answer; without one none is printed.
fn period(view: &View, typed: &Typed<'_>) -> Markup {
    let ui = view.ui();
    let inside = html! {
        p.small { (ui.t("cases-window-period-about")) }
        (::web::ui::text_input(
            ui,
            &typed.field("period-days", &ui.t("cases-window-period-days")).digits().optional()
                .width(::web::ui::Width::W4).unit(ui.t("cases-desk-working-days-unit")),
            &typed.get("period-days", ""),
        ))
        (::web::ui::text_input(
            ui,
            &typed.field("period-basis", &ui.t("cases-window-period-basis")).optional(),
            &typed.get("period-basis", ""),
        ))
    };
    fold(ui, &ui.t("cases-window-period"), inside)
}

fn list_buttons(view: &View, draft: Option<&Draft>) -> Markup {
    let ui = view.ui();
    let notify = StaffAct::find(Act::NotifyCorrection);
    let accept = StaffAct::find(Act::Accept);
    let preview_at = format!("/window/cases/{}/preview", view.id());
    html! {
        div.actions {
            @if let (Some(draft), Some(known)) = (draft, notify) {
                @let n = i64::try_from(draft.defects.len()).unwrap_or(0);
                button.btn.btn--primary name="act" value=(known.verb) formaction=(known.action(view.id())) {
                    (ui.tn("cases-window-send-notice", n))
                }
                button.btn name="act" value="preview" formaction=(preview_at) { (ui.t("cases-window-preview-again")) }
            } @else {
                @if let Some(known) = accept.filter(|_| view.now.can(Act::Accept)) {
                    button.btn.btn--primary name="act" value=(known.verb) formaction=(known.action(view.id())) {
                        (ui.t("cases-desk-do-accept"))
                    }
                } @else {
                    (refused_act(view, Act::Accept))
                }
                @if view.now.can(Act::NotifyCorrection) {
                    button.btn name="act" value="preview" formaction=(preview_at) { (ui.t("cases-window-preview")) }
                } @else {
                    (refused_act(view, Act::NotifyCorrection))
                }
            }
        }
    }
}

/// What an accept standard asks, cut into the things that can be missing.
pub(super) fn reasons(ui: &Ui, material: &Material, is_there: bool) -> Vec<Choice> {
    let mut choices = Vec::new();
    if !is_there {
        let words = ui.t("cases-window-reason-missing");
        choices.push(Choice::new(words.clone(), words));
    }
    let standard = material.accept_standard.get(ui.is_english());
    for clause in standard.split(['，', '；', '。', ';', ',']) {
        let clause = clause.trim();
        if !clause.is_empty() {
            let words = ui.tw(
                "cases-window-reason-not-met",
                &[("standard", clause.to_owned())],
            );
            choices.push(Choice::new(words.clone(), words));
        }
    }
    if is_there {
        for key in [
            "cases-window-reason-unreadable",
            "cases-window-reason-unsigned",
            "cases-window-reason-expired",
        ] {
            let words = ui.t(key);
            choices.push(Choice::new(words.clone(), words));
        }
    }
    choices
}

fn line(view: &View, typed: &Typed<'_>, n: usize, material: &Material) -> Markup {
    let ui = view.ui();
    let code = &material.code;
    let name = material.name.get(ui.is_english());
    let held = view.detail.case.materials.get(code);
    let chosen = typed.chosen(&format!("check-{code}"));
    let is_defective = chosen.as_deref() == Some("defective");
    let choices = reasons(ui, material, held.is_some());
    let (check, reason, words) = (
        format!("check-{code}"),
        format!("reason-{code}"),
        format!("words-{code}"),
    );
    html! {
        tr.is-picked[is_defective] {
            th scope="row" {
                (hidden(&format!("line-{code}"), "1"))
                (n) ". " (name)
                div.xs.muted.plain { (material.accept_standard.get(ui.is_english())) }
            }
            td data-l=(ui.t("cases-window-brought")) { (brought(view, held)) }
            td data-l=(ui.t("cases-window-result")) { (verdict(ui, typed, name, &check, chosen.as_deref())) }
            td {
                label.vh for=(reason) { (ui.tw("cases-window-reason-of", &[("name", name.to_owned())])) }
                select.in id=(reason) name=(reason) {
                    option value="" { (ui.t("cases-window-reason-choose")) }
                    @for choice in &choices {
                        option value=(choice.value) selected[typed.get(&reason, "") == choice.value] { (choice.label) }
                    }
                }
                (words_box(ui, typed, name, &words))
            }
        }
    }
}

fn words_box(ui: &Ui, typed: &Typed<'_>, name: &str, words: &str) -> Markup {
    let error = typed.error(words);
    html! {
        @if let Some(error) = &error { p.err id={ (words) "-e" } { (error) } }
        label.vh for=(words) { (ui.tw("cases-window-words-of", &[("name", name.to_owned())])) }
        textarea.in.in--low id=(words) name=(words) rows="2"
            aria-invalid=[error.is_some().then_some("true")] { "\n" (typed.get(words, "")) }
    }
}

fn verdict(ui: &Ui, typed: &Typed<'_>, name: &str, check: &str, chosen: Option<&str>) -> Markup {
    let choices = [
        Choice::new("complete", ui.t("cases-window-complete")),
        Choice::new("defective", ui.t("cases-window-defective")),
    ];
    let legend = ui.tw("cases-window-verdict-of", &[("name", name.to_owned())]);
    html! {
        @if let Some(error) = typed.error(check) { p.err id=(check) tabindex="-1" { (error) } }
        (segment(&legend, check, &choices, chosen))
    }
}

/// The application form itself may be wrong too.
fn form_line(view: &View, typed: &Typed<'_>, n: usize) -> Markup {
    let ui = view.ui();
    let name = ui.t("cases-material-form");
    let check = format!("check-{FORM}");
    html! {
        tr {
            th scope="row" { (hidden(&format!("line-{FORM}"), "1")) (n) ". " (name) }
            td { (ui.t("cases-window-form-below")) }
            td { (verdict(ui, typed, &name, &check, typed.chosen(&check).as_deref())) }
            td {
                (hidden(&format!("reason-{FORM}"), ""))
                (words_box(ui, typed, &name, &format!("words-{FORM}")))
            }
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
