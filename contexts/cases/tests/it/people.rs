//! Who acts in the small city.

use crate::given::{APPLICANT, AREA, HOUSING};
use jiff::civil::date;
use kernel::{AccountId, Acting, Actor, ActorKind, Grant, MandateId, Permission, Post, Reach};
use std::sync::Arc;

/// Who acts. The number is the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    Applicant = 100,
    /// Holds a mandate for another item than ours.
    WrongAgent = 101,
    Stranger = 102,
    Clerk = 1,
    OtherClerk = 2,
    Reviewer = 3,
    OtherReviewer = 4,
    Decider = 5,
    /// May accept and decide.
    Officer = 6,
    Governor = 7,
    /// A clerk whose own application it is.
    InterestedClerk = 8,
}

impl Person {
    pub(crate) fn account(self) -> AccountId {
        AccountId(self as i64)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Clerk => "唐一",
            Self::OtherClerk => "唐二",
            Self::Reviewer => "蒋三",
            Self::OtherReviewer => "蒋四",
            Self::Decider => "周五",
            Self::Officer => "吴六",
            Self::Governor => "郑七",
            Self::InterestedClerk => "唐八",
            Self::Applicant | Self::WrongAgent | Self::Stranger => "",
        }
    }

    pub(crate) fn role(self) -> Option<&'static str> {
        match self {
            Self::Clerk | Self::OtherClerk | Self::InterestedClerk => Some("window-clerk"),
            Self::Reviewer | Self::OtherReviewer => Some("reviewer"),
            Self::Decider => Some("decider"),
            Self::Officer => Some("instant-officer"),
            Self::Governor => Some("leader"),
            Self::Applicant | Self::WrongAgent | Self::Stranger => None,
        }
    }

    pub(crate) const STAFF: [Self; 8] = [
        Self::Clerk,
        Self::OtherClerk,
        Self::Reviewer,
        Self::OtherReviewer,
        Self::Decider,
        Self::Officer,
        Self::Governor,
        Self::InterestedClerk,
    ];

    fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Officer => &["cases.accept", "cases.decide-on-the-spot"],
            Self::Governor => &["cases.extend", "cases.extend-jointly"],
            Self::Decider => &["cases.decide", "cases.extend"],
            Self::Clerk
            | Self::OtherClerk
            | Self::InterestedClerk
            | Self::Reviewer
            | Self::OtherReviewer
            | Self::Applicant
            | Self::WrongAgent
            | Self::Stranger => &[],
        }
    }

    fn acting(self) -> Vec<Acting> {
        let acting = |items: &[&str], mandate| Acting {
            party: APPLICANT,
            items: items.iter().map(|code| (*code).to_owned()).collect(),
            item_ids: Vec::new(),
            mandate: MandateId(mandate),
        };
        match self {
            Self::Applicant | Self::InterestedClerk => vec![acting(&[], 0)],
            Self::WrongAgent => vec![acting(&["other-item"], 55)],
            Self::Stranger
            | Self::Clerk
            | Self::OtherClerk
            | Self::Reviewer
            | Self::OtherReviewer
            | Self::Decider
            | Self::Officer
            | Self::Governor => Vec::new(),
        }
    }

    pub(crate) fn actor(self) -> Actor {
        let grants: Arc<[Grant]> = self
            .permissions()
            .iter()
            .map(|name| Grant {
                permission: Permission::new(name),
                reach: Reach::City,
                confidentiality: 0,
            })
            .collect();
        let post = self.role().map(|role| Post {
            unit: HOUSING,
            units_below: Arc::from([HOUSING]),
            area: AREA,
            role: role.to_owned(),
            grants,
            valid_from: date(2019, 1, 1),
            valid_to: None,
        });
        Actor {
            account: self.account(),
            kind: if post.is_some() {
                ActorKind::Staff
            } else {
                ActorKind::Person
            },
            name: self.name().to_owned(),
            acting: self.acting(),
            posts: post.into_iter().collect(),
            common: Arc::from([]),
        }
    }
}
