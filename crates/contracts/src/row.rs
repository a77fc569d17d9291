//! Tables and rows. A table is defined once, here in Rust; creating it, loading, writing and
//! rebuilding on both engines follow from the definition.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value in a column or a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    Null,
    Int(i64),
    Text(Cow<'static, str>),
    Blob(Vec<u8>),
    /// One array parameter; not for columns.
    Ints(Vec<i64>),
    /// One array parameter; not for columns.
    Texts(Vec<String>),
}

macro_rules! value_from {
    ($($from:ty => $with:expr),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let make: fn($from) -> Self = $with;
                make(value)
            }
        }
    )+};
}

value_from! {
    i64 => Value::Int,
    i32 => |n| Value::Int(n.into()),
    u8 => |n| Value::Int(n.into()),
    u16 => |n| Value::Int(n.into()),
    u32 => |n| Value::Int(n.into()),
    bool => |b| Value::Int(b.into()),
    &str => |s| Value::Text(Cow::Owned(s.to_owned())),
    String => |s| Value::Text(Cow::Owned(s)),
    Vec<u8> => Value::Blob,
    Vec<i64> => Value::Ints,
    Vec<String> => Value::Texts,
    kernel::Date => |d| Value::Int(kernel::time::days_since_epoch(d).into()),
    kernel::Timestamp => |t| Value::Int(t.0),
    kernel::AreaCode => |a| Value::Int(a.0.into()),
    kernel::AccountId => |i| Value::Int(i.0),
    kernel::PartyId => |i| Value::Int(i.0),
    kernel::UnitId => |i| Value::Int(i.0),
    kernel::ItemId => |i| Value::Int(i.0),
    kernel::CaseId => |i| Value::Int(i.0),
    kernel::MatterId => |i| Value::Int(i.0),
    kernel::PaperId => |i| Value::Int(i.0),
    kernel::MandateId => |i| Value::Int(i.0),
}

impl Value {
    /// A text that the program itself holds: codes, kinds, names of events. Nothing is copied.
    pub const fn fixed(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Type of a column. Dates are days since 1970-01-01, instants are microseconds: both `Int`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int,
    Text,
    Blob,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub is_nullable: bool,
}

pub const fn int(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Int,
        is_nullable: false,
    }
}

pub const fn text(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Text,
        is_nullable: false,
    }
}

pub const fn blob(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Blob,
        is_nullable: false,
    }
}

impl Column {
    #[must_use]
    pub const fn or_null(mut self) -> Self {
        self.is_nullable = true;
        self
    }
}

/// What a write to the table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writes {
    /// `put` and `delete`: the row of a key is replaced.
    Put,
    /// `add`: the last column is a sum; a write adds to it.
    Add,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    pub name: &'static str,
    /// Columns, and where needed a partial condition: `(holder, promised_on, id) WHERE closed_on IS NULL`.
    pub on: &'static str,
    pub is_unique: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    /// A changed table has a new version; the next start builds it again from the events.
    pub version: u16,
    pub columns: &'static [Column],
    /// The first `key` columns are the primary key.
    pub key: usize,
    pub writes: Writes,
    pub indexes: &'static [Index],
}

/// A row of a table.
pub trait Row {
    const TABLE: &'static Table;
    /// One value for each column, in order.
    fn values(&self) -> Vec<Value>;
}

/// What should be true of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Put(Vec<Value>),
    Add(i64),
    Delete,
}

/// The rows that a batch makes true; several changes of one row become one write.
#[derive(Debug, Default)]
pub struct Rows {
    tables: BTreeMap<&'static str, TableRows>,
    reference_moved: bool,
    reactions: Vec<Reaction>,
    search: BTreeMap<i64, SearchText>,
}

#[derive(Debug)]
pub struct TableRows {
    pub table: &'static Table,
    pub changes: BTreeMap<Vec<Value>, Change>,
}

/// Work that follows an event in another context; becomes a job in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Name of the job handler: `documents.on-case-accepted`.
    pub job: &'static str,
    /// JSON.
    pub payload: String,
}

/// What a search finds a matter by. No personal data: names are looked up in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchText {
    pub matter: i64,
    pub text: String,
    /// Unit in charge and all above it, so that rights are part of the match.
    pub units: Vec<i64>,
}

impl Rows {
    pub fn put<R: Row>(&mut self, row: &R) {
        let values = row.values();
        let key = values.iter().take(R::TABLE.key).cloned().collect();
        self.table(R::TABLE)
            .changes
            .insert(key, Change::Put(values));
    }

    pub fn delete(&mut self, table: &'static Table, key: Vec<Value>) {
        debug_assert_eq!(key.len(), table.key, "a key has all its columns");
        self.table(table).changes.insert(key, Change::Delete);
    }

    /// Adds to the counter of a key.
    pub fn add(&mut self, table: &'static Table, key: Vec<Value>, n: i64) {
        debug_assert_eq!(
            table.writes,
            Writes::Add,
            "only a table of sums can be added to"
        );
        let change = self
            .table(table)
            .changes
            .entry(key)
            .or_insert(Change::Add(0));
        if let Change::Add(sum) = change {
            *sum += n;
        }
    }

    /// Some reference data changed: every node reloads its snapshot before its next act.
    pub fn move_reference(&mut self) {
        self.reference_moved = true;
    }

    /// Another context has to hear of this. Not done again in a rebuild.
    pub fn react(&mut self, job: &'static str, payload: String) {
        self.reactions.push(Reaction { job, payload });
    }

    /// How many reactions there are so far.
    pub fn reactions(&self) -> usize {
        self.reactions.len()
    }

    /// Takes back the reactions after the first so many.
    pub fn hush(&mut self, kept: usize) {
        self.reactions.truncate(kept);
    }

    pub fn search(&mut self, text: SearchText) {
        self.search.insert(text.matter, text);
    }

    pub fn into_parts(self) -> RowParts {
        RowParts {
            tables: self.tables.into_values().collect(),
            reference_moved: self.reference_moved,
            reactions: self.reactions,
            search: self.search.into_values().collect(),
        }
    }

    fn table(&mut self, table: &'static Table) -> &mut TableRows {
        self.tables.entry(table.name).or_insert_with(|| TableRows {
            table,
            changes: BTreeMap::new(),
        })
    }
}

#[derive(Debug)]
pub struct RowParts {
    pub tables: Vec<TableRows>,
    pub reference_moved: bool,
    pub reactions: Vec<Reaction>,
    pub search: Vec<SearchText>,
}
