//! `rules.md` §2.4: how a case is finished, and what supervision counts it as.

use crate::given::{
    Person, Trial, accepted, incomplete, kept, notice, noticed, permit_with, received, remedies,
    reviewed,
};
use cases::domain::{
    CaseState,
    close::{Close, CloseRefusal, FinishKind},
    deny::Deny,
    grant::Grant,
    notify_correction::{AnswerPeriod, NotifyCorrection},
};
use jiff::civil::date;
use kernel::deadline::Limit;
use serde_json::json;

fn closing(trial: &Trial, kind: FinishKind) -> Close {
    Close {
        case_id: trial.id(),
        kind,
        reason: Some(kept("reason")),
        vault: Vec::new(),
    }
}

fn granted(mut trial: Trial) -> Trial {
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    trial
}

fn denied() -> Trial {
    let mut trial = reviewed();
    let act = Deny {
        case_id: trial.id(),
        seen_version: None,
        reasons: Some(kept("no")),
        remedies: Some(remedies()),
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    trial
}

fn noticed_with_period() -> Trial {
    let mut trial = incomplete();
    let period = AnswerPeriod {
        limit: Limit::working(10),
        basis: "演示办法".to_owned(),
    };
    let act = NotifyCorrection {
        answer_within: Some(period),
        ..notice(&trial, &["plan"])
    };
    trial.does(Person::Clerk, act).unwrap();
    trial
}

#[test]
fn the_numbers_are_those_of_the_supervision_list() {
    let numbers: Vec<u8> = FinishKind::ALL.iter().map(|kind| kind.number()).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6]);
    let nowhere: Vec<_> = FinishKind::ALL
        .into_iter()
        .filter(|kind| kind.counts_nowhere())
        .collect();
    assert_eq!(nowhere, [FinishKind::Void, FinishKind::Deleted]);
}

#[test]
fn a_grant_is_closed_with_what_is_issued() {
    let mut trial = granted(reviewed());
    let act = closing(&trial, FinishKind::Issued);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::Closed);
}

#[test]
fn nothing_is_issued_where_the_item_issues_nothing() {
    let item = permit_with(json!({ "result": null, "steps": [] }));
    let mut trial = granted(crate::given::accepted_of(item));
    let act = closing(&trial, FinishKind::Issued);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        CloseRefusal::NothingIssued
    );
    let act = closing(&trial, FinishKind::Other);
    trial.does(Person::Clerk, act).unwrap();
}

#[test]
fn a_denial_is_closed_as_returned_and_as_nothing_else() {
    let mut trial = denied();
    let state = CaseState::DecidedDeny;
    for kind in [
        FinishKind::Issued,
        FinishKind::Other,
        FinishKind::Void,
        FinishKind::Lapsed,
    ] {
        let act = closing(&trial, kind);
        assert_eq!(
            trial.does(Person::Clerk, act).unwrap_err(),
            CloseRefusal::WrongKind { state, kind }
        );
    }
    let act = closing(&trial, FinishKind::Returned);
    trial.does(Person::Clerk, act).unwrap();
}

#[test]
fn an_undecided_case_is_only_passed_on_and_says_to_whom() {
    let mut trial = accepted();
    let state = CaseState::Accepted;
    let kind = FinishKind::Issued;
    let act = closing(&trial, kind);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        CloseRefusal::WrongKind { state, kind }
    );
    let silent = Close {
        reason: None,
        ..closing(&trial, FinishKind::Forwarded)
    };
    assert_eq!(
        trial.does(Person::Clerk, silent).unwrap_err(),
        CloseRefusal::ReasonMissing
    );
    let act = closing(&trial, FinishKind::Forwarded);
    trial.does(Person::Clerk, act).unwrap();
    assert!(trial.figures().contains(&"cases.forwarded"));
    assert!(!trial.figures().contains(&"cases.closed"));
}

#[test]
fn silence_closes_only_if_the_notice_printed_the_period_and_it_is_over() {
    let mut bare = noticed().on(date(2021, 12, 1));
    let act = closing(&bare, FinishKind::Lapsed);
    assert_eq!(
        bare.does(Person::Clerk, act).unwrap_err(),
        CloseRefusal::NoPeriodPrinted
    );
    let mut trial = noticed_with_period().on(date(2021, 9, 18));
    let act = closing(&trial, FinishKind::Lapsed);
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        CloseRefusal::PeriodRuns
    );
    let mut trial = trial.on(date(2021, 9, 19));
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(
        trial.figures(),
        ["cases.received", "cases.corrected", "cases.lapsed"]
    );
}

#[test]
fn what_is_not_decided_is_not_closed_and_nobody_closes_his_own() {
    let mut trial = received();
    let act = closing(&trial, FinishKind::Other);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        CloseRefusal::WrongState {
            state: CaseState::Received
        }
    );
    let mut trial = granted(reviewed());
    let act = closing(&trial, FinishKind::Issued);
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        CloseRefusal::OwnApplication
    );
}
