//! Beside a case: the one act that is wanted now with its form, what else can be done, and what
//! can't be done and why.

use super::{
    acts::{ACTS, StaffAct},
    forms_desk::form_of,
    parts::{asked_verb, named, reason_words, refused_act},
    view::View,
};
use crate::domain::Act;
use ::web::ui::{Lamp, card_section, fold, lamp};
use maud::{Markup, html};

/// The window's own acts, in the order in which a clerk meets them.
pub(super) const AT_THE_WINDOW: &[Act] = &[
    Act::Receive,
    Act::DecideOnTheSpot,
    Act::SubmitCorrection,
    Act::CorrectOnSpot,
    Act::AcceptDeferred,
    Act::DeliverDeferred,
    Act::RejectApplication,
    Act::FindNotRequired,
    Act::StateViews,
    Act::AnswerHearing,
    Act::Withdraw,
    Act::Close,
    Act::Serve,
    Act::HandOver,
    Act::AddNote,
];

/// The acts of a desk, the one that moves the case on first.
pub(super) const AT_THE_DESK: &[Act] = &[
    Act::Grant,
    Act::ConfirmSiteVisit,
    Act::Sign,
    Act::RecordHearing,
    Act::GiveOpinion,
    Act::RecordSiteVisit,
    Act::NameSigners,
    Act::Close,
    Act::CheckPromise,
    Act::Claim,
    Act::HandOn,
    Act::Deny,
    Act::ReturnToStep,
    Act::AddSigner,
    Act::TellInterested,
    Act::TellOfHearing,
    Act::SetHearing,
    Act::StartSpecialProcedure,
    Act::RenewSpecialProcedure,
    Act::EndSpecialProcedure,
    Act::Extend,
    Act::Terminate,
    Act::Void,
    Act::AddNote,
];

/// The form of the act that is wanted, and the others as links.
pub(super) fn acts_aside(view: &View, acts: &[Act]) -> Markup {
    let ui = view.ui();
    let shown = chosen(view, acts);
    let possible: Vec<&StaffAct> = acts
        .iter()
        .filter(|act| view.now.can(**act) && shown != Some(**act))
        .filter_map(|act| StaffAct::find(*act))
        .collect();
    html! {
        @if let Some(act) = shown {
            @if let Some(known) = StaffAct::find(act) {
                (card_section("act-t", &ui.t(&format!("cases-desk-act-{}", known.verb)), html! {}, html! {
                    (preconditions(view, act))
                    @if view.now.can(act) { (form_of(view, act)) } @else { (refused_act(view, act)) }
                }))
            }
        } @else if possible.is_empty() {
            (card_section("act-t", &ui.t("cases-desk-acts"), html! {}, html! { p.small { (ui.t("cases-desk-nothing-now")) } }))
        }
        @if !possible.is_empty() {
            (card_section("also-t", &ui.t("cases-desk-also"), html! {}, html! {
                ul.links.links--acts.small {
                    @for known in &possible {
                        li { a href=(act_href(view, known.verb)) { span { (ui.t(&format!("cases-desk-act-{}", known.verb))) } } }
                    }
                }
            }))
        }
        (not_now(view, acts))
    }
}

/// The act that the form came back for or the address asks for; else the first that can be done and
/// is worth a form of its own.
fn chosen(view: &View, acts: &[Act]) -> Option<Act> {
    let asked = asked_verb(&view.visit)
        .and_then(|verb| ACTS.iter().find(|known| known.verb == verb))
        .map(|known| known.act)
        .filter(|act| acts.contains(act) && view.now.is_yours(*act));
    // Who decides sees the decision with what it still waits for.
    let decision = acts.contains(&Act::Grant)
        && view.now.is_yours(Act::Grant)
        && view.detail.case.open_handling().is_some();
    if asked.is_none() && decision {
        return Some(Act::Grant);
    }
    asked.or_else(|| {
        let steps = view.now.acts_of_next_step();
        // Closing comes after the decision; before it, only handing on to another authority would be
        // possible, and that is nobody's ordinary next step.
        let is_decided = view.detail.case.decision().is_some();
        let is_worth = |act: &Act| {
            (is_decided || *act != Act::Close)
                && view.now.can(*act)
                && (!is_step_act(*act) || steps.contains(act))
                && moves_on(*act)
        };
        acts.iter().copied().find(|act| is_worth(act))
    })
}

/// Whether the act is the ordinary next one, so that its form stands open by itself.
fn moves_on(act: Act) -> bool {
    !matches!(
        act,
        Act::AddNote
            | Act::Withdraw
            | Act::Void
            | Act::Terminate
            | Act::CorrectOnSpot
            | Act::AcceptDeferred
            | Act::RejectApplication
            | Act::FindNotRequired
            | Act::HandOn
            | Act::Deny
            | Act::ReturnToStep
            | Act::AddSigner
            | Act::StartSpecialProcedure
            | Act::RenewSpecialProcedure
            | Act::EndSpecialProcedure
            | Act::TellInterested
            | Act::TellOfHearing
            | Act::SetHearing
            | Act::StateViews
            | Act::AnswerHearing
            | Act::Extend
    )
}

fn is_step_act(act: Act) -> bool {
    matches!(
        act,
        Act::GiveOpinion
            | Act::Sign
            | Act::NameSigners
            | Act::AddSigner
            | Act::RecordSiteVisit
            | Act::ConfirmSiteVisit
    )
}

pub(super) fn act_href(view: &View, verb: &str) -> String {
    let path = view.ui().path.split('?').next().unwrap_or_default();
    let query = view.query();
    if query.is_empty() {
        format!("{path}?act={verb}#act-t")
    } else {
        format!("{path}?{query}&act={verb}#act-t")
    }
}

/// What a decision rests on, checked already; the second person by name.
fn preconditions(view: &View, act: Act) -> Markup {
    if !matches!(act, Act::Grant | Act::Deny) {
        return Markup::default();
    }
    let ui = view.ui();
    let case = &view.detail.case;
    let Some(handling) = case.open_handling() else {
        return Markup::default();
    };
    let open = view
        .detail
        .item
        .as_ref()
        .map(|item| handling.review.open(item))
        .unwrap_or_default();
    let outstanding = case.outstanding();
    let is_instant = case
        .filing
        .as_ref()
        .is_some_and(|filing| filing.project_type == contracts::item::ProjectType::Instant);
    let me = view.me();
    let took_part = handling.accepted_by == Some(me) || handling.review.reviewers.contains(&me);
    let reviewers: Vec<String> = handling
        .review
        .reviewers
        .iter()
        .map(|account| view.name_of(*account))
        .collect();
    let mark =
        |is_met: bool, words: String| lamp(if is_met { Lamp::Done } else { Lamp::Defect }, &words);
    html! {
        dl.kv.kv--rule.small {
            dt { (ui.t("cases-desk-pre-steps")) }
            dd {
                @if open.is_empty() {
                    (mark(true, ui.t("cases-desk-pre-steps-done")))
                } @else {
                    @for step in &open { (mark(false, super::trail::step_name(view, step))) " " }
                }
            }
            dt { (ui.t("cases-desk-pre-materials")) }
            dd {
                @if outstanding.is_empty() {
                    (mark(true, ui.t("cases-desk-pre-materials-done")))
                } @else {
                    @for code in &outstanding {
                        (mark(false, crate::web::case_page::material_name(ui, &view.detail, code))) " "
                    }
                }
            }
            dt { (ui.t("cases-desk-pre-second")) }
            dd {
                @if is_instant {
                    (mark(true, ui.t("cases-desk-pre-instant")))
                } @else if took_part {
                    (mark(false, ui.t("cases-desk-pre-same")))
                } @else {
                    (mark(true, ui.t("cases-desk-pre-met")))
                    div.xs.muted {
                        @if reviewers.is_empty() {
                            (ui.t("cases-desk-pre-nobody"))
                        } @else {
                            (ui.tw("cases-desk-pre-two", &[
                                ("others", reviewers.join(ui.pick("、", ", "))),
                                ("me", view.name_of(me)),
                            ]))
                        }
                    }
                }
            }
        }
    }
}

/// Whether people look for the act even where its state is far away: what moves a date or decides.
fn is_sought(act: Act) -> bool {
    matches!(
        act,
        Act::Grant | Act::Deny | Act::Extend | Act::StartSpecialProcedure | Act::AcceptDeferred
    )
}

/// 现在不能做的: what the reader has a right to, and why the law does not let him now.
fn not_now(view: &View, acts: &[Act]) -> Markup {
    let ui = view.ui();
    let steps = view.now.acts_of_next_step();
    let refused: Vec<(&StaffAct, &super::now::Reason)> = acts
        .iter()
        .filter(|act| !is_step_act(**act) || steps.contains(act))
        .filter_map(|act| Some((StaffAct::find(*act)?, view.now.reason(*act)?)))
        .filter(|(known, reason)| !reason.code.ends_with(".wrong-state") || is_sought(known.act))
        .collect();
    html! {
        @if !refused.is_empty() {
            (fold(ui, &ui.t("cases-desk-not-now"), html! {
                ul.small.stack.stack--s {
                    @for (known, reason) in &refused {
                        li { b { (ui.t(&format!("cases-desk-act-{}", known.verb))) } "：" (reason_words(ui, &named(view, reason))) }
                    }
                }
            }))
        }
    }
}
