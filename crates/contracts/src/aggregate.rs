//! Aggregates and commands: the shape of every change in the city.
//!
//! `decide` and `apply` are pure. The store's pipeline loads, asks the gate, decides, folds,
//! projects and writes; nobody else does.

use kernel::{Env, Event, Permission, Place, Recorded, Refusal, StreamId, StreamKind};
use serde::{Serialize, de::DeserializeOwned};

/// The state of one stream: a fold over its events.
pub trait Aggregate:
    Clone + std::fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    const KIND: StreamKind;
    /// Shape of the serialised state. A stored state of another shape is folded anew.
    const SHAPE: u16;
    /// Whether a state row is kept beside the events. Streams of one or two events are folded as
    /// quickly as a row is read, and cost nothing to write.
    const KEEPS_STATE: bool = true;
    type Event: Event;

    /// The state before the first event.
    fn initial(id: i64) -> Self;
    fn apply(&mut self, event: &Recorded<Self::Event>);
    /// Where the gate finds it. Asked only once the stream has events.
    fn place(&self) -> Place;
}

/// A stream's state with its version; version 0 has no events yet.
#[derive(Clone, Debug)]
pub struct Versioned<A> {
    pub version: i64,
    pub state: A,
}

/// A unique claim on a value: `(kind, key)` belongs to one stream for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// `case-number`, `login`, `rating-token`.
    pub kind: &'static str,
    pub key: String,
    /// The stream that claims it.
    pub stream: i64,
}

/// A series of numbers without gaps that anybody could not explain: `case:431100:017:210922`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series(pub String);

/// Personal data to keep in the vault with the command; events hold its id and salted hash only.
#[derive(Clone)]
pub struct VaultWrite {
    /// Chosen by the caller, so that the event can name it.
    pub id: i64,
    /// Whose data it is; erased with that party's key.
    pub party: kernel::PartyId,
    /// `answers`, `opinion`, `name`.
    pub kind: &'static str,
    pub plain: Vec<u8>,
    /// Values by which the entry can be looked up (keyed HMAC): `("identity-number", "4311…")`.
    pub look_up: Vec<(&'static str, String)>,
    /// Whether it is what the party is known by (name, number, phone), which lists ask for by party.
    /// What belongs to one matter is reached from its events only.
    pub is_of_party: bool,
}

impl std::fmt::Debug for VaultWrite {
    /// Never the text: commands are printed in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VaultWrite")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Whether the command may begin a stream, or needs one that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// A stream without events: the command begins it.
    New,
    /// A stream with events; one without is `NotFound`.
    Existing,
    /// Either.
    Any,
}

/// One thing that somebody wants done to one stream.
///
/// A command that must read and write two streams at once implements [`Command2`].
pub trait Command: std::fmt::Debug + Send + 'static {
    type State: Aggregate;
    type Refusal: Refusal;
    const PERMISSION: Permission;
    const EXPECT: Expect = Expect::Existing;

    /// Id of the stream; its kind is that of the state.
    fn stream(&self) -> i64;

    /// The version that the person saw, if the act depends on it; another one is a conflict.
    fn seen_version(&self) -> Option<i64> {
        None
    }

    /// Where the gate looks. For a new stream the command says where it will be.
    fn place(&self, state: &Self::State, _env: &Env) -> Place {
        state.place()
    }

    /// Series of which [`Env::numbers`] holds the next number, in this order.
    fn series(&self, _env: &Env) -> Vec<Series> {
        Vec::new()
    }

    /// What the law says. Refusals first.
    fn decide(
        &self,
        state: &Self::State,
        env: &Env,
    ) -> Result<Vec<<Self::State as Aggregate>::Event>, Self::Refusal>;

    /// Unique claims of the events that were decided.
    fn claims(&self, _events: &[<Self::State as Aggregate>::Event]) -> Vec<Claim> {
        Vec::new()
    }

    /// Personal data that goes to the vault in the same transaction.
    fn vault(&self) -> Vec<VaultWrite> {
        Vec::new()
    }
}

/// A command on two streams at once: both are loaded, both may be written, in one transaction.
pub trait Command2: std::fmt::Debug + Send + 'static {
    type First: Aggregate;
    type Second: Aggregate;
    type Refusal: Refusal;
    const PERMISSION: Permission;

    fn streams(&self) -> (i64, i64);
    fn place(&self, first: &Self::First, second: &Self::Second, env: &Env) -> Place;
    #[expect(
        clippy::type_complexity,
        reason = "two lists of events, one per stream"
    )]
    fn decide(
        &self,
        first: &Versioned<Self::First>,
        second: &Versioned<Self::Second>,
        env: &Env,
    ) -> Result<
        (
            Vec<<Self::First as Aggregate>::Event>,
            Vec<<Self::Second as Aggregate>::Event>,
        ),
        Self::Refusal,
    >;
    fn claims(&self) -> Vec<Claim> {
        Vec::new()
    }
}

/// Shorthand for the stream of an aggregate.
pub fn stream_of<A: Aggregate>(id: i64) -> StreamId {
    StreamId { kind: A::KIND, id }
}

/// Folds a stream from its first event.
pub fn fold<A: Aggregate>(id: i64, events: impl IntoIterator<Item = Recorded<A::Event>>) -> A {
    let mut state = A::initial(id);
    for event in events {
        state.apply(&event);
    }
    state
}
