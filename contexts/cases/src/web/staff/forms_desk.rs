//! Forms of review, of the decision and of the end; and which form belongs to which act.

use super::{
    acts::StaffAct,
    forms_hearing as hearing, forms_window as window,
    forms_window::{plain, text_field},
    parts::{
        Typed, act_button, act_form, advice_field, colleague_choices, colleague_field, file_field,
        hidden,
    },
    remedies,
    trail::step_name,
    view::View,
};
use crate::{
    domain::{Act, review::Progress},
    permissions::CASES_EXTEND_JOINTLY,
    web::trail::pause_name,
};
use ::web::ui::{self, Choice, Note, note};
use contracts::{item::StepKind, people::StaffMember};
use kernel::deadline::PauseReason;
use maud::{Markup, html};

/// The form of an act.
pub(super) fn form_of(view: &View, act: Act) -> Markup {
    let Some(known) = StaffAct::find(act) else {
        return Markup::default();
    };
    let about = |key: &str| view.ui().t(key);
    match act {
        // These two stand on pages of their own.
        Act::Submit | Act::NotifyCorrection => Markup::default(),
        Act::Receive => plain(view, known, &about("cases-window-receive-about")),
        Act::CorrectOnSpot => window::correct_on_spot(view, known),
        Act::SubmitCorrection => window::record_correction(view, known),
        Act::FindNotRequired => window::find_not_required(view, known),
        Act::RejectApplication => window::reject(view, known),
        Act::Accept => window::accept(view, known),
        Act::AcceptDeferred => window::accept_deferred(view, known),
        Act::DeliverDeferred => window::record_deferred(view, known),
        Act::DecideOnTheSpot => window::decide_on_the_spot(view, known),
        Act::Withdraw => window::record_withdrawal(view, known),
        Act::Serve => window::serve(view, known),
        Act::HandOver => window::hand_over(view, known),
        Act::Claim => plain(view, known, &about("cases-desk-claim-about")),
        Act::HandOn => hand_on(view, known),
        Act::AddNote => one_text(view, known, "note"),
        Act::GiveOpinion | Act::Sign => opinion(view, known),
        Act::NameSigners => name_signers(view, known),
        Act::AddSigner => add_signer(view, known),
        Act::ReturnToStep => return_to_step(view, known),
        Act::RecordSiteVisit => record_site_visit(view, known),
        Act::ConfirmSiteVisit => confirm_site_visit(view, known),
        Act::StartSpecialProcedure | Act::RenewSpecialProcedure => procedure(view, known),
        Act::EndSpecialProcedure => plain(view, known, &about("cases-desk-end-procedure-about")),
        Act::TellInterested => hearing::tell_interested(view, known),
        Act::StateViews => hearing::record_views(view, known),
        Act::TellOfHearing => hearing::tell_of_hearing(view, known),
        Act::AnswerHearing => hearing::record_answer(view, known),
        Act::SetHearing => hearing::set_hearing(view, known),
        Act::RecordHearing => hearing::record_hearing(view, known),
        Act::Extend => extend(view, known),
        Act::Grant => one_text(view, known, "opinion"),
        Act::Deny => deny(view, known),
        Act::Terminate => terminate(view, known),
        Act::Close => close(view, known),
        Act::Void => void(view, known),
        Act::CheckPromise => check_promise(view, known),
    }
}

fn one_text(view: &View, known: &StaffAct, name: &str) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let inside = text_field(view, &typed, known, name);
    act_form(view, known, false, inside, act_button(view.ui(), known))
}

fn others(view: &View) -> Vec<StaffMember> {
    let mut colleagues = view.now.colleagues();
    colleagues.retain(|member| member.account != view.me());
    colleagues
}

fn hand_on(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let mut colleagues = view.now.colleagues();
    colleagues.retain(|member| member.account != view.detail.case.holder);
    let inside = html! {
        (colleague_field(view, &typed, "to", &ui.t("cases-desk-to"), &colleagues))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

/// Name and hidden code of the next step.
fn next_step(view: &View) -> Markup {
    html! {
        @if let Some(step) = view.now.next_step() {
            (hidden("step", &step.code))
            p.small { (view.ui().t("cases-desk-step")) "：" b { (step_name(view, &step.code)) } }
        }
    }
}

fn opinion(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let inside = html! {
        (next_step(view))
        (advice_field(view.ui(), &typed))
        (text_field(view, &typed, known, "opinion"))
    };
    act_form(view, known, false, inside, act_button(view.ui(), known))
}

fn name_signers(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let choices = colleague_choices(ui, view, &view.now.colleagues());
    let one_is_enough = view
        .now
        .next_step()
        .is_some_and(|step| step.kind == StepKind::CountersignAny);
    let about = if one_is_enough {
        "cases-desk-signers-any"
    } else {
        "cases-desk-signers-all"
    };
    let inside = html! {
        (next_step(view))
        (ui::checkboxes(
            ui,
            &typed.field("signers", &ui.t("cases-desk-signers")).hint(ui.t(about)),
            &choices,
            &typed.all("signers"),
        ))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn add_signer(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        (next_step(view))
        (colleague_field(view, &typed, "signer", &ui.t("cases-desk-signer"), &view.now.colleagues()))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn return_to_step(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let touched: Vec<Choice> = view
        .detail
        .item
        .iter()
        .flat_map(|item| &item.body.steps)
        .filter(|step| {
            view.detail
                .case
                .open_handling()
                .is_some_and(|open| open.review.steps.contains_key(&step.code))
        })
        .map(|step| Choice::new(&step.code, step.name.get(ui.is_english())))
        .collect();
    let inside = html! {
        p.small { (ui.t("cases-desk-return-about")) }
        (ui::radios(
            ui,
            &typed.field("step", &ui.t("cases-desk-return-step")),
            &touched,
            typed.chosen("step").as_deref(),
        ))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn record_site_visit(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        (next_step(view))
        p.small { (ui.t("cases-desk-visit-about")) }
        (ui::date_input(
            ui,
            &typed.field("visited-on", &ui.t("cases-desk-visited-on")),
            &typed.get("visited-on", &view.detail.today().to_string()),
        ))
        (colleague_field(view, &typed, "partner", &ui.t("cases-desk-partner"), &others(view)))
        (advice_field(ui, &typed))
        (text_field(view, &typed, known, "findings"))
        (file_field(view, &typed, "photos", &ui.t("cases-desk-photos")))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

fn confirm_site_visit(view: &View, known: &StaffAct) -> Markup {
    let ui = view.ui();
    let recorder = view.now.next_step().and_then(|step| {
        match view
            .detail
            .case
            .open_handling()?
            .review
            .steps
            .get(&step.code)
        {
            Some(Progress::SiteVisit { by, visited_on, .. }) => Some((*by, *visited_on)),
            Some(Progress::Opinion { .. } | Progress::Countersign { .. }) | None => None,
        }
    });
    let inside = html! {
        (next_step(view))
        @if let Some((by, day)) = recorder {
            p.small {
                (ui.tw("cases-desk-confirm-about", &[
                    ("name", view.name_of(by)),
                    ("day", ui.date_long(day)),
                ]))
            }
        }
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

/// The eight procedures of the law, or a later end of the one that runs. What the dates become is
/// shown for the end that was typed.
fn procedure(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let is_start = known.act == Act::StartSpecialProcedure;
    let planned = typed.get(
        "planned-end-on",
        &super::parts::query_value(&ui.path, "planned-end-on"),
    );
    let choices: Vec<Choice> = PauseReason::ALL
        .into_iter()
        // A hearing of a permit has an act of its own.
        .filter(|reason| *reason != PauseReason::Hearing || !view.detail.case.is_licensing())
        .map(|reason| Choice::new(reason.code(), pause_name(ui, reason)))
        .collect();
    let step = view
        .now
        .next_step()
        .filter(|step| matches!(step.kind, StepKind::ExpertReview | StepKind::Hearing));
    let what_if = planned
        .parse()
        .ok()
        .filter(|_| is_start)
        .and_then(|day| view.now.if_paused_until(day));
    let inside = html! {
        p.small { (ui.t("cases-desk-procedure-about")) }
        @if is_start {
            (ui::select(
                ui,
                &typed.field("procedure", &ui.t("cases-desk-procedure")),
                &choices,
                typed.chosen("procedure").as_deref(),
            ))
        }
        @if let Some(step) = step { (hidden("step", &step.code)) }
        (ui::date_input(
            ui,
            &typed.field("planned-end-on", &ui.t("cases-desk-planned-end")).hint(ui.t("cases-desk-planned-end-hint")),
            &planned,
        ))
        @if let Some(dates) = what_if {
            (note(Note::Info, &ui.t("cases-desk-if-paused"), html! {
                p.num {
                    (ui.tw("cases-desk-new-dates", &[
                        ("promised", ui.date_long(dates.due.promised_on)),
                        ("legal", dates.due.legal_on.map_or_else(|| ui.t("cases-desk-no-legal"), |day| ui.date_long(day))),
                    ]))
                }
            }))
        }
        @if is_start && !view.detail.case.is_licensing() {
            (ui::text_input(
                ui,
                &typed.field("own-law", &ui.t("cases-desk-own-law")).hint(ui.t("cases-desk-own-law-hint")),
                &typed.get("own-law", ""),
            ))
        }
        (text_field(view, &typed, known, "notice"))
    };
    html! {
        @if is_start { (what_if_form(view, &planned)) }
        (act_form(view, known, false, inside, act_button(ui, known)))
    }
}

/// What-if without a script: a GET form that only computes.
fn what_if_form(view: &View, planned: &str) -> Markup {
    let ui = view.ui();
    html! {
        form.row.mb3 method="get" {
            (hidden("act", "start-special-procedure"))
            label.small for="what-if" { (ui.t("cases-desk-what-if")) }
            input.in type="date" id="what-if" name="planned-end-on" value=(planned);
            (ui::button(&ui.t("cases-desk-what-if-do")))
        }
    }
}

fn extend(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let may_for_government = view.visit.holds(&CASES_EXTEND_JOINTLY);
    let mut choices = vec![Choice::new(
        "authority",
        ui.t("cases-desk-approval-authority"),
    )];
    if may_for_government {
        choices.push(Choice::new(
            "government",
            ui.t("cases-desk-approval-government"),
        ));
    }
    let inside = html! {
        p.small { (ui.t("cases-desk-extend-about")) }
        @if let Some(dates) = view.now.if_extended() {
            (note(Note::Info, &ui.t("cases-desk-if-extended"), html! {
                p.num {
                    (ui.tw("cases-desk-new-dates", &[
                        ("promised", ui.date_long(dates.due.promised_on)),
                        ("legal", dates.due.legal_on.map_or_else(|| ui.t("cases-desk-no-legal"), |day| ui.date_long(day))),
                    ]))
                }
            }))
        }
        (ui::radios(
            ui,
            &typed.field("approval", &ui.t("cases-desk-approval")),
            &choices,
            typed.chosen("approval").as_deref(),
        ))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn deny(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let unit = view.detail.case.filing.as_ref().map(|filing| filing.unit);
    let found =
        unit.and_then(|unit| remedies::find(&view.detail.units, unit, view.detail.today(), false));
    let inside = html! {
        (text_field(view, &typed, known, "reasons"))
        @match found {
            Some(found) => (note(Note::Info, &ui.t("cases-desk-remedies"), html! {
                p { (found.sentence.get(ui.is_english())) }
                p.xs.muted { (ui.t("cases-desk-remedies-about")) }
            })),
            None => (note(Note::Bad, &ui.t("cases-desk-remedies"), html! {
                p { (ui.t("cases-desk-no-remedies")) }
            })),
        }
        (ui::checkbox(
            ui,
            &typed.field("review-first", &ui.t("cases-desk-review-first")),
            typed.get("review-first", "") == "yes",
        ))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn terminate(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let grounds: Vec<Choice> = [
        "applicant-gone",
        "no-longer-needed",
        "deferred-not-delivered",
    ]
    .into_iter()
    .map(|ground| Choice::new(ground, ui.t(&format!("cases-termination-{ground}"))))
    .collect();
    let inside = html! {
        (ui::radios(
            ui,
            &typed.field("ground", &ui.t("cases-window-ground")),
            &grounds,
            typed.chosen("ground").as_deref(),
        ))
        (text_field(view, &typed, known, "reasons"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn close(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let kinds: Vec<Choice> = view
        .now
        .kinds_to_close()
        .into_iter()
        .map(|kind| Choice::new(kind.code(), ui.t(&format!("cases-finish-{}", kind.code()))))
        .collect();
    // With one way to close there is nothing to choose.
    let only = match kinds.as_slice() {
        [only] => Some(only.value.clone()),
        _ => None,
    };
    let chosen = typed.chosen("kind").or(only);
    let inside = html! {
        (ui::radios(ui, &typed.field("kind", &ui.t("cases-desk-kind")), &kinds, chosen.as_deref()))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn void(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let kinds = [
        Choice::new("void", ui.t("cases-finish-void")).about(ui.t("cases-desk-void-about")),
        Choice::new("deleted", ui.t("cases-finish-deleted"))
            .about(ui.t("cases-desk-deleted-about")),
    ];
    let inside = html! {
        (ui::radios(
            ui,
            &typed.field("kind", &ui.t("cases-desk-kind")),
            &kinds,
            typed.chosen("kind").as_deref(),
        ))
        (text_field(view, &typed, known, "reason"))
    };
    let label = ui.t(&format!("cases-desk-do-{}", known.verb));
    let button = ui::actions(ui::danger_button(&label).wide());
    act_form(view, known, false, inside, button)
}

fn check_promise(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let kept = match typed.get("kept", "").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let inside = html! {
        (ui::yes_no(ui, &typed.field("kept", &ui.t("cases-desk-kept")), kept))
        (text_field(view, &typed, known, "findings"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}
