//! A year's holiday plan as it is read: its shape, and what is refused.

use crate::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Years that a plan may be for; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2199;

const LONGEST_NAME: usize = 32;

/// One line of a holiday plan: a day that differs from its weekday, and the holiday it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDay {
    pub date: Date,
    pub name: String,
    /// `true` for a day off, `false` for a day worked in exchange.
    pub off: bool,
}

/// Why a holiday plan cannot be used.
#[derive(Debug, Error)]
pub enum CalendarError {
    #[error("not a holiday plan")]
    NotAPlan(#[source] serde_json::Error),
    #[error("{year:?} is not a year that a holiday plan can be for")]
    BadYear { year: String },
    #[error("the plan of {year} is given twice")]
    YearTwice { year: i16 },
    #[error("entry {entry} of {year} is not a date, a name and whether it is off")]
    BadEntry {
        year: i16,
        /// Place in the year's list, from 1.
        entry: usize,
        #[source]
        source: serde_json::Error,
    },
    /// The usual source publishes an empty list for a year whose plan is not out yet; taking it for
    /// a plan would turn every holiday into a working day.
    #[error("the plan of {year} has no days off, so it is not published yet")]
    NoDaysOff { year: i16 },
    #[error("{date} is listed in the plan of {year}")]
    OtherYear { year: i16, date: Date },
    #[error("{date} is listed twice")]
    ListedTwice { date: Date },
    #[error("the name of {date} is empty, longer than {LONGEST_NAME} characters or not printable")]
    BadName { date: Date },
}

/// Reads a file of plans, in the order of the file.
pub(super) fn read(text: &str) -> Result<Vec<(i16, Vec<NamedDay>)>, CalendarError> {
    let Plans(plans) = serde_json::from_str(text).map_err(CalendarError::NotAPlan)?;
    plans
        .into_iter()
        .map(|(key, entries)| read_plan(key, entries))
        .collect()
}

/// The plan of one year in ascending order, if it can be one.
pub(super) fn of_year(year: i16, days: &[NamedDay]) -> Result<Vec<NamedDay>, CalendarError> {
    if !YEARS.contains(&year) {
        return Err(CalendarError::BadYear {
            year: year.to_string(),
        });
    }
    if !days.iter().any(|day| day.off) {
        return Err(CalendarError::NoDaysOff { year });
    }
    let days = checked(days)?;
    match days.iter().find(|day| day.date.year() != year) {
        Some(stray) => Err(CalendarError::OtherYear {
            year,
            date: stray.date,
        }),
        None => Ok(days),
    }
}

/// A file of plans. Not a map, which would let the second plan of a year replace the first unseen.
struct Plans(Vec<(String, Vec<serde_json::Value>)>);

impl<'de> Deserialize<'de> for Plans {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PlansVisitor)
    }
}

struct PlansVisitor;

impl<'de> serde::de::Visitor<'de> for PlansVisitor {
    type Value = Plans;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of days for each year")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Plans, A::Error> {
        let mut plans = Vec::new();
        while let Some(plan) = map.next_entry()? {
            plans.push(plan);
        }
        Ok(Plans(plans))
    }
}

fn read_plan(
    key: String,
    entries: Vec<serde_json::Value>,
) -> Result<(i16, Vec<NamedDay>), CalendarError> {
    let Some(year) = read_year(&key) else {
        return Err(CalendarError::BadYear { year: key });
    };
    let entries = entries.into_iter().enumerate();
    let days = entries.map(|(index, entry)| read_entry(year, index + 1, entry));
    Ok((year, days.collect::<Result<_, _>>()?))
}

fn read_year(key: &str) -> Option<i16> {
    let year = key.parse().ok().filter(|year| YEARS.contains(year))?;
    // `+2021` and `02021` parse too, and would hide a plan listed twice.
    (key == year.to_string()).then_some(year)
}

fn read_entry(
    year: i16,
    entry: usize,
    value: serde_json::Value,
) -> Result<NamedDay, CalendarError> {
    serde_json::from_value(value).map_err(|source| CalendarError::BadEntry {
        year,
        entry,
        source,
    })
}

/// The days in ascending order, each once and with a name that can be shown.
pub(super) fn checked(days: &[NamedDay]) -> Result<Vec<NamedDay>, CalendarError> {
    let mut days = days.to_vec();
    days.sort_by_key(|day| day.date);
    for day in &days {
        let has_letters = day.name.chars().any(char::is_alphanumeric);
        let is_short = day.name.chars().count() <= LONGEST_NAME;
        if !has_letters || !is_short || day.name.chars().any(char::is_control) {
            return Err(CalendarError::BadName { date: day.date });
        }
    }
    if let Some(pair) = days
        .array_windows()
        .find(|[one, next]| one.date == next.date)
    {
        return Err(CalendarError::ListedTwice { date: pair[0].date });
    }
    Ok(days)
}
