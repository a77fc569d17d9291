//! `rules.md` §2.2: the applicant takes it back before the decision; the authority ends what can't go
//! on.

use crate::given::{Person, Trial, accepted, file, kept, noticed, received, reviewed, submitted};
use cases::domain::{
    CaseState,
    grant::Grant,
    terminate::{Terminate, TerminateRefusal, TerminationGround},
    withdraw::{RecordWithdrawal, Withdraw, WithdrawRefusal},
};

fn withdrawal(trial: &Trial) -> Withdraw {
    Withdraw {
        case_id: trial.id(),
        reason: None,
        vault: Vec::new(),
    }
}

fn termination(trial: &Trial) -> Terminate {
    Terminate {
        case_id: trial.id(),
        ground: TerminationGround::ApplicantGone,
        reasons: Some(kept("the firm was struck off")),
        vault: Vec::new(),
    }
}

fn granted() -> Trial {
    let mut trial = reviewed();
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    trial
}

#[test]
fn an_application_is_taken_back_any_time_before_the_decision() {
    for mut trial in [submitted(), received(), noticed(), accepted(), reviewed()] {
        let act = withdrawal(&trial);
        trial.does(Person::Applicant, act).unwrap();
        assert_eq!(trial.state(), CaseState::Withdrawn);
    }
}

#[test]
fn after_the_decision_it_is_neither_taken_back_nor_terminated() {
    let state = CaseState::DecidedGrant;
    let mut trial = granted();
    let act = withdrawal(&trial);
    assert_eq!(
        trial.does(Person::Applicant, act).unwrap_err(),
        WithdrawRefusal::WrongState { state }
    );
    let act = termination(&trial);
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        TerminateRefusal::WrongState { state }
    );
}

#[test]
fn at_the_window_it_needs_the_applicants_signed_request() {
    let mut trial = accepted();
    let act = RecordWithdrawal {
        withdrawal: withdrawal(&trial),
        request: None,
    };
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        WithdrawRefusal::RequestMissing
    );
    let signed = RecordWithdrawal {
        request: Some(file()),
        ..act
    };
    assert_eq!(
        trial
            .does(Person::InterestedClerk, signed.clone())
            .unwrap_err(),
        WithdrawRefusal::OwnApplication
    );
    trial.does(Person::Clerk, signed).unwrap();
}

#[test]
fn a_termination_has_reasons_and_is_not_ones_own() {
    let mut trial = accepted();
    let silent = Terminate {
        reasons: None,
        ..termination(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, silent).unwrap_err(),
        TerminateRefusal::ReasonsMissing
    );
    let own = termination(&trial);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, own.clone())
            .unwrap_err(),
        TerminateRefusal::OwnApplication
    );
    trial.does(Person::Decider, own).unwrap();
    assert_eq!(trial.state(), CaseState::Terminated);
}

#[test]
fn what_was_accepted_counts_as_closed_and_what_was_not_does_not() {
    for (mut trial, is_closed) in [(received(), false), (accepted(), true)] {
        let act = withdrawal(&trial);
        trial.does(Person::Applicant, act).unwrap();
        assert_eq!(trial.figures().contains(&"cases.closed"), is_closed);
        assert_eq!(
            trial.figures().contains(&"cases.closed-of-accepted"),
            is_closed
        );
    }
}
