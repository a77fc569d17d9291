//! 行政许可法 art. 45: the law's procedures stop the clock, on notice, until their planned end.

use crate::given::{
    Person, Trial, accepted, accepted_of, kept, opinion, permit_with, received, steps,
};
use cases::domain::{
    CaseEvent, CaseState,
    end_special_procedure::{EndSpecialProcedure, EndSpecialProcedureRefusal},
    give_opinion::GiveOpinionRefusal,
    grant::{Grant, GrantRefusal},
    renew_special_procedure::{RenewSpecialProcedure, RenewSpecialProcedureRefusal},
    settle::Settle,
    start_special_procedure::{StartSpecialProcedure, StartSpecialProcedureRefusal},
};
use jiff::civil::date;
use kernel::deadline::PauseReason;
use serde_json::json;

fn start(trial: &Trial) -> StartSpecialProcedure {
    StartSpecialProcedure {
        case_id: trial.id(),
        reason: PauseReason::ExpertReview,
        notice: Some(kept("experts will meet")),
        planned_end_on: date(2021, 9, 16),
        step: None,
        own_law: None,
        vault: Vec::new(),
    }
}

fn renewal(trial: &Trial) -> RenewSpecialProcedure {
    RenewSpecialProcedure {
        case_id: trial.id(),
        notice: Some(kept("they need longer")),
        planned_end_on: date(2021, 9, 23),
        vault: Vec::new(),
    }
}

fn end(trial: &Trial) -> EndSpecialProcedure {
    EndSpecialProcedure {
        case_id: trial.id(),
    }
}

/// Accepted on Monday 6 September, paused from Wednesday 8 until Thursday 16.
fn paused() -> Trial {
    let mut trial = accepted().on(date(2021, 9, 8));
    let act = start(&trial);
    trial.does(Person::Reviewer, act).unwrap();
    trial
}

#[test]
fn a_procedure_stops_both_clocks_until_its_planned_end() {
    let trial = paused();
    assert_eq!(trial.state(), CaseState::Special);
    // Two days are used; 17, 18 (worked) and 22 September are the other three.
    assert_eq!(trial.due().0, date(2021, 9, 22));
    // Six working days later than without it.
    assert_eq!(trial.due().1, date(2021, 10, 18));
}

#[test]
fn it_ends_by_itself_at_the_planned_end() {
    let mut trial = paused().on(date(2021, 9, 16));
    let settle = Settle {
        case_id: trial.id(),
    };
    assert!(trial.city_does(settle).is_err());
    let mut trial = trial.on(date(2021, 9, 17));
    trial.city_does(settle).unwrap();
    let CaseEvent::SpecialProcedureEnded(event) = trial.last() else {
        panic!("it ended")
    };
    assert_eq!((event.ended_on, event.by_clock), (date(2021, 9, 16), true));
    assert_eq!(trial.state(), CaseState::Reviewing);
    assert_eq!(trial.due(), (date(2021, 9, 22), date(2021, 10, 18)));
}

#[test]
fn any_act_after_the_planned_end_finds_it_ended() {
    let mut trial = paused().on(date(2021, 9, 28));
    let act = opinion(&trial, "check");
    let events = trial.does(Person::Reviewer, act).unwrap();
    assert!(matches!(
        events[..],
        [
            CaseEvent::SpecialProcedureEnded(_),
            CaseEvent::OpinionGiven(_)
        ]
    ));
}

#[test]
fn it_ends_early_on_the_day_itself_and_the_dates_move_back() {
    let mut trial = paused().on(date(2021, 9, 10));
    let act = end(&trial);
    trial.does(Person::Reviewer, act).unwrap();
    // Only the 9th and the 10th were not counted.
    assert_eq!(trial.due().0, date(2021, 9, 15));
}

#[test]
fn a_new_notice_moves_the_end_while_it_runs() {
    let mut trial = paused().on(date(2021, 9, 16));
    let act = renewal(&trial);
    trial.does(Person::Reviewer, act).unwrap();
    // 24, 26 (a Sunday, worked) and 27 September are the other three.
    assert_eq!(trial.due().0, date(2021, 9, 27));
    let mut trial = trial.on(date(2021, 9, 20));
    let settle = Settle {
        case_id: trial.id(),
    };
    assert!(trial.city_does(settle).is_err());
}

#[test]
fn a_new_notice_is_refused_where_it_cannot_be_right() {
    let mut trial = paused();
    let sooner = RenewSpecialProcedure {
        planned_end_on: date(2021, 9, 16),
        ..renewal(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, sooner).unwrap_err(),
        RenewSpecialProcedureRefusal::EndNotLater {
            planned_end_on: date(2021, 9, 16)
        }
    );
    let silent = RenewSpecialProcedure {
        notice: None,
        ..renewal(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        RenewSpecialProcedureRefusal::NoticeMissing
    );
    let own = renewal(&trial);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, own.clone())
            .unwrap_err(),
        RenewSpecialProcedureRefusal::OwnApplication
    );
    let mut over = paused().on(date(2021, 9, 17));
    assert_eq!(
        over.does(Person::Reviewer, own).unwrap_err(),
        RenewSpecialProcedureRefusal::WrongState {
            state: CaseState::Reviewing
        }
    );
}

#[test]
fn without_a_notice_and_an_end_ahead_nothing_stops() {
    let mut trial = accepted().on(date(2021, 9, 8));
    let silent = StartSpecialProcedure {
        notice: None,
        ..start(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        StartSpecialProcedureRefusal::NoticeMissing
    );
    let past = StartSpecialProcedure {
        planned_end_on: date(2021, 9, 8),
        ..start(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, past).unwrap_err(),
        StartSpecialProcedureRefusal::EndNotAhead
    );
    let own = start(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        StartSpecialProcedureRefusal::OwnApplication
    );
    let mut trial = received();
    let early = start(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, early).unwrap_err(),
        StartSpecialProcedureRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn what_is_no_permit_needs_its_own_law_to_stop() {
    let own_law = permit_with(json!({ "task_type": "confirmation" }));
    let mut trial = accepted_of(own_law);
    let act = start(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act.clone()).unwrap_err(),
        StartSpecialProcedureRefusal::OwnLawMissing
    );
    let based = StartSpecialProcedure {
        own_law: Some("工伤保险条例".to_owned()),
        ..act
    };
    trial.does(Person::Reviewer, based).unwrap();
}

#[test]
fn there_is_nothing_to_end_where_nothing_runs() {
    let mut trial = accepted();
    let act = end(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        EndSpecialProcedureRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
    let mut trial = paused();
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        EndSpecialProcedureRefusal::OwnApplication
    );
}

#[test]
fn nothing_is_decided_while_it_runs() {
    let mut trial = paused();
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    assert_eq!(
        trial.does(Person::Decider, act).unwrap_err(),
        GrantRefusal::WrongState {
            state: CaseState::Special
        }
    );
}

#[test]
fn an_expert_review_has_a_result_only_after_it_was_held() {
    let item = permit_with(steps(&[("experts", "expert-review")]));
    let mut trial = accepted_of(item).on(date(2021, 9, 8));
    let result = opinion(&trial, "experts");
    assert_eq!(
        trial.does(Person::Reviewer, result.clone()).unwrap_err(),
        GiveOpinionRefusal::ProcedureMissing
    );
    let act = start(&trial);
    trial.does(Person::Reviewer, act).unwrap();
    let mut trial = trial.on(date(2021, 9, 17));
    trial.does(Person::Reviewer, result).unwrap();
    assert!(trial.handling().review.is_done("experts"));
}
