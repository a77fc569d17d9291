//! The log of sign-ins, the newest first.

use crate::app::sign_in_log::{OF_ACCOUNT, OF_ALL, SignInLine};
use kernel::{AccountId, Timestamp};
use store::{Reader, Store, StoreError};

/// Sign-ins before an instant: of one account, or of all.
pub(crate) fn list(
    reader: &mut Reader,
    store: &Store,
    account: Option<AccountId>,
    before: Timestamp,
    limit: usize,
) -> Result<Vec<SignInLine>, StoreError> {
    let (kind, owner) = account.map_or((OF_ALL, 0), |account| (OF_ACCOUNT, account.0));
    let records = reader.query(
        &format!(
            "SELECT body FROM plain WHERE kind = $1 AND owner = $2 AND at < $3
              ORDER BY at DESC LIMIT {limit}"
        ),
        &[kind.into(), owner.into(), before.into()],
    )?;
    // Both kinds are sealed alike.
    Ok(records
        .iter()
        .filter_map(|record| store.unseal(OF_ALL, record.blob(0)).ok())
        .filter_map(|body| serde_json::from_slice(&body).ok())
        .collect())
}
