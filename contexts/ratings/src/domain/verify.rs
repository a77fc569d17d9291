//! 差评核实: somebody outside the rated unit finds out what was behind a bad rating.

use super::{Rating, Verified};
use contracts::Kept;
use contracts::people::Units;
use kernel::{Env, Refusal, RefusalKind, UnitId};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// 核实结果
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// 属实
    True,
    /// 不属实
    Untrue,
    /// 误评: he pressed the wrong level.
    Mistaken,
    /// 恶意
    Malicious,
    /// 无依据: what he wants has no ground in law; it is explained to him.
    Groundless,
}

impl Finding {
    pub const ALL: [Self; 5] = [
        Self::True,
        Self::Untrue,
        Self::Mistaken,
        Self::Malicious,
        Self::Groundless,
    ];

    /// Stable code; also the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::Untrue => "untrue",
            Self::Mistaken => "mistaken",
            Self::Malicious => "malicious",
            Self::Groundless => "groundless",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.code() == code)
    }

    /// Whether the rating leaves the figures.
    pub fn excludes(self) -> bool {
        match self {
            Self::Mistaken | Self::Malicious => true,
            Self::True | Self::Untrue | Self::Groundless => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyRefusal {
    #[error("only a bad rating that nobody has looked into is verified")]
    NothingToVerify,
    #[error("nobody verifies a rating of his own unit or act")]
    OwnUnit,
    #[error("the finding gives no account of what was found")]
    NoteMissing,
    #[error("the rater wants to stay unknown")]
    Anonymous,
}

impl Refusal for VerifyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingToVerify => "ratings.verify.nothing",
            Self::OwnUnit => "ratings.verify.own-unit",
            Self::NoteMissing => "ratings.verify.note-missing",
            Self::Anonymous => "ratings.verify.anonymous",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NothingToVerify => RefusalKind::Conflict,
            Self::OwnUnit | Self::Anonymous => RefusalKind::Barred,
            Self::NoteMissing => RefusalKind::Invalid,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NoteMissing => Some("note".into()),
            Self::NothingToVerify | Self::OwnUnit | Self::Anonymous => None,
        }
    }
}

/// Whether the actor stands outside what was rated: another authority, another person.
pub fn is_outside(rating: &Rating, env: &Env) -> bool {
    let Some(invited) = &rating.invited else {
        return false;
    };
    let units = env.reference.get::<Units>();
    let authority = |unit: UnitId| units.authority_of(unit).map_or(unit, |found| found.id);
    let rated = authority(invited.unit);
    invited.by != env.actor.account
        && env
            .actor
            .posts
            .iter()
            .all(|post| authority(post.unit) != rated)
}

pub fn verify(
    rating: &Rating,
    finding: Finding,
    note: Option<&Kept>,
    env: &Env,
) -> Result<Verified, VerifyRefusal> {
    if !rating.awaits_review() {
        return Err(VerifyRefusal::NothingToVerify);
    }
    if !is_outside(rating, env) {
        return Err(VerifyRefusal::OwnUnit);
    }
    let note = note.ok_or(VerifyRefusal::NoteMissing)?;
    Ok(Verified {
        finding,
        note: note.clone(),
    })
}

/// Whether the link from a rating to its case may be opened by the actor.
pub fn may_open_link(rating: &Rating, env: &Env) -> Result<(), VerifyRefusal> {
    if !is_outside(rating, env) {
        return Err(VerifyRefusal::OwnUnit);
    }
    if rating.given.as_ref().is_none_or(|given| given.is_anonymous) {
        return Err(VerifyRefusal::Anonymous);
    }
    if !rating.is_bad() {
        return Err(VerifyRefusal::NothingToVerify);
    }
    Ok(())
}
