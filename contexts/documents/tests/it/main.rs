//! The suite of the papers: the same tests on SQLite and PostgreSQL.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod check;
mod drawing_up;
mod release;
mod texts;

use contracts::Kept;
use contracts::events::{
    CaseHead, CasePaperDue, CorrectionLine, EventId, Fact, KeptText, PaperKind,
};
use contracts::item::{ItemPin, LegalRegime, Text};
use contracts::queries::{PaperLine, PapersOf};
use jiff::civil::date;
use kernel::{AccountId, CaseId, Date, MatterId, PaperId};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{JobCall, JobError, Reader, SubmitKey, Who};
use testkit::world::{CITY, CLERK, PERMIT, WATER_SECTION, ZHANG, world};
use testkit::{City, Engine};
use web::House;

pub(crate) const DAY: Date = date(2021, 9, 17);
pub(crate) const CASE: CaseId = CaseId(7001);

pub(crate) fn city(engine: Engine) -> City {
    apart(move || {
        City::start(
            engine,
            || House::new(vec![documents::module(), world()]),
            DAY,
        )
    })
}

/// What a case tells after an act of the clerk, with all that its paper may print.
pub(crate) fn due(city: &City, kind: PaperKind) -> CasePaperDue {
    static EVENT: AtomicI64 = AtomicI64::new(1);
    let facts = [
        (Fact::QueryCode, "123456"),
        (Fact::SubmittedOn, "2021-09-15"),
        (Fact::ReachedOn, "2021-09-15"),
        (Fact::ReceivedOn, "2021-09-15"),
        (Fact::AcceptedOn, "2021-09-16"),
        (Fact::PromisedOn, "2021-09-29"),
        (Fact::LegalOn, "2021-10-21"),
        (Fact::LegalOnBefore, "2021-10-18"),
        (Fact::PauseReason, "专家评审"),
        (Fact::PauseStartedOn, "2021-09-17"),
        (Fact::PlannedEndOn, "2021-09-27"),
        (Fact::PauseBasis, "《军人抚恤优待条例》"),
        (Fact::ExtensionDays, "10"),
        (Fact::DecidedOn, "2021-09-17"),
        (Fact::ResultName, "城市建筑垃圾处置核准文件"),
        (Fact::ServiceWay, "direct"),
        (Fact::ServedOn, "2021-09-17"),
        (Fact::TerminationGround, "no-longer-needed"),
        (Fact::StateBy, "2021-09-26"),
        (Fact::AskBy, "2021-09-26"),
        (Fact::HearingAt, "2021-10-12 09:00"),
        (Fact::HearingChair, "201"),
    ];
    CasePaperDue {
        head: CaseHead {
            case: CASE,
            number: "4311002109220170003865".into(),
            event: EventId(EVENT.fetch_add(1, Ordering::Relaxed)),
            item: PERMIT,
            item_name: Text {
                zh: "城市建筑垃圾处置核准".into(),
                en: "Approval to dispose of building waste".into(),
            },
            regime: LegalRegime::Licensing,
            party: ZHANG.1,
            area: CITY,
            unit: WATER_SECTION,
            on: DAY,
            by: CLERK,
        },
        kind,
        facts: facts
            .into_iter()
            .map(|(fact, value)| (fact, value.to_owned()))
            .collect(),
        texts: BTreeMap::from([
            (KeptText::Reason, keep(city, "处置方案没有写明运输路线")),
            (KeptText::Addressee, keep(city, "王邻居")),
            (KeptText::HearingPlace, keep(city, "三楼听证室")),
        ]),
        corrections: vec![CorrectionLine {
            material: "plan".into(),
            reason: keep(city, "没有写明运输路线"),
        }],
        materials: vec!["plan".into(), "site-agreement".into()],
    }
}

pub(crate) fn of(mut due: CasePaperDue, item: ItemPin, regime: LegalRegime) -> CasePaperDue {
    due.head.item = item;
    due.head.regime = regime;
    due
}

pub(crate) fn by(mut due: CasePaperDue, account: AccountId) -> CasePaperDue {
    due.head.by = account;
    due
}

/// A text of the applicant's case in the vault.
pub(crate) fn keep(city: &City, text: &str) -> Kept {
    let store = city.store.clone();
    let (kept, write) = Kept::new(store.new_id(), [7; 16], ZHANG.1, "reason", text.as_bytes());
    apart(move || store.keep_blocking(vec![write]).unwrap());
    kept
}

/// Blocking work, away from the test's own runtime.
pub(crate) fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(work).join().unwrap()
}

/// The reaction to a case's act, as the job runner does it.
pub(crate) fn react(city: &City, due: &CasePaperDue) -> Result<(), JobError> {
    let (store, due) = (city.store.clone(), due.clone());
    apart(move || {
        let payload = serde_json::to_string(&due).unwrap();
        let call = JobCall {
            id: due.head.event.0,
            payload: &payload,
        };
        store::JobRun::alone(&store, documents::react::on_case, call)
    })
}

/// The papers of the case, as other contexts see them.
pub(crate) fn papers(city: &City) -> Vec<PaperLine> {
    let answers = city.app.query::<dyn PapersOf<Reader>>().unwrap();
    read(city, move |reader| {
        Ok(answers.papers_of(reader, MatterId(CASE.0)).unwrap())
    })
}

pub(crate) fn read<T: Send + 'static>(
    city: &City,
    work: impl FnOnce(&mut Reader) -> Result<T, store::StoreError> + Send + 'static,
) -> T {
    let store = city.store.clone();
    apart(move || store.read_blocking(work).unwrap())
}

/// Draws one paper up and gives its id.
pub(crate) fn drawn(city: &City, due: &CasePaperDue) -> PaperId {
    let before: Vec<PaperId> = papers(city).iter().map(|line| line.id).collect();
    react(city, due).unwrap();
    let after = papers(city);
    after
        .iter()
        .map(|line| line.id)
        .find(|id| !before.contains(id))
        .unwrap()
}

pub(crate) fn paper(city: &City, id: PaperId) -> documents::domain::Paper {
    read(city, move |reader| {
        reader.find_state::<documents::domain::Paper>(id.0)
    })
    .unwrap()
    .1
}

pub(crate) fn number(city: &City, id: PaperId) -> String {
    paper(city, id).drawn.unwrap().number.to_string()
}

pub(crate) fn asks(
    city: &City,
    account: AccountId,
    id: PaperId,
) -> Result<(), store::CommandError> {
    let store = city.store.clone();
    apart(move || {
        let key = SubmitKey::new(format!("ask-{account}-{id}"), b"");
        let command = documents::app::AskForSeal { paper: id };
        store
            .execute_blocking(Who::Account(account), Some(key), command)
            .map(|_| ())
    })
}

#[test]
fn every_word_is_in_both_languages() {
    let house = House::new(vec![documents::module()]);
    assert_eq!(house.words().unwrap().missing(), []);
}
