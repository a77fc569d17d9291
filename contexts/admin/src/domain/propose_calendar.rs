//! Proposing a holiday plan, or an area's own days.

use super::calendar::{CalendarChange, CalendarEvent, CalendarFacts};
use crate::permissions;
use contracts::{Command, Expect};
use kernel::{AreaCode, Env, Permission, Place, Refusal, RefusalKind, WorkCalendar};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum CalendarRefusal {
    #[error("the notice that sets the days is not named")]
    SourceMissing,
    #[error("the plan cannot be so: {why}")]
    BadPlan { why: String },
    #[error("no day is named")]
    NoDays,
    #[error("the change was settled already")]
    Settled,
    #[error("who proposes a change does not release it")]
    SamePerson,
    #[error("only who proposed a change takes it back")]
    NotTheProposer,
}

impl Refusal for CalendarRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SourceMissing => "admin.calendar.source-missing",
            Self::BadPlan { .. } => "admin.calendar.bad-plan",
            Self::NoDays => "admin.calendar.no-days",
            Self::Settled => "admin.calendar.settled",
            Self::SamePerson => "admin.calendar.same-person",
            Self::NotTheProposer => "admin.calendar.not-the-proposer",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::SourceMissing | Self::BadPlan { .. } | Self::NoDays => RefusalKind::Invalid,
            Self::Settled => RefusalKind::Conflict,
            Self::SamePerson | Self::NotTheProposer => RefusalKind::Barred,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::SourceMissing => Some("source".into()),
            Self::BadPlan { .. } | Self::NoDays => Some("days".into()),
            Self::Settled | Self::SamePerson | Self::NotTheProposer => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BadPlan { why } => vec![("why", why.clone())],
            Self::SourceMissing
            | Self::NoDays
            | Self::Settled
            | Self::SamePerson
            | Self::NotTheProposer => Vec::new(),
        }
    }
}

/// The calendar as it would be with the change released.
pub fn with_change(
    calendar: &WorkCalendar,
    facts: &CalendarFacts,
) -> Result<WorkCalendar, CalendarRefusal> {
    let bad = |error: kernel::calendar::CalendarError| CalendarRefusal::BadPlan {
        why: error.to_string(),
    };
    let calendar = calendar.clone();
    if facts.area == AreaCode(0) {
        return calendar.with_year(facts.year, &facts.days).map_err(bad);
    }
    // The area's days of other years stay as they are.
    let years: Vec<i16> = calendar
        .years()
        .filter(|year| *year != facts.year)
        .collect();
    let own = calendar.of_area(facts.area);
    let mut days: Vec<_> = years
        .into_iter()
        .flat_map(|year| {
            let national = calendar.named_days(year).unwrap_or_default();
            let named = own.named_days(year).unwrap_or_default();
            named.iter().filter(move |day| !national.contains(day))
        })
        .cloned()
        .collect();
    days.extend(facts.days.iter().cloned());
    calendar.with_area(facts.area, &days).map_err(bad)
}

/// What cannot be right in itself.
fn check(facts: &CalendarFacts, calendar: &WorkCalendar) -> Result<(), CalendarRefusal> {
    if facts.source.trim().is_empty() {
        return Err(CalendarRefusal::SourceMissing);
    }
    if facts.days.is_empty() {
        return Err(CalendarRefusal::NoDays);
    }
    if let Some(stray) = facts.days.iter().find(|day| day.date.year() != facts.year) {
        return Err(CalendarRefusal::BadPlan {
            why: format!("{} ≠ {}", stray.date, facts.year),
        });
    }
    with_change(calendar, facts).map(|_| ())
}

#[derive(Debug)]
pub struct ProposeCalendar {
    pub id: i64,
    pub facts: CalendarFacts,
}

impl Command for ProposeCalendar {
    type State = CalendarChange;
    type Refusal = CalendarRefusal;
    const PERMISSION: Permission = permissions::CALENDAR;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id
    }

    fn place(&self, _: &CalendarChange, _: &Env) -> Place {
        Place {
            area: self.facts.area,
            ..Place::default()
        }
    }

    fn decide(&self, _: &CalendarChange, env: &Env) -> Result<Vec<CalendarEvent>, CalendarRefusal> {
        check(&self.facts, &env.calendar)?;
        Ok(vec![CalendarEvent::Proposed(self.facts.clone())])
    }
}
