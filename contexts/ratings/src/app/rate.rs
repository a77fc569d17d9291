use crate::domain::{
    Rating, RatingEvent,
    rate::{self, Answer, RateRefusal},
};
use crate::permissions;
use contracts::{Claim, Command, VaultWrite};
use kernel::{Env, Permission};

/// The applicant rates, for the first or for the second time; each time spends the token once.
#[derive(Clone, Debug)]
pub struct Rate {
    pub rating: i64,
    pub answer: Answer,
    pub seen_version: Option<i64>,
    pub vault: Vec<VaultWrite>,
}

impl Command for Rate {
    type State = Rating;
    type Refusal = RateRefusal;
    const PERMISSION: Permission = permissions::RATINGS_RATE;

    fn stream(&self) -> i64 {
        self.rating
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, rating: &Rating, env: &Env) -> Result<Vec<RatingEvent>, RateRefusal> {
        rate::rate(rating, &self.answer, env).map(|event| vec![event])
    }

    fn claims(&self, events: &[RatingEvent]) -> Vec<Claim> {
        let claim = |time: u8| Claim {
            kind: "rating-token",
            key: format!("{}:{time}", self.answer.token_hash),
            stream: self.rating,
        };
        events
            .iter()
            .filter_map(|event| match event {
                RatingEvent::Rated(_) => Some(claim(1)),
                RatingEvent::RatedAgain(_) => Some(claim(2)),
                RatingEvent::Invited(_) | RatingEvent::Verified(_) => None,
            })
            .collect()
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
