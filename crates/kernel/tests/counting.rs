//! What must hold of every count, compared with counting day by day.

use kernel::deadline::{
    Clock, DayCount, DayUnit, Extension, Light, Limit, Limits, Pause, PauseReason, Which, add_limit,
};
use kernel::{Date, OutsideCalendar, WorkCalendar};
use proptest::prelude::*;

/// Days on which something may start, so that what follows stays within the published years.
fn any_start() -> impl Strategy<Value = Date> {
    (0_i32..365 * 6).prop_map(|days| day(jiff::civil::date(2019, 1, 1), days))
}

fn any_unit() -> impl Strategy<Value = DayUnit> {
    prop_oneof![Just(DayUnit::Working), Just(DayUnit::Calendar)]
}

/// A clock with up to four pauses, which may overlap, touch, be empty or lie before the start.
fn any_clock() -> impl Strategy<Value = Clock> {
    let pause = (-10_i32..60, 0_i32..15, prop::option::of(0_i32..15));
    let pauses = prop::collection::vec(pause, 0..4);
    // The slack of a promise within its legal limit is often nothing.
    let slack = prop_oneof![Just(0_u16), 1_u16..30];
    let limits = (0_u16..30, slack, any_unit(), prop::bool::ANY);
    (any_start(), limits, pauses, prop::option::of(1_u16..15))
        .prop_map(
            |(started_on, (days, slack, unit, has_legal), pauses, extra)| {
                let promised = Limit { days, unit };
                let legal = Limit {
                    days: days + slack,
                    unit,
                };
                let limits = Limits::new(has_legal.then_some(legal), promised);
                let pauses = pauses.into_iter().map(|(from, planned, real)| Pause {
                    reason: PauseReason::Testing,
                    started_on: day(started_on, from),
                    planned_end_on: day(started_on, from + planned),
                    ended_on: real.map(|real| day(started_on, from + real)),
                    document: format!("告知〔{from}〕号"),
                });
                Ok::<_, kernel::deadline::LimitsError>(Clock {
                    started_on,
                    limits: limits?,
                    pauses: pauses.collect(),
                    extension: extra.map(|days| Extension {
                        days,
                        granted_on: day(started_on, 5),
                        document: "延期〔1〕号".into(),
                    }),
                })
            },
        )
        .prop_filter_map("limits are in one unit", Result::ok)
}

fn day(from: Date, days: i32) -> Date {
    from.saturating_add(jiff::Span::new().days(days))
}

/// Counts one day after another, asking each whether it counts.
fn slow_end(
    from: Date,
    limit: Limit,
    pauses: &[Pause],
    calendar: &WorkCalendar,
) -> Result<Date, OutsideCalendar> {
    let mut today = from;
    let mut left = limit.days;
    while left > 0 {
        today = day(today, 1);
        left -= u16::from(runs(from, today, limit.unit, pauses, calendar)?);
    }
    let moves = limit.days > 0 && limit.unit == DayUnit::Calendar;
    while moves && !runs(from, today, DayUnit::Working, pauses, calendar)? {
        today = day(today, 1);
    }
    Ok(today)
}

fn runs(
    from: Date,
    today: Date,
    unit: DayUnit,
    pauses: &[Pause],
    calendar: &WorkCalendar,
) -> Result<bool, OutsideCalendar> {
    let is_out = |pause: &Pause| {
        let end = pause
            .ended_on
            .unwrap_or(pause.planned_end_on)
            .min(pause.planned_end_on);
        pause.started_on < today && today <= end
    };
    let counts = unit == DayUnit::Calendar || calendar.day(today)?.counts();
    Ok(counts && today > from && !pauses.iter().any(is_out))
}

/// How many days the clock ran after `after`, through `through`.
fn slow_count(
    clock: &Clock,
    unit: DayUnit,
    after: Date,
    through: Date,
    calendar: &WorkCalendar,
) -> Result<i32, OutsideCalendar> {
    let mut counted = 0;
    let mut today = after;
    while today < through {
        today = day(today, 1);
        counted += i32::from(runs(
            clock.started_on,
            today,
            unit,
            &clock.pauses,
            calendar,
        )?);
    }
    Ok(counted)
}

/// The light by its definition in words: what is left, what is over.
fn light_by_counting(
    clock: &Clock,
    today: Date,
    calendar: &WorkCalendar,
) -> Result<Light, OutsideCalendar> {
    let due = clock.due(calendar)?;
    let promised = clock.limits.promised();
    let over = slow_count(clock, DayUnit::Working, due.promised_on, today, calendar)?;
    let left = slow_count(clock, promised.unit, today, due.promised_on, calendar)?;
    let working_left = slow_count(clock, DayUnit::Working, today, due.promised_on, calendar)?;
    Ok(
        if over > 3 || due.legal_on.is_some_and(|legal_on| today > legal_on) {
            Light::Red
        } else if over >= 1 {
            Light::Yellow
        } else if left * 5 <= i32::from(promised.days) || working_left <= 1 {
            Light::Warn
        } else {
            Light::Normal
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_due_date_is_a_working_day_and_counts_back(start in any_start(), days in 1_u16..=300) {
        let calendar = WorkCalendar::published();
        let due = calendar.add_working_days(start, days)?;
        prop_assert!(calendar.is_working_day(due)?);
        prop_assert_eq!(calendar.working_days_between(start, due)?, u32::from(days));
        let counted = calendar.working_days_after(start).take_while(|day| *day <= due).count();
        prop_assert_eq!(counted, usize::from(days));
    }

    #[test]
    fn adding_is_counting_day_by_day(start in any_start(), days in 0_u16..=300, unit in any_unit()) {
        let calendar = WorkCalendar::published();
        let limit = Limit { days, unit };
        prop_assert_eq!(add_limit(start, limit, &calendar)?, slow_end(start, limit, &[], &calendar)?);
    }

    #[test]
    fn days_before_and_days_after_are_mirror_images(start in any_start(), days in 1_u16..=300) {
        let calendar = WorkCalendar::published();
        let due = calendar.add_working_days(start, days)?;
        let first = calendar.subtract_working_days(due, days - 1)?;
        prop_assert_eq!(first, calendar.add_working_days(start, 1)?);
    }

    #[test]
    fn a_stretch_is_the_sum_of_its_parts(start in any_start(), one in 0_i32..400, two in 0_i32..400) {
        let calendar = WorkCalendar::published();
        let (middle, end) = (day(start, one), day(start, one + two).min(jiff::civil::date(2026, 12, 31)));
        let parts = calendar.working_days_between(start, middle)? + calendar.working_days_between(middle, end)?;
        prop_assert_eq!(calendar.working_days_between(start, end)?, parts);
    }

    #[test]
    fn a_promise_within_the_law_never_ends_after_it(
        start in any_start(),
        promised in (0_u16..60, any_unit()),
        legal in (0_u16..120, any_unit()),
    ) {
        let calendar = WorkCalendar::published();
        let promised = Limit { days: promised.0, unit: promised.1 };
        let legal = Limit { days: legal.0, unit: legal.1 };
        if let Ok(limits) = Limits::new(Some(legal), promised) {
            let due = Clock::new(start, limits).due(&calendar)?;
            prop_assert!(due.legal_on.is_some_and(|legal_on| due.promised_on <= legal_on));
        }
    }

    #[test]
    fn pauses_are_taken_out_once_however_they_overlap(clock in any_clock()) {
        let calendar = WorkCalendar::published();
        let due = clock.due(&calendar)?;
        let slow = |limit| slow_end(clock.started_on, limit, &clock.pauses, &calendar);
        prop_assert_eq!(due.promised_on, slow(clock.limits.promised())?);
        let extra = clock.extension.as_ref().map_or(0, |extension| extension.days);
        let legal = clock.limits.legal().map(|legal| Limit { days: legal.days + extra, ..legal });
        prop_assert_eq!(due.legal_on, legal.map(slow).transpose()?);
    }

    #[test]
    fn an_explanation_counts_every_day_of_the_limit_once(clock in any_clock(), legal in prop::bool::ANY) {
        let calendar = WorkCalendar::published();
        let which = if legal { Which::Legal } else { Which::Promised };
        let explanation = clock.explain(which, &calendar)?;
        let numbers: Vec<_> = explanation.days.iter().filter_map(|day| day.kind.number()).collect();
        let expected: Vec<_> = (1..=explanation.limit_days).collect();
        prop_assert_eq!(numbers, expected);
        // No day is left out, and the last one is the due date.
        for (index, explained) in explanation.days.iter().enumerate() {
            prop_assert_eq!(explained.date, day(clock.started_on, i32::try_from(index)?));
            prop_assert_eq!(explained.kind == DayCount::Start, index == 0);
        }
        prop_assert_eq!(explanation.days.last().map(|day| day.date), Some(explanation.due_on));
        let due = clock.due(&calendar)?;
        let promised = Some(due.promised_on);
        let expected = if legal { due.legal_on.or(promised) } else { promised };
        prop_assert_eq!(Some(explanation.due_on), expected);
    }

    #[test]
    fn what_is_used_and_what_is_left_are_counted_alike(clock in any_clock(), after in 0_i32..100) {
        let calendar = WorkCalendar::published();
        let today = day(clock.started_on, after);
        let used = i32::try_from(clock.used_on(Which::Promised, &calendar, today)?)?;
        let promised = clock.limits.promised();
        prop_assert_eq!(used, slow_count(&clock, promised.unit, clock.started_on, today, &calendar)?);
        if promised.unit == DayUnit::Working {
            let left = clock.remaining_on(Which::Promised, &calendar, today)?;
            prop_assert_eq!(left, i32::from(promised.days) - used);
        }
    }

    #[test]
    fn a_light_by_dates_is_the_light_by_counting(clock in any_clock()) {
        let calendar = WorkCalendar::published();
        let dates = clock.light_dates(&calendar)?;
        prop_assert!(dates.warn_on <= dates.yellow_on && dates.yellow_on <= dates.red_on);
        for after in 0..90 {
            let today = day(clock.started_on, after);
            let counted = light_by_counting(&clock, today, &calendar)?;
            prop_assert_eq!(dates.light_on(today), counted, "on {}", today);
        }
    }

    #[test]
    fn an_extension_moves_the_legal_date_and_nothing_else(clock in any_clock(), days in 1_u16..15) {
        let calendar = WorkCalendar::published();
        let plain = Clock { extension: None, ..clock.clone() };
        let extension = Extension { days, granted_on: clock.started_on, document: String::new() };
        let extended = Clock { extension: Some(extension), ..clock };
        let (before, after) = (plain.due(&calendar)?, extended.due(&calendar)?);
        prop_assert_eq!(before.promised_on, after.promised_on);
        prop_assert!(before.legal_on <= after.legal_on);
    }
}
