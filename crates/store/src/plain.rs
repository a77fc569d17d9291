//! Plain expiring rows: drafts, sessions, filters, read marks, preferences. Not events. A body that
//! holds personal data is sealed by its writer (`seal`).

use crate::{Reader, Store, StoreError, WriteTx};
use contracts::Value;
use kernel::Timestamp;

/// A plain row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    pub kind: &'static str,
    pub key: String,
    /// Account or party that it belongs to; 0 for nobody.
    pub owner: i64,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    pub body: Vec<u8>,
}

impl WriteTx<'_> {
    pub fn put_plain(&mut self, row: &Plain) -> Result<(), StoreError> {
        self.conn.execute(
            "INSERT INTO plain (kind, key, owner, at, expires_at, body)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (kind, key) DO UPDATE SET owner = excluded.owner, at = excluded.at,
                 expires_at = excluded.expires_at, body = excluded.body",
            &[
                row.kind.into(),
                row.key.clone().into(),
                row.owner.into(),
                row.at.into(),
                row.expires_at.into(),
                row.body.clone().into(),
            ],
        )?;
        Ok(())
    }

    /// Replaces a row only if its body is still the one that was read; says whether it was. Sealed
    /// bodies never repeat, so nobody's change in between is lost.
    pub fn swap_plain(&mut self, row: &Plain, read: &[u8]) -> Result<bool, StoreError> {
        let changed = self.conn.execute(
            "UPDATE plain SET owner = $1, at = $2, expires_at = $3, body = $4
              WHERE kind = $5 AND key = $6 AND body = $7",
            &[
                row.owner.into(),
                row.at.into(),
                row.expires_at.into(),
                row.body.clone().into(),
                row.kind.into(),
                row.key.clone().into(),
                read.to_vec().into(),
            ],
        )?;
        Ok(changed > 0)
    }

    /// Counts one more try under a key and gives their number; the count begins anew once `until`
    /// of its first try has passed. Two at once are two.
    pub fn count_plain(
        &mut self,
        kind: &str,
        key: &str,
        until: Timestamp,
    ) -> Result<i64, StoreError> {
        let now = self.now;
        self.conn.execute(
            "INSERT INTO plain (kind, key, owner, at, expires_at, body)
             VALUES ($1, $2, 1, $3, $4, $5)
             ON CONFLICT (kind, key) DO UPDATE SET
                 owner = CASE WHEN plain.expires_at <= excluded.at THEN 1
                              ELSE plain.owner + 1 END,
                 expires_at = CASE WHEN plain.expires_at <= excluded.at THEN excluded.expires_at
                                   ELSE plain.expires_at END,
                 at = excluded.at",
            &[
                kind.into(),
                key.into(),
                now.into(),
                until.into(),
                Vec::<u8>::new().into(),
            ],
        )?;
        let record = self.conn.query_one(
            "SELECT owner FROM plain WHERE kind = $1 AND key = $2",
            &[kind.into(), key.into()],
        )?;
        Ok(record.map_or(0, |record| record.int(0)))
    }

    pub fn delete_plain(&mut self, kind: &str, key: &str) -> Result<(), StoreError> {
        self.conn.execute(
            "DELETE FROM plain WHERE kind = $1 AND key = $2",
            &[kind.into(), key.into()],
        )?;
        Ok(())
    }

    pub fn delete_plain_of(&mut self, kind: &str, owner: i64) -> Result<(), StoreError> {
        self.conn.execute(
            "DELETE FROM plain WHERE kind = $1 AND owner = $2",
            &[kind.into(), owner.into()],
        )?;
        Ok(())
    }
}

impl Reader {
    /// A row that has not expired.
    pub fn find_plain(
        &mut self,
        kind: &'static str,
        key: &str,
    ) -> Result<Option<Plain>, StoreError> {
        let record = self.conn.query_one(
            "SELECT key, owner, at, expires_at, body FROM plain
              WHERE kind = $1 AND key = $2 AND expires_at > $3",
            &[kind.into(), key.into(), self.now.into()],
        )?;
        Ok(record.map(|record| plain(kind, &record)))
    }

    /// Rows of an owner, the newest first.
    pub fn list_plain(
        &mut self,
        kind: &'static str,
        owner: i64,
        limit: usize,
    ) -> Result<Vec<Plain>, StoreError> {
        let records = self.conn.query(
            &format!(
                "SELECT key, owner, at, expires_at, body FROM plain
                  WHERE kind = $1 AND owner = $2 AND expires_at > $3
                  ORDER BY at DESC LIMIT {limit}"
            ),
            &[kind.into(), owner.into(), self.now.into()],
        )?;
        Ok(records.iter().map(|record| plain(kind, record)).collect())
    }
}

fn plain(kind: &'static str, record: &crate::Record) -> Plain {
    Plain {
        kind,
        key: record.text(0).to_owned(),
        owner: record.int(1),
        at: Timestamp(record.int(2)),
        expires_at: Timestamp(record.int(3)),
        body: record.blob(4).to_vec(),
    }
}

impl Store {
    /// Deletes what has expired; a daily job.
    pub fn sweep(&self) -> Result<(), crate::CommandError> {
        self.write_blocking(|tx| {
            let now = tx.now;
            tx.conn
                .execute("DELETE FROM plain WHERE expires_at <= $1", &[now.into()])?;
            let month_ago = now.plus_seconds(-30 * 86_400);
            tx.conn.execute(
                "DELETE FROM idempotency WHERE at < $1",
                &[Value::from(month_ago)],
            )?;
            Ok(())
        })
    }

    /// Seals a body under a key of the store's own, for plain rows that hold personal data.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        crate::vault::seal(
            &self.inner.master.derive(purpose),
            purpose.as_bytes(),
            plain,
        )
    }

    pub fn unseal(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        crate::vault::open(
            &self.inner.master.derive(purpose),
            purpose.as_bytes(),
            sealed,
        )
    }
}
