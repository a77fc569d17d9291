//! The row of a case: what its lists sort and filter by beyond the shared Matter.

use super::signs::CASE_SIGN;
use crate::domain::{
    Case,
    case::{Ending, Over, Phase},
};
use contracts::{
    Row, Value,
    item::ProjectType,
    matter::NO_DAY,
    row::{Column, Index, Table, Writes, int, text},
};
use kernel::{Date, time::days_since_epoch};

pub static TABLES: &[&Table] = &[&CASE_ROW, &CASE_SIGN];

pub static CASE_ROW: Table = Table {
    name: "case_row",
    version: 3,
    columns: &[
        int("id"),
        text("number"),
        int("area"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        text("state"),
        int("item"),
        int("item_version"),
        text("item_name"),
        text("channel"),
        text("regime"),
        int("reached_on"),
        int("recorded_late"),
        day_or_none("received_on"),
        int("notice_by"),
        int("notices"),
        int("answer_by"),
        day_or_none("accepted_on"),
        int("is_deemed"),
        int("promised_on"),
        int("legal_on"),
        int("planned_end_on"),
        int("deliver_by"),
        day_or_none("decided_on"),
        int("serve_by"),
        int("check_by"),
        int("finish_kind").or_null(),
        day_or_none("closed_on"),
        day_or_none("served_on"),
        int("settle_on"),
        int("is_promised"),
    ],
    key: 1,
    writes: Writes::Put,
    // Partial: only what still waits for somebody is worth an entry. The last three open a figure to
    // its cases; their keys grow with time, so that a write always meets a warm page.
    indexes: &[
        Index {
            name: "case_row_settle",
            on: "(settle_on, id) WHERE settle_on < 9999999",
            is_unique: false,
        },
        Index {
            name: "case_row_notice",
            on: "(unit, notice_by, id) WHERE notice_by < 9999999",
            is_unique: false,
        },
        Index {
            name: "case_row_serve",
            on: "(unit, serve_by, id) WHERE serve_by < 9999999",
            is_unique: false,
        },
        Index {
            name: "case_row_notice_due",
            on: "(notice_by, id) WHERE notice_by < 9999999",
            is_unique: false,
        },
        Index {
            name: "case_row_serve_due",
            on: "(serve_by, id) WHERE serve_by < 9999999",
            is_unique: false,
        },
        Index {
            name: "case_row_legal_due",
            on: "(legal_on, id) WHERE closed_on IS NULL AND decided_on IS NULL",
            is_unique: false,
        },
        Index {
            name: "case_row_reached",
            on: "(reached_on, id)",
            is_unique: false,
        },
        Index {
            name: "case_row_accepted",
            on: "(accepted_on, id) WHERE accepted_on IS NOT NULL",
            is_unique: false,
        },
        Index {
            name: "case_row_closed",
            on: "(closed_on, id) WHERE closed_on IS NOT NULL",
            is_unique: false,
        },
    ],
};

const fn day_or_none(name: &'static str) -> Column {
    int(name).or_null()
}

/// A case as a row; made from a case that was filed.
#[derive(Clone, Copy, Debug)]
pub struct CaseRow<'a> {
    case: &'a Case,
}

impl<'a> From<&'a Case> for CaseRow<'a> {
    fn from(case: &'a Case) -> Self {
        Self { case }
    }
}

impl Row for CaseRow<'_> {
    const TABLE: &'static Table = &CASE_ROW;

    fn values(&self) -> Vec<Value> {
        let case = self.case;
        let Some(filing) = &case.filing else {
            debug_assert!(false, "a draft has no row");
            return Vec::new();
        };
        let handling = case.handling();
        let open = case.open_handling();
        let dates = handling.and_then(|handling| handling.dates);
        let decision = case.decision();
        let over = case.over();
        vec![
            case.id.into(),
            filing.number.as_str().into(),
            filing.area.into(),
            filing.unit.into(),
            case.holder.into(),
            filing.party.into(),
            Value::Int(0),
            false.into(),
            Value::fixed(case.state().code()),
            filing.pin.item.into(),
            filing.pin.version.into(),
            filing.item_name.zh.clone().into(),
            Value::fixed(channel_code(filing.channel)),
            Value::fixed(regime_code(filing.regime)),
            filing.reached_on.into(),
            filing.recorded_late.into(),
            case.received.map(|receipt| receipt.received_on).into(),
            sort_day(case.notice_by()),
            Value::Int(i64::try_from(case.notices.len()).unwrap_or(i64::MAX)),
            sort_day(awaited_answer(case)),
            handling.map(|handling| handling.accepted_on).into(),
            handling
                .is_some_and(crate::domain::case::Handling::is_deemed)
                .into(),
            sort_day(dates.map(|dates| dates.due.promised_on)),
            sort_day(dates.and_then(|dates| dates.due.legal_on)),
            sort_day(
                open.and_then(|open| open.running_pause())
                    .map(|pause| pause.planned_end_on),
            ),
            sort_day(awaited_material(case)),
            decision.map(|decision| decision.decided_on).into(),
            sort_day(
                decision
                    .filter(|_| over.is_none_or(|over| over.served_on.is_none()))
                    .and_then(|decision| decision.serve_by),
            ),
            sort_day(
                decision
                    .and_then(|decision| decision.promise_check)
                    .filter(|check| check.is_kept.is_none())
                    .and_then(|check| check.check_by),
            ),
            over.and_then(finish_number).into(),
            over.map(|over| over.ended_on).into(),
            over.and_then(|over| over.served_on).into(),
            sort_day(settle_on(case)),
            (filing.project_type == ProjectType::Promised).into(),
        ]
    }
}

/// A sort column is never NULL: what has no day sorts after every real one.
fn sort_day(day: Option<Date>) -> Value {
    Value::Int(day.map_or(NO_DAY, |day| i64::from(days_since_epoch(day))))
}

fn channel_code(channel: contracts::item::Channel) -> &'static str {
    match channel {
        contracts::item::Channel::Window => "window",
        contracts::item::Channel::Online => "online",
        contracts::item::Channel::Post => "post",
    }
}

fn regime_code(regime: contracts::item::LegalRegime) -> &'static str {
    match regime {
        contracts::item::LegalRegime::Licensing => "licensing",
        contracts::item::LegalRegime::OwnLaw => "own-law",
    }
}

fn awaited_answer(case: &Case) -> Option<Date> {
    match case.phase {
        Phase::CorrectionNoticed => case.notices.last().and_then(|notice| notice.answer_by),
        Phase::Draft
        | Phase::Submitted
        | Phase::Received
        | Phase::CorrectionSubmitted
        | Phase::Handling(_)
        | Phase::Decided(..)
        | Phase::Over(_) => None,
    }
}

fn awaited_material(case: &Case) -> Option<Date> {
    let deferral = case.open_handling()?.deferral.as_ref()?;
    if case.outstanding().is_empty() {
        return None;
    }
    deferral.deliver_by
}

fn finish_number(over: &Over) -> Option<u8> {
    match over.ending {
        Ending::Closed(kind) => Some(kind.number()),
        Ending::NotRequired | Ending::Rejected(_) | Ending::Withdrawn | Ending::Terminated(_) => {
            None
        }
    }
}

/// The first day on which the clock may change the case by itself, for the job. A day that waits
/// for its calendar is asked about every night.
fn settle_on(case: &Case) -> Option<Date> {
    if let Some(from) = case.notice_clock_from().filter(|_| case.is_licensing()) {
        return Some(case.notice_by().map_or(from, day_after));
    }
    let handling = case.open_handling()?;
    let waits = handling.dates.is_none_or(|dates| dates.lights.is_none());
    let pause_over = handling
        .running_pause()
        .map(|pause| day_after(pause.planned_end_on));
    let filled = waits.then_some(handling.accepted_on);
    pause_over.into_iter().chain(filled).min()
}

fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}
