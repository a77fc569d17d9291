//! 行政许可法 art. 34: the steps of review, which are the item's data.

use crate::given::{
    Person, Trial, accepted, accepted_of, kept, opinion, permit_with, received, reviewed, steps,
};
use cases::domain::{
    CaseState,
    give_opinion::{Advice, GiveOpinion, GiveOpinionRefusal},
    name_signers::{AddSigner, NameSigners, NameSignersRefusal},
    return_to_step::{ReturnToStep, ReturnToStepRefusal},
    review::StepBar,
    sign::{Sign, SignRefusal},
    visit_site::{ConfirmSiteVisit, RecordSiteVisit, VisitSiteRefusal},
};
use jiff::civil::date;
use kernel::{AccountId, Refusal, RefusalKind};

fn two_steps() -> Trial {
    accepted_of(permit_with(steps(&[
        ("first", "opinion"),
        ("second", "opinion"),
    ])))
}

fn countersigned(kind: &str, signers: &[Person]) -> Trial {
    let mut trial = accepted_of(permit_with(steps(&[("sign", kind)])));
    let act = naming(&trial, signers);
    trial.does(Person::Reviewer, act).unwrap();
    trial
}

fn naming(trial: &Trial, signers: &[Person]) -> NameSigners {
    NameSigners {
        case_id: trial.id(),
        step: "sign".to_owned(),
        signers: signers.iter().map(|person| person.account()).collect(),
    }
}

fn adding(trial: &Trial, signer: AccountId) -> AddSigner {
    AddSigner {
        case_id: trial.id(),
        step: "sign".to_owned(),
        signer,
        reason: Some(kept("fire safety is touched")),
        vault: Vec::new(),
    }
}

fn signature(trial: &Trial) -> Sign {
    Sign {
        case_id: trial.id(),
        step: "sign".to_owned(),
        advice: Advice::Favourable,
        opinion: Some(kept("agreed")),
        vault: Vec::new(),
    }
}

fn to_visit() -> Trial {
    accepted_of(permit_with(steps(&[("visit", "site-visit")])))
}

fn visit(trial: &Trial) -> RecordSiteVisit {
    RecordSiteVisit {
        case_id: trial.id(),
        step: "visit".to_owned(),
        visited_on: trial.today,
        partner: Person::OtherReviewer.account(),
        advice: Advice::Favourable,
        findings: Some(kept("as drawn")),
        files: Vec::new(),
        vault: Vec::new(),
    }
}

fn confirmation(trial: &Trial) -> ConfirmSiteVisit {
    ConfirmSiteVisit {
        case_id: trial.id(),
        step: "visit".to_owned(),
    }
}

#[test]
fn an_opinion_puts_the_case_in_review_and_does_its_step() {
    let trial = reviewed();
    assert_eq!(trial.state(), CaseState::Reviewing);
    assert!(trial.handling().review.is_done("check"));
    assert_eq!(
        trial.handling().review.reviewers,
        [Person::Reviewer.account()]
    );
}

#[test]
fn steps_are_done_in_their_order_and_once() {
    let mut trial = two_steps();
    let second = opinion(&trial, "second");
    assert_eq!(
        trial.does(Person::Reviewer, second).unwrap_err(),
        GiveOpinionRefusal::Step(StepBar::NotReached {
            next: "first".to_owned()
        })
    );
    let first = opinion(&trial, "first");
    trial.does(Person::Reviewer, first.clone()).unwrap();
    assert_eq!(
        trial.does(Person::Reviewer, first).unwrap_err(),
        GiveOpinionRefusal::Step(StepBar::AlreadyDone {
            step: "first".to_owned()
        })
    );
}

#[test]
fn a_step_is_for_holders_of_its_role() {
    let mut trial = accepted();
    let act = opinion(&trial, "check");
    let refused = trial.does(Person::Clerk, act).unwrap_err();
    assert_eq!(
        refused,
        GiveOpinionRefusal::Step(StepBar::NotYours {
            role: "reviewer".to_owned()
        })
    );
    assert_eq!(refused.kind(), RefusalKind::Barred);
    assert_eq!(refused.code(), "cases.give-opinion.not-yours");
}

#[test]
fn an_opinion_is_refused_where_it_cannot_be_right() {
    let mut trial = accepted();
    let unknown = opinion(&trial, "nothing");
    assert_eq!(
        trial.does(Person::Reviewer, unknown).unwrap_err(),
        GiveOpinionRefusal::Step(StepBar::Unknown {
            step: "nothing".to_owned()
        })
    );
    let silent = GiveOpinion {
        opinion: None,
        ..opinion(&trial, "check")
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        GiveOpinionRefusal::OpinionMissing
    );
    let own = opinion(&trial, "check");
    assert_eq!(
        trial.does(Person::InterestedClerk, own).unwrap_err(),
        GiveOpinionRefusal::OwnApplication
    );
    let mut trial = to_visit();
    let other = opinion(&trial, "visit");
    assert_eq!(
        trial.does(Person::Reviewer, other).unwrap_err(),
        GiveOpinionRefusal::Step(StepBar::OtherKind {
            step: "visit".to_owned()
        })
    );
    let mut trial = received();
    let early = opinion(&trial, "check");
    assert_eq!(
        trial.does(Person::Reviewer, early).unwrap_err(),
        GiveOpinionRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn all_named_signers_must_sign() {
    let mut trial = countersigned(
        "countersign-all",
        &[Person::Reviewer, Person::OtherReviewer],
    );
    let act = signature(&trial);
    trial.does(Person::Reviewer, act.clone()).unwrap();
    assert!(!trial.handling().review.is_done("sign"));
    assert_eq!(
        trial.does(Person::Reviewer, act.clone()).unwrap_err(),
        SignRefusal::AlreadySigned
    );
    trial.does(Person::OtherReviewer, act).unwrap();
    assert!(trial.handling().review.is_done("sign"));
}

#[test]
fn one_of_the_named_signers_is_enough_where_the_item_says_so() {
    let mut trial = countersigned(
        "countersign-any",
        &[Person::Reviewer, Person::OtherReviewer],
    );
    let act = signature(&trial);
    trial.does(Person::OtherReviewer, act.clone()).unwrap();
    assert!(trial.handling().review.is_done("sign"));
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        SignRefusal::AlreadyDone
    );
}

#[test]
fn an_added_signer_must_sign_as_well() {
    let mut trial = countersigned("countersign-all", &[Person::Reviewer]);
    let act = adding(&trial, Person::Clerk.account());
    trial.does(Person::Reviewer, act).unwrap();
    let act = signature(&trial);
    trial.does(Person::Reviewer, act.clone()).unwrap();
    assert!(!trial.handling().review.is_done("sign"));
    trial.does(Person::Clerk, act).unwrap();
    assert!(trial.handling().review.is_done("sign"));
}

#[test]
fn signers_are_named_once_and_are_staff() {
    let mut trial = accepted_of(permit_with(steps(&[("sign", "countersign-all")])));
    let nobody = naming(&trial, &[]);
    assert_eq!(
        trial.does(Person::Reviewer, nobody).unwrap_err(),
        NameSignersRefusal::NobodyNamed
    );
    let twice = naming(&trial, &[Person::Clerk, Person::Clerk]);
    assert_eq!(
        trial.does(Person::Reviewer, twice).unwrap_err(),
        NameSignersRefusal::NamedTwice {
            name: "唐一".to_owned()
        }
    );
    let outsider = naming(&trial, &[Person::Stranger]);
    assert_eq!(
        trial.does(Person::Reviewer, outsider).unwrap_err(),
        NameSignersRefusal::NotStaff {
            account: Person::Stranger.account()
        }
    );
    let own = naming(&trial, &[Person::Clerk]);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, own.clone())
            .unwrap_err(),
        NameSignersRefusal::OwnApplication
    );
    let early = adding(&trial, Person::Clerk.account());
    assert_eq!(
        trial.does(Person::Reviewer, early).unwrap_err(),
        NameSignersRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
    trial.does(Person::Reviewer, own.clone()).unwrap();
    assert_eq!(
        trial.does(Person::Reviewer, own).unwrap_err(),
        NameSignersRefusal::AlreadyNamed
    );
    let bare = AddSigner {
        reason: None,
        ..adding(&trial, Person::OtherClerk.account())
    };
    assert_eq!(
        trial.does(Person::Reviewer, bare).unwrap_err(),
        NameSignersRefusal::ReasonMissing
    );
}

#[test]
fn nobody_is_added_to_a_step_whose_signers_are_not_named() {
    let mut trial = accepted_of(permit_with(steps(&[
        ("first", "opinion"),
        ("sign", "countersign-all"),
    ])));
    let first = opinion(&trial, "first");
    trial.does(Person::Reviewer, first).unwrap();
    let act = adding(&trial, Person::Clerk.account());
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        NameSignersRefusal::NotYetNamed
    );
    let act = signature(&trial);
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        SignRefusal::NotYetNamed
    );
}

#[test]
fn only_a_named_signer_signs_and_says_what_he_thinks() {
    let mut trial = countersigned("countersign-all", &[Person::Reviewer]);
    let act = signature(&trial);
    assert_eq!(
        trial.does(Person::OtherReviewer, act.clone()).unwrap_err(),
        SignRefusal::NotASigner
    );
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        SignRefusal::OwnApplication
    );
    let silent = Sign {
        opinion: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        SignRefusal::OpinionMissing
    );
    let mut trial = received();
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        SignRefusal::WrongState {
            state: CaseState::Received
        }
    );
}

#[test]
fn review_goes_back_to_a_named_step_and_what_follows_it() {
    let mut trial = two_steps();
    for step in ["first", "second"] {
        let act = opinion(&trial, step);
        trial.does(Person::Reviewer, act).unwrap();
    }
    let act = ReturnToStep {
        case_id: trial.id(),
        step: "first".to_owned(),
        reason: Some(kept("a new plan")),
        vault: Vec::new(),
    };
    let bare = ReturnToStep {
        reason: None,
        ..act.clone()
    };
    assert_eq!(
        trial.does(Person::OtherReviewer, bare).unwrap_err(),
        ReturnToStepRefusal::ReasonMissing
    );
    assert_eq!(
        trial
            .does(Person::InterestedClerk, act.clone())
            .unwrap_err(),
        ReturnToStepRefusal::OwnApplication
    );
    trial.does(Person::OtherReviewer, act.clone()).unwrap();
    assert!(trial.handling().review.steps.is_empty());
    // Whoever gave an opinion before still can't decide.
    assert_eq!(
        trial.handling().review.reviewers,
        [Person::Reviewer.account()]
    );
    assert_eq!(
        trial.does(Person::OtherReviewer, act).unwrap_err(),
        ReturnToStepRefusal::NothingDone {
            step: "first".to_owned()
        }
    );
}

#[test]
fn the_steps_before_the_named_one_stay_done() {
    let mut trial = two_steps();
    for step in ["first", "second"] {
        let act = opinion(&trial, step);
        trial.does(Person::Reviewer, act).unwrap();
    }
    let act = ReturnToStep {
        case_id: trial.id(),
        step: "second".to_owned(),
        reason: Some(kept("once more")),
        vault: Vec::new(),
    };
    trial.does(Person::OtherReviewer, act).unwrap();
    assert!(trial.handling().review.is_done("first"));
    assert!(!trial.handling().review.is_done("second"));
}

#[test]
fn review_does_not_go_back_before_it_began() {
    let mut trial = accepted();
    let act = ReturnToStep {
        case_id: trial.id(),
        step: "check".to_owned(),
        reason: Some(kept("no")),
        vault: Vec::new(),
    };
    assert_eq!(
        trial.does(Person::Reviewer, act).unwrap_err(),
        ReturnToStepRefusal::WrongState {
            state: CaseState::Accepted
        }
    );
}

#[test]
fn art_34_3_a_site_visit_counts_once_both_have_said_so() {
    let mut trial = to_visit();
    let act = visit(&trial);
    trial.does(Person::Reviewer, act).unwrap();
    assert!(!trial.handling().review.is_done("visit"));
    let act = confirmation(&trial);
    let refused = trial.does(Person::Reviewer, act.clone()).unwrap_err();
    assert_eq!(
        refused,
        VisitSiteRefusal::NotThePartner {
            recorder: "蒋三".to_owned(),
            partner: "蒋四".to_owned()
        }
    );
    assert_eq!(refused.basis().unwrap().article, "第三十四条第三款");
    trial.does(Person::OtherReviewer, act.clone()).unwrap();
    assert!(trial.handling().review.is_done("visit"));
    assert_eq!(
        trial.does(Person::OtherReviewer, act).unwrap_err(),
        VisitSiteRefusal::NothingToConfirm
    );
}

#[test]
fn a_site_visit_is_refused_where_it_cannot_be_right() {
    let mut trial = to_visit();
    let alone = RecordSiteVisit {
        partner: Person::Reviewer.account(),
        ..visit(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, alone).unwrap_err(),
        VisitSiteRefusal::OneInsteadOfTwo {
            name: "蒋三".to_owned()
        }
    );
    let outsider = RecordSiteVisit {
        partner: Person::Stranger.account(),
        ..visit(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, outsider).unwrap_err(),
        VisitSiteRefusal::NotStaff {
            account: Person::Stranger.account()
        }
    );
    for no_such_day in [date(2021, 9, 7), date(2021, 9, 5)] {
        let act = RecordSiteVisit {
            visited_on: no_such_day,
            ..visit(&trial)
        };
        assert_eq!(
            trial.does(Person::Reviewer, act).unwrap_err(),
            VisitSiteRefusal::NoSuchDay
        );
    }
    let silent = RecordSiteVisit {
        findings: None,
        ..visit(&trial)
    };
    assert_eq!(
        trial.does(Person::Reviewer, silent).unwrap_err(),
        VisitSiteRefusal::FindingsMissing
    );
    let own = visit(&trial);
    assert_eq!(
        trial
            .does(Person::InterestedClerk, own.clone())
            .unwrap_err(),
        VisitSiteRefusal::OwnApplication
    );
    assert_eq!(
        trial.does(Person::Clerk, own.clone()).unwrap_err(),
        VisitSiteRefusal::Step(StepBar::NotYours {
            role: "reviewer".to_owned()
        })
    );
    let mut trial = received();
    assert_eq!(
        trial.does(Person::Reviewer, own).unwrap_err(),
        VisitSiteRefusal::WrongState {
            state: CaseState::Received
        }
    );
}
