//! Numbers, and one paper for one act.

use crate::{DAY, by, city, drawn, due, number, of, paper, papers, react};
use contracts::events::{Fact, PaperKind};
use contracts::item::LegalRegime;
use documents::domain::PaperState;
use kernel::AccountId;
use rstest::rstest;
use testkit::Engine;
use testkit::world::{OWN_LAW, PERMIT, WATER};

#[rstest]
fn a_number_is_given_once_and_a_refusal_leaves_no_gap(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let first = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    // given a paper that no template makes: the job fails
    let impossible = of(
        due(&city, PaperKind::HearingNotice),
        OWN_LAW,
        LegalRegime::OwnLaw,
    );
    assert!(react(&city, &impossible).is_err());
    let mut too_early = due(&city, PaperKind::AcceptanceNotice);
    too_early.head.on = jiff::civil::date(2001, 1, 1);
    assert!(react(&city, &too_early).is_err());
    // then the next ones follow without a gap, each kind in its own series
    let second = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let other = drawn(&city, &due(&city, PaperKind::CorrectionNotice));
    assert_eq!(number(&city, first), "永州市水利局受〔2021〕1号");
    assert_eq!(number(&city, second), "永州市水利局受〔2021〕2号");
    assert_eq!(number(&city, other), "永州市水利局补〔2021〕1号");
    // and the next year begins anew
    city.set_clock(jiff::civil::date(2022, 1, 4), 9, 0);
    let next_year = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    assert_eq!(number(&city, next_year), "永州市水利局受〔2022〕1号");
    city.verify();
}

#[rstest]
fn an_act_has_one_paper_however_often_it_is_told(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let act = due(&city, PaperKind::AcceptanceNotice);
    react(&city, &act).unwrap();
    react(&city, &act).unwrap();
    assert_eq!(papers(&city).len(), 1);
    // The same act told by another job: the claim holds.
    let (store, told) = (city.store.clone(), act.clone());
    crate::apart(move || {
        let payload = serde_json::to_string(&told).unwrap();
        let call = store::JobCall {
            id: 999_999,
            payload: &payload,
        };
        store::JobRun::alone(&store, documents::react::on_case, call).unwrap();
    });
    assert_eq!(papers(&city).len(), 1);
    assert_eq!(
        number(
            &city,
            drawn(&city, &due(&city, PaperKind::AcceptanceNotice))
        ),
        "永州市水利局受〔2021〕2号"
    );
}

#[rstest]
fn an_act_of_a_person_asks_for_the_seal_and_the_clocks_does_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let of_clerk = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    assert_eq!(paper(&city, of_clerk).state, PaperState::Asked);
    let mut deemed = by(due(&city, PaperKind::AcceptanceNotice), AccountId(0));
    deemed.facts.insert(Fact::IsDeemed, "yes".into());
    let of_clock = drawn(&city, &deemed);
    let state = paper(&city, of_clock);
    assert_eq!(state.state, PaperState::Drawn);
    assert_eq!(state.drawn.unwrap().template, "deemed-acceptance-notice");
    let service = drawn(&city, &due(&city, PaperKind::ServiceReceipt));
    assert_eq!(paper(&city, service).state, PaperState::NoSeal);
}

#[rstest]
fn a_section_issues_in_the_name_of_its_department(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::GrantDecision));
    let drawn = paper(&city, id).drawn.unwrap();
    assert_eq!(drawn.issuer, WATER);
    assert_eq!(drawn.head.on, DAY);
}

#[rstest]
fn what_may_follow_brings_the_applicants_promise_as_a_second_paper(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut act = of(
        due(&city, PaperKind::AcceptanceNotice),
        PERMIT,
        LegalRegime::Licensing,
    );
    act.facts
        .insert(Fact::DeferredMaterials, "haul-contract".into());
    act.facts.insert(Fact::DeferredBy, "2021-09-24".into());
    react(&city, &act).unwrap();
    let titles: Vec<String> = papers(&city)
        .into_iter()
        .map(|line| line.title.zh)
        .collect();
    assert_eq!(titles, ["受理通知书", "容缺受理承诺书"]);
}
