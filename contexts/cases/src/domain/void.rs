//! 作废、删除: a record that should not exist is taken out of every figure, and stays readable.

use super::{Act, Case, CaseState, close::FinishKind, duties::is_own, events::Closed};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct Void {
    pub case_id: CaseId,
    /// [`FinishKind::Void`] or [`FinishKind::Deleted`].
    pub kind: FinishKind,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VoidRefusal {
    #[error("case is {state}; what was decided or ended is not made void")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error("{} is no way to make a record void", kind.code())]
    WrongKind { kind: FinishKind },
    #[error("who recorded or holds the case does not make it void")]
    OwnRecord,
    #[error("it is not said why the record should not exist")]
    ReasonMissing,
}

impl Refusal for VoidRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.void.wrong-state",
            Self::OwnApplication => "cases.void.own-application",
            Self::WrongKind { .. } => "cases.void.wrong-kind",
            Self::OwnRecord => "cases.void.own-record",
            Self::ReasonMissing => "cases.void.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication | Self::OwnRecord => RefusalKind::Barred,
            Self::WrongKind { .. } | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::WrongKind { .. }
            | Self::OwnRecord
            | Self::ReasonMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::WrongKind { .. } => Some("kind".to_owned()),
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication | Self::OwnRecord => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::WrongKind { kind } => vec![("kind", kind.code().to_owned())],
            Self::OwnApplication | Self::OwnRecord | Self::ReasonMissing => Vec::new(),
        }
    }
}

/// Decides that a record counts nowhere. Nothing is deleted: the case keeps its number and its
/// events. A second person does it, because this is how a late case could be hidden; and never
/// after a decision, which is a legal act and not a record.
///
/// # Law
/// `rules.md` §2.4 (kinds 2 and 3), §2.9 (a correction is a new event, with an approver).
pub fn void(case: &Case, act: &Void, env: &Env) -> Result<Closed, VoidRefusal> {
    let filing = case
        .allow(Act::Void)
        .map_err(|state| VoidRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(VoidRefusal::OwnApplication);
    }
    if !act.kind.counts_nowhere() {
        return Err(VoidRefusal::WrongKind { kind: act.kind });
    }
    let account = env.actor.account;
    if account.0 != 0 && (account == case.filed_by || account == case.holder) {
        return Err(VoidRefusal::OwnRecord);
    }
    let reason = act.reason.clone().ok_or(VoidRefusal::ReasonMissing)?;
    Ok(Closed {
        closed_on: env.today,
        kind: act.kind,
        reason: Some(reason),
    })
}
