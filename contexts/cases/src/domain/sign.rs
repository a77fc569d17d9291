//! 会签: a named signer signs.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::{Signed, Submitted},
    give_opinion::Advice,
    item_of,
    law::licensing,
    review::{Progress, find_step},
};
use contracts::{Kept, VaultWrite, item::StepKind};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct Sign {
    pub case_id: CaseId,
    pub step: String,
    pub advice: Advice,
    pub opinion: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignRefusal {
    #[error("case is {state}; only an accepted case is countersigned")]
    WrongState { state: CaseState },
    #[error("nobody signs his own application")]
    OwnApplication,
    #[error("no signers are named for this step")]
    NotYetNamed,
    #[error("the account is not among the signers of this step")]
    NotASigner,
    #[error("the account has signed this step")]
    AlreadySigned,
    #[error("the step is done")]
    AlreadyDone,
    #[error("the signature comes without an opinion")]
    OpinionMissing,
}

impl Refusal for SignRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.sign.wrong-state",
            Self::OwnApplication => "cases.sign.own-application",
            Self::NotYetNamed => "cases.sign.not-yet-named",
            Self::NotASigner => "cases.sign.not-a-signer",
            Self::AlreadySigned => "cases.sign.already-signed",
            Self::AlreadyDone => "cases.sign.already-done",
            Self::OpinionMissing => "cases.sign.opinion-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. }
            | Self::NotYetNamed
            | Self::AlreadySigned
            | Self::AlreadyDone => RefusalKind::Conflict,
            Self::OwnApplication | Self::NotASigner => RefusalKind::Barred,
            Self::OpinionMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十四条")),
            Self::OwnApplication
            | Self::NotYetNamed
            | Self::NotASigner
            | Self::AlreadySigned
            | Self::AlreadyDone
            | Self::OpinionMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::OpinionMissing => Some("opinion".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NotYetNamed
            | Self::NotASigner
            | Self::AlreadySigned
            | Self::AlreadyDone => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication
            | Self::NotYetNamed
            | Self::NotASigner
            | Self::AlreadySigned
            | Self::AlreadyDone
            | Self::OpinionMissing => Vec::new(),
        }
    }
}

/// Decides on a signature. The step is done when all have signed, or the first where one is enough.
///
/// # Law
/// 行政许可法 art. 34 (review). The countersigning itself is the item's data.
pub fn sign(case: &Case, act: &Sign, env: &Env) -> Result<Signed, SignRefusal> {
    let wrong_state = |state| SignRefusal::WrongState { state };
    let filing = case.allow(Act::Sign).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(SignRefusal::OwnApplication);
    }
    let progress = handling.review.steps.get(&act.step);
    let Some(Progress::Countersign {
        signers,
        signed,
        is_done,
    }) = progress
    else {
        return Err(SignRefusal::NotYetNamed);
    };
    let account = env.actor.account;
    if !signers.contains(&account) {
        return Err(SignRefusal::NotASigner);
    }
    if signed.contains(&account) {
        return Err(SignRefusal::AlreadySigned);
    }
    if *is_done {
        return Err(SignRefusal::AlreadyDone);
    }
    let opinion = act.opinion.clone().ok_or(SignRefusal::OpinionMissing)?;
    let completes = is_one_enough(filing, &act.step, env) || signed.len() + 1 == signers.len();
    Ok(Signed {
        step: act.step.clone(),
        advice: act.advice,
        opinion,
        completes,
    })
}

fn is_one_enough(filing: &Submitted, step: &str, env: &Env) -> bool {
    item_of(filing, env)
        .as_ref()
        .and_then(|item| find_step(item, step))
        .is_some_and(|step| step.kind == StepKind::CountersignAny)
}
