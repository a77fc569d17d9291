//! Events are the record: what happened, to which stream, in which order, by whom, when.

use crate::{AccountId, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

/// What a stream is about: `case`, `account`, `item`. One aggregate type per kind.
pub type StreamKind = &'static str;

/// One stream of events: the life of one aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    pub kind: StreamKind,
    pub id: i64,
}

/// The body of an event of one aggregate: an enum, named in the past tense.
pub trait Event:
    Clone + std::fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// Stable dotted name, as stored: `cases.accepted`.
    fn name(&self) -> &'static str;

    /// Shape of the stored body. A changed shape is a new number and a branch in [`Event::read`].
    fn shape(&self) -> u16 {
        1
    }

    /// Reads a stored body; older shapes are lifted here and never rewritten in the log.
    fn read(_name: &str, _shape: u16, body: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(body)
    }
}

/// An event with its envelope.
#[derive(Clone, Debug)]
pub struct Recorded<E> {
    /// Unique in the city and growing with time on each node.
    pub id: i64,
    pub stream: i64,
    /// 1 for the first event of the stream.
    pub version: i64,
    pub at: Timestamp,
    /// Who did it; `AccountId(0)` is the city itself (a clock, a job).
    pub actor: AccountId,
    pub body: E,
}

impl<E> Recorded<E> {
    /// The civil day on which the city came to know this.
    pub fn known_on(&self) -> crate::Date {
        self.at.date()
    }
}
