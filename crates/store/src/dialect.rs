//! The few fragments of SQL that differ between the engines.

use contracts::row::{Kind, Table};
use std::fmt::Write as _;

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

/// Names of columns, for a list in a statement.
pub(crate) fn names(columns: &[contracts::row::Column]) -> String {
    columns
        .iter()
        .map(|column| column.name)
        .collect::<Vec<_>>()
        .join(", ")
}
