//! The table of what may be done when, compared with what the acts really do, by brute force over
//! states and acts, and with the README.

use crate::attempt::attempt;
use crate::given::{
    Person, Trial, corrected, deferrable, file, incomplete, kept, permit, permit_with, received,
    received_of, steps, submitted, submitted_with,
};
use cases::domain::{
    Act, CaseState, TRANSITIONS, effects,
    filing::PromisePaper,
    settle::Settle,
    submit::{Application, Submit},
};
use jiff::civil::date;
use kernel::deadline::Limit;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The case after these acts, each of which must be done.
fn after(mut trial: Trial, acts: &[Act]) -> Trial {
    for act in acts {
        assert!(attempt(&mut trial, *act), "{act:?} in {}", trial.state());
    }
    trial
}

fn instant() -> serde_json::Value {
    permit_with(json!({ "project_type": "instant", "steps": [] }))
}

/// Filed with everything on a promise.
fn on_promise() -> Trial {
    let mut trial = Trial::new(permit());
    let promise = Some(PromisePaper {
        text: kept("promise"),
        signed: file(),
    });
    let application = Application {
        promise,
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    after(trial, &[Act::Receive, Act::Accept])
}

/// Deemed accepted a week after it was received, nothing else done.
fn deemed(trial: Trial) -> Trial {
    let mut trial = trial.on(date(2021, 9, 14));
    let settle = Settle {
        case_id: trial.id(),
    };
    trial.city_does(settle).unwrap();
    trial
}

/// Items whose next step after `check` is of each kind, and one without steps.
fn items() -> Vec<serde_json::Value> {
    let with = |kinds: &[(&str, &str)]| permit_with(steps(kinds));
    vec![
        permit(),
        with(&[]),
        with(&[("sign", "countersign-all")]),
        with(&[("visit", "site-visit")]),
        with(&[("check", "opinion"), ("second", "opinion")]),
        with(&[("check", "opinion"), ("sign", "countersign-all")]),
        with(&[("check", "opinion"), ("visit", "site-visit")]),
    ]
}

/// Cases in every state, in as many conditions as matter to what may be done in it.
fn samples() -> Vec<Trial> {
    let mut all = vec![Trial::new(permit()), submitted()];
    all.extend([
        received(),
        incomplete(),
        deferrable(),
        received_of(instant()),
    ]);
    all.extend(samples_of_correction());
    all.push(after(received(), &[Act::FindNotRequired]));
    all.push(after(received(), &[Act::RejectApplication]));

    let mut open: Vec<Trial> = Vec::new();
    for item in items() {
        open.push(deemed(received_of(item.clone())));
        open.push(after(received_of(item), &[Act::Accept]));
    }
    open.push(deemed(incomplete()));
    open.push(after(deferrable(), &[Act::AcceptDeferred]));
    let begun: Vec<Trial> = open.iter().flat_map(begin_review).collect();
    open.extend(begun);
    for act in [Act::StartSpecialProcedure, Act::Extend] {
        let moved: Vec<Trial> = open.iter().filter_map(|trial| done(trial, act)).collect();
        all.extend(moved);
    }
    all.extend(open);
    all.extend(samples_of_hearings());
    all.extend(samples_of_endings());
    all
}

/// Told, set, on its day, and the day after; the last two also in a case that was extended.
fn samples_of_hearings() -> Vec<Trial> {
    let told = after(received(), &[Act::Accept, Act::TellOfHearing]);
    let set = after(told.clone(), &[Act::SetHearing]);
    let settle = Settle { case_id: set.id() };
    let mut held = set.clone().on(date(2021, 9, 16));
    held.city_does(settle).unwrap();
    vec![
        after(told.clone(), &[Act::Extend]),
        told,
        set.clone().on(date(2021, 9, 15)),
        set,
        after(held.clone(), &[Act::Extend]),
        held,
    ]
}

fn samples_of_correction() -> Vec<Trial> {
    let noticed = after(incomplete(), &[Act::NotifyCorrection]);
    let without_photo = after(submitted_with(permit(), &["identity"]), &[Act::Receive]);
    let instant = after(
        submitted_with(instant(), &["identity", "photo"]),
        &[Act::Receive],
    );
    let correct = [Act::NotifyCorrection, Act::SubmitCorrection];
    vec![
        noticed.clone().on(date(2021, 9, 10)),
        noticed,
        corrected(),
        after(without_photo, &correct),
        after(instant, &correct),
    ]
}

fn samples_of_endings() -> Vec<Trial> {
    let granted = after(received(), &[Act::Accept, Act::GiveOpinion, Act::Grant]);
    let denied = after(received(), &[Act::Accept, Act::GiveOpinion, Act::Deny]);
    let promised = after(on_promise(), &[Act::Grant]);
    let mut all = vec![
        after(received(), &[Act::Withdraw]),
        after(received(), &[Act::Terminate]),
        after(received(), &[Act::Void]),
    ];
    for decided in [granted, denied, promised] {
        let closed = after(decided.clone(), &[Act::Close]);
        all.extend([decided, after(closed.clone(), &[Act::Serve]), closed]);
    }
    all
}

/// The first steps of review, one and two acts deep.
fn begin_review(trial: &Trial) -> Vec<Trial> {
    let acts = [Act::GiveOpinion, Act::NameSigners, Act::RecordSiteVisit];
    let first: Vec<Trial> = acts.iter().filter_map(|act| done(trial, *act)).collect();
    let second: Vec<Trial> = first
        .iter()
        .flat_map(|trial| acts.iter().filter_map(|act| done(trial, *act)))
        .collect();
    first.into_iter().chain(second).collect()
}

fn done(trial: &Trial, act: Act) -> Option<Trial> {
    let mut after = trial.clone();
    attempt(&mut after, act).then_some(after)
}

#[test]
fn the_table_says_what_the_acts_really_do() {
    let mut found: BTreeMap<CaseState, BTreeSet<Act>> = BTreeMap::new();
    for trial in samples() {
        assert!(
            effects(&trial.case, &trial.env_of_city()).is_empty(),
            "a sample stands still"
        );
        let acts = found.entry(trial.state()).or_default();
        acts.extend(
            Act::ALL
                .into_iter()
                .filter(|act| done(&trial, *act).is_some()),
        );
    }
    for state in CaseState::ALL {
        let allowed: BTreeSet<Act> = TRANSITIONS
            .iter()
            .filter(|(of, _)| *of == state)
            .flat_map(|(_, acts)| acts.iter().copied())
            .collect();
        assert_eq!(found.get(&state), Some(&allowed), "{state}");
    }
}

#[test]
fn each_state_stands_in_the_table_once() {
    let states: Vec<CaseState> = TRANSITIONS.iter().map(|(state, _)| *state).collect();
    let unique: BTreeSet<CaseState> = states.iter().copied().collect();
    assert_eq!(states.len(), unique.len());
    assert_eq!(unique, CaseState::ALL.into_iter().collect());
}

#[test]
fn the_readme_has_the_same_table() {
    let readme = include_str!("../../README.md");
    for (state, acts) in TRANSITIONS {
        let codes: Vec<&str> = acts.iter().map(|act| act.code()).collect();
        let line = format!("`{}` | {} |", state.code(), codes.join(", "));
        assert!(readme.contains(&line), "the README lacks: {line}");
    }
}

#[test]
fn a_refused_act_leaves_nothing_behind() {
    for trial in samples() {
        for act in Act::ALL {
            let mut after = trial.clone();
            if !attempt(&mut after, act) {
                assert_eq!(after.case, trial.case, "{act:?} in {}", trial.state());
                assert_eq!(after.log.len(), trial.log.len());
            }
        }
    }
}

#[test]
fn the_limits_of_the_law_are_those_of_the_published_rules() {
    use cases::domain::{
        interests::{HOLD_RULE, NOTIFY_RULE, REQUEST_RULE},
        law,
    };
    let rules = kernel::deadline::DeadlineRules::published();
    for (code, days) in [
        ("permit.notify-correction", law::NOTICE_DAYS),
        ("permit.decide", law::DECISION_DAYS),
        ("permit.decide.extension", law::EXTENSION_DAYS),
        ("permit.decide-jointly.extension", law::JOINT_EXTENSION_DAYS),
        ("permit.issue", law::SERVICE_DAYS),
    ] {
        let rule = rules.find(code, date(2021, 9, 6)).unwrap();
        assert_eq!(rule.limit(), Limit::working(days), "{code}");
    }
    for code in [REQUEST_RULE, HOLD_RULE, NOTIFY_RULE] {
        assert!(rules.find(code, date(2021, 9, 6)).is_some(), "{code}");
    }
}
