//! Whether somebody is who he says, and what is still missing before he is in.

use super::attempts::{self, Guess, Place};
use super::browsers;
use super::credentials::{self, Credential};
use super::keyed::login_hash;
use super::passwords;
use crate::domain::account::{Account, AccountKind};
use crate::domain::party::vault_kind;
use kernel::{AccountId, Timestamp};
use store::{CommandError, Reader, Store, StoreError};

/// Whose account it is that is being signed in to.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    pub account: AccountId,
    pub kind: AccountKind,
    pub login: String,
    /// Display name.
    pub name: String,
    pub is_locked: bool,
    pub credential: Credential,
}

impl Owner {
    pub(crate) fn is_staff(&self) -> bool {
        self.kind == AccountKind::Staff
    }
}

/// How a password was received.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    Right(Box<Owner>),
    /// No such login, wrong password, or a code that ran out: one answer for all three.
    Wrong(Option<AccountId>),
    LockedUntil(Timestamp),
    SlowDown,
    /// The password is right, but an administrator has locked the account.
    Locked(AccountId),
}

/// What is still missing before somebody is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// A password of his own in place of the one-time code.
    Password,
    /// The second factor has to be set up.
    Enrolment,
    /// The six digits.
    Code,
    Nothing,
}

/// What is missing after a right password. Staff always need the second factor, except in a
/// demonstration city.
pub(crate) fn missing(owner: &Owner, is_demo: bool) -> Missing {
    if owner.credential.must_set_password() {
        Missing::Password
    } else if owner.credential.totp.is_some() {
        Missing::Code
    } else if owner.is_staff() && !is_demo {
        Missing::Enrolment
    } else {
        Missing::Nothing
    }
}

/// Compares a login and a password. An unknown login costs the same work as a known one. `browser`
/// is the token by which a browser may be known to the account.
pub(crate) async fn verify(
    store: &Store,
    login: &str,
    password: &str,
    address: &str,
    browser: Option<String>,
) -> Result<Verdict, CommandError> {
    let hash = login_hash(store, login);
    let (for_read, sought) = (store.clone(), hash.clone());
    let (owner, known) = store
        .read(move |reader| {
            let Some(account) = credentials::find_login(reader, &sought)? else {
                return Ok((None, None));
            };
            let known = match &browser {
                Some(token) => browsers::find(reader, token, account)?,
                None => None,
            };
            Ok((find_owner(reader, &for_read, account)?, known))
        })
        .await?;
    let (place, address) = match known {
        Some(browser) => (Place::Known(browser), ""),
        None => (Place::Elsewhere(address.to_owned()), address),
    };
    let counts = attempts::counts(store, &hash, &place);
    match attempts::begin(store, &counts, address).await? {
        Guess::May => {}
        Guess::LockedUntil(until) => return Ok(Verdict::LockedUntil(until)),
        Guess::SlowDown => return Ok(Verdict::SlowDown),
    }
    let stored = owner
        .as_ref()
        .and_then(|owner| owner.credential.usable_hash(store.now()));
    let is_right = passwords::is_right(password.to_owned(), stored).await?;
    match owner {
        Some(owner) if is_right && owner.kind != AccountKind::Client => {
            attempts::forget(store, &counts).await?;
            if owner.is_locked {
                return Ok(Verdict::Locked(owner.account));
            }
            Ok(Verdict::Right(Box::new(owner)))
        }
        other => Ok(Verdict::Wrong(other.map(|owner| owner.account))),
    }
}

/// The owner of an account with what proves it.
pub(crate) fn find_owner(
    reader: &mut Reader,
    store: &Store,
    account: AccountId,
) -> Result<Option<Owner>, StoreError> {
    let Some((_, found)) = reader.find_state::<Account>(account.0)? else {
        return Ok(None);
    };
    let of_party = |reader: &mut Reader, kind: &str| -> Result<String, StoreError> {
        let Some(party) = found.party else {
            return Ok(String::new());
        };
        Ok(reader
            .open_of_parties(kind, &[party])?
            .remove(&party)
            .unwrap_or_default())
    };
    let login = of_party(reader, vault_kind::LOGIN)?;
    let name = match found.kind {
        AccountKind::Person => of_party(reader, vault_kind::NAME)?,
        AccountKind::Staff | AccountKind::Client => found.name.zh.clone(),
    };
    Ok(Some(Owner {
        account,
        kind: found.kind,
        login,
        name,
        is_locked: found.is_locked,
        credential: credentials::find(reader, store, account)?.unwrap_or_default(),
    }))
}

/// Sets a password of one's own; a one-time code has done its work.
pub(crate) async fn set_own_password(
    store: &Store,
    owner: &Owner,
    password: &str,
) -> Result<(), CommandError> {
    let credential = Credential {
        hash: Some(passwords::hash(password.to_owned()).await?),
        code_until: None,
        changed_at: store.now(),
        ..owner.credential.clone()
    };
    credentials::save(store, owner.account, &credential).await
}

/// The answer to six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeVerdict {
    Right,
    Wrong,
    LockedUntil(Timestamp),
    SlowDown,
}

/// Compares six digits with the secret and spends them. `secret` is that of an enrolment, which a
/// right code confirms; else the account's own.
pub(crate) async fn verify_code(
    store: &Store,
    owner: &Owner,
    secret: Option<&str>,
    code: &str,
    address: &str,
) -> Result<CodeVerdict, CommandError> {
    let guesses = attempts::second_step(store, owner.account);
    match attempts::begin(store, &guesses, address).await? {
        Guess::May => {}
        Guess::LockedUntil(until) => return Ok(CodeVerdict::LockedUntil(until)),
        Guess::SlowDown => return Ok(CodeVerdict::SlowDown),
    }
    let own = owner.credential.totp.as_deref();
    let last_step = if secret.is_some() {
        0
    } else {
        owner.credential.totp_step
    };
    let step = secret
        .or(own)
        .and_then(|secret| super::totp::check(secret, code, store.now(), last_step));
    let Some(step) = step else {
        return Ok(CodeVerdict::Wrong);
    };
    attempts::forget(store, &guesses).await?;
    let credential = Credential {
        totp: secret.or(own).map(str::to_owned),
        totp_step: step,
        ..owner.credential.clone()
    };
    credentials::save(store, owner.account, &credential).await?;
    Ok(CodeVerdict::Right)
}

/// Takes the second factor off. The page offers it where the rules allow.
pub(crate) async fn remove_code(store: &Store, owner: &Owner) -> Result<(), CommandError> {
    let credential = Credential {
        totp: None,
        totp_step: 0,
        ..owner.credential.clone()
    };
    credentials::save(store, owner.account, &credential).await
}
