//! How far review has come. The steps themselves are data of the item version (`ReviewStep`); this
//! is what was done of them.

use super::{events::Submitted, give_opinion::Advice, item_of};
use contracts::item::{ItemVersion, ReviewStep, StepKind};
use kernel::{AccountId, Date, Env, RefusalKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// By code of the step; a step without an entry is untouched.
    pub steps: BTreeMap<String, Progress>,
    /// Everybody who ever gave an opinion, also in a step that was done again: none of them decides.
    pub reviewers: Vec<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// An opinion, or the result of an expert review or a hearing.
    Opinion { by: AccountId, advice: Advice },
    Countersign {
        signers: Vec<AccountId>,
        signed: Vec<AccountId>,
        is_done: bool,
    },
    SiteVisit {
        by: AccountId,
        partner: AccountId,
        visited_on: Date,
        is_confirmed: bool,
    },
}

impl Progress {
    pub fn is_done(&self) -> bool {
        match self {
            Self::Opinion { .. } => true,
            Self::Countersign { is_done, .. } => *is_done,
            Self::SiteVisit { is_confirmed, .. } => *is_confirmed,
        }
    }
}

impl Review {
    pub fn is_done(&self, step: &str) -> bool {
        self.steps.get(step).is_some_and(Progress::is_done)
    }

    /// The first step that is not done, in the item's order.
    pub fn next<'a>(&self, item: &'a ItemVersion) -> Option<&'a ReviewStep> {
        item.body
            .steps
            .iter()
            .find(|step| !self.is_done(&step.code))
    }

    /// Codes of the steps that are not done.
    pub fn open(&self, item: &ItemVersion) -> Vec<String> {
        let open = item
            .body
            .steps
            .iter()
            .filter(|step| !self.is_done(&step.code));
        open.map(|step| step.code.clone()).collect()
    }

    pub(super) fn add_reviewer(&mut self, account: AccountId) {
        if !self.reviewers.contains(&account) {
            self.reviewers.push(account);
        }
    }
}

/// Why a step cannot be worked on now. Each act of review gives it a code of its own.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StepBar {
    #[error("the item has no step {step}")]
    Unknown { step: String },
    #[error("step {step} is of another kind")]
    OtherKind { step: String },
    #[error("step {step} is done")]
    AlreadyDone { step: String },
    #[error("step {next} comes first")]
    NotReached { next: String },
    #[error("the step is for holders of the role {role}")]
    NotYours { role: String },
}

impl StepBar {
    pub(super) fn kind(&self) -> RefusalKind {
        match self {
            Self::Unknown { .. } | Self::OtherKind { .. } => RefusalKind::Invalid,
            Self::AlreadyDone { .. } | Self::NotReached { .. } => RefusalKind::Conflict,
            Self::NotYours { .. } => RefusalKind::Barred,
        }
    }

    pub(super) fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unknown { step } | Self::OtherKind { step } | Self::AlreadyDone { step } => {
                vec![("step", step.clone())]
            }
            Self::NotReached { next } => vec![("next", next.clone())],
            Self::NotYours { role } => vec![("role", role.clone())],
        }
    }
}

/// The step of the item, if it is the next one, of one of the kinds, and the actor's to do.
pub(super) fn find_next_step(
    filing: &Submitted,
    review: &Review,
    code: &str,
    kinds: &[StepKind],
    env: &Env,
) -> Result<ReviewStep, StepBar> {
    let item = item_of(filing, env);
    let step = item.as_ref().and_then(|item| find_step(item, code));
    let (Some(item), Some(step)) = (&item, step) else {
        return Err(StepBar::Unknown {
            step: code.to_owned(),
        });
    };
    if !kinds.contains(&step.kind) {
        return Err(StepBar::OtherKind {
            step: code.to_owned(),
        });
    }
    if review.is_done(code) {
        return Err(StepBar::AlreadyDone {
            step: code.to_owned(),
        });
    }
    if let Some(next) = review.next(item).filter(|next| next.code != code) {
        return Err(StepBar::NotReached {
            next: next.code.clone(),
        });
    }
    if !env.actor.posts.iter().any(|post| post.role == step.role) {
        return Err(StepBar::NotYours {
            role: step.role.clone(),
        });
    }
    Ok(step.clone())
}

pub(super) fn find_step<'a>(item: &'a ItemVersion, code: &str) -> Option<&'a ReviewStep> {
    item.body.steps.iter().find(|step| step.code == code)
}
