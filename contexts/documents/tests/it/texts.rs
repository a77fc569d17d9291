//! The text of every kind of paper: nothing left in braces, nothing that the law of the item does not
//! know.

use crate::{CASE, DAY, city, drawn, due, of, papers, read};
use contracts::events::{Fact, KeptText, PaperKind};
use contracts::item::{ItemPin, LegalRegime};
use documents::domain::template::template_code;
use documents::domain::{Sheet, Templates, values};
use documents::read::live_sheet;
use kernel::PaperId;
use rstest::rstest;
use std::collections::BTreeSet;
use testkit::world::{OWN_LAW, PERMIT, PROMISED_PERMIT, visitor};
use testkit::{City, Engine};

fn sheet(city: &City, id: PaperId, is_english: bool) -> Sheet {
    let parties = city
        .app
        .query::<dyn contracts::queries::Parties<store::Reader>>()
        .unwrap();
    let drawn = crate::paper(city, id).drawn.unwrap();
    read(city, move |reader| {
        live_sheet(reader, Some(parties.as_ref()), &drawn, is_english)
    })
}

#[test]
fn every_template_can_be_read_and_names_only_what_a_paper_knows() {
    let templates = Templates::carried();
    assert_eq!(templates.unreadable, [""; 0]);
    let known: BTreeSet<&str> = values::NAMES.iter().copied().collect();
    for template in templates.all() {
        for line in template.body.iter().chain(&template.body_en) {
            for part in line.split('{').skip(1) {
                let name = part.split('}').next().unwrap();
                assert!(known.contains(name), "{} in {}", name, template.code);
            }
        }
        assert!(
            !template.needs_seal || !template.seal.is_empty(),
            "{}",
            template.code
        );
    }
}

#[test]
fn every_file_of_a_template_is_carried() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/papers");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    let carried: BTreeSet<String> = Templates::carried()
        .all()
        .map(|template| template.code.clone())
        .collect();
    assert_eq!(files, carried);
}

#[test]
fn each_kind_has_exactly_one_template_in_force() {
    for kind in PaperKind::ALL {
        for (regime, name) in [
            (LegalRegime::Licensing, "licensing"),
            (LegalRegime::OwnLaw, "own-law"),
        ] {
            let code = template_code(kind, regime, false);
            let is_of_licensing_law = matches!(
                kind,
                PaperKind::InterestedNotice
                    | PaperKind::HearingRightNotice
                    | PaperKind::HearingAnnouncement
                    | PaperKind::HearingNotice
                    | PaperKind::HearingRecord
            );
            if is_of_licensing_law && regime == LegalRegime::OwnLaw {
                assert_eq!(code, None);
                continue;
            }
            let code = code.unwrap();
            let in_force: Vec<_> = Templates::carried()
                .all()
                .filter(|template| template.code == code)
                .filter(|template| {
                    template.valid_from <= DAY && template.valid_to.is_none_or(|last| DAY <= last)
                })
                .collect();
            assert_eq!(in_force.len(), 1, "{code}");
            let of_regime = &in_force[0].regime;
            let is_shared =
                matches!(code, "not-handled-notice") && kind == PaperKind::OwnLawRefusal;
            assert!(
                of_regime == "any" || of_regime == name || is_shared,
                "{code} for {name}"
            );
        }
    }
}

#[rstest]
fn every_kind_is_whole_and_leaves_no_brace(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let all: [(ItemPin, LegalRegime); 2] = [
        (PERMIT, LegalRegime::Licensing),
        (OWN_LAW, LegalRegime::OwnLaw),
    ];
    for kind in PaperKind::ALL {
        for (item, regime) in all {
            if template_code(kind, regime, false).is_none() {
                continue;
            }
            let id = drawn(&city, &of(due(&city, kind), item, regime));
            for is_english in [false, true] {
                let sheet = sheet(&city, id, is_english);
                let text = sheet.text();
                assert!(!text.contains(['{', '}', '?']), "{kind:?}: {text}");
                let unknown = &sheet.missing;
                assert!(
                    unknown.is_empty(),
                    "{kind:?} {regime:?} lacks {unknown:?}: {text}"
                );
                assert!(
                    is_english || text.contains("城市建筑垃圾处置核准"),
                    "{text}"
                );
            }
        }
    }
}

#[rstest]
fn a_notice_lists_all_that_is_missing_with_the_reason_and_the_printed_period(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut act = due(&city, PaperKind::CorrectionNotice);
    act.facts.insert(Fact::AnswerBy, "2021-10-20".into());
    act.facts
        .insert(Fact::AnswerBasis, "《某办法》第五条".into());
    let text = sheet(&city, drawn(&city, &act), false).text();
    assert!(text.contains("1. 建筑垃圾处置方案\n"), "{text}");
    assert!(
        text.contains("建筑垃圾处置方案：没有写明运输路线"),
        "{text}"
    );
    assert!(
        text.contains("请最晚于2021年10月20日补正（期限依据：《某办法》第五条）"),
        "{text}"
    );
    // Without a local basis no period is printed at all.
    let without = sheet(
        &city,
        drawn(&city, &due(&city, PaperKind::CorrectionNotice)),
        false,
    )
    .text();
    assert!(!without.contains("期限依据"), "{without}");
}

#[rstest]
fn a_refusal_tells_where_to_turn_by_the_law_of_the_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let text = sheet(
        &city,
        drawn(&city, &due(&city, PaperKind::DenialDecision)),
        false,
    )
    .text();
    assert!(
        text.contains("向永州市人民政府或者湖南省有关主管部门申请行政复议（由你选择其一）"),
        "{text}"
    );
    city.set_clock(jiff::civil::date(2024, 3, 1), 9, 0);
    let mut later = due(&city, PaperKind::DenialDecision);
    later.head.on = jiff::civil::date(2024, 3, 1);
    let text = sheet(&city, drawn(&city, &later), false).text();
    assert!(text.contains("向永州市人民政府申请行政复议；"), "{text}");
}

#[rstest]
fn a_pause_says_how_many_working_days_it_takes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    // 18 September is worked in exchange for the Mid-Autumn holiday of 19 to 21, so is 26.
    let text = sheet(
        &city,
        drawn(&city, &due(&city, PaperKind::PauseNotice)),
        false,
    )
    .text();
    assert!(
        text.contains("专家评审") && text.contains("所需时间为6个工作日"),
        "{text}"
    );
}

#[rstest]
fn what_waits_for_the_calendar_says_so(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = city(engine);
    let mut act = due(&city, PaperKind::AcceptanceNotice);
    act.facts.remove(&Fact::PromisedOn);
    act.facts.remove(&Fact::LegalOn);
    act.facts.insert(Fact::PromisedDays, "8".into());
    let text = sheet(&city, drawn(&city, &act), false).text();
    assert!(
        text.contains("最晚于（待国家公布放假安排后确定）作出决定"),
        "{text}"
    );
    assert!(!text.contains("法定办结期限届满日"), "{text}");
}

#[rstest]
fn a_grant_on_a_promise_prints_the_promise_and_a_proof_of_service_names_what_was_served(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut act = of(
        due(&city, PaperKind::GrantDecision),
        PROMISED_PERMIT,
        LegalRegime::Licensing,
    );
    act.facts.insert(Fact::PromiseCheckBy, "2021-11-15".into());
    act.texts.insert(
        KeptText::Promise,
        crate::keep(&city, "符合卫生标准，如有不实愿意承担责任"),
    );
    crate::react(&city, &act).unwrap();
    let lines = papers(&city);
    assert_eq!(lines.len(), 2);
    let promise = sheet(&city, lines[1].id, false);
    assert!(promise.text().contains("如有不实愿意承担责任") && promise.missing.is_empty());
    let proof = sheet(
        &city,
        drawn(&city, &due(&city, PaperKind::ServiceReceipt)),
        false,
    )
    .text();
    assert!(
        proof.contains("准予行政许可决定书（永州市水利局许〔2021〕1号）"),
        "{proof}"
    );
}

#[rstest]
fn a_value_that_looks_like_a_name_is_printed_as_it_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut act = due(&city, PaperKind::DenialDecision);
    act.texts
        .insert(KeptText::Reason, crate::keep(&city, "{query_code}\n{unit}"));
    let text = sheet(&city, drawn(&city, &act), false).text();
    assert!(text.contains("理由：{query_code} {unit}"), "{text}");
}

#[rstest]
#[tokio::test]
async fn the_translation_says_that_it_is_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::GrantDecision));
    let mut zhang = visitor(&city, testkit::world::ZHANG.0).await;
    let page = zhang.open(&format!("/papers/{id}/translation")).await;
    assert!(
        page.has("Translation for information; the Chinese text is the paper."),
        "{}",
        page.text()
    );
    assert!(page.has("17 September 2021"));
    assert_eq!(CASE, crate::paper(&city, id).drawn.unwrap().head.case);
}
