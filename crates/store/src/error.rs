//! What can go wrong in the machinery, and how a command ends without being done.

use kernel::{Refusal, RefusalKind};
use std::sync::Arc;

/// The machinery failed; shown to an operator.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("sqlite failed")]
    Sqlite(#[from] rusqlite::Error),
    #[error("postgresql failed")]
    Postgres(#[from] postgres::Error),
    #[error("a stored row is not what its table says: {0}")]
    Row(String),
    #[error("a stored event cannot be read: {name} of stream {stream}")]
    Event {
        stream: i64,
        name: String,
        #[source]
        cause: serde_json::Error,
    },
    #[error("the hash chain of stream {stream} breaks at version {version}")]
    Chain { stream: i64, version: i64 },
    #[error("no module registered the kind `{0}`")]
    UnknownKind(String),
    #[error("file trouble at {path}")]
    File {
        path: String,
        #[source]
        cause: std::io::Error,
    },
    #[error("the vault's {0} cannot be opened with this key")]
    Vault(&'static str),
    #[error("{0}")]
    Wrong(String),
    #[error("the store is stopping")]
    Stopped,
    /// The commit was sent and failed, or was never answered: nobody knows whether it holds.
    #[error("the commit was not answered")]
    Commit(#[source] Box<StoreError>),
    /// The machine's clock shows a time before what is recorded. Days and limits follow the clock,
    /// so nothing is recorded until it is right again.
    #[error("the clock is {seconds} s behind what is already recorded")]
    ClockBehind { seconds: i64 },
    #[error("the database cannot be reached")]
    Unreachable,
    /// No answer within the time that a person waits.
    #[error("the database does not answer in time")]
    Slow,
}

impl StoreError {
    /// Whether the disk, the file, the connection or the clock failed, and not one task: it ends by
    /// itself once they are well again.
    pub fn is_outage(&self) -> bool {
        use rusqlite::ErrorCode;
        match self {
            Self::Sqlite(error) => error.sqlite_error_code().is_some_and(|code| {
                [
                    ErrorCode::DiskFull,
                    ErrorCode::SystemIoFailure,
                    ErrorCode::ReadOnly,
                    ErrorCode::CannotOpen,
                    ErrorCode::DatabaseBusy,
                    ErrorCode::DatabaseLocked,
                    ErrorCode::DatabaseCorrupt,
                    ErrorCode::NotADatabase,
                ]
                .contains(&code)
            }),
            Self::Postgres(error) => {
                error.is_closed()
                    || error.code().is_none_or(|code| {
                        // A server that only reads is no longer the one that we write to.
                        *code == postgres::error::SqlState::READ_ONLY_SQL_TRANSACTION
                            || ["08", "53", "57", "58"]
                                .iter()
                                .any(|class| code.code().starts_with(class))
                    })
            }
            Self::Commit(error) => error.is_outage(),
            Self::File { .. }
            | Self::Stopped
            | Self::ClockBehind { .. }
            | Self::Unreachable
            | Self::Slow => true,
            Self::Row(_)
            | Self::Event { .. }
            | Self::Chain { .. }
            | Self::UnknownKind(_)
            | Self::Vault(_)
            | Self::Wrong(_) => false,
        }
    }

    /// Whether a unique constraint or another writer said no: to be tried again alone.
    pub(crate) fn is_constraint(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            Self::Postgres(error) => error.code().is_some_and(|code| {
                [
                    postgres::error::SqlState::UNIQUE_VIOLATION,
                    postgres::error::SqlState::T_R_SERIALIZATION_FAILURE,
                    postgres::error::SqlState::T_R_DEADLOCK_DETECTED,
                ]
                .contains(code)
            }),
            Self::Commit(error) => error.is_constraint(),
            Self::Row(_)
            | Self::Event { .. }
            | Self::Chain { .. }
            | Self::UnknownKind(_)
            | Self::File { .. }
            | Self::Vault(_)
            | Self::Wrong(_)
            | Self::Stopped
            | Self::ClockBehind { .. }
            | Self::Unreachable
            | Self::Slow => false,
        }
    }
}

/// Why a command was not done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CommandError {
    #[error("the actor holds no such permission")]
    Forbidden,
    #[error("nothing of that name is within the actor's reach")]
    NotFound,
    /// The matter moved on since the person looked at it.
    #[error("changed meanwhile; it is at version {version} now")]
    Conflict { version: i64 },
    /// The same key came with another body.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// A unique value already belongs to another stream.
    #[error("already taken")]
    Taken,
    #[error("refused")]
    Refused(#[source] Arc<dyn Refusal>),
    /// The connection was lost while committing: repeat with the same key.
    #[error("it is unknown whether this was done; repeat with the same key")]
    Unknown,
    #[error("the store failed")]
    Store(#[source] Arc<StoreError>),
}

impl CommandError {
    /// Kind of refusal, if it is one.
    pub fn refusal_kind(&self) -> Option<RefusalKind> {
        match self {
            Self::Refused(refusal) => Some(refusal.kind()),
            Self::Forbidden
            | Self::NotFound
            | Self::Conflict { .. }
            | Self::KeyReused
            | Self::Taken
            | Self::Unknown
            | Self::Store(_) => None,
        }
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}
