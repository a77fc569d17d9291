//! What an account has read of a party's messages: one plain row, not an event.

use kernel::{AccountId, PartyId, Timestamp};
use serde::{Deserialize, Serialize};
use store::{CommandError, Plain, Reader, Store, StoreError};

const KIND: &str = "portal.read";
/// A mark outlives its last use by two years; then old messages count as read anyway, since only
/// the newest hundred are counted.
const KEPT_SECONDS: i64 = 2 * 365 * 86_400;
/// Single marks kept beside the line; the oldest fall away.
const MOST_SINGLE: usize = 200;

/// Everything up to `upto`, and these single ones after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReadMark {
    pub(crate) upto_at: i64,
    pub(crate) upto_id: i64,
    pub(crate) single: Vec<i64>,
}

/// What was read now.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    One(i64),
    UpTo { at: Timestamp, id: i64 },
}

impl ReadMark {
    pub(crate) fn find(
        reader: &mut Reader,
        account: AccountId,
        party: PartyId,
    ) -> Result<Self, StoreError> {
        let row = reader.find_plain(KIND, &key(account, party))?;
        Ok(row
            .and_then(|row| serde_json::from_slice(&row.body).ok())
            .unwrap_or_default())
    }

    pub(crate) fn has(&self, at: Timestamp, id: i64) -> bool {
        (at.0, id) <= (self.upto_at, self.upto_id) || self.single.contains(&id)
    }

    fn read(mut self, read: Read) -> Self {
        match read {
            Read::One(id) if self.single.contains(&id) => {}
            Read::One(id) => {
                let too_many = (self.single.len() + 1).saturating_sub(MOST_SINGLE);
                self.single.drain(..too_many);
                self.single.push(id);
            }
            Read::UpTo { at, id } => {
                (self.upto_at, self.upto_id) = (at.0, id).max((self.upto_at, self.upto_id));
                self.single.clear();
            }
        }
        self
    }
}

/// Remembers what was read.
pub(crate) async fn mark(
    store: &Store,
    account: AccountId,
    party: PartyId,
    before: ReadMark,
    read: Read,
) -> Result<(), CommandError> {
    let now = store.now();
    let body = serde_json::to_vec(&before.read(read))
        .map_err(|error| StoreError::Wrong(error.to_string()))?;
    let row = Plain {
        kind: KIND,
        key: key(account, party),
        owner: account.0,
        at: now,
        expires_at: now.plus_seconds(KEPT_SECONDS),
        body,
    };
    store.write(move |tx| tx.put_plain(&row)).await
}

fn key(account: AccountId, party: PartyId) -> String {
    format!("{account}:{party}")
}
