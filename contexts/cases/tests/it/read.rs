//! Rows and figures: what is true after each event, and that a void record takes everything back.

use crate::given::{
    Person, Trial, accept, incomplete, kept, notice, permit, received, reviewed, submitted,
};
use cases::{
    domain::{
        Case,
        close::{Close, FinishKind},
        grant::Grant,
        start_special_procedure::StartSpecialProcedure,
        void::Void,
    },
    read::{figures::counted, find_matter, project},
};
use contracts::{
    Aggregate as _, Rows, Value,
    row::{Change, RowParts},
};
use jiff::civil::date;
use kernel::{Date, deadline::PauseReason, time::days_since_epoch};
use std::collections::BTreeMap;

/// All rows of the whole log, as a rebuild makes them.
fn rows(trial: &Trial) -> RowParts {
    let mut rows = Rows::default();
    let mut case = Case::initial(trial.id().0);
    for event in &trial.log {
        let before = case.clone();
        case.apply(event);
        project(event, &before, &case, &mut rows);
    }
    rows.into_parts()
}

fn changes<'a>(parts: &'a RowParts, table: &str) -> &'a BTreeMap<Vec<Value>, Change> {
    &parts
        .tables
        .iter()
        .find(|rows| rows.table.name == table)
        .unwrap()
        .changes
}

/// Sum of a figure over the cells of one day that it counts for.
fn figure(parts: &RowParts, name: &str, counts_for: Date) -> i64 {
    let day = Value::from(counts_for);
    changes(parts, "cell")
        .iter()
        .filter(|(key, _)| key[0] == Value::from(name) && key[1] == day)
        .map(|(_, change)| match change {
            Change::Add(n) => *n,
            Change::Put(_) | Change::Delete => panic!("a cell is a sum"),
        })
        .sum()
}

fn finished_on(day: Date) -> Trial {
    let mut trial = reviewed().on(day);
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let act = Close {
        case_id: trial.id(),
        kind: FinishKind::Issued,
        reason: None,
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    trial
}

#[test]
fn an_open_case_is_one_matter_with_both_due_dates_and_its_lights() {
    let trial = reviewed();
    let matter = find_matter(&trial.case).unwrap();
    assert_eq!(matter.kind, "case");
    assert_eq!(matter.number, "4311002109060170003864");
    assert_eq!(matter.title, "演示许可");
    assert_eq!(matter.state, "reviewing");
    assert_eq!(matter.promised_on, Some(date(2021, 9, 13)));
    assert_eq!(matter.legal_on, Some(date(2021, 10, 9)));
    let lights = matter.lights.unwrap();
    assert_eq!(lights.warn_on, date(2021, 9, 10));
    assert_eq!(lights.yellow_on, date(2021, 9, 14));
    assert_eq!(lights.red_on, date(2021, 9, 17));
    assert_eq!(matter.version, trial.case.version);
}

#[test]
fn a_paused_case_says_since_when() {
    let mut trial = reviewed().on(date(2021, 9, 8));
    let act = StartSpecialProcedure {
        case_id: trial.id(),
        reason: PauseReason::Testing,
        notice: Some(kept("samples are tested")),
        planned_end_on: date(2021, 9, 16),
        step: None,
        own_law: None,
        vault: Vec::new(),
    };
    trial.does(Person::Reviewer, act).unwrap();
    assert_eq!(
        find_matter(&trial.case).unwrap().paused_since,
        Some(date(2021, 9, 8))
    );
}

#[test]
fn a_closed_case_has_an_outcome_and_no_light() {
    let matter = find_matter(&finished_on(date(2021, 9, 9)).case).unwrap();
    assert_eq!(matter.closed_on, Some(date(2021, 9, 9)));
    assert_eq!(matter.outcome, "granted");
    assert_eq!(matter.lights, None);
}

#[test]
fn a_case_in_time_counts_in_every_cohort_once() {
    let parts = rows(&finished_on(date(2021, 9, 13)));
    for (name, day, n) in [
        ("cases.received", date(2021, 9, 6), 1),
        ("cases.accepted", date(2021, 9, 6), 1),
        ("cases.closed-of-accepted", date(2021, 9, 6), 1),
        ("cases.closed", date(2021, 9, 13), 1),
        ("cases.promised-closed", date(2021, 9, 13), 1),
        ("cases.promised-on-time", date(2021, 9, 13), 1),
        ("cases.granted", date(2021, 9, 13), 1),
        ("cases.deemed", date(2021, 9, 6), 0),
        ("cases.corrected", date(2021, 9, 6), 0),
    ] {
        assert_eq!(figure(&parts, name, day), n, "{name}");
    }
}

#[test]
fn a_case_over_its_promise_is_not_on_time_and_over_the_law_is_counted() {
    let late = rows(&finished_on(date(2021, 9, 14)));
    assert_eq!(
        figure(&late, "cases.promised-on-time", date(2021, 9, 14)),
        0
    );
    assert_eq!(figure(&late, "cases.closed-over-law", date(2021, 9, 14)), 0);
    for (day, n) in [(date(2021, 10, 9), 0), (date(2021, 10, 11), 1)] {
        let parts = rows(&finished_on(day));
        assert_eq!(figure(&parts, "cases.closed-over-law", day), n, "{day}");
    }
}

#[test]
fn a_cell_knows_the_day_it_counts_for_and_the_day_it_became_known() {
    let mut trial = submitted().on(date(2021, 9, 28));
    let settle = cases::domain::settle::Settle {
        case_id: trial.id(),
    };
    trial.city_does(settle).unwrap();
    let parts = rows(&trial);
    let (key, _) = changes(&parts, "cell")
        .iter()
        .find(|(key, _)| key[0] == Value::from("cases.deemed"))
        .unwrap();
    let day = |day| Value::Int(days_since_epoch(day).into());
    assert_eq!(key[1], day(date(2021, 9, 6)));
    assert_eq!(key[2], day(date(2021, 9, 28)));
}

#[test]
fn a_void_record_takes_back_all_it_counted_in_the_days_it_counted_for() {
    let mut trial = incomplete();
    let act = notice(&trial, &["plan"]);
    trial.does(Person::Clerk, act).unwrap();
    let act = Void {
        case_id: trial.id(),
        kind: FinishKind::Void,
        reason: Some(kept("filed twice")),
        vault: Vec::new(),
    };
    let mut trial = trial.on(date(2021, 9, 8));
    trial.does(Person::Decider, act).unwrap();
    let parts = rows(&trial);
    assert_eq!(figure(&parts, "cases.received", date(2021, 9, 6)), 0);
    assert_eq!(figure(&parts, "cases.corrected", date(2021, 9, 6)), 0);
    // Known then: one; known now: none.
    let known_then: Vec<_> = changes(&parts, "cell")
        .iter()
        .filter(|(key, _)| key[0] == Value::from("cases.received"))
        .map(|(key, change)| (key[2].clone(), change.clone()))
        .collect();
    assert_eq!(
        known_then,
        [
            (Value::from(date(2021, 9, 6)), Change::Add(1)),
            (Value::from(date(2021, 9, 8)), Change::Add(-1)),
        ]
    );
}

#[test]
fn the_cells_of_a_log_sum_to_what_the_case_counts_in() {
    let trial = finished_on(date(2021, 9, 14));
    let parts = rows(&trial);
    for counted in counted(&trial.case) {
        assert_eq!(
            figure(&parts, counted.figure, counted.counts_for),
            1,
            "{}",
            counted.figure
        );
    }
}

#[test]
fn open_counters_move_with_the_state_and_end_with_the_case() {
    let parts = rows(&finished_on(date(2021, 9, 9)));
    let open: i64 = changes(&parts, "open_count")
        .values()
        .map(|change| match change {
            Change::Add(n) => *n,
            Change::Put(_) | Change::Delete => panic!("a counter is a sum"),
        })
        .sum();
    assert_eq!(open, 0);
}

#[test]
fn a_case_row_has_a_value_for_each_column_and_no_empty_sort_day() {
    for trial in [submitted(), reviewed(), finished_on(date(2021, 9, 9))] {
        let parts = rows(&trial);
        let (_, change) = changes(&parts, "case_row").iter().next().unwrap();
        let Change::Put(values) = change else {
            panic!("a case has a row")
        };
        let columns = cases::read::CASE_ROW.columns;
        assert_eq!(values.len(), columns.len());
        for (column, value) in columns.iter().zip(values) {
            assert!(
                column.is_nullable || *value != Value::Null,
                "{}",
                column.name
            );
        }
    }
}

#[test]
fn the_job_looks_where_the_clock_may_have_done_something() {
    let column = |name| {
        cases::read::CASE_ROW
            .columns
            .iter()
            .position(|column| column.name == name)
            .unwrap()
    };
    let settle_on = |trial: &Trial| {
        let parts = rows(trial);
        let (_, change) = changes(&parts, "case_row").iter().next().unwrap();
        let Change::Put(values) = change else {
            panic!("a case has a row")
        };
        values[column("settle_on")].clone()
    };
    assert_eq!(settle_on(&received()), Value::from(date(2021, 9, 14)));
    assert_eq!(
        settle_on(&reviewed()),
        Value::Int(contracts::matter::NO_DAY)
    );
}

#[test]
fn search_finds_a_case_by_number_and_item_within_its_units() {
    let parts = rows(&submitted());
    let search = &parts.search[0];
    assert!(search.text.contains("4311002109060170003864"));
    assert!(search.text.contains("演示许可"));
    assert_eq!(search.units, [17, 10]);
}

#[test]
fn a_draft_is_no_matter() {
    assert!(find_matter(&Trial::new(permit()).case).is_none());
    let mut trial = received();
    let act = accept(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert!(find_matter(&trial.case).is_some());
}
