//! Sign-ins: a random token in a cookie, its hash as a plain row. The row's body is sealed, since it
//! holds the display name.

use crate::app::App;
use kernel::{AccountId, PartyId, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{CommandError, Plain, Reader, Store, StoreError};

pub const COOKIE: &str = "yimen";
const KIND: &str = "session";
const TOKEN_KIND: &str = "api-token";
/// A citizen stays signed in for half a day without a request.
const PUBLIC_IDLE_SECONDS: i64 = 12 * 3600;
/// Nobody stays signed in longer than this.
const LONGEST_SECONDS: i64 = 24 * 3600;
/// A session is written again when this much of its time has passed.
const TOUCH_SECONDS: i64 = 300;

/// A sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Hash of the token; names the session in lists.
    #[serde(skip)]
    pub key: String,
    pub account: AccountId,
    pub is_staff: bool,
    /// Display name.
    pub name: String,
    /// For whom the person acts now; `None` before a choice was made.
    pub acting: Option<PartyId>,
    pub signed_in_at: Timestamp,
    pub seen_at: Timestamp,
    /// Browser, as it calls itself, shortened.
    pub agent: String,
    /// How the sign-in was proved: `password`, `password+totp`, `oidc`, `token`.
    pub method: String,
    /// Reach of an API token: permissions it may use; empty for people.
    #[serde(default)]
    pub only: Vec<String>,
}

fn key_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn idle_seconds(app: &App, session: &Session) -> i64 {
    if session.is_staff {
        app.settings.staff_idle_minutes.clamp(1, 30) * 60
    } else {
        PUBLIC_IDLE_SECONDS
    }
}

fn row(store: &Store, session: &Session, expires_at: Timestamp) -> Result<Plain, StoreError> {
    let body = serde_json::to_vec(session).map_err(|error| StoreError::Wrong(error.to_string()))?;
    Ok(Plain {
        kind: KIND,
        key: session.key.clone(),
        owner: session.account.0,
        at: session.seen_at,
        expires_at,
        body: store.seal(KIND, &body)?,
    })
}

/// Starts a session and returns its cookie.
pub async fn start(app: &App, mut session: Session) -> Result<String, CommandError> {
    let token = hex::encode(store::random::<32>()?);
    session.key = key_of(&token);
    let expires = session.seen_at.plus_seconds(idle_seconds(app, &session));
    let row = row(&app.store, &session, expires)?;
    app.store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(cookie(app, &token))
}

/// Writes a changed session: another party chosen, still alive.
pub async fn save(app: &App, session: &Session) -> Result<(), CommandError> {
    let longest = session.signed_in_at.plus_seconds(LONGEST_SECONDS);
    let expires = session
        .seen_at
        .plus_seconds(idle_seconds(app, session))
        .min(longest);
    let row = row(&app.store, session, expires)?;
    app.store.write(move |tx| tx.put_plain(&row)).await
}

/// Ends one session.
pub async fn end(app: &App, session: &Session) -> Result<(), CommandError> {
    let key = session.key.clone();
    app.store.write(move |tx| tx.delete_plain(KIND, &key)).await
}

/// Ends every session of an account: sign-out everywhere, a locked account.
pub async fn end_all(app: &App, account: AccountId) -> Result<(), CommandError> {
    app.store
        .write(move |tx| tx.delete_plain_of(KIND, account.0))
        .await
}

fn cookie(app: &App, token: &str) -> String {
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={LONGEST_SECONDS}{secure}")
}

/// Clears the cookie.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The session of a cookie's token.
pub(crate) fn find(
    reader: &mut Reader,
    store: &Store,
    token: &str,
) -> Result<Option<Session>, StoreError> {
    let key = key_of(token);
    Ok(reader
        .find_plain(KIND, &key)?
        .and_then(|row| open(store, &row)))
}

fn open(store: &Store, row: &Plain) -> Option<Session> {
    let body = store.unseal(KIND, &row.body).ok()?;
    let mut session: Session = serde_json::from_slice(&body).ok()?;
    session.key.clone_from(&row.key);
    Some(session)
}

/// Sessions of an account, the newest first.
pub fn list(
    reader: &mut Reader,
    store: &Store,
    account: AccountId,
) -> Result<Vec<Session>, StoreError> {
    let rows = reader.list_plain(KIND, account.0, 50)?;
    Ok(rows.iter().filter_map(|row| open(store, row)).collect())
}

pub(crate) fn is_due_for_touch(session: &Session, now: Timestamp) -> bool {
    now >= session.seen_at.plus_seconds(TOUCH_SECONDS)
}

/// Issues a token for a program; shown once. `only` limits it to these permissions.
pub async fn issue_token(
    app: &App,
    account: AccountId,
    name: &str,
    only: Vec<String>,
    expires_at: Timestamp,
) -> Result<String, CommandError> {
    let token = format!("ym_{}", hex::encode(store::random::<24>()?));
    let now = app.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: true,
        name: name.to_owned(),
        acting: None,
        signed_in_at: now,
        seen_at: now,
        agent: String::new(),
        method: "token".into(),
        only,
    };
    let body =
        serde_json::to_vec(&session).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let row = Plain {
        kind: TOKEN_KIND,
        key: key_of(&token),
        owner: account.0,
        at: now,
        expires_at,
        body: app.store.seal(TOKEN_KIND, &body)?,
    };
    app.store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(token)
}

/// A token as it is listed: never the token itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Hash of the token; names it.
    pub key: String,
    pub name: String,
    pub only: Vec<String>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Tokens of an account that have not run out, the newest first.
pub fn list_tokens(
    reader: &mut Reader,
    store: &Store,
    account: AccountId,
) -> Result<Vec<Token>, StoreError> {
    let rows = reader.list_plain(TOKEN_KIND, account.0, 50)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let body = store.unseal(TOKEN_KIND, &row.body).ok()?;
            let session: Session = serde_json::from_slice(&body).ok()?;
            Some(Token {
                key: row.key,
                name: session.name,
                only: session.only,
                issued_at: row.at,
                expires_at: row.expires_at,
            })
        })
        .collect())
}

/// Takes a token of the account back; one of another account stays.
pub async fn revoke_token(app: &App, account: AccountId, key: &str) -> Result<(), CommandError> {
    let sought = key.to_owned();
    let row = app
        .store
        .read(move |reader| reader.find_plain(TOKEN_KIND, &sought))
        .await?;
    let Some(row) = row.filter(|row| row.owner == account.0) else {
        return Err(CommandError::NotFound);
    };
    app.store
        .write(move |tx| tx.delete_plain(TOKEN_KIND, &row.key))
        .await
}

/// The client of a bearer token.
pub(crate) fn find_token(
    reader: &mut Reader,
    store: &Store,
    token: &str,
) -> Result<Option<Session>, StoreError> {
    let Some(row) = reader.find_plain(TOKEN_KIND, &key_of(token))? else {
        return Ok(None);
    };
    let body = store.unseal(TOKEN_KIND, &row.body)?;
    let session: Option<Session> = serde_json::from_slice(&body).ok();
    Ok(session.map(|session| Session {
        key: row.key,
        ..session
    }))
}
