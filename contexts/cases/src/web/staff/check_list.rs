//! The check list: each material a line against its accept standard, with the reasons that its
//! standard gives, and the buttons that send the notice or accept.

use super::{
    acts::StaffAct,
    forms_window::{materials, what_if_accepted},
    notice_preview::Draft,
    parts::{Typed, hidden, refused_act},
    view::View,
    window_case::{brought, overview},
};
use crate::{
    domain::{Act, notify_correction::FORM},
    web::forms,
};
use ::web::ui::{Choice, Note, Ui, fold, form_keys, note, segment};
use contracts::item::{Material, Necessity};
use maud::{Markup, html};

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

pub(super) fn check_list(view: &View, draft: Option<&Draft>) -> Markup {
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
                    span.small.muted { (ui.tn("cases-window-check-count", i64::try_from(lines.len()).unwrap_or(0) + 1)) }
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
fn reasons(ui: &Ui, material: &Material, is_there: bool) -> Vec<Choice> {
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
