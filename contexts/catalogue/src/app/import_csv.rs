//! Imports a list of items that came from elsewhere: what is good is kept, every defect is told with
//! its line and field, and the same file again changes nothing.

mod check_row;
mod decode;
mod report;
mod rows;

pub use decode::Encoding;
pub use report::{Defect, ImportReport};

use crate::domain::{Level, List, ListedEntry};
use crate::permissions::CATALOGUE_IMPORT;
use crate::read::listed::{Known, known_entries};
use check_row::RowChecks;
use kernel::{AreaCode, ItemId, Place};
use report::Reporter;
use rows::Record;
use std::collections::BTreeMap;
use store::{CommandError, Done, Store, Who};
use thiserror::Error;

/// Largest file, in bytes.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;
/// Most rows of one file.
pub const ROW_COUNT_LIMIT: usize = 200_000;
/// Commands that wait for one answer together.
const CHUNK: usize = 200;

/// Where a list comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSource {
    /// Name of the file; stands at each item as its source.
    pub file: String,
    /// The area whose list it is; rows of another area are not taken.
    pub area: AreaCode,
}

/// Why a whole file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportRefusal {
    #[error("the file has {size_bytes} bytes; the limit is {SIZE_LIMIT}")]
    TooLarge { size_bytes: usize },
    #[error("the file is empty")]
    Empty,
    /// `found` is a code: `utf-16`, `workbook`, `compressed`, `zero-bytes`, `unknown`.
    #[error("the file is of the kind {found}; UTF-8 or GB18030 is read")]
    Encoding { found: &'static str },
    #[error("columns are missing: {}", missing.join(", "))]
    Header { missing: Vec<String> },
    #[error("column {column} stands twice")]
    HeaderTwice { column: String },
    #[error("the file has more than {ROW_COUNT_LIMIT} rows")]
    TooManyRows,
    #[error("more than {limit} rows cannot be read; this is no list of items")]
    Broken { limit: usize },
}

impl ImportRefusal {
    /// Dotted and stable; also the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "catalogue.import.too-large",
            Self::Empty => "catalogue.import.empty",
            Self::Encoding { .. } => "catalogue.import.encoding",
            Self::Header { .. } => "catalogue.import.header",
            Self::HeaderTwice { .. } => "catalogue.import.header-twice",
            Self::TooManyRows => "catalogue.import.too-many-rows",
            Self::Broken { .. } => "catalogue.import.broken",
        }
    }

    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLarge { size_bytes } => vec![("size", size_bytes.to_string())],
            Self::Empty | Self::TooManyRows => Vec::new(),
            Self::Encoding { found } => vec![("found", (*found).to_owned())],
            Self::Header { missing } => vec![("missing", missing.join("、"))],
            Self::HeaderTwice { column } => vec![("column", column.clone())],
            Self::Broken { limit } => vec![("limit", limit.to_string())],
        }
    }
}

#[derive(Debug, Error)]
pub enum ImportError {
    #[error("the file was not taken: {0}")]
    Refused(#[from] ImportRefusal),
    #[error("the import could not be carried out: {0}")]
    Command(#[from] CommandError),
}

impl From<store::StoreError> for ImportError {
    fn from(error: store::StoreError) -> Self {
        Self::Command(error.into())
    }
}

/// Imports the file. Rows in error are left out, rows with warnings are kept.
///
/// # Errors
/// [`ImportRefusal`] if the file as a whole is not a list that can be read; nothing has changed then.
/// [`CommandError`] if the importer may not, or the store failed; what was done before stays, and the
/// same file again goes on from there.
pub fn import_csv(
    store: &Store,
    who: Who,
    bytes: &[u8],
    source: &ImportSource,
) -> Result<ImportReport, ImportError> {
    may_import(store, who, source.area)?;
    let (text, encoding) = decode::decode(bytes)?;
    let mut reporter = Reporter::new(source, encoding, bytes.len());
    let entries = read_entries(&text, source, &mut reporter)?;
    let area = source.area;
    let known = store.read_blocking(move |reader| known_entries(reader, area))?;
    reporter.count_missing(&known, &entries);
    let mut waiting = Vec::with_capacity(CHUNK);
    for (entry, line) in entries {
        let found = known.get(&entry.code);
        if found.is_some_and(|found| found.is_published || found.entry.says_the_same(&entry)) {
            reporter.unchanged(found, line, &entry.code);
            continue;
        }
        let is_new = found.is_none();
        let code = entry.code.clone();
        let item = ItemId(found.map_or_else(|| store.new_id(), |found| found.id));
        let answer = store.execute_later(who, None, List { item, entry })?;
        waiting.push((answer, line, code, is_new));
        if waiting.len() == CHUNK {
            wait(&mut waiting, &mut reporter)?;
        }
    }
    wait(&mut waiting, &mut reporter)?;
    Ok(reporter.finish())
}

type Waiting = (
    tokio::sync::oneshot::Receiver<Result<Done, CommandError>>,
    u64,
    String,
    bool,
);

fn wait(waiting: &mut Vec<Waiting>, reporter: &mut Reporter) -> Result<(), CommandError> {
    for (answer, line, code, is_new) in waiting.drain(..) {
        match answer.blocking_recv().map_err(|_| CommandError::Unknown)? {
            Ok(_) => reporter.done(is_new),
            // Somebody else imported or published the item at the same moment.
            Err(CommandError::Refused(_) | CommandError::Taken) => {
                reporter.defect(
                    line,
                    "item_code",
                    "catalogue.import.meanwhile",
                    Level::Warning,
                    &code,
                );
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The gate before anything is read: an area out of reach is not found.
fn may_import(store: &Store, who: Who, area: AreaCode) -> Result<(), ImportError> {
    let actor = store.read_blocking(move |reader| reader.actor(who))?;
    let place = Place {
        area,
        is_public: true,
        ..Place::default()
    };
    if !actor.holds(&CATALOGUE_IMPORT) {
        return Err(CommandError::Forbidden.into());
    }
    if !actor.may(&CATALOGUE_IMPORT, &place) {
        return Err(CommandError::NotFound.into());
    }
    Ok(())
}

/// The good rows with their lines, in the order of the file.
fn read_entries(
    text: &str,
    source: &ImportSource,
    reporter: &mut Reporter,
) -> Result<Vec<(ListedEntry, u64)>, ImportRefusal> {
    let mut entries = Vec::new();
    let mut lines_of_codes: BTreeMap<String, u64> = BTreeMap::new();
    let checks = RowChecks::new(source);
    for record in rows::read(text, reporter)? {
        let record = match record {
            Record::Row(row) => row,
            Record::Broken { line, rule, value } => {
                reporter.row();
                reporter.dropped(line, "row", rule, &value);
                reporter.refuse_if_broken()?;
                continue;
            }
        };
        reporter.row();
        let line = record.line;
        let findings = checks.check(&record);
        let mut is_good = true;
        for (field, rule, level, value) in findings {
            is_good &= level == Level::Warning;
            reporter.defect(line, field, rule, level, &value);
        }
        let code = record.code();
        if let Some(first) = lines_of_codes.get(&code) {
            let value = format!("{code} · {first}");
            reporter.defect(
                line,
                "item_code",
                "catalogue.import.code-twice",
                Level::Error,
                &value,
            );
            is_good = false;
        }
        match (is_good, checks.entry(&record)) {
            (true, Some(entry)) => {
                lines_of_codes.insert(entry.code.clone(), line);
                reporter.kept();
                entries.push((entry, line));
            }
            (true | false, _) => reporter.left_out(),
        }
        reporter.refuse_if_broken()?;
    }
    Ok(entries)
}

/// What the store knows of an area's items, by code.
pub(crate) type KnownEntries = BTreeMap<String, Known>;
