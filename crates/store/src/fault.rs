//! Where the record is not what it should be, said so that an operator knows the place.

use crate::StoreError;
use std::fmt;

/// A point of the log and what stood in it up to there. Kept outside the database, it shows later
/// that nothing was cut off, changed or moved: `12:ab34…`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    pub position: i64,
    /// Hex of a running hash over the events' own hashes in their order.
    pub head: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.position, self.head)
    }
}

impl std::str::FromStr for Mark {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        text.split_once(':')
            .and_then(|(position, head)| {
                Some(Self {
                    position: position.parse().ok()?,
                    head: head.to_owned(),
                })
            })
            .ok_or_else(|| StoreError::Wrong("a mark is POSITION:HEAD".into()))
    }
}

/// Where the record is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The event is not the one whose hash was stored, or one before it is not.
    Changed {
        stream: i64,
        version: i64,
        position: Option<i64>,
    },
    /// Events of a stream are gone.
    Missing { stream: i64, from: i64, to: i64 },
    /// The end of a stream is gone: its state knows of more.
    CutOff { stream: i64, last: i64, known: i64 },
    /// The stream ends in another event than its state knows.
    OtherEnd { stream: i64, version: i64 },
    /// A stream changes its kind.
    OtherKind { stream: i64, version: i64 },
    /// Positions that no event has.
    PositionsMissing { from: i64, to: i64 },
    /// A position whose event is gone.
    EventGone { position: i64, event: i64 },
    /// An event without a position that later events have.
    NoPosition { stream: i64, version: i64 },
    /// An event stands twice in the order.
    Twice { position: i64, event: i64 },
    /// An event stands before one that came earlier.
    OutOfOrder {
        position: i64,
        stream: i64,
        version: i64,
    },
    /// The log is not the one that the mark was taken from.
    NotAsMarked { mark: Mark, found: Option<String> },
    /// A key's answer names an event that is not there.
    Unanswered {
        key: String,
        stream: i64,
        version: i64,
    },
    /// A look was changed, or the one before it is gone.
    Look { chain: i64, n: i64, id: i64 },
    /// The last looks of a chain are gone.
    LooksCutOff { chain: i64, last: i64, known: i64 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed {
                stream,
                version,
                position,
            } => {
                write!(
                    f,
                    "stream {stream}, version {version}{}: the event was changed after it was \
                     stored, or the one before it was",
                    At(*position)
                )
            }
            Self::Missing { stream, from, to } => {
                write!(f, "stream {stream}: events {from} to {to} are missing")
            }
            Self::CutOff {
                stream,
                last,
                known,
            } => write!(
                f,
                "stream {stream}: ends at version {last}, but its state knows version {known}: \
                 the end was cut off"
            ),
            Self::OtherEnd { stream, version } => write!(
                f,
                "stream {stream}, version {version}: not the event that its state was made from"
            ),
            Self::OtherKind { stream, version } => write!(
                f,
                "stream {stream}, version {version}: of another kind than the stream"
            ),
            Self::PositionsMissing { from, to } => {
                write!(f, "positions {from} to {to} are missing from the order")
            }
            Self::EventGone { position, event } => write!(
                f,
                "position {position}: its event {event} is not in the log"
            ),
            Self::NoPosition { stream, version } => write!(
                f,
                "stream {stream}, version {version}: the event has no position, though later ones have"
            ),
            Self::Twice { position, event } => {
                write!(
                    f,
                    "position {position}: event {event} has a position already"
                )
            }
            Self::OutOfOrder {
                position,
                stream,
                version,
            } => write!(
                f,
                "position {position} (stream {stream}, version {version}): stands after a later event: \
                 the order was changed"
            ),
            Self::NotAsMarked { mark, found: None } => write!(
                f,
                "position {}: the log ends before the mark: its end was cut off",
                mark.position
            ),
            Self::NotAsMarked {
                mark,
                found: Some(found),
            } => write!(
                f,
                "position {}: the head is {found}, the mark says {}: something up to there was \
                 changed, moved or taken out",
                mark.position, mark.head
            ),
            Self::Unanswered {
                key,
                stream,
                version,
            } => write!(
                f,
                "key {key}: was answered with stream {stream}, version {version}, which is not there"
            ),
            Self::Look { chain, n, id } => write!(
                f,
                "access log, chain {chain}, entry {n} (id {id}): was changed, or the one before it \
                 was changed or taken out"
            ),
            Self::LooksCutOff { chain, last, known } => write!(
                f,
                "access log, chain {chain}: ends at entry {last}, but had {known}: the end was cut off"
            ),
        }
    }
}

/// `, position 7`, if it has one.
struct At(Option<i64>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(position) => write!(f, ", position {position}"),
            None => Ok(()),
        }
    }
}
