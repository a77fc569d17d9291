//! A paper (文书): drawn up, its seal asked for, sealed. Service is an act of the case.

use super::{DrawnUp, PaperEvent, SealAsked, Sealed};
use contracts::Aggregate;
use contracts::events::PaperKind;
use kernel::{AccountId, PaperId, PartyId, Place, Recorded, StreamKind, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far a paper has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperState {
    /// Nobody has asked for the seal yet; prints 未用印 无效.
    Drawn,
    /// The seal is asked for; prints 未用印 无效.
    Asked,
    Sealed,
    /// A paper that needs none.
    NoSeal,
}

impl PaperState {
    pub const ALL: [Self; 4] = [Self::Drawn, Self::Asked, Self::Sealed, Self::NoSeal];

    /// Stable code: in rows and as the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Asked => "asked",
            Self::Sealed => "sealed",
            Self::NoSeal => "no-seal",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl fmt::Display for PaperState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paper {
    pub id: PaperId,
    pub state: PaperState,
    pub drawn: Option<Box<DrawnUp>>,
    pub drawn_at: Timestamp,
    pub asked_by: Option<AccountId>,
    pub asked_at: Option<Timestamp>,
    pub sealed: Option<Box<Sealed>>,
    pub sealed_at: Option<Timestamp>,
}

impl Aggregate for Paper {
    const KIND: StreamKind = "paper";
    const SHAPE: u16 = 1;
    const KEEPS_STATE: bool = false;
    type Event = PaperEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: PaperId(id),
            state: PaperState::Drawn,
            drawn: None,
            drawn_at: Timestamp(0),
            asked_by: None,
            asked_at: None,
            sealed: None,
            sealed_at: None,
        }
    }

    fn apply(&mut self, event: &Recorded<PaperEvent>) {
        match &event.body {
            PaperEvent::DrawnUp(drawn) => {
                self.state = if drawn.seal.is_some() {
                    PaperState::Drawn
                } else {
                    PaperState::NoSeal
                };
                self.drawn_at = event.at;
                self.drawn = Some(drawn.clone());
            }
            PaperEvent::SealAsked(SealAsked { asked_by }) => {
                self.state = PaperState::Asked;
                self.asked_by = Some(*asked_by);
                self.asked_at = Some(event.at);
            }
            PaperEvent::Sealed(sealed) => {
                self.state = PaperState::Sealed;
                self.sealed = Some(sealed.clone());
                self.sealed_at = Some(event.at);
            }
        }
    }

    fn place(&self) -> Place {
        self.drawn
            .as_ref()
            .map_or_else(Place::default, |drawn| place_of(drawn))
    }
}

/// Whose paper it is. The notice to a third party names it, and is not the applicant's to read.
fn readers(drawn: &DrawnUp) -> Vec<PartyId> {
    if drawn.kind == PaperKind::InterestedNotice {
        return Vec::new();
    }
    vec![drawn.head.party]
}

/// Where the gate finds a paper: where its case was when it was drawn up.
pub(crate) fn place_of(drawn: &DrawnUp) -> Place {
    Place {
        area: drawn.head.area,
        unit: drawn.head.unit,
        holder: AccountId(0),
        parties: readers(drawn),
        item: drawn.head.item.item,
        confidentiality: 0,
        is_public: false,
    }
}
