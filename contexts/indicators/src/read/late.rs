//! What is most overdue, by the promised day, within the reader's reach of lists.

use super::Narrow;
use kernel::{Actor, Date, MatterId, Permission, UnitId, time::date_of_day};
use store::{Reader, StoreError};

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
    let mut params = vec![today.into()];
    let narrow = narrow.condition(reader, "m", &mut params);
    let gate = reader.gate(&actor.scope(&CASES_LIST), "m", &mut params);
    let sql = format!(
        "SELECT m.id, m.number, m.title, m.unit, m.promised_on, m.red_on
           FROM matter m
          WHERE m.closed_on IS NULL AND m.promised_on < $1 AND {narrow} AND {gate}
          ORDER BY m.promised_on, m.id
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    Ok(records
        .iter()
        .filter_map(|record| {
            Some(LateLine {
                id: MatterId(record.int(0)),
                number: record.text(1).to_owned(),
                title: record.text(2).to_owned(),
                unit: UnitId(record.int(3)),
                promised_on: record.find_date(4)?,
                is_red: i32::try_from(record.int(5)).is_ok_and(|day| date_of_day(day) <= today),
            })
        })
        .collect())
}
