//! `rules.md` §2.4, §2.9: a record that should not exist counts nowhere and stays readable.

use crate::given::{Person, Trial, accepted, kept, received, reviewed};
use cases::domain::{
    CaseState,
    claim::Claim,
    close::FinishKind,
    grant::Grant,
    submit::SubmitOnBehalf,
    void::{Void, VoidRefusal},
};

fn voiding(trial: &Trial) -> Void {
    Void {
        case_id: trial.id(),
        kind: FinishKind::Void,
        reason: Some(kept("filed twice")),
        vault: Vec::new(),
    }
}

#[test]
fn a_void_record_counts_in_no_figure_and_keeps_its_number() {
    let mut trial = accepted();
    assert!(!trial.figures().is_empty());
    let act = voiding(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert_eq!(trial.state(), CaseState::Closed);
    assert!(trial.figures().is_empty());
    assert!(trial.case.filing.is_some());
}

#[test]
fn a_second_person_does_it() {
    let mut trial = received();
    let claim = Claim {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, claim).unwrap();
    let act = voiding(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        VoidRefusal::OwnRecord
    );

    let mut recorded = Trial::new(crate::given::permit());
    let act = SubmitOnBehalf {
        application: recorded.application(),
        channel: contracts::item::Channel::Window,
        agency: cases::domain::filing::Agency::None,
        handed_at: None,
    };
    recorded.does(Person::OtherClerk, act).unwrap();
    let act = voiding(&recorded);
    assert_eq!(
        recorded.does(Person::OtherClerk, act.clone()).unwrap_err(),
        VoidRefusal::OwnRecord
    );
    recorded.does(Person::Clerk, act).unwrap();
}

#[test]
fn it_is_refused_where_it_cannot_be_right() {
    let mut trial = received();
    let silent = Void {
        reason: None,
        ..voiding(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, silent).unwrap_err(),
        VoidRefusal::ReasonMissing
    );
    let other = Void {
        kind: FinishKind::Other,
        ..voiding(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, other).unwrap_err(),
        VoidRefusal::WrongKind {
            kind: FinishKind::Other
        }
    );
    let own = voiding(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        VoidRefusal::OwnApplication
    );
}

#[test]
fn a_decision_is_an_act_and_not_made_void() {
    let mut trial = reviewed();
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let act = voiding(&trial);
    assert_eq!(
        trial.does(Person::OtherClerk, act).unwrap_err(),
        VoidRefusal::WrongState {
            state: CaseState::DecidedGrant
        }
    );
}
