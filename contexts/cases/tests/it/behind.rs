//! A figure opens to the cases that it counts: as many as its cells sum up to, whatever happened.

use crate::given::{
    CITY_UNIT, HOUSING, Person, Trial, accepted, corrected, kept, noticed, permit_with, received,
    reviewed, submitted,
};
use cases::{
    domain::{
        Case,
        close::{Close, FinishKind},
        grant::Grant,
        void::Void,
    },
    read::{BehindFigures, project},
};
use contracts::{
    Aggregate as _, Rows, Value, figures,
    queries::{CasesAsked, CasesBehind as _},
    row::Change,
};
use jiff::civil::date;
use kernel::{Actor, CaseId, Date};
use rstest::rstest;
use serde_json::json;
use store::{Registry, Store};
use testkit::{Database, Engine};

fn closed(trial: Trial, day: Date, kind: FinishKind) -> Trial {
    let mut trial = trial.on(day);
    let act = Grant {
        case_id: trial.id(),
        seen_version: None,
        opinion: None,
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    let act = Close {
        case_id: trial.id(),
        kind,
        reason: None,
        vault: Vec::new(),
    };
    trial.does(Person::Clerk, act).unwrap();
    trial
}

fn void(mut trial: Trial) -> Trial {
    let act = Void {
        case_id: trial.id(),
        kind: FinishKind::Void,
        reason: Some(kept("重复登记")),
        vault: Vec::new(),
    };
    trial.does(Person::Decider, act).unwrap();
    trial
}

/// One case of each kind that figures tell apart.
fn stories() -> Vec<Trial> {
    let instant = || permit_with(json!({ "project_type": "instant" }));
    vec![
        submitted(),
        received(),
        noticed(),
        corrected(),
        accepted(),
        reviewed(),
        closed(reviewed(), date(2021, 9, 10), FinishKind::Issued),
        closed(reviewed(), date(2021, 9, 30), FinishKind::Issued),
        crate::given::accepted_of(instant()),
        void(accepted()),
        void(noticed()),
    ]
}

/// Writes the rows of each story under an id of its own.
fn fill(store: &Store, stories: Vec<Trial>) {
    store
        .write_blocking(move |tx| {
            for (id, story) in (1_i64..).zip(&stories) {
                let mut rows = Rows::default();
                let mut case = Case::initial(id);
                for event in &story.log {
                    let before = case.clone();
                    case.apply(event);
                    project(event, &before, &case, &mut rows);
                }
                for table in rows.into_parts().tables {
                    let is_wanted = ["case_row", "cell"].contains(&table.table.name);
                    for (key, change) in table.changes.iter().filter(|_| is_wanted) {
                        let values = match change {
                            Change::Put(values) => values.clone(),
                            Change::Add(n) => [key.clone(), vec![Value::Int(*n)]].concat(),
                            Change::Delete => continue,
                        };
                        let marks: Vec<String> =
                            (1..=values.len()).map(|n| format!("${n}")).collect();
                        let sum = match change {
                            Change::Add(_) => {
                                " ON CONFLICT (figure, counts_for, known_on, area, unit, item)
                                  DO UPDATE SET n = cell.n + excluded.n"
                            }
                            Change::Put(_) | Change::Delete => "",
                        };
                        let sql = format!(
                            "INSERT INTO {} VALUES ({}){sum}",
                            table.table.name,
                            marks.join(", ")
                        );
                        tx.conn.execute(&sql, &values)?;
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

#[rstest]
fn the_cases_behind_a_counter_are_as_many_as_its_cells_say(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let mut registry = Registry::new();
    cases::register(&mut registry);
    let store = database.open(
        registry,
        kernel::Timestamp::in_city(date(2021, 12, 1), 9, 0),
    );
    fill(&store, stories());
    let counters = figures::ALL
        .iter()
        .filter(|counter| counter.starts_with("cases."));
    for counter in counters.copied() {
        let (sum, listed) = store
            .read_blocking(move |reader| {
                let record = reader.query_one(
                    "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM cell WHERE figure = $1",
                    &[counter.into()],
                )?;
                let mut listed = 0;
                let mut after: Option<(Date, CaseId)> = None;
                loop {
                    let asked = CasesAsked {
                        counter: counter.into(),
                        from: date(2021, 1, 1),
                        to: date(2021, 12, 31),
                        units: vec![CITY_UNIT, HOUSING],
                        area: None,
                        after,
                        limit: 2,
                    };
                    let page = BehindFigures
                        .cases_behind(reader, &Actor::system(), &asked)
                        .map_err(|error| store::StoreError::Wrong(error.to_string()))?;
                    let Some(last) = page.last() else {
                        return Ok((record.map_or(0, |record| record.int(0)), listed));
                    };
                    after = Some((last.counts_for, last.case));
                    listed += i64::try_from(page.len()).unwrap();
                }
            })
            .unwrap();
        assert!(sum > 0, "no story counts in {counter}");
        assert_eq!(listed, sum, "{counter}");
    }
}
