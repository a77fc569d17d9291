//! The one pipeline: what is submitted, and how one command runs inside a batch. Pure but for the
//! states that the batch has loaded.

use crate::registry::{AnyState, Registry};
use crate::{CommandError, StoreError};
use contracts::{Aggregate, Claim, Command, Command2, Expect, Rows, Series, VaultWrite, Versioned};
use kernel::{Actor, Env, Permission, Recorded, Reference, StreamId, Timestamp, WorkCalendar};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

/// Who submits. Resolved to an [`Actor`] in the batch's own transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// The city itself: a job, a reaction.
    System,
    Anonymous,
    Account(kernel::AccountId),
}

/// When a command of a fill happens. Time is the city's business: within one batch each such command
/// has its own, so that a past year can be played in full batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    /// Whether other contexts hear of it. A fill that only needs cases leaves their papers
    /// and invitations out.
    pub tells: bool,
}

/// The idempotency key of a command, with the hash of what came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitKey {
    /// Keys that begin with our own time (as those that pages carry do) keep the index narrow.
    pub key: String,
    pub body_hash: [u8; 32],
}

impl SubmitKey {
    pub fn new(key: impl Into<String>, body: &[u8]) -> Self {
        Self {
            key: key.into(),
            body_hash: Sha256::digest(body).into(),
        }
    }
}

/// The answer to a command that was done: the streams it wrote, with their versions.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Done {
    /// `(stream, version)`, the primary stream first.
    pub streams: Vec<(i64, i64)>,
    /// The key was seen before; this is the first answer again.
    #[serde(skip)]
    pub is_repeat: bool,
}

impl Done {
    /// The primary stream.
    pub fn id(&self) -> i64 {
        self.streams.first().map_or(0, |(id, _)| *id)
    }

    pub fn version(&self) -> i64 {
        self.streams.first().map_or(0, |(_, version)| *version)
    }
}

/// A state in the batch.
pub(crate) struct Slot {
    pub(crate) kind: &'static str,
    pub(crate) version: i64,
    /// Hash of the last event; empty before the first.
    pub(crate) head: Vec<u8>,
    pub(crate) state: AnyState,
    pub(crate) is_changed: bool,
}

/// An event on its way into the log.
pub(crate) struct NewEvent {
    pub(crate) id: i64,
    pub(crate) stream: i64,
    pub(crate) version: i64,
    pub(crate) kind: &'static str,
    pub(crate) name: &'static str,
    pub(crate) shape: u16,
    pub(crate) at: Timestamp,
    pub(crate) actor: kernel::AccountId,
    pub(crate) body: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

/// What a batch knows and gathers while its commands run one after another.
pub(crate) struct Batch<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) ids: &'a crate::ids::Ids,
    pub(crate) now: Timestamp,
    pub(crate) reference: Arc<Reference>,
    pub(crate) calendar: Arc<WorkCalendar>,
    pub(crate) actors: HashMap<Who, Arc<Actor>>,
    pub(crate) slots: HashMap<i64, Slot>,
    pub(crate) series: HashMap<Series, u32>,
    pub(crate) entropy: u64,
    pub(crate) hash: HashKind,
    pub(crate) cover: Cover,
    pub(crate) rows: Rows,
    pub(crate) events: Vec<NewEvent>,
    /// Unique claims of this batch: kind and key, and the stream that has it.
    pub(crate) claims: HashMap<(&'static str, String), i64>,
    pub(crate) vault: Vec<VaultWrite>,
}

/// A command whose types are known to itself only.
pub(crate) trait Run: Send {
    fn streams(&self) -> Vec<StreamId>;
    fn series(&self, env: &Env) -> Vec<Series>;
    fn run(&self, who: Who, batch: &mut Batch<'_>) -> Result<Done, CommandError>;
}

/// Which hash binds a stream's events. The first byte of a stored hash is its tag, so that a city
/// can go over to the national one without rewriting what is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HashKind {
    #[default]
    Sha256,
    /// GB/T 32905
    Sm3,
}

/// What a hash covers. The tag of a stored hash says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    /// As the first release did: without id, kind and shape.
    Body,
    /// Every column of the event.
    Whole,
}

impl HashKind {
    fn tag(self, cover: Cover) -> u8 {
        match (self, cover) {
            (Self::Sha256, Cover::Body) => 1,
            (Self::Sm3, Cover::Body) => 2,
            (Self::Sha256, Cover::Whole) => 3,
            (Self::Sm3, Cover::Whole) => 4,
        }
    }

    /// The kind of a stored hash, and what it covers.
    pub(crate) fn of(stored: &[u8]) -> Option<(Self, Cover)> {
        match stored.first() {
            Some(1) => Some((Self::Sha256, Cover::Body)),
            Some(2) => Some((Self::Sm3, Cover::Body)),
            Some(3) => Some((Self::Sha256, Cover::Whole)),
            Some(4) => Some((Self::Sm3, Cover::Whole)),
            Some(_) | None => None,
        }
    }
}

/// The parts of an event that its hash binds.
pub(crate) struct Bound<'a> {
    pub(crate) id: i64,
    pub(crate) stream: i64,
    pub(crate) version: i64,
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    pub(crate) shape: u16,
    pub(crate) at: Timestamp,
    pub(crate) actor: i64,
    pub(crate) body: &'a [u8],
}

/// Hash of an event: binds it to all before it in its stream.
pub(crate) fn chain_hash(
    hash: HashKind,
    cover: Cover,
    previous: &[u8],
    event: &Bound<'_>,
) -> Vec<u8> {
    let id = event.id.to_be_bytes();
    let kind_size = (event.kind.len() as u64).to_be_bytes();
    let shape = event.shape.to_be_bytes();
    let whole: [&[u8]; 4] = [&id, &kind_size, event.kind.as_bytes(), &shape];
    let parts: [&[u8]; 8] = [
        previous,
        &event.stream.to_be_bytes(),
        &event.version.to_be_bytes(),
        &(event.name.len() as u64).to_be_bytes(),
        event.name.as_bytes(),
        &event.at.0.to_be_bytes(),
        &event.actor.to_be_bytes(),
        event.body,
    ];
    let whole = match cover {
        Cover::Body => &[][..],
        Cover::Whole => &whole[..],
    };
    let mut tagged = vec![hash.tag(cover)];
    match hash {
        HashKind::Sha256 => tagged.extend(digest::<Sha256>(whole.iter().chain(&parts))),
        HashKind::Sm3 => tagged.extend(digest::<sm3::Sm3>(whole.iter().chain(&parts))),
    }
    tagged
}

fn digest<'a, D: Digest>(parts: impl Iterator<Item = &'a &'a [u8]>) -> Vec<u8> {
    let mut hash = D::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().to_vec()
}

impl Batch<'_> {
    pub(crate) fn env(&mut self, who: Who, series: &[Series]) -> Env {
        // SplitMix64: each command of the batch gets bits of its own from the batch's seed.
        self.entropy = self.entropy.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.entropy;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Env {
            now: self.now,
            today: self.now.date(),
            actor: self.actor(who),
            calendar: Arc::clone(&self.calendar),
            reference: Arc::clone(&self.reference),
            entropy: bits ^ (bits >> 31),
            numbers: series
                .iter()
                .map(|series| self.series.get(series).copied().unwrap_or(1))
                .collect(),
        }
    }

    fn actor(&self, who: Who) -> Arc<Actor> {
        self.actors
            .get(&who)
            .cloned()
            .unwrap_or_else(|| Arc::new(Actor::anonymous(Arc::from([]))))
    }

    fn slot<A: Aggregate>(&self, id: i64) -> Result<(&Slot, &A), CommandError> {
        let slot = self.slots.get(&id).ok_or(CommandError::NotFound)?;
        let state = slot
            .state
            .downcast_ref::<A>()
            .ok_or(CommandError::NotFound)?;
        Ok((slot, state))
    }

    /// Records decided events of one stream: folds, projects, chains.
    fn record<A: Aggregate>(
        &mut self,
        id: i64,
        events: Vec<A::Event>,
        env: &Env,
    ) -> Result<i64, CommandError> {
        use kernel::Event as _;
        let project = self.registry.project::<A>()?;
        let slot = self.slots.get_mut(&id).ok_or(CommandError::NotFound)?;
        for body in events {
            let Some(state) = slot.state.downcast_mut::<A>() else {
                return Err(CommandError::NotFound);
            };
            let stored = serde_json::to_vec(&body).map_err(|cause| StoreError::Event {
                stream: id,
                name: body.name().to_owned(),
                cause,
            })?;
            let recorded = Recorded {
                id: self.ids.next(env.now),
                stream: id,
                version: slot.version + 1,
                at: env.now,
                actor: env.actor.account,
                body,
            };
            let name = recorded.body.name();
            let hash = chain_hash(
                self.hash,
                self.cover,
                &slot.head,
                &Bound {
                    id: recorded.id,
                    stream: id,
                    version: recorded.version,
                    kind: A::KIND,
                    name,
                    shape: recorded.body.shape(),
                    at: recorded.at,
                    actor: recorded.actor.0,
                    body: &stored,
                },
            );
            let before = state.clone();
            state.apply(&recorded);
            project(&recorded, &before, state, &mut self.rows);
            slot.version = recorded.version;
            slot.head.clone_from(&hash);
            slot.is_changed = true;
            self.events.push(NewEvent {
                id: recorded.id,
                stream: id,
                version: recorded.version,
                kind: A::KIND,
                name,
                shape: recorded.body.shape(),
                at: recorded.at,
                actor: recorded.actor,
                body: stored,
                hash,
            });
        }
        Ok(slot.version)
    }

    fn use_numbers(&mut self, series: &[Series]) {
        for series in series {
            *self.series.entry(series.clone()).or_insert(1) += 1;
        }
    }

    /// A claim that the batch itself has already given away.
    fn claim(&mut self, claims: &[Claim]) -> Result<(), CommandError> {
        let is_taken = claims.iter().any(|claim| {
            self.claims
                .get(&(claim.kind, claim.key.clone()))
                .is_some_and(|stream| *stream != claim.stream)
        });
        if is_taken {
            return Err(CommandError::Taken);
        }
        for claim in claims {
            self.claims
                .insert((claim.kind, claim.key.clone()), claim.stream);
        }
        Ok(())
    }
}

/// The gate: who holds the permission nowhere is forbidden; what lies out of reach is not found, so
/// that its existence does not leak.
fn gate(actor: &Actor, permission: &Permission, place: &kernel::Place) -> Result<(), CommandError> {
    if !actor.holds(permission) {
        return Err(CommandError::Forbidden);
    }
    if !actor.may(permission, place) {
        return Err(CommandError::NotFound);
    }
    Ok(())
}

pub(crate) struct One<C: Command>(pub(crate) C);

impl<C: Command> Run for One<C> {
    fn streams(&self) -> Vec<StreamId> {
        vec![contracts::stream_of::<C::State>(self.0.stream())]
    }

    fn series(&self, env: &Env) -> Vec<Series> {
        self.0.series(env)
    }

    fn run(&self, who: Who, batch: &mut Batch<'_>) -> Result<Done, CommandError> {
        let command = &self.0;
        let probe = batch.env(who, &[]);
        let series = command.series(&probe);
        let env = batch.env(who, &series);
        let id = command.stream();
        let (slot, state) = batch.slot::<C::State>(id)?;
        let version = slot.version;
        if !env.actor.holds(&C::PERMISSION) {
            return Err(CommandError::Forbidden);
        }
        match (C::EXPECT, version) {
            (Expect::Existing, 0) => return Err(CommandError::NotFound),
            (Expect::New, 1..) => return Err(CommandError::Conflict { version }),
            (Expect::Existing | Expect::New | Expect::Any, _) => {}
        }
        gate(&env.actor, &C::PERMISSION, &command.place(state, &env))?;
        if command.seen_version().is_some_and(|seen| seen != version) {
            return Err(CommandError::Conflict { version });
        }
        let events = command
            .decide(state, &env)
            .map_err(|refusal| CommandError::Refused(Arc::new(refusal)))?;
        let claims = command.claims(&events);
        batch.claim(&claims)?;
        batch.use_numbers(&series);
        batch.vault.extend(command.vault());
        let version = batch.record::<C::State>(id, events, &env)?;
        Ok(Done {
            streams: vec![(id, version)],
            is_repeat: false,
        })
    }
}

pub(crate) struct Two<C: Command2>(pub(crate) C);

impl<C: Command2> Run for Two<C> {
    fn streams(&self) -> Vec<StreamId> {
        let (first, second) = self.0.streams();
        vec![
            contracts::stream_of::<C::First>(first),
            contracts::stream_of::<C::Second>(second),
        ]
    }

    fn series(&self, _env: &Env) -> Vec<Series> {
        Vec::new()
    }

    fn run(&self, who: Who, batch: &mut Batch<'_>) -> Result<Done, CommandError> {
        let command = &self.0;
        let env = batch.env(who, &[]);
        let (first_id, second_id) = command.streams();
        let versioned = |slot: &Slot| slot.version;
        let (slot, state) = batch.slot::<C::First>(first_id)?;
        let first = Versioned {
            version: versioned(slot),
            state: state.clone(),
        };
        let (slot, state) = batch.slot::<C::Second>(second_id)?;
        let second = Versioned {
            version: versioned(slot),
            state: state.clone(),
        };
        let place = command.place(&first.state, &second.state, &env);
        gate(&env.actor, &C::PERMISSION, &place)?;
        let (first_events, second_events) = command
            .decide(&first, &second, &env)
            .map_err(|refusal| CommandError::Refused(Arc::new(refusal)))?;
        batch.claim(&command.claims())?;
        let first_version = batch.record::<C::First>(first_id, first_events, &env)?;
        let second_version = batch.record::<C::Second>(second_id, second_events, &env)?;
        Ok(Done {
            streams: vec![(first_id, first_version), (second_id, second_version)],
            is_repeat: false,
        })
    }
}
