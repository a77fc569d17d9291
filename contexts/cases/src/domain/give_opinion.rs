//! 审查意见: a reviewer gives an opinion on a step, or records what an expert review or a hearing
//! came to.

use super::{
    Act, Case, CaseState,
    duties::is_own,
    events::OpinionGiven,
    law::licensing,
    review::{StepBar, find_next_step},
};
use contracts::{Kept, VaultWrite, item::StepKind};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind, deadline::PauseReason};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where an opinion points. It binds nobody: the decider decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// 建议准予
    Favourable,
    /// 建议不予
    Unfavourable,
}

#[derive(Clone, Debug)]
pub struct GiveOpinion {
    pub case_id: CaseId,
    pub step: String,
    pub advice: Advice,
    pub opinion: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GiveOpinionRefusal {
    #[error("case is {state}; only an accepted case is reviewed")]
    WrongState { state: CaseState },
    #[error("nobody reviews his own application")]
    OwnApplication,
    #[error(transparent)]
    Step(#[from] StepBar),
    #[error("the special procedure of this step was never held")]
    ProcedureMissing,
    #[error("the opinion says nothing")]
    OpinionMissing,
}

impl Refusal for GiveOpinionRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.give-opinion.wrong-state",
            Self::OwnApplication => "cases.give-opinion.own-application",
            Self::Step(StepBar::Unknown { .. }) => "cases.give-opinion.unknown-step",
            Self::Step(StepBar::OtherKind { .. }) => "cases.give-opinion.other-kind",
            Self::Step(StepBar::AlreadyDone { .. }) => "cases.give-opinion.already-done",
            Self::Step(StepBar::NotReached { .. }) => "cases.give-opinion.not-reached",
            Self::Step(StepBar::NotYours { .. }) => "cases.give-opinion.not-yours",
            Self::ProcedureMissing => "cases.give-opinion.procedure-missing",
            Self::OpinionMissing => "cases.give-opinion.opinion-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::ProcedureMissing => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::Step(bar) => bar.kind(),
            Self::OpinionMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十四条")),
            Self::ProcedureMissing => Some(licensing("第四十五条")),
            Self::OwnApplication | Self::Step(_) | Self::OpinionMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::OpinionMissing => Some("opinion".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::Step(_)
            | Self::ProcedureMissing => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::Step(bar) => bar.params(),
            Self::OwnApplication | Self::ProcedureMissing | Self::OpinionMissing => Vec::new(),
        }
    }
}

/// Decides on an opinion in review. For an expert review or a hearing it records the result, and
/// needs the special procedure to have been held.
///
/// # Law
/// 行政许可法 art. 34 (review), art. 45 (hearing and expert review), art. 48 (the hearing's record
/// is what the decision rests on).
pub fn give_opinion(
    case: &Case,
    act: &GiveOpinion,
    env: &Env,
) -> Result<OpinionGiven, GiveOpinionRefusal> {
    let wrong_state = |state| GiveOpinionRefusal::WrongState { state };
    let filing = case.allow(Act::GiveOpinion).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(GiveOpinionRefusal::OwnApplication);
    }
    let kinds = [StepKind::Opinion, StepKind::ExpertReview, StepKind::Hearing];
    let step = find_next_step(filing, &handling.review, &act.step, &kinds, env)?;
    let was_held = |reason| {
        handling
            .clock
            .pauses
            .iter()
            .any(|pause| pause.reason == reason)
    };
    let is_ready = match step.kind {
        StepKind::ExpertReview => was_held(PauseReason::ExpertReview),
        StepKind::Hearing if case.is_licensing() => {
            handling.interests.is_hearing_settled(env.today)
        }
        StepKind::Hearing => was_held(PauseReason::Hearing),
        StepKind::Opinion
        | StepKind::CountersignAll
        | StepKind::CountersignAny
        | StepKind::SiteVisit => true,
    };
    if !is_ready {
        return Err(GiveOpinionRefusal::ProcedureMissing);
    }
    let opinion = act
        .opinion
        .clone()
        .ok_or(GiveOpinionRefusal::OpinionMissing)?;
    Ok(OpinionGiven {
        step: step.code,
        advice: act.advice,
        opinion,
    })
}
