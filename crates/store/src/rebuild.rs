//! Rebuild: every projection again from the events. With `verify` nothing is changed: the rows are
//! made beside the live ones and compared row by row.

use crate::load::{EVENT_COLUMNS, check_chain, stored_event};
use crate::registry::{AnyState, Kind};
use crate::{Conn, Dialect, Inner, StoreError, schema, search};
use contracts::row::{Change, RowParts, Table, TableRows, Writes};
use contracts::{Rows, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub streams: u64,
    pub events: u64,
    /// Rows of each table as the events give them.
    pub rows: BTreeMap<String, u64>,
    /// Rows that stand differently in the database: `table: key`.
    pub differences: Vec<String>,
}

/// At most this many differences are listed for a table.
const LISTED: usize = 20;
/// Rows held in memory before they go to the tables beside.
const FLUSH_EVERY: u64 = 20_000;

fn beside(table: &str) -> String {
    format!("{table}_beside")
}

/// Makes all rows beside, compares or replaces, and says what it found. `progress` hears the number
/// of events done.
pub(crate) fn run(
    conn: &mut Conn,
    inner: &Inner,
    verify: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Rebuilt, StoreError> {
    let tables: Vec<&'static Table> = inner
        .registry
        .tables
        .values()
        .copied()
        .chain([&schema::STATE as &'static Table])
        .collect();
    for table in &tables {
        conn.batch(&format!(
            "DROP TABLE IF EXISTS {}",
            temporary(conn.dialect(), table)
        ))?;
        for statement in conn.dialect().create(table, &beside(table.name), true) {
            conn.batch(&statement)?;
        }
    }
    if verify {
        conn.begin_read()?;
    } else {
        conn.begin_write()?;
    }
    let result = fill(conn, inner, verify, progress).and_then(|mut rebuilt| {
        for table in &tables {
            if verify {
                compare(conn, table, &mut rebuilt)?;
            } else {
                replace(conn, table)?;
            }
        }
        Ok(rebuilt)
    });
    match &result {
        Ok(_) => conn.commit()?,
        Err(_) => conn.rollback(),
    }
    for table in &tables {
        conn.batch(&format!(
            "DROP TABLE IF EXISTS {}",
            temporary(conn.dialect(), table)
        ))?;
    }
    result
}

fn temporary(dialect: Dialect, table: &Table) -> String {
    match dialect {
        Dialect::Sqlite => format!("temp.{}", beside(table.name)),
        Dialect::Postgres => format!("pg_temp.{}", beside(table.name)),
    }
}

/// One stream while it is folded.
struct Folding {
    id: i64,
    kind_name: String,
    kind: Arc<dyn Kind>,
    version: i64,
    head: Vec<u8>,
    state: AnyState,
}

fn fill(
    conn: &mut Conn,
    inner: &Inner,
    verify: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Rebuilt, StoreError> {
    let mut rebuilt = Rebuilt::default();
    let mut rows = Rows::default();
    let mut states: Vec<Vec<Value>> = Vec::new();
    let mut current: Option<Folding> = None;
    let mut after = (i64::MIN, 0_i64);
    loop {
        let chunk = conn.query(
            &format!(
                "SELECT {EVENT_COLUMNS} FROM event WHERE (stream, version) > ($1, $2)
                  ORDER BY stream, version LIMIT {FLUSH_EVERY}"
            ),
            &[after.0.into(), after.1.into()],
        )?;
        let is_last = (chunk.len() as u64) < FLUSH_EVERY;
        for record in &chunk {
            let event = stored_event(record);
            after = (event.stream, event.version);
            if inner.registry.retired.contains(event.kind.as_str()) {
                continue;
            }
            if current
                .as_ref()
                .is_none_or(|folding| folding.id != event.stream)
            {
                rebuilt.streams += 1;
                finish(current.take(), &mut states);
                let kind = Arc::clone(inner.registry.kind(&event.kind)?);
                current = Some(Folding {
                    id: event.stream,
                    kind_name: event.kind.clone(),
                    state: kind.initial(event.stream),
                    kind,
                    version: 0,
                    head: Vec::new(),
                });
            }
            if let Some(folding) = &mut current {
                if event.version != folding.version + 1 {
                    return Err(StoreError::Chain {
                        stream: event.stream,
                        version: event.version,
                    });
                }
                check_chain(&folding.head, &event)?;
                folding
                    .kind
                    .apply(&event, &mut folding.state, Some(&mut rows))?;
                folding.version = event.version;
                folding.head = event.hash;
            }
            rebuilt.events += 1;
        }
        progress(rebuilt.events);
        if is_last {
            finish(current.take(), &mut states);
        }
        flush(
            conn,
            &std::mem::take(&mut rows).into_parts(),
            &mut states,
            verify,
        )?;
        if is_last {
            return Ok(rebuilt);
        }
    }
}

fn finish(folding: Option<Folding>, states: &mut Vec<Vec<Value>>) {
    if let Some(folding) = folding
        && folding.kind.keeps_state()
    {
        states.push(vec![
            folding.id.into(),
            folding.kind_name.into(),
            folding.version.into(),
            folding.kind.shape().into(),
            folding.head.into(),
            folding.kind.encode(&folding.state).into(),
        ]);
    }
}

fn flush(
    conn: &mut Conn,
    parts: &RowParts,
    states: &mut Vec<Vec<Value>>,
    verify: bool,
) -> Result<(), StoreError> {
    for rows in &parts.tables {
        conn.write_table(rows, &beside(rows.table.name))?;
    }
    let changes = states
        .drain(..)
        .filter_map(|row| Some((vec![row.first()?.clone()], Change::Put(row))))
        .collect();
    let states = TableRows {
        table: &schema::STATE,
        changes,
    };
    conn.write_table(&states, &beside(schema::STATE.name))?;
    if !verify {
        for text in &parts.search {
            search::write(conn, text)?;
        }
    }
    Ok(())
}

fn column_names(table: &Table) -> String {
    table
        .columns
        .iter()
        .map(|column| column.name)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A counter that fell back to zero is the same as one that never was.
fn counted(table: &Table) -> String {
    match (table.writes, table.columns.last()) {
        (Writes::Add, Some(sum)) => format!(" WHERE {} <> 0", sum.name),
        (Writes::Add | Writes::Put, _) => String::new(),
    }
}

fn compare(conn: &mut Conn, table: &Table, rebuilt: &mut Rebuilt) -> Result<(), StoreError> {
    let columns = column_names(table);
    let counted = counted(table);
    let live = table.name;
    let made = beside(table.name);
    let total = conn.query_one(&format!("SELECT COUNT(*) FROM {made}{counted}"), &[])?;
    rebuilt.rows.insert(
        live.to_owned(),
        total.map_or(0, |record| record.int(0)).unsigned_abs(),
    );
    for (left, right, what) in [
        (live, made.as_str(), "only in the database"),
        (&made, live, "only in the events"),
    ] {
        let sql = format!(
            "SELECT {columns} FROM {left}{counted} EXCEPT SELECT {columns} FROM {right}{counted}
              LIMIT {LISTED}"
        );
        for record in conn.query(&sql, &[])? {
            let key: Vec<String> = record
                .0
                .iter()
                .take(table.key)
                .map(|value| match value {
                    Value::Int(n) => n.to_string(),
                    Value::Text(text) => text.to_string(),
                    Value::Null | Value::Blob(_) | Value::Ints(_) | Value::Texts(_) => {
                        "…".to_owned()
                    }
                })
                .collect();
            rebuilt
                .differences
                .push(format!("{live}: ({}) {what}", key.join(", ")));
        }
    }
    Ok(())
}

fn replace(conn: &mut Conn, table: &Table) -> Result<(), StoreError> {
    let columns = column_names(table);
    let (live, made) = (table.name, beside(table.name));
    conn.batch(&format!("DELETE FROM {live}"))?;
    conn.batch(&format!(
        "INSERT INTO {live} ({columns}) SELECT {columns} FROM {made}"
    ))
}
