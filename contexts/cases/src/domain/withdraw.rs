//! 撤件: the applicant takes the application back, any time before the decision.

use super::{Act, Case, CaseState, duties::is_own, events::Withdrawn};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

/// By the applicant or his agent.
#[derive(Clone, Debug)]
pub struct Withdraw {
    pub case_id: CaseId,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

/// Recorded by a clerk for somebody at the window, or for a letter.
#[derive(Clone, Debug)]
pub struct RecordWithdrawal {
    pub withdrawal: Withdraw,
    /// The applicant's signed request.
    pub request: Option<super::filing::FileRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WithdrawRefusal {
    #[error("case is {state}; only before the decision is an application taken back")]
    WrongState { state: CaseState },
    #[error("a clerk records no withdrawal of his own application")]
    OwnApplication,
    #[error("the applicant's signed request is missing")]
    RequestMissing,
}

impl Refusal for WithdrawRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.withdraw.wrong-state",
            Self::OwnApplication => "cases.withdraw.own-application",
            Self::RequestMissing => "cases.withdraw.request-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::RequestMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::OwnApplication | Self::RequestMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::RequestMissing => Some("request".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication | Self::RequestMissing => Vec::new(),
        }
    }
}

/// Decides that the application is taken back, which ends the case. He need not say why.
pub fn withdraw(case: &Case, act: &Withdraw, env: &Env) -> Result<Withdrawn, WithdrawRefusal> {
    case.allow(Act::Withdraw)
        .map_err(|state| WithdrawRefusal::WrongState { state })?;
    Ok(Withdrawn {
        withdrawn_on: env.today,
        reason: act.reason.clone(),
        request: None,
    })
}

/// The same at the window, with his signed request: nobody withdraws for him.
pub fn record_withdrawal(
    case: &Case,
    act: &RecordWithdrawal,
    env: &Env,
) -> Result<Withdrawn, WithdrawRefusal> {
    let filing = case
        .allow(Act::Withdraw)
        .map_err(|state| WithdrawRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(WithdrawRefusal::OwnApplication);
    }
    let request = act.request.clone().ok_or(WithdrawRefusal::RequestMissing)?;
    let reason = act.withdrawal.reason.clone();
    Ok(Withdrawn {
        withdrawn_on: env.today,
        reason,
        request: Some(request),
    })
}
