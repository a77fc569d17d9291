//! Numbers fitted from a real permit log: how applications reach an office, how long each part takes,
//! and how often a case turns off the straight way. `yimen sim fit FILE` makes them; the program
//! carries the ones that are committed.
//!
//! The log is of the receipt phase of building permits in a European municipality. Its times are
//! taken as working minutes of an office day and its limits as shares of the promised limit, so that
//! they carry over to items with other limits; its law, names and words do not come in.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read;
use thiserror::Error;

/// Steps between the quantiles: every twentieth.
const STEPS: usize = 20;

/// The log's office hours, as its own events show them.
const OPENS: i64 = 8;
const CLOSES: i64 = 17;

#[derive(Debug, Error)]
pub enum FitError {
    #[error("the log cannot be read")]
    File(#[from] std::io::Error),
    #[error("a line of the log cannot be read")]
    Line(#[from] csv::Error),
    #[error("`{0}` is no time")]
    Time(String),
    #[error("the log has no case")]
    Empty,
    #[error("the fitted numbers cannot be written")]
    Write(#[from] toml::ser::Error),
}

/// Values at every twentieth of the way from the smallest to the largest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantiles(Vec<f64>);

impl Quantiles {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places in a list of some thousand values"
    )]
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1);
        let at = |step: usize| {
            let place = (last as f64 * step as f64 / STEPS as f64).round() as usize;
            values.get(place).copied().unwrap_or(0.0)
        };
        Self((0..=STEPS).map(|step| rounded(at(step))).collect())
    }

    /// The value so far on the way, between 0 and 1.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place among 21"
    )]
    pub fn at(&self, part: f64) -> f64 {
        let place = part.clamp(0.0, 1.0) * self.0.len().saturating_sub(1) as f64;
        let below = place.floor();
        let value = |at: f64| self.0.get(at as usize).copied().unwrap_or(0.0);
        let low = value(below);
        let high = value(place.ceil());
        low + (high - low) * (place - below)
    }
}

/// What the simulation reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// Cases and events of the log.
    pub cases: usize,
    pub events: usize,
    pub channels: Channels,
    /// Applications by the internet on each day of the week, Monday first, as shares.
    pub weekdays: Vec<f64>,
    /// Events of the office in each hour of the day, as shares.
    pub hours: Vec<f64>,
    pub branches: Branches,
    pub waits: Waits,
    /// From the application to the last event, as a share of the limit.
    pub pace: Quantiles,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channels {
    pub online: f64,
    pub window: f64,
    pub post: f64,
}

/// Shares of the cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Branches {
    /// The confirmation was adjusted (T03): here, a correction.
    pub corrected: f64,
    /// "Request unlicensed" (T11 to T15): no permit was needed.
    pub not_required: f64,
    /// "Report to hold the request" (T16 to T20): here, a special procedure.
    pub held: f64,
    /// Nothing after the confirmation of receipt: the case was broken off.
    pub broken_off: f64,
}

/// Working minutes of a day of 480.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waits {
    /// From the receipt to the first look at it.
    pub look: Quantiles,
    /// From the look to the adjustment.
    pub answer: Quantiles,
}

/// One event of the log.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(rename = "case:concept:name")]
    case: String,
    #[serde(rename = "case:channel")]
    channel: String,
    #[serde(rename = "case:startdate")]
    started: String,
    #[serde(rename = "case:deadline")]
    deadline: String,
    #[serde(rename = "concept:name")]
    what: String,
    #[serde(rename = "time:timestamp")]
    at: String,
}

struct Event {
    task: String,
    at: DateTime,
}

struct Case {
    channel: String,
    started: DateTime,
    deadline: DateTime,
    events: Vec<Event>,
}

impl Fitted {
    /// The numbers that travel with the program.
    pub fn committed() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../data/samples/receipt-fit.toml"))
    }

    /// Fits the numbers to a log, plain or packed with gzip.
    pub fn of_log(file: impl Read, is_packed: bool) -> Result<Self, FitError> {
        let file: Box<dyn Read> = if is_packed {
            Box::new(flate2::read::GzDecoder::new(file))
        } else {
            Box::new(file)
        };
        let cases = read(file)?;
        if cases.is_empty() {
            return Err(FitError::Empty);
        }
        let all: Vec<&Case> = cases.values().collect();
        let events = || all.iter().flat_map(|case| &case.events);
        Ok(Self {
            cases: all.len(),
            events: events().count(),
            channels: channels(&all),
            weekdays: shares(
                7,
                all.iter()
                    .filter(|case| case.channel == "Internet")
                    .map(|case| case.started.date().weekday().to_monday_zero_offset()),
            ),
            hours: shares(24, events().map(|event| event.at.hour())),
            branches: branches(&all),
            waits: waits(&all),
            pace: Quantiles::of(all.iter().filter_map(|case| pace(case)).collect()),
        })
    }

    pub fn to_toml(&self) -> Result<String, FitError> {
        Ok(format!(
            "# Made by `yimen sim fit data/samples/receipt.csv.gz`. Lists go from the smallest to the \
             largest value in steps\n# of a twentieth.\n\n{}",
            toml::to_string(self)?
        ))
    }
}

fn read(file: impl Read) -> Result<BTreeMap<String, Case>, FitError> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    for line in csv::Reader::from_reader(file).deserialize() {
        let line: Line = line?;
        let task = line.what.split([' ', '-']).next().unwrap_or_default();
        let event = Event {
            task: task.to_owned(),
            at: time(&line.at)?,
        };
        let case = match cases.entry(line.case) {
            std::collections::btree_map::Entry::Occupied(slot) => slot.into_mut(),
            std::collections::btree_map::Entry::Vacant(slot) => slot.insert(Case {
                channel: line.channel,
                started: time(&line.started)?,
                deadline: time(&line.deadline)?,
                events: Vec::new(),
            }),
        };
        case.events.push(event);
    }
    for case in cases.values_mut() {
        case.events.sort_by_key(|event| event.at);
    }
    Ok(cases)
}

/// `2011-10-11 13:42:22.688000+02:00`, as the clock on the wall showed it.
fn time(text: &str) -> Result<DateTime, FitError> {
    let wrong = || FitError::Time(text.to_owned());
    text.get(..19)
        .ok_or_else(wrong)?
        .replace(' ', "T")
        .parse()
        .map_err(|_| wrong())
}

#[expect(clippy::cast_precision_loss, reason = "some thousand cases")]
fn share(of: usize, all: usize) -> f64 {
    rounded(of as f64 / all.max(1) as f64)
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn shares(places: usize, at: impl Iterator<Item = i8>) -> Vec<f64> {
    let mut counts = vec![0; places];
    for place in at {
        if let Some(count) = usize::try_from(place)
            .ok()
            .and_then(|at| counts.get_mut(at))
        {
            *count += 1;
        }
    }
    let all = counts.iter().sum();
    counts.into_iter().map(|count| share(count, all)).collect()
}

fn channels(cases: &[&Case]) -> Channels {
    let of = |names: &[&str]| {
        let found = cases
            .iter()
            .filter(|case| names.contains(&case.channel.as_str()));
        share(found.count(), cases.len())
    };
    Channels {
        online: of(&["Internet", "e-mail"]),
        window: of(&["Desk", "Intern"]),
        post: of(&["Post"]),
    }
}

fn branches(cases: &[&Case]) -> Branches {
    let with = |tasks: &[&str]| {
        let has = |case: &&&Case| {
            case.events
                .iter()
                .any(|event| tasks.contains(&event.task.as_str()))
        };
        share(cases.iter().filter(has).count(), cases.len())
    };
    let broken_off = cases
        .iter()
        .filter(|case| case.events.iter().all(|event| event.task == "Confirmation"));
    Branches {
        corrected: with(&["T03"]),
        not_required: with(&["T11", "T12", "T13", "T14", "T15"]),
        held: with(&["T16", "T17", "T18", "T19", "T20"]),
        broken_off: share(broken_off.count(), cases.len()),
    }
}

fn waits(cases: &[&Case]) -> Waits {
    let between = |from: &'static str, to: &'static str| {
        let wait = move |case: &&Case| {
            let at = |task: &str| {
                let found = case.events.iter().find(|event| event.task == task);
                found.map(|event| event.at)
            };
            Some(working_minutes(at(from)?, at(to)?)).filter(|wait| *wait >= 0.0)
        };
        Quantiles::of(cases.iter().filter_map(wait).collect())
    };
    Waits {
        look: between("Confirmation", "T02"),
        answer: between("T02", "T03"),
    }
}

/// How much of the limit the case took; none where the log's own times contradict one another.
#[expect(clippy::cast_precision_loss, reason = "seconds of some years")]
fn pace(case: &Case) -> Option<f64> {
    let last = case.events.last()?.at;
    let seconds = |from: DateTime, to: DateTime| to.duration_since(from).as_secs() as f64;
    let limit = seconds(case.started, case.deadline);
    let took = seconds(case.started, last);
    (limit > 0.0 && took > 0.0).then(|| took / limit)
}

/// Minutes of office days between two instants, on a scale of 480 a day.
#[expect(clippy::cast_precision_loss, reason = "minutes of some years")]
fn working_minutes(from: DateTime, to: DateTime) -> f64 {
    let of_day = |at: DateTime| {
        let minute = i64::from(at.hour()) * 60 + i64::from(at.minute());
        (minute - OPENS * 60).clamp(0, (CLOSES - OPENS) * 60)
    };
    let is_office_day = |day: jiff::civil::Date| day.weekday().to_monday_zero_offset() < 5;
    let mut minutes = 0;
    let mut day = from.date();
    while day <= to.date() {
        if is_office_day(day) {
            let begins = if day == from.date() { of_day(from) } else { 0 };
            let ends = if day == to.date() {
                of_day(to)
            } else {
                (CLOSES - OPENS) * 60
            };
            minutes += (ends - begins).max(0);
        }
        day = day.saturating_add(jiff::Span::new().days(1));
    }
    minutes as f64 * 480.0 / ((CLOSES - OPENS) * 60) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_numbers_are_those_of_the_committed_log() {
        let log = include_bytes!("../../../data/samples/receipt.csv.gz");
        let fitted = Fitted::of_log(log.as_slice(), true).unwrap();
        assert_eq!(fitted, Fitted::committed().unwrap());
    }

    #[test]
    fn a_weekend_is_no_working_time() {
        let friday = "2011-10-14T16:00:00".parse().unwrap();
        let monday = "2011-10-17T09:00:00".parse().unwrap();
        let minutes = working_minutes(friday, monday);
        assert!((minutes - 120.0 * 480.0 / 540.0).abs() < 0.01, "{minutes}");
    }

    #[test]
    fn between_two_quantiles_lies_what_is_between() {
        let quantiles = Quantiles::of((0..=20).map(f64::from).collect());
        assert!((quantiles.at(0.525) - 10.5).abs() < 1e-9);
    }
}
