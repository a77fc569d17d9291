//! The access log: who looked at what, and why. Append-only and hash-chained; written in the
//! writer's group commit, so a look never moves a matter's version and never waits.

use crate::{Reader, Store, StoreError, schema};
use contracts::Value;
use kernel::{AccountId, MatterId, Timestamp};
use sha2::{Digest, Sha256};

/// One look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub at: Timestamp,
    pub account: AccountId,
    pub matter: MatterId,
    /// `page`, `file`, `export`, `unmask`.
    pub what: String,
    /// The reason that was given, or the duty it followed from.
    pub why: String,
}

impl Store {
    /// Records a look. Returns at once; the entry is durable with the next batch.
    pub fn record_look(&self, account: AccountId, matter: MatterId, what: &str, why: &str) {
        let (what, why) = (what.to_owned(), why.to_owned());
        let answer = self.write_later(move |tx| {
            let id = tx.new_id();
            let previous = tx
                .conn
                .query_one("SELECT hash FROM access ORDER BY id DESC LIMIT 1", &[])?
                .map(|record| record.blob(0).to_vec())
                .unwrap_or_default();
            let mut hash = Sha256::new();
            hash.update(&previous);
            for part in [id, tx.now.0, account.0, matter.0] {
                hash.update(part.to_be_bytes());
            }
            hash.update(what.as_bytes());
            hash.update([0]);
            hash.update(why.as_bytes());
            let row = vec![
                id.into(),
                tx.now.into(),
                account.into(),
                matter.into(),
                what.clone().into(),
                why.clone().into(),
                Value::Blob(hash.finalize().to_vec()),
            ];
            tx.conn
                .insert("access", schema::columns(&schema::ACCESS), &[row], "")
        });
        drop(answer);
    }
}

impl Reader {
    /// Who looked at a matter, the newest first.
    pub fn list_looks(&mut self, matter: MatterId, limit: usize) -> Result<Vec<Look>, StoreError> {
        self.looks("matter", matter.0, limit)
    }

    /// What an account looked at, the newest first.
    pub fn list_looks_by(
        &mut self,
        account: AccountId,
        limit: usize,
    ) -> Result<Vec<Look>, StoreError> {
        self.looks("account", account.0, limit)
    }

    fn looks(&mut self, column: &str, id: i64, limit: usize) -> Result<Vec<Look>, StoreError> {
        let records = self.conn.query(
            &format!(
                "SELECT at, account, matter, what, why FROM access
                  WHERE {column} = $1 ORDER BY id DESC LIMIT {limit}"
            ),
            &[id.into()],
        )?;
        Ok(records
            .iter()
            .map(|record| Look {
                at: Timestamp(record.int(0)),
                account: AccountId(record.int(1)),
                matter: MatterId(record.int(2)),
                what: record.text(3).to_owned(),
                why: record.text(4).to_owned(),
            })
            .collect())
    }
}
