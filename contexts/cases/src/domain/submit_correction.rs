//! 补正: the applicant answers a correction notice.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{CorrectionSubmitted, Submitted},
    filing::MaterialHeld,
    item_of,
    law::{NOTICE_DAYS, business_environment, licensing},
    submit::{present, unknown_materials},
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Date, Env, Refusal, RefusalKind, Timestamp};
use thiserror::Error;

/// What the applicant brings; materials that he leaves as they are, he need not bring again.
#[derive(Clone, Debug)]
pub struct Correction {
    pub case_id: CaseId,
    pub materials: Vec<MaterialHeld>,
    pub answers: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

/// Sent in by the applicant or his agent.
#[derive(Clone, Debug)]
pub struct SubmitCorrection {
    pub correction: Correction,
}

/// Recorded by a clerk for somebody at the window, or for a letter.
#[derive(Clone, Debug)]
pub struct RecordCorrection {
    pub correction: Correction,
    pub handed_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmitCorrectionRefusal {
    #[error("case is {state}; no correction was asked for")]
    WrongState { state: CaseState },
    #[error("a clerk records no correction of his own application")]
    OwnApplication,
    #[error("the correction brings nothing")]
    NothingBrought,
    #[error("the item knows no material {codes:?}")]
    UnknownMaterial { codes: Vec<String> },
    #[error("it cannot have been handed in later than now, or before the notice")]
    HandedInAtNoSuchTime,
}

impl Refusal for SubmitCorrectionRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.submit-correction.wrong-state",
            Self::OwnApplication => "cases.submit-correction.own-application",
            Self::NothingBrought => "cases.submit-correction.nothing-brought",
            Self::UnknownMaterial { .. } => "cases.submit-correction.unknown-material",
            Self::HandedInAtNoSuchTime => "cases.submit-correction.handed-in-at-no-such-time",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NothingBrought | Self::UnknownMaterial { .. } | Self::HandedInAtNoSuchTime => {
                RefusalKind::Invalid
            }
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十二条第一款第四项")),
            Self::UnknownMaterial { .. } => Some(business_environment("第三十五条")),
            Self::OwnApplication | Self::NothingBrought | Self::HandedInAtNoSuchTime => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NothingBrought | Self::UnknownMaterial { .. } => Some("materials".to_owned()),
            Self::HandedInAtNoSuchTime => Some("handed-at".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::UnknownMaterial { codes } => vec![("names", codes.join("、"))],
            Self::OwnApplication | Self::NothingBrought | Self::HandedInAtNoSuchTime => Vec::new(),
        }
    }
}

/// Decides that a correction has come. It may come after the period on the notice, as long as the
/// case is not ended: the period is for the authority's next step, not a bar.
///
/// # Law
/// 行政许可法 art. 32(4), 32(5): from this receipt the five days run again.
pub fn submit_correction(
    case: &Case,
    act: &SubmitCorrection,
    env: &Env,
) -> Result<CorrectionSubmitted, SubmitCorrectionRefusal> {
    let filing = allowed(case)?;
    take(filing, &act.correction, env.today, env)
}

/// The same at the window: the five days run from the handing in, not from the record.
///
/// # Law
/// As [`submit_correction`]; `rules.md` §21.5.
pub fn record_correction(
    case: &Case,
    act: &RecordCorrection,
    env: &Env,
) -> Result<CorrectionSubmitted, SubmitCorrectionRefusal> {
    let filing = allowed(case)?;
    if is_own(case, filing, env) {
        return Err(SubmitCorrectionRefusal::OwnApplication);
    }
    let handed_at = act.handed_at.unwrap_or(env.now);
    let reached_on = handed_at.date();
    let is_after_notice = case
        .notices
        .last()
        .is_none_or(|notice| notice.notified_on <= reached_on);
    if handed_at > env.now || !is_after_notice {
        return Err(SubmitCorrectionRefusal::HandedInAtNoSuchTime);
    }
    take(filing, &act.correction, reached_on, env)
}

fn allowed(case: &Case) -> Result<&Submitted, SubmitCorrectionRefusal> {
    case.allow(Act::SubmitCorrection)
        .map_err(|state| SubmitCorrectionRefusal::WrongState { state })
}

fn take(
    filing: &Submitted,
    correction: &Correction,
    reached_on: Date,
    env: &Env,
) -> Result<CorrectionSubmitted, SubmitCorrectionRefusal> {
    let materials = present(&correction.materials);
    if materials.is_empty() && correction.answers.is_none() {
        return Err(SubmitCorrectionRefusal::NothingBrought);
    }
    let codes = item_of(filing, env)
        .map(|item| unknown_materials(&item.body, &materials))
        .unwrap_or_default();
    if !codes.is_empty() {
        return Err(SubmitCorrectionRefusal::UnknownMaterial { codes });
    }
    let calendar = env.calendar_of(filing.area);
    Ok(CorrectionSubmitted {
        reached_on,
        notice_by: calendar.add_working_days(reached_on, NOTICE_DAYS).ok(),
        materials,
        answers: correction.answers.clone(),
    })
}
