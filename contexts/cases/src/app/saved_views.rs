//! Filters of the desk that somebody has named for himself: plain rows of his account, no events.

use kernel::AccountId;
use serde::{Deserialize, Serialize};
use store::{CommandError, Plain, Reader, Store, StoreError};

const KIND: &str = "desk-view";
/// A filter is kept for as long after it was named; naming it again prolongs it.
const SECONDS: i64 = 400 * 86_400;
/// Filters that an account may keep.
pub(crate) const MOST: usize = 20;
pub(crate) const LONGEST_NAME: usize = 20;

/// A named filter: its name and the address values of the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedView {
    #[serde(skip)]
    pub id: i64,
    pub name: String,
    /// `?view=red&item=5`, as the desk itself writes it.
    pub query: String,
}

/// The filters of an account, in the order in which they were named.
pub(crate) fn list(reader: &mut Reader, account: AccountId) -> Result<Vec<SavedView>, StoreError> {
    let rows = reader.list_plain(KIND, account.0, MOST)?;
    let mut views: Vec<SavedView> = rows
        .iter()
        .filter_map(|row| {
            let view: SavedView = serde_json::from_slice(&row.body).ok()?;
            let id = row.key.parse().ok()?;
            Some(SavedView { id, ..view })
        })
        .collect();
    views.reverse();
    Ok(views)
}

/// Keeps a filter; a name that the account has already is given to the new one.
pub(crate) async fn save(
    store: &Store,
    account: AccountId,
    view: &SavedView,
) -> Result<(), CommandError> {
    let name = view.name.clone();
    let same = store
        .read(move |reader| {
            let known = list(reader, account)?;
            Ok(known.into_iter().find(|known| known.name == name))
        })
        .await?;
    let body = serde_json::to_vec(view).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let now = store.now();
    let id = same.map_or_else(|| store.new_id(), |same| same.id);
    let row = Plain {
        kind: KIND,
        key: id.to_string(),
        owner: account.0,
        at: now,
        expires_at: now.plus_seconds(SECONDS),
        body,
    };
    store.write(move |tx| tx.put_plain(&row)).await
}

/// Drops a filter, if it is the account's own.
pub(crate) async fn delete(
    store: &Store,
    account: AccountId,
    id: i64,
) -> Result<bool, CommandError> {
    let is_own = store
        .read(move |reader| Ok(list(reader, account)?.iter().any(|view| view.id == id)))
        .await?;
    if is_own {
        store
            .write(move |tx| tx.delete_plain(KIND, &id.to_string()))
            .await?;
    }
    Ok(is_own)
}
