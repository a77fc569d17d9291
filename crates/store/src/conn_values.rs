//! Values on their way in and out of the drivers.

use crate::StoreError;
use contracts::Value;
use contracts::row::Kind;
use postgres::types::{ToSql, Type};

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

pub(crate) fn bind(
    statement: &mut rusqlite::Statement<'_>,
    params: &[Value],
) -> Result<(), StoreError> {
    use rusqlite::types::Null;
    for (n, value) in params.iter().enumerate() {
        let at = n + 1;
        match value {
            Value::Null => statement.raw_bind_parameter(at, Null)?,
            Value::Int(number) => statement.raw_bind_parameter(at, number)?,
            Value::Text(text) => statement.raw_bind_parameter(at, text.as_ref())?,
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

pub(crate) fn record_of(row: &postgres::Row) -> Result<Record, StoreError> {
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
                row.try_get::<_, Option<String>>(n)?.map(Value::from)
            }
            ref other => return Err(StoreError::Row(format!("column of type {other}"))),
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(Record(values))
}

/// One column of many rows as one array parameter.
pub(crate) fn array_of<'r, R: AsRef<[Value]>>(
    rows: &'r [R],
    column: usize,
    kind: Kind,
) -> Box<dyn ToSql + Sync + 'r> {
    let cells = rows.iter().map(|row| row.as_ref().get(column));
    match kind {
        Kind::Int => Box::new(
            cells
                .map(|cell| match cell {
                    Some(Value::Int(n)) => Some(*n),
                    _ => None,
                })
                .collect::<Vec<Option<i64>>>(),
        ),
        Kind::Text => Box::new(
            cells
                .map(|cell| match cell {
                    Some(Value::Text(text)) => Some(text.as_ref()),
                    _ => None,
                })
                .collect::<Vec<Option<&str>>>(),
        ),
        Kind::Blob => Box::new(
            cells
                .map(|cell| match cell {
                    Some(Value::Blob(bytes)) => Some(bytes.as_slice()),
                    _ => None,
                })
                .collect::<Vec<Option<&[u8]>>>(),
        ),
    }
}

/// A value as a PostgreSQL parameter.
#[derive(Debug)]
pub(crate) struct Param<'a>(pub(crate) &'a Value);

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
