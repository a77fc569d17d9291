//! Forms of the window's acts.

use super::{
    acts::StaffAct,
    parts::{Typed, act_button, act_form, colleague_field, file_field},
    view::View,
};
use crate::{
    domain::{Act, case::Outcome, law::SERVICE_DAYS},
    web::{apply_form, case_page::material_name, forms},
};
use ::web::ui::{self, Choice, Note, Width, note};
use contracts::item::Material;
use maud::{Markup, html};

/// Fields of an act that needs nothing but a press.
pub(super) fn plain(view: &View, known: &StaffAct, about: &str) -> Markup {
    let ui = view.ui();
    act_form(
        view,
        known,
        false,
        html! { @if !about.is_empty() { p.small { (about) } } },
        act_button(ui, known),
    )
}

/// Several lines of text with the name and hint of the act.
pub(super) fn text_field(view: &View, typed: &Typed<'_>, known: &StaffAct, name: &str) -> Markup {
    let ui = view.ui();
    let key = format!("cases-desk-{}-{name}", known.verb);
    let spec = typed
        .field(name, &ui.t(&key))
        .hint(ui.t(&format!("{key}-hint")));
    ui::textarea(ui, &spec, &typed.get(name, ""), 4)
}

/// Materials that are brought now, one fold each, so that the form stays short.
fn brought(view: &View, typed: &Typed<'_>, materials: &[&Material]) -> Markup {
    let ui = view.ui();
    html! {
        @for material in materials {
            fieldset.field {
                legend { (material.name.get(ui.is_english())) }
                @let standard = material.accept_standard.get(ui.is_english());
                @if !standard.is_empty() { p.hint { (standard) } }
                (ui::text_input(
                    ui,
                    &typed
                        .field(&format!("paper-{}", material.code), &ui.t("cases-window-paper"))
                        .digits()
                        .optional()
                        .width(Width::W4)
                        .unit(ui.t("cases-window-copies")),
                    &typed.get(&format!("paper-{}", material.code), ""),
                ))
                (file_field(view, typed, &format!("file-{}", material.code), &ui.t("cases-window-scan")))
            }
        }
    }
}

/// The answers of the form, to be corrected; they count only if the box is ticked.
fn answers(view: &View, typed: &Typed<'_>) -> Markup {
    let ui = view.ui();
    let Some(item) = &view.detail.item else {
        return Markup::default();
    };
    let is_meant = typed.get("with-answers", "") == "yes";
    let inside = html! {
        (ui::checkbox(ui, &typed.field("with-answers", &ui.t("cases-window-with-answers")), is_meant))
        @for page in &item.body.form {
            @for field in forms::shown(&item.body, page, &view.detail.answers) {
                @let name = forms::control(&field.code);
                @let value = typed.get(&name, view.detail.answers.get(&field.code));
                @let error = if is_meant { view.visit.error_at(&name) } else { None };
                (apply_form::control(ui, field, &value, error.as_deref(), false))
            }
        }
    };
    html! {
        @if is_meant {
            (ui::open_fold(&ui.t("cases-window-answers"), inside))
        } @else {
            (ui::fold(ui, &ui.t("cases-window-answers"), inside))
        }
    }
}

/// Materials of this application.
pub(super) fn materials(view: &View) -> Vec<&Material> {
    view.detail.item.as_ref().map_or_else(Vec::new, |item| {
        forms::materials(&item.body, &view.detail.answers)
    })
}

pub(super) fn correct_on_spot(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        p.small { (ui.t("cases-window-on-spot-about")) }
        (brought(view, &typed, &materials(view)))
        (answers(view, &typed))
        (file_field(view, &typed, "confirmation", &ui.t("cases-window-confirmation")))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

pub(super) fn record_correction(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let notice = view.detail.case.notices.last();
    let asked: Vec<&Material> = materials(view)
        .into_iter()
        .filter(|material| notice.is_none_or(|notice| notice.materials.contains(&material.code)))
        .collect();
    let asks_form = notice.is_some_and(|notice| {
        notice
            .materials
            .iter()
            .any(|code| code == crate::domain::notify_correction::FORM)
    });
    let inside = html! {
        p.small { (ui.t("cases-window-correction-about")) }
        (brought(view, &typed, &asked))
        @if asks_form { (answers(view, &typed)) }
        (moment_field(view, &typed))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

/// 收到的时间, if it was earlier than now: the law runs from the handing in.
pub(super) fn moment_field(view: &View, typed: &Typed<'_>) -> Markup {
    let ui = view.ui();
    let spec = typed
        .field("handed-at", &ui.t("cases-window-handed-at"))
        .hint(ui.t("cases-window-handed-at-hint"))
        .optional();
    let value = typed.get("handed-at", "");
    ui::field(
        ui,
        &spec,
        html! {
            input.in.in--18 type="datetime-local" id="handed-at" name="handed-at" value=(value)
                autocomplete="off" aria-describedby="handed-at-h";
        },
    )
}

pub(super) fn record_deferred(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let outstanding = view.detail.case.outstanding();
    let awaited: Vec<&Material> = materials(view)
        .into_iter()
        .filter(|material| outstanding.contains(&material.code))
        .collect();
    act_form(
        view,
        known,
        true,
        brought(view, &typed, &awaited),
        act_button(ui, known),
    )
}

pub(super) fn accept_deferred(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let rule = view
        .detail
        .item
        .as_ref()
        .and_then(|item| item.body.deferral.clone());
    let missing: Vec<String> = view
        .detail
        .case
        .missing()
        .iter()
        .map(|code| material_name(ui, &view.detail, code))
        .collect();
    let credit = [
        Choice::new("clear", ui.t("cases-window-credit-clear")),
        Choice::new("seriously-dishonest", ui.t("cases-window-credit-dishonest")),
    ];
    let inside = html! {
        @if let Some(rule) = &rule {
            p.small {
                (ui.tw("cases-window-defer-about", &[
                    ("materials", missing.join(ui.pick("、", ", "))),
                    ("days", rule.within_days.to_string()),
                ]))
            }
            p.small { (rule.if_late.get(ui.is_english())) }
        }
        (ui::text_input(
            ui,
            &typed.field("within-days", &ui.t("cases-window-within-days")).digits().width(Width::W4)
                .unit(ui.t("cases-desk-working-days-unit")),
            &typed.get("within-days", ""),
        ))
        (ui::radios(
            ui,
            &typed.field("credit", &ui.t("cases-window-credit")).hint(ui.t("cases-window-credit-hint")),
            &credit,
            typed.chosen("credit").as_deref(),
        ))
        (text_field(view, &typed, known, "promise"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

pub(super) fn reject(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let grounds = [
        Choice::new("not-ours", ui.t("cases-rejection-not-ours"))
            .about(ui.t("cases-window-not-ours-about")),
        Choice::new("still-incomplete", ui.t("cases-rejection-still-incomplete"))
            .about(ui.t("cases-window-still-incomplete-about")),
    ];
    let inside = html! {
        (ui::radios(
            ui,
            &typed.field("ground", &ui.t("cases-window-ground")),
            &grounds,
            typed.chosen("ground").as_deref(),
        ))
        (ui::text_input(
            ui,
            &typed.field("authority", &ui.t("cases-window-authority"))
                .hint(ui.t("cases-window-authority-hint")).optional(),
            &typed.get("authority", ""),
        ))
        (text_field(view, &typed, known, "reasons"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

pub(super) fn find_not_required(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let inside = text_field(view, &typed, known, "reason");
    act_form(view, known, false, inside, act_button(view.ui(), known))
}

pub(super) fn record_withdrawal(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        (file_field(view, &typed, "request", &ui.t("cases-window-request")))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

pub(super) fn decide_on_the_spot(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        p.small { (ui.t("cases-window-on-the-spot-about")) }
        (text_field(view, &typed, known, "opinion"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

pub(super) fn serve(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let has_consent = view
        .detail
        .case
        .filing
        .as_ref()
        .is_some_and(|filing| filing.electronic_service.is_some());
    let ways: Vec<Choice> = [
        "direct",
        "post",
        "electronic",
        "left",
        "entrusted",
        "publication",
    ]
    .into_iter()
    .filter(|way| *way != "electronic" || has_consent)
    .map(|way| Choice::new(way, ui.t(&format!("cases-service-way-{way}"))))
    .collect();
    let decision = view.detail.case.decision();
    let serve_by = decision.and_then(|decision| decision.serve_by);
    let is_granted = decision.is_some_and(|decision| decision.outcome == Outcome::Granted);
    let today = view.detail.today();
    let inside = html! {
        @if let Some(last) = serve_by.filter(|_| is_granted) {
            p.small {
                (ui.tw("cases-window-serve-by", &[
                    ("day", ui.date_long(last)),
                    ("days", SERVICE_DAYS.to_string()),
                ]))
            }
        }
        @if !has_consent { p.small.muted { (ui.t("cases-window-no-consent")) } }
        (ui::radios(
            ui,
            &typed.field("way", &ui.t("cases-window-way")),
            &ways,
            typed.chosen("way").as_deref(),
        ))
        (ui::date_input(
            ui,
            &typed.field("proved-on", &ui.t("cases-window-proved-on")).hint(ui.t("cases-window-proved-on-hint")),
            &typed.get("proved-on", &today.to_string()),
        ))
        (file_field(view, &typed, "proof", &ui.t("cases-window-proof")))
        (text_field(view, &typed, known, "served-to"))
        (ui::fold(ui, &ui.t("cases-window-more-ways"), html! {
            (colleague_field(view, &typed, "witness", &ui.t("cases-window-witness"), &view.now.colleagues()))
            (ui::text_input(
                ui,
                &typed.field("period-days", &ui.t("cases-window-publication-days")).digits().optional().width(Width::W4),
                &typed.get("period-days", ""),
            ))
            (ui::text_input(
                ui,
                &typed.field("period-basis", &ui.t("cases-window-publication-basis")).optional(),
                &typed.get("period-basis", ""),
            ))
        }))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

pub(super) fn hand_over(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = file_field(view, &typed, "slip", &ui.t("cases-window-slip"));
    act_form(view, known, true, inside, act_button(ui, known))
}

/// 受理: what would follow if it were done now.
pub(super) fn accept(view: &View, known: &StaffAct) -> Markup {
    let ui = view.ui();
    let inside = html! { (what_if_accepted(view)) };
    act_form(view, known, false, inside, act_button(ui, known))
}

/// Both due dates from the real clock, if the application were accepted today.
pub(super) fn what_if_accepted(view: &View) -> Markup {
    let ui = view.ui();
    if !view.now.can(Act::Accept) {
        return Markup::default();
    }
    match view.now.if_accepted() {
        Some(dates) => note(
            Note::Info,
            &ui.t("cases-window-if-accepted"),
            html! {
                p.num {
                    (ui.tw("cases-desk-new-dates", &[
                        ("promised", ui.date_long(dates.due.promised_on)),
                        ("legal", dates.due.legal_on.map_or_else(|| ui.t("cases-desk-no-legal"), |day| ui.date_long(day))),
                    ]))
                }
            },
        ),
        None => note(
            Note::Warning,
            &ui.t("cases-window-if-accepted"),
            html! { p { (ui.t("cases-window-if-accepted-waits")) } },
        ),
    }
}
