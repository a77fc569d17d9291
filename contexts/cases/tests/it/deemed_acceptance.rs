//! 行政许可法 art. 32(4): silence accepts, from the day of receipt, whatever the order of acts.

use crate::given::{
    Person, Trial, accept, corrected, incomplete, kept, notice, noticed, permit, permit_with,
    received, submitted, submitted_of,
};
use cases::domain::{
    CaseEvent, CaseState,
    add_note::AddNote,
    deliver_deferred::DeliverDeferred,
    grant::{Grant, GrantRefusal},
    settle::{Settle, SettleRefusal},
};
use contracts::Command as _;
use jiff::civil::date;
use kernel::WorkCalendar;
use proptest::prelude::*;
use serde_json::json;

fn note(trial: &Trial) -> AddNote {
    AddNote {
        case_id: trial.id(),
        note: Some(kept("seen")),
        vault: Vec::new(),
    }
}

fn settle(trial: &Trial) -> Settle {
    Settle {
        case_id: trial.id(),
    }
}

#[test]
fn any_act_after_the_fifth_working_day_first_yields_the_deemed_acceptance() {
    let mut trial = received().on(date(2021, 9, 14));
    let act = note(&trial);
    let events = trial.does(Person::Clerk, act).unwrap();
    let CaseEvent::DeemedAccepted(deemed) = &events[0] else {
        panic!("silence accepts first")
    };
    assert_eq!(deemed.accepted_on, date(2021, 9, 6));
    assert_eq!(deemed.notice_by, date(2021, 9, 13));
    assert_eq!(trial.state(), CaseState::DeemedAccepted);
    assert_eq!(trial.due(), (date(2021, 9, 13), date(2021, 10, 9)));
}

#[test]
fn the_job_makes_it_happen_unasked() {
    let mut trial = received().on(date(2021, 9, 13));
    let act = settle(&trial);
    assert_eq!(trial.city_does(act).unwrap_err(), SettleRefusal::NothingDue);
    let mut trial = trial.on(date(2021, 9, 14));
    trial.city_does(act).unwrap();
    assert_eq!(trial.state(), CaseState::DeemedAccepted);
}

#[test]
fn whether_the_job_came_first_makes_no_difference() {
    let mut asked = received().on(date(2021, 9, 14));
    let mut unasked = asked.clone();
    let act = settle(&unasked);
    unasked.city_does(act).unwrap();
    let act = note(&asked);
    asked.does(Person::Clerk, act.clone()).unwrap();
    unasked.does(Person::Clerk, act).unwrap();
    assert_eq!(asked.case, unasked.case);
}

#[test]
fn the_days_run_whether_or_not_anybody_stamped_the_receipt() {
    let mut trial = submitted().on(date(2021, 9, 14));
    let act = settle(&trial);
    trial.city_does(act).unwrap();
    assert_eq!(trial.state(), CaseState::DeemedAccepted);
    assert!(trial.figures().contains(&"cases.received"));
}

#[test]
fn an_application_on_a_holiday_counts_from_that_day() {
    let mut trial = Trial::new(permit()).on(date(2021, 10, 3));
    let application = trial.application();
    trial
        .does(
            Person::Applicant,
            cases::domain::submit::Submit { application },
        )
        .unwrap();
    // 8 (Friday), 9 (Saturday, worked), 11, 12, 13 October.
    let mut trial = trial.on(date(2021, 10, 13));
    let act = settle(&trial);
    assert!(trial.city_does(act).is_err());
    let mut trial = trial.on(date(2021, 10, 14));
    trial.city_does(act).unwrap();
    assert_eq!(trial.handling().accepted_on, date(2021, 10, 3));
}

#[test]
fn a_notice_in_time_stops_it() {
    let mut trial = noticed().on(date(2021, 12, 1));
    let act = settle(&trial);
    assert_eq!(trial.city_does(act).unwrap_err(), SettleRefusal::NothingDue);
}

#[test]
fn after_a_correction_silence_accepts_from_that_receipt() {
    let mut trial = corrected().on(date(2021, 9, 14));
    let act = settle(&trial);
    trial.city_does(act).unwrap();
    assert_eq!(trial.state(), CaseState::DeemedAccepted);
    assert_eq!(trial.handling().accepted_on, date(2021, 9, 6));
}

#[test]
fn only_permits_have_this_clock() {
    let own_law = permit_with(json!({ "task_type": "confirmation" }));
    let mut trial = submitted_of(own_law).on(date(2021, 12, 1));
    let act = settle(&trial);
    assert_eq!(trial.city_does(act).unwrap_err(), SettleRefusal::NothingDue);
}

#[test]
fn without_a_calendar_nothing_is_deemed_and_nothing_refused() {
    let calendar = WorkCalendar::clone(&WorkCalendar::published()).without_year(2021);
    let mut trial = received().on(date(2021, 9, 14)).with_calendar(calendar);
    let act = accept(&trial);
    let events = trial.does(Person::Clerk, act).unwrap();
    assert!(matches!(events[..], [CaseEvent::Accepted(_)]));
}

#[test]
fn what_silence_accepted_is_still_not_granted_without_its_materials() {
    let mut trial = incomplete().on(date(2021, 9, 14));
    let act = settle(&trial);
    trial.city_does(act).unwrap();
    let opinion = crate::given::opinion(&trial, "check");
    trial.does(Person::Reviewer, opinion).unwrap();
    let grant = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    let refused = trial.does(Person::Decider, grant.clone()).unwrap_err();
    assert_eq!(
        refused,
        GrantRefusal::MaterialsOutstanding {
            names: vec!["图纸".to_owned()]
        }
    );
    let delivery = DeliverDeferred {
        case_id: trial.id(),
        materials: crate::given::held(&["plan"]),
    };
    trial.does(Person::Applicant, delivery).unwrap();
    trial.does(Person::Decider, grant).unwrap();
}

#[test]
fn it_is_counted_for_the_day_of_receipt() {
    let mut trial = received().on(date(2021, 9, 30));
    let act = settle(&trial);
    trial.city_does(act).unwrap();
    let deemed = cases::read::figures::counted(&trial.case)
        .into_iter()
        .find(|counted| counted.figure == "cases.deemed");
    assert_eq!(deemed.unwrap().counts_for, date(2021, 9, 6));
}

proptest! {
    /// Whoever comes first after the fifth day, and however late, finds the same acceptance.
    #[test]
    fn the_order_of_acts_never_changes_the_day(wait in 8_i64..200, first in 0_usize..4) {
        let mut trial = incomplete();
        trial.today = trial.today.saturating_add(jiff::Span::new().days(wait));
        let env = trial.env(Person::Clerk);
        let note = note(&trial);
        // Refused acts leave nothing behind.
        let attempts = [
            notice(&trial, &["plan"]).decide(&trial.case, &env).is_err(),
            accept(&trial).decide(&trial.case, &env).is_err(),
        ];
        prop_assert_eq!(attempts, [true, true]);
        if first % 2 == 0 {
            let settle = settle(&trial);
            trial.city_does(settle).unwrap();
        }
        trial.does(Person::Clerk, note).unwrap();
        let deemed: Vec<_> = trial
            .log
            .iter()
            .filter(|event| matches!(event.body, CaseEvent::DeemedAccepted(_)))
            .collect();
        prop_assert_eq!(deemed.len(), 1);
        prop_assert_eq!(trial.handling().accepted_on, date(2021, 9, 6));
        prop_assert_eq!(trial.due(), (date(2021, 9, 13), date(2021, 10, 9)));
    }
}
