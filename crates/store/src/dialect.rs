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

    /// The whole numbers of array parameter `$n`, as column `value` of an alias.
    pub fn each_int(self, alias: &str, n: usize) -> String {
        match self {
            Self::Sqlite => format!("json_each(${n}) {alias}"),
            Self::Postgres => format!("unnest(${n}::bigint[]) AS {alias}(value)"),
        }
    }

    /// The texts of array parameter `$n`, as column `value` of an alias.
    pub fn each_text(self, alias: &str, n: usize) -> String {
        match self {
            Self::Sqlite => format!("json_each(${n}) {alias}"),
            Self::Postgres => format!("unnest(${n}::text[]) AS {alias}(value)"),
        }
    }

    /// For each row of `driver` the rows `m` of a table that `inner` finds under the alias `x`:
    /// conditions, order and limit, which may speak of the driver. `key` finds one row.
    pub fn first_of_each(self, driver: &str, table: &str, key: &[&str], inner: &str) -> String {
        match self {
            Self::Sqlite => {
                let of = |alias: &str| {
                    let columns: Vec<String> =
                        key.iter().map(|name| format!("{alias}.{name}")).collect();
                    columns.join(", ")
                };
                format!(
                    "{driver} CROSS JOIN {table} m
                       ON ({}) IN (SELECT {} FROM {table} x WHERE {inner})",
                    of("m"),
                    of("x")
                )
            }
            Self::Postgres => {
                format!("{driver} CROSS JOIN LATERAL (SELECT x.* FROM {table} x WHERE {inner}) m")
            }
        }
    }

    /// The row of a table with this id, for each row before it, one by one: PostgreSQL would rather
    /// read a whole table than believe that two columns say the same.
    pub fn by_id(self, table: &str, alias: &str, id: &str) -> String {
        match self {
            Self::Sqlite => format!("CROSS JOIN {table} {alias} ON {alias}.id = {id}"),
            Self::Postgres => format!(
                "CROSS JOIN LATERAL (SELECT * FROM {table} y WHERE y.id = {id} LIMIT 1) {alias}"
            ),
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
