//! What a case counts in.
//!
//! Every figure is a statement about the state of a case, with the day it counts for. The cells of
//! an event are the difference between what the case counted in before and after: so a record made
//! void takes back all it ever counted, in the days it counted for, and nobody can forget a −1.

use crate::domain::{
    Case,
    case::{Ending, Handling, Outcome, Over},
    close::FinishKind,
};
use contracts::item::ProjectType;
use kernel::Date;

/// 收件, for the day on which it reached the authority.
pub const RECEIVED: &str = "cases.received";
/// 发生补正, for the day of receipt: a share of what was received that day.
pub const CORRECTED: &str = "cases.corrected";
/// 两次补正, for the day of receipt. Should be zero.
pub const CORRECTED_AGAIN: &str = "cases.corrected-again";
/// 不受理, for the day of receipt.
pub const NOT_REQUIRED: &str = "cases.not-required";
/// 不予受理, for the day of receipt: a share of what was received that day.
pub const REJECTED: &str = "cases.rejected";
/// 补交不来办结, for the day of closing. Listed apart.
pub const LAPSED: &str = "cases.lapsed";
/// 受理, for the day of acceptance; deemed acceptance included.
pub const ACCEPTED: &str = "cases.accepted";
/// 视为受理, for the day of acceptance. Should be zero.
pub const DEEMED: &str = "cases.deemed";
/// 启用特别程序, for the day of acceptance.
pub const PAUSED: &str = "cases.paused";
/// 延期, for the day of acceptance.
pub const EXTENDED: &str = "cases.extended";
/// 准予, for the day of decision.
pub const GRANTED: &str = "cases.granted";
/// 不予, for the day of decision.
pub const DENIED: &str = "cases.denied";
/// 办结 of an accepted case, for the day of closing.
pub const CLOSED: &str = "cases.closed";
/// 办结 of an accepted case, for the day of acceptance: the cohort rate, which is never over 100 %.
pub const CLOSED_OF_ACCEPTED: &str = "cases.closed-of-accepted";
/// 承诺件办结, for the day of closing.
pub const PROMISED_CLOSED: &str = "cases.promised-closed";
/// 承诺件按时办结, for the day of closing.
pub const PROMISED_ON_TIME: &str = "cases.promised-on-time";
/// 超法定时限办结, for the day of closing.
pub const CLOSED_OVER_LAW: &str = "cases.closed-over-law";
/// 转报办结, for the day of closing. Listed apart.
pub const FORWARDED: &str = "cases.forwarded";
/// 逾期送达 (行政许可法 art. 44), for the day of decision.
pub const SERVED_LATE: &str = "cases.served-late";

/// One thing that a case counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    pub figure: &'static str,
    pub counts_for: Date,
}

/// Everything that the case counts in now; nothing for a draft and for a record that was made void.
pub fn counted(case: &Case) -> Vec<Counted> {
    let mut all = Vec::new();
    let over = case.over();
    let Some(filing) = case.filing.as_ref().filter(|_| !over.is_some_and(is_void)) else {
        return all;
    };
    let handling = case.handling();
    let mut count = |figure, counts_for| all.push(Counted { figure, counts_for });
    // Silence accepts also what nobody ever stamped.
    if case.received.is_some() || handling.is_some() {
        count(RECEIVED, filing.reached_on);
    }
    if !case.notices.is_empty() {
        count(CORRECTED, filing.reached_on);
    }
    if case.notices.len() > 1 {
        count(CORRECTED_AGAIN, filing.reached_on);
    }
    if let Some(handling) = handling {
        count_handling(handling, &mut count);
    }
    if let Some(decision) = case.decision() {
        let figure = match decision.outcome {
            Outcome::Granted => GRANTED,
            Outcome::Denied => DENIED,
        };
        count(figure, decision.decided_on);
        let served_late = over.is_some_and(|over| over.is_served_late);
        if served_late {
            count(SERVED_LATE, decision.decided_on);
        }
    }
    match (over, handling) {
        (Some(over), Some(handling)) => {
            count_closing(over, handling, filing.project_type, &mut count);
        }
        (Some(over), None) => count_turned_away(over, filing.reached_on, &mut count),
        (None, _) => {}
    }
    all
}

fn is_void(over: &Over) -> bool {
    match over.ending {
        Ending::Closed(kind) => kind.counts_nowhere(),
        Ending::NotRequired | Ending::Rejected(_) | Ending::Withdrawn | Ending::Terminated(_) => {
            false
        }
    }
}

fn count_handling(handling: &Handling, count: &mut impl FnMut(&'static str, Date)) {
    let accepted_on = handling.accepted_on;
    count(ACCEPTED, accepted_on);
    if handling.is_deemed() {
        count(DEEMED, accepted_on);
    }
    if !handling.clock.pauses.is_empty() {
        count(PAUSED, accepted_on);
    }
    if handling.clock.extension.is_some() {
        count(EXTENDED, accepted_on);
    }
}

fn count_closing(
    over: &Over,
    handling: &Handling,
    project_type: ProjectType,
    count: &mut impl FnMut(&'static str, Date),
) {
    let ended_on = over.ended_on;
    if over.ending == Ending::Closed(FinishKind::Forwarded) {
        count(FORWARDED, ended_on);
        return;
    }
    count(CLOSED, ended_on);
    count(CLOSED_OF_ACCEPTED, handling.accepted_on);
    // A due date that waits for its calendar lies beyond it, and so after today.
    let due = handling.dates.map(|dates| dates.due);
    if project_type == ProjectType::Promised {
        count(PROMISED_CLOSED, ended_on);
        if due.is_none_or(|due| ended_on <= due.promised_on) {
            count(PROMISED_ON_TIME, ended_on);
        }
    }
    if due
        .and_then(|due| due.legal_on)
        .is_some_and(|legal_on| ended_on > legal_on)
    {
        count(CLOSED_OVER_LAW, ended_on);
    }
}

/// What ended before acceptance was never accepted, so it can't be closed of it.
fn count_turned_away(over: &Over, reached_on: Date, count: &mut impl FnMut(&'static str, Date)) {
    match over.ending {
        Ending::NotRequired => count(NOT_REQUIRED, reached_on),
        Ending::Rejected(_) => count(REJECTED, reached_on),
        Ending::Closed(FinishKind::Lapsed) => count(LAPSED, over.ended_on),
        Ending::Closed(
            FinishKind::Issued
            | FinishKind::Returned
            | FinishKind::Void
            | FinishKind::Deleted
            | FinishKind::Forwarded
            | FinishKind::Other,
        )
        | Ending::Withdrawn
        | Ending::Terminated(_) => {}
    }
}
