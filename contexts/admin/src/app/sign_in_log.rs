//! The log of sign-ins: who, when, how, from where, with which result. Kept over a year, sealed,
//! read by the audit administrator and by each person for himself.

use kernel::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{CommandError, Plain, Store, StoreError};

/// Rows of one account, and the same rows of all (owner 0).
pub(crate) const OF_ACCOUNT: &str = "sign-in";
pub(crate) const OF_ALL: &str = "sign-in-all";
const KEPT_SECONDS: i64 = 400 * 86_400;

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    In,
    Wrong,
    WrongCode,
    /// Too many failures.
    Throttled,
    /// An administrator has locked the account.
    Locked,
}

impl Outcome {
    /// Key of its words.
    pub(crate) fn word_key(self) -> &'static str {
        match self {
            Self::In => "admin-outcome-in",
            Self::Wrong => "admin-outcome-wrong",
            Self::WrongCode => "admin-outcome-wrong-code",
            Self::Throttled => "admin-outcome-throttled",
            Self::Locked => "admin-outcome-locked",
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignInLine {
    /// 0 for a login that nobody has.
    pub account: AccountId,
    pub at: Timestamp,
    pub outcome: Outcome,
    /// `password`, `password+totp`, `oidc`.
    pub method: String,
    pub address: String,
    /// Browser, as it calls itself, shortened.
    pub agent: String,
}

pub(crate) async fn record(store: &Store, line: &SignInLine) -> Result<(), CommandError> {
    let body = serde_json::to_vec(line).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let sealed = store.seal(OF_ALL, &body)?;
    let (at, account) = (line.at, line.account.0);
    store
        .write(move |tx| {
            let id = tx.new_id();
            let row = |kind, owner| Plain {
                kind,
                key: id.to_string(),
                owner,
                at,
                expires_at: at.plus_seconds(KEPT_SECONDS),
                body: sealed.clone(),
            };
            tx.put_plain(&row(OF_ALL, 0))?;
            if account != 0 {
                tx.put_plain(&row(OF_ACCOUNT, account))?;
            }
            Ok(())
        })
        .await
}
