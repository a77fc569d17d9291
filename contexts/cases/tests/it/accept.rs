//! 行政许可法 art. 32(5), 42, 82: acceptance, and both due dates from it.

use crate::given::{
    Person, accept, accepted, corrected, incomplete, noticed, permit_with, received, received_of,
};
use cases::domain::{
    CaseEvent, CaseState,
    accept::AcceptRefusal,
    settle::{Settle, SettleRefusal},
};
use jiff::civil::date;
use kernel::{Refusal, RefusalKind, WorkCalendar};
use serde_json::json;

#[test]
fn a_complete_application_is_accepted_with_both_due_dates() {
    let trial = accepted();
    assert_eq!(trial.state(), CaseState::Accepted);
    // Five days from Monday 6 September; twenty over Mid-Autumn and National Day.
    assert_eq!(trial.due(), (date(2021, 9, 13), date(2021, 10, 9)));
}

#[test]
fn a_sunday_worked_in_exchange_for_a_holiday_counts() {
    let mut trial = received().on(date(2021, 9, 10));
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let mut late = received().on(date(2021, 9, 13));
    let act = accept(&late);
    late.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.due().0, date(2021, 9, 17));
    // The 18th, a Saturday, is worked.
    assert_eq!(late.due().0, date(2021, 9, 18));
}

#[test]
fn what_is_missing_is_named_as_people_know_it() {
    let mut trial = incomplete();
    let act = accept(&trial);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(
        refused,
        AcceptRefusal::MaterialsMissing {
            names: vec!["图纸".to_owned()]
        }
    );
    assert_eq!(refused.params(), [("names", "图纸".to_owned())]);
}

#[test]
fn nobody_accepts_his_own_application() {
    let mut trial = received();
    let act = accept(&trial);
    let refused = trial.does(Person::InterestedClerk, act).unwrap_err();
    assert_eq!(refused, AcceptRefusal::OwnApplication);
    assert_eq!(refused.kind(), RefusalKind::Barred);
}

#[test]
fn who_filed_it_online_does_not_accept_it_even_when_his_mandate_has_ended() {
    let mut trial = received();
    trial.case.filed_by = Person::Clerk.account();
    let act = accept(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        AcceptRefusal::OwnApplication
    );
}

#[test]
fn what_awaits_a_correction_is_not_accepted() {
    let mut trial = noticed();
    let act = accept(&trial);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(
        refused,
        AcceptRefusal::WrongState {
            state: CaseState::CorrectionNoticed
        }
    );
}

#[test]
fn art_32_5_what_was_corrected_is_accepted() {
    let mut trial = corrected();
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::Accepted);
}

#[test]
fn a_limit_from_receipt_runs_from_the_complete_application() {
    let item = permit_with(json!({
        "limit_from_receipt": true,
        "legal_limit": { "days": 7, "unit": "calendar" },
        "promised_limit": { "days": 3, "unit": "calendar" },
    }));
    let mut trial = received_of(item).on(date(2021, 9, 8));
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.handling().accepted_on, date(2021, 9, 8));
    // Seven calendar days from the 6th; the third day of the promise is a Thursday.
    assert_eq!(trial.due(), (date(2021, 9, 9), date(2021, 9, 13)));
}

#[test]
fn a_missing_calendar_never_refuses_what_the_law_commands() {
    let calendar = WorkCalendar::clone(&WorkCalendar::published()).without_year(2022);
    let mut trial = received()
        .on(date(2021, 9, 13))
        .with_calendar(calendar.clone());
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert!(trial.handling().dates.is_some());

    let mut late = crate::given::Trial::new(crate::given::permit())
        .on(date(2021, 12, 30))
        .with_calendar(calendar);
    let application = late.application();
    late.does(
        Person::Applicant,
        cases::domain::submit::Submit { application },
    )
    .unwrap();
    let receive = cases::domain::receive::Receive { case_id: late.id() };
    late.does(Person::Clerk, receive).unwrap();
    let act = accept(&late);
    late.does(Person::Clerk, act).unwrap();
    assert_eq!(late.state(), CaseState::Accepted);
    assert_eq!(late.handling().dates, None);

    // Nothing to fill in while the calendar is missing, and then both dates.
    let settle = Settle { case_id: late.id() };
    assert_eq!(
        late.city_does(settle).unwrap_err(),
        SettleRefusal::NothingDue
    );
    let mut late = late.with_calendar(WorkCalendar::clone(&WorkCalendar::published()));
    late.city_does(settle).unwrap();
    assert!(matches!(late.last(), CaseEvent::DueDatesFilled(_)));
    assert_eq!(late.due().0, date(2022, 1, 7));
}

#[test]
fn lights_that_wait_for_the_calendar_longer_than_the_date_are_filled_in_too() {
    let calendar = WorkCalendar::clone(&WorkCalendar::published()).without_year(2022);
    let item = permit_with(json!({ "task_type": "confirmation", "legal_limit": null }));
    let mut trial = received_of(item)
        .on(date(2021, 12, 24))
        .with_calendar(calendar);
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let dates = trial.handling().dates.unwrap();
    assert_eq!(dates.due.promised_on, date(2021, 12, 31));
    assert_eq!(dates.lights, None);
    let mut trial = trial.with_calendar(WorkCalendar::clone(&WorkCalendar::published()));
    let settle = Settle {
        case_id: trial.id(),
    };
    trial.city_does(settle).unwrap();
    let lights = trial.handling().dates.unwrap().lights.unwrap();
    assert_eq!(lights.yellow_on, date(2022, 1, 4));
    assert_eq!(
        trial.city_does(settle).unwrap_err(),
        SettleRefusal::NothingDue
    );
}
