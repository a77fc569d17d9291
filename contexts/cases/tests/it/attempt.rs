//! Every act, tried in the well-formed ways that the tests know.

use crate::given::{
    Person, Trial, accept, correction, file, held, kept, notice, opinion, remedies,
};
use cases::domain::{
    Act,
    accept_deferred::{AcceptDeferred, Credit},
    add_note::AddNote,
    answer_hearing::AnswerHearing,
    check_promise::CheckPromise,
    claim::Claim,
    close::{Close, FinishKind},
    correct_on_spot::CorrectOnSpot,
    decide_on_the_spot::DecideOnTheSpot,
    deliver_deferred::DeliverDeferred,
    deny::Deny,
    end_special_procedure::EndSpecialProcedure,
    extend::{Approval, Extend},
    find_not_required::FindNotRequired,
    give_opinion::Advice,
    grant::Grant,
    hand_on::HandOn,
    hand_over::HandOver,
    interests::{HearingGround, earliest_hearing},
    name_signers::{AddSigner, NameSigners},
    notify_correction::{AnswerPeriod, NotifyCorrection},
    receive::Receive,
    record_hearing::RecordHearing,
    reject_application::{RejectApplication, RejectionGround},
    renew_special_procedure::RenewSpecialProcedure,
    return_to_step::ReturnToStep,
    serve::{Serve, ServiceProof},
    set_hearing::SetHearing,
    sign::Sign,
    start_special_procedure::StartSpecialProcedure,
    state_views::StateViews,
    submit::Submit,
    tell_interested::TellInterested,
    tell_of_hearing::TellOfHearing,
    terminate::{Terminate, TerminationGround},
    visit_site::{ConfirmSiteVisit, RecordSiteVisit},
    void::Void,
    withdraw::Withdraw,
};
use kernel::{
    Date, PartyId, Timestamp,
    deadline::{Limit, PauseReason},
};

const STEPS: [&str; 5] = ["check", "second", "sign", "visit", "experts"];

/// Tries an act in every well-formed way that the tests know; true if one of them was done.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each act, in their order"
)]
pub(crate) fn attempt(trial: &mut Trial, act: Act) -> bool {
    let case_id = trial.id();
    let seen_version = None;
    let vault = Vec::new;
    let reason = || Some(kept("reason"));
    match act {
        Act::Submit => {
            let application = trial.application();
            trial
                .does(Person::Applicant, Submit { application })
                .is_ok()
        }
        Act::Receive => trial.does(Person::Clerk, Receive { case_id }).is_ok(),
        Act::CorrectOnSpot => {
            let act = CorrectOnSpot {
                case_id,
                materials: held(&["plan"]),
                answers: None,
                confirmation: Some(file()),
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::NotifyCorrection => {
            let period = AnswerPeriod {
                limit: Limit::working(2),
                basis: "演示办法".to_owned(),
            };
            let act = NotifyCorrection {
                answer_within: Some(period),
                why_again: reason(),
                ..notice(trial, &["plan"])
            };
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::SubmitCorrection => {
            let act = correction(trial, &["plan"]);
            trial.does(Person::Applicant, act).is_ok()
        }
        Act::FindNotRequired => {
            let act = FindNotRequired {
                case_id,
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::RejectApplication => [RejectionGround::NotOurs, RejectionGround::StillIncomplete]
            .into_iter()
            .any(|ground| {
                let act = RejectApplication {
                    case_id,
                    seen_version,
                    ground,
                    authority: Some("永州市水利局".to_owned()),
                    reasons: reason(),
                    vault: vault(),
                };
                trial.does(Person::Clerk, act).is_ok()
            }),
        Act::Accept => {
            let act = accept(trial);
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::AcceptDeferred => {
            let act = AcceptDeferred {
                case_id,
                seen_version,
                promise: reason(),
                within_days: 3,
                credit: Credit::Clear,
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::DeliverDeferred => {
            let codes = trial.case.outstanding();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            let materials = held(&codes);
            trial
                .does(Person::Applicant, DeliverDeferred { case_id, materials })
                .is_ok()
        }
        Act::GiveOpinion => STEPS.into_iter().any(|step| {
            let act = opinion(trial, step);
            trial.does(Person::Reviewer, act).is_ok()
        }),
        Act::NameSigners => {
            let signers = vec![Person::Reviewer.account(), Person::OtherReviewer.account()];
            let act = NameSigners {
                case_id,
                step: "sign".to_owned(),
                signers,
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::AddSigner => {
            let act = AddSigner {
                case_id,
                step: "sign".to_owned(),
                signer: Person::Clerk.account(),
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::Sign => [Person::Reviewer, Person::OtherReviewer, Person::Clerk]
            .into_iter()
            .any(|person| {
                let act = Sign {
                    case_id,
                    step: "sign".to_owned(),
                    advice: Advice::Favourable,
                    opinion: reason(),
                    vault: vault(),
                };
                trial.does(person, act).is_ok()
            }),
        Act::ReturnToStep => STEPS.into_iter().any(|step| {
            let act = ReturnToStep {
                case_id,
                step: step.to_owned(),
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::OtherReviewer, act).is_ok()
        }),
        Act::RecordSiteVisit => {
            let act = RecordSiteVisit {
                case_id,
                step: "visit".to_owned(),
                visited_on: trial.today,
                partner: Person::OtherReviewer.account(),
                advice: Advice::Favourable,
                findings: reason(),
                files: Vec::new(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::ConfirmSiteVisit => {
            let act = ConfirmSiteVisit {
                case_id,
                step: "visit".to_owned(),
            };
            trial.does(Person::OtherReviewer, act).is_ok()
        }
        Act::StartSpecialProcedure => {
            let act = StartSpecialProcedure {
                case_id,
                reason: PauseReason::ExpertReview,
                notice: reason(),
                planned_end_on: later(trial.today, 5),
                step: None,
                own_law: Some("演示法".to_owned()),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::RenewSpecialProcedure => {
            let act = RenewSpecialProcedure {
                case_id,
                notice: reason(),
                planned_end_on: later(trial.today, 9),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::EndSpecialProcedure => trial
            .does(Person::Reviewer, EndSpecialProcedure { case_id })
            .is_ok(),
        Act::TellInterested => {
            let act = TellInterested {
                case_id,
                party: PartyId(901),
                name: reason(),
                address: reason(),
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::StateViews => {
            let act = StateViews {
                case_id,
                views: reason(),
                vault: vault(),
            };
            trial.does(Person::Applicant, act).is_ok()
        }
        Act::TellOfHearing => {
            let act = TellOfHearing {
                case_id,
                ground: HearingGround::PublicInterest,
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::AnswerHearing => {
            let act = AnswerHearing {
                case_id,
                asks: true,
            };
            trial.does(Person::Applicant, act).is_ok()
        }
        Act::SetHearing => {
            let filing = trial.case.filing.as_ref();
            let day =
                filing.and_then(|filing| earliest_hearing(filing, &trial.env(Person::Reviewer)));
            let act = SetHearing {
                case_id,
                held_at: Timestamp::in_city(day.unwrap_or(trial.today), 9, 0),
                place: reason(),
                chair: Person::Decider.account(),
                secrecy: None,
                notice: reason(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::RecordHearing => {
            let act = RecordHearing {
                case_id,
                record: reason(),
                signed: Some(file()),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::Extend => {
            let act = Extend {
                case_id,
                approval: Approval::Authority,
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Decider, act).is_ok()
        }
        Act::Grant => {
            let act = Grant {
                case_id,
                seen_version,
                opinion: None,
                vault: vault(),
            };
            trial.does(Person::Decider, act).is_ok()
        }
        Act::Deny => {
            let act = Deny {
                case_id,
                seen_version,
                reasons: reason(),
                remedies: Some(remedies()),
                vault: vault(),
            };
            trial.does(Person::Decider, act).is_ok()
        }
        Act::DecideOnTheSpot => {
            let act = DecideOnTheSpot {
                case_id,
                seen_version,
                opinion: None,
                vault: vault(),
            };
            trial.does(Person::Officer, act).is_ok()
        }
        Act::Close => FinishKind::ALL.into_iter().any(|kind| {
            let act = Close {
                case_id,
                kind,
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }),
        Act::Void => {
            let act = Void {
                case_id,
                kind: FinishKind::Void,
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::Decider, act).is_ok()
        }
        Act::Serve => {
            let proof = ServiceProof::Direct {
                signed_on: trial.today,
                slip: file(),
            };
            let act = Serve {
                case_id,
                proof,
                served_to: reason(),
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }
        Act::HandOver => trial
            .does(
                Person::Clerk,
                HandOver {
                    case_id,
                    slip: Some(file()),
                },
            )
            .is_ok(),
        Act::CheckPromise => {
            let act = CheckPromise {
                case_id,
                is_kept: true,
                findings: reason(),
                vault: vault(),
            };
            trial.does(Person::Reviewer, act).is_ok()
        }
        Act::Withdraw => {
            let act = Withdraw {
                case_id,
                reason: None,
                vault: vault(),
            };
            trial.does(Person::Applicant, act).is_ok()
        }
        Act::Terminate => {
            let act = Terminate {
                case_id,
                ground: TerminationGround::ApplicantGone,
                reasons: reason(),
                vault: vault(),
            };
            trial.does(Person::Decider, act).is_ok()
        }
        Act::Claim => trial.does(Person::OtherClerk, Claim { case_id }).is_ok(),
        Act::HandOn => [Person::Reviewer, Person::Clerk].into_iter().any(|person| {
            let act = HandOn {
                case_id,
                to: person.account(),
                reason: reason(),
                vault: vault(),
            };
            trial.does(Person::OtherClerk, act).is_ok()
        }),
        Act::AddNote => {
            let act = AddNote {
                case_id,
                note: reason(),
                vault: vault(),
            };
            trial.does(Person::Clerk, act).is_ok()
        }
    }
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}
