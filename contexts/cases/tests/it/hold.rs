//! Who has the case: taken on, handed on with a reason, noted upon.

use crate::given::{ELSEWHERE, FORMER, Person, Trial, accepted, kept, submitted};
use cases::domain::{
    CaseState,
    add_note::{AddNote, AddNoteRefusal},
    claim::{Claim, ClaimRefusal},
    hand_on::{HandOn, HandOnRefusal},
    withdraw::Withdraw,
};
use contracts::Aggregate as _;
use kernel::AccountId;

fn claim(trial: &Trial) -> Claim {
    Claim {
        case_id: trial.id(),
    }
}

fn hand_on(trial: &Trial, to: AccountId) -> HandOn {
    HandOn {
        case_id: trial.id(),
        to,
        reason: Some(kept("on leave")),
        vault: Vec::new(),
    }
}

fn note(trial: &Trial) -> AddNote {
    AddNote {
        case_id: trial.id(),
        note: Some(kept("called him")),
        vault: Vec::new(),
    }
}

fn withdrawn() -> Trial {
    let mut trial = accepted();
    let act = Withdraw {
        case_id: trial.id(),
        reason: None,
        vault: Vec::new(),
    };
    trial.does(Person::Applicant, act).unwrap();
    trial
}

#[test]
fn what_nobody_has_is_taken_on_and_what_somebody_has_is_not() {
    let mut trial = submitted();
    let act = claim(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        ClaimRefusal::OwnApplication
    );
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.case.place().holder, Person::Clerk.account());
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ClaimRefusal::AlreadyYours
    );
    assert_eq!(
        trial.does(Person::OtherClerk, act).unwrap_err(),
        ClaimRefusal::HeldByAnother {
            holder: "唐一".to_owned()
        }
    );
    assert_eq!(
        withdrawn().does(Person::Clerk, act).unwrap_err(),
        ClaimRefusal::WrongState {
            state: CaseState::Withdrawn
        }
    );
}

#[test]
fn a_case_goes_to_a_colleague_with_a_reason() {
    let mut trial = accepted();
    let silent = HandOn {
        reason: None,
        ..hand_on(&trial, Person::Reviewer.account())
    };
    assert_eq!(
        trial.does(Person::Clerk, silent).unwrap_err(),
        HandOnRefusal::ReasonMissing
    );
    let act = hand_on(&trial, Person::Reviewer.account());
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        HandOnRefusal::OwnApplication
    );
    trial.does(Person::Clerk, act.clone()).unwrap();
    assert_eq!(trial.case.holder, Person::Reviewer.account());
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        HandOnRefusal::AlreadyTheirs {
            to: Person::Reviewer.account()
        }
    );
    assert_eq!(
        withdrawn().does(Person::Clerk, act).unwrap_err(),
        HandOnRefusal::WrongState {
            state: CaseState::Withdrawn
        }
    );
}

#[test]
fn a_case_goes_to_nobody_without_a_post_near_it_today() {
    for to in [Person::Stranger.account(), ELSEWHERE, FORMER] {
        let mut trial = accepted();
        let act = hand_on(&trial, to);
        assert_eq!(
            trial.does(Person::Clerk, act).unwrap_err(),
            HandOnRefusal::NotAColleague { to }
        );
    }
}

#[test]
fn a_note_changes_nothing_and_is_never_refused_for_a_state() {
    for mut trial in [submitted(), accepted(), withdrawn()] {
        let before = trial.case.clone();
        let act = note(&trial);
        trial.does(Person::Clerk, act).unwrap();
        let after = cases::domain::Case {
            version: before.version,
            ..trial.case.clone()
        };
        assert_eq!(before, after);
    }
    let mut trial = accepted();
    let silent = AddNote {
        note: None,
        ..note(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, silent).unwrap_err(),
        AddNoteRefusal::NoteMissing
    );
    let own = note(&trial);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, own.clone())
            .unwrap_err(),
        AddNoteRefusal::OwnApplication
    );
    let mut draft = Trial::new(crate::given::permit());
    assert_eq!(
        draft.does(Person::Clerk, own).unwrap_err(),
        AddNoteRefusal::WrongState {
            state: CaseState::Draft
        }
    );
}
