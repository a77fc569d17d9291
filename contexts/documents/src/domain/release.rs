//! 用印: a second person releases the seal, and the register says who asked, who released and for what.

use super::{Paper, PaperState, Sealed, events::SealMark};
use contracts::Kept;
use contracts::people::Staff;
use kernel::{Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReleaseRefusal {
    #[error("the paper is {state}; only one whose seal was asked for is sealed")]
    WrongState { state: PaperState },
    #[error("{name} made the act himself; a second person releases the seal")]
    OwnAct { name: String },
    #[error("{name} asked for the seal himself; a second person releases it")]
    OwnRequest { name: String },
    #[error("the paper lacks {}", names.join(", "))]
    Incomplete { names: Vec<String> },
    #[error("the register has no number")]
    NoNumber,
}

impl Refusal for ReleaseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "documents.release.wrong-state",
            Self::OwnAct { .. } => "documents.release.own-act",
            Self::OwnRequest { .. } => "documents.release.own-request",
            Self::Incomplete { .. } => "documents.release.incomplete",
            Self::NoNumber => "documents.release.no-number",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::Incomplete { .. } | Self::NoNumber => {
                RefusalKind::Conflict
            }
            Self::OwnAct { .. } | Self::OwnRequest { .. } => RefusalKind::Barred,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { .. } | Self::NoNumber => Vec::new(),
            Self::OwnAct { name } | Self::OwnRequest { name } => vec![("name", name.clone())],
            Self::Incomplete { names } => vec![("names", names.join("、"))],
        }
    }
}

/// The signature and the text, made before the command: signing may ask a device.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub mark: SealMark,
    pub text: Kept,
    /// Values that the text lacks.
    pub missing: Vec<String>,
}

/// Seals the paper.
///
/// Who made the act, or asked for the seal, does not release it.
///
/// # Law
/// 行政许可法 art. 32(2), 39: acceptance and refusal carry the 专用印章 and the date, a permit the
/// authority's seal.
pub fn release(paper: &Paper, stamp: &Stamp, env: &Env) -> Result<Sealed, ReleaseRefusal> {
    let state = paper.state;
    if state != PaperState::Asked {
        return Err(ReleaseRefusal::WrongState { state });
    }
    let actor = env.actor.account;
    let name = || env.reference.get::<Staff>().name(actor, false);
    if paper
        .drawn
        .as_ref()
        .is_some_and(|drawn| drawn.head.by == actor)
    {
        return Err(ReleaseRefusal::OwnAct { name: name() });
    }
    if paper.asked_by == Some(actor) {
        return Err(ReleaseRefusal::OwnRequest { name: name() });
    }
    if !stamp.missing.is_empty() {
        return Err(ReleaseRefusal::Incomplete {
            names: stamp.missing.clone(),
        });
    }
    let register_number = *env.numbers.first().ok_or(ReleaseRefusal::NoNumber)?;
    Ok(Sealed {
        released_by: actor,
        register_year: env.today.year(),
        register_number,
        mark: stamp.mark.clone(),
        text: stamp.text.clone(),
    })
}
