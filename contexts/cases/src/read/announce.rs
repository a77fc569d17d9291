//! What other contexts hear of an event: papers to make, a rating to offer, a message to the
//! applicant. Each goes out as a reaction, a row written with the event.

use super::announce_facts::{
    Facts, acceptance_facts, base_facts, correction_facts, denial_facts, extension_facts,
    grant_facts, hearing_facts, pause_facts, receipt_facts, rejection_facts, service_facts,
    start_facts, termination_facts,
};
use crate::domain::{
    Case, CaseEvent,
    case::Ending,
    close::FinishKind,
    events::{CorrectionNotified, Defect, HearingRecorded, HearingTold, InterestedTold, Submitted},
    interests::HearingGround,
};
use contracts::{
    Kept, Rows,
    events::{
        CaseHead, CaseMessage, CasePaperDue, CaseRatingDue, CorrectionLine, DOCUMENTS_ON_CASE,
        EventId, Fact, KeptText, PaperKind, RATINGS_ON_CASE, RatingOccasion,
    },
    item::LegalRegime,
    message::{Message, tell},
};
use kernel::{MatterId, Recorded, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;

/// Tells the others.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each event, in the order of events.rs"
)]
pub(super) fn announce(event: &Recorded<CaseEvent>, case: &Case, rows: &mut Rows) {
    let Some(filing) = &case.filing else {
        return;
    };
    let facts = Facts::default();
    let mut say = Saying {
        head: head(event, case, filing),
        at: event.at,
        base: base_facts(case, filing),
        rows,
    };
    match &event.body {
        CaseEvent::Submitted(e) => {
            say.message(
                CaseMessage::Submitted,
                facts.text(Fact::QueryCode, &e.query_code),
            );
        }
        CaseEvent::Received(_) => {
            let materials = case.materials.keys().cloned().collect();
            say.receipt(
                CaseMessage::Received,
                receipt_facts(case, filing),
                materials,
            );
        }
        CaseEvent::CorrectionNotified(e) => say.correction(correction_facts(case, e), e),
        CaseEvent::CorrectionSubmitted(e) => {
            let facts = facts
                .day(Fact::ReachedOn, e.reached_on)
                .maybe(Fact::NoticeBy, e.notice_by);
            let materials = e.materials.iter().map(|held| held.code.clone()).collect();
            say.receipt(CaseMessage::CorrectionReceived, facts, materials);
        }
        CaseEvent::FoundNotRequired(e) => say.both(
            PaperKind::NotRequiredNotice,
            CaseMessage::NotRequired,
            facts,
            &[(KeptText::Reason, &e.reason)],
        ),
        CaseEvent::ApplicationRejected(e) => say.both(
            rejection_paper(filing.regime),
            CaseMessage::Rejected,
            rejection_facts(e),
            &[(KeptText::Reason, &e.reasons)],
        ),
        CaseEvent::DeemedAccepted(e) => {
            let facts = acceptance_facts(e.accepted_on, e.limits, e.dates);
            let facts = facts.text(Fact::IsDeemed, "yes");
            say.both(
                PaperKind::AcceptanceNotice,
                CaseMessage::Accepted,
                facts,
                &[],
            );
        }
        CaseEvent::Accepted(e) => {
            let mut facts = acceptance_facts(e.accepted_on, e.limits, e.dates);
            let mut texts = Vec::new();
            if let Some(deferral) = &e.deferral {
                facts = facts
                    .text(Fact::DeferredMaterials, &deferral.materials.join(","))
                    .maybe(Fact::DeferredBy, deferral.deliver_by);
                texts.push((KeptText::Promise, &deferral.promise));
            }
            say.both(
                PaperKind::AcceptanceNotice,
                CaseMessage::Accepted,
                facts,
                &texts,
            );
        }
        CaseEvent::SpecialProcedureStarted(e) => say.both(
            PaperKind::PauseNotice,
            CaseMessage::Paused,
            start_facts(e),
            &[(KeptText::Notice, &e.notice)],
        ),
        CaseEvent::SpecialProcedureRenewed(e) => {
            let running = case
                .open_handling()
                .and_then(|handling| handling.running_pause());
            let facts = running.map_or(facts, |pause| pause_facts(pause, e.dates));
            let texts = [(KeptText::Notice, &e.notice)];
            say.both(PaperKind::PauseNotice, CaseMessage::Paused, facts, &texts);
        }
        CaseEvent::SpecialProcedureEnded(e) => {
            say.message(CaseMessage::PauseEnded, facts.dates(e.dates));
        }
        CaseEvent::InterestedTold(e) => say.interested(e),
        CaseEvent::HearingTold(e) => say.hearing(e),
        CaseEvent::HearingSet(e) => say.both(
            PaperKind::HearingNotice,
            CaseMessage::HearingSet,
            hearing_facts(e),
            &[
                (KeptText::HearingPlace, &e.place),
                (KeptText::Notice, &e.notice),
            ],
        ),
        CaseEvent::HearingRecorded(e) => say.hearing_record(case, e),
        CaseEvent::Extended(e) => say.both(
            PaperKind::ExtensionNotice,
            CaseMessage::Extended,
            extension_facts(&e.extension, e.dates),
            &[(KeptText::Reason, &e.reason)],
        ),
        CaseEvent::Granted(e) => {
            let texts: Vec<_> = e
                .opinion
                .iter()
                .map(|text| (KeptText::Reason, text))
                .collect();
            let facts = grant_facts(filing, e);
            say.both(
                PaperKind::GrantDecision,
                CaseMessage::Granted,
                facts,
                &texts,
            );
        }
        CaseEvent::Denied(e) => say.both(
            PaperKind::DenialDecision,
            CaseMessage::Denied,
            denial_facts(e),
            &[(KeptText::Reason, &e.reasons)],
        ),
        CaseEvent::Closed(e) => {
            if !e.kind.counts_nowhere() {
                say.message(
                    CaseMessage::Closed,
                    facts.text(Fact::FinishKind, e.kind.code()),
                );
            }
            if is_a_service(e.kind) {
                say.rating(RatingOccasion::Closed);
            }
        }
        CaseEvent::Served(e) => {
            let texts = [(KeptText::ServedTo, &e.served_to)];
            say.both(
                PaperKind::ServiceReceipt,
                CaseMessage::Served,
                service_facts(e),
                &texts,
            );
            // Who was asked when the case was closed is not asked again.
            let was_asked = case.over().is_some_and(
                |over| matches!(over.ending, Ending::Closed(kind) if is_a_service(kind)),
            );
            if !was_asked {
                say.rating(RatingOccasion::Served);
            }
        }
        CaseEvent::Withdrawn(e) => {
            let texts: Vec<_> = e
                .reason
                .iter()
                .map(|text| (KeptText::Reason, text))
                .collect();
            let facts = facts.day(Fact::WithdrawnOn, e.withdrawn_on);
            say.both(
                PaperKind::WithdrawalNotice,
                CaseMessage::Withdrawn,
                facts,
                &texts,
            );
        }
        CaseEvent::Terminated(e) => say.both(
            PaperKind::TerminationNotice,
            CaseMessage::Terminated,
            termination_facts(e),
            &[(KeptText::Reason, &e.reasons)],
        ),
        // Work inside the house: no paper goes out, and nobody is told.
        CaseEvent::CorrectedOnSpot(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::OpinionGiven(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::Signed(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => {}
    }
}

fn head(event: &Recorded<CaseEvent>, case: &Case, filing: &Submitted) -> CaseHead {
    CaseHead {
        case: case.id,
        number: filing.number.as_str().to_owned(),
        event: EventId(event.id),
        item: filing.pin,
        item_name: filing.item_name.clone(),
        regime: filing.regime,
        party: filing.party,
        area: filing.area,
        unit: filing.unit,
        on: event.known_on(),
        by: event.actor,
    }
}

/// What is closed after it was handled can be rated; a record that lapsed or was passed on cannot.
fn is_a_service(kind: FinishKind) -> bool {
    match kind {
        FinishKind::Issued | FinishKind::Returned | FinishKind::Other => true,
        FinishKind::Void | FinishKind::Deleted | FinishKind::Forwarded | FinishKind::Lapsed => {
            false
        }
    }
}

/// What is no permit is not "rejected" but "not handled" (`rules.md` §21.1).
fn rejection_paper(regime: LegalRegime) -> PaperKind {
    match regime {
        LegalRegime::Licensing => PaperKind::RejectionDecision,
        LegalRegime::OwnLaw => PaperKind::OwnLawRefusal,
    }
}

struct Saying<'a> {
    head: CaseHead,
    at: Timestamp,
    /// What every paper of the case may print.
    base: Facts,
    rows: &'a mut Rows,
}

impl Saying<'_> {
    fn both(
        &mut self,
        kind: PaperKind,
        message: CaseMessage,
        facts: Facts,
        texts: &[(KeptText, &Kept)],
    ) {
        self.paper(&CasePaperDue {
            texts: texts
                .iter()
                .map(|(slot, kept)| (*slot, (*kept).clone()))
                .collect(),
            ..self.blank(kind, &facts)
        });
        self.message(message, facts);
    }

    fn receipt(&mut self, message: CaseMessage, facts: Facts, materials: Vec<String>) {
        self.paper(&CasePaperDue {
            materials,
            ..self.blank(PaperKind::Receipt, &facts)
        });
        self.message(message, facts);
    }

    fn correction(&mut self, facts: Facts, event: &CorrectionNotified) {
        let line = |defect: &Defect| CorrectionLine {
            material: defect.material.clone(),
            reason: defect.reason.clone(),
        };
        let why_again = event
            .why_again
            .iter()
            .map(|kept| (KeptText::WhyAgain, kept.clone()));
        self.paper(&CasePaperDue {
            texts: why_again.collect(),
            corrections: event.defects.iter().map(line).collect(),
            ..self.blank(PaperKind::CorrectionNotice, &facts)
        });
        self.message(CaseMessage::CorrectionNotified, facts);
    }

    /// The paper is the third party's, and the applicant is told that there is one.
    fn interested(&mut self, event: &InterestedTold) {
        let facts = Facts::default().maybe(Fact::StateBy, event.state_by);
        let texts = [
            (KeptText::Reason, &event.reason),
            (KeptText::Addressee, &event.name),
        ];
        self.both(
            PaperKind::InterestedNotice,
            CaseMessage::InterestedTold,
            facts,
            &texts,
        );
    }

    fn hearing(&mut self, event: &HearingTold) {
        let (kind, message) = match event.ground {
            HearingGround::PublicInterest => (
                PaperKind::HearingAnnouncement,
                CaseMessage::HearingAnnounced,
            ),
            HearingGround::MajorInterest => {
                (PaperKind::HearingRightNotice, CaseMessage::HearingTold)
            }
        };
        let facts = Facts::default().maybe(Fact::AskBy, event.ask_by);
        self.both(kind, message, facts, &[(KeptText::Reason, &event.reason)]);
    }

    fn hearing_record(&mut self, case: &Case, event: &HearingRecorded) {
        let hearing = case
            .open_handling()
            .and_then(|handling| handling.interests.hearing.as_ref());
        let place = hearing.map(|hearing| (KeptText::HearingPlace, hearing.place.clone()));
        let facts = Facts::default()
            .day(Fact::HearingAt, event.held_on)
            .text(Fact::HearingChair, &event.chair.to_string());
        self.paper(&CasePaperDue {
            texts: place
                .into_iter()
                .chain([(KeptText::Reason, event.record.clone())])
                .collect(),
            ..self.blank(PaperKind::HearingRecord, &facts)
        });
    }

    fn blank(&self, kind: PaperKind, facts: &Facts) -> CasePaperDue {
        CasePaperDue {
            head: self.head.clone(),
            kind,
            facts: self.base.clone().over(facts).0,
            texts: BTreeMap::new(),
            corrections: Vec::new(),
            materials: Vec::new(),
        }
    }

    fn paper(&mut self, paper: &CasePaperDue) {
        self.react(DOCUMENTS_ON_CASE, paper);
    }

    fn message(&mut self, message: CaseMessage, facts: Facts) {
        let told = Message {
            party: self.head.party,
            at: self.at,
            event: self.head.event.0,
            message,
            matter: MatterId(self.head.case.0),
            facts: facts.0,
        };
        tell(self.rows, told);
    }

    fn rating(&mut self, occasion: RatingOccasion) {
        let head = self.head.clone();
        self.react(RATINGS_ON_CASE, &CaseRatingDue { head, occasion });
    }

    fn react(&mut self, job: &'static str, payload: &impl Serialize) {
        match serde_json::to_string(payload) {
            Ok(payload) => self.rows.react(job, payload),
            Err(_) => debug_assert!(false, "a public event is plain data and always writes"),
        }
    }
}
