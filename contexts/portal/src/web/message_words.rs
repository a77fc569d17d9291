//! The words of a message: a sentence for what happened, and one more for each date it brought.

use crate::read::MessageLine;
use contracts::events::Fact;
use kernel::Date;
use web::ui::Ui;

/// Sentences that follow the first, in this order, where the fact is known.
const SENTENCES: [(&str, Fact, &str); 17] = [
    ("received", Fact::NoticeBy, "portal-message-notice-by"),
    (
        "correction-notified",
        Fact::AnswerBy,
        "portal-message-answer-by",
    ),
    ("accepted", Fact::PromisedOn, "portal-message-promised-on"),
    ("accepted", Fact::LegalOn, "portal-message-legal-on"),
    ("accepted", Fact::DeferredBy, "portal-message-deferred-by"),
    ("paused", Fact::PlannedEndOn, "portal-message-planned-end"),
    (
        "pause-ended",
        Fact::PromisedOn,
        "portal-message-promised-on",
    ),
    ("pause-ended", Fact::LegalOn, "portal-message-legal-on"),
    ("hearing-told", Fact::AskBy, "portal-message-ask-by"),
    ("hearing-set", Fact::HearingAt, "portal-message-hearing-at"),
    (
        "extended",
        Fact::ExtensionDays,
        "portal-message-extension-days",
    ),
    ("extended", Fact::LegalOn, "portal-message-legal-on"),
    (
        "rejected",
        Fact::OtherAuthority,
        "portal-message-other-authority",
    ),
    ("granted", Fact::ResultName, "portal-message-result"),
    ("granted", Fact::ServeBy, "portal-message-serve-by"),
    ("denied", Fact::ReviewWithin, "portal-message-review"),
    ("denied", Fact::SueWithin, "portal-message-sue"),
];

/// What happened, in a few words.
pub(super) fn title_of(ui: &Ui, line: &MessageLine) -> String {
    ui.t(&format!("portal-message-{}-title", line.kind))
}

/// What happened and what follows, in sentences.
pub(super) fn body_of(ui: &Ui, line: &MessageLine) -> String {
    let mut sentences = vec![ui.t(&format!("portal-message-{}", line.kind))];
    for (kind, fact, key) in SENTENCES {
        if kind == line.kind
            && let Some(value) = line.facts.get(&fact)
        {
            sentences.push(ui.tw(key, &[("value", shown(ui, value))]));
        }
    }
    sentences.join(if ui.is_english() { " " } else { "" })
}

/// A date reads as in a sentence; everything else as it is.
fn shown(ui: &Ui, value: &str) -> String {
    value
        .parse::<Date>()
        .map_or_else(|_| value.to_owned(), |day| ui.date_long(day))
}
