//! The access log: who looked at what, and why. Append-only; each writer has a hash chain of
//! its own; written in the writer's group commit, so a look never moves a matter's version and never waits.

use crate::fault::Fault;
use crate::{Dialect, Reader, Record, Store, StoreError, WriteTx, schema};
use contracts::Value;
use kernel::{AccountId, MatterId, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};

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

/// Rows from before each writer had a chain of its own.
pub(crate) const BEFORE_CHAINS: i64 = -1;

/// The chain of a node's writer. Two writers never share one: each would fork the other's.
pub(crate) fn chain_of(node: u8, writer: usize) -> i64 {
    i64::from(node) * 256 + i64::from(u8::try_from(writer).unwrap_or(u8::MAX))
}

/// A look as its hash binds it.
pub(crate) struct BoundLook<'a> {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) account: i64,
    pub(crate) matter: i64,
    pub(crate) what: &'a str,
    pub(crate) why: &'a str,
    pub(crate) chain: i64,
    pub(crate) n: i64,
}

impl BoundLook<'_> {
    pub(crate) fn hash(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(previous);
        if self.chain != BEFORE_CHAINS {
            hash.update(self.chain.to_be_bytes());
            hash.update(self.n.to_be_bytes());
        }
        for part in [self.id, self.at, self.account, self.matter] {
            hash.update(part.to_be_bytes());
        }
        hash.update(self.what.as_bytes());
        hash.update([0]);
        hash.update(self.why.as_bytes());
        hash.finalize().to_vec()
    }
}

/// Looks of before each writer had its chain could fork between as many writers.
const FORKS: usize = 16;

/// The chains of looks while they are read.
#[derive(Default)]
pub(crate) struct Looks {
    /// Place and hash of each chain's last look so far.
    pub(crate) chains: HashMap<i64, (i64, Vec<u8>)>,
    /// Hashes that a look of before the chains may follow.
    before: VecDeque<Vec<u8>>,
}

impl Looks {
    /// The fault of the next look, if it does not follow.
    pub(crate) fn step(&mut self, record: &Record) -> Option<Fault> {
        let look = look(record);
        let stored = record.blob(6);
        let fits = if look.chain == BEFORE_CHAINS {
            let is_first = self.before.is_empty();
            let fits = is_first && look.hash(&[]) == stored
                || self.before.iter().any(|last| look.hash(last) == stored);
            self.before.push_back(stored.to_vec());
            if self.before.len() > FORKS {
                self.before.pop_front();
            }
            fits
        } else {
            let last = self.chains.entry(look.chain).or_default();
            let fits = look.n == last.0 + 1 && look.hash(&last.1) == stored;
            *last = (look.n, stored.to_vec());
            fits
        };
        (!fits).then_some(Fault::Look {
            chain: look.chain,
            n: look.n,
            id: look.id,
        })
    }
}

fn look(record: &Record) -> BoundLook<'_> {
    BoundLook {
        id: record.int(0),
        at: record.int(1),
        account: record.int(2),
        matter: record.int(3),
        what: record.text(4),
        why: record.text(5),
        chain: record.int(7),
        n: record.int(8),
    }
}

impl Store {
    /// Records a look. Returns at once; the entry is durable with the next batch.
    pub fn record_look(&self, account: AccountId, matter: MatterId, what: &str, why: &str) {
        let (what, why) = (what.to_owned(), why.to_owned());
        let answer = self.write_later(move |tx| {
            let (n, previous) = last_link(tx)?;
            let look = BoundLook {
                id: tx.new_id(),
                at: tx.now.0,
                account: account.0,
                matter: matter.0,
                what: &what,
                why: &why,
                chain: tx.chain,
                n: n + 1,
            };
            append(tx, &look, look.hash(&previous))
        });
        drop(answer);
    }
}

/// The writer's last link; locked, so that even two writers that were given one number by mistake
/// make one chain.
fn last_link(tx: &mut WriteTx<'_>) -> Result<(i64, Vec<u8>), StoreError> {
    let lock = match tx.conn.dialect() {
        Dialect::Sqlite => "",
        Dialect::Postgres => " FOR UPDATE",
    };
    let last = tx.conn.query_one(
        &format!("SELECT n, hash FROM access_head WHERE chain = $1{lock}"),
        &[tx.chain.into()],
    )?;
    Ok(last.map_or_else(Default::default, |last| {
        (last.int(0), last.blob(1).to_vec())
    }))
}

fn append(tx: &mut WriteTx<'_>, look: &BoundLook<'_>, hash: Vec<u8>) -> Result<(), StoreError> {
    let row = vec![
        look.id.into(),
        look.at.into(),
        look.account.into(),
        look.matter.into(),
        look.what.into(),
        look.why.into(),
        Value::Blob(hash.clone()),
        look.chain.into(),
        look.n.into(),
    ];
    tx.conn
        .insert("access", schema::columns(&schema::ACCESS), &[row], "")?;
    tx.conn.insert(
        "access_head",
        schema::columns(&schema::ACCESS_HEAD),
        &[vec![look.chain.into(), look.n.into(), Value::Blob(hash)]],
        "ON CONFLICT (chain) DO UPDATE SET n = excluded.n, hash = excluded.hash",
    )
}

impl Reader {
    /// Who looked at a matter, the newest first.
    pub fn list_looks(&mut self, matter: MatterId, limit: usize) -> Result<Vec<Look>, StoreError> {
        self.looks("matter", matter.0, limit)
    }

    /// The newest looks at each of these matters, in one statement.
    pub fn list_looks_at(
        &mut self,
        matters: &[MatterId],
        of_each: usize,
    ) -> Result<Vec<Look>, StoreError> {
        let dialect = self.conn.dialect();
        let newest = dialect.first_of_each(
            &dialect.each_int("d", 1),
            "access",
            &["id"],
            &format!("x.matter = d.value ORDER BY x.id DESC LIMIT {of_each}"),
        );
        let ids = matters.iter().map(|matter| matter.0).collect();
        let records = self.conn.query(
            &format!(
                "SELECT m.at, m.account, m.matter, m.what, m.why FROM {newest}
                  ORDER BY m.id DESC"
            ),
            &[Value::Ints(ids)],
        )?;
        Ok(records.iter().map(told).collect())
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
        Ok(records.iter().map(told).collect())
    }
}

fn told(record: &Record) -> Look {
    Look {
        at: Timestamp(record.int(0)),
        account: AccountId(record.int(1)),
        matter: MatterId(record.int(2)),
        what: record.text(3).to_owned(),
        why: record.text(4).to_owned(),
    }
}
