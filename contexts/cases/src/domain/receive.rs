//! 收件: the receipt is stamped and handed out.

use super::{Act, Case, CaseState, duties::is_own, events::Received, law::licensing};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Copy, Debug)]
pub struct Receive {
    pub case_id: CaseId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiveRefusal {
    #[error("case is {state}; only a submitted application is received")]
    WrongState { state: CaseState },
    #[error("nobody receives his own application")]
    OwnApplication,
}

impl Refusal for ReceiveRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.receive.wrong-state",
            Self::OwnApplication => "cases.receive.own-application",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十二条")),
            Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication => Vec::new(),
        }
    }
}

/// Decides that the application is received. The five days for a correction notice have run since
/// it reached the authority: stamping late gains nothing.
///
/// # Law
/// 行政许可法 art. 32 (a written receipt with the special seal and the date).
pub fn receive(case: &Case, env: &Env) -> Result<Received, ReceiveRefusal> {
    let filing = case
        .allow(Act::Receive)
        .map_err(|state| ReceiveRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(ReceiveRefusal::OwnApplication);
    }
    Ok(Received {
        received_on: env.today,
    })
}
