//! 行政许可法 art. 42: one extension, by the head, of the legal limit.

use crate::given::{Person, Trial, accepted, accepted_of, kept, opinion, permit_with, received};
use cases::domain::{
    CaseState,
    extend::{Approval, Extend, ExtendRefusal},
};
use jiff::civil::date;
use kernel::{Refusal, WorkCalendar};
use serde_json::json;

fn extension(trial: &Trial) -> Extend {
    Extend {
        case_id: trial.id(),
        approval: Approval::Authority,
        reason: Some(kept("the neighbours object")),
        vault: Vec::new(),
    }
}

#[test]
fn the_legal_limit_grows_by_ten_days_and_the_promise_stays() {
    let mut trial = accepted();
    let act = extension(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert_eq!(trial.state(), CaseState::Extended);
    assert_eq!(trial.due(), (date(2021, 9, 13), date(2021, 10, 22)));
}

#[test]
fn it_happens_once_in_whatever_state() {
    let mut trial = accepted();
    let act = extension(&trial);
    trial.does(Person::Decider, act.clone()).unwrap();
    assert_eq!(
        trial.does(Person::Decider, act.clone()).unwrap_err(),
        ExtendRefusal::AlreadyExtended
    );
    let review = opinion(&trial, "check");
    trial.does(Person::Reviewer, review).unwrap();
    let refused = trial.does(Person::Decider, act).unwrap_err();
    assert_eq!(refused, ExtendRefusal::AlreadyExtended);
    assert_eq!(refused.basis().unwrap().article, "第四十二条");
}

#[test]
fn it_is_granted_only_before_the_legal_limit_ends() {
    let mut trial = accepted().on(date(2021, 10, 9));
    let act = extension(&trial);
    trial.does(Person::Decider, act.clone()).unwrap();
    let mut trial = accepted().on(date(2021, 10, 10));
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        ExtendRefusal::LimitOver {
            legal_on: date(2021, 10, 9)
        }
    );
}

#[test]
fn fifteen_days_need_the_governments_head() {
    let mut trial = accepted_of(permit_with(json!({ "extension_days": 15 })));
    let act = extension(&trial);
    assert_eq!(
        trial.does(Person::Decider, act.clone()).unwrap_err(),
        ExtendRefusal::TooManyDays {
            days: 15,
            allowed: 10
        }
    );
    let joint = Extend {
        approval: Approval::Government,
        ..act
    };
    assert_eq!(
        trial.does(Person::Decider, joint.clone()).unwrap_err(),
        ExtendRefusal::NotAuthorised
    );
    trial.does(Person::Governor, joint).unwrap();
}

#[test]
fn it_is_refused_where_it_cannot_be_right() {
    let mut trial = accepted();
    let silent = Extend {
        reason: None,
        ..extension(&trial)
    };
    assert_eq!(
        trial.does(Person::Decider, silent).unwrap_err(),
        ExtendRefusal::ReasonMissing
    );
    let own = extension(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        ExtendRefusal::OwnApplication
    );
    let mut trial = received();
    let early = extension(&trial);
    assert_eq!(
        trial.does(Person::Decider, early).unwrap_err(),
        ExtendRefusal::WrongState {
            state: CaseState::Received
        }
    );
    let mut trial = accepted_of(permit_with(json!({ "extension_days": null })));
    let act = extension(&trial);
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        ExtendRefusal::NotOffered
    );
}

#[test]
fn what_is_no_permit_is_extended_by_what_its_item_says() {
    let own_law = json!({ "task_type": "confirmation", "extension_days": 30 });
    let mut trial = accepted_of(permit_with(own_law));
    let act = extension(&trial);
    trial.does(Person::Decider, act).unwrap();
    let unlimited = json!({ "task_type": "confirmation", "legal_limit": null });
    let mut trial = accepted_of(permit_with(unlimited));
    let act = extension(&trial);
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        ExtendRefusal::NoLegalLimit
    );
}

#[test]
fn without_a_calendar_the_limit_lies_ahead() {
    let calendar = WorkCalendar::clone(&WorkCalendar::published()).without_year(2021);
    let mut trial = received().with_calendar(calendar);
    let act = crate::given::accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let act = extension(&trial);
    trial.does(Person::Decider, act).unwrap();
    assert!(trial.handling().clock.extension.is_some());
    assert_eq!(trial.handling().dates, None);
}
