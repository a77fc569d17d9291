//! The trail for staff: every event with its texts and names, newest first; and one event as a line.

use super::{hearing, view::View};
use crate::{
    domain::{
        CaseEvent,
        events::{
            Accepted, ApplicationRejected, CorrectionNotified, DeemedAccepted, Denied, Served,
            SiteVisitRecorded, SpecialProcedureRenewed, SpecialProcedureStarted,
        },
        filing::FileRef,
        give_opinion::Advice,
    },
    web::{case_page::material_name, trail as told},
};
use ::web::ui::{Lamp, TrailEvent, Ui, trail};
use contracts::Kept;
use kernel::{Event as _, Recorded};
use maud::{Markup, html};

/// All events.
pub(super) fn staff_trail(view: &View) -> Markup {
    let events: Vec<TrailEvent> = view
        .detail
        .events
        .iter()
        .rev()
        .map(|event| {
            TrailEvent::new(
                lamp_of(&event.body),
                title(view.ui(), &event.body),
                when_and_who(view, event),
            )
            .body(body(view, &event.body))
        })
        .collect();
    trail(&events)
}

/// One event in a line: what, when, who.
pub(super) fn line(view: &View, event: &Recorded<CaseEvent>) -> Markup {
    html! { (title(view.ui(), &event.body)) "　" (when_and_who(view, event)) }
}

fn title(ui: &Ui, event: &CaseEvent) -> String {
    let name = event.name().trim_start_matches("cases.");
    match event {
        CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => ui.t(&format!("cases-desk-event-{name}")),
        CaseEvent::Submitted(_)
        | CaseEvent::Received(_)
        | CaseEvent::CorrectedOnSpot(_)
        | CaseEvent::CorrectionNotified(_)
        | CaseEvent::CorrectionSubmitted(_)
        | CaseEvent::FoundNotRequired(_)
        | CaseEvent::ApplicationRejected(_)
        | CaseEvent::DeemedAccepted(_)
        | CaseEvent::Accepted(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::OpinionGiven(_)
        | CaseEvent::Signed(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::SpecialProcedureStarted(_)
        | CaseEvent::SpecialProcedureRenewed(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::HearingRecorded(_)
        | CaseEvent::Extended(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::Granted(_)
        | CaseEvent::Denied(_)
        | CaseEvent::Closed(_)
        | CaseEvent::Served(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Withdrawn(_)
        | CaseEvent::Terminated(_) => ui.t(&format!("cases-trail-{name}")),
    }
}

fn when_and_who(view: &View, event: &Recorded<CaseEvent>) -> String {
    let ui = view.ui();
    let who = if super::now::is_by_clock(&event.body) {
        ui.t("cases-by-clock")
    } else {
        view.name_of(event.actor)
    };
    format!("{}　{who}", ui.at(event.at))
}

fn lamp_of(event: &CaseEvent) -> Lamp {
    match event {
        CaseEvent::CorrectionNotified(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::DeemedAccepted(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::Extended(_) => Lamp::Warning,
        CaseEvent::SpecialProcedureStarted(_) | CaseEvent::SpecialProcedureRenewed(_) => {
            Lamp::Paused
        }
        CaseEvent::ApplicationRejected(_) | CaseEvent::Denied(_) | CaseEvent::Terminated(_) => {
            Lamp::Defect
        }
        CaseEvent::Granted(_)
        | CaseEvent::Closed(_)
        | CaseEvent::Served(_)
        | CaseEvent::HandedOver(_) => Lamp::Done,
        CaseEvent::OpinionGiven(_)
        | CaseEvent::Signed(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::HearingRecorded(_) => Lamp::Running,
        CaseEvent::Submitted(_)
        | CaseEvent::Received(_)
        | CaseEvent::CorrectedOnSpot(_)
        | CaseEvent::CorrectionSubmitted(_)
        | CaseEvent::FoundNotRequired(_)
        | CaseEvent::Accepted(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Withdrawn(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => Lamp::Normal,
    }
}

/// A text of the vault, line by line; that it was erased is said.
pub(super) fn text(view: &View, kept: &Kept) -> Markup {
    html! {
        @match view.detail.text(kept) {
            Some(text) => { @for line in text.lines() { p { (line) } } },
            None => p.muted { (view.ui().t("cases-desk-text-gone")) },
        }
    }
}

fn maybe(view: &View, kept: Option<&Kept>) -> Markup {
    html! { @if let Some(kept) = kept { (text(view, kept)) } }
}

pub(super) fn advice_words(ui: &Ui, advice: Advice) -> String {
    ui.t(match advice {
        Advice::Favourable => "cases-desk-advice-favourable",
        Advice::Unfavourable => "cases-desk-advice-unfavourable",
    })
}

/// The name of a step of review.
pub(super) fn step_name(view: &View, code: &str) -> String {
    let item = view.detail.item.as_ref();
    item.and_then(|item| item.body.steps.iter().find(|step| step.code == code))
        .map_or_else(
            || code.to_owned(),
            |step| step.name.get(view.ui().is_english()).to_owned(),
        )
}

fn dates(view: &View, dates: Option<crate::domain::Dates>) -> Markup {
    let ui = view.ui();
    html! {
        @if let Some(dates) = dates {
            p.num {
                (ui.tw("cases-desk-new-dates", &[
                    ("promised", ui.date(dates.due.promised_on)),
                    ("legal", dates.due.legal_on.map_or_else(|| "—".to_owned(), |day| ui.date(day))),
                ]))
            }
        }
    }
}

fn body(view: &View, event: &CaseEvent) -> Markup {
    let ui = view.ui();
    match event {
        CaseEvent::CorrectionNotified(e) => notice(view, e),
        CaseEvent::FoundNotRequired(e) => text(view, &e.reason),
        CaseEvent::ApplicationRejected(e) => rejection(view, e),
        CaseEvent::Accepted(e) => acceptance(view, e),
        CaseEvent::DeemedAccepted(e) => deemed(view, e),
        CaseEvent::CorrectedOnSpot(e) => html! {
            (materials(view, &e.materials))
            (file(view, &e.confirmation))
        },
        CaseEvent::CorrectionSubmitted(e) => materials(view, &e.materials),
        CaseEvent::DeferredDelivered(e) => materials(view, &e.materials),
        CaseEvent::OpinionGiven(e) => html! {
            p { (step_name(view, &e.step)) "：" b { (advice_words(ui, e.advice)) } }
            (text(view, &e.opinion))
        },
        CaseEvent::Signed(e) => html! {
            p { (step_name(view, &e.step)) "：" b { (advice_words(ui, e.advice)) } }
            (text(view, &e.opinion))
        },
        CaseEvent::SignersNamed(e) => html! {
            p { (step_name(view, &e.step)) "：" (names(view, &e.signers)) }
        },
        CaseEvent::SignerAdded(e) => html! {
            p { (step_name(view, &e.step)) "：" (view.name_of(e.signer)) }
            (text(view, &e.reason))
        },
        CaseEvent::ReturnedToStep(e) => html! {
            p { (step_name(view, &e.step)) }
            (text(view, &e.reason))
        },
        CaseEvent::SiteVisitRecorded(e) => visit(view, e),
        CaseEvent::SiteVisitConfirmed(e) => html! { p { (step_name(view, &e.step)) } },
        CaseEvent::SpecialProcedureStarted(e) => pause(view, e),
        CaseEvent::SpecialProcedureRenewed(e) => renewal(view, e),
        CaseEvent::SpecialProcedureEnded(e) => dates(view, e.dates),
        CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::HearingRecorded(_) => hearing::told(view, event),
        CaseEvent::Extended(e) => html! {
            p { (ui.tn("cases-trail-extended-about", i64::from(e.extension.days))) }
            (text(view, &e.reason))
            (dates(view, e.dates))
        },
        CaseEvent::DueDatesFilled(e) => dates(view, Some(e.dates)),
        CaseEvent::Granted(e) => maybe(view, e.opinion.as_ref()),
        CaseEvent::Denied(e) => denial(view, e),
        CaseEvent::Closed(e) => html! {
            p { (ui.t(&format!("cases-finish-{}", e.kind.code()))) }
            (maybe(view, e.reason.as_ref()))
        },
        CaseEvent::Served(e) => service(view, e),
        CaseEvent::PromiseChecked(e) => html! {
            p { (ui.t(if e.is_kept { "cases-trail-promise-kept" } else { "cases-trail-promise-not-kept" })) }
            (text(view, &e.findings))
        },
        CaseEvent::Withdrawn(e) => html! {
            (maybe(view, e.reason.as_ref()))
            @if let Some(request) = &e.request { (file(view, request)) }
        },
        CaseEvent::Terminated(e) => html! {
            p { (ui.t(&format!("cases-termination-{}", e.ground.code()))) }
            (text(view, &e.reasons))
        },
        CaseEvent::HandedOn(e) => html! {
            p { (if e.from.0 == 0 { ui.t("cases-desk-nobody") } else { view.name_of(e.from) }) " → " (view.name_of(e.to)) }
            (text(view, &e.reason))
        },
        CaseEvent::NoteAdded(e) => text(view, &e.note),
        CaseEvent::HandedOver(e) => file(view, &e.slip),
        CaseEvent::Submitted(_) | CaseEvent::Received(_) | CaseEvent::Claimed(_) => {
            Markup::default()
        }
    }
}

/// The file that proves the act.
pub(super) fn file(view: &View, file: &FileRef) -> Markup {
    html! {
        @if let Some(named) = view.detail.files.get(&file.file) {
            p { a href={ "/desk/cases/" (view.id()) "/files/" (file.file) } { (named.name) } }
        }
    }
}

fn notice(view: &View, e: &CorrectionNotified) -> Markup {
    let ui = view.ui();
    html! {
        ul {
            @for defect in &e.defects {
                li {
                    b { (material_name(ui, &view.detail, &defect.material)) } "："
                    @if let Some(reason) = view.detail.text(&defect.reason) { (reason) }
                }
            }
        }
        @if let Some(why) = &e.why_again {
            p { (ui.t("cases-desk-why-again")) }
            (text(view, why))
        }
    }
}

fn rejection(view: &View, e: &ApplicationRejected) -> Markup {
    let ui = view.ui();
    html! {
        @if let Some(authority) = &e.authority {
            p { (ui.tw("cases-trail-other-authority", &[("authority", authority.clone())])) }
        }
        (text(view, &e.reasons))
    }
}

fn acceptance(view: &View, e: &Accepted) -> Markup {
    let ui = view.ui();
    html! {
        (dates(view, e.dates))
        @if let Some(deferral) = &e.deferral {
            p {
                (ui.t("cases-trail-deferral"))
                @for code in &deferral.materials { (material_name(ui, &view.detail, code)) " " }
            }
            (text(view, &deferral.promise))
        }
    }
}

fn deemed(view: &View, e: &DeemedAccepted) -> Markup {
    let ui = view.ui();
    html! {
        p { (ui.tw("cases-trail-deemed-about", &[("day", ui.date_long(e.notice_by))])) }
        (dates(view, e.dates))
    }
}

fn visit(view: &View, e: &SiteVisitRecorded) -> Markup {
    let ui = view.ui();
    html! {
        p { (ui.date_long(e.visited_on)) "　" (view.name_of(e.partner)) "　" b { (advice_words(ui, e.advice)) } }
        (text(view, &e.findings))
    }
}

fn pause(view: &View, e: &SpecialProcedureStarted) -> Markup {
    let ui = view.ui();
    html! {
        p {
            (ui.tw("cases-trail-paused-about", &[
                ("reason", told::pause_name(ui, e.pause.reason)),
                ("day", ui.date_long(e.pause.planned_end_on)),
            ]))
        }
        @if let Some(law) = &e.own_law { p { (law) } }
        (text(view, &e.notice))
        (dates(view, e.dates))
    }
}

fn renewal(view: &View, e: &SpecialProcedureRenewed) -> Markup {
    let ui = view.ui();
    html! {
        p { (ui.tw("cases-trail-renewed-about", &[("day", ui.date_long(e.planned_end_on))])) }
        (text(view, &e.notice))
        (dates(view, e.dates))
    }
}

fn denial(view: &View, e: &Denied) -> Markup {
    let ui = view.ui();
    html! {
        (text(view, &e.reasons))
        p {
            (ui.tw("cases-trail-remedies", &[
                ("review-body", e.remedies.review_body.clone()),
                ("review-within", e.remedies.review_within.clone()),
                ("court", e.remedies.court.clone()),
                ("sue-within", e.remedies.sue_within.clone()),
            ]))
        }
    }
}

fn service(view: &View, e: &Served) -> Markup {
    let ui = view.ui();
    html! {
        p {
            (ui.tw("cases-trail-served-about", &[
                ("way", ui.t(&format!("cases-service-way-{}", e.proof.code()))),
                ("day", ui.date_long(e.effective_on)),
            ]))
        }
        @if e.is_late { p { b { (ui.t("cases-desk-served-late")) } } }
        (text(view, &e.served_to))
        (file(view, e.proof.record()))
    }
}

fn names(view: &View, accounts: &[kernel::AccountId]) -> String {
    let names: Vec<String> = accounts
        .iter()
        .map(|account| view.name_of(*account))
        .collect();
    names.join(view.ui().pick("、", ", "))
}

fn materials(view: &View, held: &[crate::domain::filing::MaterialHeld]) -> Markup {
    let names: Vec<String> = held
        .iter()
        .map(|held| material_name(view.ui(), &view.detail, &held.code))
        .collect();
    html! { p { (names.join(view.ui().pick("、", ", "))) } }
}
