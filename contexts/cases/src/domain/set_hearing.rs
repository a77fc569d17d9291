//! 听证通知: where and when the hearing is, and who presides.

use super::{
    Act, Case, CaseEvent, CaseState,
    case::Handling,
    compute_dates,
    duties::{is_own, staff_name},
    events::{HearingSet, SpecialProcedureStarted, Submitted},
    hand_on::is_colleague,
    interests::{HOLD_RULE, NOTIFY_RULE, Secrecy, earliest_hearing, last_day},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{
    AccountId, Basis, CaseId, Date, Env, Refusal, RefusalKind, Timestamp,
    deadline::{Pause, PauseReason},
};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct SetHearing {
    pub case_id: CaseId,
    pub held_at: Timestamp,
    pub place: Option<Kept>,
    pub chair: AccountId,
    /// Why it is not public; it is, unless one of these says otherwise.
    pub secrecy: Option<Secrecy>,
    /// What those who come have to know, and how long it takes: also the text of the 不计入期限告知书.
    pub notice: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SetHearingRefusal {
    #[error("case is {state}; a hearing is set in review, and while nothing else stops the clock")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("no law orders a hearing and nobody asked for one")]
    NobodyAsked,
    #[error("not everybody concerned was told of it")]
    RightNotTold,
    #[error("the hearing was held and its record stands")]
    AlreadyHeld,
    #[error("the notice comes too late for that day; the first possible one is {earliest}")]
    TooSoon { earliest: Date },
    #[error("that is after {last}, the last of the twenty days")]
    TooLate { last: Date },
    #[error("the calendar of that year is not out")]
    CalendarMissing,
    #[error("{chair} cannot preside: {reviewer}, who reviewed the application, is the same person")]
    ChairReviewed { chair: String, reviewer: String },
    #[error("{chair} holds no post that reaches the case's unit today")]
    NotAColleague { chair: AccountId },
    #[error("the place is not named")]
    PlaceMissing,
    #[error("those who come are told nothing")]
    NoticeMissing,
}

impl Refusal for SetHearingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.set-hearing.wrong-state",
            Self::OwnApplication => "cases.set-hearing.own-application",
            Self::NobodyAsked => "cases.set-hearing.nobody-asked",
            Self::RightNotTold => "cases.set-hearing.right-not-told",
            Self::AlreadyHeld => "cases.set-hearing.already-held",
            Self::TooSoon { .. } => "cases.set-hearing.too-soon",
            Self::TooLate { .. } => "cases.set-hearing.too-late",
            Self::CalendarMissing => "cases.set-hearing.calendar-missing",
            Self::ChairReviewed { .. } => "cases.set-hearing.chair-reviewed",
            Self::NotAColleague { .. } => "cases.set-hearing.not-a-colleague",
            Self::PlaceMissing => "cases.set-hearing.place-missing",
            Self::NoticeMissing => "cases.set-hearing.notice-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::NobodyAsked
            | Self::RightNotTold
            | Self::AlreadyHeld => RefusalKind::Conflict,
            Self::OwnApplication | Self::ChairReviewed { .. } => RefusalKind::Barred,
            Self::TooSoon { .. }
            | Self::TooLate { .. }
            | Self::CalendarMissing
            | Self::NotAColleague { .. }
            | Self::PlaceMissing
            | Self::NoticeMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NobodyAsked | Self::RightNotTold | Self::TooLate { .. } => {
                Some(licensing("第四十七条"))
            }
            Self::TooSoon { .. } => Some(licensing("第四十八条第一款第一项")),
            Self::ChairReviewed { .. } => Some(licensing("第四十八条第一款第三项")),
            Self::NoticeMissing => Some(licensing("第四十五条")),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::AlreadyHeld
            | Self::CalendarMissing
            | Self::NotAColleague { .. }
            | Self::PlaceMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::TooSoon { .. } | Self::TooLate { .. } | Self::CalendarMissing => {
                Some("held-at".to_owned())
            }
            Self::ChairReviewed { .. } | Self::NotAColleague { .. } => Some("chair".to_owned()),
            Self::PlaceMissing => Some("place".to_owned()),
            Self::NoticeMissing => Some("notice".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NobodyAsked
            | Self::RightNotTold
            | Self::AlreadyHeld => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::TooSoon { earliest } => vec![("earliest", earliest.to_string())],
            Self::TooLate { last } => vec![("last", last.to_string())],
            Self::ChairReviewed { chair, reviewer } => {
                vec![("chair", chair.clone()), ("reviewer", reviewer.clone())]
            }
            Self::NotAColleague { chair } => vec![("account", chair.to_string())],
            Self::OwnApplication
            | Self::NobodyAsked
            | Self::RightNotTold
            | Self::AlreadyHeld
            | Self::CalendarMissing
            | Self::PlaceMissing
            | Self::NoticeMissing => Vec::new(),
        }
    }
}

/// Decides on time, place and chair of the hearing. From the notice to the day of the hearing the
/// clock stands: the same pause as for the law's other procedures.
///
/// A hearing that is to be moved is called off first by ending its procedure, and set anew.
///
/// # Law
/// 行政许可法 art. 47 (within twenty days of the request), art. 48: notice seven days before; public;
/// presided over by somebody who does not review the application. Art. 45: its time is not counted.
pub fn set_hearing(
    case: &Case,
    act: &SetHearing,
    env: &Env,
) -> Result<Vec<CaseEvent>, SetHearingRefusal> {
    let wrong_state = |state| SetHearingRefusal::WrongState { state };
    let filing = case.allow(Act::SetHearing).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(SetHearingRefusal::OwnApplication);
    }
    let interests = &handling.interests;
    if interests.recorded_on.is_some() {
        return Err(SetHearingRefusal::AlreadyHeld);
    }
    if !interests.is_hearing_due() {
        return Err(SetHearingRefusal::NobodyAsked);
    }
    if !interests.untold().is_empty() {
        return Err(SetHearingRefusal::RightNotTold);
    }
    let hold_by = check_day(act.held_at.date(), handling, filing, env)?;
    check_chair(act.chair, handling, filing, env)?;
    let place = act.place.clone().ok_or(SetHearingRefusal::PlaceMissing)?;
    let notice = act.notice.clone();
    let notice = notice.ok_or(SetHearingRefusal::NoticeMissing)?;
    let set = HearingSet {
        set_on: env.today,
        held_at: act.held_at,
        hold_by,
        place,
        chair: act.chair,
        secrecy: act.secrecy,
        notice: notice.clone(),
    };
    let pause = Pause {
        reason: PauseReason::Hearing,
        started_on: env.today,
        planned_end_on: act.held_at.date(),
        ended_on: None,
        document: case.reference('P', handling.clock.pauses.len() + 1),
    };
    let mut clock = handling.clock.clone();
    clock.pauses.push(pause.clone());
    Ok(vec![
        CaseEvent::HearingSet(set),
        CaseEvent::SpecialProcedureStarted(SpecialProcedureStarted {
            pause,
            step: None,
            notice,
            own_law: None,
            dates: compute_dates(&clock, filing.area, env),
        }),
    ])
}

/// Seven days after today at the least, and within the twenty as long as that is still possible:
/// a hearing that is late by law must be held all the same.
fn check_day(
    held_on: Date,
    handling: &Handling,
    filing: &Submitted,
    env: &Env,
) -> Result<Option<Date>, SetHearingRefusal> {
    let notify_by = last_day(NOTIFY_RULE, held_on, filing, env);
    let notify_by = notify_by.ok_or(SetHearingRefusal::CalendarMissing)?;
    let earliest = earliest_hearing(filing, env).ok_or(SetHearingRefusal::CalendarMissing)?;
    if notify_by < env.today {
        return Err(SetHearingRefusal::TooSoon { earliest });
    }
    let asked_on = handling.interests.asked_on();
    let hold_by = asked_on.and_then(|asked_on| last_day(HOLD_RULE, asked_on, filing, env));
    match hold_by {
        Some(last) if held_on > last && earliest <= last => {
            Err(SetHearingRefusal::TooLate { last })
        }
        Some(_) | None => Ok(hold_by),
    }
}

/// Who presides has no part in the review, and does not set his own hearing.
fn check_chair(
    chair: AccountId,
    handling: &Handling,
    filing: &Submitted,
    env: &Env,
) -> Result<(), SetHearingRefusal> {
    if chair == env.actor.account || handling.review.reviewers.contains(&chair) {
        return Err(SetHearingRefusal::ChairReviewed {
            chair: staff_name(chair, env),
            reviewer: staff_name(chair, env),
        });
    }
    if !is_colleague(chair, filing, env) {
        return Err(SetHearingRefusal::NotAColleague { chair });
    }
    Ok(())
}
