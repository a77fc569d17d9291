//! The facts of an event that a paper or a message may print.

use crate::domain::{
    Case, Dates,
    events::{
        ApplicationRejected, CorrectionNotified, Denied, Granted, HearingSet, Served,
        SpecialProcedureStarted, Submitted, Terminated,
    },
};
use contracts::events::Fact;
use kernel::{
    Date,
    deadline::{DayUnit, Extension, Limit, Limits, Pause},
};
use std::collections::BTreeMap;

/// The values of a template, put together without a gap: a day that waits for its calendar is left
/// out.
#[derive(Clone, Default)]
pub(super) struct Facts(pub(super) BTreeMap<Fact, String>);

impl Facts {
    pub(super) fn text(mut self, fact: Fact, value: &str) -> Self {
        self.0.insert(fact, value.to_owned());
        self
    }

    pub(super) fn day(self, fact: Fact, day: Date) -> Self {
        self.text(fact, &day.to_string())
    }

    pub(super) fn maybe(self, fact: Fact, day: Option<Date>) -> Self {
        match day {
            Some(day) => self.day(fact, day),
            None => self,
        }
    }

    /// These facts over the ones before them.
    pub(super) fn over(mut self, facts: &Self) -> Self {
        self.0
            .extend(facts.0.iter().map(|(fact, value)| (*fact, value.clone())));
        self
    }

    pub(super) fn limit(self, days: Fact, unit: Fact, limit: Limit) -> Self {
        let word = match limit.unit {
            DayUnit::Working => "working",
            DayUnit::Calendar => "calendar",
        };
        self.text(days, &limit.days.to_string()).text(unit, word)
    }

    pub(super) fn dates(self, dates: Option<Dates>) -> Self {
        let due = dates.map(|dates| dates.due);
        self.maybe(Fact::PromisedOn, due.map(|due| due.promised_on))
            .maybe(Fact::LegalOn, due.and_then(|due| due.legal_on))
    }
}

/// When it was filed and accepted, and the code that opens it.
pub(super) fn base_facts(case: &Case, filing: &Submitted) -> Facts {
    let accepted_on = case.handling().map(|handling| handling.accepted_on);
    let heard_on = case
        .handling()
        .and_then(|handling| handling.interests.recorded_on);
    receipt_facts(case, filing)
        .maybe(Fact::AcceptedOn, accepted_on)
        .maybe(Fact::HeardOn, heard_on)
}

pub(super) fn receipt_facts(case: &Case, filing: &Submitted) -> Facts {
    Facts::default()
        .text(Fact::QueryCode, &filing.query_code)
        .day(Fact::SubmittedOn, case.filed_at.date())
        .day(Fact::ReachedOn, filing.reached_on)
        .maybe(
            Fact::ReceivedOn,
            case.received.map(|receipt| receipt.received_on),
        )
        .maybe(Fact::NoticeBy, filing.notice_by)
}

pub(super) fn correction_facts(case: &Case, event: &CorrectionNotified) -> Facts {
    let facts = Facts::default()
        .text(Fact::NoticeOrdinal, &case.notices.len().to_string())
        .maybe(Fact::AnswerBy, event.answer_by);
    match &event.answer_within {
        Some(period) => facts
            .limit(Fact::AnswerDays, Fact::AnswerUnit, period.limit)
            .text(Fact::AnswerBasis, &period.basis),
        None => facts,
    }
}

pub(super) fn rejection_facts(event: &ApplicationRejected) -> Facts {
    match &event.authority {
        Some(authority) => Facts::default().text(Fact::OtherAuthority, authority),
        None => Facts::default(),
    }
}

pub(super) fn acceptance_facts(accepted_on: Date, limits: Limits, dates: Option<Dates>) -> Facts {
    let facts = Facts::default()
        .day(Fact::AcceptedOn, accepted_on)
        .limit(Fact::PromisedDays, Fact::PromisedUnit, limits.promised())
        .dates(dates);
    match limits.legal() {
        Some(legal) => facts.limit(Fact::LegalDays, Fact::LegalUnit, legal),
        None => facts,
    }
}

pub(super) fn start_facts(event: &SpecialProcedureStarted) -> Facts {
    let facts = pause_facts(&event.pause, event.dates);
    match &event.own_law {
        Some(law) => facts.text(Fact::PauseBasis, law),
        None => facts,
    }
}

pub(super) fn pause_facts(pause: &Pause, dates: Option<Dates>) -> Facts {
    Facts::default()
        .text(Fact::PauseReason, pause.reason.name())
        .day(Fact::PauseStartedOn, pause.started_on)
        .day(Fact::PlannedEndOn, pause.planned_end_on)
        .dates(dates)
}

pub(super) fn extension_facts(extension: &Extension, dates: Option<Dates>) -> Facts {
    Facts::default()
        .text(Fact::ExtensionDays, &extension.days.to_string())
        .dates(dates)
}

pub(super) fn hearing_facts(event: &HearingSet) -> Facts {
    let facts = Facts::default()
        .text(Fact::HearingAt, &event.held_at.to_minute())
        .text(Fact::HearingChair, &event.chair.to_string());
    match event.secrecy {
        Some(secrecy) => facts.text(Fact::HearingSecrecy, secrecy.code()),
        None => facts,
    }
}

pub(super) fn grant_facts(filing: &Submitted, event: &Granted) -> Facts {
    let facts = Facts::default()
        .day(Fact::DecidedOn, event.decided_on)
        .maybe(Fact::ServeBy, event.serve_by)
        .maybe(Fact::PromiseCheckBy, event.check_by);
    match &filing.result_name {
        Some(name) => facts.text(Fact::ResultName, &name.zh),
        None => facts,
    }
}

pub(super) fn denial_facts(event: &Denied) -> Facts {
    let remedies = &event.remedies;
    let facts = Facts::default()
        .day(Fact::DecidedOn, event.decided_on)
        .text(Fact::ReviewBody, &remedies.review_body)
        .text(Fact::ReviewWithin, &remedies.review_within)
        .text(Fact::Court, &remedies.court)
        .text(Fact::SueWithin, &remedies.sue_within);
    if remedies.review_first {
        facts.text(Fact::ReviewFirst, "yes")
    } else {
        facts
    }
}

pub(super) fn service_facts(event: &Served) -> Facts {
    Facts::default()
        .text(Fact::ServiceWay, event.proof.code())
        .day(Fact::ServedOn, event.proof.proved_on())
        .day(Fact::EffectiveOn, event.effective_on)
}

pub(super) fn termination_facts(event: &Terminated) -> Facts {
    Facts::default()
        .day(Fact::TerminatedOn, event.terminated_on)
        .text(Fact::TerminationGround, event.ground.code())
}
