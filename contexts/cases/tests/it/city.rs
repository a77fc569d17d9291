//! A city for the pages: two items, one office, a firm with its agent, and a clerk. The other
//! contexts are small stand-ins, so that these tests are about cases alone.

use cases::domain::{
    CaseEvent, accept::Accept, notify_correction::NotifyCorrection, receive::Receive,
};
use contracts::{
    Kept,
    item::{ItemBody, ItemVersion, Items, Text},
    people::{AuthorityKind, Staff, StaffMember, Unit, Units},
    queries::{Parties, PartyFacts, QueryError},
};
use kernel::{
    AccountId, Acting, Actor, ActorKind, AreaCode, CaseId, Date, Grant, ItemId, MandateId, PartyId,
    Permission, Post, Reach, Reference, Timestamp, UnitId,
};
use std::{collections::HashMap, sync::Arc};
use store::{Conn, People, Reader, Registry, StoreError, Who};
use testkit::{Attachment, City, Engine, Page, Visitor};
use web::{
    App, House, Module, Queries,
    session::{self, Session},
};

pub(crate) const OFFICE: UnitId = UnitId(17);
pub(crate) const AREA: AreaCode = AreaCode(431_100);
/// 潇湘食品, and two people who may act for it: one for everything, one for another item.
pub(crate) const FIRM: PartyId = PartyId(201);
pub(crate) const AGENT: AccountId = AccountId(1);
pub(crate) const NARROW_AGENT: AccountId = AccountId(2);
pub(crate) const STRANGER: AccountId = AccountId(3);
pub(crate) const CLERK: AccountId = AccountId(11);
/// The drainage permit of the demonstration city.
pub(crate) const DRAINAGE: &str = "YZ-017-0001";

pub(crate) fn house() -> House {
    House::new(vec![
        Module::new("place").register(register).provide(provide),
        cases::module(),
    ])
}

pub(crate) fn start(engine: Engine, on: Date) -> City {
    City::start(engine, house, on)
}

fn register(registry: &mut Registry) {
    registry.loader(load);
    registry.people(Arc::new(Few));
    // What papers, ratings and messages do of a case is theirs.
    for job in ["documents.on-case", "ratings.on-case", "portal.on-case"] {
        registry.job(job, |_, _| Ok(()));
    }
}

fn provide(queries: &mut Queries) {
    queries.provide::<dyn Parties<Reader>>(Arc::new(Few));
}

fn drainage() -> ItemBody {
    let text = include_str!("../../../../cities/yongzhou/items/017-drainage-permit.toml");
    toml::from_str(text).unwrap()
}

fn hygiene() -> ItemBody {
    let text = include_str!("../../../../cities/yongzhou/items/020-hygiene-permit.toml");
    toml::from_str(text).unwrap()
}

/// The drainage permit, if it could be had on a promise and its form did not ask.
pub(crate) const ON_PROMISE: &str = "YZ-017-0001P";

fn on_promise() -> ItemBody {
    ItemBody {
        code: ON_PROMISE.into(),
        promise: hygiene().promise,
        ..drainage()
    }
}

pub(crate) fn hygiene_code() -> String {
    hygiene().code
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a loader")]
fn load(_: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    let version = |id, version, from, body| ItemVersion {
        id: ItemId(id),
        version,
        unit: OFFICE,
        area: AREA,
        in_force_from: from,
        body,
    };
    let first = jiff::civil::date(2021, 1, 1);
    let second = jiff::civil::date(2021, 11, 1);
    let unit = Unit {
        id: OFFICE,
        code: "housing".into(),
        short_code: "017".into(),
        name: Text {
            zh: "市住房和城乡建设局".into(),
            en: "Housing Bureau".into(),
        },
        area: AREA,
        parent: None,
        phone: "0746-8000017".into(),
        authority: AuthorityKind::GovernmentDepartment,
        superior: Text::default(),
    };
    let clerk = StaffMember {
        account: CLERK,
        name: Text {
            zh: "周敏".into(),
            en: "Zhou Min".into(),
        },
        is_client: false,
        appointments: Vec::new(),
    };
    Ok(reference
        .with(Units::new([unit]))
        .with(Staff::new([clerk]))
        .with(Items::new([
            version(1, 1, first, drainage()),
            version(1, 2, second, drainage()),
            version(2, 1, first, hygiene()),
            version(3, 1, first, on_promise()),
        ])))
}

/// Everybody in this city.
#[derive(Debug)]
struct Few;

fn grants(permissions: &[&'static str], reach: Reach) -> Arc<[Grant]> {
    let grant = |name: &&'static str| Grant {
        permission: Permission::new(name),
        reach,
        confidentiality: 0,
    };
    permissions.iter().map(grant).collect()
}

fn citizen(account: AccountId, acting: Vec<Acting>) -> Actor {
    Actor {
        account,
        kind: ActorKind::Person,
        name: String::new(),
        acting,
        posts: Vec::new(),
        common: grants(&["cases.apply", "cases.view"], Reach::Own),
    }
}

fn acting(party: i64, items: &[&str], mandate: i64) -> Acting {
    Acting {
        party: PartyId(party),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        item_ids: Vec::new(),
        mandate: MandateId(mandate),
    }
}

impl People for Few {
    fn resolve(
        &self,
        _: &mut Conn,
        _: &Reference,
        accounts: &[AccountId],
        today: Date,
    ) -> Result<HashMap<AccountId, Arc<Actor>>, StoreError> {
        let resolve = |account: AccountId| match account {
            AGENT => citizen(account, vec![acting(101, &[], 0), acting(201, &[], 5)]),
            NARROW_AGENT => citizen(
                account,
                vec![acting(102, &[], 0), acting(201, &["YZ-025-0001"], 6)],
            ),
            CLERK => Actor {
                posts: vec![Post {
                    unit: OFFICE,
                    units_below: Arc::from([OFFICE]),
                    area: AREA,
                    role: "clerk".into(),
                    grants: grants(
                        &[
                            "cases.view",
                            "cases.receive",
                            "cases.accept",
                            "cases.review",
                            "cases.decide",
                            "cases.hold",
                        ],
                        Reach::Unit,
                    ),
                    valid_from: today,
                    valid_to: None,
                }],
                kind: ActorKind::Staff,
                name: "周敏".into(),
                common: Arc::from([]),
                ..citizen(account, Vec::new())
            },
            _ => citizen(account, vec![acting(103, &[], 0)]),
        };
        let actors = accounts
            .iter()
            .map(|account| (*account, Arc::new(resolve(*account))));
        Ok(actors.collect())
    }

    fn anonymous(&self, _: &Reference) -> Actor {
        Actor::anonymous(Arc::from([]))
    }
}

fn facts(party: PartyId) -> Option<PartyFacts> {
    match party.0 {
        201 => Some(PartyFacts {
            is_firm: true,
            name: "永州市潇湘食品有限公司".into(),
            number: "91431100MA4L000110".into(),
            phone: "13800001234".into(),
            address: "永州市冷水滩区梅湾街道湘永路12号".into(),
            legal_representative: "蒋思源".into(),
        }),
        101..=103 => Some(PartyFacts {
            is_firm: false,
            name: "张小三".into(),
            number: "431102199001010017".into(),
            phone: "13800001234".into(),
            address: "永州市冷水滩区梅湾街道湘永路12号".into(),
            legal_representative: String::new(),
        }),
        _ => None,
    }
}

impl Parties<Reader> for Few {
    fn names(
        &self,
        _: &mut Reader,
        parties: &[PartyId],
    ) -> Result<HashMap<PartyId, String>, QueryError> {
        let name = |party: &PartyId| Some((*party, facts(*party)?.name));
        Ok(parties.iter().filter_map(name).collect())
    }

    fn find(&self, _: &mut Reader, party: PartyId) -> Result<Option<PartyFacts>, QueryError> {
        Ok(facts(party))
    }

    fn find_by_number(&self, _: &mut Reader, _: &str) -> Result<Option<PartyId>, QueryError> {
        Ok(None)
    }

    fn accounts_of(&self, _: &mut Reader, _: PartyId) -> Result<Vec<AccountId>, QueryError> {
        Ok(Vec::new())
    }
}

/// Signs an account in, for the party that it acts for.
pub(crate) async fn sign_in(city: &City, account: AccountId, party: Option<PartyId>) -> Visitor {
    let mut visitor = city.stranger();
    let cookie = cookie(&city.app, account, party).await;
    visitor.headers.push(("cookie".into(), cookie));
    visitor
}

async fn cookie(app: &App, account: AccountId, party: Option<PartyId>) -> String {
    let now = app.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: account == CLERK,
        name: "潇湘食品".into(),
        acting: party,
        signed_in_at: now,
        seen_at: now,
        agent: "test".into(),
        method: "password".into(),
        only: Vec::new(),
    };
    let cookie = session::start(app, session).await.unwrap();
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// The firm's agent, at the door.
pub(crate) async fn agent(city: &City) -> Visitor {
    sign_in(city, AGENT, Some(FIRM)).await
}

pub(crate) const GO_ON: &str = "保存并继续";

/// Begins an application for the firm and fills in its first page.
pub(crate) async fn begin(visitor: &mut Visitor) -> Page {
    let page = visitor.open(&format!("/apply/{DRAINAGE}")).await;
    visitor.press(&page, "开始填写", &[("party", "201")]).await
}

pub(crate) const APPLICANT: &[(&str, &str)] = &[
    ("f-contact-name", "李文"),
    ("f-contact-phone", "13900001234"),
    ("f-business-address", "永州市冷水滩区梅湾街道湘永路12号"),
];

pub(crate) const DRAINS: &[(&str, &str)] = &[
    ("f-outlets", "2"),
    ("f-bore", "200"),
    ("f-flows-to", "sewer"),
    ("f-needs-pre-treatment", "no"),
    ("f-is-key-polluter", "no"),
];

/// Fills in every page up to the materials.
pub(crate) async fn fill_in(visitor: &mut Visitor) -> Page {
    let page = begin(visitor).await;
    let page = visitor.press(&page, GO_ON, APPLICANT).await;
    let page = visitor.press(&page, GO_ON, DRAINS).await;
    visitor
        .press(&page, GO_ON, &[("f-result-way", "electronic")])
        .await
}

/// From the materials, uploading both that are needed, to the overview.
pub(crate) async fn to_the_overview(visitor: &mut Visitor, materials: &Page) -> Page {
    let mut page = materials.clone();
    for code in ["drawings", "water-test"] {
        page = upload(
            visitor,
            &page,
            code,
            &[Attachment::pdf("files", "图纸 1.pdf")],
        )
        .await;
    }
    let page = visitor.press(&page, GO_ON, &[]).await;
    visitor.press(&page, GO_ON, &[("electronic", "yes")]).await
}

/// Uploads files for one material: its own form among those of the page.
pub(crate) async fn upload(
    visitor: &mut Visitor,
    page: &Page,
    code: &str,
    files: &[Attachment],
) -> Page {
    let path = page.path.split(['?', '#']).next().unwrap_or_default();
    let boundary = "cases-test-boundary";
    let mut body = Vec::new();
    for file in files {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            file.name
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&file.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    let to = format!("{path}/{code}");
    let answer = visitor
        .send(axum::http::Method::POST, &to, Some(kind), body, &[])
        .await;
    let back = answer.headers.get("location").cloned();
    match back {
        Some(back) => visitor.open(&back).await,
        None => answer,
    }
}

/// Files the drainage permit for the firm, complete, and gives the case.
pub(crate) async fn file(city: &City) -> CaseId {
    let mut visitor = agent(city).await;
    let materials = fill_in(&mut visitor).await;
    let overview = to_the_overview(&mut visitor, &materials).await;
    let sent = visitor.press(&overview, "提交申请", &[]).await;
    case_of(&sent)
}

/// The case that a page is about.
pub(crate) fn case_of(page: &Page) -> CaseId {
    let rest = page.path.strip_prefix("/my/cases/");
    let id = rest.and_then(|rest| rest.split(['/', '?']).next());
    let id = id.and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("{} is not a case:\n{}", page.path, page.text()))
}

fn clerk() -> Who {
    Who::Account(CLERK)
}

pub(crate) async fn receive(city: &City, case_id: CaseId) {
    let store = &city.store;
    store
        .execute(clerk(), None, Receive { case_id })
        .await
        .unwrap();
}

pub(crate) async fn accept(city: &City, case_id: CaseId) {
    receive(city, case_id).await;
    let accept = Accept {
        case_id,
        seen_version: None,
    };
    city.store.execute(clerk(), None, accept).await.unwrap();
}

/// Sends a correction notice with these reasons.
pub(crate) async fn notify(city: &City, case_id: CaseId, defects: &[(&str, &str)]) {
    receive(city, case_id).await;
    let mut vault = Vec::new();
    let defects = defects
        .iter()
        .map(|(material, reason)| {
            let (reason, write) = kept(city, reason);
            vault.push(write);
            cases::domain::events::Defect {
                material: (*material).to_owned(),
                reason,
            }
        })
        .collect();
    let notify = NotifyCorrection {
        case_id,
        seen_version: None,
        defects,
        answer_within: None,
        why_again: None,
        vault,
    };
    city.store.execute(clerk(), None, notify).await.unwrap();
}

pub(crate) fn kept(city: &City, text: &str) -> (Kept, contracts::VaultWrite) {
    Kept::new(
        city.store.new_id(),
        [7; 16],
        FIRM,
        "reason",
        text.as_bytes(),
    )
}

/// Names of everything that happened to a case.
pub(crate) async fn events(city: &City, case: CaseId) -> Vec<&'static str> {
    use kernel::Event as _;
    let events = city
        .store
        .read(move |reader| reader.events::<cases::domain::Case>(case.0))
        .await
        .unwrap();
    events
        .iter()
        .map(|event: &kernel::Recorded<CaseEvent>| event.body.name())
        .collect()
}

/// Number and query code, as the receipt has them.
pub(crate) async fn receipt(city: &City, case: CaseId) -> (String, String) {
    let (_, state) = city
        .store
        .read(move |reader| reader.find_state::<cases::domain::Case>(case.0))
        .await
        .unwrap()
        .unwrap();
    let filing = state.filing.unwrap();
    (filing.number.as_str().to_owned(), filing.query_code.clone())
}

pub(crate) fn at(day: Date, hour: i8) -> Timestamp {
    Timestamp::in_city(day, hour, 0)
}
