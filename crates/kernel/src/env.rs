//! What a decision may know besides the command and the state: the city's time, who asks, the
//! calendar, the reference data as one dated snapshot, and randomness drawn beforehand.

use crate::{Actor, AreaCode, Date, Timestamp, WorkCalendar};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};

/// Reference data (items, units, posts, calendars) as an immutable snapshot; one part per type.
#[derive(Clone, Default)]
pub struct Reference {
    /// Grows by one with each change of any part.
    pub version: i64,
    parts: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reference")
            .field("version", &self.version)
            .field("parts", &self.parts.len())
            .finish()
    }
}

impl Reference {
    #[must_use]
    pub fn with<T: Any + Send + Sync>(mut self, part: T) -> Self {
        self.parts.insert(TypeId::of::<T>(), Arc::new(part));
        self
    }

    /// The part of this type, if a module has loaded it.
    pub fn find<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let part = self.parts.get(&TypeId::of::<T>())?;
        Arc::clone(part).downcast().ok()
    }

    /// The part of this type; its empty value if no module has loaded one.
    pub fn get<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        self.find().unwrap_or_default()
    }
}

/// The environment of one decision.
#[derive(Clone, Debug)]
pub struct Env {
    pub now: Timestamp,
    pub today: Date,
    pub actor: Arc<Actor>,
    pub calendar: Arc<WorkCalendar>,
    pub reference: Arc<Reference>,
    /// Bits drawn for this command alone (a query code, a salt); derived from the seed in the
    /// simulated city.
    pub entropy: u64,
    /// The next free number of each series that the command asked for, in the order of
    /// `Command::series`. A refused command uses none up.
    pub numbers: Vec<u32>,
}

impl Env {
    /// An environment for tests and previews: the given day at 09:00, nobody signed in.
    pub fn on(today: Date, calendar: Arc<WorkCalendar>) -> Self {
        Self {
            now: Timestamp::in_city(today, 9, 0),
            today,
            actor: Arc::new(Actor::system()),
            calendar,
            reference: Arc::default(),
            entropy: 0,
            numbers: Vec::new(),
        }
    }

    #[must_use]
    pub fn acted_by(mut self, actor: Actor) -> Self {
        self.actor = Arc::new(actor);
        self
    }

    /// The area's own calendar: the national one with the area's extra days.
    pub fn calendar_of(&self, area: AreaCode) -> &WorkCalendar {
        self.calendar.of_area(area)
    }
}
