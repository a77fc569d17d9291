//! Sums of cells: by day, for totals and months; by unit, for rankings. Both are ranges of the
//! table's key (figure, day).

use super::{Narrow, Reach};
use crate::domain::{Definition, Period, Reading};
use contracts::Value;
use kernel::{Date, UnitId};
use std::collections::BTreeMap;
use store::{Reader, StoreError};

/// What each counter sums up to on each day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySums(BTreeMap<(String, Date), i64>);

/// What each counter sums up to in each unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitSums(BTreeMap<(String, UnitId), i64>);

pub fn sums_by_day(
    reader: &mut Reader,
    counters: &[String],
    period: Period,
    reach: &Reach,
    narrow: &Narrow,
) -> Result<DaySums, StoreError> {
    let (condition, params) = within(reader, counters, period, reach, narrow);
    let sql = format!(
        "SELECT c.figure, c.counts_for, CAST(SUM(c.n) AS BIGINT)
           FROM cell c
          WHERE {condition}
          GROUP BY c.figure, c.counts_for"
    );
    let records = reader.query(&sql, &params)?;
    Ok(DaySums(
        records
            .iter()
            .filter_map(|record| {
                Some((
                    (record.text(0).to_owned(), record.find_date(1)?),
                    record.int(2),
                ))
            })
            .collect(),
    ))
}

pub fn sums_by_unit(
    reader: &mut Reader,
    counters: &[String],
    period: Period,
    reach: &Reach,
    narrow: &Narrow,
) -> Result<UnitSums, StoreError> {
    let (condition, params) = within(reader, counters, period, reach, narrow);
    let sql = format!(
        "SELECT c.figure, c.unit, CAST(SUM(c.n) AS BIGINT)
           FROM cell c
          WHERE {condition}
          GROUP BY c.figure, c.unit"
    );
    let records = reader.query(&sql, &params)?;
    Ok(UnitSums(
        records
            .iter()
            .map(|record| {
                (
                    (record.text(0).to_owned(), UnitId(record.int(1))),
                    record.int(2),
                )
            })
            .collect(),
    ))
}

fn within(
    reader: &Reader,
    counters: &[String],
    period: Period,
    reach: &Reach,
    narrow: &Narrow,
) -> (String, Vec<Value>) {
    let mut params = Vec::new();
    let counter = reader.one_of("c.figure", Value::Texts(counters.to_vec()), &mut params);
    params.extend([period.from.into(), period.to.into(), period.known_on.into()]);
    let narrow = narrow.condition(reader, "c", &mut params);
    let reach = reach.condition(reader, "c", &mut params);
    let condition = format!(
        "{counter} AND c.counts_for BETWEEN $2 AND $3 AND c.known_on <= $4 AND {narrow} AND {reach}"
    );
    (condition, params)
}

impl DaySums {
    /// The figure over all days of the reading.
    pub fn total(&self, definition: &Definition) -> Reading {
        self.over(definition, |_| true)
    }

    /// The figure over the days that `is_wanted`.
    pub fn over(
        &self,
        definition: &Definition,
        is_wanted: impl Fn(Date) -> bool + Copy,
    ) -> Reading {
        Reading {
            numerator: self.sum(&definition.numerator_counters, is_wanted),
            denominator: self.sum(&definition.denominator_counters, is_wanted),
        }
    }

    pub fn sum(&self, counters: &[String], is_wanted: impl Fn(Date) -> bool) -> i64 {
        self.0
            .iter()
            .filter(|((counter, day), _)| counters.contains(counter) && is_wanted(*day))
            .map(|(_, n)| n)
            .sum()
    }

    pub fn in_month(&self, definition: &Definition, month: Date) -> Reading {
        self.over(definition, |day| day.first_of_month() == month)
    }
}

impl UnitSums {
    /// The figure of the units that `is_wanted`.
    pub fn of(&self, definition: &Definition, is_wanted: impl Fn(UnitId) -> bool) -> Reading {
        let sum = |counters: &[String]| {
            self.0
                .iter()
                .filter(|((counter, unit), _)| counters.contains(counter) && is_wanted(*unit))
                .map(|(_, n)| n)
                .sum()
        };
        Reading {
            numerator: sum(&definition.numerator_counters),
            denominator: sum(&definition.denominator_counters),
        }
    }

    /// Units in which something was counted.
    pub fn units(&self) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = self.0.keys().map(|(_, unit)| *unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}
