//! What was submitted: a form of a page or JSON of a program, with its idempotency key and the
//! version that the person saw.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use store::SubmitKey;

/// A submitted body. In a form the fields `key`, `seen`, `back`, `csrf` belong to the shell.
#[derive(Clone, Debug)]
pub struct Submitted<T> {
    pub key: SubmitKey,
    /// Version that the page showed (`seen`, or `If-Match`).
    pub seen: Option<i64>,
    /// All fields of a form, as typed.
    pub typed: Vec<(String, String)>,
    pub form: T,
}

impl<T> Submitted<T> {
    /// All values of a repeated field.
    pub fn all(&self, field: &str) -> Vec<&str> {
        self.typed
            .iter()
            .filter(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The value of a field, without surrounding blanks; empty if it was not sent.
    pub fn value(&self, field: &str) -> &str {
        self.all(field).first().map_or("", |value| value.trim())
    }
}

/// Largest body that the extractor reads itself; uploads have handlers and limits of their own.
const LIMIT: usize = 1024 * 1024;

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Submitted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let header = |name: header::HeaderName| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let is_json =
            header(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
        let body: Bytes = axum::body::to_bytes(body, LIMIT)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "web.body-too-large"))?;
        let path = parts.uri.path().as_bytes();
        let hashed = [path, b"\n", &body].concat();
        if is_json {
            let key = parts
                .headers
                .get("idempotency-key")
                .and_then(|key| key.to_str().ok())
                .filter(|key| is_sound_key(key))
                .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "web.key-missing"))?;
            let text = if body.is_empty() {
                b"{}".as_slice()
            } else {
                &body
            };
            let form = serde_json::from_slice(text).map_err(|error| {
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
                    .with("reason", error.to_string())
            })?;
            return Ok(Self {
                key: SubmitKey::new(key, &hashed),
                seen: header(header::IF_MATCH).and_then(|tag| version_of(&tag)),
                typed: Vec::new(),
                form,
            });
        }
        let typed: Vec<(String, String)> = serde_html_form::from_bytes(&body)
            .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable"))?;
        let find = |field: &str| {
            typed
                .iter()
                .find(|(name, _)| name == field)
                .map(|(_, value)| value.as_str())
        };
        let key = find("key")
            .filter(|key| is_sound_key(key))
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "web.key-missing"))?;
        let form = serde_html_form::from_bytes(&body).map_err(|error| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
                .with("reason", error.to_string())
        })?;
        Ok(Self {
            key: SubmitKey::new(key, &hashed),
            seen: find("seen").and_then(|seen| seen.parse().ok()),
            form,
            typed,
        })
    }
}

fn is_sound_key(key: &str) -> bool {
    (8..=80).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Version in an entity tag: `"7"`, `W/"7"`.
fn version_of(tag: &str) -> Option<i64> {
    tag.trim_start_matches("W/").trim_matches('"').parse().ok()
}

/// A form without fields of its own.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
pub struct NoFields {}
