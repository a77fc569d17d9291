//! A form of a staff page as it came: typed fields, JSON of a program, or a form with files.
//!
//! Files are stored before anything is decided, into the tray of who sent them; so a form that
//! comes back still has them.

use super::tray;
use crate::{read::NamedFile, web::uploads};
use ::web::{App, FieldError, NoFields, Problem, Submitted, Visit};
use axum::{
    extract::{FromRequest, Multipart, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::SubmitKey;

/// Largest body of a form with files.
pub(super) const BODY_LIMIT: usize = uploads::BODY_LIMIT;

/// What was filled in.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) key: SubmitKey,
    /// Version that the page showed.
    pub(super) seen: Option<i64>,
    /// Fields of a form; a file stands there as its id in the tray.
    pub(super) typed: Vec<(String, String)>,
    /// The body of a program.
    pub(super) json: Option<Value>,
}

impl FromRequest<App> for Filled {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if kind.starts_with("multipart/form-data") {
            return with_files(request, app).await;
        }
        if kind.starts_with("application/json") {
            let sent = Submitted::<Value>::from_request(request, app).await?;
            return Ok(Self {
                key: sent.key,
                seen: sent.seen,
                typed: Vec::new(),
                json: Some(sent.form),
            });
        }
        let sent = Submitted::<NoFields>::from_request(request, app).await?;
        Ok(Self {
            key: sent.key,
            seen: sent.seen,
            typed: sent.typed,
            json: None,
        })
    }
}

impl Filled {
    /// The fields as the act names them.
    pub(super) fn read<F: DeserializeOwned>(&self) -> Result<F, Problem> {
        let unreadable = |reason: String| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
                .with("reason", reason)
        };
        if let Some(json) = &self.json {
            return serde_json::from_value(json.clone())
                .map_err(|error| unreadable(error.to_string()));
        }
        serde_html_form::to_string(&self.typed)
            .map_err(|error| error.to_string())
            .and_then(|text| serde_html_form::from_str(&text).map_err(|error| error.to_string()))
            .map_err(unreadable)
    }

    /// The value of a typed field, without surrounding blanks; empty if it was not sent.
    pub(super) fn value(&self, field: &str) -> &str {
        self.typed
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, value)| value.trim())
    }

    /// Typed fields whose name begins so, by the rest of the name.
    pub(super) fn all_after<'f>(
        &'f self,
        prefix: &'f str,
    ) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.typed.iter().filter_map(move |(name, value)| {
            name.strip_prefix(prefix).map(|rest| (rest, value.trim()))
        })
    }
}

async fn with_files(request: Request, app: &App) -> Result<Filled, Problem> {
    let path = request.uri().path().to_owned();
    let account = request
        .extensions()
        .get::<Visit>()
        .map(|visit| visit.actor.account)
        .ok_or_else(super::super::broken)?;
    let form = Multipart::from_request(request, app)
        .await
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable"))?;
    let (mut typed, files) = parts(form).await?;
    // The hash is over contents, not over the bytes on the wire: a form that is sent twice has
    // another boundary each time.
    let mut hashed = path.into_bytes();
    for (name, value) in &typed {
        hashed.extend_from_slice(format!("\n{name}={value}").as_bytes());
    }
    let mut errors = Vec::new();
    let mut taken: Vec<NamedFile> = Vec::new();
    for (field, name, bytes) in files {
        let (mut stored, refused) = uploads::store(app, vec![(name, bytes)]).await?;
        for (name, code) in refused {
            errors.push(FieldError::new(&field, code).with("name", name));
        }
        if let Some(file) = stored.pop() {
            hashed.extend_from_slice(format!("\n{field}={}", file.stored.sha256).as_bytes());
            typed.push((field, file.id.to_string()));
            taken.push(file);
        }
    }
    tray::put(app, account, &taken).await?;
    if !errors.is_empty() {
        return Err(Problem::fields(errors).with_typed(&typed));
    }
    let find = |field: &str| {
        typed
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    };
    let key = find("key")
        .filter(|key| (8..=80).contains(&key.len()))
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "web.key-missing"))?;
    Ok(Filled {
        key: SubmitKey::new(key, &hashed),
        seen: find("seen").and_then(|seen| seen.parse().ok()),
        typed,
        json: None,
    })
}

/// Fields, and files with the field they came in and their name.
type Parts = (Vec<(String, String)>, Vec<(String, String, Vec<u8>)>);

async fn parts(mut form: Multipart) -> Result<Parts, Problem> {
    let unreadable = |error: axum::extract::multipart::MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "cases.upload.too-large")
        } else {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
        }
    };
    let (mut typed, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(unreadable)?;
                // A browser sends an empty part where nothing was chosen.
                if !(name.is_empty() && bytes.is_empty()) {
                    files.push((field, ::web::files::tidy_name(&name), bytes.to_vec()));
                }
            }
            None => typed.push((field, part.text().await.map_err(unreadable)?)),
        }
    }
    Ok((typed, files))
}
