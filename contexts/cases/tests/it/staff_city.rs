//! A city for the staff pages: two departments and a hall, the city pack's own roles, one person in
//! each, five items. Cases begin by the clerk's own command, so that a test says only what matters.

use cases::domain::{
    Case, CaseState,
    filing::{Agency, MaterialHeld},
    submit::{Application, SubmitOnBehalf},
};
use contracts::{
    Kept,
    item::{Channel, ItemBody, ItemPin, ItemVersion, Items, ServedParty, Text},
    people::{Appointment, AuthorityKind, Role, Roles, Staff, StaffMember, Unit, Units, posts_of},
    queries::{Parties, PartyFacts, QueryError},
};
use kernel::{
    AccountId, Actor, ActorKind, AreaCode, CaseId, Date, Event as _, ItemId, MatterId, PartyId,
    Reference, UnitId,
};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{Conn, Look, People, Reader, Registry, StoreError, Who};
use testkit::{City, Engine, Page, Visitor};
use web::{
    House, Module, Queries,
    session::{self, Session},
};

pub(crate) const AREA: AreaCode = AreaCode(431_100);
pub(crate) const GOVERNMENT: UnitId = UnitId(1);
pub(crate) const HOUSING: UnitId = UnitId(17);
pub(crate) const WATER: UnitId = UnitId(14);
pub(crate) const HALL: UnitId = UnitId(90);

pub(crate) const CLERK: AccountId = AccountId(11);
pub(crate) const OTHER_CLERK: AccountId = AccountId(12);
pub(crate) const REVIEWER: AccountId = AccountId(13);
pub(crate) const OTHER_REVIEWER: AccountId = AccountId(14);
pub(crate) const DECIDER: AccountId = AccountId(15);
pub(crate) const HEAD: AccountId = AccountId(16);
/// May accept and decide what is instant.
pub(crate) const OFFICER: AccountId = AccountId(17);
pub(crate) const SUPERVISOR: AccountId = AccountId(18);
/// Of the water department: the housing department's cases are none of his.
pub(crate) const OUTSIDER: AccountId = AccountId(19);

/// 潇湘食品, and 张小三.
pub(crate) const FIRM: PartyId = PartyId(201);
pub(crate) const PERSON: PartyId = PartyId(101);

/// Two required materials; a site visit, then an opinion; 10 days promised, 20 by law.
pub(crate) const DRAINAGE: ItemPin = pin(1);
/// A site visit, then countersigned by all.
pub(crate) const DIGGING: ItemPin = pin(2);
/// Two materials may follow.
pub(crate) const WASTE: ItemPin = pin(3);
/// Instant.
pub(crate) const SHOP: ItemPin = pin(4);
/// Of the water department, with an expert review.
pub(crate) const ABSTRACTION: ItemPin = pin(5);

const fn pin(item: i64) -> ItemPin {
    ItemPin {
        item: ItemId(item),
        version: 1,
    }
}

pub(crate) fn house() -> House {
    House::new(vec![
        Module::new("place").register(register).provide(provide),
        cases::module(),
    ])
}

/// 2021-09-17, a Friday before Mid-Autumn.
pub(crate) fn start(engine: Engine) -> City {
    City::start(engine, house, jiff::civil::date(2021, 9, 17))
}

fn register(registry: &mut Registry) {
    registry.loader(load);
    registry.people(Arc::new(Few));
    for job in ["documents.on-case", "ratings.on-case", "portal.on-case"] {
        registry.job(job, |_, _| Ok(()));
    }
}

fn provide(queries: &mut Queries) {
    queries.provide::<dyn Parties<Reader>>(Arc::new(Few));
}

#[derive(Deserialize)]
struct RoleFile {
    roles: Vec<Role>,
}

fn text(zh: &str) -> Text {
    Text {
        zh: zh.into(),
        en: String::new(),
    }
}

fn unit(id: UnitId, authority: AuthorityKind, name: &str) -> Unit {
    Unit {
        id,
        code: format!("unit-{id}"),
        short_code: format!("{:03}", id.0),
        name: text(name),
        area: AREA,
        parent: (id != GOVERNMENT).then_some(GOVERNMENT),
        phone: String::new(),
        authority,
        superior: text("湖南省住房和城乡建设厅"),
    }
}

fn member(account: AccountId, name: &str, unit: UnitId, role: &str) -> StaffMember {
    StaffMember {
        account,
        name: text(name),
        is_client: false,
        appointments: vec![Appointment {
            unit,
            role: role.to_owned(),
            valid_from: jiff::civil::date(2021, 1, 1),
            valid_to: None,
        }],
    }
}

fn item(pin: ItemPin, unit: UnitId, file: &str) -> ItemVersion {
    let body: ItemBody = toml::from_str(file).unwrap();
    ItemVersion {
        id: pin.item,
        version: pin.version,
        unit,
        area: AREA,
        in_force_from: jiff::civil::date(2021, 1, 1),
        body,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a loader")]
fn load(_: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    let roles: RoleFile =
        toml::from_str(include_str!("../../../../cities/yongzhou/roles.toml")).unwrap();
    let department = AuthorityKind::GovernmentDepartment;
    Ok(reference
        .with(Roles::new(roles.roles))
        .with(Units::new([
            unit(GOVERNMENT, AuthorityKind::Government, "永州市人民政府"),
            unit(HOUSING, department, "市住房和城乡建设局"),
            unit(WATER, department, "市水利局"),
            unit(HALL, AuthorityKind::None, "市政务服务中心"),
        ]))
        .with(Staff::new([
            member(CLERK, "周敏", HALL, "window-clerk"),
            member(OTHER_CLERK, "钱演示", HALL, "window-clerk"),
            member(REVIEWER, "唐磊", HOUSING, "reviewer"),
            member(OTHER_REVIEWER, "何倩", HOUSING, "reviewer"),
            member(DECIDER, "蒋思源", HOUSING, "decider"),
            member(HEAD, "谢演示", HOUSING, "head"),
            member(OFFICER, "伍演示", HOUSING, "instant-officer"),
            member(SUPERVISOR, "褚演示", GOVERNMENT, "supervisor"),
            member(OUTSIDER, "卫演示", WATER, "decider"),
        ]))
        .with(Items::new([
            item(
                DRAINAGE,
                HOUSING,
                include_str!("../../../../cities/yongzhou/items/017-drainage-permit.toml"),
            ),
            item(
                DIGGING,
                HOUSING,
                include_str!("../../../../cities/yongzhou/items/018-road-digging.toml"),
            ),
            item(
                WASTE,
                HOUSING,
                include_str!("../../../../cities/yongzhou/items/018-building-waste.toml"),
            ),
            item(
                SHOP,
                HOUSING,
                include_str!("../../../../cities/yongzhou/items/025-individual-business.toml"),
            ),
            item(
                ABSTRACTION,
                WATER,
                include_str!("../../../../cities/yongzhou/items/014-water-abstraction.toml"),
            ),
        ])))
}

/// Everybody in this city.
#[derive(Debug)]
struct Few;

impl People for Few {
    fn resolve(
        &self,
        _: &mut Conn,
        reference: &Reference,
        accounts: &[AccountId],
        today: Date,
    ) -> Result<HashMap<AccountId, Arc<Actor>>, StoreError> {
        let (units, roles, staff) = (
            reference.get::<Units>(),
            reference.get::<Roles>(),
            reference.get::<Staff>(),
        );
        let actor = |account: AccountId| Actor {
            account,
            kind: ActorKind::Staff,
            name: staff.name(account, false),
            acting: Vec::new(),
            posts: staff
                .find(account)
                .map_or_else(Vec::new, |member| posts_of(member, &units, &roles, today)),
            common: roles.grants("everybody"),
        };
        Ok(accounts
            .iter()
            .map(|account| (*account, Arc::new(actor(*account))))
            .collect())
    }

    fn anonymous(&self, reference: &Reference) -> Actor {
        Actor::anonymous(reference.get::<Roles>().grants("everybody"))
    }
}

fn facts(party: PartyId) -> Option<PartyFacts> {
    match party {
        FIRM => Some(PartyFacts {
            is_firm: true,
            name: "永州市潇湘食品有限公司".into(),
            number: "91431100MA4L000110".into(),
            phone: "13800001234".into(),
            address: "永州市冷水滩区梅湾街道湘永路12号".into(),
            legal_representative: "蒋大海".into(),
        }),
        PERSON => Some(PartyFacts {
            is_firm: false,
            name: "张小三".into(),
            number: "431102199001010017".into(),
            phone: "13900001234".into(),
            ..PartyFacts::default()
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

    fn find_by_number(&self, _: &mut Reader, number: &str) -> Result<Option<PartyId>, QueryError> {
        Ok([FIRM, PERSON]
            .into_iter()
            .find(|party| facts(*party).is_some_and(|facts| facts.number == number)))
    }

    fn find_by_phone(
        &self,
        _: &mut Reader,
        phone: &str,
        _: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok([FIRM, PERSON]
            .into_iter()
            .filter(|party| facts(*party).is_some_and(|facts| facts.phone == phone))
            .collect())
    }

    fn find_by_name(
        &self,
        _: &mut Reader,
        name: &str,
        _: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok([FIRM, PERSON]
            .into_iter()
            .filter(|party| facts(*party).is_some_and(|facts| facts.name == name))
            .collect())
    }

    fn firms(&self, _: &mut Reader, parties: &[PartyId]) -> Result<Vec<PartyId>, QueryError> {
        Ok(parties
            .iter()
            .copied()
            .filter(|party| *party == FIRM)
            .collect())
    }

    fn accounts_of(&self, _: &mut Reader, _: PartyId) -> Result<Vec<AccountId>, QueryError> {
        Ok(Vec::new())
    }
}

/// Somebody of the city, signed in.
pub(crate) async fn sign_in(city: &City, account: AccountId) -> Visitor {
    let now = city.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: true,
        name: "值班".into(),
        acting: None,
        signed_in_at: now,
        seen_at: now,
        agent: "test".into(),
        method: "password".into(),
        only: Vec::new(),
    };
    let cookie = session::start(&city.app, session).await.unwrap();
    let mut visitor = city.stranger();
    let pair = cookie.split(';').next().unwrap_or_default().to_owned();
    visitor.headers.push(("cookie".into(), pair));
    visitor
}

/// A case that the clerk has received today, with these materials on paper.
pub(crate) async fn received(city: &City, pin: ItemPin, brought: &[&str]) -> CaseId {
    received_for(city, pin, FIRM, brought).await
}

pub(crate) async fn received_for(
    city: &City,
    pin: ItemPin,
    party: PartyId,
    brought: &[&str],
) -> CaseId {
    let case_id = CaseId(city.store.new_id());
    let (answers, write) = Kept::new(
        city.store.new_id(),
        [3; 16],
        party,
        "answers",
        br#"{"fields":{"firm-name":"x","outlets":"2"}}"#,
    );
    let application = Application {
        case_id,
        pin,
        begun_on: city.store.today(),
        party,
        party_kind: if party == FIRM {
            ServedParty::Firm
        } else {
            ServedParty::Person
        },
        answers,
        materials: brought
            .iter()
            .map(|code| MaterialHeld {
                code: (*code).to_owned(),
                files: Vec::new(),
                paper_copies: 1,
            })
            .collect(),
        conditional: Vec::new(),
        electronic_service: None,
        promise: None,
        vault: vec![write],
    };
    let command = SubmitOnBehalf {
        application,
        channel: Channel::Window,
        agency: Agency::None,
        handed_at: None,
    };
    city.store
        .execute(Who::Account(CLERK), None, command)
        .await
        .unwrap();
    case_id
}

/// A drainage permit with everything that it needs.
pub(crate) async fn complete(city: &City) -> CaseId {
    received(city, DRAINAGE, &["drawings", "water-test"]).await
}

/// The same, accepted by the clerk.
pub(crate) async fn accepted(city: &City) -> CaseId {
    let case = complete(city).await;
    accept(city, case).await;
    case
}

pub(crate) async fn accept(city: &City, case: CaseId) {
    let command = cases::domain::accept::Accept {
        case_id: case,
        seen_version: None,
    };
    city.store
        .execute(Who::Account(CLERK), None, command)
        .await
        .unwrap();
}

pub(crate) async fn state(city: &City, case: CaseId) -> CaseState {
    city.store
        .read(move |reader| Ok(reader.find_state::<Case>(case.0)?.map(|(_, case)| case)))
        .await
        .unwrap()
        .map(|case| case.state())
        .unwrap()
}

/// Names of the events of a case, without `cases.`.
pub(crate) async fn events(city: &City, case: CaseId) -> Vec<String> {
    city.store
        .read(move |reader| reader.events::<Case>(case.0))
        .await
        .unwrap()
        .iter()
        .map(|event| event.body.name().trim_start_matches("cases.").to_owned())
        .collect()
}

pub(crate) fn desk(case: CaseId) -> String {
    format!("/desk/cases/{case}")
}

pub(crate) fn window(case: CaseId) -> String {
    format!("/window/cases/{case}")
}

/// Opens the page of the act and presses its button.
pub(crate) async fn act(
    visitor: &mut Visitor,
    page: &str,
    verb: &str,
    button: &str,
    fields: &[(&str, &str)],
) -> Page {
    let page = visitor.open(&format!("{page}?act={verb}")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    visitor.press(&page, button, fields).await
}

/// Looks of a kind at a matter, once there are so many: they are written behind the answer.
pub(crate) async fn looks(city: &City, matter: i64, what: &str, at_least: usize) -> Vec<Look> {
    for _ in 0..100 {
        let found = city
            .store
            .read(move |reader| reader.list_looks(MatterId(matter), 50))
            .await
            .unwrap();
        let found: Vec<Look> = found.into_iter().filter(|look| look.what == what).collect();
        if found.len() >= at_least {
            return found;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Vec::new()
}
