//! A role is data: what its holders may do, and the law that shapes it.

use contracts::Aggregate;
use contracts::people::Role as RoleFacts;
use kernel::{Event, Place, Recorded};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RoleEvent {
    Defined(RoleFacts),
    Changed(RoleFacts),
}

impl Event for RoleEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Defined(_) => "admin.role-defined",
            Self::Changed(_) => "admin.role-changed",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    pub id: i64,
    /// `None` before the first event.
    pub facts: Option<RoleFacts>,
    pub version: i64,
}

impl Aggregate for Role {
    const KIND: &'static str = "role";
    const SHAPE: u16 = 1;
    type Event = RoleEvent;

    fn initial(id: i64) -> Self {
        Self {
            id,
            facts: None,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<RoleEvent>) {
        self.version = event.version;
        match &event.body {
            RoleEvent::Defined(facts) | RoleEvent::Changed(facts) => {
                self.facts = Some(facts.clone());
            }
        }
    }

    fn place(&self) -> Place {
        Place::default()
    }
}
