//! 行政许可法 art. 32(3), 32(4): corrections on the spot, one notice listing everything, its answer.

use crate::given::{
    Person, Trial, corrected, correction, file, held, incomplete, kept, notice, noticed, received,
    submitted,
};
use cases::domain::{
    CaseEvent, CaseState,
    correct_on_spot::{CorrectOnSpot, CorrectOnSpotRefusal},
    notify_correction::{AnswerPeriod, FORM, NotifyCorrection, NotifyCorrectionRefusal},
    receive::{Receive, ReceiveRefusal},
    submit_correction::{RecordCorrection, SubmitCorrectionRefusal},
};
use jiff::civil::date;
use kernel::{Refusal, Timestamp, deadline::Limit};

fn on_spot(trial: &Trial) -> CorrectOnSpot {
    CorrectOnSpot {
        case_id: trial.id(),
        materials: held(&["plan"]),
        answers: None,
        confirmation: Some(file()),
        vault: Vec::new(),
    }
}

fn again(trial: &Trial, codes: &[&str]) -> NotifyCorrection {
    NotifyCorrection {
        why_again: Some(kept("the new plan shows it")),
        ..notice(trial, codes)
    }
}

#[test]
fn a_receipt_is_stamped_once_and_by_somebody_else() {
    let mut trial = submitted();
    let receive = Receive {
        case_id: trial.id(),
    };
    let own = trial.does(Person::InterestedClerk, receive).unwrap_err();
    assert_eq!(own, ReceiveRefusal::OwnApplication);
    trial.does(Person::Clerk, receive).unwrap();
    let twice = trial.does(Person::Clerk, receive).unwrap_err();
    assert_eq!(
        twice,
        ReceiveRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn art_32_3_the_applicant_corrects_on_the_spot_and_confirms_it() {
    let mut trial = incomplete();
    let act = on_spot(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert!(trial.case.missing().is_empty());
    assert_eq!(trial.state(), CaseState::Received);
}

#[test]
fn staff_never_alter_a_material_without_the_applicant() {
    let mut trial = incomplete();
    let act = CorrectOnSpot {
        confirmation: None,
        ..on_spot(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        CorrectOnSpotRefusal::NotConfirmed
    );
}

#[test]
fn a_correction_on_the_spot_is_refused_where_it_cannot_be_right() {
    let mut trial = incomplete();
    let empty = CorrectOnSpot {
        materials: Vec::new(),
        ..on_spot(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, empty).unwrap_err(),
        CorrectOnSpotRefusal::NothingCorrected
    );
    let unknown = CorrectOnSpot {
        materials: held(&["diploma"]),
        ..on_spot(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, unknown).unwrap_err(),
        CorrectOnSpotRefusal::UnknownMaterial {
            codes: vec!["diploma".to_owned()]
        }
    );
    let own = on_spot(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        CorrectOnSpotRefusal::OwnApplication
    );
    let mut trial = noticed();
    let late = on_spot(&trial);
    assert_eq!(
        trial.does(Person::Clerk, late).unwrap_err(),
        CorrectOnSpotRefusal::WrongState {
            state: CaseState::CorrectionNoticed
        }
    );
}

#[test]
fn art_32_4_one_notice_lists_everything() {
    let mut trial = incomplete();
    let act = notice(&trial, &["plan", FORM]);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::CorrectionNoticed);
    assert_eq!(trial.case.notices[0].materials, ["plan", FORM]);
}

#[test]
fn a_notice_on_the_fifth_working_day_is_in_time_and_on_the_sixth_too_late() {
    let mut trial = incomplete().on(date(2021, 9, 13));
    let act = notice(&trial, &["plan"]);
    trial.does(Person::Clerk, act).unwrap();
    let mut trial = incomplete().on(date(2021, 9, 14));
    let act = notice(&trial, &["plan"]);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(refused, NotifyCorrectionRefusal::TooLate);
    assert_eq!(refused.basis().unwrap().article, "第三十二条第一款第四项");
}

#[test]
fn a_notice_must_list_what_the_item_asks_for_once_each() {
    let mut trial = incomplete();
    let empty = notice(&trial, &[]);
    assert_eq!(
        trial.does(Person::Clerk, empty).unwrap_err(),
        NotifyCorrectionRefusal::NothingListed
    );
    let twice = notice(&trial, &["plan", "identity", "plan"]);
    assert_eq!(
        trial.does(Person::Clerk, twice).unwrap_err(),
        NotifyCorrectionRefusal::ListedTwice {
            codes: vec!["plan".to_owned()]
        }
    );
    let unknown = notice(&trial, &["diploma"]);
    assert_eq!(
        trial.does(Person::Clerk, unknown).unwrap_err(),
        NotifyCorrectionRefusal::UnknownMaterial {
            codes: vec!["diploma".to_owned()]
        }
    );
    let own = notice(&trial, &["plan"]);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        NotifyCorrectionRefusal::OwnApplication
    );
}

#[test]
fn a_notice_prints_the_period_with_its_local_basis_or_none() {
    let period = |basis: &str| AnswerPeriod {
        limit: Limit::working(10),
        basis: basis.to_owned(),
    };
    let mut trial = incomplete();
    let bare = NotifyCorrection {
        answer_within: Some(period(" ")),
        ..notice(&trial, &["plan"])
    };
    assert_eq!(
        trial.does(Person::Clerk, bare).unwrap_err(),
        NotifyCorrectionRefusal::PeriodWithoutBasis
    );
    let based = NotifyCorrection {
        answer_within: Some(period("演示办法")),
        ..notice(&trial, &["plan"])
    };
    trial.does(Person::Clerk, based).unwrap();
    // Ten working days over Mid-Autumn, with the 18th worked in exchange.
    assert_eq!(trial.case.notices[0].answer_by, Some(date(2021, 9, 18)));
}

#[test]
fn what_was_accepted_gets_no_notice() {
    let mut trial = crate::given::accepted();
    let act = notice(&trial, &["plan"]);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        NotifyCorrectionRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
}

#[test]
fn a_second_notice_needs_its_reason() {
    let mut trial = corrected();
    let act = notice(&trial, &["plan"]);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(refused, NotifyCorrectionRefusal::AlreadyNotified);
}

#[test]
fn a_second_notice_is_for_the_corrected_material_only() {
    let mut trial = corrected();
    let act = again(&trial, &["plan", "identity"]);
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(
        refused,
        NotifyCorrectionRefusal::VisibleBefore {
            codes: vec!["identity".to_owned()]
        }
    );
}

#[test]
fn a_second_notice_alarms_the_supervisor_and_there_is_no_third() {
    let mut trial = corrected();
    let second = again(&trial, &["plan"]);
    trial.does(Person::Clerk, second).unwrap();
    let CaseEvent::CorrectionNotified(event) = trial.last() else {
        panic!("a notice was given")
    };
    assert!(event.why_again.is_some());
    assert!(trial.figures().contains(&"cases.corrected-again"));
    let correction = correction(&trial, &["plan"]);
    trial.does(Person::Applicant, correction).unwrap();
    let third = again(&trial, &["plan"]);
    assert_eq!(
        trial.does(Person::Clerk, third).unwrap_err(),
        NotifyCorrectionRefusal::AlreadyTwice
    );
}

#[test]
fn a_correction_comes_only_where_one_was_asked_for() {
    let mut trial = received();
    let act = correction(&trial, &["plan"]);
    assert_eq!(
        trial.does(Person::Applicant, act).unwrap_err(),
        SubmitCorrectionRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn a_correction_must_bring_something_that_the_item_lists() {
    let mut trial = noticed();
    let empty = correction(&trial, &[]);
    assert_eq!(
        trial.does(Person::Applicant, empty).unwrap_err(),
        SubmitCorrectionRefusal::NothingBrought
    );
    let unknown = correction(&trial, &["diploma"]);
    assert_eq!(
        trial.does(Person::Applicant, unknown).unwrap_err(),
        SubmitCorrectionRefusal::UnknownMaterial {
            codes: vec!["diploma".to_owned()]
        }
    );
}

#[test]
fn a_late_correction_is_taken_while_the_case_is_open() {
    let mut trial = noticed().on(date(2021, 12, 1));
    let act = correction(&trial, &["plan"]);
    trial.does(Person::Applicant, act).unwrap();
    assert_eq!(trial.state(), CaseState::CorrectionSubmitted);
    assert_eq!(trial.case.notice_by(), Some(date(2021, 12, 8)));
}

#[test]
fn a_correction_at_the_window_counts_from_its_handing_in() {
    let record = |trial: &Trial, day| RecordCorrection {
        correction: correction(trial, &["plan"]).correction,
        handed_at: Some(Timestamp::in_city(day, 16, 0)),
    };
    let mut trial = noticed().on(date(2021, 9, 9));
    for no_such_time in [date(2021, 9, 10), date(2021, 9, 3)] {
        let act = record(&trial, no_such_time);
        assert_eq!(
            trial.does(Person::Clerk, act).unwrap_err(),
            SubmitCorrectionRefusal::HandedInAtNoSuchTime
        );
    }
    let own = record(&trial, date(2021, 9, 8));
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        SubmitCorrectionRefusal::OwnApplication
    );
    let act = record(&trial, date(2021, 9, 8));
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.case.completed_on(), Some(date(2021, 9, 8)));
}
