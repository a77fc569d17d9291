//! Rating: five levels, of one's own free will, at most twice. Nobody rates by default.

use super::{Given, Invited, Rating, RatingEvent, RatingState};
use contracts::Kept;
use jiff::ToSpan as _;
use kernel::{Basis, Env, Refusal, RefusalKind};
use thiserror::Error;

/// 系统默认评价: a value of the national interface. Never a rating.
pub const DEFAULT_CHANNEL: u8 = 7;
/// Days after the first rating within which it may be changed by a second one. Our proposal; no rule
/// sets it.
pub const SECOND_WITHIN_DAYS: i32 = 30;
/// Most days after which the content reaches the unit.
const LONGEST_DELAY_DAYS: u64 = 5;

/// Aspects that may be named: those of the national interface, by their names (`rules.md` §6.2).
pub const ASPECTS: [&str; 6] = [
    "efficiency",
    "guide",
    "convenience",
    "platform",
    "skill",
    "attitude",
];

/// What was typed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Hash of the token that is spent.
    pub token_hash: String,
    pub stars: u8,
    pub aspects: Vec<String>,
    pub channel: u8,
    pub is_anonymous: bool,
    pub text: Option<Kept>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RateRefusal {
    #[error("that is not the token of this service")]
    WrongToken,
    #[error("no level was chosen")]
    NoLevel,
    #[error("there is no such aspect")]
    UnknownAspect,
    #[error("a default rating is no rating")]
    Default,
    #[error("there is no such channel")]
    UnknownChannel,
    #[error("the service was rated twice")]
    Twice,
    #[error("the time for a second rating is over")]
    TooLate,
}

impl Refusal for RateRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongToken => "ratings.rate.wrong-token",
            Self::NoLevel => "ratings.rate.no-level",
            Self::UnknownAspect => "ratings.rate.unknown-aspect",
            Self::Default => "ratings.rate.default",
            Self::UnknownChannel => "ratings.rate.unknown-channel",
            Self::Twice => "ratings.rate.twice",
            Self::TooLate => "ratings.rate.too-late",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NoLevel | Self::UnknownAspect | Self::Default | Self::UnknownChannel => {
                RefusalKind::Invalid
            }
            Self::Twice | Self::TooLate => RefusalKind::Conflict,
            Self::WrongToken => RefusalKind::Barred,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::Twice => Some(Basis::new(
                "政务服务“一次一评”“一事一评”工作规范",
                "评价次数规则",
            )),
            Self::WrongToken
            | Self::NoLevel
            | Self::UnknownAspect
            | Self::Default
            | Self::UnknownChannel
            | Self::TooLate => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NoLevel => Some("stars".into()),
            Self::UnknownAspect => Some("aspect".into()),
            Self::WrongToken
            | Self::Default
            | Self::UnknownChannel
            | Self::Twice
            | Self::TooLate => None,
        }
    }
}

/// Whether the rater may rate now.
pub fn may_rate(rating: &Rating, env_today: kernel::Date) -> Result<(), RateRefusal> {
    match rating.state {
        RatingState::Invited => Ok(()),
        RatingState::RatedAgain => Err(RateRefusal::Twice),
        RatingState::Rated => {
            let first = rating.first_at.unwrap_or_default().date();
            if env_today > first.saturating_add(SECOND_WITHIN_DAYS.days()) {
                return Err(RateRefusal::TooLate);
            }
            Ok(())
        }
    }
}

/// Takes the rating. When its content reaches the unit, and under which name, is drawn at random, so
/// that neither the hour nor the order of ratings leads to a case.
pub fn rate(rating: &Rating, answer: &Answer, env: &Env) -> Result<RatingEvent, RateRefusal> {
    if !(1..=5).contains(&answer.stars) {
        return Err(RateRefusal::NoLevel);
    }
    if answer
        .aspects
        .iter()
        .any(|aspect| !ASPECTS.contains(&aspect.as_str()))
    {
        return Err(RateRefusal::UnknownAspect);
    }
    match answer.channel {
        1..DEFAULT_CHANNEL => {}
        DEFAULT_CHANNEL => return Err(RateRefusal::Default),
        _ => return Err(RateRefusal::UnknownChannel),
    }
    let has_token = |invited: &Invited| invited.token_hash == answer.token_hash;
    if !rating.invited.as_deref().is_some_and(has_token) {
        return Err(RateRefusal::WrongToken);
    }
    may_rate(rating, env.today)?;
    let delay = i64::try_from(env.entropy % LONGEST_DELAY_DAYS).unwrap_or(0) + 1;
    let given = Given {
        stars: answer.stars,
        aspects: answer.aspects.clone(),
        channel: answer.channel,
        text: answer.text.clone(),
        is_anonymous: answer.is_anonymous,
        key: i64::try_from((env.entropy.rotate_left(17) >> 1).max(1)).unwrap_or(1),
        shown_on: env.today.saturating_add(delay.days()),
    };
    Ok(match rating.state {
        RatingState::Invited => RatingEvent::Rated(given),
        RatingState::Rated | RatingState::RatedAgain => RatingEvent::RatedAgain(given),
    })
}
