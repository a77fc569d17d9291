//! When applications arrive: by hour, weekday, holiday and channel. The whole number is spread over the
//! hours of the year by weight, so that each size has exactly its cases, in the order of time.

use crate::Fitted;
use crate::dice::Dice;
use kernel::{Date, Timestamp, WorkCalendar};

const MICROS_OF_HOUR: i64 = 3_600_000_000;

/// How much of a working day's online applications a Sunday and a holiday bring. The log's own weekend
/// is used for weekends; holidays it does not tell of.
const HOLIDAY: f64 = 0.12;

/// Online applications by hour of the day. The log says only on which day: this is the day of a phone.
const ONLINE_HOURS: [f64; 24] = [
    0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.6, 1.8, 5.2, 9.0, 9.6, 8.0, 5.0, 5.6, 8.0, 8.6, 7.6, 5.8, 4.4,
    4.8, 5.2, 4.6, 3.0, 1.7,
];

#[derive(Clone, Copy, Debug)]
struct Hour {
    begins: Timestamp,
    /// Applications up to the end of this hour.
    through: u64,
    /// Share of those of this hour that come online, and by post, in thousandths.
    online: usize,
    post: usize,
}

/// How an application comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Online,
    Window,
    Post,
}

/// One application on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub index: u64,
    pub at: Timestamp,
    pub by: By,
}

/// All applications of the year, one after another.
#[derive(Clone, Debug)]
pub struct Arrivals {
    seed: u64,
    hours: Vec<Hour>,
    hour: usize,
    /// Those of the running hour that are still to come, the next one last.
    waiting: Vec<Arrival>,
    given: u64,
}

impl Arrivals {
    pub fn new(
        fitted: &Fitted,
        calendar: &WorkCalendar,
        (first, last): (Date, Date),
        cases: u64,
        seed: u64,
    ) -> Self {
        let mut weights = Vec::new();
        let mut day = first;
        while day <= last {
            for hour in 0..24_i8 {
                let (online, counter) = weight(fitted, calendar, day, hour);
                if online + counter > 0.0 {
                    weights.push((Timestamp::in_city(day, hour, 0), online, counter));
                }
            }
            day = day.saturating_add(jiff::Span::new().days(1));
        }
        // Each channel has its share of the whole, however many hours it is open.
        let all_online: f64 = weights.iter().map(|(_, online, _)| online).sum();
        let all_counter: f64 = weights.iter().map(|(_, _, counter)| counter).sum();
        let at_counter = fitted.channels.window + fitted.channels.post;
        let mut passed = 0.0;
        let mut hours = Vec::with_capacity(weights.len());
        for (begins, online, counter) in weights {
            let online = fitted.channels.online * online / all_online.max(f64::MIN_POSITIVE);
            let counter = at_counter * counter / all_counter.max(f64::MIN_POSITIVE);
            passed += online + counter;
            hours.push(Hour {
                begins,
                through: scaled(passed / (fitted.channels.online + at_counter), cases),
                online: thousandths(online / (online + counter)),
                post: thousandths(fitted.channels.post / at_counter.max(f64::MIN_POSITIVE)),
            });
        }
        if let Some(last) = hours.last_mut() {
            last.through = cases;
        }
        Self {
            seed,
            hours,
            hour: 0,
            waiting: Vec::new(),
            given: 0,
        }
    }

    fn fill(&mut self) {
        while self.waiting.is_empty()
            && let Some(hour) = self.hours.get(self.hour).copied()
        {
            let mut dice = Dice::of(self.seed, &[1, self.hour as u64]);
            let count = hour.through.saturating_sub(self.given);
            let mut offsets: Vec<i64> = (0..count)
                .map(|_| dice.between(0, MICROS_OF_HOUR - 1))
                .collect();
            offsets.sort_unstable();
            for offset in offsets {
                let by = if dice.chance(hour.online) {
                    By::Online
                } else if dice.chance(hour.post) {
                    By::Post
                } else {
                    By::Window
                };
                self.waiting.push(Arrival {
                    index: self.given,
                    at: Timestamp(hour.begins.0 + offset),
                    by,
                });
                self.given += 1;
            }
            self.waiting.reverse();
            self.hour += 1;
        }
    }

    /// When the next one comes.
    pub fn peek(&mut self) -> Option<Timestamp> {
        self.fill();
        self.waiting.last().map(|arrival| arrival.at)
    }
}

impl Iterator for Arrivals {
    type Item = Arrival;

    fn next(&mut self) -> Option<Arrival> {
        self.fill();
        self.waiting.pop()
    }
}

/// Online and counter weight of an hour.
fn weight(fitted: &Fitted, calendar: &WorkCalendar, day: Date, hour: i8) -> (f64, f64) {
    let of = |list: &[f64], at: i8| {
        let at = usize::try_from(at).unwrap_or(0);
        list.get(at).copied().unwrap_or(0.0)
    };
    let weekday = day.weekday().to_monday_zero_offset();
    let is_worked = calendar.is_working_day(day).unwrap_or(false);
    let online_day = match (is_worked, weekday < 5) {
        // A weekend day worked in exchange is like the days around it.
        (true, false) => of(&fitted.weekdays, 3),
        (false, true) => HOLIDAY * of(&fitted.weekdays, 3),
        (true, true) | (false, false) => of(&fitted.weekdays, weekday),
    };
    let is_open = is_worked && (9..17).contains(&hour) && hour != 12;
    let counter = if is_open {
        of(&fitted.hours, hour)
    } else {
        0.0
    };
    (online_day * of(&ONLINE_HOURS, hour), counter)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "millions of cases"
)]
fn scaled(part: f64, of: u64) -> u64 {
    (part * of as f64).round() as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 1000"
)]
fn thousandths(part: f64) -> usize {
    (part * 1000.0).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn year(cases: u64) -> Vec<Arrival> {
        let fitted = Fitted::committed().unwrap();
        let days = (date(2021, 1, 1), date(2021, 12, 31));
        Arrivals::new(&fitted, &WorkCalendar::published(), days, cases, 7).collect()
    }

    #[test]
    fn each_application_comes_once_and_in_the_order_of_time() {
        let all = year(5000);
        assert_eq!(all.len(), 5000);
        assert!(all.is_sorted_by_key(|arrival| (arrival.at, arrival.index)));
    }

    #[test]
    fn nobody_comes_to_a_closed_window() {
        let spring_festival = |arrival: &&Arrival| {
            let day = arrival.at.date();
            day >= date(2021, 2, 11) && day <= date(2021, 2, 17)
        };
        let all = year(50_000);
        let at_home: Vec<&Arrival> = all.iter().filter(spring_festival).collect();
        assert!(!at_home.is_empty());
        assert!(at_home.iter().all(|arrival| arrival.by == By::Online));
    }

    #[test]
    fn the_channels_have_the_shares_of_the_log() {
        let all = year(50_000);
        let online = all
            .iter()
            .filter(|arrival| arrival.by == By::Online)
            .count();
        assert!((43_600..45_000).contains(&online), "{online}");
    }
}
