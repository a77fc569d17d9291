//! Browsers in which an account has been signed in before: a random token in a long-lived cookie and
//! one row an account. They prove nothing; only their guesses are counted apart from a stranger's.

use kernel::AccountId;
use sha2::{Digest, Sha256};
use store::{CommandError, Plain, Reader, Store, StoreError};

const KIND: &str = "known-browser";
/// A cookie that this city has given out, for whomever; owner 0.
const ISSUED: &str = "browser";
pub(crate) const COOKIE: &str = "yimen-browser";
pub(crate) const SECONDS: i64 = 180 * 86_400;

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn key(token: &str, account: AccountId) -> String {
    hash(&format!("{token} {account}"))
}

/// The name under which this account's guesses from the browser are counted, if it knows it.
pub(crate) fn find(
    reader: &mut Reader,
    token: &str,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let key = key(token, account);
    Ok(reader.find_plain(KIND, &key)?.map(|_| key))
}

/// Remembers that the account was signed in here, and gives the token for the cookie: the one that
/// the browser has, so that a counter's machine knows all who work at it, but only if we gave it.
pub(crate) async fn remember(
    store: &Store,
    sent: Option<String>,
    account: AccountId,
) -> Result<String, CommandError> {
    let known = match sent {
        Some(token) => {
            let hash = hash(&token);
            let is_ours = store
                .read(move |reader| Ok(reader.find_plain(ISSUED, &hash)?.is_some()))
                .await?;
            is_ours.then_some(token)
        }
        None => None,
    };
    let token = match known {
        Some(token) => token,
        None => hex::encode(store::random::<24>()?),
    };
    let now = store.now();
    let row = |kind, key, owner| Plain {
        kind,
        key,
        owner,
        at: now,
        expires_at: now.plus_seconds(SECONDS),
        body: Vec::new(),
    };
    let issued = row(ISSUED, hash(&token), 0);
    let known = row(KIND, key(&token, account), account.0);
    store
        .write(move |tx| {
            tx.put_plain(&issued)?;
            tx.put_plain(&known)
        })
        .await?;
    Ok(token)
}

/// No browser is known any more: signed out everywhere, a new password.
pub(crate) async fn forget_all(store: &Store, account: AccountId) -> Result<(), CommandError> {
    store
        .write(move |tx| tx.delete_plain_of(KIND, account.0))
        .await
}
