//! Releasing a proposed change of the calendar, or taking it back.

use super::calendar::{CalendarChange, CalendarEvent, CalendarState};
use super::propose_calendar::{CalendarRefusal, with_change};
use crate::permissions;
use contracts::Command;
use kernel::{Env, Permission};

#[derive(Debug)]
pub struct ReleaseCalendar {
    pub id: i64,
    pub seen: Option<i64>,
}

impl Command for ReleaseCalendar {
    type State = CalendarChange;
    type Refusal = CalendarRefusal;
    const PERMISSION: Permission = permissions::CALENDAR;

    fn stream(&self) -> i64 {
        self.id
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen
    }

    fn decide(
        &self,
        change: &CalendarChange,
        env: &Env,
    ) -> Result<Vec<CalendarEvent>, CalendarRefusal> {
        if change.state != CalendarState::Proposed {
            return Err(CalendarRefusal::Settled);
        }
        if change.proposed_by == env.actor.account {
            return Err(CalendarRefusal::SamePerson);
        }
        // The calendar may have moved on since the proposal.
        with_change(&env.calendar, &change.facts)?;
        Ok(vec![CalendarEvent::Released { on: env.today }])
    }
}

#[derive(Debug)]
pub struct WithdrawCalendar {
    pub id: i64,
}

impl Command for WithdrawCalendar {
    type State = CalendarChange;
    type Refusal = CalendarRefusal;
    const PERMISSION: Permission = permissions::CALENDAR;

    fn stream(&self) -> i64 {
        self.id
    }

    fn decide(
        &self,
        change: &CalendarChange,
        env: &Env,
    ) -> Result<Vec<CalendarEvent>, CalendarRefusal> {
        if change.state != CalendarState::Proposed {
            return Err(CalendarRefusal::Settled);
        }
        if change.proposed_by != env.actor.account {
            return Err(CalendarRefusal::NotTheProposer);
        }
        Ok(vec![CalendarEvent::Withdrawn { on: env.today }])
    }
}
