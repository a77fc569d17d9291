//! The numbers on the tabs of a desk: sums over the counters of open matters, compared with today.
//! No row of a case is read, so it costs the same at three million cases.

use super::desk::{DeskView, IN_REVIEW, TO_ACCEPT, TO_CLOSE};
use crate::domain::CaseState;
use contracts::people::Units;
use kernel::{AccountId, Actor, AreaCode, Permission, Place, Scope, UnitId};
use store::{Reader, Record, StoreError};

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
    let scope = actor.scope(permission);
    let states = by_state(reader, &scope)?;
    let mine = held_by(reader, actor, &scope)?;
    let lights = by_light(reader, &scope)?;
    let of_states = |wanted: &[CaseState]| -> i64 {
        let is_wanted = |state: &str| wanted.iter().any(|wanted| wanted.code() == state);
        let of = states.iter().filter(|line| is_wanted(&line.state));
        of.map(|line| line.n).sum()
    };
    let of_mine = |wanted: &[CaseState]| -> i64 {
        let is_wanted = |state: &str| wanted.iter().any(|wanted| wanted.code() == state);
        let of = mine.iter().filter(|(state, _)| is_wanted(state));
        of.map(|(_, n)| n).sum()
    };
    let counts = DeskView::ALL.into_iter().map(|view| {
        let count = match view {
            DeskView::All => states.iter().map(|line| line.n).sum(),
            DeskView::Mine => mine.iter().map(|(_, n)| n).sum(),
            DeskView::Unclaimed => {
                let free = states.iter().filter(|line| !line.is_held);
                free.map(|line| line.n).sum()
            }
            DeskView::DueToday => lights.due_today,
            DeskView::Warn => lights.warn,
            DeskView::Yellow => lights.yellow,
            DeskView::Red => lights.red,
            DeskView::Paused => of_states(&[CaseState::Special]),
            DeskView::WaitsForApplicant => of_states(&[CaseState::CorrectionNoticed]),
            DeskView::ToAccept => of_states(TO_ACCEPT),
            DeskView::WaitsForMe => of_mine(IN_REVIEW),
            DeskView::ToClose => of_states(TO_CLOSE),
        };
        (view, count)
    });
    Ok(DeskCounts {
        counts: counts.collect(),
    })
}

/// What is open within reach: the number in the menu.
pub fn count_open(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
) -> Result<i64, StoreError> {
    let states = by_state(reader, &actor.scope(permission))?;
    Ok(states.iter().map(|line| line.n).sum())
}

/// What is late within reach: yellow and red.
pub fn count_late(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
) -> Result<i64, StoreError> {
    let lights = by_light(reader, &actor.scope(permission))?;
    Ok(lights.yellow + lights.red)
}

/// What is in my hands: the number in the menu.
pub fn count_mine(reader: &mut Reader, actor: &Actor) -> Result<i64, StoreError> {
    let record = reader.query_one(
        "SELECT CAST(COALESCE(SUM(o.n), 0) AS BIGINT) FROM open_held o
          WHERE o.kind = 'case' AND o.holder = $1",
        &[actor.account.into()],
    )?;
    Ok(record.map_or(0, |record| record.int(0)))
}

struct StateLine {
    state: String,
    is_held: bool,
    n: i64,
}

fn by_state(reader: &mut Reader, scope: &Scope) -> Result<Vec<StateLine>, StoreError> {
    let mut params = Vec::new();
    let reach = reader.gate_of_counter(scope, "o", &mut params);
    let sql = format!(
        "SELECT o.state, o.is_held, CAST(SUM(o.n) AS BIGINT) FROM open_count o
          WHERE o.kind = 'case' AND {reach} GROUP BY o.state, o.is_held"
    );
    let records = reader.query(&sql, &params)?;
    let line = |record: &Record| StateLine {
        state: record.text(0).to_owned(),
        is_held: record.int(1) != 0,
        n: record.int(2),
    };
    Ok(records.iter().map(line).collect())
}

#[derive(Default)]
struct Lights {
    due_today: i64,
    warn: i64,
    yellow: i64,
    red: i64,
}

/// A warning comes before every other light, so only what has one is read.
fn by_light(reader: &mut Reader, scope: &Scope) -> Result<Lights, StoreError> {
    let mut params = vec![reader.now.date().into()];
    let reach = reader.gate_of_counter(scope, "o", &mut params);
    let sum = |wanted: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {wanted} THEN o.n ELSE 0 END), 0) AS BIGINT)")
    };
    let sql = format!(
        "SELECT {}, {}, {}, {} FROM open_due o
          WHERE o.kind = 'case' AND o.warn_on <= $1 AND {reach}",
        sum("o.promised_on = $1"),
        sum("o.yellow_on > $1 AND o.is_paused = 0"),
        sum("o.yellow_on <= $1 AND o.red_on > $1"),
        sum("o.red_on <= $1"),
    );
    let record = reader.query_one(&sql, &params)?;
    Ok(record.map_or_else(Lights::default, |record| Lights {
        due_today: record.int(0),
        warn: record.int(1),
        yellow: record.int(2),
        red: record.int(3),
    }))
}

/// What the actor has and sees in his lists, by state.
fn held_by(
    reader: &mut Reader,
    actor: &Actor,
    scope: &Scope,
) -> Result<Vec<(String, i64)>, StoreError> {
    if actor.account == AccountId(0) {
        return Ok(Vec::new());
    }
    let records = reader.query(
        "SELECT o.unit, o.area, o.confidentiality, o.state, o.n FROM open_held o
          WHERE o.kind = 'case' AND o.holder = $1",
        &[actor.account.into()],
    )?;
    let place = |record: &Record| Place {
        unit: UnitId(record.int(0)),
        area: AreaCode(u32::try_from(record.int(1)).unwrap_or_default()),
        confidentiality: u8::try_from(record.int(2)).unwrap_or(u8::MAX),
        holder: actor.account,
        ..Place::default()
    };
    Ok(records
        .iter()
        .filter(|record| scope.covers(&place(record)))
        .map(|record| (record.text(3).to_owned(), record.int(4)))
        .collect())
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
