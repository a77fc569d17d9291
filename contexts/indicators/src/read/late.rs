//! What is most overdue, by the promised day, within the reader's reach of lists.

use super::Narrow;
use contracts::Value;
use contracts::item::Items;
use contracts::people::{Units, units_within};
use kernel::{Actor, Date, MatterId, Permission, Scope, UnitId, time::date_of_day};
use std::sync::Arc;
use store::{Keyset, Reader, StoreError, Wanted, anything};

/// Whose rights decide which single cases are shown.
pub(crate) const CASES_LIST: Permission = Permission::new("cases.list");

/// Who may open one.
pub(crate) const CASES_VIEW: Permission = Permission::new("cases.view");

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateLine {
    pub id: MatterId,
    pub number: String,
    pub title: String,
    pub unit: UnitId,
    pub promised_on: Date,
    pub is_red: bool,
}

pub fn list_late(
    reader: &mut Reader,
    actor: &Actor,
    narrow: &Narrow,
    limit: usize,
) -> Result<Vec<LateLine>, StoreError> {
    let today = reader.now.date();
    let keyset = Keyset {
        table: "matter",
        columns: "m.promised_on, m.id, m.number, m.title, m.unit, m.red_on",
        order: ["promised_on", "id"],
        key: &["id"],
        is_descending: false,
        after: None,
        limit,
        has_walk: true,
        has_holder: true,
    };
    let late = |alias: &str, _: &Reader, params: &mut Vec<Value>| {
        params.push(today.into());
        let n = params.len();
        format!("{alias}.closed_on IS NULL AND {alias}.promised_on < ${n}")
    };
    let wanted = Wanted {
        base: &late,
        rest: &anything,
        leads: None,
    };
    let scope = actor.scope(&CASES_LIST);
    let units: Arc<Units> = reader.reference.get();
    let items: Arc<Items> = reader.reference.get();
    let records = match narrow {
        Narrow::All => {
            let units = units_within(&scope, &units, &items);
            reader.list_within(keyset, wanted, &scope, &units)?
        }
        Narrow::Unit(unit) => reader.list_in_units(&keyset, wanted, &scope, &units.below(*unit))?,
        Narrow::Area(area) => {
            let of_area = Scope::Areas(vec![*area]);
            let within = units_within(&of_area, &units, &items);
            let here = |alias: &str, reader: &Reader, params: &mut Vec<Value>| {
                reader.gate(&of_area, alias, params)
            };
            let wanted = Wanted {
                rest: &here,
                ..wanted
            };
            reader.list_in_units(&keyset, wanted, &scope, &within)?
        }
    };
    Ok(records
        .iter()
        .filter_map(|record| {
            Some(LateLine {
                id: MatterId(record.int(1)),
                number: record.text(2).to_owned(),
                title: record.text(3).to_owned(),
                unit: UnitId(record.int(4)),
                promised_on: record.find_date(0)?,
                is_red: i32::try_from(record.int(5)).is_ok_and(|day| date_of_day(day) <= today),
            })
        })
        .collect())
}
