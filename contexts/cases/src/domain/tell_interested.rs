//! 利害关系人告知: somebody else's major interests are touched directly, and he is told.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::InterestedTold,
    interests::{REQUEST_RULE, last_day},
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, PartyId, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct TellInterested {
    pub case_id: CaseId,
    /// A new key in the vault: the third party's data are his own, not the applicant's.
    pub party: PartyId,
    pub name: Option<Kept>,
    /// Where the notice goes.
    pub address: Option<Kept>,
    /// Which interests, and how they are touched.
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TellInterestedRefusal {
    #[error("case is {state}; third parties are told in review")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("art. 36 is for permits")]
    NoPermit,
    #[error("the third party has no name")]
    NameMissing,
    #[error("there is no address for the notice")]
    AddressMissing,
    #[error("it is not said which interests are touched")]
    ReasonMissing,
}

impl Refusal for TellInterestedRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.tell-interested.wrong-state",
            Self::OwnApplication => "cases.tell-interested.own-application",
            Self::NoPermit => "cases.tell-interested.no-permit",
            Self::NameMissing => "cases.tell-interested.name-missing",
            Self::AddressMissing => "cases.tell-interested.address-missing",
            Self::ReasonMissing => "cases.tell-interested.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NoPermit => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NameMissing | Self::AddressMissing | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NoPermit | Self::ReasonMissing => Some(licensing("第三十六条")),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NameMissing
            | Self::AddressMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NameMissing => Some("name".to_owned()),
            Self::AddressMissing => Some("address".to_owned()),
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication | Self::NoPermit => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication
            | Self::NoPermit
            | Self::NameMissing
            | Self::AddressMissing
            | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that a third party is told. The law gives no number of days for its views; it has as many
/// as it has for asking for a hearing, so that both notices end on one day.
///
/// # Law
/// 行政许可法 art. 36: who is directly concerned is told; applicant and third party may state their
/// views and defend themselves, and are heard.
pub fn tell_interested(
    case: &Case,
    act: &TellInterested,
    env: &Env,
) -> Result<InterestedTold, TellInterestedRefusal> {
    let filing = case
        .allow(Act::TellInterested)
        .map_err(|state| TellInterestedRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(TellInterestedRefusal::OwnApplication);
    }
    if !case.is_licensing() {
        return Err(TellInterestedRefusal::NoPermit);
    }
    let name = act.name.clone();
    let address = act.address.clone();
    let reason = act.reason.clone();
    Ok(InterestedTold {
        party: act.party,
        name: name.ok_or(TellInterestedRefusal::NameMissing)?,
        address: address.ok_or(TellInterestedRefusal::AddressMissing)?,
        reason: reason.ok_or(TellInterestedRefusal::ReasonMissing)?,
        told_on: env.today,
        state_by: last_day(REQUEST_RULE, env.today, filing, env),
    })
}
