//! Pages of what somebody reaches, read in bounded work.
//!
//! A reach over many units cannot be a filter over one long list: of a small unit it would read
//! everything that others have. So a list is read through an index that begins with the unit, for
//! each unit as many lines as a page has, in one statement, and the results are merged. Where a reach
//! is wide the list itself is walked first, for at most [`WALKED`] rows: who reaches much finds a
//! page among them.

use crate::{Reader, Record, StoreError};
use contracts::Value;
use kernel::{AccountId, Scope, UnitId};
use std::collections::{BTreeMap, HashSet};

/// Rows that a walk over the whole list reads at most: twenty pages.
pub const WALKED: usize = 1_000;
/// Below so many index ranges these are read at once, without a walk before.
const FEW: usize = 8;

/// Writes a condition over the table under an alias; numbers its parameters from the end.
pub type Condition<'a> = &'a dyn Fn(&str, &Reader, &mut Vec<Value>) -> String;

/// A list in the order of two whole numbers, which are the first two of its columns.
#[derive(Clone, Copy, Debug)]
pub struct Keyset<'a> {
    pub table: &'a str,
    /// What is read, of the alias `m`.
    pub columns: &'a str,
    /// The sort column and the id that makes it unique.
    pub order: [&'a str; 2],
    /// Columns that find one row: the primary key.
    pub key: &'a [&'a str],
    pub is_descending: bool,
    /// Exclusive; in the direction of the list.
    pub after: Option<(i64, i64)>,
    pub limit: usize,
    /// There is an index over all units in this order.
    pub has_walk: bool,
    /// There is one that begins with the holder.
    pub has_holder: bool,
}

/// What a row has to be, apart from the gate.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// What the index of the list is partial by, and ranges of its sort column.
    pub base: Condition<'a>,
    /// Everything else.
    pub rest: Condition<'a>,
    /// A column behind the unit in an index, and the array of values that are wanted of it.
    pub leads: Option<(&'a str, &'a Value)>,
}

impl std::fmt::Debug for Wanted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wanted")
            .field("leads", &self.leads)
            .finish_non_exhaustive()
    }
}

/// A condition that everything meets.
pub fn anything(_: &str, _: &Reader, _: &mut Vec<Value>) -> String {
    "1 = 1".to_owned()
}

/// What a scope reaches through.
#[derive(Debug, Default)]
struct Ways {
    is_everything: bool,
    is_by_unit: bool,
    holders: Vec<AccountId>,
    /// Something that no index of such a list begins with.
    is_other: bool,
}

impl Ways {
    fn of(scope: &Scope) -> Self {
        let mut ways = Self::default();
        ways.add(scope);
        ways
    }

    fn add(&mut self, scope: &Scope) {
        match scope {
            Scope::Nothing => {}
            Scope::Everything => self.is_everything = true,
            Scope::Units(_) | Scope::Areas(_) => self.is_by_unit = true,
            Scope::Holder(account) => self.holders.push(*account),
            Scope::Public | Scope::Parties(_) | Scope::PartyItems(..) => self.is_other = true,
            Scope::Within(inner, _) => self.add(inner),
            Scope::Any(scopes) => scopes.iter().for_each(|scope| self.add(scope)),
        }
    }
}

impl Reader {
    /// The first lines of a list within a scope. `units` are all in which something may be that the
    /// scope reaches through its units and areas, or all there are if it is everything.
    pub fn list_within(
        &mut self,
        list: Keyset<'_>,
        wanted: Wanted<'_>,
        scope: &Scope,
        units: &[UnitId],
    ) -> Result<Vec<Record>, StoreError> {
        let ways = Ways::of(scope);
        if ways.is_other || (ways.is_everything && list.has_walk && wanted.leads.is_none()) {
            return self.read_chain(&list, wanted, scope, None);
        }
        let mut found = BTreeMap::new();
        if ways.is_everything || ways.is_by_unit {
            let ranges = units.len() * wanted.leads.map_or(1, |(_, values)| length(values));
            let mut records = Vec::new();
            if list.has_walk && ranges > FEW {
                records = self.walk(&list, wanted, scope)?;
            }
            if records.len() < list.limit {
                records = match (units, wanted.leads) {
                    ([], _) => Vec::new(),
                    ([unit], None) => {
                        self.read_chain(&list, wanted, scope, Some(("unit", unit.0)))?
                    }
                    _ => self.list_in_units(&list, wanted, scope, units)?,
                };
            }
            merge(&mut found, records);
        }
        if !ways.is_everything {
            for holder in ways.holders {
                let lead = list.has_holder.then_some(("holder", holder.0));
                merge(&mut found, self.read_chain(&list, wanted, scope, lead)?);
            }
        }
        let records = found.into_values();
        Ok(if list.is_descending {
            records.rev().take(list.limit).collect()
        } else {
            records.take(list.limit).collect()
        })
    }

    /// One index in the order of the list, behind one value or none.
    pub fn read_chain(
        &mut self,
        list: &Keyset<'_>,
        wanted: Wanted<'_>,
        scope: &Scope,
        lead: Option<(&str, i64)>,
    ) -> Result<Vec<Record>, StoreError> {
        let mut params = Vec::new();
        let mut conditions = Vec::new();
        if let Some((column, value)) = lead {
            params.push(value.into());
            conditions.push(format!("m.{column} = ${}", params.len()));
            if column == "holder" {
                // What nobody has is in no index of holders, and the engines want to be told.
                conditions.push("m.holder <> 0".to_owned());
            }
        }
        if let Some((column, values)) = wanted.leads {
            conditions.push(self.one_of(&format!("m.{column}"), values.clone(), &mut params));
        }
        conditions.push(self.base_of(list, wanted, "m", &mut params));
        conditions.push((wanted.rest)("m", self, &mut params));
        conditions.push(match lead {
            Some(("unit", unit)) => self.rest_of_gate(scope, &[UnitId(unit)], "m", &mut params),
            Some(_) => self.rest_of_gate(scope, &[], "m", &mut params),
            None => self.gate(scope, "m", &mut params),
        });
        let sql = format!(
            "SELECT {} FROM {} m WHERE {} ORDER BY {} LIMIT {}",
            list.columns,
            list.table,
            conditions.join(" AND "),
            order(list, "m"),
            list.limit
        );
        self.query(&sql, &params)
    }

    /// The whole list from its beginning, as far as a walk goes; only what is wanted and in reach.
    fn walk(
        &mut self,
        list: &Keyset<'_>,
        wanted: Wanted<'_>,
        scope: &Scope,
    ) -> Result<Vec<Record>, StoreError> {
        let mut params = Vec::new();
        let mut base = self.base_of(list, wanted, "x", &mut params);
        if let Some((column, Value::Ints(values))) = wanted.leads
            && column == list.order[0]
            && let (Some(first), Some(last)) = (values.iter().min(), values.iter().max())
        {
            params.extend([(*first).into(), (*last).into()]);
            let n = params.len();
            base = format!("{base} AND x.{column} >= ${} AND x.{column} <= ${n}", n - 1);
        }
        let mut conditions = Vec::new();
        if let Some((column, values)) = wanted.leads {
            conditions.push(self.one_of(&format!("m.{column}"), values.clone(), &mut params));
        }
        conditions.push((wanted.rest)("m", self, &mut params));
        conditions.push(self.gate(scope, "m", &mut params));
        // The outer order is the inner one, so it costs PostgreSQL nothing; SQLite would sort for
        // it and so read to the end of the walk, but hands rows of a limited inner query on in
        // order.
        let outer = match self.conn.dialect() {
            crate::Dialect::Sqlite => String::new(),
            crate::Dialect::Postgres => format!("ORDER BY {}", order(list, "m")),
        };
        let sql = format!(
            "SELECT {} FROM (SELECT * FROM {} x WHERE {base} ORDER BY {} LIMIT {WALKED}) m
              WHERE {} {outer} LIMIT {}",
            list.columns,
            list.table,
            order(list, "x"),
            conditions.join(" AND "),
            list.limit
        );
        self.query(&sql, &params)
    }

    /// For each unit, and for each value that leads, as many lines as a page has.
    pub fn list_in_units(
        &mut self,
        list: &Keyset<'_>,
        wanted: Wanted<'_>,
        scope: &Scope,
        units: &[UnitId],
    ) -> Result<Vec<Record>, StoreError> {
        let dialect = self.conn.dialect();
        let mut params = vec![Value::Ints(units.iter().map(|unit| unit.0).collect())];
        let mut driver = dialect.each_int("u", 1);
        let mut equal = "x.unit = u.value".to_owned();
        if let Some((column, values)) = wanted.leads {
            let each = match values {
                Value::Texts(_) => dialect.each_text("l", 2),
                Value::Ints(_) | Value::Null | Value::Int(_) | Value::Text(_) | Value::Blob(_) => {
                    dialect.each_int("l", 2)
                }
            };
            params.push(values.clone());
            driver = format!("{driver} CROSS JOIN {each}");
            equal = format!("{equal} AND x.{column} = l.value");
        }
        let base = self.base_of(list, wanted, "x", &mut params);
        let rest = (wanted.rest)("x", self, &mut params);
        let gate = self.rest_of_gate(scope, units, "x", &mut params);
        let inner = format!(
            "{equal} AND {base} AND {rest} AND {gate} ORDER BY {} LIMIT {}",
            order(list, "x"),
            list.limit
        );
        let from = dialect.first_of_each(&driver, list.table, list.key, &inner);
        let sql = format!(
            "SELECT {} FROM {from} ORDER BY {} LIMIT {}",
            list.columns,
            order(list, "m"),
            list.limit
        );
        self.query(&sql, &params)
    }

    /// What the gate asks for beyond the units that are read anyway. It is never the way in: behind
    /// a plus no index is chosen by it. Where no unit is left to ask for there is none to choose, and
    /// the plus would only hide the columns from the planner's statistics.
    fn rest_of_gate(
        &self,
        scope: &Scope,
        units: &[UnitId],
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        let rest = without(scope, &units.iter().copied().collect());
        if Ways::of(&rest).is_by_unit {
            self.gate(&rest, &format!("+{alias}"), params)
        } else {
            self.gate(&rest, alias, params)
        }
    }

    fn base_of(
        &self,
        list: &Keyset<'_>,
        wanted: Wanted<'_>,
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        let base = (wanted.base)(alias, self, params);
        let Some((sort, id)) = list.after else {
            return base;
        };
        params.extend([sort.into(), id.into()]);
        let sign = if list.is_descending { "<" } else { ">" };
        format!(
            "{base} AND ({alias}.{}, {alias}.{}) {sign} (${}, ${})",
            list.order[0],
            list.order[1],
            params.len() - 1,
            params.len()
        )
    }
}

/// The scope over rows of these units: one that reaches all of them has no more to ask.
fn without(scope: &Scope, units: &HashSet<UnitId>) -> Scope {
    match scope {
        Scope::Units(reached) if !units.is_empty() => {
            let reached: HashSet<UnitId> = reached.iter().copied().collect();
            if units.is_subset(&reached) {
                Scope::Everything
            } else {
                scope.clone()
            }
        }
        Scope::Within(inner, grade) => without(inner, units).within(*grade),
        Scope::Any(scopes) => {
            let rest: Vec<Scope> = scopes.iter().map(|scope| without(scope, units)).collect();
            if rest.contains(&Scope::Everything) {
                Scope::Everything
            } else {
                Scope::any(rest)
            }
        }
        Scope::Nothing
        | Scope::Everything
        | Scope::Public
        | Scope::Units(_)
        | Scope::Areas(_)
        | Scope::Holder(_)
        | Scope::Parties(_)
        | Scope::PartyItems(..) => scope.clone(),
    }
}

fn order(list: &Keyset<'_>, alias: &str) -> String {
    let way = if list.is_descending { "DESC" } else { "ASC" };
    let [sort, id] = list.order;
    format!("{alias}.{sort} {way}, {alias}.{id} {way}")
}

fn length(values: &Value) -> usize {
    match values {
        Value::Ints(values) => values.len(),
        Value::Texts(values) => values.len(),
        Value::Null | Value::Int(_) | Value::Text(_) | Value::Blob(_) => 1,
    }
}

fn merge(found: &mut BTreeMap<(i64, i64), Record>, records: Vec<Record>) {
    for record in records {
        found.insert((record.int(0), record.int(1)), record);
    }
}
