//! 行政许可法 art. 36, 46–48: third parties are heard, and the decision waits for the hearing.

use crate::given::{
    Person, Trial, accepted, accepted_of, file, kept, opinion, permit_with, remedies, reviewed,
    steps,
};
use cases::domain::{
    CaseEvent, CaseState,
    answer_hearing::{AnswerHearing, AnswerHearingRefusal, RecordHearingAnswer},
    deny::{Deny, DenyRefusal},
    end_special_procedure::EndSpecialProcedure,
    give_opinion::GiveOpinionRefusal,
    grant::{Grant, GrantRefusal},
    interests::{HearingBar, HearingGround, Voice},
    record_hearing::{RecordHearing, RecordHearingRefusal},
    set_hearing::{SetHearing, SetHearingRefusal},
    start_special_procedure::{StartSpecialProcedure, StartSpecialProcedureRefusal},
    state_views::{RecordViews, StateViews, StateViewsRefusal},
    tell_interested::{TellInterested, TellInterestedRefusal},
    tell_of_hearing::{TellOfHearing, TellOfHearingRefusal},
};
use jiff::civil::date;
use kernel::{Date, PartyId, Refusal as _, Timestamp, deadline::PauseReason};
use serde_json::json;

const NEIGHBOUR: PartyId = PartyId(901);

fn tell(trial: &Trial) -> TellInterested {
    TellInterested {
        case_id: trial.id(),
        party: NEIGHBOUR,
        name: Some(kept("王邻居")),
        address: Some(kept("湘永路14号")),
        reason: Some(kept("the entrance is 8 m from his wall")),
        vault: Vec::new(),
    }
}

fn tell_right(trial: &Trial, ground: HearingGround) -> TellOfHearing {
    TellOfHearing {
        case_id: trial.id(),
        ground,
        reason: Some(kept("both have major interests")),
        vault: Vec::new(),
    }
}

fn views(trial: &Trial, voice: Voice) -> RecordViews {
    RecordViews {
        case_id: trial.id(),
        voice,
        views: Some(kept("too near")),
        signed: Some(file()),
        vault: Vec::new(),
    }
}

fn answer(trial: &Trial, voice: Voice, asks: bool) -> RecordHearingAnswer {
    RecordHearingAnswer {
        case_id: trial.id(),
        voice,
        asks,
        signed: Some(file()),
    }
}

fn hearing(trial: &Trial, on: Date) -> SetHearing {
    SetHearing {
        case_id: trial.id(),
        held_at: Timestamp::in_city(on, 9, 0),
        place: Some(kept("hall 3")),
        chair: Person::Decider.account(),
        secrecy: None,
        notice: Some(kept("about an hour")),
        vault: Vec::new(),
    }
}

fn record(trial: &Trial) -> RecordHearing {
    RecordHearing {
        case_id: trial.id(),
        record: Some(kept("both spoke")),
        signed: Some(file()),
        vault: Vec::new(),
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

fn bar(trial: &mut Trial) -> HearingBar {
    let act = grant(trial);
    let refusal = trial.does(Person::Decider, act).unwrap_err();
    let GrantRefusal::Hearing(bar) = refusal else {
        panic!("{refusal}")
    };
    bar
}

/// Reviewed on Monday 6 September, and the neighbour was told that day.
fn told() -> Trial {
    let mut trial = reviewed();
    let act = tell(&trial);
    trial.does(Person::OtherReviewer, act).unwrap();
    trial
}

/// Both were told of the right to a hearing as well.
fn told_of_right() -> Trial {
    let mut trial = told();
    let act = tell_right(&trial, HearingGround::MajorInterest);
    trial.does(Person::OtherReviewer, act).unwrap();
    trial
}

/// The neighbour said what he had to say, and asked for a hearing on 7 September.
fn asked() -> Trial {
    let mut trial = told_of_right().on(date(2021, 9, 7));
    let act = views(&trial, Voice::Interested(NEIGHBOUR));
    trial.does(Person::Clerk, act).unwrap();
    let act = answer(&trial, Voice::Interested(NEIGHBOUR), true);
    trial.does(Person::Clerk, act).unwrap();
    trial
}

/// The hearing is on Thursday 16 September, under somebody who reviewed nothing.
fn set() -> Trial {
    let mut trial = asked();
    let act = hearing(&trial, date(2021, 9, 16));
    trial.does(Person::OtherReviewer, act).unwrap();
    trial
}

#[test]
fn a_third_party_has_its_say_before_the_decision() {
    let mut trial = told();
    // Five working days from the 7th.
    let last = Some(date(2021, 9, 13));
    assert_eq!(bar(&mut trial), HearingBar::ViewsAwaited { last });
    let mut late = trial.clone().on(date(2021, 9, 14));
    assert_eq!(bar(&mut late), HearingBar::RightNotTold);
    let act = views(&trial, Voice::Interested(NEIGHBOUR));
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(bar(&mut trial), HearingBar::RightNotTold);
}

#[test]
fn nothing_is_decided_while_a_hearing_may_be_asked_for() {
    let mut trial = told_of_right();
    let act = views(&trial, Voice::Interested(NEIGHBOUR));
    trial.does(Person::Clerk, act).unwrap();
    let last = Some(date(2021, 9, 13));
    assert_eq!(bar(&mut trial), HearingBar::PeriodRuns { last });
    let deny = Deny {
        case_id: trial.id(),
        seen_version: None,
        reasons: Some(kept("too near")),
        remedies: Some(remedies()),
        vault: Vec::new(),
    };
    let refusal = trial.does(Person::Decider, deny).unwrap_err();
    assert_eq!(
        refusal,
        DenyRefusal::Hearing(HearingBar::PeriodRuns { last })
    );
    assert_eq!(refusal.code(), "cases.deny.hearing-period-runs");
    assert_eq!(
        refusal.basis().unwrap().to_string(),
        "《行政许可法》第四十七条"
    );
    // The days pass in silence, and it can be decided.
    let mut silent = trial.clone().on(date(2021, 9, 14));
    let act = grant(&silent);
    silent.does(Person::Decider, act).unwrap();
}

#[test]
fn who_waives_need_not_be_waited_for() {
    let mut trial = told_of_right();
    let act = views(&trial, Voice::Interested(NEIGHBOUR));
    trial.does(Person::Clerk, act).unwrap();
    let act = answer(&trial, Voice::Interested(NEIGHBOUR), false);
    trial.does(Person::Clerk, act).unwrap();
    assert!(matches!(bar(&mut trial), HearingBar::PeriodRuns { .. }));
    let act = AnswerHearing {
        case_id: trial.id(),
        asks: false,
    };
    trial.does(Person::Applicant, act).unwrap();
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
}

#[test]
fn a_request_comes_within_five_working_days_of_the_notice() {
    let mut trial = told_of_right().on(date(2021, 9, 13));
    let act = AnswerHearing {
        case_id: trial.id(),
        asks: true,
    };
    let mut late = trial.clone().on(date(2021, 9, 14));
    assert_eq!(
        late.does(Person::Applicant, act).unwrap_err(),
        AnswerHearingRefusal::PeriodOver {
            last: date(2021, 9, 13)
        }
    );
    trial.does(Person::Applicant, act).unwrap();
    assert_eq!(
        trial.does(Person::Applicant, act).unwrap_err(),
        AnswerHearingRefusal::AlreadyAsked
    );
}

#[test]
fn an_answer_is_refused_where_it_cannot_be_right() {
    let mut trial = accepted();
    let act = answer(&trial, Voice::Applicant, true);
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        AnswerHearingRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
    let mut trial = told();
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        AnswerHearingRefusal::NotTold
    );
    let mut trial = told_of_right();
    let unsigned = RecordHearingAnswer {
        signed: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::Clerk, unsigned).unwrap_err(),
        AnswerHearingRefusal::SignatureMissing
    );
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        AnswerHearingRefusal::OwnApplication
    );
}

#[test]
fn the_clock_stands_from_the_notice_of_hearing_to_its_day() {
    let trial = set();
    assert_eq!(trial.state(), CaseState::Special);
    let pause = trial.handling().running_pause().unwrap();
    assert_eq!(pause.reason, PauseReason::Hearing);
    assert_eq!(pause.planned_end_on, date(2021, 9, 16));
    // One of the five promised days is used; 17, 18 (worked), 22 and 23 September are the others.
    assert_eq!(trial.due().0, date(2021, 9, 23));
}

#[test]
fn the_notice_is_seven_working_days_before_and_the_hearing_within_twenty_of_the_request() {
    let mut trial = asked();
    let soon = hearing(&trial, date(2021, 9, 15));
    assert_eq!(
        trial.does(Person::OtherReviewer, soon).unwrap_err(),
        SetHearingRefusal::TooSoon {
            earliest: date(2021, 9, 16)
        }
    );
    // Twenty working days from 8 September, over Mid-Autumn and the National Day.
    let last = date(2021, 10, 11);
    let late = hearing(&trial, date(2021, 10, 12));
    assert_eq!(
        trial.does(Person::OtherReviewer, late).unwrap_err(),
        SetHearingRefusal::TooLate { last }
    );
    let act = hearing(&trial, last);
    let events = trial.does(Person::OtherReviewer, act).unwrap();
    let CaseEvent::HearingSet(event) = &events[0] else {
        panic!("it is set")
    };
    assert_eq!(event.hold_by, Some(last));
}

#[test]
fn a_hearing_that_is_too_late_by_law_is_held_all_the_same() {
    let mut trial = asked().on(date(2021, 10, 9));
    let act = hearing(&trial, date(2021, 10, 20));
    trial.does(Person::OtherReviewer, act).unwrap();
}

#[test]
fn nobody_presides_over_what_he_reviews() {
    let mut trial = asked();
    for chair in [Person::Reviewer, Person::OtherReviewer] {
        let act = SetHearing {
            chair: chair.account(),
            ..hearing(&trial, date(2021, 9, 16))
        };
        let refusal = trial.does(Person::OtherReviewer, act).unwrap_err();
        let name = chair.name().to_owned();
        assert_eq!(
            refusal,
            SetHearingRefusal::ChairReviewed {
                chair: name.clone(),
                reviewer: name
            }
        );
    }
    // Nor does he review what he presided over and have its record count.
    let item = permit_with(steps(&[("check", "opinion"), ("second", "opinion")]));
    let mut trial = accepted_of(item);
    let act = opinion(&trial, "check");
    trial.does(Person::Reviewer, act).unwrap();
    let act = tell_right(&trial, HearingGround::PublicInterest);
    trial.does(Person::Reviewer, act).unwrap();
    let act = SetHearing {
        chair: Person::OtherReviewer.account(),
        ..hearing(&trial, date(2021, 9, 16))
    };
    trial.does(Person::Reviewer, act).unwrap();
    let mut trial = trial.on(date(2021, 9, 17));
    let act = opinion(&trial, "second");
    trial.does(Person::OtherReviewer, act).unwrap();
    let act = record(&trial);
    assert!(matches!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        RecordHearingRefusal::ChairReviewed { .. }
    ));
}

#[test]
fn a_hearing_is_not_set_where_it_cannot_be_right() {
    let mut trial = told_of_right();
    let act = hearing(&trial, date(2021, 9, 16));
    assert_eq!(
        trial.does(Person::OtherReviewer, act.clone()).unwrap_err(),
        SetHearingRefusal::NobodyAsked
    );
    let mut trial = asked();
    let nobody = SetHearing {
        chair: crate::given::ELSEWHERE,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, nobody).unwrap_err(),
        SetHearingRefusal::NotAColleague {
            chair: crate::given::ELSEWHERE
        }
    );
    let nowhere = SetHearing {
        place: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, nowhere).unwrap_err(),
        SetHearingRefusal::PlaceMissing
    );
    let silent = SetHearing {
        notice: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, silent).unwrap_err(),
        SetHearingRefusal::NoticeMissing
    );
    let far = hearing(&trial, date(2031, 1, 7));
    assert_eq!(
        trial.does(Person::OtherReviewer, far).unwrap_err(),
        SetHearingRefusal::CalendarMissing
    );
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        SetHearingRefusal::OwnApplication
    );
    let mut over = set();
    assert_eq!(
        over.does(Person::OtherReviewer, act).unwrap_err(),
        SetHearingRefusal::WrongState {
            state: CaseState::Special
        }
    );
}

#[test]
fn a_third_party_named_later_is_told_of_the_hearing_too() {
    let mut trial = asked();
    let second = TellInterested {
        party: PartyId(902),
        ..tell(&trial)
    };
    trial.does(Person::OtherReviewer, second).unwrap();
    let act = hearing(&trial, date(2021, 9, 16));
    assert_eq!(
        trial.does(Person::OtherReviewer, act.clone()).unwrap_err(),
        SetHearingRefusal::RightNotTold
    );
    let right = tell_right(&trial, HearingGround::MajorInterest);
    let events = trial.does(Person::OtherReviewer, right.clone()).unwrap();
    let CaseEvent::HearingTold(event) = &events[0] else {
        panic!("told")
    };
    assert_eq!(event.voices, [Voice::Interested(PartyId(902))]);
    trial.does(Person::OtherReviewer, act).unwrap();
    let mut told = told_of_right();
    assert_eq!(
        told.does(Person::OtherReviewer, right).unwrap_err(),
        TellOfHearingRefusal::AlreadyTold
    );
}

#[test]
fn the_decision_is_made_on_the_signed_record() {
    let mut trial = set();
    let act = record(&trial);
    assert_eq!(
        trial.does(Person::OtherReviewer, act).unwrap_err(),
        RecordHearingRefusal::NotHeldYet {
            held_on: date(2021, 9, 16)
        }
    );
    let mut after = trial.clone().on(date(2021, 9, 17));
    assert_eq!(bar(&mut after), HearingBar::RecordMissing);
    let mut trial = trial.on(date(2021, 9, 16));
    let unsigned = RecordHearing {
        signed: None,
        ..record(&trial)
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, unsigned).unwrap_err(),
        RecordHearingRefusal::SignaturesMissing
    );
    let empty = RecordHearing {
        record: None,
        ..record(&trial)
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, empty).unwrap_err(),
        RecordHearingRefusal::RecordMissing
    );
    let act = record(&trial);
    let events = trial.does(Person::OtherReviewer, act.clone()).unwrap();
    assert!(matches!(
        events[..],
        [
            CaseEvent::HearingRecorded(_),
            CaseEvent::SpecialProcedureEnded(_)
        ]
    ));
    assert_eq!(
        trial.does(Person::OtherReviewer, act.clone()).unwrap_err(),
        RecordHearingRefusal::AlreadyRecorded
    );
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        RecordHearingRefusal::OwnApplication
    );
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
}

#[test]
fn a_hearing_that_is_called_off_is_set_anew() {
    let mut trial = set().on(date(2021, 9, 9));
    let end = EndSpecialProcedure {
        case_id: trial.id(),
    };
    trial.does(Person::OtherReviewer, end).unwrap();
    let act = record(&trial);
    assert_eq!(
        trial.does(Person::OtherReviewer, act).unwrap_err(),
        RecordHearingRefusal::NotSet
    );
    let act = hearing(&trial, date(2021, 9, 23));
    trial.does(Person::OtherReviewer, act).unwrap();
}

#[test]
fn what_a_law_orders_is_held_though_nobody_asks() {
    let mut trial = reviewed();
    let act = tell_right(&trial, HearingGround::PublicInterest);
    trial.does(Person::OtherReviewer, act).unwrap();
    let mut trial = trial.on(date(2021, 9, 14));
    assert_eq!(bar(&mut trial), HearingBar::RecordMissing);
    let act = hearing(&trial, date(2021, 9, 26));
    trial.does(Person::OtherReviewer, act).unwrap();
}

#[test]
fn an_item_with_a_hearing_is_not_decided_before_it_is_told() {
    let item = permit_with(steps(&[("hearing", "hearing")]));
    let mut trial = accepted_of(item);
    assert_eq!(bar(&mut trial), HearingBar::RightNotTold);
    let result = opinion(&trial, "hearing");
    assert_eq!(
        trial.does(Person::Reviewer, result.clone()).unwrap_err(),
        GiveOpinionRefusal::ProcedureMissing
    );
    let act = tell_right(&trial, HearingGround::MajorInterest);
    trial.does(Person::OtherReviewer, act).unwrap();
    // Nobody asks in time: the step says so, and the case is decided.
    let mut trial = trial.on(date(2021, 9, 14));
    trial.does(Person::Reviewer, result).unwrap();
    let act = grant(&trial);
    trial.does(Person::Decider, act).unwrap();
}

#[test]
fn a_pause_for_a_hearing_comes_only_with_its_notice() {
    let mut trial = accepted();
    let act = StartSpecialProcedure {
        case_id: trial.id(),
        reason: PauseReason::Hearing,
        notice: Some(kept("a hearing")),
        planned_end_on: date(2021, 9, 16),
        step: None,
        own_law: None,
        vault: Vec::new(),
    };
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        StartSpecialProcedureRefusal::HearingApart
    );
}

#[test]
fn the_notice_to_a_third_party_says_who_and_why() {
    let mut trial = accepted();
    for (field, act) in [
        (
            "name",
            TellInterested {
                name: None,
                ..tell(&trial)
            },
        ),
        (
            "address",
            TellInterested {
                address: None,
                ..tell(&trial)
            },
        ),
        (
            "reason",
            TellInterested {
                reason: None,
                ..tell(&trial)
            },
        ),
    ] {
        let refusal = trial.does(Person::Reviewer, act).unwrap_err();
        assert_eq!(refusal.field().as_deref(), Some(field));
    }
    let act = tell(&trial);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        TellInterestedRefusal::OwnApplication
    );
    let silent = TellOfHearing {
        reason: None,
        ..tell_right(&trial, HearingGround::MajorInterest)
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        TellOfHearingRefusal::ReasonMissing
    );
    let own = tell_right(&trial, HearingGround::MajorInterest);
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        TellOfHearingRefusal::OwnApplication
    );
}

#[test]
fn these_rights_are_of_permits() {
    let mut trial = accepted_of(permit_with(json!({ "task_type": "confirmation" })));
    let act = tell(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        TellInterestedRefusal::NoPermit
    );
    let act = tell_right(&trial, HearingGround::MajorInterest);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        TellOfHearingRefusal::NoPermit
    );
}

#[test]
fn the_applicant_may_speak_at_any_time_and_a_stranger_never() {
    let mut trial = accepted();
    let act = StateViews {
        case_id: trial.id(),
        views: None,
        vault: Vec::new(),
    };
    assert_eq!(
        trial.does(Person::Applicant, act.clone()).unwrap_err(),
        StateViewsRefusal::ViewsMissing
    );
    let act = StateViews {
        views: Some(kept("it is in order")),
        ..act
    };
    trial.does(Person::Applicant, act).unwrap();
    let act = views(&trial, Voice::Interested(NEIGHBOUR));
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        StateViewsRefusal::UnknownVoice
    );
    let mut trial = told();
    let unsigned = RecordViews {
        signed: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::Clerk, unsigned).unwrap_err(),
        StateViewsRefusal::SignatureMissing
    );
    assert_eq!(
        trial.does(Person::InterestedClerk, act).unwrap_err(),
        StateViewsRefusal::OwnApplication
    );
}
