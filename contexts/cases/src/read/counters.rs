//! The numbers on the tabs of a desk: sums over the counters of open matters, compared with today.
//! No row of a case is read, so it costs the same at three million cases.

use super::desk::{DeskView, IN_REVIEW, TO_ACCEPT, TO_CLOSE, bind};
use crate::domain::CaseState;
use contracts::{Value, people::Units};
use kernel::{AccountId, Actor, Date, Permission, Place, Scope, UnitId};
use std::sync::Arc;
use store::{Reader, StoreError};

/// How many open cases each view holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskCounts {
    counts: Vec<(DeskView, i64)>,
}

impl DeskCounts {
    pub fn of(&self, view: DeskView) -> Option<i64> {
        self.counts
            .iter()
            .find(|(counted, _)| *counted == view)
            .map(|(_, count)| *count)
    }
}

/// Sums the counters of everything within reach.
pub fn count_desk(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
) -> Result<DeskCounts, StoreError> {
    let today = reader.now.date();
    let next_working_day = next_working_day(reader, today);
    let mut params = Vec::new();
    let views: Vec<DeskView> = DeskView::ALL.to_vec();
    let sums: Vec<String> = views
        .iter()
        .map(|view| {
            let wanted = condition(*view, actor, today, next_working_day, &mut params);
            format!("CAST(COALESCE(SUM(CASE WHEN {wanted} THEN o.n ELSE 0 END), 0) AS BIGINT)")
        })
        .collect();
    let reach = reach(reader, actor, permission, &mut params);
    let sql = format!(
        "SELECT {} FROM open_count o WHERE o.kind = 'case' AND {reach}",
        sums.join(", ")
    );
    let record = reader.query_one(&sql, &params)?;
    let counts = record.map_or_else(Vec::new, |record| {
        views
            .into_iter()
            .enumerate()
            .map(|(column, view)| (view, record.int(column)))
            .collect()
    });
    Ok(DeskCounts { counts })
}

/// What is in my hands: the number in the menu.
pub fn count_mine(reader: &mut Reader, actor: &Actor) -> Result<i64, StoreError> {
    let record = reader.query_one(
        "SELECT CAST(COALESCE(SUM(o.n), 0) AS BIGINT) FROM open_count o
          WHERE o.kind = 'case' AND o.holder = $1 AND o.holder <> 0",
        &[actor.account.into()],
    )?;
    Ok(record.map_or(0, |record| record.int(0)))
}

/// Units of which the actor sees everything with the permission; `None` is every unit.
///
/// The counters know unit and holder only, so an area is turned into its units.
pub fn units_within(actor: &Actor, permission: &Permission, units: &Units) -> Option<Vec<UnitId>> {
    let scope = actor.scope(permission);
    if scope == Scope::Everything
        || matches!(&scope, Scope::Within(inner, _) if **inner == Scope::Everything)
    {
        return None;
    }
    let covered = units.all().filter(|unit| {
        scope.covers(&Place {
            area: unit.area,
            unit: unit.id,
            ..Place::default()
        })
    });
    Some(covered.map(|unit| unit.id).collect())
}

fn reach(
    reader: &Reader,
    actor: &Actor,
    permission: &Permission,
    params: &mut Vec<Value>,
) -> String {
    let units: Arc<Units> = reader.reference.get();
    match units_within(actor, permission, &units) {
        None => "1 = 1".to_owned(),
        Some(units) => {
            let ids = Value::Ints(units.iter().map(|unit| unit.0).collect());
            let among = reader.one_of("o.unit", ids, params);
            // What a person holds is always his to count; nobody in person is not a person.
            if actor.account == AccountId::default() {
                return among;
            }
            format!("({among} OR o.holder = {})", bind(params, actor.account))
        }
    }
}

fn next_working_day(reader: &Reader, today: Date) -> Option<Date> {
    let is_working = reader.calendar.is_working_day(today).unwrap_or(false);
    is_working
        .then(|| reader.calendar.add_working_days(today, 1).ok())
        .flatten()
}

fn condition(
    view: DeskView,
    actor: &Actor,
    today: Date,
    next_working_day: Option<Date>,
    params: &mut Vec<Value>,
) -> String {
    match view {
        DeskView::All => "1 = 1".to_owned(),
        DeskView::Mine => format!("o.holder = {}", bind(params, actor.account)),
        DeskView::Unclaimed => "o.holder = 0".to_owned(),
        // The counters have no promised day. The yellow card comes on the working day after it, so
        // on a working day this is the same; on a day off nothing is due.
        DeskView::DueToday => match next_working_day {
            Some(next) => format!("o.yellow_on = {}", bind(params, next)),
            None => "1 = 0".to_owned(),
        },
        DeskView::Warn => {
            let warn = bind(params, today);
            let yellow = bind(params, today);
            format!("o.warn_on <= {warn} AND o.yellow_on > {yellow} AND o.state <> 'special'")
        }
        DeskView::Yellow => {
            let yellow = bind(params, today);
            let red = bind(params, today);
            format!("o.yellow_on <= {yellow} AND o.red_on > {red}")
        }
        DeskView::Red => format!("o.red_on <= {}", bind(params, today)),
        DeskView::Paused => in_states(&[CaseState::Special]),
        DeskView::WaitsForApplicant => in_states(&[CaseState::CorrectionNoticed]),
        DeskView::ToAccept => in_states(TO_ACCEPT),
        DeskView::WaitsForMe => format!(
            "o.holder = {} AND {}",
            bind(params, actor.account),
            in_states(IN_REVIEW)
        ),
        DeskView::ToClose => in_states(TO_CLOSE),
    }
}

fn in_states(states: &[CaseState]) -> String {
    let codes: Vec<String> = states
        .iter()
        .map(|state| format!("'{}'", state.code()))
        .collect();
    format!("o.state IN ({})", codes.join(", "))
}
