//! One connection to either database. Every statement is the same text on both, except for the
//! fragments of [`Dialect`]. Parameters are numbered `$1, $2 …` in the order of first use: SQLite
//! binds them by first appearance, PostgreSQL by number, and only so do they agree.

use crate::StoreError;
use contracts::Value;
use contracts::row::{Change, Kind, Table, TableRows, Writes};
use postgres::types::{ToSql, Type};
use std::collections::HashMap;
use std::fmt::Write as _;

/// A row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record(pub Vec<Value>);

impl Record {
    /// Whole number in the column; 0 for NULL.
    pub fn int(&self, column: usize) -> i64 {
        match self.0.get(column) {
            Some(Value::Int(n)) => *n,
            _ => 0,
        }
    }

    pub fn find_int(&self, column: usize) -> Option<i64> {
        match self.0.get(column) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// Text in the column; empty for NULL.
    pub fn text(&self, column: usize) -> &str {
        match self.0.get(column) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    pub fn blob(&self, column: usize) -> &[u8] {
        match self.0.get(column) {
            Some(Value::Blob(bytes)) => bytes,
            _ => &[],
        }
    }

    /// Civil date stored as days since 1970-01-01; `None` for NULL and for "no day".
    pub fn find_date(&self, column: usize) -> Option<kernel::Date> {
        let day = self.find_int(column)?;
        (day != contracts::matter::NO_DAY)
            .then(|| kernel::time::date_of_day(i32::try_from(day).unwrap_or(i32::MAX)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// `column` is one of the values of array parameter `$n`.
    pub fn one_of(self, column: &str, n: usize) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT value FROM json_each(${n}))"),
            Self::Postgres => format!("{column} = ANY(${n})"),
        }
    }

    fn column_type(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Int) => "INTEGER",
            (Self::Sqlite, Kind::Text) => "TEXT",
            (Self::Sqlite, Kind::Blob) => "BLOB",
            (Self::Postgres, Kind::Int) => "BIGINT",
            (Self::Postgres, Kind::Text) => "TEXT COLLATE \"C\"",
            (Self::Postgres, Kind::Blob) => "BYTEA",
        }
    }

    /// The statement that creates the table under a name, and then its indexes.
    pub fn create(self, table: &Table, name: &str, temporary: bool) -> Vec<String> {
        let mut sql = format!(
            "CREATE {}TABLE {name} (",
            if temporary { "TEMP " } else { "" }
        );
        for column in table.columns {
            let null = if column.is_nullable { "" } else { " NOT NULL" };
            let _ = write!(
                sql,
                "{} {}{null}, ",
                column.name,
                self.column_type(column.kind)
            );
        }
        let _ = write!(sql, "PRIMARY KEY ({}))", names(&table.columns[..table.key]));
        // A table whose key is one whole number is clustered by it in SQLite already.
        if self == Self::Sqlite && !(table.key == 1 && table.columns[0].kind == Kind::Int) {
            sql.push_str(" WITHOUT ROWID");
        }
        let mut statements = vec![sql];
        if !temporary {
            for index in table.indexes {
                let unique = if index.is_unique { "UNIQUE " } else { "" };
                statements.push(format!(
                    "CREATE {unique}INDEX {} ON {name} {}",
                    index.name, index.on
                ));
            }
        }
        statements
    }
}

fn names(columns: &[contracts::row::Column]) -> String {
    columns
        .iter()
        .map(|column| column.name)
        .collect::<Vec<_>>()
        .join(", ")
}

enum Driver {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>),
}

/// A connection with its prepared statements.
pub struct Conn {
    driver: Driver,
    prepared: HashMap<String, postgres::Statement>,
    /// Rows read since the last reset; tests bound it.
    pub(crate) statements: u64,
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
                    "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                     PRAGMA busy_timeout = 20000; PRAGMA temp_store = FILE;
                     PRAGMA cache_size = -65536; PRAGMA foreign_keys = OFF;",
                )?;
                conn.set_prepared_statement_cache_capacity(256);
                Driver::Sqlite(conn)
            }
            crate::Target::Postgres(url) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls)?;
                client.batch_execute(
                    "SET synchronous_commit = on; SET client_min_messages = warning",
                )?;
                Driver::Postgres(Box::new(client))
            }
        };
        Ok(Self {
            driver,
            prepared: HashMap::new(),
            statements: 0,
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
                                Value::Text(String::from_utf8_lossy(text).into_owned())
                            }
                            rusqlite::types::ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                        });
                    }
                    each(Record(values))?;
                }
                Ok(())
            }
            Driver::Postgres(client) => {
                use postgres::fallible_iterator::FallibleIterator as _;
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
        let mut puts: Vec<Vec<Value>> = Vec::new();
        for (key, change) in &rows.changes {
            match change {
                Change::Put(values) => puts.push(values.clone()),
                Change::Add(0) => {}
                Change::Add(n) => {
                    let mut values = key.clone();
                    values.push(Value::Int(*n));
                    puts.push(values);
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
        self.insert(name, table.columns, &puts, &on_conflict)
    }

    /// Inserts many rows at once.
    pub(crate) fn insert(
        &mut self,
        name: &str,
        columns: &[contracts::row::Column],
        rows: &[Vec<Value>],
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
                    bind(&mut statement, row)?;
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
                let arrays: Vec<Box<dyn ToSql + Sync>> = columns
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

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Value]) -> Result<(), StoreError> {
    use rusqlite::types::Null;
    for (n, value) in params.iter().enumerate() {
        let at = n + 1;
        match value {
            Value::Null => statement.raw_bind_parameter(at, Null)?,
            Value::Int(number) => statement.raw_bind_parameter(at, number)?,
            Value::Text(text) => statement.raw_bind_parameter(at, text)?,
            Value::Blob(bytes) => statement.raw_bind_parameter(at, bytes)?,
            Value::Ints(numbers) => {
                let list = serde_json::to_string(numbers).unwrap_or_default();
                statement.raw_bind_parameter(at, list)?;
            }
            Value::Texts(texts) => {
                let list = serde_json::to_string(texts).unwrap_or_default();
                statement.raw_bind_parameter(at, list)?;
            }
        }
    }
    Ok(())
}

fn record_of(row: &postgres::Row) -> Result<Record, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for (n, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(n)?.map(Value::Int),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(n)?
                .map(|n| Value::Int(n.into())),
            Type::BOOL => row
                .try_get::<_, Option<bool>>(n)?
                .map(|b| Value::Int(b.into())),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(n)?.map(Value::Blob),
            Type::TEXT | Type::VARCHAR | Type::NAME => {
                row.try_get::<_, Option<String>>(n)?.map(Value::Text)
            }
            ref other => return Err(StoreError::Row(format!("column of type {other}"))),
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(Record(values))
}

fn array_of(rows: &[Vec<Value>], column: usize, kind: Kind) -> Box<dyn ToSql + Sync> {
    let cells = rows.iter().map(|row| row.get(column));
    match kind {
        Kind::Int => Box::new(
            cells
                .map(|cell| {
                    if let Some(Value::Int(n)) = cell {
                        Some(*n)
                    } else {
                        None
                    }
                })
                .collect::<Vec<Option<i64>>>(),
        ),
        Kind::Text => Box::new(
            cells
                .map(|cell| {
                    if let Some(Value::Text(t)) = cell {
                        Some(t.clone())
                    } else {
                        None
                    }
                })
                .collect::<Vec<Option<String>>>(),
        ),
        Kind::Blob => Box::new(
            cells
                .map(|cell| {
                    if let Some(Value::Blob(b)) = cell {
                        Some(b.clone())
                    } else {
                        None
                    }
                })
                .collect::<Vec<Option<Vec<u8>>>>(),
        ),
    }
}

/// A value as a PostgreSQL parameter.
#[derive(Debug)]
struct Param<'a>(&'a Value);

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Null => Ok(postgres::types::IsNull::Yes),
            Value::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Value::Int(n) if *ty == Type::BOOL => (*n != 0).to_sql(ty, out),
            Value::Int(n) => n.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Blob(bytes) => bytes.to_sql(ty, out),
            Value::Ints(numbers) => numbers.to_sql(ty, out),
            Value::Texts(texts) => texts.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}
