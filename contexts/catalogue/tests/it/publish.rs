//! What stands in the way of a publication, rule by rule.

use crate::city::{CITY, YEAR, read, start};
use catalogue::domain::{
    Document, Item, ItemEvent, ItemState, Level, List, ListedEntry, Publish, Suspend, Withdraw,
    check,
};
use contracts::item::{Channel, ItemBody, Material, Necessity, Text, Themes};
use contracts::people::{AuthorityKind, Unit, Units};
use contracts::{Aggregate, Command};
use kernel::deadline::Limit;
use kernel::{
    AccountId, Env, ItemId, Recorded, Reference, Refusal, Timestamp, UnitId, WorkCalendar,
};
use rstest::rstest;
use std::sync::Arc;
use testkit::Engine;

fn drainage() -> ItemBody {
    toml::from_str(&read("cities/yongzhou/items/017-drainage-permit.toml")).unwrap()
}

fn env() -> Env {
    let housing = Unit {
        id: UnitId(17),
        code: "housing".into(),
        short_code: "017".into(),
        name: Text::default(),
        area: CITY,
        parent: None,
        phone: String::new(),
        authority: AuthorityKind::GovernmentDepartment,
        superior: Text::default(),
    };
    let mut env = Env::on(YEAR, WorkCalendar::published());
    env.reference = Arc::new(Reference::default().with(Units::new([housing])));
    env
}

fn publication() -> Publish {
    Publish {
        item: ItemId(1),
        body: drainage(),
        area: CITY,
        in_force_from: YEAR,
        reason: "首次发布".into(),
        seen_version: None,
    }
}

fn item_after(events: Vec<ItemEvent>) -> Item {
    let mut item = Item::initial(1);
    for (body, version) in events.into_iter().zip(1..) {
        item.apply(&Recorded {
            id: version,
            stream: 1,
            version,
            at: Timestamp(0),
            actor: AccountId(0),
            body,
        });
    }
    item
}

fn in_use() -> Item {
    item_after(publication().decide(&Item::initial(1), &env()).unwrap())
}

fn refused(item: &Item, change: impl FnOnce(&mut Publish)) -> &'static str {
    let mut command = publication();
    change(&mut command);
    command.decide(item, &env()).unwrap_err().code()
}

#[test]
fn a_publication_that_keeps_the_rules_is_the_first_version() {
    let item = in_use();
    assert_eq!((item.state, item.version()), (ItemState::InUse, 1));
}

// 优化营商环境条例 art. 36.
#[test]
fn a_promise_longer_than_the_law_is_refused_with_its_article() {
    let mut command = publication();
    command.body.promised_limit = Limit::working(21);
    let refusal = command.decide(&Item::initial(1), &env()).unwrap_err();
    assert_eq!(refusal.code(), "catalogue.publish.promise-longer-than-law");
    assert_eq!(
        refusal.basis().unwrap().to_string(),
        "《优化营商环境条例》第三十六条"
    );
    // A permit without a limit of its own has that of 行政许可法 art. 42.
    command.body.legal_limit = None;
    command.body.legal_limit_basis = None;
    assert!(command.decide(&Item::initial(1), &env()).is_err());
}

#[test]
fn each_reason_against_a_publication_has_its_name() {
    let new = Item::initial(1);
    let unknown = refused(&new, |command| command.body.unit = "nowhere".into());
    assert_eq!(unknown, "catalogue.publish.unknown-unit");
    let silent = refused(&new, |command| command.reason = " ".into());
    assert_eq!(silent, "catalogue.publish.reason-missing");
    let online_only = refused(&new, |command| {
        command.body.channels = vec![Channel::Online];
    });
    assert_eq!(online_only, "catalogue.publish.rule-broken");
    let known = in_use();
    assert_eq!(refused(&known, |_| ()), "catalogue.publish.unchanged");
    let other = refused(&known, |command| command.body.code = "YZ-2".into());
    assert_eq!(other, "catalogue.publish.other-code");
    let early = refused(&known, |command| {
        command.body.visits = 1;
        command.in_force_from = YEAR.yesterday().unwrap();
    });
    assert_eq!(early, "catalogue.publish.too-early");
}

#[test]
fn an_item_is_suspended_and_withdrawn_by_a_document_only() {
    let document = |number: &str| Document {
        number: number.into(),
        title: String::new(),
    };
    let suspend = |number| Suspend {
        item: ItemId(1),
        document: document(number),
        seen_version: None,
    };
    let item = in_use();
    let silent = suspend(" ").decide(&item, &env()).unwrap_err();
    assert_eq!(silent.code(), "catalogue.close.document-missing");
    let new = suspend("1").decide(&Item::initial(1), &env()).unwrap_err();
    assert_eq!(new.code(), "catalogue.close.wrong-state");
    let withdraw = Withdraw {
        item: ItemId(1),
        document: document("1"),
        seen_version: None,
    };
    let mut events = publication().decide(&Item::initial(1), &env()).unwrap();
    events.extend(withdraw.decide(&item, &env()).unwrap());
    let gone = item_after(events);
    assert_eq!(gone.state, ItemState::Withdrawn);
    assert_eq!(
        withdraw.decide(&gone, &env()).unwrap_err().code(),
        "catalogue.close.wrong-state"
    );
    assert_eq!(refused(&gone, |_| ()), "catalogue.publish.wrong-state");
}

#[test]
fn an_imported_list_never_replaces_a_guide() {
    let list = List {
        item: ItemId(1),
        entry: ListedEntry {
            code: "YZ-017-0001".into(),
            name: "排水许可".into(),
            task_type: contracts::item::TaskType::Permit,
            department: "住建局".into(),
            main_item: String::new(),
            dept_code: String::new(),
            area: CITY,
            source: "a.csv".into(),
        },
    };
    let refusal = list.decide(&in_use(), &env()).unwrap_err();
    assert_eq!(refusal.code(), "catalogue.list.wrong-state");
    let listed = item_after(list.decide(&Item::initial(1), &env()).unwrap());
    assert_eq!(
        list.decide(&listed, &env()).unwrap_err().code(),
        "catalogue.list.unchanged"
    );
    // The guide takes the place of the line in the list, under the same code.
    assert!(publication().decide(&listed, &env()).is_ok());
}

fn material(name: &str) -> Material {
    let mut material = drainage().materials[0].clone();
    material.code = "other".into();
    material.name.zh = name.into();
    material
}

#[rstest]
#[case::instant("instant", |body: &mut ItemBody| body.promised_limit = Limit::working(0))]
#[case::visit("visit-reason", |body: &mut ItemBody| body.visits = 1)]
#[case::window("only-one-channel", |body: &mut ItemBody| body.channels = vec![Channel::Online])]
#[case::post("no-post", |body: &mut ItemBody| body.channels = vec![Channel::Window])]
#[case::catch_all("catch-all", |body: &mut ItemBody| body.materials.push(material("其他材料")))]
#[case::and_so_on("catch-all", |body: &mut ItemBody| body.materials.push(material("图纸等")))]
#[case::conditions("guide-incomplete", |body: &mut ItemBody| body.conditions.clear())]
#[case::basis("limit-basis", |body: &mut ItemBody| body.legal_limit_basis = None)]
#[case::review("no-review", |body: &mut ItemBody| body.steps.clear())]
#[case::twice("code-twice", |body: &mut ItemBody| body.materials.push(drainage().materials[0].clone()))]
#[case::field("unknown-field", |body: &mut ItemBody| body.materials[0].only_if = "no = yes".into())]
#[case::later("deferrable-without-rule", |body: &mut ItemBody| body.materials[0].necessity = Necessity::Deferrable)]
fn a_broken_rule_is_an_error(#[case] rule: &str, #[case] change: fn(&mut ItemBody)) {
    let mut body = drainage();
    change(&mut body);
    let findings = check(&body, &Themes::default());
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(errors, [format!("catalogue.check.{rule}")]);
}

#[rstest]
#[case::phones("same-phone", |body: &mut ItemBody| body.complaint_phone.clone_from(&body.enquiry_phone))]
#[case::area_code("phone-area-code", |body: &mut ItemBody| body.enquiry_phone = "8000017".into())]
#[case::ground("basis-missing", |body: &mut ItemBody| body.basis.clear())]
#[case::english("english-missing", |body: &mut ItemBody| body.name.en.clear())]
#[case::standard("no-standard", |body: &mut ItemBody| body.materials[0].accept_standard = Text::default())]
#[case::faq("no-faq", |body: &mut ItemBody| body.faq.clear())]
#[case::shared("shareable-material", |body: &mut ItemBody| body.materials[4].necessity = Necessity::Required)]
fn a_doubt_is_a_warning(#[case] rule: &str, #[case] change: fn(&mut ItemBody)) {
    let mut body = drainage();
    change(&mut body);
    let findings = check(&body, &Themes::default());
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.level, finding.rule))
        .collect();
    assert_eq!(
        found,
        [(Level::Warning, format!("catalogue.check.{rule}").as_str())]
    );
}

#[test]
fn every_word_is_said_in_both_languages() {
    let files = [web::words::WORDS, web::words::SHELL_WORDS, catalogue::WORDS];
    assert_eq!(web::words::Words::new(&files).unwrap().missing(), []);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_rows_are_what_the_events_give(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine).await;
    tokio::task::spawn_blocking(move || city.verify())
        .await
        .unwrap();
}
