//! The tray: files that a member of staff has sent and no act has used yet. Sealed plain rows that
//! go by themselves after a day; with the act their names move to the vault.

use crate::read::NamedFile;
use ::web::{App, Problem};
use kernel::AccountId;
use store::{Plain, Reader, Store, StoreError};

const KIND: &str = "case-tray";
const SECONDS: i64 = 24 * 3600;
/// Nobody has more lying there.
const MOST: usize = 100;

/// Puts stored files into the tray; durable when it returns.
pub(super) async fn put(app: &App, owner: AccountId, files: &[NamedFile]) -> Result<(), Problem> {
    if files.is_empty() {
        return Ok(());
    }
    let now = app.store.now();
    let rows = files
        .iter()
        .map(|file| {
            let body =
                serde_json::to_vec(file).map_err(|error| StoreError::Wrong(error.to_string()))?;
            Ok(Plain {
                kind: KIND,
                key: file.id.to_string(),
                owner: owner.0,
                at: now,
                expires_at: now.plus_seconds(SECONDS),
                body: app.store.seal(KIND, &body)?,
            })
        })
        .collect::<Result<Vec<Plain>, StoreError>>()?;
    app.store
        .write(move |tx| rows.iter().try_for_each(|row| tx.put_plain(row)))
        .await?;
    Ok(())
}

/// What lies there, the newest first.
pub(super) fn list(
    reader: &mut Reader,
    store: &Store,
    owner: AccountId,
) -> Result<Vec<NamedFile>, StoreError> {
    let rows = reader.list_plain(KIND, owner.0, MOST)?;
    Ok(rows
        .iter()
        .filter_map(|row| {
            let body = store.unseal(KIND, &row.body).ok()?;
            serde_json::from_slice(&body).ok()
        })
        .collect())
}
