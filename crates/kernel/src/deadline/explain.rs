//! Why a day is the last one: every day from the start, and what it was.

use super::clock::Count;
use super::{Clock, DayUnit, PauseReason, Which};
use crate::calendar::{DayKind, day_after};
use crate::{Date, OutsideCalendar, WorkCalendar};
use serde::Serialize;

/// A due date with the days that lead to it. The highest number among [`Explanation::days`] is
/// [`Explanation::limit_days`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The limit that was counted: the promise, if no law sets one.
    pub which: Which,
    /// Extension included.
    pub limit_days: u16,
    pub unit: DayUnit,
    pub started_on: Date,
    pub due_on: Date,
    /// From `started_on` through `due_on`, none left out.
    pub days: Vec<ExplainedDay>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExplainedDay {
    pub date: Date,
    #[serde(flatten)]
    pub kind: DayCount,
}

/// What a day was for the count; `n` is its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DayCount {
    /// Day zero (民法典 art. 201).
    Start,
    Counted {
        n: u16,
    },
    /// 调休上班, and so counted.
    MadeUp {
        n: u16,
        name: String,
    },
    Weekend,
    Holiday {
        name: String,
    },
    /// Would have counted, but for a notice (行政许可法 art. 45).
    Paused {
        reason: PauseReason,
        document: String,
    },
    /// Not counted: the last day of a limit in calendar days was a day off, and moved here (民法典
    /// art. 203).
    MovedHere,
}

impl DayCount {
    /// The day's number, if it was counted.
    pub fn number(&self) -> Option<u16> {
        match self {
            Self::Counted { n } | Self::MadeUp { n, .. } => Some(*n),
            Self::Start
            | Self::Weekend
            | Self::Holiday { .. }
            | Self::Paused { .. }
            | Self::MovedHere => None,
        }
    }
}

impl Clock {
    /// Explains one of the two due dates day by day. Where no law sets a limit, asking for the
    /// legal one explains the promise, and the answer says so.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that the count touches is not loaded.
    pub fn explain(
        &self,
        which: Which,
        calendar: &WorkCalendar,
    ) -> Result<Explanation, OutsideCalendar> {
        let limit = self.limit(which);
        let windows = self.windows();
        let count = Count {
            calendar,
            unit: limit.unit,
            windows: &windows,
        };
        let due_on = count.end(self.started_on, limit.days)?;
        let mut days = vec![ExplainedDay {
            date: self.started_on,
            kind: DayCount::Start,
        }];
        let mut counted = 0;
        let mut date = self.started_on;
        while date < due_on {
            date = day_after(date)?;
            let kind = self.day_count(
                date,
                limit.unit,
                calendar,
                limit.days - counted,
                counted + 1,
            )?;
            counted = kind.number().unwrap_or(counted);
            days.push(ExplainedDay { date, kind });
        }
        Ok(Explanation {
            which: if self.limits.legal().is_some() {
                which
            } else {
                Which::Promised
            },
            limit_days: limit.days,
            unit: limit.unit,
            started_on: self.started_on,
            due_on,
            days,
        })
    }

    /// What one day after the start was, if `left` days were still to count and it would be the
    /// `n`-th.
    fn day_count(
        &self,
        date: Date,
        unit: DayUnit,
        calendar: &WorkCalendar,
        left: u16,
        n: u16,
    ) -> Result<DayCount, OutsideCalendar> {
        let kind = calendar.day(date)?;
        let counts = match unit {
            DayUnit::Working => kind.counts(),
            DayUnit::Calendar => left > 0 || kind.counts(),
        };
        if let Some(pause) = self.pause_on(date).filter(|_| counts) {
            let document = pause.document.clone();
            return Ok(DayCount::Paused {
                reason: pause.reason,
                document,
            });
        }
        Ok(match kind {
            _ if counts && left == 0 => DayCount::MovedHere,
            DayKind::MadeUpWorkingDay { name } => DayCount::MadeUp { n, name },
            DayKind::WorkingDay => DayCount::Counted { n },
            DayKind::Weekend | DayKind::Holiday { .. } if counts => DayCount::Counted { n },
            DayKind::Weekend => DayCount::Weekend,
            DayKind::Holiday { name } => DayCount::Holiday { name },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Limit, Limits, Pause};
    use jiff::civil::date;

    #[test]
    fn every_day_of_a_paused_case_says_what_it_was() {
        let limits = Limits::new(Some(Limit::working(20)), Limit::working(10)).unwrap();
        let mut clock = Clock::new(date(2021, 9, 24), limits);
        clock.pauses.push(Pause {
            reason: PauseReason::Testing,
            started_on: date(2021, 9, 28),
            planned_end_on: date(2021, 10, 9),
            ended_on: None,
            document: "永住建检〔2021〕86号".into(),
        });
        let explanation = clock
            .explain(Which::Promised, &WorkCalendar::published())
            .unwrap();
        assert_eq!(explanation.due_on, date(2021, 10, 19));
        let kind = |index: usize| explanation.days[index].kind.clone();
        let paused = DayCount::Paused {
            reason: PauseReason::Testing,
            document: "永住建检〔2021〕86号".into(),
        };
        assert_eq!(kind(0), DayCount::Start);
        assert_eq!(kind(1), DayCount::Weekend);
        assert_eq!(
            kind(2),
            DayCount::MadeUp {
                n: 1,
                name: "国庆节".into()
            }
        );
        assert_eq!(kind(4), DayCount::Counted { n: 3 });
        assert_eq!(kind(5), paused);
        assert_eq!(
            kind(7),
            DayCount::Holiday {
                name: "国庆节".into()
            }
        );
        assert_eq!(kind(15), paused); // 9 October, a Saturday worked in exchange
        assert_eq!(kind(16), DayCount::Weekend);
        assert_eq!(kind(25), DayCount::Counted { n: 10 });
    }

    // 民法典 art. 203.
    #[test]
    fn calendar_days_count_days_off_and_say_where_the_last_one_moved() {
        let limits = Limits::new(None, Limit::calendar(2)).unwrap();
        let clock = Clock::new(date(2021, 11, 4), limits); // a Thursday
        let explanation = clock
            .explain(Which::Legal, &WorkCalendar::published())
            .unwrap();
        let kinds: Vec<_> = explanation.days.into_iter().map(|day| day.kind).collect();
        let expected = [
            DayCount::Start,
            DayCount::Counted { n: 1 },
            DayCount::Counted { n: 2 },
            DayCount::Weekend,
            DayCount::MovedHere,
        ];
        assert_eq!(kinds, expected);
        assert_eq!(explanation.which, Which::Promised); // no law sets a limit
    }

    #[test]
    fn the_json_of_a_day_is_flat() {
        let kind = DayCount::MadeUp {
            n: 1,
            name: "国庆节".into(),
        };
        let day = ExplainedDay {
            date: date(2021, 9, 26),
            kind,
        };
        let expected = r#"{"date":"2021-09-26","kind":"made-up","n":1,"name":"国庆节"}"#;
        assert_eq!(serde_json::to_string(&day).unwrap(), expected);
    }
}
