//! One connection to either database. Every statement is the same text on both, except for the
//! fragments of [`Dialect`]. Parameters are numbered `$1, $2 …` in the order of first use: SQLite
//! binds them by first appearance, PostgreSQL by number, and only so do they agree.

use crate::StoreError;
use crate::conn_values::{Param, Record, array_of, bind, record_of};
use crate::cost::{Cost, Watched};
use crate::dialect::{Dialect, names};
use contracts::Value;
use contracts::row::{Change, Kind, Table, TableRows, Writes};
use postgres::types::ToSql;
use rusqlite::hooks::Wal;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

enum Driver {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

/// A connection with its prepared statements.
pub struct Conn {
    driver: Driver,
    prepared: HashMap<String, postgres::Statement>,
    /// Statements run so far.
    pub(crate) statements: u64,
    /// What each statement read, while somebody watches.
    pub(crate) watched: Option<Watched>,
}

impl std::fmt::Debug for Conn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conn")
            .field("dialect", &self.dialect())
            .finish_non_exhaustive()
    }
}

impl Conn {
    /// Opens for writing; creates the file if it is missing.
    pub fn open(target: &crate::Target) -> Result<Self, StoreError> {
        let driver = match target {
            crate::Target::Sqlite(path) => {
                let conn = rusqlite::Connection::open(path)?;
                conn.execute_batch(
                    "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                     PRAGMA busy_timeout = 20000; PRAGMA temp_store = FILE;
                     PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF;
                     PRAGMA wal_autocheckpoint = 0;",
                )?;
                conn.set_prepared_statement_cache_capacity(256);
                Driver::Sqlite(conn)
            }
            crate::Target::Postgres(url) => {
                let mut client = config(url)?.connect(postgres::NoTls)?;
                // A statement that is cancelled while it waits for the standby counts as committed:
                // no time limit may lead to that.
                client.batch_execute(
                    "SET synchronous_commit = on; SET statement_timeout = 0;
                     SET client_min_messages = warning",
                )?;
                Driver::Postgres(Box::new(client))
            }
        };
        Ok(Self {
            driver,
            prepared: HashMap::new(),
            statements: 0,
            watched: None,
        })
    }

    /// Opens for reading only.
    pub fn open_read_only(target: &crate::Target) -> Result<Self, StoreError> {
        let mut conn = Self::open(target)?;
        match target {
            crate::Target::Sqlite(_) => {
                conn.batch("PRAGMA query_only = ON; PRAGMA cache_size = -16384;")?;
            }
            crate::Target::Postgres(_) => {
                conn.batch("SET default_transaction_read_only = on")?;
            }
        }
        Ok(conn)
    }

    /// Tells how many pages the write-ahead log has after each commit, and lets its file shrink when
    /// it is begun again.
    pub(crate) fn watch_log(&mut self, pages: std::sync::Arc<AtomicI64>) -> Result<(), StoreError> {
        if let Driver::Sqlite(conn) = &mut self.driver {
            conn.pragma_update(None, "journal_size_limit", crate::checkpoint::KEPT_LOG)?;
            conn.wal_hook(Some(move |_: &mut Wal, in_log| {
                pages.store(i64::from(in_log), Ordering::Relaxed);
                Ok(())
            }))?;
        }
        Ok(())
    }

    /// Keeps half a gigabyte of pages at hand, for fills.
    pub(crate) fn hold_many_pages(&mut self) -> Result<(), StoreError> {
        match self.dialect() {
            Dialect::Sqlite => self.batch("PRAGMA cache_size = -524288"),
            Dialect::Postgres => Ok(()),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self.driver {
            Driver::Sqlite(_) => Dialect::Sqlite,
            Driver::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs statements without parameters.
    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match &mut self.driver {
            Driver::Sqlite(conn) => conn.execute_batch(sql)?,
            Driver::Postgres(client) => client.batch_execute(sql)?,
        }
        Ok(())
    }

    /// What the server may do that would lose what it acknowledged; empty if nothing.
    pub fn forgets(&mut self) -> Result<Vec<String>, StoreError> {
        if self.dialect() == Dialect::Sqlite {
            return Ok(Vec::new());
        }
        let off = self.query(
            "SELECT name FROM pg_settings
              WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on' ORDER BY name",
            &[],
        )?;
        Ok(off.iter().map(|row| row.text(0).to_owned()).collect())
    }

    pub(crate) fn begin_write(&mut self) -> Result<(), StoreError> {
        match self.dialect() {
            Dialect::Sqlite => self.batch("BEGIN IMMEDIATE"),
            Dialect::Postgres => self.batch("BEGIN"),
        }
    }

    pub(crate) fn begin_read(&mut self) -> Result<(), StoreError> {
        match self.dialect() {
            Dialect::Sqlite => self.batch("BEGIN"),
            Dialect::Postgres => self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ"),
        }
    }

    pub(crate) fn commit(&mut self) -> Result<(), StoreError> {
        self.batch("COMMIT")
    }

    /// Gives up the transaction, if there still is one.
    pub(crate) fn rollback(&mut self) {
        if let Err(error) = self.batch("ROLLBACK") {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "nothing to roll back"
            );
        }
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        self.statements += 1;
        match &mut self.driver {
            Driver::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql)?;
                bind(&mut statement, params)?;
                Ok(statement.raw_execute()? as u64)
            }
            Driver::Postgres(client) => {
                let statement = prepare(client, &mut self.prepared, sql)?;
                let wrapped: Vec<Param<'_>> = params.iter().map(Param).collect();
                let refs: Vec<&(dyn ToSql + Sync)> = wrapped
                    .iter()
                    .map(|param| param as &(dyn ToSql + Sync))
                    .collect();
                Ok(client.execute(&statement, &refs)?)
            }
        }
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::new();
        self.query_each(sql, params, |record| {
            records.push(record);
            Ok(())
        })?;
        Ok(records)
    }

    pub fn query_one(&mut self, sql: &str, params: &[Value]) -> Result<Option<Record>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// Streams the rows, so that an export holds one row at a time.
    pub fn query_each(
        &mut self,
        sql: &str,
        params: &[Value],
        mut each: impl FnMut(Record) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.statements += 1;
        match &mut self.driver {
            Driver::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql)?;
                bind(&mut statement, params)?;
                let columns = statement.column_count();
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next()? {
                    let mut values = Vec::with_capacity(columns);
                    for column in 0..columns {
                        values.push(match row.get_ref(column)? {
                            rusqlite::types::ValueRef::Null => Value::Null,
                            rusqlite::types::ValueRef::Integer(n) => Value::Int(n),
                            rusqlite::types::ValueRef::Real(_) => {
                                return Err(StoreError::Row("a real number".into()));
                            }
                            rusqlite::types::ValueRef::Text(text) => {
                                String::from_utf8_lossy(text).into_owned().into()
                            }
                            rusqlite::types::ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                        });
                    }
                    each(Record(values))?;
                }
                drop(rows);
                if let Some(watched) = &self.watched {
                    watched.lock().push(Cost::of_sqlite(sql, &statement));
                }
                Ok(())
            }
            Driver::Postgres(client) => {
                use postgres::fallible_iterator::FallibleIterator as _;
                if let Some(watched) = &self.watched {
                    let cost = Cost::of_postgres(client, sql, params)?;
                    watched.lock().push(cost);
                }
                let statement = prepare(client, &mut self.prepared, sql)?;
                let wrapped: Vec<Param<'_>> = params.iter().map(Param).collect();
                let refs = wrapped.iter().map(|param| param as &dyn ToSql);
                let mut rows = client.query_raw(&statement, refs)?;
                while let Some(row) = rows.next()? {
                    each(record_of(&row)?)?;
                }
                Ok(())
            }
        }
    }

    /// Makes the rows of one table true: one statement for the table on PostgreSQL, one prepared
    /// statement run for each row in SQLite, which has no round trip to save.
    pub(crate) fn write_table(&mut self, rows: &TableRows, name: &str) -> Result<(), StoreError> {
        let table = rows.table;
        let mut puts: Vec<Cow<'_, [Value]>> = Vec::with_capacity(rows.changes.len());
        for (key, change) in &rows.changes {
            match change {
                Change::Put(values) => puts.push(Cow::Borrowed(values)),
                Change::Add(0) => {}
                Change::Add(n) => {
                    let mut values = key.clone();
                    values.push(Value::Int(*n));
                    puts.push(Cow::Owned(values));
                }
                Change::Delete => {
                    let condition = table.columns[..table.key]
                        .iter()
                        .enumerate()
                        .map(|(n, column)| format!("{} = ${}", column.name, n + 1))
                        .collect::<Vec<_>>()
                        .join(" AND ");
                    self.execute(&format!("DELETE FROM {name} WHERE {condition}"), key)?;
                }
            }
        }
        let on_conflict = on_conflict(table, name);
        self.insert(name, table.columns, &puts, &on_conflict)?;
        self.drop_zeros(rows, name)
    }

    /// A counter that fell to zero is no row. Otherwise the counters of what is open would grow with
    /// everything that ever was.
    fn drop_zeros(&mut self, rows: &TableRows, name: &str) -> Result<(), StoreError> {
        let fallen: Vec<&Vec<Value>> = rows
            .changes
            .iter()
            .filter(|(_, change)| matches!(change, Change::Add(n) if *n < 0))
            .map(|(key, _)| key)
            .collect();
        let (keys, Some(sum)) = (
            &rows.table.columns[..rows.table.key],
            rows.table.columns.last(),
        ) else {
            return Ok(());
        };
        if fallen.is_empty() {
            return Ok(());
        }
        match &mut self.driver {
            Driver::Sqlite(conn) => {
                let equal: Vec<String> = keys
                    .iter()
                    .enumerate()
                    .map(|(n, column)| format!("{} = ${}", column.name, n + 1))
                    .collect();
                let sql = format!(
                    "DELETE FROM {name} WHERE {} AND {} = 0",
                    equal.join(" AND "),
                    sum.name
                );
                let mut statement = conn.prepare_cached(&sql)?;
                for key in fallen {
                    bind(&mut statement, key)?;
                    statement.raw_execute()?;
                }
            }
            Driver::Postgres(client) => {
                let (mut arrays, mut equal) = (Vec::new(), Vec::new());
                for (n, column) in keys.iter().enumerate() {
                    let array = if column.kind == Kind::Int {
                        "bigint"
                    } else {
                        "text"
                    };
                    arrays.push(format!("${}::{array}[]", n + 1));
                    equal.push(format!("{name}.{0} = k.{0}", column.name));
                }
                let sql = format!(
                    "DELETE FROM {name} USING unnest({}) AS k({}) WHERE {} AND {name}.{} = 0",
                    arrays.join(", "),
                    names(keys),
                    equal.join(" AND "),
                    sum.name
                );
                let fallen: Vec<Vec<Value>> = fallen.into_iter().cloned().collect();
                let statement = prepare(client, &mut self.prepared, &sql)?;
                let arrays: Vec<Box<dyn ToSql + Sync>> = keys
                    .iter()
                    .enumerate()
                    .map(|(n, column)| array_of(&fallen, n, column.kind))
                    .collect();
                let refs: Vec<&(dyn ToSql + Sync)> = arrays.iter().map(AsRef::as_ref).collect();
                client.execute(&statement, &refs)?;
            }
        }
        Ok(())
    }

    /// Inserts many rows at once.
    pub(crate) fn insert<R: AsRef<[Value]>>(
        &mut self,
        name: &str,
        columns: &[contracts::row::Column],
        rows: &[R],
        on_conflict: &str,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let list = names(columns);
        match &mut self.driver {
            Driver::Sqlite(conn) => {
                let marks = (1..=columns.len())
                    .map(|n| format!("${n}"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let sql = format!("INSERT INTO {name} ({list}) VALUES ({marks}) {on_conflict}");
                let mut statement = conn.prepare_cached(&sql)?;
                for row in rows {
                    bind(&mut statement, row.as_ref())?;
                    statement.raw_execute()?;
                    self.statements += 1;
                }
            }
            Driver::Postgres(client) => {
                let marks = columns
                    .iter()
                    .enumerate()
                    .map(|(n, column)| match column.kind {
                        Kind::Int => format!("${}::bigint[]", n + 1),
                        Kind::Text => format!("${}::text[]", n + 1),
                        Kind::Blob => format!("${}::bytea[]", n + 1),
                    })
                    .collect::<Vec<_>>()
                    .join(", ");
                let sql = format!(
                    "INSERT INTO {name} ({list}) SELECT * FROM unnest({marks}) {on_conflict}"
                );
                let statement = prepare(client, &mut self.prepared, &sql)?;
                let arrays: Vec<Box<dyn ToSql + Sync + '_>> = columns
                    .iter()
                    .enumerate()
                    .map(|(n, column)| array_of(rows, n, column.kind))
                    .collect();
                let refs: Vec<&(dyn ToSql + Sync)> = arrays.iter().map(AsRef::as_ref).collect();
                client.execute(&statement, &refs)?;
                self.statements += 1;
            }
        }
        Ok(())
    }
}

/// The server of a connection string. Where it says nothing else, a dead machine is noticed within
/// seconds, and of several hosts the one that writes is taken.
fn config(url: &str) -> Result<postgres::Config, StoreError> {
    let mut config: postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(3));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10));
    }
    config.keepalives_idle(Duration::from_secs(10));
    if config.get_hosts().len() > 1 {
        config.target_session_attrs(postgres::config::TargetSessionAttrs::ReadWrite);
    }
    Ok(config)
}

fn on_conflict(table: &Table, name: &str) -> String {
    let key = names(&table.columns[..table.key]);
    let rest = &table.columns[table.key..];
    if rest.is_empty() {
        return format!("ON CONFLICT ({key}) DO NOTHING");
    }
    let set = rest
        .iter()
        .map(|column| match table.writes {
            Writes::Put => format!("{0} = excluded.{0}", column.name),
            Writes::Add => format!("{0} = {name}.{0} + excluded.{0}", column.name),
        })
        .collect::<Vec<_>>()
        .join(", ");
    format!("ON CONFLICT ({key}) DO UPDATE SET {set}")
}

fn prepare(
    client: &mut postgres::Client,
    prepared: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, StoreError> {
    if let Some(statement) = prepared.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(sql)?;
    prepared.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}
