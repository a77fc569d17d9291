//! The store's own tables (log, states, vault, jobs), their migrations, and the projection tables
//! that modules define.
//!
//! Projection tables have no migrations: a changed one has a new version and is built again from
//! the events.

use crate::pipeline::Cover;
use crate::{Conn, Dialect, StoreError, migrations};
use contracts::row::{Column, Index, Table, Value, Writes, blob, int, text};

/// Committed events in the order of their ids; `position` follows from the sequencer.
pub(crate) static EVENT: Table = Table {
    name: "event",
    version: 1,
    columns: &[
        int("id"),
        int("stream"),
        int("version"),
        text("kind"),
        text("name"),
        int("shape"),
        int("at"),
        int("actor"),
        blob("body"),
        blob("hash"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[Index {
        name: "event_stream",
        on: "(stream, version)",
        is_unique: true,
    }],
};

/// The one order of all committed events. An old leader fails on the key.
pub(crate) static SEQUENCE: Table = Table {
    name: "sequence",
    version: 1,
    columns: &[int("position"), int("event")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// State rows: a cache of the fold with its version and the stream's last hash.
pub(crate) static STATE: Table = Table {
    name: "state",
    version: 1,
    columns: &[
        int("id"),
        text("kind"),
        int("version"),
        int("shape"),
        blob("head"),
        blob("body"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// Answers to idempotency keys, kept 30 days.
pub(crate) static IDEMPOTENCY: Table = Table {
    name: "idempotency",
    version: 1,
    columns: &[
        text("key"),
        int("actor"),
        int("at"),
        blob("body_hash"),
        text("answer"),
    ],
    key: 2,
    writes: Writes::Put,
    indexes: &[Index {
        name: "idempotency_at",
        on: "(at)",
        is_unique: false,
    }],
};

pub(crate) static CLAIM: Table = Table {
    name: "claim",
    version: 1,
    columns: &[text("kind"), text("key"), int("stream")],
    key: 2,
    writes: Writes::Put,
    indexes: &[],
};

pub(crate) static SERIES: Table = Table {
    name: "series",
    version: 1,
    columns: &[text("series"), int("next")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

pub(crate) static VAULT_KEY: Table = Table {
    name: "vault_key",
    version: 1,
    columns: &[
        int("party"),
        blob("wrapped").or_null(),
        int("erased_at").or_null(),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

pub(crate) static VAULT: Table = Table {
    name: "vault",
    version: 1,
    columns: &[
        int("id"),
        int("party"),
        text("kind"),
        int("at"),
        int("is_of_party"),
        blob("cipher"),
    ],
    key: 1,
    writes: Writes::Put,
    // Partial: parties come in no order, and what belongs to one matter is never asked for by party.
    indexes: &[Index {
        name: "vault_party",
        on: "(party, kind, id) WHERE is_of_party = 1",
        is_unique: false,
    }],
};

/// Keyed look-ups (HMAC): by identity number, phone, name.
pub(crate) static VAULT_LOOK_UP: Table = Table {
    name: "vault_look_up",
    version: 1,
    columns: &[text("kind"), blob("mac"), int("id"), int("party")],
    key: 3,
    writes: Writes::Put,
    indexes: &[Index {
        name: "vault_look_up_party",
        on: "(party)",
        is_unique: false,
    }],
};

pub(crate) static JOB: Table = Table {
    name: "job",
    version: 1,
    columns: &[
        int("id"),
        text("name"),
        // Of a scheduled job its slot, so that each slot is queued once; else empty.
        text("slot"),
        text("payload"),
        int("due_at"),
        int("attempts"),
        int("leased_until"),
        // 0 waiting, 1 dead.
        int("is_dead"),
        text("last_error"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "job_due",
            on: "(due_at, id) WHERE is_dead = 0",
            is_unique: false,
        },
        Index {
            name: "job_slot",
            on: "(name, slot) WHERE slot <> ''",
            is_unique: true,
        },
    ],
};

/// Who looked at what, and why. Append-only; each writer's rows are a hash chain of their own.
pub(crate) static ACCESS: Table = Table {
    name: "access",
    version: 1,
    columns: &[
        int("id"),
        int("at"),
        int("account"),
        int("matter"),
        text("what"),
        text("why"),
        blob("hash"),
        // Its writer's chain and its place in it, from 1.
        int("chain"),
        int("n"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "access_matter",
            on: "(matter, id)",
            is_unique: false,
        },
        Index {
            name: "access_account",
            on: "(account, id)",
            is_unique: false,
        },
    ],
};

/// The last link of each writer's chain of looks.
pub(crate) static ACCESS_HEAD: Table = Table {
    name: "access_head",
    version: 1,
    columns: &[int("chain"), int("n"), blob("hash")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// Plain expiring rows: drafts, sessions, filters, read marks. Not events.
pub(crate) static PLAIN: Table = Table {
    name: "plain",
    version: 1,
    columns: &[
        text("kind"),
        text("key"),
        int("owner"),
        int("at"),
        int("expires_at"),
        blob("body"),
    ],
    key: 2,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "plain_owner",
            on: "(kind, owner, at)",
            is_unique: false,
        },
        Index {
            name: "plain_expires",
            on: "(expires_at)",
            is_unique: false,
        },
    ],
};

/// One-row facts: the version of the reference data, scheduled slots done, when the city began.
pub(crate) static FACT: Table = Table {
    name: "fact",
    version: 1,
    columns: &[text("name"), int("value")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// Versions of the projection tables as they stand in the database.
pub(crate) static TABLE_VERSION: Table = Table {
    name: "table_version",
    version: 1,
    columns: &[text("name"), int("version")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

pub(crate) const REFERENCE_VERSION: &str = "reference-version";

/// Tables that are the record itself or cannot be made again.
static OWN: &[&Table] = &[
    &EVENT,
    &SEQUENCE,
    &STATE,
    &IDEMPOTENCY,
    &CLAIM,
    &SERIES,
    &VAULT_KEY,
    &VAULT,
    &VAULT_LOOK_UP,
    &JOB,
    &ACCESS,
    &ACCESS_HEAD,
    &PLAIN,
    &FACT,
    &TABLE_VERSION,
];

/// Tables that a backup holds: all that the events do not give.
pub(crate) fn record() -> impl Iterator<Item = &'static Table> {
    OWN.iter()
        .copied()
        .filter(|table| ![STATE.name, TABLE_VERSION.name].contains(&table.name))
}

/// Hashes cover every column of an event. Not so in a database of the first release until the
/// operator says that no node of that release runs any more: it could not read them.
const WHOLE_EVENTS: &str = "hashes-cover-whole-events";

/// What the hashes of new events cover.
pub(crate) fn cover(conn: &mut Conn) -> Result<Cover, StoreError> {
    Ok(match find_fact(conn, WHOLE_EVENTS)? {
        Some(1) => Cover::Whole,
        Some(_) | None => Cover::Body,
    })
}

/// Brings the database to this program's shape. Returns the projection tables that have to be
/// built again.
pub(crate) fn prepare(
    conn: &mut Conn,
    tables: &[&'static Table],
) -> Result<Vec<&'static Table>, StoreError> {
    conn.begin_write()?;
    let outdated = prepare_in_transaction(conn, tables);
    if outdated.is_ok() {
        conn.commit()?;
    } else {
        conn.rollback();
    }
    outdated
}

fn prepare_in_transaction(
    conn: &mut Conn,
    tables: &[&'static Table],
) -> Result<Vec<&'static Table>, StoreError> {
    let dialect = conn.dialect();
    if dialect == Dialect::Postgres {
        // One node at a time prepares; the lock ends with the transaction.
        conn.batch("SELECT pg_advisory_xact_lock(4311)")?;
    }
    if !exists(conn, "fact")? {
        for table in OWN {
            create(conn, table)?;
        }
        conn.batch(search_ddl(dialect))?;
        set_fact(conn, REFERENCE_VERSION, 1)?;
        set_fact(conn, WHOLE_EVENTS, 1)?;
        migrations::skip_all(conn)?;
        if dialect == Dialect::Postgres {
            // The sequencer reads behind the oldest running transaction.
            conn.batch(
                "ALTER TABLE event ADD COLUMN tx BIGINT NOT NULL
                     DEFAULT (pg_current_xact_id()::text::bigint);
                 CREATE INDEX event_tx ON event (tx, id);",
            )?;
        }
    }
    for step in migrations::pending(conn)? {
        tracing::info!(number = step.number, what = step.what, "the store migrates");
        step.run(conn)?;
    }
    let mut outdated = Vec::new();
    for table in tables {
        let version = conn
            .query_one(
                "SELECT version FROM table_version WHERE name = $1",
                &[table.name.into()],
            )?
            .map(|record| record.int(0));
        match version {
            Some(version) if version == i64::from(table.version) => continue,
            Some(_) => {
                conn.batch(&format!("DROP TABLE {}", table.name))?;
                outdated.push(*table);
            }
            None => outdated.push(*table),
        }
        create(conn, table)?;
        conn.execute(
            "INSERT INTO table_version (name, version) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET version = excluded.version",
            &[table.name.into(), table.version.into()],
        )?;
    }
    Ok(outdated)
}

fn create(conn: &mut Conn, table: &Table) -> Result<(), StoreError> {
    for statement in conn.dialect().create(table, table.name, false) {
        conn.batch(&statement)?;
    }
    Ok(())
}

pub(crate) fn exists(conn: &mut Conn, table: &str) -> Result<bool, StoreError> {
    let sql = match conn.dialect() {
        Dialect::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1",
        Dialect::Postgres => {
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"
        }
    };
    Ok(conn.query_one(sql, &[table.into()])?.is_some())
}

fn search_ddl(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1,
                 tokenize='unicode61', detail=none)"
        }
        Dialect::Postgres => {
            "CREATE TABLE search (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
             CREATE INDEX search_words ON search USING gin (words)"
        }
    }
}

pub(crate) fn find_fact(conn: &mut Conn, name: &str) -> Result<Option<i64>, StoreError> {
    let record = conn.query_one("SELECT value FROM fact WHERE name = $1", &[name.into()])?;
    Ok(record.map(|record| record.int(0)))
}

pub(crate) fn set_fact(conn: &mut Conn, name: &str, value: i64) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO fact (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[name.into(), Value::Int(value)],
    )?;
    Ok(())
}

/// Columns of a table, for writing the store's own rows.
pub(crate) fn columns(table: &'static Table) -> &'static [Column] {
    table.columns
}
