//! Asking for the seal: somebody answers for a paper that the clock or the applicant brought about.

use super::{Paper, PaperEvent, PaperState, SealAsked};
use kernel::{Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AskForSealRefusal {
    #[error("the paper is {state}; a seal is asked for once")]
    WrongState { state: PaperState },
}

impl Refusal for AskForSealRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "documents.ask-for-seal.wrong-state",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
        }
    }
}

pub fn ask_for_seal(paper: &Paper, env: &Env) -> Result<SealAsked, AskForSealRefusal> {
    match paper.state {
        PaperState::Drawn => Ok(SealAsked {
            asked_by: env.actor.account,
        }),
        state @ (PaperState::Asked | PaperState::Sealed | PaperState::NoSeal) => {
            Err(AskForSealRefusal::WrongState { state })
        }
    }
}

impl From<SealAsked> for PaperEvent {
    fn from(asked: SealAsked) -> Self {
        Self::SealAsked(asked)
    }
}
