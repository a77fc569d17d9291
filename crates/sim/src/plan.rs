//! The plan of a year: every act of every case in the order of time, made as it is asked for. Only open
//! cases are held. The same seed and size give the same plan, whatever the database answers.

use crate::arrivals::Arrivals;
use crate::cast::Cast;
use crate::fit::Fitted;
use crate::hours::Hours;
use crate::life::{Due, Life, Stage};
use kernel::{Date, Timestamp, WorkCalendar};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a plan depends on, besides the city itself.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Size {
    pub seed: u64,
    pub cases: u64,
    /// Cases of a thousand whose papers and invitations to rate are made.
    pub told: usize,
    /// The last day that is played.
    pub until: Date,
}

impl Size {
    /// The first day that is played.
    pub fn from() -> Date {
        jiff::civil::date(2021, 1, 1)
    }

    /// When the year is over and the city's clock begins to run.
    pub fn end(&self) -> Timestamp {
        let next = self.until.saturating_add(jiff::Span::new().days(1));
        Timestamp::in_city(next, 0, 0)
    }

    /// One person in twenty cases: most come once or twice, some a thousand times.
    pub fn persons(&self) -> usize {
        usize::try_from(self.cases / 20)
            .unwrap_or(0)
            .clamp(40, 150_000)
    }

    pub fn firms(&self) -> usize {
        usize::try_from(self.cases / 150)
            .unwrap_or(0)
            .clamp(12, 20_000)
    }

    /// Firms for which one agent acts.
    pub fn of_agent(&self) -> usize {
        (self.firms() / 2).min(2000)
    }
}

/// An act of the plan.
#[derive(Debug)]
pub struct Planned<'p> {
    /// Its place in the plan.
    pub number: u64,
    pub at: Timestamp,
    pub due: Due,
    pub life: &'p Life,
}

/// The plan as far as it has come.
#[derive(Debug)]
pub struct Plan<'a> {
    stage: Stage<'a>,
    arrivals: Arrivals,
    end: Timestamp,
    open: Vec<Life>,
    free: Vec<usize>,
    /// When each open case is due, first by time, then by its number.
    queue: BinaryHeap<Reverse<(Timestamp, u64, usize)>>,
    number: u64,
    begun: u64,
    /// The case whose last act was given out just now.
    ended: Option<usize>,
}

impl<'a> Plan<'a> {
    pub fn new(
        size: &Size,
        cast: &'a Cast,
        fitted: &'a Fitted,
        hours: &'a Hours,
        calendar: &WorkCalendar,
    ) -> Self {
        let days = (Size::from(), size.until);
        Self {
            stage: Stage {
                cast,
                fitted,
                hours,
                seed: size.seed,
                persons: size.persons(),
                firms: size.firms(),
                told: size.told,
            },
            arrivals: Arrivals::new(fitted, calendar, days, size.cases, size.seed),
            end: size.end(),
            open: Vec::new(),
            free: Vec::new(),
            queue: BinaryHeap::new(),
            number: 0,
            begun: 0,
            ended: None,
        }
    }

    /// Cases that have begun.
    pub fn begun(&self) -> u64 {
        self.begun
    }

    /// Acts given out so far.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// When the next act is due.
    pub fn peek(&mut self) -> Option<Timestamp> {
        let first = self.queue.peek().map(|Reverse((at, ..))| *at);
        let arrival = self.arrivals.peek();
        let next = match (first, arrival) {
            (Some(first), Some(arrival)) => first.min(arrival),
            (first, arrival) => first.or(arrival)?,
        };
        (next < self.end).then_some(next)
    }

    /// The next act; none when the year is over.
    pub fn next_act(&mut self) -> Option<Planned<'_>> {
        if let Some(ended) = self.ended.take() {
            self.free.push(ended);
        }
        let next = self.peek()?;
        let (at, slot) = if self.arrivals.peek() == Some(next) {
            let arrival = self.arrivals.next()?;
            self.begun += 1;
            (next, self.admit(arrival))
        } else {
            let Reverse((at, _, slot)) = self.queue.pop()?;
            (at, slot)
        };
        let life = self.open.get_mut(slot)?;
        let (due, then) = self.stage.step(life, at);
        match then {
            Some(then) => self.queue.push(Reverse((then, life.index, slot))),
            None => self.ended = Some(slot),
        }
        self.number += 1;
        Some(Planned {
            number: self.number,
            at,
            due,
            life: self.open.get(slot)?,
        })
    }

    fn admit(&mut self, arrival: crate::arrivals::Arrival) -> usize {
        let life = self.stage.begin(arrival);
        if let Some(slot) = self.free.pop()
            && let Some(place) = self.open.get_mut(slot)
        {
            *place = life;
            slot
        } else {
            self.open.push(life);
            self.open.len() - 1
        }
    }
}
