//! 听证申请: who was told of his right asks for the hearing, or waives it.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{HearingAnswered, Submitted},
    filing::FileRef,
    interests::{REQUEST_RULE, Voice, last_day},
    law::licensing,
};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind};
use thiserror::Error;

/// By the applicant or his agent.
#[derive(Clone, Copy, Debug)]
pub struct AnswerHearing {
    pub case_id: CaseId,
    pub asks: bool,
}

/// Recorded by a clerk for somebody at the window, or for a letter.
#[derive(Clone, Debug)]
pub struct RecordHearingAnswer {
    pub case_id: CaseId,
    pub voice: Voice,
    pub asks: bool,
    /// His signed request or waiver.
    pub signed: Option<FileRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AnswerHearingRefusal {
    #[error("case is {state}; a hearing is asked for before the decision")]
    WrongState { state: CaseState },
    #[error("a clerk records nothing about his own application")]
    OwnApplication,
    #[error("he was not told of a right to a hearing")]
    NotTold,
    #[error("he has asked for it")]
    AlreadyAsked,
    #[error("the days for asking ended on {last}")]
    PeriodOver { last: Date },
    #[error("his signed request is missing")]
    SignatureMissing,
}

impl Refusal for AnswerHearingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.answer-hearing.wrong-state",
            Self::OwnApplication => "cases.answer-hearing.own-application",
            Self::NotTold => "cases.answer-hearing.not-told",
            Self::AlreadyAsked => "cases.answer-hearing.already-asked",
            Self::PeriodOver { .. } => "cases.answer-hearing.period-over",
            Self::SignatureMissing => "cases.answer-hearing.signature-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::NotTold
            | Self::AlreadyAsked
            | Self::PeriodOver { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::SignatureMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NotTold | Self::PeriodOver { .. } => Some(licensing("第四十七条")),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::AlreadyAsked
            | Self::SignatureMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::SignatureMissing => Some("signed".to_owned()),
            Self::NotTold => Some("voice".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::AlreadyAsked
            | Self::PeriodOver { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::PeriodOver { last } => vec![("last", last.to_string())],
            Self::OwnApplication | Self::NotTold | Self::AlreadyAsked | Self::SignatureMissing => {
                Vec::new()
            }
        }
    }
}

/// Decides that the applicant asks for the hearing, or waives it. A waiver can be taken back while
/// the five days run; a request starts the twenty.
///
/// # Law
/// 行政许可法 art. 47.
pub fn answer_hearing(
    case: &Case,
    act: &AnswerHearing,
    env: &Env,
) -> Result<HearingAnswered, AnswerHearingRefusal> {
    let filing = case
        .allow(Act::AnswerHearing)
        .map_err(|state| AnswerHearingRefusal::WrongState { state })?;
    answered(case, filing, Voice::Applicant, act.asks, None, env)
}

/// The same at the window, with his signed request or waiver.
pub fn record_hearing_answer(
    case: &Case,
    act: &RecordHearingAnswer,
    env: &Env,
) -> Result<HearingAnswered, AnswerHearingRefusal> {
    let filing = case
        .allow(Act::AnswerHearing)
        .map_err(|state| AnswerHearingRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(AnswerHearingRefusal::OwnApplication);
    }
    let signed = act.signed.clone();
    let signed = signed.ok_or(AnswerHearingRefusal::SignatureMissing)?;
    answered(case, filing, act.voice, act.asks, Some(signed), env)
}

fn answered(
    case: &Case,
    filing: &Submitted,
    voice: Voice,
    asks: bool,
    signed: Option<FileRef>,
    env: &Env,
) -> Result<HearingAnswered, AnswerHearingRefusal> {
    let interests = case.open_handling().map(|handling| &handling.interests);
    let right = interests.and_then(|interests| interests.right_of(voice));
    let right = right.ok_or(AnswerHearingRefusal::NotTold)?;
    if right.answer.is_some_and(|answer| answer.asks) {
        return Err(AnswerHearingRefusal::AlreadyAsked);
    }
    // The calendar may have come out since the notice.
    let counted = || last_day(REQUEST_RULE, right.told_on, filing, env);
    if let Some(last) = right
        .ask_by
        .or_else(counted)
        .filter(|last| env.today > *last)
    {
        return Err(AnswerHearingRefusal::PeriodOver { last });
    }
    Ok(HearingAnswered {
        voice,
        asks,
        answered_on: env.today,
        signed,
    })
}
