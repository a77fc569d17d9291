//! The working-day calendar (工作日历): which days count, by the plan that the State Council
//! publishes for each year, with an area's own extra days where it has them.
//!
//! A year without a published plan is not guessed: whoever asks about it gets [`OutsideCalendar`].
//! Deadlines, pauses and lights are in [`crate::deadline`].

mod plan;
mod year;

pub use plan::{CalendarError, NamedDay};

use crate::{AreaCode, Date};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use thiserror::Error;
use year::{Year, is_weekend, ordinal};

const PUBLISHED: &str = include_str!("../../../data/calendar/cn-2019-2026.json");

/// What a day is, and by which name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DayKind {
    WorkingDay,
    /// 调休上班: listed by the plan as worked. Nearly always a weekend day, but the plan of 2020
    /// lists a Monday, so nothing here depends on that.
    MadeUpWorkingDay {
        name: String,
    },
    Weekend,
    Holiday {
        name: String,
    },
}

impl DayKind {
    /// Whether a period in working days counts this day.
    pub fn counts(&self) -> bool {
        match self {
            Self::WorkingDay | Self::MadeUpWorkingDay { .. } => true,
            Self::Weekend | Self::Holiday { .. } => false,
        }
    }
}

/// The plan of this year is not loaded, so a question about it has no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the working-day calendar of {year} is not loaded")]
pub struct OutsideCalendar {
    pub year: i16,
}

/// Working days of the loaded years. Cheap to clone; counting costs one step for each year touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    /// In ascending order; there may be gaps.
    years: Vec<Arc<Year>>,
    areas: BTreeMap<AreaCode, Area>,
}

/// An area's extra days, kept so that the area follows when a year is loaded or taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Area {
    extra: Vec<NamedDay>,
    calendar: WorkCalendar,
}

impl WorkCalendar {
    /// The plans that Yimen carries: 2019 to 2026, as published by the State Council.
    ///
    /// A broken embedded file gives an empty calendar, which answers nothing; a test proves that
    /// it is whole.
    pub fn published() -> Arc<Self> {
        static CALENDAR: OnceLock<Arc<WorkCalendar>> = OnceLock::new();
        let calendar =
            CALENDAR.get_or_init(|| Arc::new(Self::from_json(PUBLISHED).unwrap_or_default()));
        Arc::clone(calendar)
    }

    /// Reads plans by year: `{"2021": [{"date": "2021-01-01", "name": "元旦", "off": true}]}`.
    ///
    /// # Errors
    /// [`CalendarError`], naming the year and the entry that cannot be so.
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for (year, days) in plan::read(text)? {
            if calendar.year(year).is_ok() {
                return Err(CalendarError::YearTwice { year });
            }
            calendar = calendar.with_year(year, &days)?;
        }
        Ok(calendar)
    }

    /// The loaded years, in ascending order.
    pub fn years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.iter().map(|year| year.number)
    }

    /// The days that the plan of a loaded year names, in ascending order.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the year is not loaded.
    pub fn named_days(&self, year: i16) -> Result<&[NamedDay], OutsideCalendar> {
        Ok(&self.year(year)?.named)
    }

    /// The same calendar with the plan of one year loaded, in place of an earlier plan if there was
    /// one.
    ///
    /// # Errors
    /// [`CalendarError`] for a plan that cannot be so.
    pub fn with_year(mut self, year: i16, days: &[NamedDay]) -> Result<Self, CalendarError> {
        let days = plan::of_year(year, days)?;
        self.years.retain(|loaded| loaded.number != year);
        self.years.push(Arc::new(Year::new(year, days)));
        self.years.sort_by_key(|loaded| loaded.number);
        Ok(self.with_areas_redone())
    }

    /// The same calendar without one year, as if its plan had not been published.
    #[must_use]
    pub fn without_year(mut self, year: i16) -> Self {
        self.years.retain(|loaded| loaded.number != year);
        self.with_areas_redone()
    }

    /// The same calendar with an area's own days, in place of the area's earlier ones. They stand
    /// above the national plan, and wait where a year is not loaded yet.
    ///
    /// # Errors
    /// [`CalendarError`] for a day listed twice or badly named.
    ///
    /// # Law
    /// 全国年节及纪念日放假办法 art. 4: areas of minority peoples set days for their own customs.
    pub fn with_area(mut self, area: AreaCode, extra: &[NamedDay]) -> Result<Self, CalendarError> {
        let extra = plan::checked(extra)?;
        let calendar = self.overlaid(&extra);
        self.areas.insert(area, Area { extra, calendar });
        Ok(self)
    }

    /// The area's calendar; the national one for an area without days of its own.
    pub fn of_area(&self, area: AreaCode) -> &Self {
        self.areas.get(&area).map_or(self, |own| &own.calendar)
    }

    /// What a day is.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the plan of its year is not loaded.
    pub fn day(&self, date: Date) -> Result<DayKind, OutsideCalendar> {
        let year = self.year(date.year())?;
        Ok(match year.named_on(date) {
            Some(named) if named.off => DayKind::Holiday {
                name: named.name.clone(),
            },
            Some(named) => DayKind::MadeUpWorkingDay {
                name: named.name.clone(),
            },
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::WorkingDay,
        })
    }

    /// Whether a period in working days counts the day.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the plan of its year is not loaded.
    pub fn is_working_day(&self, date: Date) -> Result<bool, OutsideCalendar> {
        let year = self.year(date.year())?;
        let ordinal = ordinal(date);
        Ok(year.passed_through(ordinal) > year.passed_through(ordinal - 1))
    }

    /// The last day of a period of `days` working days. `from` is day zero, and counting begins on
    /// the day after it; zero days end on `from` itself, whatever day that is.
    ///
    /// # Errors
    /// [`OutsideCalendar`] with the first year that would be needed and is not loaded.
    ///
    /// # Law
    /// 行政许可法 art. 82 (working days, without statutory holidays); 民法典 art. 201 (the day on
    /// which the period begins is not counted).
    pub fn add_working_days(&self, from: Date, days: u16) -> Result<Date, OutsideCalendar> {
        if days == 0 {
            return Ok(from);
        }
        let first = day_after(from)?;
        let mut year = self.year(first.year())?;
        // How many working days of `year` lie behind us, and how many from its beginning we want.
        let mut wanted = usize::from(year.passed_through(ordinal(first) - 1)) + usize::from(days);
        loop {
            if let Some(due) = year.working.get(wanted - 1) {
                return Ok(*due);
            }
            wanted -= year.working.len();
            year = self.year(year.number + 1)?;
        }
    }

    /// The first day of a period of `days` working days that ends on the eve of `to`:
    /// [`Self::add_working_days`] run backwards, for what must be done so many days before
    /// something begins. `to` is day zero.
    ///
    /// # Errors
    /// [`OutsideCalendar`] with the first year, going back, that is not loaded.
    pub fn subtract_working_days(&self, to: Date, days: u16) -> Result<Date, OutsideCalendar> {
        if days == 0 {
            return Ok(to);
        }
        let last = to
            .yesterday()
            .map_err(|_| OutsideCalendar { year: to.year() })?;
        let mut year = self.year(last.year())?;
        let mut available = usize::from(year.passed_through(ordinal(last)));
        let mut wanted = usize::from(days);
        while wanted > available {
            wanted -= available;
            year = self.year(year.number - 1)?;
            available = year.working.len();
        }
        // `wanted` is from 1 to `available`, so there is such a place in the list.
        let day = year.working.get(available - wanted);
        day.copied().ok_or(OutsideCalendar { year: year.number })
    }

    /// How many working days lie after `after`, up to and including `through`; zero if `through`
    /// is not later.
    ///
    /// # Errors
    /// [`OutsideCalendar`] with the first year in between that is not loaded.
    pub fn working_days_between(&self, after: Date, through: Date) -> Result<u32, OutsideCalendar> {
        if through <= after {
            return Ok(0);
        }
        let first = day_after(after)?;
        let mut year = self.year(first.year())?;
        let behind = u32::from(year.passed_through(ordinal(first) - 1));
        let mut counted = 0;
        while year.number < through.year() {
            counted += u32::try_from(year.working.len()).unwrap_or(u32::MAX);
            year = self.year(year.number + 1)?;
        }
        Ok(counted + u32::from(year.passed_through(ordinal(through))) - behind)
    }

    /// The working days after `start`, until the calendar ends or has a gap.
    pub fn working_days_after(&self, start: Date) -> impl Iterator<Item = Date> + '_ {
        let next = |day: &Date| self.add_working_days(*day, 1).ok();
        std::iter::successors(next(&start), next)
    }

    fn year(&self, year: i16) -> Result<&Year, OutsideCalendar> {
        let at = self
            .years
            .binary_search_by_key(&year, |loaded| loaded.number);
        let found = at.ok().and_then(|at| self.years.get(at));
        found.map(AsRef::as_ref).ok_or(OutsideCalendar { year })
    }

    fn with_areas_redone(mut self) -> Self {
        let areas = std::mem::take(&mut self.areas);
        for (code, Area { extra, .. }) in areas {
            let calendar = self.overlaid(&extra);
            self.areas.insert(code, Area { extra, calendar });
        }
        self
    }

    /// The loaded years with some days replaced. Years that it leaves alone are shared.
    fn overlaid(&self, extra: &[NamedDay]) -> Self {
        let overlay = |year: &Arc<Year>| {
            let own: Vec<_> = extra
                .iter()
                .filter(|day| day.date.year() == year.number)
                .cloned()
                .collect();
            if own.is_empty() {
                return Arc::clone(year);
            }
            let kept = year
                .named
                .iter()
                .filter(|day| own.iter().all(|new| new.date != day.date));
            let mut days: Vec<_> = kept.cloned().chain(own.iter().cloned()).collect();
            days.sort_by_key(|day| day.date);
            Arc::new(Year::new(year.number, days))
        };
        Self {
            years: self.years.iter().map(overlay).collect(),
            areas: BTreeMap::new(),
        }
    }
}

pub(crate) fn day_after(date: Date) -> Result<Date, OutsideCalendar> {
    date.tomorrow()
        .map_err(|_| OutsideCalendar { year: date.year() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn plan(text: &str) -> Result<WorkCalendar, CalendarError> {
        WorkCalendar::from_json(text)
    }

    fn named(date: Date, off: bool) -> NamedDay {
        NamedDay {
            date,
            name: "盘王节".into(),
            off,
        }
    }

    #[test]
    fn the_embedded_plans_are_whole() {
        let calendar = WorkCalendar::from_json(PUBLISHED).unwrap();
        assert_eq!(
            calendar.years().collect::<Vec<_>>(),
            (2019..=2026).collect::<Vec<_>>()
        );
        assert_eq!(*WorkCalendar::published(), calendar);
    }

    #[test]
    fn a_monday_listed_as_worked_is_a_working_day() {
        let calendar = WorkCalendar::published();
        let kind = calendar.day(date(2020, 2, 3)).unwrap();
        assert_eq!(
            kind,
            DayKind::MadeUpWorkingDay {
                name: "春节".into()
            }
        );
        assert!(kind.counts());
        assert_eq!(
            calendar.working_days_between(date(2020, 2, 2), date(2020, 2, 3)),
            Ok(1)
        );
    }

    #[test]
    fn each_day_says_what_it_is() {
        let calendar = WorkCalendar::published();
        let kind = |day| calendar.day(date(2021, 10, day)).unwrap();
        assert_eq!(
            kind(1),
            DayKind::Holiday {
                name: "国庆节".into()
            }
        );
        assert_eq!(kind(8), DayKind::WorkingDay);
        assert_eq!(
            kind(9),
            DayKind::MadeUpWorkingDay {
                name: "国庆节".into()
            }
        );
        assert_eq!(kind(10), DayKind::Weekend);
    }

    #[test]
    fn a_year_without_a_plan_is_not_guessed() {
        let calendar = WorkCalendar::published();
        let new_year = date(2027, 1, 1);
        let missing = OutsideCalendar { year: 2027 };
        assert_eq!(calendar.day(new_year), Err(missing));
        assert_eq!(
            calendar.add_working_days(date(2026, 12, 31), 1),
            Err(missing)
        );
        assert_eq!(
            calendar.working_days_between(date(2026, 12, 1), new_year),
            Err(missing)
        );
        assert_eq!(calendar.working_days_after(date(2026, 12, 30)).count(), 1);
    }

    #[test]
    fn the_year_of_day_zero_is_not_needed_if_counting_begins_in_the_next() {
        let calendar = WorkCalendar::published();
        assert_eq!(
            calendar.add_working_days(date(2018, 12, 31), 1),
            Ok(date(2019, 1, 2))
        );
        assert_eq!(
            calendar.add_working_days(date(2018, 12, 30), 1),
            Err(OutsideCalendar { year: 2018 })
        );
    }

    #[test]
    fn a_gap_between_years_stops_the_count() {
        let calendar = WorkCalendar::published()
            .as_ref()
            .clone()
            .without_year(2022);
        assert_eq!(
            calendar.add_working_days(date(2021, 12, 30), 1),
            Ok(date(2021, 12, 31))
        );
        let missing = Err(OutsideCalendar { year: 2022 });
        assert_eq!(calendar.add_working_days(date(2021, 12, 30), 2), missing);
        assert_eq!(calendar.subtract_working_days(date(2023, 1, 4), 3), missing);
    }

    #[test]
    fn a_changed_plan_moves_what_it_touches() {
        let before = WorkCalendar::published();
        let mut days = before.named_days(2021).unwrap().to_vec();
        days.push(named(date(2021, 9, 22), true));
        let after = before.as_ref().clone().with_year(2021, &days).unwrap();
        assert_eq!(
            before.add_working_days(date(2021, 9, 18), 1),
            Ok(date(2021, 9, 22))
        );
        assert_eq!(
            after.add_working_days(date(2021, 9, 18), 1),
            Ok(date(2021, 9, 23))
        );
    }

    #[test]
    fn an_area_has_its_own_days_off_and_follows_the_national_plan() {
        let area = AreaCode(431_129);
        let festival = date(2021, 11, 19); // a Friday
        let calendar = WorkCalendar::published().as_ref().clone();
        let calendar = calendar.with_area(area, &[named(festival, true)]).unwrap();
        assert_eq!(calendar.is_working_day(festival), Ok(true));
        assert_eq!(calendar.of_area(area).is_working_day(festival), Ok(false));
        assert_eq!(
            calendar.of_area(AreaCode(431_102)).is_working_day(festival),
            Ok(true)
        );
        let without = calendar.without_year(2022);
        assert!(without.of_area(area).day(date(2022, 1, 1)).is_err());
        assert_eq!(without.of_area(area).is_working_day(festival), Ok(false));
    }

    #[test]
    fn a_plan_without_days_off_is_not_published_yet() {
        let error = plan(r#"{"2027": []}"#).unwrap_err();
        assert!(matches!(error, CalendarError::NoDaysOff { year: 2027 }));
    }

    #[test]
    fn a_bad_plan_is_refused_with_its_year_and_entry() {
        let good = r#"{"date": "2021-01-01", "name": "元旦", "off": true}"#;
        let with = |entry: &str| plan(&format!(r#"{{"2021": [{good}, {entry}]}}"#)).unwrap_err();
        let error = with(r#"{"date": "2021-02-30", "name": "春节", "off": true}"#);
        assert!(matches!(
            error,
            CalendarError::BadEntry {
                year: 2021,
                entry: 2,
                ..
            }
        ));
        let error = with(r#"{"date": "2022-01-01", "name": "元旦", "off": true}"#);
        assert!(matches!(error, CalendarError::OtherYear { year: 2021, .. }));
        assert!(matches!(with(good), CalendarError::ListedTwice { .. }));
        let error = with(r#"{"date": "2021-01-02", "name": " ", "off": true}"#);
        assert!(matches!(error, CalendarError::BadName { .. }));
        let error = plan(&format!(r#"{{"+2021": [{good}]}}"#)).unwrap_err();
        assert!(matches!(error, CalendarError::BadYear { .. }));
        let error = plan(&format!(r#"{{"2021": [{good}], "2021": [{good}]}}"#)).unwrap_err();
        assert!(matches!(error, CalendarError::YearTwice { year: 2021 }));
        assert!(matches!(
            plan("[]").unwrap_err(),
            CalendarError::NotAPlan(_)
        ));
    }

    #[test]
    fn an_empty_calendar_answers_nothing() {
        let missing = Err(OutsideCalendar { year: 2021 });
        assert_eq!(
            WorkCalendar::default().add_working_days(date(2021, 9, 17), 5),
            missing
        );
    }
}
