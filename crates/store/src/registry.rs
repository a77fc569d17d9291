//! What the modules bring: kinds of aggregates with their projections, tables, jobs, loaders of
//! reference data, and who resolves an account to an actor.

use crate::jobs::JobRun;
use crate::{Conn, StoreError};
use contracts::row::Table;
use contracts::{Aggregate, Rows};
use kernel::{AccountId, Actor, Date, Event as _, Recorded, Reference, Timestamp};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A projection: pure, says which rows are now true.
pub type Project<A> = fn(&Recorded<<A as Aggregate>::Event>, &A, &A, &mut Rows);

/// Reads one part of the reference data; called when its version has moved.
pub type Loader = fn(&mut Conn, Reference) -> Result<Reference, StoreError>;

/// Does a job; safe to run twice. The payload is JSON.
pub type JobHandler = fn(&mut JobRun<'_>, JobCall<'_>) -> Result<(), JobError>;

/// A job as its handler sees it.
#[derive(Clone, Copy, Debug)]
pub struct JobCall<'a> {
    pub id: i64,
    pub payload: &'a str,
}

/// Why a job did not work; it is tried again later, and is dead after eight tries.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    #[error("a command of the job failed: {0}")]
    Command(#[from] crate::CommandError),
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
    #[error("the payload cannot be read")]
    Payload(#[from] serde_json::Error),
    #[error("what it reads is still being written by jobs before it")]
    AfterOthers,
    #[error("{0}")]
    Other(String),
}

/// How often a scheduled job is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// At this hour and minute of each day, in the city's time.
    Daily(i8, i8),
    /// Every so many minutes.
    Minutes(u16),
}

impl Schedule {
    /// Name of the slot that `now` lies in, once its time has come.
    pub(crate) fn slot(self, now: Timestamp) -> Option<String> {
        match self {
            Self::Daily(hour, minute) => {
                let day = now.date();
                (now >= Timestamp::in_city(day, hour, minute)).then(|| day.to_string())
            }
            Self::Minutes(every) => {
                Some((now.0 / (60_000_000 * i64::from(every.max(1)))).to_string())
            }
        }
    }
}

/// Resolves accounts to actors in the transaction that needs them.
pub trait People: Send + Sync + std::fmt::Debug {
    fn resolve(
        &self,
        conn: &mut Conn,
        reference: &Reference,
        accounts: &[AccountId],
        today: Date,
    ) -> Result<HashMap<AccountId, Arc<Actor>>, StoreError>;

    /// Who has not signed in.
    fn anonymous(&self, reference: &Reference) -> Actor;
}

/// An event as stored.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    pub id: i64,
    pub stream: i64,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub shape: u16,
    pub at: Timestamp,
    pub actor: AccountId,
    pub body: Vec<u8>,
    pub hash: Vec<u8>,
}

/// A state whose type is known to its kind only.
pub(crate) type AnyState = Box<dyn Any + Send>;

/// What the store does with a kind without knowing its type.
pub(crate) trait Kind: Send + Sync {
    fn initial(&self, id: i64) -> AnyState;
    fn shape(&self) -> u16;
    fn keeps_state(&self) -> bool;
    fn decode(&self, body: &[u8]) -> Option<AnyState>;
    fn encode(&self, state: &AnyState) -> Vec<u8>;
    /// Folds one stored event into the state and says which rows follow.
    fn apply(
        &self,
        event: &StoredEvent,
        state: &mut AnyState,
        rows: Option<&mut Rows>,
    ) -> Result<(), StoreError>;
}

/// No state comes near it.
const MOST_STATE_BYTES: usize = 16 << 20;

/// A state as its row holds it: JSON, packed. A row is written again with each event, so a third
/// of the bytes is a third of the pages. What cannot be read is folded anew.
pub(crate) fn decode_state<A: Aggregate>(body: &[u8]) -> Option<A> {
    let (size, packed) = lz4_flex::block::uncompressed_size(body).ok()?;
    // A damaged size must not ask for all the memory there is.
    if size > MOST_STATE_BYTES {
        return None;
    }
    let json = lz4_flex::decompress(packed, size).ok()?;
    serde_json::from_slice(&json).ok()
}

pub(crate) struct KindOf<A: Aggregate> {
    pub(crate) project: Project<A>,
}

impl<A: Aggregate> Kind for KindOf<A> {
    fn initial(&self, id: i64) -> AnyState {
        Box::new(A::initial(id))
    }

    fn shape(&self) -> u16 {
        A::SHAPE
    }

    fn keeps_state(&self) -> bool {
        A::KEEPS_STATE
    }

    fn decode(&self, body: &[u8]) -> Option<AnyState> {
        let state: A = decode_state(body)?;
        Some(Box::new(state))
    }

    fn encode(&self, state: &AnyState) -> Vec<u8> {
        let state = state.downcast_ref::<A>();
        debug_assert!(state.is_some(), "a state is of the type of its kind");
        state
            .and_then(|state| serde_json::to_vec(state).ok())
            .map(|json| lz4_flex::compress_prepend_size(&json))
            .unwrap_or_default()
    }

    fn apply(
        &self,
        event: &StoredEvent,
        state: &mut AnyState,
        rows: Option<&mut Rows>,
    ) -> Result<(), StoreError> {
        let body = A::Event::read(&event.name, event.shape, &event.body).map_err(|cause| {
            StoreError::Event {
                stream: event.stream,
                name: event.name.clone(),
                cause,
            }
        })?;
        let state = state
            .downcast_mut::<A>()
            .ok_or_else(|| StoreError::UnknownKind(event.kind.clone()))?;
        let recorded = Recorded {
            id: event.id,
            stream: event.stream,
            version: event.version,
            at: event.at,
            actor: event.actor,
            body,
        };
        match rows {
            Some(rows) => {
                let before = state.clone();
                state.apply(&recorded);
                (self.project)(&recorded, &before, state, rows);
            }
            None => state.apply(&recorded),
        }
        Ok(())
    }
}

/// Everything that the modules registered.
#[derive(Default)]
pub struct Registry {
    pub(crate) kinds: HashMap<&'static str, Arc<dyn Kind>>,
    /// Typed projections, by kind: `Project<A>`.
    pub(crate) projects: HashMap<&'static str, Box<dyn Any + Send + Sync>>,
    /// Kinds whose streams end here: their events stay in the log and nothing follows from them.
    pub(crate) retired: BTreeSet<&'static str>,
    pub(crate) tables: BTreeMap<&'static str, &'static Table>,
    pub(crate) jobs: HashMap<&'static str, JobHandler>,
    pub(crate) schedules: Vec<(&'static str, Schedule)>,
    pub(crate) loaders: Vec<Loader>,
    pub(crate) people: Option<Arc<dyn People>>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry")
            .field("kinds", &self.kinds.keys())
            .field("tables", &self.tables.keys())
            .field("jobs", &self.jobs.keys())
            .finish_non_exhaustive()
    }
}

impl Registry {
    pub fn new() -> Self {
        let mut registry = Self::default();
        registry.tables(contracts::matter::SHARED_TABLES);
        registry
    }

    /// Deletes expired rows and old idempotency keys each night.
    pub fn sweep_nightly(&mut self) {
        self.schedule("store.sweep", Schedule::Daily(3, 0), |run, _| {
            Ok(run.store().sweep()?)
        });
    }

    pub fn aggregate<A: Aggregate>(&mut self, project: Project<A>) {
        self.kinds
            .insert(A::KIND, Arc::new(KindOf::<A> { project }));
        self.projects.insert(A::KIND, Box::new(project));
    }

    /// A kind that this release no longer has.
    pub fn retire(&mut self, kind: &'static str) {
        self.retired.insert(kind);
    }

    pub fn tables(&mut self, tables: &'static [&'static Table]) {
        for table in tables {
            self.tables.insert(table.name, table);
        }
    }

    pub fn job(&mut self, name: &'static str, handler: JobHandler) {
        self.jobs.insert(name, handler);
    }

    pub fn schedule(&mut self, name: &'static str, schedule: Schedule, handler: JobHandler) {
        self.jobs.insert(name, handler);
        self.schedules.push((name, schedule));
    }

    pub fn loader(&mut self, loader: Loader) {
        self.loaders.push(loader);
    }

    pub fn people(&mut self, people: Arc<dyn People>) {
        self.people = Some(people);
    }

    pub(crate) fn kind(&self, name: &str) -> Result<&Arc<dyn Kind>, StoreError> {
        self.kinds
            .get(name)
            .ok_or_else(|| StoreError::UnknownKind(name.to_owned()))
    }

    pub(crate) fn project<A: Aggregate>(&self) -> Result<Project<A>, StoreError> {
        self.projects
            .get(A::KIND)
            .and_then(|project| project.downcast_ref::<Project<A>>())
            .copied()
            .ok_or_else(|| StoreError::UnknownKind(A::KIND.to_owned()))
    }

    /// Loads all reference data; the calendar comes first, from the program's own data.
    pub(crate) fn load_reference(
        &self,
        conn: &mut Conn,
        version: i64,
    ) -> Result<Reference, StoreError> {
        let mut reference = Reference::default();
        reference.version = version;
        for loader in &self.loaders {
            reference = loader(conn, reference)?;
        }
        Ok(reference)
    }
}
