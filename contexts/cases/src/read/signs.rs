//! Signs of gaming (`rules.md` §2.9): what happened that need not be wrong, but that supervision
//! looks at. A sign accuses nobody; it is a list with dates.

use crate::domain::{Case, CaseEvent, close::FinishKind};
use contracts::{
    Row, Rows, Value,
    row::{Index, Table, Writes, int, text},
};
use kernel::{AccountId, Date, Recorded, time::days_since_epoch};

/// Days before the promise within which a pause that begins is a sign.
const LAST_DAYS: i64 = 2;
/// Seconds within which a case that is opened and closed is a sign.
const AT_ONCE_SECONDS: i64 = 60;

/// Kinds of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// 再次补正
    CorrectedAgain,
    /// 视为受理: nobody said a word for five days.
    Deemed,
    /// Opened and closed within a minute.
    AtOnce,
    /// A pause that began in the last two days before the promise, or after it.
    LatePause,
    /// Recorded more than thirty minutes after it was handed in.
    RecordedLate,
    /// Taken out of every figure after the promise had passed.
    VoidWhenLate,
}

impl Sign {
    pub const ALL: [Self; 6] = [
        Self::CorrectedAgain,
        Self::Deemed,
        Self::AtOnce,
        Self::LatePause,
        Self::RecordedLate,
        Self::VoidWhenLate,
    ];

    /// In the table, in addresses, and the end of its word key.
    pub fn code(self) -> &'static str {
        match self {
            Self::CorrectedAgain => "corrected-again",
            Self::Deemed => "deemed",
            Self::AtOnce => "at-once",
            Self::LatePause => "late-pause",
            Self::RecordedLate => "recorded-late",
            Self::VoidWhenLate => "void-when-late",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.code() == code)
    }
}

pub static CASE_SIGN: Table = Table {
    name: "case_sign",
    version: 2,
    columns: &[
        text("sign"),
        int("found_on"),
        int("id"),
        text("number"),
        text("item_name"),
        int("area"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        int("done_by"),
        int("measure"),
    ],
    key: 3,
    writes: Writes::Put,
    indexes: &[Index {
        name: "case_sign_unit",
        on: "(unit, sign, found_on, id)",
        is_unique: false,
    }],
};

struct SignRow<'a> {
    sign: Sign,
    found_on: Date,
    case: &'a Case,
    by: AccountId,
    measure: i64,
}

impl Row for SignRow<'_> {
    const TABLE: &'static Table = &CASE_SIGN;

    fn values(&self) -> Vec<Value> {
        let Some(filing) = &self.case.filing else {
            debug_assert!(false, "a draft shows no signs");
            return Vec::new();
        };
        vec![
            self.sign.code().into(),
            self.found_on.into(),
            self.case.id.into(),
            filing.number.as_str().into(),
            filing.item_name.zh.clone().into(),
            filing.area.into(),
            filing.unit.into(),
            self.case.holder.into(),
            filing.party.into(),
            Value::Int(0),
            false.into(),
            self.by.into(),
            self.measure.into(),
        ]
    }
}

/// The sign that an event is, if it is one; it stays where it was found.
pub(super) fn project_sign(
    event: &Recorded<CaseEvent>,
    before: &Case,
    after: &Case,
    rows: &mut Rows,
) {
    if let Some((sign, measure)) = find_sign(event, before, after) {
        rows.put(&SignRow {
            sign,
            found_on: event.at.date(),
            case: after,
            by: event.actor,
            measure,
        });
    }
}

fn find_sign(event: &Recorded<CaseEvent>, before: &Case, after: &Case) -> Option<(Sign, i64)> {
    let on = event.at.date();
    match &event.body {
        CaseEvent::Submitted(e) if e.recorded_late => Some((Sign::RecordedLate, 0)),
        CaseEvent::CorrectionNotified(e) if e.why_again.is_some() => {
            let notices = i64::try_from(after.notices.len()).unwrap_or(i64::MAX);
            Some((Sign::CorrectedAgain, notices))
        }
        CaseEvent::DeemedAccepted(_) => Some((Sign::Deemed, 0)),
        CaseEvent::SpecialProcedureStarted(e) => {
            let left = days_to_promise(before, e.pause.started_on)?;
            (left <= LAST_DAYS).then_some((Sign::LatePause, left))
        }
        CaseEvent::Closed(e) if e.kind.counts_nowhere() => {
            let left = days_to_promise(before, on)?;
            (left < 0).then_some((Sign::VoidWhenLate, -left))
        }
        CaseEvent::Closed(e) => {
            let seconds = (event.at.0 - after.filed_at.0) / 1_000_000;
            let is_forwarded = e.kind == FinishKind::Forwarded;
            (seconds <= AT_ONCE_SECONDS && !is_forwarded).then_some((Sign::AtOnce, seconds))
        }
        CaseEvent::Submitted(_)
        | CaseEvent::Received(_)
        | CaseEvent::CorrectedOnSpot(_)
        | CaseEvent::CorrectionNotified(_)
        | CaseEvent::CorrectionSubmitted(_)
        | CaseEvent::FoundNotRequired(_)
        | CaseEvent::ApplicationRejected(_)
        | CaseEvent::Accepted(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::OpinionGiven(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::Signed(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::SpecialProcedureRenewed(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::HearingRecorded(_)
        | CaseEvent::Extended(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::Granted(_)
        | CaseEvent::Denied(_)
        | CaseEvent::Served(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Withdrawn(_)
        | CaseEvent::Terminated(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => None,
    }
}

/// Calendar days from a day to the promise; negative once it has passed.
fn days_to_promise(case: &Case, day: Date) -> Option<i64> {
    let dates = case.handling()?.dates?;
    Some(i64::from(
        days_since_epoch(dates.due.promised_on) - days_since_epoch(day),
    ))
}
