//! A copy of the record as one SQLite file, the same from both engines, and the way back into either.
//!
//! The tables that cannot be made again are read in one snapshot while the city works. Projections
//! are left out: the way back makes them from the events, and so proves them. Any tool that reads
//! SQLite can read the copy in thirty years. Keys are never in it.

use crate::dialect::names;
use crate::{Conn, Dialect, Mark, StoreError, Target, Verified, schema, verify};
use contracts::Value;
use contracts::row::{Table, Writes, blob, text};
use std::path::{Path, PathBuf};

/// Rows written at a time.
const CHUNK: usize = 1000;

/// A stored file, sealed as it lies on disk.
static STORED_FILE: Table = Table {
    name: "stored_file",
    version: 1,
    columns: &[text("address"), blob("bytes")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// What the copy says of itself.
static MANIFEST: Table = Table {
    name: "manifest",
    version: 1,
    columns: &[text("name"), text("value")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// The order of a copy from PostgreSQL follows its transactions, which SQLite does not know: up to
/// this position it is held by the mark alone.
pub(crate) const TAKEN_OVER: &str = "order-taken-over";

/// When the last verified backup was made.
const BACKED_UP_AT: &str = "backed-up-at";

/// What was copied, and proved by reading it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub verified: Verified,
    pub files: u64,
}

/// Copies the record and the folder of files into a new file, and verifies what was written.
pub fn back_up(
    target: &Target,
    files: &Path,
    to: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<Copied, StoreError> {
    let mut from = Conn::open_read_only(target)?;
    if let Some(step) = crate::migrations::pending(&mut from)?.first() {
        return Err(StoreError::Wrong(format!(
            "the database waits for migration {}; start this program on it once, which migrates it",
            step.number
        )));
    }
    let copy = Target::Sqlite(to.to_path_buf());
    let mut into = Conn::open(&copy)?;
    schema::prepare(&mut into, &[])?;
    for table in [&STORED_FILE, &MANIFEST] {
        for statement in into.dialect().create(table, table.name, false) {
            into.batch(&statement)?;
        }
    }
    from.begin_read()?;
    into.begin_write()?;
    copy_tables(&mut from, &mut into, progress)?;
    if from.dialect() == Dialect::Postgres {
        take_order_over(&mut from, &mut into)?;
    }
    from.commit()?;
    // After the record: a file is on disk before the command that speaks of it.
    let files = copy_files(files, &mut into)?;
    into.commit()?;
    let found = verify(&copy, &[], progress)?;
    let mark = found.mark.as_ref().map(ToString::to_string);
    into.insert(
        MANIFEST.name,
        MANIFEST.columns,
        &[vec!["mark".into(), mark.unwrap_or_default().into()]],
        "",
    )?;
    // One file, without a log beside it.
    into.batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")?;
    Ok(Copied {
        verified: found,
        files,
    })
}

/// Remembers that a verified backup exists as of this moment.
pub fn note_backup(target: &Target, at: kernel::Timestamp) -> Result<(), StoreError> {
    schema::set_fact(&mut Conn::open(target)?, BACKED_UP_AT, at.0)
}

/// When the last verified backup was made.
pub fn find_last_backup(conn: &mut Conn) -> Result<Option<kernel::Timestamp>, StoreError> {
    Ok(schema::find_fact(conn, BACKED_UP_AT)?.map(kernel::Timestamp))
}

fn copy_tables(
    from: &mut Conn,
    into: &mut Conn,
    progress: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let mut copied = 0;
    for table in schema::record() {
        into.batch(&format!("DELETE FROM {}", table.name))?;
        let mut rows = Vec::new();
        let columns = names(table.columns);
        let key = names(&table.columns[..table.key]);
        from.query_each(
            &format!("SELECT {columns} FROM {} ORDER BY {key}", table.name),
            &[],
            |record| {
                rows.push(record.0);
                if rows.len() == CHUNK {
                    into.insert(table.name, table.columns, &std::mem::take(&mut rows), "")?;
                    copied += CHUNK as u64;
                    progress(copied);
                }
                Ok(())
            },
        )?;
        into.insert(table.name, table.columns, &rows, "")?;
        copied += rows.len() as u64;
        progress(copied);
    }
    Ok(())
}

/// Gives the events that the sequencer had not reached their positions, as it would have.
fn take_order_over(from: &mut Conn, into: &mut Conn) -> Result<(), StoreError> {
    let last = into
        .query_one("SELECT COALESCE(MAX(position), 0) FROM sequence", &[])?
        .map_or(0, |record| record.int(0));
    let waiting = from.query(
        "SELECT e.id FROM event e LEFT JOIN sequence q ON q.event = e.id
          WHERE q.event IS NULL ORDER BY e.tx, e.id",
        &[],
    )?;
    let rows: Vec<Vec<Value>> = (last + 1..)
        .zip(&waiting)
        .map(|(position, event)| vec![Value::Int(position), Value::Int(event.int(0))])
        .collect();
    into.insert("sequence", schema::columns(&schema::SEQUENCE), &rows, "")?;
    let end = last + i64::try_from(rows.len()).unwrap_or(i64::MAX);
    schema::set_fact(into, TAKEN_OVER, end)
}

fn copy_files(folder: &Path, into: &mut Conn) -> Result<u64, StoreError> {
    let mut count = 0;
    for path in list_files(folder)? {
        let Some(address) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        // A file that is being written has another name until it is whole.
        if address.len() != 64 || !address.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|cause| trouble(&path, cause))?;
        into.insert(
            STORED_FILE.name,
            STORED_FILE.columns,
            &[vec![address.into(), bytes.into()]],
            "",
        )?;
        count += 1;
    }
    Ok(count)
}

fn list_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(cause) => return Err(trouble(&folder, cause)),
        };
        for entry in entries {
            let path = entry.map_err(|cause| trouble(&folder, cause))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The mark that a backup was verified with.
pub fn mark_of(backup: &Path) -> Result<Option<Mark>, StoreError> {
    let mut conn = Conn::open_read_only(&Target::Sqlite(backup.to_path_buf()))?;
    let record = conn
        .query_one("SELECT value FROM manifest WHERE name = 'mark'", &[])
        .map_err(|_| StoreError::Wrong("this file is no backup of a city".into()))?;
    match record.as_ref().map(|record| record.text(0)) {
        None => Err(StoreError::Wrong("the backup was not finished".into())),
        Some("") => Ok(None),
        Some(mark) => mark.parse().map(Some),
    }
}

/// Whether the target is a database without a city. A SQLite file must not be there at all.
pub fn is_empty(target: &Target) -> Result<bool, StoreError> {
    match target {
        Target::Sqlite(path) => Ok(!path.exists()),
        Target::Postgres(_) => Ok(!schema::exists(&mut Conn::open(target)?, "fact")?),
    }
}

/// Brings a verified backup into an empty database and an empty folder of files. Projections are made
/// when the program next opens the city.
pub fn restore(
    backup: &Path,
    target: &Target,
    files: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, StoreError> {
    let mut from = Conn::open_read_only(&Target::Sqlite(backup.to_path_buf()))?;
    let mut into = Conn::open(target)?;
    schema::prepare(&mut into, &[])?;
    into.begin_write()?;
    copy_tables(&mut from, &mut into, progress)?;
    into.execute("UPDATE job SET leased_until = 0", &[])?;
    if into.dialect() == Dialect::Postgres {
        // Transactions of the old cluster mean nothing here. All that is restored came before the
        // first of this one, in the order of the positions.
        into.batch(
            "UPDATE event SET tx = q.position - 1 - (SELECT MAX(position) FROM sequence)
               FROM sequence q WHERE q.event = event.id;
             DELETE FROM fact WHERE name = 'order-taken-over'",
        )?;
    }
    into.commit()?;
    restore_files(&mut from, files)
}

fn restore_files(from: &mut Conn, folder: &Path) -> Result<u64, StoreError> {
    let mut count = 0;
    from.query_each(
        "SELECT address, bytes FROM stored_file ORDER BY address",
        &[],
        |record| {
            let address = record.text(0);
            let (start, _) = address.split_at(address.len().min(2));
            let path = folder.join(start).join(address);
            std::fs::create_dir_all(folder.join(start)).map_err(|cause| trouble(&path, cause))?;
            std::fs::write(&path, record.blob(1))
                .and_then(|()| std::fs::File::open(&path)?.sync_all())
                .map_err(|cause| trouble(&path, cause))?;
            count += 1;
            Ok(())
        },
    )?;
    Ok(count)
}

fn trouble(path: &Path, cause: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        cause,
    }
}
