//! Who asks: an account with its posts, or a citizen with the parties he may act for.

use crate::{AccountId, AreaCode, Date, ItemId, PartyId, Place, Scope, UnitId};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, sync::Arc};

/// A dotted name of one thing that may be done: `cases.accept`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permission(pub Cow<'static, str>);

impl Permission {
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far a permission of a role reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// What is mine: matters of the parties I act for; for staff, what I hold.
    Own,
    Unit,
    UnitAndBelow,
    Area,
    City,
    /// What the public may know.
    Public,
}

/// A role is data: `window-clerk`, `reviewer`, `decider`.
pub type RoleCode = String;

/// A permission with its reach, as a role holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub permission: Permission,
    pub reach: Reach,
    /// Highest grade of confidentiality that the grant opens; 0 for ordinary matters only.
    #[serde(default)]
    pub confidentiality: u8,
}

/// An account's post (岗位) in a unit, valid for a time.
#[derive(Clone, Debug)]
pub struct Post {
    pub unit: UnitId,
    /// The unit and every unit below it.
    pub units_below: Arc<[UnitId]>,
    pub area: AreaCode,
    pub role: RoleCode,
    pub grants: Arc<[Grant]>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

impl Post {
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// Nobody has signed in.
    Anonymous,
    /// A natural person with a verified name, for himself or for the parties he may act for.
    Person,
    Staff,
    /// A program with a token of its own and a stated reach.
    Client,
    /// The city itself: a job or a reaction. It may do what a rule commands and nothing else.
    System,
}

/// For whom a citizen acts now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    pub party: PartyId,
    /// Items (task codes) that the mandate covers; empty means all of them.
    pub items: Vec<String>,
    /// The same as ids, for the gate; a code that no item has is missing.
    #[serde(default)]
    pub item_ids: Vec<ItemId>,
    /// 0 for the person's own affairs.
    pub mandate: crate::MandateId,
}

/// Who asks, resolved in the same transaction as what he asks for, so that a revoked post or
/// mandate is never honoured.
#[derive(Clone, Debug)]
pub struct Actor {
    pub account: AccountId,
    pub kind: ActorKind,
    /// Display name for staff (their names stand under official acts); empty for citizens.
    pub name: String,
    pub acting: Vec<Acting>,
    /// Posts valid today.
    pub posts: Vec<Post>,
    /// What every signed-in person, or everybody, may do.
    pub common: Arc<[Grant]>,
}

impl Actor {
    pub fn anonymous(common: Arc<[Grant]>) -> Self {
        Self {
            account: AccountId(0),
            kind: ActorKind::Anonymous,
            name: String::new(),
            acting: Vec::new(),
            posts: Vec::new(),
            common,
        }
    }

    pub fn system() -> Self {
        Self {
            account: AccountId(0),
            kind: ActorKind::System,
            name: String::new(),
            acting: Vec::new(),
            posts: Vec::new(),
            common: Arc::from([]),
        }
    }

    /// Whether any of the actor's grants names the permission, whatever its reach.
    pub fn holds(&self, permission: &Permission) -> bool {
        self.kind == ActorKind::System
            || self
                .common
                .iter()
                .any(|grant| grant.permission == *permission)
            || self.posts.iter().any(|post| {
                post.grants
                    .iter()
                    .any(|grant| grant.permission == *permission)
            })
    }

    /// Everything this actor reaches with the permission. The only place where a [`Scope`] is made.
    pub fn scope(&self, permission: &Permission) -> Scope {
        if self.kind == ActorKind::System {
            return Scope::Everything;
        }
        let mut reaches = Vec::new();
        for grant in self
            .common
            .iter()
            .filter(|grant| grant.permission == *permission)
        {
            reaches.push(self.common_reach(grant.reach).within(grant.confidentiality));
        }
        for post in &self.posts {
            for grant in post
                .grants
                .iter()
                .filter(|grant| grant.permission == *permission)
            {
                reaches.push(
                    self.post_reach(post, grant.reach)
                        .within(grant.confidentiality),
                );
            }
        }
        Scope::any(reaches)
    }

    pub fn may(&self, permission: &Permission, place: &Place) -> bool {
        self.scope(permission).covers(place)
    }

    /// The mandate entry by which the actor may act for the party, if any.
    pub fn acts_for(&self, party: PartyId) -> Option<&Acting> {
        self.acting.iter().find(|acting| acting.party == party)
    }

    fn common_reach(&self, reach: Reach) -> Scope {
        match reach {
            Reach::Own => self.own_affairs(),
            Reach::Public => Scope::Public,
            Reach::City => Scope::Everything,
            // A grant that everybody holds has no unit and no area to reach through.
            Reach::Unit | Reach::UnitAndBelow | Reach::Area => Scope::Nothing,
        }
    }

    /// The affairs of everybody for whom the actor may act, each within its mandate.
    fn own_affairs(&self) -> Scope {
        let (all, some): (Vec<&Acting>, Vec<&Acting>) = self
            .acting
            .iter()
            .partition(|acting| acting.items.is_empty());
        let mut scopes = Vec::new();
        if !all.is_empty() {
            scopes.push(Scope::Parties(
                all.iter().map(|acting| acting.party).collect(),
            ));
        }
        for acting in some {
            scopes.push(Scope::PartyItems(acting.party, acting.item_ids.clone()));
        }
        Scope::any(scopes)
    }

    fn post_reach(&self, post: &Post, reach: Reach) -> Scope {
        match reach {
            Reach::Own => Scope::Holder(self.account),
            Reach::Unit => Scope::Units(vec![post.unit]),
            Reach::UnitAndBelow => Scope::Units(post.units_below.to_vec()),
            Reach::Area => Scope::Areas(vec![post.area]),
            Reach::City => Scope::Everything,
            Reach::Public => Scope::Public,
        }
    }
}
