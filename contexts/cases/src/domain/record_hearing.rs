//! 听证笔录: what was said at the hearing, signed by those who took part. The decision rests on it.

use super::{
    Act, Case, CaseEvent, CaseState, compute_dates,
    duties::{is_own, staff_name},
    events::{HearingRecorded, SpecialProcedureEnded},
    filing::FileRef,
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind, deadline::PauseReason};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct RecordHearing {
    pub case_id: CaseId,
    /// Who came, and what was said.
    pub record: Option<Kept>,
    /// The paper with the signatures or seals of those who took part.
    pub signed: Option<FileRef>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordHearingRefusal {
    #[error("case is {state}; a hearing is recorded before the decision")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("no hearing is set")]
    NotSet,
    #[error("its record stands")]
    AlreadyRecorded,
    #[error("the hearing is on {held_on}")]
    NotHeldYet { held_on: Date },
    #[error("{chair} presided and {reviewer} has reviewed the application: it is the same person")]
    ChairReviewed { chair: String, reviewer: String },
    #[error("the record is empty")]
    RecordMissing,
    #[error("those who took part have not signed")]
    SignaturesMissing,
}

impl Refusal for RecordHearingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.record-hearing.wrong-state",
            Self::OwnApplication => "cases.record-hearing.own-application",
            Self::NotSet => "cases.record-hearing.not-set",
            Self::AlreadyRecorded => "cases.record-hearing.already-recorded",
            Self::NotHeldYet { .. } => "cases.record-hearing.not-held-yet",
            Self::ChairReviewed { .. } => "cases.record-hearing.chair-reviewed",
            Self::RecordMissing => "cases.record-hearing.record-missing",
            Self::SignaturesMissing => "cases.record-hearing.signatures-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::NotSet
            | Self::AlreadyRecorded
            | Self::NotHeldYet { .. } => RefusalKind::Conflict,
            Self::OwnApplication | Self::ChairReviewed { .. } => RefusalKind::Barred,
            Self::RecordMissing | Self::SignaturesMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::ChairReviewed { .. } => Some(licensing("第四十八条第一款第三项")),
            Self::RecordMissing | Self::SignaturesMissing => {
                Some(licensing("第四十八条第一款第五项"))
            }
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotSet
            | Self::AlreadyRecorded
            | Self::NotHeldYet { .. } => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::RecordMissing => Some("record".to_owned()),
            Self::SignaturesMissing => Some("signed".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotSet
            | Self::AlreadyRecorded
            | Self::NotHeldYet { .. }
            | Self::ChairReviewed { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::NotHeldYet { held_on } => vec![("held-on", held_on.to_string())],
            Self::ChairReviewed { chair, reviewer } => {
                vec![("chair", chair.clone()), ("reviewer", reviewer.clone())]
            }
            Self::OwnApplication
            | Self::NotSet
            | Self::AlreadyRecorded
            | Self::RecordMissing
            | Self::SignaturesMissing => Vec::new(),
        }
    }
}

/// Decides that the record stands, which ends the hearing's pause if it still runs. Who presided may
/// not have reviewed the application in the meantime either.
///
/// # Law
/// 行政许可法 art. 48: the record is confirmed and signed or sealed by those who took part, and the
/// decision is made on it.
pub fn record_hearing(
    case: &Case,
    act: &RecordHearing,
    env: &Env,
) -> Result<Vec<CaseEvent>, RecordHearingRefusal> {
    let wrong_state = |state| RecordHearingRefusal::WrongState { state };
    let filing = case.allow(Act::RecordHearing).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(RecordHearingRefusal::OwnApplication);
    }
    let hearing = handling.interests.hearing.as_ref();
    let hearing = hearing.ok_or(RecordHearingRefusal::NotSet)?;
    if handling.interests.recorded_on.is_some() {
        return Err(RecordHearingRefusal::AlreadyRecorded);
    }
    let held_on = hearing.held_on();
    if env.today < held_on {
        return Err(RecordHearingRefusal::NotHeldYet { held_on });
    }
    if handling.review.reviewers.contains(&hearing.chair) {
        return Err(RecordHearingRefusal::ChairReviewed {
            chair: staff_name(hearing.chair, env),
            reviewer: staff_name(hearing.chair, env),
        });
    }
    let record = act.record.clone();
    let signed = act.signed.clone();
    let mut events = vec![CaseEvent::HearingRecorded(HearingRecorded {
        held_on,
        chair: hearing.chair,
        record: record.ok_or(RecordHearingRefusal::RecordMissing)?,
        signed: signed.ok_or(RecordHearingRefusal::SignaturesMissing)?,
    })];
    let is_paused = handling
        .running_pause()
        .is_some_and(|pause| pause.reason == PauseReason::Hearing);
    if is_paused {
        let mut clock = handling.clock.clone();
        if let Some(pause) = clock.pauses.last_mut() {
            pause.ended_on = Some(env.today);
        }
        events.push(CaseEvent::SpecialProcedureEnded(SpecialProcedureEnded {
            ended_on: env.today,
            by_clock: false,
            dates: compute_dates(&clock, filing.area, env),
        }));
    }
    Ok(events)
}
