//! A unit (单位): a department, a section, a hall, a window team.

use contracts::Aggregate;
use contracts::item::Text;
use contracts::people::AuthorityKind;
use kernel::{AreaCode, Date, Event, Place, Recorded, UnitId};
use serde::{Deserialize, Serialize};

/// What is recorded of a unit; each change records it whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// Stable slug: `housing`. Never changed.
    pub code: String,
    /// 部门简码, three digits; a section has that of its department.
    pub short_code: String,
    pub name: Text,
    pub area: AreaCode,
    pub parent: Option<UnitId>,
    pub phone: String,
    pub authority: AuthorityKind,
    pub superior: Text,
    /// 机关代字, as its document numbers begin: `永市监`. Empty where it has none.
    #[serde(default)]
    pub paper_prefix: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum UnitEvent {
    Opened(UnitFacts),
    Changed(UnitFacts),
    Closed { on: Date },
}

impl Event for UnitEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "admin.unit-opened",
            Self::Changed(_) => "admin.unit-changed",
            Self::Closed { .. } => "admin.unit-closed",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    pub facts: UnitFacts,
    pub closed_on: Option<Date>,
    pub version: i64,
}

impl Aggregate for Unit {
    const KIND: &'static str = "unit";
    const SHAPE: u16 = 1;
    type Event = UnitEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: UnitId(id),
            facts: UnitFacts::default(),
            closed_on: None,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<UnitEvent>) {
        self.version = event.version;
        match &event.body {
            UnitEvent::Opened(facts) | UnitEvent::Changed(facts) => self.facts = facts.clone(),
            UnitEvent::Closed { on } => self.closed_on = Some(*on),
        }
    }

    fn place(&self) -> Place {
        Place {
            area: self.facts.area,
            unit: self.id,
            ..Place::default()
        }
    }
}
