//! Lights (预警、黄牌、红牌): never stored, always a comparison of three dates with today.

use super::clock::Count;
use super::{Clock, DayUnit, Limit};
use crate::calendar::day_after;
use crate::{Date, OutsideCalendar, WorkCalendar};
use serde::{Deserialize, Serialize};

/// Yellow up to so many working days over the promise, red after them.
const YELLOW_DAYS: u16 = 3;

/// How a matter stands against its promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    Normal,
    /// 预警: at most a fifth of the promise or one day is left.
    Warn,
    /// 黄牌: one to three working days over the promise.
    Yellow,
    /// 红牌: more than three working days over the promise, or over the law's limit.
    Red,
    /// 停表: a pause stops the clock, and it was in time before.
    Paused,
    /// 办结. Never the answer of a clock, which does not know that its matter has ended.
    Done,
}

/// The days on which the light of an open matter changes; each is the first day of its light, and
/// they are in order. A pause that is still to come moves them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightDates {
    pub warn_on: Date,
    pub yellow_on: Date,
    pub red_on: Date,
}

impl LightDates {
    /// The light of a matter that is open and not paused.
    pub fn light_on(&self, today: Date) -> Light {
        if today >= self.red_on {
            Light::Red
        } else if today >= self.yellow_on {
            Light::Yellow
        } else if today >= self.warn_on {
            Light::Warn
        } else {
            Light::Normal
        }
    }
}

impl Clock {
    /// When the lights change. Days over are working days on which the clock ran, so the weekend
    /// after a last Friday is not over the promise; it is over the law's limit, if that ended on
    /// the Friday too, because that is a matter of date and not of days.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that a count touches is not loaded; the count goes four
    /// working days beyond the promise.
    pub fn light_dates(&self, calendar: &WorkCalendar) -> Result<LightDates, OutsideCalendar> {
        let due = self.due(calendar)?;
        let windows = self.windows();
        let working = Count {
            calendar,
            unit: DayUnit::Working,
            windows: &windows,
        };
        let mut red_on = working.nth(due.promised_on, YELLOW_DAYS + 1)?;
        if let Some(legal_on) = due.legal_on {
            red_on = red_on.min(day_after(legal_on)?);
        }
        let yellow_on = working.nth(due.promised_on, 1)?.min(red_on);
        let warn_on = self.warn_on(due.promised_on, working)?.min(yellow_on);
        Ok(LightDates {
            warn_on,
            yellow_on,
            red_on,
        })
    }

    /// The light today, if the matter is open. A pause shows only while nothing is late: it does
    /// not make up for what was late before it.
    ///
    /// # Errors
    /// As for [`Clock::light_dates`].
    pub fn lights(&self, calendar: &WorkCalendar, today: Date) -> Result<Light, OutsideCalendar> {
        let light = self.light_dates(calendar)?.light_on(today);
        Ok(match light {
            Light::Normal | Light::Warn if self.pause_on(today).is_some() => Light::Paused,
            Light::Normal
            | Light::Warn
            | Light::Yellow
            | Light::Red
            | Light::Paused
            | Light::Done => light,
        })
    }

    /// The first day at whose end at most a fifth of the promise, or one working day, is left.
    fn warn_on(&self, promised_on: Date, working: Count<'_>) -> Result<Date, OutsideCalendar> {
        let Limit { days, unit } = self.limits.promised();
        let day_with_left = |left: u16, count: Count<'_>| {
            let total = count.between(self.started_on, promised_on)?;
            let used = total.saturating_sub(u32::from(left));
            count.nth(self.started_on, u16::try_from(used).unwrap_or(u16::MAX))
        };
        let fifth_left = day_with_left(days / 5, Count { unit, ..working })?;
        Ok(fifth_left.min(day_with_left(1, working)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::{Limits, LimitsError, Pause, PauseReason};
    use jiff::civil::date;

    fn clock(legal: u16, promised: u16) -> Result<Clock, LimitsError> {
        let limits = Limits::new(Some(Limit::working(legal)), Limit::working(promised))?;
        Ok(Clock::new(date(2021, 11, 5), limits)) // a Friday
    }

    #[test]
    fn lights_follow_the_promise() {
        let clock = clock(20, 10).unwrap();
        let dates = clock.light_dates(&WorkCalendar::published()).unwrap();
        assert_eq!(dates.warn_on, date(2021, 11, 17)); // two of ten days are left
        assert_eq!(dates.yellow_on, date(2021, 11, 22)); // due on Friday the 19th
        assert_eq!(dates.red_on, date(2021, 11, 25));
        assert_eq!(dates.light_on(date(2021, 11, 21)), Light::Warn);
        assert_eq!(dates.light_on(date(2021, 11, 24)), Light::Yellow);
    }

    #[test]
    fn over_the_law_is_red_at_once() {
        let clock = clock(10, 10).unwrap();
        let dates = clock.light_dates(&WorkCalendar::published()).unwrap();
        assert_eq!(dates.red_on, date(2021, 11, 20));
        assert_eq!(dates.yellow_on, dates.red_on); // not the Monday after
        assert_eq!(dates.light_on(date(2021, 11, 20)), Light::Red);
    }

    #[test]
    fn a_pause_shows_unless_the_case_was_late_before() {
        let mut clock = clock(20, 5).unwrap();
        let calendar = WorkCalendar::published();
        let mut pause = Pause {
            reason: PauseReason::Hearing,
            started_on: date(2021, 11, 9),
            planned_end_on: date(2021, 11, 18),
            ended_on: None,
            document: "听〔2021〕3号".into(),
        };
        clock.pauses = vec![pause.clone()];
        let light = |clock: &Clock, day| clock.lights(&calendar, date(2021, 11, day)).unwrap();
        assert_eq!(light(&clock, 9), Light::Normal);
        assert_eq!(light(&clock, 10), Light::Paused);
        pause.started_on = date(2021, 11, 15); // the promise ended on the 12th
        clock.pauses = vec![pause];
        assert_eq!(light(&clock, 16), Light::Yellow);
    }
}
