//! What proves that it is the owner who signs in: password or one-time code, and the second
//! factor. A sealed plain row for each account; nothing of it is an event.

use super::keyed::login_hash;
use super::passwords;
use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{CommandError, Plain, Reader, Store, StoreError};

const KIND: &str = "credential";
/// A one-time code is used within a day.
const CODE_SECONDS: i64 = 24 * 3600;
const FOR_EVER: Timestamp = Timestamp(i64::MAX);
/// Letters of a one-time code: none that could be taken for another.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// PHC string of the password or of the one-time code.
    pub hash: Option<String>,
    /// Set while the hash is that of a one-time code: until when it works.
    pub code_until: Option<Timestamp>,
    pub changed_at: Timestamp,
    /// Secret of the second factor, once it was confirmed.
    pub totp: Option<String>,
    pub totp_step: i64,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("has_totp", &self.totp.is_some())
            .finish_non_exhaustive()
    }
}

impl Credential {
    /// The hash to compare with now; a code that ran out compares with nothing.
    pub(crate) fn usable_hash(&self, now: Timestamp) -> Option<String> {
        let is_over = self.code_until.is_some_and(|until| until <= now);
        self.hash.clone().filter(|_| !is_over)
    }

    /// Only a one-time code was given: a password of one's own has to be set first.
    pub(crate) fn must_set_password(&self) -> bool {
        self.code_until.is_some()
    }
}

pub(crate) fn find(
    reader: &mut Reader,
    store: &Store,
    account: AccountId,
) -> Result<Option<Credential>, StoreError> {
    let Some(row) = reader.find_plain(KIND, &account.to_string())? else {
        return Ok(None);
    };
    let body = store.unseal(KIND, &row.body)?;
    let credential = serde_json::from_slice(&body)
        .map_err(|error| StoreError::Row(format!("credential: {error}")))?;
    Ok(Some(credential))
}

fn row(store: &Store, account: AccountId, credential: &Credential) -> Result<Plain, StoreError> {
    let body =
        serde_json::to_vec(credential).map_err(|error| StoreError::Wrong(error.to_string()))?;
    Ok(Plain {
        kind: KIND,
        key: account.to_string(),
        owner: account.0,
        at: store.now(),
        expires_at: FOR_EVER,
        body: store.seal(KIND, &body)?,
    })
}

pub(crate) async fn save(
    store: &Store,
    account: AccountId,
    credential: &Credential,
) -> Result<(), CommandError> {
    let row = row(store, account, credential)?;
    store.write(move |tx| tx.put_plain(&row)).await
}

pub(crate) fn save_blocking(
    store: &Store,
    account: AccountId,
    credential: &Credential,
) -> Result<(), CommandError> {
    let row = row(store, account, credential)?;
    store.write_blocking(move |tx| tx.put_plain(&row))
}

/// The account of a login.
pub(crate) fn find_login(reader: &mut Reader, hash: &str) -> Result<Option<AccountId>, StoreError> {
    Ok(reader.find_claim("login", hash)?.map(AccountId))
}

/// Why a password could not be set from the command line.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    #[error("nobody has the login {login}")]
    NobodyThere { login: String },
    #[error("the password is not taken: {0}")]
    Fault(&'static str),
    #[error("the store failed")]
    Store(#[from] CommandError),
}

impl From<StoreError> for SetPasswordError {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// Sets a password for a login, for the demo and for tests; the second factor stays as it is.
pub fn set_password(
    store: &Store,
    login: &str,
    password: &str,
) -> Result<AccountId, SetPasswordError> {
    if let Some(fault) = passwords::fault(password, login) {
        return Err(SetPasswordError::Fault(fault));
    }
    let hash = passwords::hash_blocking(password)?;
    let (account, before) = look_up(store, login)?;
    let credential = Credential {
        hash: Some(hash),
        code_until: None,
        changed_at: store.now(),
        ..before
    };
    save_blocking(store, account, &credential)?;
    Ok(account)
}

fn look_up(store: &Store, login: &str) -> Result<(AccountId, Credential), SetPasswordError> {
    let (hash, for_read) = (login_hash(store, login), store.clone());
    let found = store.read_blocking(move |reader| {
        let Some(account) = find_login(reader, &hash)? else {
            return Ok(None);
        };
        Ok(Some((
            account,
            find(reader, &for_read, account)?.unwrap_or_default(),
        )))
    })?;
    found.ok_or_else(|| SetPasswordError::NobodyThere {
        login: login.to_owned(),
    })
}

/// Gives an account a one-time code in place of a password, and takes the second factor off: both
/// are set anew. Shown once, to be handed over in person.
pub(crate) fn give_code_blocking(
    store: &Store,
    account: AccountId,
) -> Result<String, CommandError> {
    let code = new_code()?;
    let credential = Credential {
        hash: Some(passwords::hash_blocking(&code)?),
        code_until: Some(store.now().plus_seconds(CODE_SECONDS)),
        changed_at: store.now(),
        totp: None,
        totp_step: 0,
    };
    save_blocking(store, account, &credential)?;
    Ok(code)
}

/// Sixty bits in three groups: `K7QM-2XHB-P9RT`.
fn new_code() -> Result<String, StoreError> {
    let bytes: [u8; 12] = store::random()?;
    let letters: Vec<char> = bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied())
        .map(char::from)
        .collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    Ok(groups.join("-"))
}
