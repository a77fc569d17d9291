//! `rules.md` §21.3: 容缺受理, and 告知承诺 with its check afterwards.

use crate::given::{
    Person, Trial, accept, deferrable, file, held, incomplete, kept, opinion, permit, permit_with,
    received, received_of, reviewed,
};
use cases::domain::{
    CaseState,
    accept_deferred::{AcceptDeferred, AcceptDeferredRefusal, Credit},
    check_promise::{CheckPromise, CheckPromiseRefusal},
    deliver_deferred::{DeliverDeferred, DeliverDeferredRefusal, RecordDeferred},
    filing::PromisePaper,
    grant::{Grant, GrantRefusal},
    receive::Receive,
    submit::{Application, Submit},
    terminate::{Terminate, TerminateRefusal, TerminationGround},
};
use jiff::civil::date;
use serde_json::json;

fn deferred(trial: &Trial) -> AcceptDeferred {
    AcceptDeferred {
        case_id: trial.id(),
        seen_version: None,
        promise: Some(kept("the photo follows")),
        within_days: 3,
        credit: Credit::Clear,
        vault: Vec::new(),
    }
}

fn delivery(trial: &Trial, codes: &[&str]) -> DeliverDeferred {
    DeliverDeferred {
        case_id: trial.id(),
        materials: held(codes),
    }
}

fn grant(trial: &Trial) -> Grant {
    Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    }
}

fn termination(trial: &Trial) -> Terminate {
    Terminate {
        case_id: trial.id(),
        ground: TerminationGround::DeferredNotDelivered,
        reasons: Some(kept("the photo did not come")),
        vault: Vec::new(),
    }
}

/// Accepted on the promise of a photo within three working days, until 9 September.
fn accepted_deferred() -> Trial {
    let mut trial = deferrable();
    let act = deferred(&trial);
    trial.does(Person::Clerk, act).unwrap();
    trial
}

/// Filed on the applicant's promise, with nothing but his identity card, and granted.
fn granted_on_a_promise() -> Trial {
    let mut trial = Trial::new(permit());
    let promise = Some(PromisePaper {
        text: kept("I meet all conditions"),
        signed: file(),
    });
    let application = Application {
        promise,
        materials: held(&["identity"]),
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    let receive = Receive {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, receive).unwrap();
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
    trial
}

fn check(trial: &Trial, is_kept: bool) -> CheckPromise {
    let findings = Some(kept("seen on site"));
    CheckPromise {
        case_id: trial.id(),
        is_kept,
        findings,
        vault: Vec::new(),
    }
}

#[test]
fn a_secondary_material_may_follow_on_a_promise() {
    let trial = accepted_deferred();
    assert_eq!(trial.state(), CaseState::Accepted);
    let deferral = trial.handling().deferral.as_ref().unwrap();
    assert_eq!(deferral.materials, ["photo"]);
    assert_eq!(deferral.deliver_by, Some(date(2021, 9, 9)));
}

#[test]
fn a_main_material_may_not_follow() {
    let mut trial = incomplete();
    let act = deferred(&trial);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(
        refused,
        AcceptDeferredRefusal::NotDeferrable {
            names: vec!["图纸".to_owned()]
        }
    );
}

#[test]
fn the_period_is_within_the_items_own_and_the_promised_limit() {
    let mut trial = deferrable();
    let act = AcceptDeferred {
        within_days: 4,
        ..deferred(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        AcceptDeferredRefusal::PeriodTooLong {
            within_days: 4,
            allowed: 3
        }
    );
    let short = json!({ "promised_limit": { "days": 2, "unit": "working" } });
    let mut trial = crate::given::submitted_with(permit_with(short), &["identity", "plan"]);
    let receive = Receive {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, receive).unwrap();
    let act = deferred(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        AcceptDeferredRefusal::PeriodTooLong {
            within_days: 3,
            allowed: 2
        }
    );
}

#[test]
fn a_deferral_is_refused_where_it_cannot_be_right() {
    let mut trial = deferrable();
    let dishonest = AcceptDeferred {
        credit: Credit::SeriouslyDishonest,
        ..deferred(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, dishonest).unwrap_err(),
        AcceptDeferredRefusal::Dishonest
    );
    let silent = AcceptDeferred {
        promise: None,
        ..deferred(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, silent).unwrap_err(),
        AcceptDeferredRefusal::PromiseMissing
    );
    let own = deferred(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        AcceptDeferredRefusal::OwnApplication
    );
    let mut trial = received();
    let complete = deferred(&trial);
    assert_eq!(
        trial.does(Person::Clerk, complete).unwrap_err(),
        AcceptDeferredRefusal::NothingMissing
    );
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let late = deferred(&trial);
    assert_eq!(
        trial.does(Person::Clerk, late).unwrap_err(),
        AcceptDeferredRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
}

#[test]
fn an_item_without_the_rule_lets_nothing_follow() {
    let item = permit_with(json!({ "deferral": null }));
    let mut trial = crate::given::submitted_with(item, &["identity", "plan"]);
    let receive = Receive {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, receive).unwrap();
    let act = deferred(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        AcceptDeferredRefusal::NotOffered
    );
}

#[test]
fn nothing_is_granted_before_it_has_come() {
    let mut trial = accepted_deferred();
    let act = opinion(&trial, "check");
    trial.does(Person::Reviewer, act).unwrap();
    let act = grant(&trial);
    assert_eq!(
        trial.does(Person::Decider, act.clone()).unwrap_err(),
        GrantRefusal::MaterialsOutstanding {
            names: vec!["照片".to_owned()]
        }
    );
    let photo = delivery(&trial, &["photo"]);
    trial.does(Person::Applicant, photo).unwrap();
    trial.does(Person::Decider, act).unwrap();
}

#[test]
fn only_what_was_to_follow_is_delivered() {
    let mut trial = accepted_deferred();
    let nothing = delivery(&trial, &[]);
    assert_eq!(
        trial.does(Person::Applicant, nothing).unwrap_err(),
        DeliverDeferredRefusal::NothingDelivered
    );
    let other = delivery(&trial, &["plan"]);
    assert_eq!(
        trial.does(Person::Applicant, other).unwrap_err(),
        DeliverDeferredRefusal::NotAwaited {
            names: vec!["plan".to_owned()]
        }
    );
    let own = RecordDeferred {
        delivery: delivery(&trial, &["photo"]),
    };
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        DeliverDeferredRefusal::OwnApplication
    );
    let mut trial = received();
    let early = delivery(&trial, &["photo"]);
    assert_eq!(
        trial.does(Person::Applicant, early).unwrap_err(),
        DeliverDeferredRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn late_is_taken_and_marked() {
    for (day, is_late) in [(date(2021, 9, 9), false), (date(2021, 9, 10), true)] {
        let mut trial = accepted_deferred().on(day);
        let act = RecordDeferred {
            delivery: delivery(&trial, &["photo"]),
        };
        let events = trial.does(Person::Clerk, act).unwrap();
        let cases::domain::CaseEvent::DeferredDelivered(event) = &events[0] else {
            panic!("it was delivered")
        };
        assert_eq!(event.is_late, is_late, "{day}");
    }
}

#[test]
fn what_does_not_come_ends_the_case_once_the_period_is_over() {
    let mut trial = accepted_deferred().on(date(2021, 9, 9));
    let act = termination(&trial);
    assert_eq!(
        trial.does(Person::Decider, act.clone()).unwrap_err(),
        TerminateRefusal::PeriodRuns {
            deliver_by: Some(date(2021, 9, 9))
        }
    );
    let mut trial = trial.on(date(2021, 9, 10));
    trial.does(Person::Decider, act).unwrap();
    assert_eq!(trial.state(), CaseState::Terminated);
}

#[test]
fn a_case_without_a_deferral_is_not_terminated_for_one() {
    let mut trial = reviewed();
    let act = termination(&trial);
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        TerminateRefusal::NothingOutstanding
    );
}

#[test]
fn on_a_promise_the_case_is_granted_before_the_check() {
    let trial = granted_on_a_promise();
    assert_eq!(trial.state(), CaseState::DecidedGrant);
    let check = trial.decision().promise_check.unwrap();
    assert_eq!(check.within_days, 30);
    // Thirty working days over Mid-Autumn and National Day.
    assert_eq!(check.check_by, Some(date(2021, 10, 22)));
}

#[test]
fn a_promise_is_checked_once_with_findings() {
    let mut trial = granted_on_a_promise().on(date(2021, 10, 12));
    let bare = CheckPromise {
        findings: None,
        ..check(&trial, true)
    };
    assert_eq!(
        trial.does(Person::Reviewer, bare).unwrap_err(),
        CheckPromiseRefusal::FindingsMissing
    );
    let own = check(&trial, true);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        CheckPromiseRefusal::OwnApplication
    );
    let act = check(&trial, false);
    trial.does(Person::Reviewer, act.clone()).unwrap();
    assert_eq!(trial.decision().promise_check.unwrap().is_kept, Some(false));
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        CheckPromiseRefusal::AlreadyChecked
    );
}

#[test]
fn there_is_nothing_to_check_without_a_promise() {
    let mut trial = reviewed();
    let act = check(&trial, true);
    assert_eq!(
        trial.does(Person::Reviewer, act.clone()).unwrap_err(),
        CheckPromiseRefusal::WrongState {
            state: CaseState::Reviewing
        }
    );
    let decided = grant(&trial);
    trial.does(Person::Decider, decided).unwrap();
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        CheckPromiseRefusal::NoPromise
    );
}

#[test]
fn a_complete_application_needs_no_rule_of_deferral() {
    let mut trial = received_of(permit_with(json!({ "deferral": null })));
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
}
