//! What a state looks like to the applicant: its lamp, its word, and whose turn it is.

use crate::domain::CaseState;
use ::web::ui::{Lamp, Ui, lamp};
use maud::Markup;

/// The lamp with the word of the state.
pub(crate) fn state_lamp(ui: &Ui, state: CaseState) -> Markup {
    lamp(lamp_of(state), &word(ui, state.code()))
}

/// The word of a state by its code.
pub(crate) fn word(ui: &Ui, code: &str) -> String {
    ui.t(&format!("cases-state-{code}"))
}

pub(crate) fn of_code(code: &str) -> Option<CaseState> {
    CaseState::ALL
        .into_iter()
        .find(|state| state.code() == code)
}

fn lamp_of(state: CaseState) -> Lamp {
    match state {
        CaseState::Submitted
        | CaseState::Received
        | CaseState::CorrectionSubmitted
        | CaseState::DeemedAccepted
        | CaseState::Accepted
        | CaseState::Reviewing
        | CaseState::Extended => Lamp::Running,
        // The reader must do something.
        CaseState::CorrectionNoticed => Lamp::Warning,
        CaseState::Special => Lamp::Paused,
        CaseState::DecidedGrant | CaseState::Closed | CaseState::Delivered => Lamp::Done,
        CaseState::Draft | CaseState::NotRequired | CaseState::Withdrawn => Lamp::NotYet,
        CaseState::RejectedAccept | CaseState::DecidedDeny | CaseState::Terminated => Lamp::Defect,
    }
}

/// Whether nothing more is expected of anybody but perhaps a paper.
pub(crate) fn is_over(state: CaseState) -> bool {
    match state {
        CaseState::Closed
        | CaseState::Delivered
        | CaseState::NotRequired
        | CaseState::RejectedAccept
        | CaseState::Withdrawn
        | CaseState::Terminated => true,
        CaseState::Draft
        | CaseState::Submitted
        | CaseState::Received
        | CaseState::CorrectionNoticed
        | CaseState::CorrectionSubmitted
        | CaseState::DeemedAccepted
        | CaseState::Accepted
        | CaseState::Reviewing
        | CaseState::Special
        | CaseState::Extended
        | CaseState::DecidedGrant
        | CaseState::DecidedDeny => false,
    }
}

/// Whose turn it is, in words.
pub(crate) fn turn(ui: &Ui, state: CaseState) -> String {
    if is_over(state) {
        return ui.t("cases-turn-nobody");
    }
    ui.t(match state {
        CaseState::Draft | CaseState::CorrectionNoticed => "cases-turn-you",
        CaseState::Submitted
        | CaseState::Received
        | CaseState::CorrectionSubmitted
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
        | CaseState::Terminated => "cases-turn-us",
    })
}
