//! 行政许可法 art. 44 and `rules.md` §21.3: six ways to serve, each with its proof and its moment.

use crate::given::{Person, Trial, accepted, file, incomplete, kept, received, reviewed};
use cases::domain::{
    CaseEvent, CaseState,
    close::{Close, FinishKind},
    grant::Grant,
    hand_over::{HandOver, HandOverRefusal},
    reject_application::{RejectApplication, RejectionGround},
    serve::{Serve, ServeRefusal, ServiceProof},
    submit::{Application, Submit},
    void::Void,
};
use jiff::civil::date;
use kernel::Date;

fn serving(trial: &Trial, proof: ServiceProof) -> Serve {
    Serve {
        case_id: trial.id(),
        proof,
        served_to: Some(kept("himself")),
        vault: Vec::new(),
    }
}

fn direct(signed_on: Date) -> ServiceProof {
    ServiceProof::Direct {
        signed_on,
        slip: file(),
    }
}

fn finish(mut trial: Trial) -> Trial {
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let act = Close {
        case_id: trial.id(),
        kind: FinishKind::Issued,
        reason: None,
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    trial
}

/// Granted and closed on 6 September; to be served by the 18th.
fn closed() -> Trial {
    finish(reviewed())
}

fn publication(period_calendar_days: u16, basis: &str) -> ServiceProof {
    ServiceProof::Publication {
        published_on: date(2021, 9, 7),
        period_calendar_days,
        basis: basis.to_owned(),
        record: file(),
    }
}

#[test]
fn each_way_takes_effect_at_its_own_moment() {
    let day = date(2021, 9, 7);
    let ways = [
        (direct(day), day),
        (
            ServiceProof::Left {
                left_on: day,
                witness: Some(Person::OtherClerk.account()),
                record: file(),
            },
            day,
        ),
        (
            ServiceProof::Entrusted {
                signed_on: day,
                slip: file(),
            },
            day,
        ),
        (
            ServiceProof::Post {
                signed_on: day,
                slip: file(),
            },
            day,
        ),
        (publication(60, "民事诉讼法"), date(2021, 11, 6)),
        (
            ServiceProof::Electronic {
                arrived_on: day,
                record: file(),
            },
            day,
        ),
    ];
    for (proof, effective_on) in ways {
        let mut trial = closed().on(day);
        let act = serving(&trial, proof);
        trial.does(Person::Clerk, act).unwrap();
        assert_eq!(trial.state(), CaseState::Delivered);
        assert_eq!(trial.case.over().unwrap().served_on, Some(effective_on));
    }
}

#[test]
fn after_the_tenth_working_day_it_is_served_and_marked_late() {
    for (day, is_late) in [(date(2021, 9, 18), false), (date(2021, 9, 22), true)] {
        let mut trial = closed().on(day);
        let act = serving(&trial, direct(day));
        trial.does(Person::Clerk, act).unwrap();
        let CaseEvent::Served(event) = trial.last() else {
            panic!("it was served")
        };
        assert_eq!(event.is_late, is_late, "{day}");
        assert_eq!(trial.figures().contains(&"cases.served-late"), is_late);
    }
}

#[test]
fn it_is_served_once() {
    let mut trial = closed();
    let act = serving(&trial, direct(date(2021, 9, 6)));
    trial.does(Person::Clerk, act.clone()).unwrap();
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ServeRefusal::AlreadyServed {
            effective_on: date(2021, 9, 6)
        }
    );
}

#[test]
fn a_way_without_its_proof_is_refused() {
    let mut trial = closed().on(date(2021, 9, 7));
    let unwitnessed = ServiceProof::Left {
        left_on: date(2021, 9, 7),
        witness: None,
        record: file(),
    };
    let cases = [
        (unwitnessed, ServeRefusal::WitnessMissing),
        (publication(0, "民事诉讼法"), ServeRefusal::PeriodMissing),
        (publication(30, " "), ServeRefusal::PeriodMissing),
        (
            direct(date(2021, 9, 8)),
            ServeRefusal::NoSuchDay {
                ended_on: date(2021, 9, 6),
            },
        ),
        (
            direct(date(2021, 9, 3)),
            ServeRefusal::NoSuchDay {
                ended_on: date(2021, 9, 6),
            },
        ),
    ];
    for (proof, refusal) in cases {
        let act = serving(&trial, proof);
        assert_eq!(trial.does(Person::Clerk, act).unwrap_err(), refusal);
    }
    let silent = Serve {
        served_to: None,
        ..serving(&trial, direct(date(2021, 9, 7)))
    };
    assert_eq!(
        trial.does(Person::Clerk, silent).unwrap_err(),
        ServeRefusal::RecipientMissing
    );
    let own = serving(&trial, direct(date(2021, 9, 7)));
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        ServeRefusal::OwnApplication
    );
}

#[test]
fn electronic_service_needs_consent() {
    let mut trial = Trial::new(crate::given::permit());
    let application = Application {
        electronic_service: None,
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    let receive = cases::domain::receive::Receive {
        case_id: trial.id(),
    };
    trial.does(Person::Clerk, receive).unwrap();
    let act = crate::given::accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let act = crate::given::opinion(&trial, "check");
    trial.does(Person::Reviewer, act).unwrap();
    let mut trial = finish(trial);
    let proof = ServiceProof::Electronic {
        arrived_on: date(2021, 9, 6),
        record: file(),
    };
    let act = serving(&trial, proof);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ServeRefusal::NoConsent
    );
}

#[test]
fn a_rejection_is_served_and_stays_a_rejection() {
    let mut trial = received();
    let act = RejectApplication {
        case_id: trial.id(),
        seen_version: None,
        ground: RejectionGround::NotOurs,
        authority: Some("永州市水利局".to_owned()),
        reasons: Some(kept("water")),
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    let act = serving(&trial, direct(date(2021, 9, 6)));
    trial.does(Person::Clerk, act.clone()).unwrap();
    assert_eq!(trial.state(), CaseState::RejectedAccept);
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ServeRefusal::AlreadyServed {
            effective_on: date(2021, 9, 6)
        }
    );
}

#[test]
fn nothing_is_served_before_it_ended_or_without_a_paper() {
    let mut trial = accepted();
    let act = serving(&trial, direct(date(2021, 9, 6)));
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ServeRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
    let mut trial = incomplete();
    let act = Void {
        case_id: trial.id(),
        kind: FinishKind::Deleted,
        reason: Some(kept("a slip")),
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let act = serving(&trial, direct(date(2021, 9, 6)));
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        ServeRefusal::NothingToServe
    );
    let act = HandOver {
        case_id: trial.id(),
        slip: Some(file()),
    };
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        HandOverRefusal::NoResult
    );
}

#[test]
fn a_result_is_handed_over_once_and_signed_for() {
    let mut trial = closed();
    let act = HandOver {
        case_id: trial.id(),
        slip: Some(file()),
    };
    let bare = HandOver {
        slip: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::Clerk, bare).unwrap_err(),
        HandOverRefusal::SlipMissing
    );
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        HandOverRefusal::OwnApplication
    );
    trial.does(Person::Clerk, act.clone()).unwrap();
    // Handing over is not service.
    assert_eq!(trial.state(), CaseState::Closed);
    assert_eq!(
        trial.does(Person::Clerk, act.clone()).unwrap_err(),
        HandOverRefusal::AlreadyHandedOver
    );
    let mut trial = accepted();
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        HandOverRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
}
