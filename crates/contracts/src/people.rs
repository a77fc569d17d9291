//! Units, roles and staff as snapshot parts: who stands where, today.

use crate::item::{Items, Text};
use kernel::{AccountId, AreaCode, Date, Grant, Post, RoleCode, Scope, UnitId};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Which authority hears a review of the unit's decisions; picks the remedy text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityKind {
    /// A department of the local government.
    #[default]
    GovernmentDepartment,
    /// 垂直管理 (税务、海关、金融、国家安全): the level above hears it.
    Vertical,
    /// The people's government itself.
    Government,
    /// 法律、法规授权的组织.
    AuthorisedOrganisation,
    /// 事业单位 that serves the public (住房公积金管理中心).
    PublicBody,
    /// 公用事业 (水、电、气、讯).
    PublicUtility,
    /// 开发区、管理区的管委会: its reviewing authority has to be settled by a legal officer.
    ManagedCommittee,
    /// Not an authority: a hall, a window team.
    None,
}

/// A unit of the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    /// Stable slug: `housing`.
    pub code: String,
    /// 部门简码, three digits, as in case numbers; a section has that of its department.
    pub short_code: String,
    pub name: Text,
    pub area: AreaCode,
    pub parent: Option<UnitId>,
    pub phone: String,
    pub authority: AuthorityKind,
    /// 上一级主管部门, as named in remedies; empty where there is none.
    #[serde(default)]
    pub superior: Text,
}

/// Snapshot part: the tree of units.
#[derive(Clone, Debug, Default)]
pub struct Units {
    by_id: BTreeMap<UnitId, Unit>,
}

impl Units {
    pub fn new(units: impl IntoIterator<Item = Unit>) -> Self {
        Self {
            by_id: units.into_iter().map(|unit| (unit.id, unit)).collect(),
        }
    }

    pub fn find(&self, id: UnitId) -> Option<&Unit> {
        self.by_id.get(&id)
    }

    pub fn find_code(&self, code: &str) -> Option<&Unit> {
        self.by_id.values().find(|unit| unit.code == code)
    }

    pub fn all(&self) -> impl Iterator<Item = &Unit> {
        self.by_id.values()
    }

    /// Name in the language, or the bare id of a unit that is gone.
    pub fn name(&self, id: UnitId, is_english: bool) -> String {
        self.find(id).map_or_else(
            || id.to_string(),
            |unit| unit.name.get(is_english).to_owned(),
        )
    }

    /// The unit and every unit below it.
    pub fn below(&self, top: UnitId) -> Vec<UnitId> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(&unit) = found.get(next) {
            next += 1;
            for child in self
                .by_id
                .values()
                .filter(|child| child.parent == Some(unit))
            {
                if !found.contains(&child.id) {
                    found.push(child.id);
                }
            }
        }
        found
    }

    /// The unit and every unit above it, nearest first.
    pub fn above(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = Vec::new();
        let mut at = Some(unit);
        while let Some(id) = at {
            if found.contains(&id) {
                break;
            }
            found.push(id);
            at = self.find(id).and_then(|unit| unit.parent);
        }
        found
    }

    /// The department that the unit belongs to: the highest unit above it that has a short code.
    pub fn authority_of(&self, unit: UnitId) -> Option<&Unit> {
        self.above(unit)
            .into_iter()
            .filter_map(|id| self.find(id))
            .find(|unit| unit.authority != AuthorityKind::None)
    }
}

/// Every unit that may answer for something within a scope, as far as it reaches through units and
/// areas; all units for everything. An area is the units in it, and those of other areas that handle
/// an item of it: a matter is where its item is.
pub fn units_within(scope: &Scope, units: &Units, items: &Items) -> Vec<UnitId> {
    let mut found = BTreeSet::new();
    collect(scope, units, items, &mut found);
    found.into_iter().collect()
}

fn collect(scope: &Scope, units: &Units, items: &Items, found: &mut BTreeSet<UnitId>) {
    match scope {
        Scope::Nothing
        | Scope::Public
        | Scope::Holder(_)
        | Scope::Parties(_)
        | Scope::PartyItems(..) => {}
        Scope::Everything => {
            found.extend(units.all().map(|unit| unit.id));
            found.extend(items.all().map(|version| version.unit));
        }
        Scope::Units(some) => found.extend(some),
        Scope::Areas(areas) => {
            let of_units = units.all().filter(|unit| areas.contains(&unit.area));
            found.extend(of_units.map(|unit| unit.id));
            let of_items = items.all().filter(|version| areas.contains(&version.area));
            found.extend(of_items.map(|version| version.unit));
        }
        Scope::Within(inner, _) => collect(inner, units, items, found),
        Scope::Any(scopes) => {
            for scope in scopes {
                collect(scope, units, items, found);
            }
        }
    }
}

/// Snapshot part: 机关代字 of each authority, as its document numbers begin (永住建). Data of the
/// city; where there is none, the authority's name stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperPrefixes(pub BTreeMap<UnitId, String>);

/// A role is data: its grants are what its holders may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub code: RoleCode,
    pub name: Text,
    /// The law or rule that shapes it.
    #[serde(default)]
    pub note: Text,
    pub grants: Vec<Grant>,
}

/// Snapshot part: roles by code. `everybody` and `person` are the grants without a post.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    by_code: BTreeMap<RoleCode, (Role, Arc<[Grant]>)>,
}

impl Roles {
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        Self {
            by_code: roles
                .into_iter()
                .map(|role| {
                    let grants = Arc::from(role.grants.clone());
                    (role.code.clone(), (role, grants))
                })
                .collect(),
        }
    }

    pub fn find(&self, code: &str) -> Option<&Role> {
        self.by_code.get(code).map(|(role, _)| role)
    }

    pub fn grants(&self, code: &str) -> Arc<[Grant]> {
        self.by_code
            .get(code)
            .map_or_else(|| Arc::from([]), |(_, grants)| Arc::clone(grants))
    }

    pub fn all(&self) -> impl Iterator<Item = &Role> {
        self.by_code.values().map(|(role, _)| role)
    }
}

/// A post as recorded: the unit tree and the role's grants are looked up when an actor is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub unit: UnitId,
    pub role: RoleCode,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

/// A member of staff or a program, with its posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    pub account: AccountId,
    pub name: Text,
    /// A program with a token of its own, not a person.
    pub is_client: bool,
    pub appointments: Vec<Appointment>,
}

/// Snapshot part: everybody who holds a post.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    by_account: BTreeMap<AccountId, StaffMember>,
}

impl Staff {
    pub fn new(members: impl IntoIterator<Item = StaffMember>) -> Self {
        Self {
            by_account: members
                .into_iter()
                .map(|member| (member.account, member))
                .collect(),
        }
    }

    pub fn find(&self, account: AccountId) -> Option<&StaffMember> {
        self.by_account.get(&account)
    }

    pub fn all(&self) -> impl Iterator<Item = &StaffMember> {
        self.by_account.values()
    }

    pub fn name(&self, account: AccountId, is_english: bool) -> String {
        self.find(account)
            .map_or_else(String::new, |member| member.name.get(is_english).to_owned())
    }

    /// Who holds the role in the unit, in one above it or in one below it, on the day.
    pub fn holders<'a>(
        &'a self,
        role: &'a str,
        units: &'a [UnitId],
        day: Date,
    ) -> impl Iterator<Item = &'a StaffMember> {
        self.by_account.values().filter(move |member| {
            member.appointments.iter().any(|post| {
                post.role == role
                    && units.contains(&post.unit)
                    && post.valid_from <= day
                    && post.valid_to.is_none_or(|last| day <= last)
            })
        })
    }
}

/// The posts of a member that are valid on the day, ready for the gate.
pub fn posts_of(member: &StaffMember, units: &Units, roles: &Roles, day: Date) -> Vec<Post> {
    member
        .appointments
        .iter()
        .map(|post| Post {
            unit: post.unit,
            units_below: Arc::from(units.below(post.unit)),
            area: units
                .find(post.unit)
                .map_or_else(AreaCode::default, |unit| unit.area),
            role: post.role.clone(),
            grants: roles.grants(&post.role),
            valid_from: post.valid_from,
            valid_to: post.valid_to,
        })
        .filter(|post| post.is_valid_on(day))
        .collect()
}
