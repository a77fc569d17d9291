//! 即办件: one authorised person accepts, decides and closes while the applicant waits.

use super::{
    Act, Case, CaseState,
    accept::accepted,
    close::FinishKind,
    duties::is_own,
    events::{CaseEvent, Closed},
    grant::granted,
    law::licensing,
    names_of,
};
use crate::permissions;
use contracts::{Kept, VaultWrite, item::ProjectType};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct DecideOnTheSpot {
    pub case_id: CaseId,
    pub seen_version: Option<i64>,
    pub opinion: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecideOnTheSpotRefusal {
    #[error("case is {state}; only a received application is decided on the spot")]
    WrongState { state: CaseState },
    #[error("nobody decides his own application")]
    OwnApplication,
    #[error("the account may decide but not accept, so it can't do both")]
    NotAuthorised,
    #[error("the item is not an instant one")]
    NotInstant,
    #[error("{} required materials are missing", names.len())]
    MaterialsMissing { names: Vec<String> },
}

impl Refusal for DecideOnTheSpotRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.decide-on-the-spot.wrong-state",
            Self::OwnApplication => "cases.decide-on-the-spot.own-application",
            Self::NotAuthorised => "cases.decide-on-the-spot.not-authorised",
            Self::NotInstant => "cases.decide-on-the-spot.not-instant",
            Self::MaterialsMissing { .. } => "cases.decide-on-the-spot.materials-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::MaterialsMissing { .. } => RefusalKind::Conflict,
            Self::OwnApplication | Self::NotAuthorised => RefusalKind::Barred,
            Self::NotInstant => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::NotAuthorised | Self::NotInstant => {
                Some(licensing("第三十四条"))
            }
            Self::MaterialsMissing { .. } => Some(licensing("第三十二条第一款第四项")),
            Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::MaterialsMissing { names } => vec![("names", names.join("、"))],
            Self::OwnApplication | Self::NotAuthorised | Self::NotInstant => Vec::new(),
        }
    }
}

/// Decides for the applicant at once. Every event is written all the same: accepted, granted,
/// closed. Whoever wants to deny accepts first and gives reasons.
///
/// # Law
/// 行政许可法 art. 34: what can be decided on the spot is. `rules.md` §21.3: by one person, under
/// the department's written authority, which is what holding both permissions stands for.
pub fn decide_on_the_spot(
    case: &Case,
    act: &DecideOnTheSpot,
    env: &Env,
) -> Result<Vec<CaseEvent>, DecideOnTheSpotRefusal> {
    let filing = case
        .allow(Act::DecideOnTheSpot)
        .map_err(|state| DecideOnTheSpotRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(DecideOnTheSpotRefusal::OwnApplication);
    }
    if !env.actor.holds(&permissions::CASES_ACCEPT) {
        return Err(DecideOnTheSpotRefusal::NotAuthorised);
    }
    if filing.project_type != ProjectType::Instant {
        return Err(DecideOnTheSpotRefusal::NotInstant);
    }
    let names = names_of(&case.missing(), filing, env);
    if !names.is_empty() {
        return Err(DecideOnTheSpotRefusal::MaterialsMissing { names });
    }
    let kind = match filing.result_name {
        Some(_) => FinishKind::Issued,
        None => FinishKind::Other,
    };
    Ok(vec![
        CaseEvent::Accepted(accepted(case, filing, None, env)),
        CaseEvent::Granted(granted(filing, act.opinion.clone(), env)),
        CaseEvent::Closed(Closed {
            closed_on: env.today,
            kind,
            reason: None,
        }),
    ])
}
