//! Between the password and the session: a short-lived row that says who has shown what, named by
//! a cookie.

use kernel::AccountId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{CommandError, Plain, Reader, Store, StoreError};

const KIND: &str = "sign-in-step";
pub(crate) const COOKIE: &str = "yimen-step";
/// Time to type a code or to think of a password.
const SECONDS: i64 = 15 * 60;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub account: AccountId,
    /// A path of our own to go to afterwards; may be empty.
    pub next: String,
    /// Secret of a second factor that is being set up.
    pub secret: Option<String>,
    /// How the password step was proved: `password`, `oidc`.
    pub method: String,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Step")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

fn key_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Begins the way in and returns the token that names it.
pub(crate) async fn begin(store: &Store, step: &Step) -> Result<String, CommandError> {
    let token = hex::encode(store::random::<24>()?);
    let body = serde_json::to_vec(step).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let now = store.now();
    let row = Plain {
        kind: KIND,
        key: key_of(&token),
        owner: step.account.0,
        at: now,
        expires_at: now.plus_seconds(SECONDS),
        body: store.seal(KIND, &body)?,
    };
    store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(token)
}

pub(crate) fn find(
    reader: &mut Reader,
    store: &Store,
    token: &str,
) -> Result<Option<Step>, StoreError> {
    let Some(row) = reader.find_plain(KIND, &key_of(token))? else {
        return Ok(None);
    };
    let body = store.unseal(KIND, &row.body)?;
    Ok(serde_json::from_slice(&body).ok())
}

/// The way in is over, or was given up.
pub(crate) async fn end(store: &Store, token: &str) -> Result<(), CommandError> {
    let key = key_of(token);
    store.write(move |tx| tx.delete_plain(KIND, &key)).await
}
