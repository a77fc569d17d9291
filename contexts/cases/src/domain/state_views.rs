//! 陈述申辩: what the applicant or a third party has to say before the decision.

use super::{
    Act, Case, CaseState, duties::is_own, events::ViewsStated, filing::FileRef, interests::Voice,
    law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

/// By the applicant or his agent.
#[derive(Clone, Debug)]
pub struct StateViews {
    pub case_id: CaseId,
    pub views: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

/// Recorded by a clerk: what somebody said at the window, or sent.
#[derive(Clone, Debug)]
pub struct RecordViews {
    pub case_id: CaseId,
    pub voice: Voice,
    /// `None` if he says that he has nothing to say.
    pub views: Option<Kept>,
    /// The paper that he signed.
    pub signed: Option<FileRef>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StateViewsRefusal {
    #[error("case is {state}; views are stated between acceptance and decision")]
    WrongState { state: CaseState },
    #[error("a clerk records nothing about his own application")]
    OwnApplication,
    #[error("nothing was said")]
    ViewsMissing,
    #[error("nobody of that name was told in this case")]
    UnknownVoice,
    #[error("he has not signed")]
    SignatureMissing,
}

impl Refusal for StateViewsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.state-views.wrong-state",
            Self::OwnApplication => "cases.state-views.own-application",
            Self::ViewsMissing => "cases.state-views.views-missing",
            Self::UnknownVoice => "cases.state-views.unknown-voice",
            Self::SignatureMissing => "cases.state-views.signature-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::ViewsMissing | Self::UnknownVoice | Self::SignatureMissing => {
                RefusalKind::Invalid
            }
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十六条")),
            Self::OwnApplication
            | Self::ViewsMissing
            | Self::UnknownVoice
            | Self::SignatureMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::ViewsMissing => Some("views".to_owned()),
            Self::UnknownVoice => Some("voice".to_owned()),
            Self::SignatureMissing => Some("signed".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication
            | Self::ViewsMissing
            | Self::UnknownVoice
            | Self::SignatureMissing => Vec::new(),
        }
    }
}

/// Decides that the applicant's views are in the file. He may state them at any time before the
/// decision, whether or not somebody else is concerned.
///
/// # Law
/// 行政许可法 art. 36.
pub fn state_views(
    case: &Case,
    act: &StateViews,
    env: &Env,
) -> Result<ViewsStated, StateViewsRefusal> {
    case.allow(Act::StateViews)
        .map_err(|state| StateViewsRefusal::WrongState { state })?;
    let views = act.views.clone().ok_or(StateViewsRefusal::ViewsMissing)?;
    Ok(ViewsStated {
        voice: Voice::Applicant,
        stated_on: env.today,
        views: Some(views),
        signed: None,
    })
}

/// The same at the window, with his signature: nobody speaks for him. Late is taken too.
pub fn record_views(
    case: &Case,
    act: &RecordViews,
    env: &Env,
) -> Result<ViewsStated, StateViewsRefusal> {
    let wrong_state = |state| StateViewsRefusal::WrongState { state };
    let filing = case.allow(Act::StateViews).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(StateViewsRefusal::OwnApplication);
    }
    if !handling.interests.voices().any(|voice| voice == act.voice) {
        return Err(StateViewsRefusal::UnknownVoice);
    }
    let signed = act.signed.clone();
    Ok(ViewsStated {
        voice: act.voice,
        stated_on: env.today,
        views: act.views.clone(),
        signed: Some(signed.ok_or(StateViewsRefusal::SignatureMissing)?),
    })
}
