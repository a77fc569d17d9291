//! 行政许可法 art. 34, 38: the decision, by somebody who took no part before it; on the spot by one.

use crate::given::{
    Person, Trial, accept, accepted, accepted_of, incomplete, kept, opinion, permit_with, received,
    received_of, remedies, reviewed,
};
use cases::domain::{
    CaseEvent, CaseState,
    case::Outcome,
    close::FinishKind,
    decide_on_the_spot::{DecideOnTheSpot, DecideOnTheSpotRefusal},
    deny::{Deny, DenyRefusal},
    events::Remedies,
    grant::{Grant, GrantRefusal},
};
use contracts::{Command, item::Items};
use jiff::civil::date;
use kernel::{Reference, Refusal, RefusalKind};
use serde_json::json;
use std::sync::Arc;

fn grant(trial: &Trial) -> Grant {
    Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    }
}

fn denial(trial: &Trial) -> Deny {
    Deny {
        case_id: trial.id(),
        seen_version: None,
        reasons: Some(kept("the exit is too narrow")),
        remedies: Some(remedies()),
        vault: Vec::new(),
    }
}

fn on_the_spot(trial: &Trial) -> DecideOnTheSpot {
    DecideOnTheSpot {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    }
}

fn instant() -> serde_json::Value {
    permit_with(json!({
        "project_type": "instant",
        "promised_limit": { "days": 0, "unit": "working" },
        "steps": [],
    }))
}

#[test]
fn a_reviewed_case_is_granted_by_a_third_person() {
    let mut trial = reviewed();
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert_eq!(trial.state(), CaseState::DecidedGrant);
    assert_eq!(trial.decision().outcome, Outcome::Granted);
    // Art. 44: ten working days over Mid-Autumn, with the 18th worked.
    assert_eq!(trial.decision().serve_by, Some(date(2021, 9, 18)));
}

#[test]
fn who_accepted_does_not_decide_and_both_names_are_told() {
    let mut trial = reviewed();
    let refused = {
        let act = grant(&trial);
        trial.does(Person::Clerk, act).unwrap_err()
    };
    let both = GrantRefusal::SameAsAcceptor {
        decider: "唐一".to_owned(),
        acceptor: "唐一".to_owned(),
    };
    assert_eq!(refused, both);
    assert_eq!(refused.kind(), RefusalKind::Barred);
    let act = denial(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        DenyRefusal::SameAsAcceptor {
            decider: "唐一".to_owned(),
            acceptor: "唐一".to_owned()
        }
    );
}

#[test]
fn who_reviewed_does_not_decide() {
    let mut trial = reviewed();
    let act = grant(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        GrantRefusal::SameAsReviewer {
            decider: "蒋三".to_owned(),
            reviewer: "蒋三".to_owned()
        }
    );
    let act = denial(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        DenyRefusal::SameAsReviewer {
            decider: "蒋三".to_owned(),
            reviewer: "蒋三".to_owned()
        }
    );
}

#[test]
fn nobody_decides_his_own_application() {
    let mut trial = reviewed();
    let act = grant(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        GrantRefusal::OwnApplication
    );
    let act = denial(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        DenyRefusal::OwnApplication
    );
}

#[test]
fn nothing_is_decided_before_its_review() {
    let open = vec!["check".to_owned()];
    let mut trial = accepted();
    let act = grant(&trial);
    let refused = trial.does(Person::Decider, act).unwrap_err();
    assert_eq!(
        refused,
        GrantRefusal::StepsOpen {
            steps: open.clone()
        }
    );
    let act = denial(&trial);
    let refused = trial.does(Person::Decider, act).unwrap_err();
    assert_eq!(refused, DenyRefusal::StepsOpen { steps: open });
}

#[test]
fn nothing_is_decided_while_the_steps_of_its_item_are_not_known() {
    let trial = reviewed();
    let mut env = trial.env(Person::Decider);
    env.reference = Arc::new(Reference::default().with(Items::default()));
    let refused = grant(&trial).decide(&trial.case, &env).unwrap_err();
    assert_eq!(refused, GrantRefusal::StepsUnknown);
    let refused = denial(&trial).decide(&trial.case, &env).unwrap_err();
    assert_eq!(refused, DenyRefusal::StepsUnknown);
}

#[test]
fn art_38_a_denial_has_reasons_and_remedies() {
    let mut trial = reviewed();
    let bare = Deny {
        reasons: None,
        ..denial(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, bare).unwrap_err(),
        DenyRefusal::ReasonsMissing
    );
    let silent = Deny {
        remedies: None,
        ..denial(&trial)
    };
    let refused = trial.does(Person::Decider, silent).unwrap_err();
    assert_eq!(refused, DenyRefusal::RemediesMissing);
    assert_eq!(refused.basis().unwrap().article, "第三十八条");
    let half = Remedies {
        court: " ".to_owned(),
        ..remedies()
    };
    let half = Deny {
        remedies: Some(half),
        ..denial(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, half).unwrap_err(),
        DenyRefusal::RemediesMissing
    );
    let act = denial(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert_eq!(trial.state(), CaseState::DecidedDeny);
}

#[test]
fn a_case_is_decided_once() {
    let mut trial = reviewed();
    let act = grant(&trial);
    trial.does(Person::Decider, act.clone()).unwrap();
    let state = CaseState::DecidedGrant;
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        GrantRefusal::WrongState { state }
    );
    let act = denial(&trial);
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        DenyRefusal::WrongState { state }
    );
}

#[test]
fn what_is_late_is_still_decided() {
    let mut trial = reviewed().on(date(2021, 12, 1));
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
}

#[test]
fn an_instant_item_is_accepted_decided_and_closed_by_one_person_with_every_event() {
    let mut trial = received_of(instant());
    let act = on_the_spot(&trial);
    let events = trial.does(Person::Officer, act).unwrap();
    let CaseEvent::Closed(closed) = &events[2] else {
        panic!("it was closed")
    };
    assert!(matches!(
        events[..2],
        [CaseEvent::Accepted(_), CaseEvent::Granted(_)]
    ));
    assert_eq!(closed.kind, FinishKind::Issued);
    assert_eq!(trial.state(), CaseState::Closed);
    assert_eq!(trial.due().0, date(2021, 9, 6));
}

#[test]
fn an_instant_item_that_issues_nothing_is_simply_closed() {
    let mut item = instant();
    item["result"] = json!(null);
    let mut trial = received_of(item);
    let act = on_the_spot(&trial);
    let events = trial.does(Person::Officer, act).unwrap();
    let CaseEvent::Closed(closed) = &events[2] else {
        panic!("it was closed")
    };
    assert_eq!(closed.kind, FinishKind::Other);
}

#[test]
fn on_the_spot_needs_both_permissions_an_instant_item_and_all_materials() {
    let mut trial = received_of(instant());
    let act = on_the_spot(&trial);
    assert_eq!(
        trial.does(Person::Decider, act.clone()).unwrap_err(),
        DecideOnTheSpotRefusal::NotAuthorised
    );
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        DecideOnTheSpotRefusal::OwnApplication
    );
    let mut trial = received();
    let act = on_the_spot(&trial);
    assert_eq!(
        trial.does(Person::Officer, act.clone()).unwrap_err(),
        DecideOnTheSpotRefusal::NotInstant
    );
    let accepting = accept(&trial);
    trial.does(Person::Clerk, accepting).unwrap();
    assert_eq!(
        trial.does(Person::Officer, act).unwrap_err(),
        DecideOnTheSpotRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
    let mut trial = Trial::new(instant());
    let application = cases::domain::submit::Application {
        materials: Vec::new(),
        ..trial.application()
    };
    trial
        .does(
            Person::Applicant,
            cases::domain::submit::Submit { application },
        )
        .unwrap();
    let receive = cases::domain::receive::Receive {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, receive).unwrap();
    let act = on_the_spot(&trial);
    assert_eq!(
        trial.does(Person::Officer, act).unwrap_err(),
        DecideOnTheSpotRefusal::MaterialsMissing {
            names: vec!["身份证".to_owned(), "图纸".to_owned(), "照片".to_owned()]
        }
    );
}

#[test]
fn for_an_instant_item_one_person_may_also_accept_first_and_deny_with_reasons() {
    let mut trial = received_of(instant());
    let act = accept(&trial);
    trial.does(Person::Officer, act).unwrap();
    let act = denial(&trial);
    trial.does(Person::Officer, act).unwrap();
    assert_eq!(trial.decision().decided_by, Person::Officer.account());
}

#[test]
fn what_silence_accepted_was_accepted_by_nobody() {
    let mut trial = received().on(date(2021, 9, 14));
    let act = opinion(&trial, "check");
    trial.does(Person::Reviewer, act).unwrap();
    assert_eq!(trial.handling().accepted_by, None);
    let act = grant(&trial);
    trial.does(Person::Clerk, act).unwrap();
}

#[test]
fn without_steps_the_decision_follows_acceptance() {
    let mut trial = accepted_of(permit_with(json!({ "steps": [] })));
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert!(incomplete().case.decision().is_none());
}
