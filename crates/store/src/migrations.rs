//! Steps from one release's own tables to the next one's, in order. Projection tables have none:
//! a changed one is built again from the events.

use crate::schema::{find_fact, set_fact};
use crate::{Conn, Dialect, StoreError};

/// Changes to the store's own tables after the first release, in order: number and statements.
/// Each says what it is for and is the same text on both engines, but for the name of bytes.
static MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        what: "one chain of looks for each writer",
        statements: &[
            "ALTER TABLE access ADD COLUMN chain BIGINT NOT NULL DEFAULT -1",
            "ALTER TABLE access ADD COLUMN n BIGINT NOT NULL DEFAULT 0",
            "CREATE TABLE access_head (chain BIGINT PRIMARY KEY, n BIGINT NOT NULL,
             hash {bytes} NOT NULL)",
        ],
    },
    Migration {
        number: 2,
        what: "no state rows of short streams, no stream of messages, narrower indexes",
        statements: &[
            "DELETE FROM state WHERE kind IN ('paper', 'rating', 'message')",
            "DROP TABLE IF EXISTS portal_message",
            "DELETE FROM table_version WHERE name = 'portal_message'",
            "DELETE FROM job WHERE name = 'portal.on-case'",
            // Only scheduled jobs have a slot.
            "DROP INDEX job_slot",
            "UPDATE job SET slot = '' WHERE slot = CAST(id AS TEXT)",
            "CREATE UNIQUE INDEX job_slot ON job (name, slot) WHERE slot <> ''",
            // Only what a party is known by is asked for by party.
            "ALTER TABLE vault ADD COLUMN is_of_party BIGINT NOT NULL DEFAULT 0",
            "UPDATE vault SET is_of_party = 1 WHERE kind IN ('name', 'identity-number', 'uscc',
                 'mobile-phone', 'address', 'legal-representative', 'login')",
            "DROP INDEX vault_party",
            "CREATE INDEX vault_party ON vault (party, kind, id) WHERE is_of_party = 1",
        ],
    },
];

/// A step from one release's own tables to the next one's.
#[derive(Debug)]
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) what: &'static str,
    statements: &'static [&'static str],
}

impl Migration {
    pub(crate) fn run(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let bytes = match conn.dialect() {
            Dialect::Sqlite => "BLOB",
            Dialect::Postgres => "BYTEA",
        };
        for statement in self.statements {
            conn.batch(&statement.replace("{bytes}", bytes))?;
        }
        set_fact(conn, MIGRATION, self.number)
    }
}

/// The last migration that was done.
const MIGRATION: &str = "migration";

/// Migrations that the database has not seen yet.
pub(crate) fn pending(conn: &mut Conn) -> Result<Vec<&'static Migration>, StoreError> {
    let done = find_fact(conn, MIGRATION)?.unwrap_or(0);
    Ok(MIGRATIONS
        .iter()
        .filter(|step| step.number > done)
        .collect())
}

/// A new database has this program's tables already.
pub(crate) fn skip_all(conn: &mut Conn) -> Result<(), StoreError> {
    match MIGRATIONS.last() {
        Some(last) => set_fact(conn, MIGRATION, last.number),
        None => Ok(()),
    }
}
