//! An account: somebody who signs in. A citizen's name is in the vault; a member of staff has one
//! here, because it stands under official acts.

use contracts::Aggregate;
use contracts::item::Text;
use contracts::people::Appointment;
use kernel::{AccountId, AreaCode, Date, Event, PartyId, Place, Recorded, RoleCode, UnitId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// A natural person with a verified name.
    #[default]
    Person,
    Staff,
    /// A program with a token of its own.
    Client,
}

impl AccountKind {
    /// As stored in a column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
            Self::Client => "client",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Person, Self::Staff, Self::Client]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum AccountEvent {
    Opened {
        kind: AccountKind,
        /// Whose account it is; none for a program.
        party: Option<PartyId>,
        /// Of staff and programs only.
        name: Text,
        /// The unit that keeps the account; 0 for a citizen.
        unit: UnitId,
        area: AreaCode,
    },
    Renamed {
        name: Text,
    },
    Appointed {
        post: Appointment,
    },
    /// The post ended; `last_on` was or will be its last day.
    Dismissed {
        unit: UnitId,
        role: RoleCode,
        last_on: Date,
    },
    Locked,
    Unlocked,
    /// A one-time code was handed out in place of a password; the code itself is nowhere.
    CodeGiven,
    /// An identity provider knows the owner from now on.
    SubjectLinked,
}

impl Event for AccountEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "admin.account-opened",
            Self::Renamed { .. } => "admin.account-renamed",
            Self::Appointed { .. } => "admin.appointed",
            Self::Dismissed { .. } => "admin.dismissed",
            Self::Locked => "admin.account-locked",
            Self::Unlocked => "admin.account-unlocked",
            Self::CodeGiven => "admin.code-given",
            Self::SubjectLinked => "admin.subject-linked",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub kind: AccountKind,
    pub party: Option<PartyId>,
    pub name: Text,
    pub unit: UnitId,
    pub area: AreaCode,
    pub posts: Vec<Appointment>,
    pub is_locked: bool,
    pub version: i64,
}

impl Account {
    /// The post that has not ended by the day.
    pub fn find_post(&self, unit: UnitId, role: &str, today: Date) -> Option<&Appointment> {
        self.posts
            .iter()
            .find(|post| post.unit == unit && post.role == role && is_open(post, today))
    }
}

/// Whether the post is not over yet; it may begin later.
pub fn is_open(post: &Appointment, today: Date) -> bool {
    post.valid_to
        .is_none_or(|last| today <= last && post.valid_from <= last)
}

impl Aggregate for Account {
    const KIND: &'static str = "account";
    const SHAPE: u16 = 1;
    type Event = AccountEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: AccountId(id),
            kind: AccountKind::Person,
            party: None,
            name: Text::default(),
            unit: UnitId(0),
            area: AreaCode(0),
            posts: Vec::new(),
            is_locked: false,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<AccountEvent>) {
        self.version = event.version;
        match &event.body {
            AccountEvent::Opened {
                kind,
                party,
                name,
                unit,
                area,
            } => {
                self.kind = *kind;
                self.party = *party;
                self.name = name.clone();
                self.unit = *unit;
                self.area = *area;
            }
            AccountEvent::Renamed { name } => self.name = name.clone(),
            AccountEvent::Appointed { post } => self.posts.push(post.clone()),
            AccountEvent::Dismissed {
                unit,
                role,
                last_on,
            } => {
                let today = event.at.date();
                if let Some(post) = self
                    .posts
                    .iter_mut()
                    .find(|post| post.unit == *unit && post.role == *role && is_open(post, today))
                {
                    post.valid_to = Some(*last_on);
                }
            }
            AccountEvent::Locked => self.is_locked = true,
            AccountEvent::Unlocked => self.is_locked = false,
            // Nothing of it is in the state.
            AccountEvent::CodeGiven | AccountEvent::SubjectLinked => {}
        }
    }

    fn place(&self) -> Place {
        Place {
            area: self.area,
            unit: self.unit,
            holder: self.id,
            parties: self.party.into_iter().collect(),
            ..Place::default()
        }
    }
}
