//! 利害关系人和听证 for staff: who was told, until when, what was said; and their events in the trail.

use super::{
    trail::{file, text},
    view::View,
};
use crate::{
    domain::{CaseEvent, interests::Voice},
    web::hearing::{hearing_lines, periods, right_words},
};
use ::web::ui::{card_section, kv_rule};
use maud::{Markup, html};

/// The applicant, or the third party by name.
pub(super) fn name_of_voice(view: &View, voice: Voice) -> String {
    match voice {
        Voice::Applicant => view.ui().tw(
            "cases-desk-voice-applicant",
            &[("name", view.detail.applicant.name.clone())],
        ),
        Voice::Interested(party) => {
            let handling = view.detail.case.handling();
            let told = handling.and_then(|handling| handling.interests.interested(party));
            let name = told.and_then(|told| view.detail.text(&told.name));
            view.ui().tw(
                "cases-desk-voice-interested",
                &[("name", name.unwrap_or_default().to_owned())],
            )
        }
    }
}

/// The card on the pages of a case, once somebody was told.
pub(super) fn section(view: &View) -> Markup {
    let ui = view.ui();
    let Some(handling) = view.detail.case.handling() else {
        return Markup::default();
    };
    let interests = &handling.interests;
    if interests.told.is_empty() && interests.rights.is_empty() {
        return Markup::default();
    }
    let mut lines = Vec::new();
    for told in &interests.told {
        let voice = Voice::Interested(told.party);
        let words = if interests.heard.contains(&voice) {
            ui.t("cases-hearing-heard")
        } else {
            told.state_by.map_or_else(
                || ui.t("web-due-waiting"),
                |day| ui.tw("cases-hearing-state-by", &[("day", ui.date_long(day))]),
            )
        };
        lines.push((name_of_voice(view, voice), html! { (words) }));
    }
    for right in &interests.rights {
        let label = ui.tw(
            "cases-hearing-right-of",
            &[("name", name_of_voice(view, right.voice))],
        );
        lines.push((label, html! { (right_words(ui, right)) }));
    }
    lines.extend(hearing_lines(ui, &view.detail, interests));
    card_section(
        "hearing-t",
        &ui.t("cases-hearing"),
        html! {},
        html! { (kv_rule(&lines)) (periods(ui, &view.detail)) },
    )
}

/// What an event of these says; nothing for any other.
pub(super) fn told(view: &View, event: &CaseEvent) -> Markup {
    let ui = view.ui();
    if let CaseEvent::InterestedTold(e) = event {
        return html! {
            p { (name_of_voice(view, Voice::Interested(e.party))) }
            (text(view, &e.address))
            (text(view, &e.reason))
        };
    }
    if let CaseEvent::ViewsStated(e) = event {
        return html! {
            p { (name_of_voice(view, e.voice)) }
            @match &e.views {
                Some(views) => (text(view, views)),
                None => p { (ui.t("cases-hearing-nothing-to-say")) },
            }
            @if let Some(signed) = &e.signed { (file(view, signed)) }
        };
    }
    if let CaseEvent::HearingTold(e) = event {
        let names: Vec<String> = e
            .voices
            .iter()
            .map(|voice| name_of_voice(view, *voice))
            .collect();
        return html! {
            p { (ui.t(&format!("cases-hearing-ground-{}", e.ground.code()))) }
            p { (names.join(ui.pick("、", ", "))) }
            (text(view, &e.reason))
        };
    }
    if let CaseEvent::HearingAnswered(e) = event {
        let key = if e.asks {
            "cases-hearing-asked"
        } else {
            "cases-hearing-waived"
        };
        return html! {
            p { (name_of_voice(view, e.voice)) "　" (ui.t(key)) }
            @if let Some(signed) = &e.signed { (file(view, signed)) }
        };
    }
    if let CaseEvent::HearingSet(e) = event {
        return html! {
            p { (ui.at(e.held_at)) "　" (view.name_of(e.chair)) }
            (text(view, &e.place))
            (text(view, &e.notice))
        };
    }
    if let CaseEvent::HearingRecorded(e) = event {
        return html! {
            p { (ui.date_long(e.held_on)) "　" (view.name_of(e.chair)) }
            (text(view, &e.record))
            (file(view, &e.signed))
        };
    }
    Markup::default()
}
