//! A case (办件): what is known of it after its events.
//!
//! The phase is a type that holds what the phase has: only a case that was accepted has a clock,
//! only a decided one a decision, and there is one of each. How events change it is in
//! [`super::fold`], what may be done when in [`super::transitions`].

use super::{
    Act, CaseState, Dates,
    close::FinishKind,
    events::{CaseEvent, Deferral, Submitted},
    filing::MaterialHeld,
    interests::Interests,
    notify_correction::AnswerPeriod,
    reject_application::RejectionGround,
    review::Review,
    terminate::TerminationGround,
};
use contracts::{Aggregate, item::LegalRegime};
use kernel::{
    AccountId, AreaCode, CaseId, Date, Env, Place, Recorded, StreamKind, Timestamp,
    deadline::{Clock, add_limit},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    pub version: i64,
    /// What was filed; `None` only before the first event.
    pub filing: Option<Box<Submitted>>,
    pub filed_by: AccountId,
    pub filed_at: Timestamp,
    /// Who has it now; 0 for nobody in person.
    pub holder: AccountId,
    pub received: Option<Receipt>,
    /// The newest of each material, by its code.
    pub materials: BTreeMap<String, MaterialHeld>,
    pub notices: Vec<Notice>,
    pub phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub received_on: Date,
    pub received_by: AccountId,
}

/// A correction notice and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub notified_on: Date,
    pub notified_by: AccountId,
    pub materials: Vec<String>,
    /// The period that was printed with its local basis, if one was.
    pub answer_within: Option<AnswerPeriod>,
    pub answer_by: Option<Date>,
    pub answer: Option<Answer>,
}

impl Notice {
    /// Whether a printed period is not over yet; one whose end is not known yet is not.
    pub fn is_period_running(&self, area: AreaCode, env: &Env) -> bool {
        let Some(period) = &self.answer_within else {
            return false;
        };
        let calendar = env.calendar_of(area);
        let counted = || add_limit(self.notified_on, period.limit, calendar).ok();
        self.answer_by
            .or_else(counted)
            .is_none_or(|last| env.today <= last)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Five days run from here again.
    pub reached_on: Date,
    pub notice_by: Option<Date>,
    pub materials: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Draft,
    Submitted,
    Received,
    CorrectionNoticed,
    CorrectionSubmitted,
    Handling(Box<Handling>),
    Decided(Box<Handling>, Decision),
    Over(Box<Over>),
}

/// Accepted, or deemed so: the clock of the law runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    pub accepted_on: Date,
    /// `None` where the clock accepted.
    pub accepted_by: Option<AccountId>,
    pub clock: Clock,
    /// `None` while they wait for the calendar.
    pub dates: Option<Dates>,
    pub deferral: Option<Deferral>,
    pub stage: Stage,
    pub review: Review,
    /// Third parties, their views, and the hearing.
    pub interests: Interests,
}

impl Handling {
    pub fn is_deemed(&self) -> bool {
        self.accepted_by.is_none()
    }

    /// The special procedure that runs, as recorded. The law may have ended it since: see
    /// [`super::effects`].
    pub fn running_pause(&self) -> Option<&kernel::deadline::Pause> {
        match self.stage {
            Stage::Special => self.clock.pauses.last(),
            Stage::Accepted | Stage::Reviewing | Stage::Extended => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Accepted,
    Reviewing,
    Special,
    Extended,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub outcome: Outcome,
    pub decided_on: Date,
    pub decided_by: AccountId,
    pub serve_by: Option<Date>,
    /// 告知承诺: the check that is still owed or was made.
    pub promise_check: Option<PromiseCheck>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Granted,
    Denied,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseCheck {
    pub within_days: u16,
    pub check_by: Option<Date>,
    /// Whether the promise was kept, once it was checked.
    pub is_kept: Option<bool>,
}

/// What has ended, with what it had until then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    pub handling: Option<Handling>,
    pub decision: Option<Decision>,
    pub ending: Ending,
    pub ended_on: Date,
    /// When the paper that ended it took effect.
    pub served_on: Option<Date>,
    /// Whether that was after the last day of the law (行政许可法 art. 44).
    pub is_served_late: bool,
    pub handed_over_on: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    NotRequired,
    Rejected(RejectionGround),
    Withdrawn,
    Terminated(TerminationGround),
    Closed(FinishKind),
}

impl Case {
    pub fn state(&self) -> CaseState {
        match &self.phase {
            Phase::Draft => CaseState::Draft,
            Phase::Submitted => CaseState::Submitted,
            Phase::Received => CaseState::Received,
            Phase::CorrectionNoticed => CaseState::CorrectionNoticed,
            Phase::CorrectionSubmitted => CaseState::CorrectionSubmitted,
            Phase::Handling(handling) => match handling.stage {
                Stage::Accepted if handling.is_deemed() => CaseState::DeemedAccepted,
                Stage::Accepted => CaseState::Accepted,
                Stage::Reviewing => CaseState::Reviewing,
                Stage::Special => CaseState::Special,
                Stage::Extended => CaseState::Extended,
            },
            Phase::Decided(_, decision) => match decision.outcome {
                Outcome::Granted => CaseState::DecidedGrant,
                Outcome::Denied => CaseState::DecidedDeny,
            },
            Phase::Over(over) => match over.ending {
                Ending::NotRequired => CaseState::NotRequired,
                Ending::Rejected(_) => CaseState::RejectedAccept,
                Ending::Withdrawn => CaseState::Withdrawn,
                Ending::Terminated(_) => CaseState::Terminated,
                Ending::Closed(_) if over.served_on.is_some() => CaseState::Delivered,
                Ending::Closed(_) => CaseState::Closed,
            },
        }
    }

    /// What was filed, if the table allows the act now; else the state that does not.
    pub fn allow(&self, act: Act) -> Result<&Submitted, CaseState> {
        let state = self.state();
        match &self.filing {
            Some(filing) if state.allows(act) => Ok(filing),
            Some(_) | None => Err(state),
        }
    }

    /// The clock and review of an accepted case, whatever came after.
    pub fn handling(&self) -> Option<&Handling> {
        match &self.phase {
            Phase::Handling(handling) | Phase::Decided(handling, _) => Some(handling),
            Phase::Over(over) => over.handling.as_ref(),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted => None,
        }
    }

    /// The clock and review of a case that is accepted and not yet decided.
    pub fn open_handling(&self) -> Option<&Handling> {
        match &self.phase {
            Phase::Handling(handling) => Some(handling),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Decided(..)
            | Phase::Over(_) => None,
        }
    }

    pub fn decision(&self) -> Option<&Decision> {
        match &self.phase {
            Phase::Decided(_, decision) => Some(decision),
            Phase::Over(over) => over.decision.as_ref(),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Handling(_) => None,
        }
    }

    pub fn over(&self) -> Option<&Over> {
        match &self.phase {
            Phase::Over(over) => Some(over),
            Phase::Draft
            | Phase::Submitted
            | Phase::Received
            | Phase::CorrectionNoticed
            | Phase::CorrectionSubmitted
            | Phase::Handling(_)
            | Phase::Decided(..) => None,
        }
    }

    /// Codes of the materials without which the application is not complete: the required ones and,
    /// as nothing is deferred by itself, the deferrable ones. On a promise (告知承诺) none is needed.
    pub fn missing(&self) -> Vec<String> {
        let Some(filing) = self
            .filing
            .as_ref()
            .filter(|filing| filing.promise.is_none())
        else {
            return Vec::new();
        };
        let deferrable = self.not_held(&filing.deferrable);
        self.not_held(&filing.required).chain(deferrable).collect()
    }

    /// Codes of the materials that were to follow and have not come: those of a deferral, and after
    /// a deemed acceptance those that nobody asked for in time.
    pub fn outstanding(&self) -> Vec<String> {
        let Some(handling) = self.handling() else {
            return Vec::new();
        };
        match &handling.deferral {
            Some(deferral) => self.not_held(&deferral.materials).collect(),
            None if handling.is_deemed() => self.missing(),
            None => Vec::new(),
        }
    }

    fn not_held<'a>(&'a self, codes: &'a [String]) -> impl Iterator<Item = String> + 'a {
        let held = &self.materials;
        codes
            .iter()
            .filter(|code| !held.contains_key(*code))
            .cloned()
    }

    /// Day zero of the five days that run now: of the application, or of its correction.
    ///
    /// # Law
    /// 行政许可法 art. 32(4). The strict reading: from the day it reached the system, whether or
    /// not anybody has pressed 收件 since.
    pub fn notice_clock_from(&self) -> Option<Date> {
        match self.phase {
            Phase::Submitted | Phase::Received => {
                self.filing.as_ref().map(|filing| filing.reached_on)
            }
            Phase::CorrectionSubmitted => self.last_answer().map(|answer| answer.reached_on),
            Phase::Draft
            | Phase::CorrectionNoticed
            | Phase::Handling(_)
            | Phase::Decided(..)
            | Phase::Over(_) => None,
        }
    }

    /// The last day of those five, as it was counted when they began. For lists and jobs; a
    /// decision counts anew.
    pub fn notice_by(&self) -> Option<Date> {
        self.notice_clock_from()?;
        self.last_answer().map_or_else(
            || self.filing.as_ref().and_then(|filing| filing.notice_by),
            |answer| answer.notice_by,
        )
    }

    /// The day on which the complete application reached the authority.
    pub fn completed_on(&self) -> Option<Date> {
        let filed = self.filing.as_ref().map(|filing| filing.reached_on);
        self.last_answer().map(|answer| answer.reached_on).or(filed)
    }

    pub fn last_answer(&self) -> Option<&Answer> {
        self.notices
            .last()
            .and_then(|notice| notice.answer.as_ref())
    }

    pub fn is_licensing(&self) -> bool {
        self.filing
            .as_ref()
            .is_some_and(|filing| filing.regime == LegalRegime::Licensing)
    }

    /// A short reference to the n-th notice of its kind, for explanations of a date, until the
    /// document has its number: `431100…3-P1`.
    pub fn reference(&self, kind: char, ordinal: usize) -> String {
        let number = self
            .filing
            .as_ref()
            .map_or("", |filing| filing.number.as_str());
        format!("{number}-{kind}{ordinal}")
    }
}

impl Aggregate for Case {
    const KIND: StreamKind = "case";
    const SHAPE: u16 = 2;
    type Event = CaseEvent;

    fn initial(id: i64) -> Self {
        Self {
            id: CaseId(id),
            version: 0,
            filing: None,
            filed_by: AccountId::default(),
            filed_at: Timestamp::default(),
            holder: AccountId::default(),
            received: None,
            materials: BTreeMap::new(),
            notices: Vec::new(),
            phase: Phase::Draft,
        }
    }

    fn apply(&mut self, event: &Recorded<CaseEvent>) {
        self.fold(&event.body, event.actor, event.at);
        self.version = event.version;
    }

    fn place(&self) -> Place {
        let Some(filing) = &self.filing else {
            return Place::default();
        };
        Place {
            area: filing.area,
            unit: filing.unit,
            holder: self.holder,
            parties: vec![filing.party],
            item: filing.pin.item,
            confidentiality: 0,
            is_public: false,
        }
    }
}
