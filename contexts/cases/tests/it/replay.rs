//! The log is the record: whatever is done in whatever order, a fold of the stored events gives the
//! same case, and no path decides twice or extends twice.

use crate::attempt::attempt;
use crate::given::{Trial, permit, permit_with};
use cases::domain::{Act, Case, CaseEvent};
use contracts::fold;
use kernel::{Event as _, Recorded};
use proptest::prelude::*;
use serde_json::json;

/// The straight way, which each story leaves at some point.
const STRAIGHT: [Act; 7] = [
    Act::Submit,
    Act::Receive,
    Act::Accept,
    Act::GiveOpinion,
    Act::Grant,
    Act::Close,
    Act::Serve,
];

/// A beginning of the straight way, then acts of anybody on any days; most are refused, and what is
/// refused leaves nothing behind.
fn story() -> impl Strategy<Value = Vec<(Act, i64)>> {
    let begin = (0..=STRAIGHT.len()).prop_map(|length| STRAIGHT[..length].to_vec());
    let wander = prop::collection::vec((0..Act::ALL.len(), 0_i64..4), 1..60);
    (begin, wander).prop_map(|(begin, wander)| {
        let begin = begin.into_iter().map(|act| (act, 0));
        let wander = wander.into_iter().map(|(act, days)| (Act::ALL[act], days));
        begin.chain(wander).collect()
    })
}

fn tell(item: serde_json::Value, story: &[(Act, i64)]) -> Trial {
    let mut trial = Trial::new(item);
    for (act, days) in story {
        trial.today = trial.today.saturating_add(jiff::Span::new().days(*days));
        attempt(&mut trial, *act);
    }
    trial
}

/// The event as it comes back from the log.
fn stored(event: &Recorded<CaseEvent>) -> Recorded<CaseEvent> {
    let body = serde_json::to_vec(&event.body).unwrap();
    let body = CaseEvent::read(event.body.name(), event.body.shape(), &body).unwrap();
    Recorded {
        body,
        ..event.clone()
    }
}

fn count(trial: &Trial, matches: impl Fn(&CaseEvent) -> bool) -> usize {
    trial
        .log
        .iter()
        .filter(|event| matches(&event.body))
        .count()
}

fn check(trial: &Trial) -> Result<(), TestCaseError> {
    let replayed: Case = fold(trial.id().0, trial.log.iter().map(stored));
    prop_assert_eq!(&replayed, &trial.case);
    let decided = count(trial, |event| {
        matches!(event, CaseEvent::Granted(_) | CaseEvent::Denied(_))
    });
    prop_assert!(decided <= 1, "decided {} times", decided);
    prop_assert!(count(trial, |event| matches!(event, CaseEvent::Extended(_))) <= 1);
    let accepted = count(trial, |event| {
        matches!(event, CaseEvent::Accepted(_) | CaseEvent::DeemedAccepted(_))
    });
    prop_assert!(accepted <= 1);
    prop_assert!(decided <= accepted);
    prop_assert!(
        count(trial, |event| matches!(
            event,
            CaseEvent::CorrectionNotified(_)
        )) <= 2
    );
    let state: Case = serde_json::from_slice(&serde_json::to_vec(&trial.case).unwrap()).unwrap();
    prop_assert_eq!(&state, &trial.case);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_permit_replays(story in story()) {
        check(&tell(permit(), &story))?;
    }

    #[test]
    fn an_instant_item_replays(story in story()) {
        let item = permit_with(json!({ "project_type": "instant", "steps": [] }));
        check(&tell(item, &story))?;
    }

    #[test]
    fn what_is_no_permit_replays_and_is_never_deemed(story in story()) {
        let trial = tell(permit_with(json!({ "task_type": "other" })), &story);
        check(&trial)?;
        prop_assert_eq!(count(&trial, |event| matches!(event, CaseEvent::DeemedAccepted(_))), 0);
    }
}
