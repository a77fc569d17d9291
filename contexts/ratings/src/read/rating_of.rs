//! A rater's own rating: what the page of his case offers.

use crate::domain::rate::may_rate;
use crate::domain::{Rating, RatingState};
use crate::permissions;
use contracts::Aggregate as _;
use contracts::queries::{QueryError, RatingOf, RatingOffer};
use kernel::{Actor, MatterId};
use store::{Reader, StoreError};

/// Answers of this context.
#[derive(Clone, Copy, Debug)]
pub struct Answers;

impl RatingOf<Reader> for Answers {
    fn rating_of(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        matter: MatterId,
    ) -> Result<RatingOffer, QueryError> {
        let record = reader.query_one(
            "SELECT rating FROM rating_link WHERE matter = $1",
            &[matter.into()],
        )?;
        let Some(id) = record.map(|record| record.int(0)) else {
            return Ok(RatingOffer::None);
        };
        let Some((_, rating)) = find_own(reader, actor, id)? else {
            return Ok(RatingOffer::None);
        };
        let href = format!("/rate/{id}");
        let is_open = may_rate(&rating, reader.now.date()).is_ok();
        Ok(match (&rating.given, rating.state) {
            (Some(given), RatingState::Rated | RatingState::RatedAgain) => RatingOffer::Done {
                stars: given.stars,
                again: is_open.then_some(href),
            },
            (_, RatingState::Invited | RatingState::Rated | RatingState::RatedAgain) => {
                RatingOffer::May { href }
            }
        })
    }
}

/// The rating with its version, if it is the actor's own.
pub fn find_own(
    reader: &mut Reader,
    actor: &Actor,
    id: i64,
) -> Result<Option<(i64, Rating)>, StoreError> {
    let found = reader.find_state::<Rating>(id)?;
    Ok(found.filter(|(_, rating)| actor.may(&permissions::RATINGS_RATE, &rating.place())))
}
