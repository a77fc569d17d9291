//! The published figures: how many tokens, how many ratings, how many of them good, by unit.

use super::project::{GIVEN, GOOD, INVITED};
use contracts::Value;
use contracts::item::Text;
use contracts::people::Units;
use kernel::{Date, UnitId};
use std::collections::BTreeMap;
use store::{Reader, StoreError};

/// One authority over a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitStanding {
    pub unit: Text,
    pub invited: i64,
    pub given: i64,
    pub good: i64,
}

/// Every authority with a service in the period, in the order of the units. Sections count for their
/// department.
pub fn standings(
    reader: &mut Reader,
    from: Date,
    through: Date,
) -> Result<Vec<UnitStanding>, StoreError> {
    let params: Vec<Value> = vec![
        INVITED.into(),
        GIVEN.into(),
        GOOD.into(),
        from.into(),
        through.into(),
    ];
    let records = reader.query(
        "SELECT c.unit, c.figure, CAST(SUM(c.n) AS BIGINT) FROM cell c
          WHERE c.figure IN ($1, $2, $3) AND c.counts_for BETWEEN $4 AND $5
          GROUP BY c.unit, c.figure ORDER BY c.unit, c.figure",
        &params,
    )?;
    let units = reader.reference.get::<Units>();
    let mut by_unit: BTreeMap<UnitId, UnitStanding> = BTreeMap::new();
    for record in records {
        let unit = UnitId(record.int(0));
        let authority = units.authority_of(unit).or_else(|| units.find(unit));
        let standing = by_unit
            .entry(authority.map_or(unit, |unit| unit.id))
            .or_insert_with(|| UnitStanding {
                unit: authority.map_or_else(Text::default, |unit| unit.name.clone()),
                ..UnitStanding::default()
            });
        let n = record.int(2);
        match record.text(1) {
            INVITED => standing.invited += n,
            GIVEN => standing.given += n,
            _ => standing.good += n,
        }
    }
    Ok(by_unit.into_values().collect())
}
