//! A rating (好差评): one token for each service, spent at most twice.

use super::{Given, Invited, RatingEvent, Verified};
use contracts::Aggregate;
use kernel::{AccountId, Place, Recorded, StreamKind, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatingState {
    Invited,
    Rated,
    RatedAgain,
}

impl fmt::Display for RatingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invited => "invited",
            Self::Rated => "rated",
            Self::RatedAgain => "rated-again",
        })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rating {
    pub id: i64,
    pub state: RatingState,
    pub invited: Option<Box<Invited>>,
    /// The rating that counts: the second if there is one.
    pub given: Option<Given>,
    pub first_at: Option<Timestamp>,
    pub given_at: Option<Timestamp>,
    pub verified: Option<Verified>,
}

impl Rating {
    /// 差评: the two lowest levels.
    pub fn is_bad(&self) -> bool {
        self.given.as_ref().is_some_and(|given| given.stars <= 2)
    }

    /// Whether it counts in the figures: given, and not found to be a slip or malice.
    pub fn counts(&self) -> bool {
        self.given.is_some()
            && !self
                .verified
                .as_ref()
                .is_some_and(|done| done.finding.excludes())
    }

    /// 好评: the three highest levels.
    pub fn is_good(&self) -> bool {
        self.counts() && !self.is_bad()
    }

    /// Whether a reviewer has still to look into it.
    pub fn awaits_review(&self) -> bool {
        self.is_bad() && self.verified.is_none()
    }
}

impl Aggregate for Rating {
    const KIND: StreamKind = "rating";
    const SHAPE: u16 = 1;
    const KEEPS_STATE: bool = false;
    type Event = RatingEvent;

    fn initial(id: i64) -> Self {
        Self {
            id,
            state: RatingState::Invited,
            invited: None,
            given: None,
            first_at: None,
            given_at: None,
            verified: None,
        }
    }

    fn apply(&mut self, event: &Recorded<RatingEvent>) {
        match &event.body {
            RatingEvent::Invited(invited) => self.invited = Some(invited.clone()),
            RatingEvent::Rated(given) => {
                self.state = RatingState::Rated;
                self.given = Some(given.clone());
                self.first_at = Some(event.at);
                self.given_at = Some(event.at);
            }
            RatingEvent::RatedAgain(given) => {
                self.state = RatingState::RatedAgain;
                self.given = Some(given.clone());
                self.given_at = Some(event.at);
                // A finding was about what he said then.
                self.verified = None;
            }
            RatingEvent::Verified(verified) => self.verified = Some(verified.clone()),
        }
    }

    fn place(&self) -> Place {
        self.invited
            .as_ref()
            .map_or_else(Place::default, |invited| Place {
                area: invited.area,
                unit: invited.unit,
                holder: AccountId(0),
                parties: vec![invited.party],
                item: invited.item,
                confidentiality: 0,
                is_public: false,
            })
    }
}
