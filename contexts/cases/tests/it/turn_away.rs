//! 行政许可法 art. 32(1), 32(2): no permit needed; not ours; still not complete.

use crate::given::{
    Person, Trial, corrected, incomplete, kept, notice, noticed, received, submitted,
};
use cases::domain::{
    CaseState,
    find_not_required::{FindNotRequired, FindNotRequiredRefusal},
    notify_correction::{AnswerPeriod, NotifyCorrection},
    reject_application::{RejectApplication, RejectApplicationRefusal, RejectionGround},
};
use jiff::civil::date;
use kernel::{WorkCalendar, deadline::Limit};

fn not_required(trial: &Trial) -> FindNotRequired {
    FindNotRequired {
        case_id: trial.id(),
        reason: Some(kept("too small")),
        vault: Vec::new(),
    }
}

fn not_ours(trial: &Trial) -> RejectApplication {
    RejectApplication {
        case_id: trial.id(),
        seen_version: None,
        ground: RejectionGround::NotOurs,
        authority: Some("永州市水利局".to_owned()),
        reasons: Some(kept("water, not housing")),
        vault: Vec::new(),
    }
}

fn incomplete_still(trial: &Trial) -> RejectApplication {
    RejectApplication {
        ground: RejectionGround::StillIncomplete,
        authority: None,
        ..not_ours(trial)
    }
}

/// A notice that gives ten working days, until 18 September.
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
fn art_32_1_that_no_permit_is_needed_ends_the_case() {
    let mut trial = received();
    let act = not_required(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::NotRequired);
}

#[test]
fn that_no_permit_is_needed_is_told_with_its_reason_and_before_acceptance() {
    let mut trial = received();
    let bare = FindNotRequired {
        reason: None,
        ..not_required(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, bare).unwrap_err(),
        FindNotRequiredRefusal::ReasonMissing
    );
    let own = not_required(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        FindNotRequiredRefusal::OwnApplication
    );
    let mut trial = submitted();
    let early = not_required(&trial);
    assert_eq!(
        trial.does(Person::Clerk, early).unwrap_err(),
        FindNotRequiredRefusal::WrongState {
            state: CaseState::Submitted
        }
    );
}

#[test]
fn art_32_2_not_ours_names_the_competent_authority() {
    let mut trial = received();
    let nameless = RejectApplication {
        authority: Some(" ".to_owned()),
        ..not_ours(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, nameless).unwrap_err(),
        RejectApplicationRefusal::AuthorityMissing
    );
    let act = not_ours(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::RejectedAccept);
}

#[test]
fn a_rejection_needs_reasons_and_another_person() {
    let mut trial = received();
    let bare = RejectApplication {
        reasons: None,
        ..not_ours(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, bare).unwrap_err(),
        RejectApplicationRefusal::ReasonsMissing
    );
    let own = not_ours(&trial);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        RejectApplicationRefusal::OwnApplication
    );
    let mut trial = submitted();
    let early = not_ours(&trial);
    assert_eq!(
        trial.does(Person::Clerk, early).unwrap_err(),
        RejectApplicationRefusal::WrongState {
            state: CaseState::Submitted
        }
    );
}

#[test]
fn incomplete_is_no_ground_before_it_was_told_what_is_missing() {
    let mut trial = incomplete();
    let act = incomplete_still(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        RejectApplicationRefusal::NotYetNotified
    );
}

#[test]
fn incomplete_after_a_correction_is_a_ground() {
    let mut trial = corrected();
    let act = incomplete_still(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::RejectedAccept);
}

#[test]
fn nothing_is_turned_away_while_the_printed_period_runs() {
    let mut trial = noticed_with_period().on(date(2021, 9, 18));
    let act = incomplete_still(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        RejectApplicationRefusal::PeriodRuns {
            answer_by: Some(date(2021, 9, 18))
        }
    );
    let mut trial = trial.on(date(2021, 9, 19));
    trial.does(Person::Clerk, act).unwrap();
}

#[test]
fn a_period_whose_end_waits_for_its_calendar_still_runs() {
    let calendar = WorkCalendar::clone(&WorkCalendar::published()).without_year(2021);
    let mut trial = incomplete().with_calendar(calendar);
    let period = AnswerPeriod {
        limit: Limit::working(10),
        basis: "演示办法".to_owned(),
    };
    let act = NotifyCorrection {
        answer_within: Some(period),
        ..notice(&trial, &["plan"])
    };
    trial.does(Person::Clerk, act).unwrap();
    let mut trial = trial.on(date(2021, 12, 1));
    let act = incomplete_still(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        RejectApplicationRefusal::PeriodRuns { answer_by: None }
    );
    let mut trial = trial.with_calendar(WorkCalendar::clone(&WorkCalendar::published()));
    trial.does(Person::Clerk, act).unwrap();
}

#[test]
fn a_notice_without_a_period_leaves_a_rejection_with_reasons() {
    let mut trial = noticed().on(date(2021, 12, 1));
    let act = incomplete_still(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::RejectedAccept);
}

#[test]
fn not_ours_is_no_ground_while_a_correction_is_awaited() {
    let mut trial = noticed();
    let act = not_ours(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        RejectApplicationRefusal::AwaitsCorrection
    );
}

#[test]
fn after_the_fifth_day_it_is_too_late_to_turn_away() {
    let mut trial = received().on(date(2021, 9, 14));
    let act = not_ours(&trial);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        RejectApplicationRefusal::TooLate
    );
}
