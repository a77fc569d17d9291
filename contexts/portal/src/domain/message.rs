//! One message, written once and never changed. It names the case and holds dates; no names and no
//! free text.

use contracts::Aggregate;
use contracts::events::{CaseMessage, EventId, Fact};
use contracts::item::Text;
use kernel::{AreaCode, Event, MatterId, PartyId, Place, Recorded, StreamKind, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: i64,
    /// `None` only before the first event.
    pub told: Option<Told>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageEvent {
    Told(Told),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub party: PartyId,
    pub message: CaseMessage,
    pub matter: MatterId,
    pub number: String,
    pub title: Text,
    pub area: AreaCode,
    pub unit: UnitId,
    pub item: kernel::ItemId,
    pub facts: BTreeMap<Fact, String>,
    /// The event that it tells of.
    pub event: EventId,
}

impl Event for MessageEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Told(_) => "portal.told",
        }
    }
}

impl Aggregate for Message {
    const KIND: StreamKind = "message";
    const SHAPE: u16 = 1;
    type Event = MessageEvent;

    fn initial(id: i64) -> Self {
        Self { id, told: None }
    }

    fn apply(&mut self, event: &Recorded<MessageEvent>) {
        match &event.body {
            MessageEvent::Told(told) => self.told = Some(told.clone()),
        }
    }

    fn place(&self) -> Place {
        self.told.as_ref().map_or_else(Place::default, Told::place)
    }
}

impl Told {
    pub fn place(&self) -> Place {
        Place {
            area: self.area,
            unit: self.unit,
            parties: vec![self.party],
            item: self.item,
            ..Place::default()
        }
    }
}
