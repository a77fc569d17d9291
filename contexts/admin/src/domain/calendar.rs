//! A change of the working-day calendar: a year's holiday plan, or an area's own days in a year.
//! One person proposes it, another releases it.

use contracts::Aggregate;
use kernel::calendar::NamedDay;
use kernel::{AccountId, AreaCode, Date, Event, Place, Recorded};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFacts {
    pub year: i16,
    /// 0 for the national plan.
    pub area: AreaCode,
    pub days: Vec<NamedDay>,
    /// The notice that sets the days, by number or title.
    pub source: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalendarState {
    #[default]
    Proposed,
    Released,
    Withdrawn,
}

impl CalendarState {
    /// As stored in a column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum CalendarEvent {
    Proposed(CalendarFacts),
    Released { on: Date },
    Withdrawn { on: Date },
}

impl Event for CalendarEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Proposed(_) => "admin.calendar-proposed",
            Self::Released { .. } => "admin.calendar-released",
            Self::Withdrawn { .. } => "admin.calendar-withdrawn",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CalendarChange {
    pub id: i64,
    pub facts: CalendarFacts,
    pub state: CalendarState,
    pub proposed_by: AccountId,
    pub proposed_on: Option<Date>,
    pub settled_by: AccountId,
    pub settled_on: Option<Date>,
    pub version: i64,
}

impl Aggregate for CalendarChange {
    const KIND: &'static str = "calendar";
    const SHAPE: u16 = 1;
    type Event = CalendarEvent;

    fn initial(id: i64) -> Self {
        Self {
            id,
            facts: CalendarFacts::default(),
            state: CalendarState::Proposed,
            proposed_by: AccountId(0),
            proposed_on: None,
            settled_by: AccountId(0),
            settled_on: None,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<CalendarEvent>) {
        self.version = event.version;
        match &event.body {
            CalendarEvent::Proposed(facts) => {
                self.facts = facts.clone();
                self.proposed_by = event.actor;
                self.proposed_on = Some(event.at.date());
            }
            CalendarEvent::Released { on } => {
                self.settle(CalendarState::Released, event.actor, *on);
            }
            CalendarEvent::Withdrawn { on } => {
                self.settle(CalendarState::Withdrawn, event.actor, *on);
            }
        }
    }

    fn place(&self) -> Place {
        Place {
            area: self.facts.area,
            ..Place::default()
        }
    }
}

impl CalendarChange {
    fn settle(&mut self, state: CalendarState, by: AccountId, on: Date) {
        self.state = state;
        self.settled_by = by;
        self.settled_on = Some(on);
    }
}
