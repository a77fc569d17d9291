//! How a no or a failure meets HTTP; the only place where a refusal does. The shell renders it as
//! a page, takes the person back to the form with everything typed, or answers problem+json.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{Basis, RefusalKind};
use serde::{Deserialize, Serialize};
use store::{CommandError, StoreError};

/// A stored event does not fit its chain.
pub(crate) const RECORD_DAMAGED: &str = "web.record-damaged";

/// A problem on its way to the shell.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub detail: Detail,
    /// What was typed into a form with files, which only its handler could read; see
    /// [`Problem::with_typed`].
    pub typed: Vec<(String, String)>,
}

/// What a page needs to say it: the key of its words, what fills them, the rule, the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub code: String,
    pub params: Vec<(String, String)>,
    pub basis: Option<Basis>,
    /// Form field that has to change.
    pub field: Option<String>,
    /// More fields with their own sentences: name, word key, what fills it.
    #[serde(default)]
    pub fields: Vec<FieldError>,
}

/// One field and the sentence at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub code: String,
    #[serde(default)]
    pub params: Vec<(String, String)>,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &str) -> Self {
        Self {
            field: field.into(),
            code: code.into(),
            params: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }
}

impl Detail {
    /// Key of the words: the code with dashes.
    pub fn words(&self) -> String {
        word_key(&self.code)
    }
}

/// Word key of a code: `cases.accept.wrong-state` is `cases-accept-wrong-state`.
pub fn word_key(code: &str) -> String {
    code.replace('.', "-")
}

impl Problem {
    pub fn new(status: StatusCode, code: &str) -> Self {
        Self {
            status,
            detail: Detail {
                code: code.into(),
                ..Detail::default()
            },
            typed: Vec::new(),
        }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "web.not-found")
    }

    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web.forbidden")
    }

    /// Fields of a form that cannot be right in themselves.
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "web.check-fields");
        problem.detail.fields = fields;
        problem
    }

    /// One field that cannot be right in itself.
    pub fn field(field: &str, code: &str) -> Self {
        Self::fields(vec![FieldError::new(field, code)])
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.detail.params.push((name.into(), value.into()));
        self
    }

    /// A failure of the machinery. A record that does not fit its hashes is named: it is never shown
    /// as if it were true, and somebody has to look at it.
    fn of_failure(error: &StoreError) -> Self {
        let failed = StatusCode::INTERNAL_SERVER_ERROR;
        if error.is_outage() {
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "web.not-now");
        }
        if let StoreError::Chain { stream, version } = error {
            return Self::new(failed, RECORD_DAMAGED)
                .with("record", stream.to_string())
                .with("step", version.to_string());
        }
        Self::new(failed, "web.internal")
    }

    /// The fields of a form with files, so that it comes back like any other. The files themselves
    /// are kept by the handler, and their ids are among the fields.
    #[must_use]
    pub fn with_typed(mut self, typed: &[(String, String)]) -> Self {
        self.typed = typed.to_vec();
        self
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Forbidden => Self::forbidden(),
            CommandError::NotFound => Self::not_found(),
            CommandError::Conflict { version } => {
                Self::new(StatusCode::CONFLICT, "web.changed-meanwhile")
                    .with("version", version.to_string())
            }
            CommandError::KeyReused => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "web.key-reused")
            }
            CommandError::Taken => Self::new(StatusCode::CONFLICT, "web.taken"),
            CommandError::Refused(refusal) => Self {
                status: match refusal.kind() {
                    RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                    RefusalKind::Conflict => StatusCode::CONFLICT,
                    RefusalKind::Barred => StatusCode::FORBIDDEN,
                },
                detail: Detail {
                    code: refusal.code().into(),
                    params: refusal
                        .params()
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                    basis: refusal.basis(),
                    field: refusal.field(),
                    fields: Vec::new(),
                },
                typed: Vec::new(),
            },
            CommandError::Unknown => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "web.unknown-repeat")
            }
            CommandError::Store(error) => {
                tracing::error!(
                    error = &*error as &dyn std::error::Error,
                    "a command failed"
                );
                Self::of_failure(&error)
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a read failed");
        Self::of_failure(&error)
    }
}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem; the shell, which knows the visitor, renders it.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
