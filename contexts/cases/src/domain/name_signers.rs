//! 会签: who has to sign a step, named beforehand, and one more where a reason shows up.

use super::{
    Act, Case, CaseState,
    duties::{is_own, staff_name},
    events::{SignerAdded, SignersNamed},
    law::licensing,
    review::{Progress, StepBar, find_next_step},
};
use contracts::{Kept, VaultWrite, item::StepKind, people::Staff};
use kernel::{AccountId, Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct NameSigners {
    pub case_id: CaseId,
    pub step: String,
    pub signers: Vec<AccountId>,
}

/// 加签
#[derive(Clone, Debug)]
pub struct AddSigner {
    pub case_id: CaseId,
    pub step: String,
    pub signer: AccountId,
    pub reason: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NameSignersRefusal {
    #[error("case is {state}; only an accepted case is countersigned")]
    WrongState { state: CaseState },
    #[error("nobody handles his own application")]
    OwnApplication,
    #[error(transparent)]
    Step(#[from] StepBar),
    #[error("no signer is named")]
    NobodyNamed,
    #[error("{name} is named twice")]
    NamedTwice { name: String },
    #[error("{account} is no member of staff")]
    NotStaff { account: AccountId },
    #[error("the signers are named already; add one with a reason")]
    AlreadyNamed,
    #[error("the signers are not named yet")]
    NotYetNamed,
    #[error("the added signer needs a reason")]
    ReasonMissing,
}

impl Refusal for NameSignersRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.name-signers.wrong-state",
            Self::OwnApplication => "cases.name-signers.own-application",
            Self::Step(StepBar::Unknown { .. }) => "cases.name-signers.unknown-step",
            Self::Step(StepBar::OtherKind { .. }) => "cases.name-signers.other-kind",
            Self::Step(StepBar::AlreadyDone { .. }) => "cases.name-signers.already-done",
            Self::Step(StepBar::NotReached { .. }) => "cases.name-signers.not-reached",
            Self::Step(StepBar::NotYours { .. }) => "cases.name-signers.not-yours",
            Self::NobodyNamed => "cases.name-signers.nobody-named",
            Self::NamedTwice { .. } => "cases.name-signers.named-twice",
            Self::NotStaff { .. } => "cases.name-signers.not-staff",
            Self::AlreadyNamed => "cases.name-signers.already-named",
            Self::NotYetNamed => "cases.name-signers.not-yet-named",
            Self::ReasonMissing => "cases.name-signers.reason-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::AlreadyNamed | Self::NotYetNamed => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::Step(bar) => bar.kind(),
            Self::NobodyNamed
            | Self::NamedTwice { .. }
            | Self::NotStaff { .. }
            | Self::ReasonMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十四条")),
            Self::OwnApplication
            | Self::Step(_)
            | Self::NobodyNamed
            | Self::NamedTwice { .. }
            | Self::NotStaff { .. }
            | Self::AlreadyNamed
            | Self::NotYetNamed
            | Self::ReasonMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NobodyNamed | Self::NamedTwice { .. } | Self::NotStaff { .. } => {
                Some("signers".to_owned())
            }
            Self::ReasonMissing => Some("reason".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::Step(_)
            | Self::AlreadyNamed
            | Self::NotYetNamed => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::Step(bar) => bar.params(),
            Self::NamedTwice { name } => vec![("name", name.clone())],
            Self::NotStaff { account } => vec![("account", account.to_string())],
            Self::OwnApplication
            | Self::NobodyNamed
            | Self::AlreadyNamed
            | Self::NotYetNamed
            | Self::ReasonMissing => Vec::new(),
        }
    }
}

const KINDS: [StepKind; 2] = [StepKind::CountersignAll, StepKind::CountersignAny];

/// Decides who signs a countersigned step.
///
/// # Law
/// 行政许可法 art. 34 (review). The countersigning itself is the item's data.
pub fn name_signers(
    case: &Case,
    act: &NameSigners,
    env: &Env,
) -> Result<SignersNamed, NameSignersRefusal> {
    let progress = progress(case, Act::NameSigners, &act.step, env)?;
    if progress.is_some() {
        return Err(NameSignersRefusal::AlreadyNamed);
    }
    if act.signers.is_empty() {
        return Err(NameSignersRefusal::NobodyNamed);
    }
    for (at, signer) in act.signers.iter().enumerate() {
        check_signer(*signer, act.signers.get(..at).unwrap_or_default(), env)?;
    }
    Ok(SignersNamed {
        step: act.step.clone(),
        signers: act.signers.clone(),
    })
}

/// Decides that one more has to sign, which needs a reason.
///
/// # Law
/// As [`name_signers`].
pub fn add_signer(
    case: &Case,
    act: &AddSigner,
    env: &Env,
) -> Result<SignerAdded, NameSignersRefusal> {
    match progress(case, Act::AddSigner, &act.step, env)? {
        Some(Progress::Countersign { signers, .. }) => check_signer(act.signer, signers, env)?,
        Some(Progress::Opinion { .. } | Progress::SiteVisit { .. }) | None => {
            return Err(NameSignersRefusal::NotYetNamed);
        }
    }
    let reason = act
        .reason
        .clone()
        .ok_or(NameSignersRefusal::ReasonMissing)?;
    Ok(SignerAdded {
        step: act.step.clone(),
        signer: act.signer,
        reason,
    })
}

/// What was done of the step so far, if it may be worked on.
fn progress<'a>(
    case: &'a Case,
    act: Act,
    step: &str,
    env: &Env,
) -> Result<Option<&'a Progress>, NameSignersRefusal> {
    let wrong_state = |state| NameSignersRefusal::WrongState { state };
    let filing = case.allow(act).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(NameSignersRefusal::OwnApplication);
    }
    find_next_step(filing, &handling.review, step, &KINDS, env)?;
    Ok(handling.review.steps.get(step))
}

fn check_signer(
    signer: AccountId,
    named: &[AccountId],
    env: &Env,
) -> Result<(), NameSignersRefusal> {
    if named.contains(&signer) {
        return Err(NameSignersRefusal::NamedTwice {
            name: staff_name(signer, env),
        });
    }
    let staff = env.reference.get::<Staff>();
    if staff.find(signer).is_none_or(|member| member.is_client) {
        return Err(NameSignersRefusal::NotStaff { account: signer });
    }
    Ok(())
}
