//! A small world for the test of one context: a government with two departments, the city pack's own
//! roles, a handful of people. No accounts and no passwords: [`visitor`] starts a session.

use crate::{City, Visitor};
use contracts::item::{ItemBody, ItemPin, ItemVersion, Items, Text};
use contracts::people::{
    Appointment, AuthorityKind, Role, Roles, Staff, StaffMember, Unit, Units, posts_of,
};
use contracts::queries::{Parties, PartyFacts, QueryError};
use jiff::civil::date;
use kernel::{
    AccountId, Acting, Actor, ActorKind, AreaCode, Date, ItemId, MandateId, PartyId, Reference,
    UnitId,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Conn, People, Reader, StoreError};
use web::Module;
use web::session::Session;

pub const CITY: AreaCode = AreaCode(431_100);
pub const GOVERNMENT: UnitId = UnitId(1);
/// A department, and a section of it that is no authority of its own.
pub const WATER: UnitId = UnitId(2);
pub const WATER_SECTION: UnitId = UnitId(3);
pub const HOUSING: UnitId = UnitId(4);
pub const SERVICE_BUREAU: UnitId = UnitId(5);

/// 张三 and 李小四, citizens.
pub const ZHANG: (AccountId, PartyId) = (AccountId(101), PartyId(1001));
pub const LI: (AccountId, PartyId) = (AccountId(102), PartyId(1002));
pub const CLERK: AccountId = AccountId(201);
pub const DECIDER: AccountId = AccountId(202);
pub const KEEPER: AccountId = AccountId(203);
pub const HOUSING_KEEPER: AccountId = AccountId(204);
/// Seal keeper and window clerk of the water department in one.
pub const BOTH: AccountId = AccountId(205);
pub const RATINGS_REVIEWER: AccountId = AccountId(206);
pub const SUPERVISOR: AccountId = AccountId(207);
pub const HOUSING_DECIDER: AccountId = AccountId(208);

/// A permit with deferrable materials, one decided on a promise, and an item of its own law.
pub const PERMIT: ItemPin = pin(1);
pub const PROMISED_PERMIT: ItemPin = pin(2);
pub const OWN_LAW: ItemPin = pin(3);

const fn pin(item: i64) -> ItemPin {
    ItemPin {
        item: ItemId(item),
        version: 1,
    }
}

/// The world as a module: reference data, people, names of parties.
pub fn world() -> Module {
    Module::new("world")
        .register(|registry| {
            registry.people(Arc::new(SmallWorld));
            registry.loader(load);
        })
        .provide(|queries| queries.provide::<dyn Parties<Reader>>(Arc::new(SmallWorld)))
}

fn text(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.into(),
        en: en.into(),
    }
}

fn unit(id: UnitId, parent: Option<UnitId>, authority: AuthorityKind, zh: &str, en: &str) -> Unit {
    Unit {
        id,
        code: format!("unit-{id}"),
        short_code: format!("{:03}", id.0),
        name: text(zh, en),
        area: CITY,
        parent,
        phone: String::new(),
        authority,
        superior: text("湖南省有关主管部门", "the competent provincial department"),
    }
}

fn member(account: AccountId, zh: &str, posts: &[(UnitId, &str)]) -> StaffMember {
    StaffMember {
        account,
        name: text(zh, ""),
        is_client: false,
        appointments: posts
            .iter()
            .map(|(unit, role)| Appointment {
                unit: *unit,
                role: (*role).to_owned(),
                valid_from: date(2021, 1, 1),
                valid_to: None,
            })
            .collect(),
    }
}

#[derive(Deserialize)]
struct RoleFile {
    roles: Vec<Role>,
}

fn item(pin: ItemPin, file: &str, unit: UnitId) -> ItemVersion {
    let body: ItemBody = toml::from_str(file).expect("an item file of the city pack");
    ItemVersion {
        id: pin.item,
        version: pin.version,
        unit,
        area: CITY,
        in_force_from: date(2021, 1, 1),
        body,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a loader")]
fn load(_: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    let roles: RoleFile =
        toml::from_str(include_str!("../../../cities/yongzhou/roles.toml")).expect("the roles");
    let department = AuthorityKind::GovernmentDepartment;
    Ok(reference
        .with(Roles::new(roles.roles))
        .with(Units::new([
            unit(
                GOVERNMENT,
                None,
                AuthorityKind::Government,
                "永州市人民政府",
                "Yongzhou Government",
            ),
            unit(
                WATER,
                Some(GOVERNMENT),
                department,
                "永州市水利局",
                "Water Bureau",
            ),
            unit(
                WATER_SECTION,
                Some(WATER),
                AuthorityKind::None,
                "行政审批科",
                "Permit section",
            ),
            unit(
                HOUSING,
                Some(GOVERNMENT),
                department,
                "永州市住房和城乡建设局",
                "Housing Bureau",
            ),
            unit(
                SERVICE_BUREAU,
                Some(GOVERNMENT),
                department,
                "永州市行政审批服务局",
                "Service Bureau",
            ),
        ]))
        .with(Staff::new([
            member(CLERK, "周演示", &[(WATER, "window-clerk")]),
            member(DECIDER, "吴演示", &[(WATER, "decider")]),
            member(KEEPER, "郑演示", &[(WATER, "seal-keeper")]),
            member(HOUSING_KEEPER, "王演示", &[(HOUSING, "seal-keeper")]),
            member(
                BOTH,
                "冯演示",
                &[(WATER, "seal-keeper"), (WATER, "window-clerk")],
            ),
            member(
                RATINGS_REVIEWER,
                "陈演示",
                &[(SERVICE_BUREAU, "ratings-reviewer")],
            ),
            member(SUPERVISOR, "褚演示", &[(SERVICE_BUREAU, "supervisor")]),
            member(HOUSING_DECIDER, "卫演示", &[(HOUSING, "decider")]),
        ]))
        .with(Items::new([
            item(
                PERMIT,
                include_str!("../../../cities/yongzhou/items/018-building-waste.toml"),
                WATER,
            ),
            item(
                PROMISED_PERMIT,
                include_str!("../../../cities/yongzhou/items/020-hygiene-permit.toml"),
                WATER,
            ),
            item(
                OWN_LAW,
                include_str!("../../../cities/yongzhou/items/021-veteran-grant.toml"),
                WATER,
            ),
        ])))
}

#[derive(Debug)]
struct SmallWorld;

impl People for SmallWorld {
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
        let actor = |account: AccountId| {
            let citizen = [ZHANG, LI].into_iter().find(|(known, _)| *known == account);
            let member = staff.find(account);
            let is_person = citizen.is_some();
            Actor {
                account,
                kind: if is_person {
                    ActorKind::Person
                } else {
                    ActorKind::Staff
                },
                name: staff.name(account, false),
                acting: citizen
                    .map(|(_, party)| Acting {
                        party,
                        items: Vec::new(),
                        item_ids: Vec::new(),
                        mandate: MandateId(0),
                    })
                    .into_iter()
                    .collect(),
                posts: member
                    .map_or_else(Vec::new, |member| posts_of(member, &units, &roles, today)),
                common: roles.grants(if is_person { "person" } else { "everybody" }),
            }
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

/// The names of the citizens.
pub fn name_of(party: PartyId) -> Option<&'static str> {
    [(ZHANG.1, "张三"), (LI.1, "李小四")]
        .into_iter()
        .find(|(known, _)| *known == party)
        .map(|(_, name)| name)
}

impl Parties<Reader> for SmallWorld {
    fn names(
        &self,
        _: &mut Reader,
        parties: &[PartyId],
    ) -> Result<HashMap<PartyId, String>, QueryError> {
        Ok(parties
            .iter()
            .filter_map(|party| Some((*party, name_of(*party)?.to_owned())))
            .collect())
    }

    fn find(&self, _: &mut Reader, party: PartyId) -> Result<Option<PartyFacts>, QueryError> {
        Ok(name_of(party).map(|name| PartyFacts {
            name: name.into(),
            number: "431102199001010017".into(),
            phone: "13800001234".into(),
            ..PartyFacts::default()
        }))
    }

    fn find_by_number(&self, _: &mut Reader, _: &str) -> Result<Option<PartyId>, QueryError> {
        Ok(None)
    }

    fn accounts_of(&self, _: &mut Reader, party: PartyId) -> Result<Vec<AccountId>, QueryError> {
        Ok([ZHANG, LI]
            .into_iter()
            .filter(|(_, known)| *known == party)
            .map(|(account, _)| account)
            .collect())
    }
}

/// Somebody of the small world, signed in.
pub async fn visitor(city: &City, account: AccountId) -> Visitor {
    let now = city.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: account.0 >= 200,
        name: String::new(),
        acting: None,
        signed_in_at: now,
        seen_at: now,
        agent: String::new(),
        method: "password".into(),
        only: Vec::new(),
    };
    let cookie = web::session::start(&city.app, session)
        .await
        .expect("a session");
    let pair = cookie.split(';').next().unwrap_or_default().to_owned();
    let mut visitor = city.stranger();
    visitor.headers.push(("cookie".into(), pair));
    visitor
}
