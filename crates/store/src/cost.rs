//! What a statement read: rows, full scans, sorts. For tests that bound it, on both engines.

use crate::conn_values::Param;
use crate::{Store, StoreError};
use contracts::Value;
use parking_lot::Mutex;
use postgres::types::{FromSql, ToSql, Type};
use rusqlite::StatementStatus;
use std::sync::Arc;

/// Steps of SQLite's machine that a row costs at the least: one that is looked at in an index and
/// left costs about ten, one that becomes a line about a hundred.
const STEPS_A_ROW: u64 = 10;

/// What one statement read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub sql: String,
    /// Rows of tables and entries of indexes that were looked at. Counted by PostgreSQL; from above
    /// in SQLite, which counts the steps of its machine only.
    pub rows: u64,
    /// Rows read in the order in which they lie, without a condition on an index.
    pub scanned: u64,
    /// PostgreSQL's plan, or the steps of SQLite's machine.
    pub plan: String,
}

/// Where the readers put them while somebody watches.
pub(crate) type Watched = Arc<Mutex<Vec<Cost>>>;

impl Store {
    /// From now on keeps what each statement of a read costs, to be asked for with
    /// [`Store::costs`]. For tests and for whoever looks for a slow statement: PostgreSQL runs each
    /// one twice.
    pub fn watch(&self) {
        *self.inner.watched.lock() = Some(Watched::default());
    }

    /// What the reads cost since [`Store::watch`], which ends.
    pub fn costs(&self) -> Vec<Cost> {
        let watched = self.inner.watched.lock().take();
        watched.map_or_else(Vec::new, |watched| std::mem::take(&mut *watched.lock()))
    }
}

impl Cost {
    pub(crate) fn of_sqlite(sql: &str, statement: &rusqlite::Statement<'_>) -> Self {
        let of = |status| u64::try_from(statement.reset_status(status)).unwrap_or(0);
        let steps = of(StatementStatus::VmStep);
        Self {
            sql: sql.to_owned(),
            rows: steps / STEPS_A_ROW,
            scanned: of(StatementStatus::FullscanStep),
            plan: format!("{steps} steps, {} sorts", of(StatementStatus::Sort)),
        }
    }

    pub(crate) fn of_postgres(
        client: &mut postgres::Client,
        sql: &str,
        params: &[Value],
    ) -> Result<Self, StoreError> {
        let wrapped: Vec<Param<'_>> = params.iter().map(Param).collect();
        let refs: Vec<&(dyn ToSql + Sync)> = wrapped
            .iter()
            .map(|param| param as &(dyn ToSql + Sync))
            .collect();
        let row = client.query_one(
            &format!("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}"),
            &refs,
        )?;
        let Json(plan) = row.try_get(0)?;
        let mut cost = Self {
            sql: sql.to_owned(),
            plan: plan.to_string(),
            ..Self::default()
        };
        cost.add(&plan[0]["Plan"]);
        Ok(cost)
    }

    fn add(&mut self, node: &serde_json::Value) {
        let number = |name: &str| node[name].as_f64().unwrap_or(0.0);
        let each = number("Actual Rows")
            + number("Rows Removed by Filter")
            + number("Rows Removed by Index Recheck");
        // Rows of a loop are an average, rounded; what found nothing still looked.
        let loops = number("Actual Loops");
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of rows"
        )]
        let rows = (each * loops).max(loops) as u64;
        let kind = node["Node Type"].as_str().unwrap_or_default();
        if kind.contains("Scan") && node.get("Plans").is_none() && kind != "Function Scan" {
            self.rows += rows;
        }
        if kind == "Bitmap Heap Scan" {
            self.rows += rows;
        }
        if kind == "Seq Scan" {
            self.scanned += rows;
        }
        for part in node["Plans"].as_array().into_iter().flatten() {
            self.add(part);
        }
    }
}

/// PostgreSQL's JSON.
struct Json(serde_json::Value);

impl<'a> FromSql<'a> for Json {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(serde_json::from_slice(raw)?))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::JSON
    }
}
