//! How each event changes a case.
//!
//! An event that does not fit its phase cannot have been decided; a debug build says so, and a
//! release leaves the case as it was.

use super::{
    case::{
        Answer, Case, Decision, Ending, Handling, Notice, Outcome, Over, Phase, PromiseCheck,
        Receipt, Stage,
    },
    events::{
        Accepted, CaseEvent, CorrectionNotified, CorrectionSubmitted, DeemedAccepted, Deferral,
        Granted, OpinionGiven, Signed, SiteVisitRecorded, SpecialProcedureEnded,
    },
    filing::MaterialHeld,
    interests::{HearingAnswer, Interests},
    review::{Progress, Review},
};
use kernel::{
    AccountId, Date, Timestamp,
    deadline::{Clock, Limits, PauseReason},
};

impl Case {
    /// The case after the event. `by` is who did it, `at` when it was recorded.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each event, in the order of events.rs"
    )]
    pub fn fold(&mut self, event: &CaseEvent, by: AccountId, at: Timestamp) {
        match event {
            CaseEvent::Submitted(e) => {
                self.filed_by = by;
                self.filed_at = at;
                self.hold(&e.materials);
                self.filing = Some(e.clone());
                self.phase = Phase::Submitted;
            }
            CaseEvent::Received(e) => {
                self.received = Some(Receipt {
                    received_on: e.received_on,
                    received_by: by,
                });
                self.phase = Phase::Received;
            }
            CaseEvent::CorrectedOnSpot(e) => self.hold(&e.materials),
            CaseEvent::CorrectionNotified(e) => self.notify(e, by),
            CaseEvent::CorrectionSubmitted(e) => self.take_correction(e),
            CaseEvent::FoundNotRequired(e) => self.end(Ending::NotRequired, e.told_on),
            CaseEvent::ApplicationRejected(e) => {
                self.end(Ending::Rejected(e.ground), e.rejected_on);
            }
            CaseEvent::DeemedAccepted(e) => self.accept_by_clock(e),
            CaseEvent::Accepted(e) => self.accept(e, by),
            CaseEvent::DeferredDelivered(e) => self.hold(&e.materials),
            CaseEvent::OpinionGiven(e) => self.review(|review| give_opinion(review, e, by)),
            CaseEvent::SignersNamed(e) => self.review(|review| {
                let progress = Progress::Countersign {
                    signers: e.signers.clone(),
                    signed: Vec::new(),
                    is_done: false,
                };
                review.steps.insert(e.step.clone(), progress);
            }),
            CaseEvent::SignerAdded(e) => self.review(|review| {
                if let Some(Progress::Countersign { signers, .. }) = review.steps.get_mut(&e.step) {
                    signers.push(e.signer);
                }
            }),
            CaseEvent::Signed(e) => self.review(|review| sign(review, e, by)),
            CaseEvent::ReturnedToStep(e) => self.review(|review| {
                review.steps.retain(|step, _| !e.undone.contains(step));
            }),
            CaseEvent::SiteVisitRecorded(e) => {
                self.review(|review| record_site_visit(review, e, by));
            }
            CaseEvent::SiteVisitConfirmed(e) => self.review(|review| {
                if let Some(Progress::SiteVisit { is_confirmed, .. }) =
                    review.steps.get_mut(&e.step)
                {
                    *is_confirmed = true;
                }
                review.add_reviewer(by);
            }),
            CaseEvent::SpecialProcedureStarted(e) => self.handle(|handling| {
                handling.clock.pauses.push(e.pause.clone());
                handling.dates = e.dates;
                handling.stage = Stage::Special;
            }),
            CaseEvent::SpecialProcedureRenewed(e) => self.handle(|handling| {
                if let Some(pause) = handling.clock.pauses.last_mut() {
                    pause.planned_end_on = e.planned_end_on;
                }
                handling.dates = e.dates;
            }),
            CaseEvent::SpecialProcedureEnded(e) => self.handle(|handling| {
                call_off(handling, e);
                if let Some(pause) = handling.clock.pauses.last_mut() {
                    pause.ended_on = Some(e.ended_on);
                }
                handling.dates = e.dates;
                handling.stage = Stage::Reviewing;
            }),
            CaseEvent::InterestedTold(e) => self.handle(|handling| {
                handling.interests.tell(e);
                handling.stage = Stage::Reviewing;
            }),
            CaseEvent::ViewsStated(e) => self.handle(|handling| {
                if !handling.interests.heard.contains(&e.voice) {
                    handling.interests.heard.push(e.voice);
                }
            }),
            CaseEvent::HearingTold(e) => self.handle(|handling| {
                handling.interests.tell_of_hearing(e);
                handling.stage = Stage::Reviewing;
            }),
            CaseEvent::HearingAnswered(e) => self.handle(|handling| {
                let answer = HearingAnswer {
                    asks: e.asks,
                    on: e.answered_on,
                };
                handling.interests.answer(e.voice, answer);
            }),
            CaseEvent::HearingSet(e) => self.handle(|handling| handling.interests.set(e)),
            CaseEvent::HearingRecorded(e) => self.handle(|handling| {
                handling.interests.recorded_on = Some(e.held_on);
            }),
            CaseEvent::Extended(e) => self.handle(|handling| {
                handling.clock.extension = Some(e.extension.clone());
                handling.dates = e.dates;
                handling.stage = Stage::Extended;
            }),
            CaseEvent::DueDatesFilled(e) => {
                self.handle(|handling| handling.dates = Some(e.dates));
            }
            CaseEvent::Granted(e) => self.decide(grant(e, by)),
            CaseEvent::Denied(e) => self.decide(Decision {
                outcome: Outcome::Denied,
                decided_on: e.decided_on,
                decided_by: by,
                serve_by: None,
                promise_check: None,
            }),
            CaseEvent::Closed(e) => self.end(Ending::Closed(e.kind), e.closed_on),
            CaseEvent::Served(e) => self.after(|over| {
                over.served_on = Some(e.effective_on);
                over.is_served_late = e.is_late;
            }),
            CaseEvent::HandedOver(e) => {
                self.after(|over| over.handed_over_on = Some(e.handed_over_on));
            }
            CaseEvent::PromiseChecked(e) => self.check_promise(e.is_kept),
            CaseEvent::Withdrawn(e) => self.end(Ending::Withdrawn, e.withdrawn_on),
            CaseEvent::Terminated(e) => self.end(Ending::Terminated(e.ground), e.terminated_on),
            CaseEvent::Claimed(e) => self.holder = e.holder,
            CaseEvent::HandedOn(e) => self.holder = e.to,
            // The note is in the log and in the vault; the case does not depend on it.
            CaseEvent::NoteAdded(_) => {}
        }
    }

    fn hold(&mut self, materials: &[MaterialHeld]) {
        for material in materials {
            self.materials
                .insert(material.code.clone(), material.clone());
        }
    }

    fn notify(&mut self, event: &CorrectionNotified, by: AccountId) {
        self.notices.push(Notice {
            notified_on: event.notified_on,
            notified_by: by,
            materials: event
                .defects
                .iter()
                .map(|defect| defect.material.clone())
                .collect(),
            answer_within: event.answer_within.clone(),
            answer_by: event.answer_by,
            answer: None,
        });
        self.phase = Phase::CorrectionNoticed;
    }

    fn take_correction(&mut self, event: &CorrectionSubmitted) {
        self.hold(&event.materials);
        let mut codes: Vec<_> = event
            .materials
            .iter()
            .map(|held| held.code.clone())
            .collect();
        if event.answers.is_some() {
            codes.push(super::notify_correction::FORM.to_owned());
        }
        if let Some(notice) = self.notices.last_mut() {
            notice.answer = Some(Answer {
                reached_on: event.reached_on,
                notice_by: event.notice_by,
                materials: codes,
            });
        }
        self.phase = Phase::CorrectionSubmitted;
    }

    fn accept(&mut self, event: &Accepted, by: AccountId) {
        let clock = Clock::new(event.started_on, event.limits);
        let handling = handling(event.accepted_on, Some(by), clock, event.deferral.clone());
        self.phase = Phase::Handling(Box::new(Handling {
            dates: event.dates,
            ..handling
        }));
    }

    fn accept_by_clock(&mut self, event: &DeemedAccepted) {
        let limits: Limits = event.limits;
        let clock = Clock::new(event.accepted_on, limits);
        let handling = handling(event.accepted_on, None, clock, None);
        self.phase = Phase::Handling(Box::new(Handling {
            dates: event.dates,
            ..handling
        }));
    }

    /// An act of review: whatever the stage was, the case is in review now.
    fn review(&mut self, change: impl FnOnce(&mut Review)) {
        self.handle(|handling| {
            change(&mut handling.review);
            handling.stage = Stage::Reviewing;
        });
    }

    fn handle(&mut self, change: impl FnOnce(&mut Handling)) {
        match &mut self.phase {
            Phase::Handling(handling) => change(handling),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Decided(..)
            | Phase::Over(_) => debug_assert!(false, "only an accepted case is handled"),
        }
    }

    fn decide(&mut self, decision: Decision) {
        match std::mem::replace(&mut self.phase, Phase::Draft) {
            Phase::Handling(handling) => self.phase = Phase::Decided(handling, decision),
            other @ (Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Decided(..)
            | Phase::Over(_)) => {
                debug_assert!(false, "only an accepted case is decided, and once");
                self.phase = other;
            }
        }
    }

    fn end(&mut self, ending: Ending, ended_on: Date) {
        let (handling, decision) = match std::mem::replace(&mut self.phase, Phase::Draft) {
            Phase::Handling(handling) => (Some(*handling), None),
            Phase::Decided(handling, decision) => (Some(*handling), Some(decision)),
            Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted => (None, None),
            other @ (Phase::Draft | Phase::Over(_)) => {
                debug_assert!(false, "a case begins and ends once");
                self.phase = other;
                return;
            }
        };
        self.phase = Phase::Over(Box::new(Over {
            handling,
            decision,
            ending,
            ended_on,
            served_on: None,
            is_served_late: false,
            handed_over_on: None,
        }));
    }

    fn after(&mut self, change: impl FnOnce(&mut Over)) {
        match &mut self.phase {
            Phase::Over(over) => change(over),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Handling(_)
            | Phase::Decided(..) => debug_assert!(false, "only what is over is served"),
        }
    }

    fn check_promise(&mut self, is_kept: bool) {
        let decision = match &mut self.phase {
            Phase::Decided(_, decision) => Some(decision),
            Phase::Over(over) => over.decision.as_mut(),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Handling(_) => None,
        };
        if let Some(check) = decision.and_then(|decision| decision.promise_check.as_mut()) {
            check.is_kept = Some(is_kept);
        }
    }
}

fn handling(
    accepted_on: Date,
    accepted_by: Option<AccountId>,
    clock: Clock,
    deferral: Option<Deferral>,
) -> Handling {
    Handling {
        accepted_on,
        accepted_by,
        clock,
        dates: None,
        deferral,
        stage: Stage::Accepted,
        review: Review::default(),
        interests: Interests::default(),
    }
}

/// A hearing whose pause is ended before its day does not take place.
fn call_off(handling: &mut Handling, event: &SpecialProcedureEnded) {
    let is_of_hearing = handling
        .running_pause()
        .is_some_and(|pause| pause.reason == PauseReason::Hearing);
    let hearing = &mut handling.interests.hearing;
    if is_of_hearing
        && hearing
            .as_ref()
            .is_some_and(|hearing| event.ended_on < hearing.held_on())
    {
        *hearing = None;
    }
}

fn grant(event: &Granted, by: AccountId) -> Decision {
    Decision {
        outcome: Outcome::Granted,
        decided_on: event.decided_on,
        decided_by: by,
        serve_by: event.serve_by,
        promise_check: event.check_within_days.map(|within_days| PromiseCheck {
            within_days,
            check_by: event.check_by,
            is_kept: None,
        }),
    }
}

fn give_opinion(review: &mut Review, event: &OpinionGiven, by: AccountId) {
    let progress = Progress::Opinion {
        by,
        advice: event.advice,
    };
    review.steps.insert(event.step.clone(), progress);
    review.add_reviewer(by);
}

fn sign(review: &mut Review, event: &Signed, by: AccountId) {
    if let Some(Progress::Countersign {
        signed, is_done, ..
    }) = review.steps.get_mut(&event.step)
    {
        signed.push(by);
        *is_done = event.completes;
    }
    review.add_reviewer(by);
}

fn record_site_visit(review: &mut Review, event: &SiteVisitRecorded, by: AccountId) {
    let progress = Progress::SiteVisit {
        by,
        partner: event.partner,
        visited_on: event.visited_on,
        is_confirmed: false,
    };
    review.steps.insert(event.step.clone(), progress);
    review.add_reviewer(by);
}
