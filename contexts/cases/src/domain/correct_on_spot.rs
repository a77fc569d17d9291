//! 当场更正: the applicant mends a small mistake while he is there.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::CorrectedOnSpot,
    filing::{FileRef, MaterialHeld},
    item_of,
    law::{business_environment, licensing},
    submit::{present, unknown_materials},
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct CorrectOnSpot {
    pub case_id: CaseId,
    pub materials: Vec<MaterialHeld>,
    pub answers: Option<Kept>,
    /// The applicant's signed confirmation; required.
    pub confirmation: Option<FileRef>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CorrectOnSpotRefusal {
    #[error("case is {state}; only before acceptance is something corrected on the spot")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("nothing was corrected")]
    NothingCorrected,
    #[error("the applicant has not confirmed the correction")]
    NotConfirmed,
    #[error("the item knows no material {codes:?}")]
    UnknownMaterial { codes: Vec<String> },
}

impl Refusal for CorrectOnSpotRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.correct-on-spot.wrong-state",
            Self::OwnApplication => "cases.correct-on-spot.own-application",
            Self::NothingCorrected => "cases.correct-on-spot.nothing-corrected",
            Self::NotConfirmed => "cases.correct-on-spot.not-confirmed",
            Self::UnknownMaterial { .. } => "cases.correct-on-spot.unknown-material",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NothingCorrected | Self::NotConfirmed | Self::UnknownMaterial { .. } => {
                RefusalKind::Invalid
            }
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::NotConfirmed => {
                Some(licensing("第三十二条第一款第三项"))
            }
            Self::UnknownMaterial { .. } => Some(business_environment("第三十五条")),
            Self::OwnApplication | Self::NothingCorrected => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NotConfirmed => Some("confirmation".to_owned()),
            Self::NothingCorrected | Self::UnknownMaterial { .. } => Some("materials".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::UnknownMaterial { codes } => vec![("names", codes.join("、"))],
            Self::OwnApplication | Self::NothingCorrected | Self::NotConfirmed => Vec::new(),
        }
    }
}

/// Decides that a mistake was mended on the spot. It stops no clock and is no correction notice.
///
/// # Law
/// 行政许可法 art. 32(3): what can be corrected on the spot, the applicant may correct on the spot.
/// The clerk records it and the applicant confirms it: staff never alter an applicant's material.
pub fn correct_on_spot(
    case: &Case,
    act: &CorrectOnSpot,
    env: &Env,
) -> Result<CorrectedOnSpot, CorrectOnSpotRefusal> {
    let filing = case
        .allow(Act::CorrectOnSpot)
        .map_err(|state| CorrectOnSpotRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(CorrectOnSpotRefusal::OwnApplication);
    }
    let materials = present(&act.materials);
    if materials.is_empty() && act.answers.is_none() {
        return Err(CorrectOnSpotRefusal::NothingCorrected);
    }
    let codes = item_of(filing, env)
        .map(|item| unknown_materials(&item.body, &materials))
        .unwrap_or_default();
    if !codes.is_empty() {
        return Err(CorrectOnSpotRefusal::UnknownMaterial { codes });
    }
    let Some(confirmation) = act.confirmation.clone() else {
        return Err(CorrectOnSpotRefusal::NotConfirmed);
    };
    Ok(CorrectedOnSpot {
        corrected_on: env.today,
        materials,
        answers: act.answers.clone(),
        confirmation,
    })
}
