//! What other contexts hear: the papers of `rules.md` §21.3, a rating token, messages.

use crate::given::{
    Person, Trial, accepted, corrected, file, kept, noticed, permit, permit_with, received,
    remedies, reviewed, submitted_of,
};
use cases::{
    domain::{
        Case,
        close::{Close, FinishKind},
        deny::Deny,
        extend::{Approval, Extend},
        find_not_required::FindNotRequired,
        grant::Grant,
        reject_application::{RejectApplication, RejectionGround},
        serve::{Serve, ServiceProof},
        settle::Settle,
        start_special_procedure::StartSpecialProcedure,
        terminate::{Terminate, TerminationGround},
        void::Void,
        withdraw::Withdraw,
    },
    read::project,
};
use contracts::{
    Aggregate as _, Rows,
    events::{
        CaseMessage, CasePaperDue, CaseRatingDue, DOCUMENTS_ON_CASE, Fact, KeptText, PaperKind,
        RATINGS_ON_CASE, RatingOccasion,
    },
    message::MESSAGE,
    row::{Change, RowParts},
};
use jiff::civil::date;
use kernel::deadline::PauseReason;
use serde::de::DeserializeOwned;
use serde_json::json;

/// The payloads of one job over the whole log.
fn heard<T: DeserializeOwned>(trial: &Trial, job: &str) -> Vec<T> {
    let reactions = rows_of(trial).reactions;
    let of_job = reactions.iter().filter(|reaction| reaction.job == job);
    of_job
        .map(|reaction| serde_json::from_str(&reaction.payload).unwrap())
        .collect()
}

/// Kinds of the messages that the applicant got, in their order.
fn told(trial: &Trial) -> Vec<String> {
    let rows = rows_of(trial);
    let messages = rows.tables.iter().filter(|rows| rows.table == &MESSAGE);
    messages
        .flat_map(|rows| rows.changes.values())
        .map(|change| match change {
            Change::Put(row) => {
                let contracts::Value::Text(kind) = &row[3] else {
                    panic!("a kind is a text, not {:?}", row[3]);
                };
                kind.to_string()
            }
            Change::Add(_) | Change::Delete => panic!("a message is never taken back"),
        })
        .collect()
}

fn rows_of(trial: &Trial) -> RowParts {
    let mut rows = Rows::default();
    let mut case = Case::initial(trial.id().0);
    for event in &trial.log {
        let before = case.clone();
        case.apply(event);
        project(event, &before, &case, &mut rows);
    }
    rows.into_parts()
}

fn papers(trial: &Trial) -> Vec<CasePaperDue> {
    heard(trial, DOCUMENTS_ON_CASE)
}

fn last_paper(trial: &Trial) -> CasePaperDue {
    papers(trial).pop().unwrap()
}

fn fact(paper: &CasePaperDue, fact: Fact) -> &str {
    paper.facts.get(&fact).map_or("", String::as_str)
}

fn decided() -> Trial {
    let mut trial = reviewed();
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    trial
}

fn closed(kind: FinishKind, mut trial: Trial) -> Trial {
    let act = Close {
        case_id: trial.id(),
        kind,
        reason: Some(kept("to the province")),
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    trial
}

#[test]
fn a_receipt_lists_the_materials_and_carries_the_query_code() {
    let paper = last_paper(&received());
    assert_eq!(paper.kind, PaperKind::Receipt);
    assert_eq!(paper.materials, ["identity", "photo", "plan"]);
    assert_eq!(fact(&paper, Fact::QueryCode), "210917");
    assert_eq!(fact(&paper, Fact::ReachedOn), "2021-09-06");
    assert_eq!(fact(&paper, Fact::NoticeBy), "2021-09-13");
    assert_eq!(paper.head.number, "4311002109060170003864");
}

#[test]
fn a_correction_notice_lists_everything() {
    let paper = last_paper(&noticed());
    assert_eq!(paper.kind, PaperKind::CorrectionNotice);
    assert_eq!(paper.corrections.len(), 1);
    assert_eq!(paper.corrections[0].material, "plan");
    assert_eq!(fact(&paper, Fact::NoticeOrdinal), "1");
}

#[test]
fn a_correction_is_receipted_again() {
    let kinds: Vec<_> = papers(&corrected())
        .iter()
        .map(|paper| paper.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            PaperKind::Receipt,
            PaperKind::CorrectionNotice,
            PaperKind::Receipt
        ]
    );
}

#[test]
fn an_acceptance_notice_has_both_dates_and_says_if_silence_accepted() {
    let paper = last_paper(&accepted());
    assert_eq!(paper.kind, PaperKind::AcceptanceNotice);
    assert_eq!(fact(&paper, Fact::PromisedOn), "2021-09-13");
    assert_eq!(fact(&paper, Fact::LegalOn), "2021-10-09");
    assert_eq!(fact(&paper, Fact::LegalDays), "20");
    assert_eq!(fact(&paper, Fact::IsDeemed), "");
    let mut trial = received().on(date(2021, 9, 14));
    let act = Settle {
        case_id: trial.id(),
    };
    trial.city_does(act).unwrap();
    let paper = last_paper(&trial);
    assert_eq!(fact(&paper, Fact::IsDeemed), "yes");
    assert_eq!(fact(&paper, Fact::AcceptedOn), "2021-09-06");
}

#[test]
fn what_is_no_permit_is_not_handled_instead_of_rejected() {
    for (task_type, kind) in [
        ("permit", PaperKind::RejectionDecision),
        ("benefit", PaperKind::OwnLawRefusal),
    ] {
        let mut trial = crate::given::received_of(permit_with(json!({ "task_type": task_type })));
        let act = RejectApplication {
            case_id: trial.id(),
            seen_version: None,
            ground: RejectionGround::NotOurs,
            authority: Some("永州市民政局".to_owned()),
            reasons: Some(kept("not ours")),
            vault: Vec::new(),
        };
        trial.does(Person::Clerk, act).unwrap();
        let paper = last_paper(&trial);
        assert_eq!(paper.kind, kind);
        assert_eq!(fact(&paper, Fact::OtherAuthority), "永州市民政局");
        assert!(paper.texts.contains_key(&KeptText::Reason));
    }
}

#[test]
fn each_act_that_needs_a_paper_has_its_kind() {
    let mut not_required = received();
    let act = FindNotRequired {
        case_id: not_required.id(),
        reason: Some(kept("too small")),
        vault: Vec::new(),
    };
    not_required.does(Person::Clerk, act).unwrap();
    let mut paused = accepted();
    let act = StartSpecialProcedure {
        case_id: paused.id(),
        reason: PauseReason::Testing,
        notice: Some(kept("samples")),
        planned_end_on: date(2021, 9, 16),
        step: None,
        own_law: None,
        vault: Vec::new(),
    };
    paused.does(Person::Reviewer, act).unwrap();
    let mut extended = accepted();
    let act = Extend {
        case_id: extended.id(),
        approval: Approval::Authority,
        reason: Some(kept("objections")),
        vault: Vec::new(),
    };
    extended.does(Person::Decider, act).unwrap();
    let mut withdrawn = accepted();
    let act = Withdraw {
        case_id: withdrawn.id(),
        reason: None,
        vault: Vec::new(),
    };
    withdrawn.does(Person::Applicant, act).unwrap();
    let mut terminated = accepted();
    let act = Terminate {
        case_id: terminated.id(),
        ground: TerminationGround::NoLongerNeeded,
        reasons: Some(kept("repealed")),
        vault: Vec::new(),
    };
    terminated.does(Person::Decider, act).unwrap();
    for (trial, kind, fact, value) in [
        (
            not_required,
            PaperKind::NotRequiredNotice,
            Fact::IsDeemed,
            "",
        ),
        (paused, PaperKind::PauseNotice, Fact::PauseReason, "检测"),
        (
            extended,
            PaperKind::ExtensionNotice,
            Fact::ExtensionDays,
            "10",
        ),
        (
            decided(),
            PaperKind::GrantDecision,
            Fact::ResultName,
            "演示许可证",
        ),
        (
            withdrawn,
            PaperKind::WithdrawalNotice,
            Fact::WithdrawnOn,
            "2021-09-06",
        ),
        (
            terminated,
            PaperKind::TerminationNotice,
            Fact::TerminationGround,
            "no-longer-needed",
        ),
    ] {
        let paper = last_paper(&trial);
        assert_eq!(paper.kind, kind);
        assert_eq!(self::fact(&paper, fact), value, "{kind:?}");
    }
}

#[test]
fn art_38_a_denial_prints_its_remedies() {
    let mut trial = reviewed();
    let act = Deny {
        case_id: trial.id(),
        seen_version: None,
        reasons: Some(kept("too narrow")),
        remedies: Some(remedies()),
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let paper = last_paper(&trial);
    assert_eq!(paper.kind, PaperKind::DenialDecision);
    assert_eq!(fact(&paper, Fact::ReviewBody), "永州市人民政府");
    assert_eq!(fact(&paper, Fact::SueWithin), "六个月");
    assert_eq!(fact(&paper, Fact::ReviewFirst), "");
}

#[test]
fn a_rating_is_offered_when_a_handled_case_is_closed_and_when_it_is_served() {
    let mut trial = closed(FinishKind::Issued, decided());
    let act = Serve {
        case_id: trial.id(),
        proof: ServiceProof::Direct {
            signed_on: trial.today,
            slip: file(),
        },
        served_to: Some(kept("himself")),
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    let occasions: Vec<_> = heard::<CaseRatingDue>(&trial, RATINGS_ON_CASE)
        .iter()
        .map(|due| due.occasion)
        .collect();
    assert_eq!(occasions, [RatingOccasion::Closed], "asked once");
    assert_eq!(last_paper(&trial).kind, PaperKind::ServiceReceipt);
}

#[test]
fn what_was_no_service_is_not_rated() {
    let forwarded = closed(FinishKind::Forwarded, accepted());
    assert!(heard::<CaseRatingDue>(&forwarded, RATINGS_ON_CASE).is_empty());
    let mut void = accepted();
    let act = Void {
        case_id: void.id(),
        kind: FinishKind::Void,
        reason: Some(kept("twice")),
        vault: Vec::new(),
    };
    void.does(Person::Decider, act).unwrap();
    assert!(heard::<CaseRatingDue>(&void, RATINGS_ON_CASE).is_empty());
    assert_eq!(told(&void).last().unwrap(), CaseMessage::Accepted.code());
}

#[test]
fn the_applicant_hears_of_each_step_that_concerns_him() {
    let trial = closed(FinishKind::Issued, decided());
    assert_eq!(
        told(&trial),
        ["submitted", "received", "accepted", "granted", "closed"]
    );
}

#[test]
fn a_date_that_waits_for_its_calendar_is_left_out() {
    let calendar = kernel::WorkCalendar::clone(&kernel::WorkCalendar::published());
    let mut trial = received().with_calendar(calendar.without_year(2021));
    let act = crate::given::accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    let paper = last_paper(&trial);
    assert!(!paper.facts.contains_key(&Fact::PromisedOn));
    assert_eq!(fact(&paper, Fact::PromisedDays), "5");
}

#[test]
fn each_kind_of_paper_has_a_code_of_its_own() {
    let mut codes: Vec<_> = PaperKind::ALL.iter().map(|kind| kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), PaperKind::ALL.len());
    assert!(papers(&submitted_of(permit())).is_empty());
}
