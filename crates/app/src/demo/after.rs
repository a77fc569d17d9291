//! What follows the acts in a demo city: some of those who were served rate.

use super::life::Life;
use super::paperwork::Paperwork;
use contracts::queries::{RatingOf, RatingOffer};
use kernel::{Actor, MatterId};
use ratings::app::Rate;
use ratings::domain::rate::Answer;
use sim::dice::Dice;
use std::sync::Arc;
use store::{CommandError, Reader, Store, StoreError, Who};

/// Somebody who was served rates, if he was invited to.
pub(super) fn rate(
    store: &Store,
    paperwork: &Paperwork,
    dice: &mut Dice,
    life: &Life,
) -> Result<(), CommandError> {
    let who = Who::Account(life.applicant.account);
    let matter = MatterId(life.id.0);
    let Some((rating, token_hash)) =
        store.read_blocking(move |reader| invitation(reader, who, matter))?
    else {
        return Ok(());
    };
    let stars = match dice.below(100) {
        0 => 1,
        1..=3 => 2,
        4..=12 => 3,
        13..=40 => 4,
        _ => 5,
    };
    let mut vault = Vec::new();
    let text = (stars <= 2).then(|| {
        let said = "等的时间太长，电话没人接。";
        let (kept, write) = paperwork.keep(dice, life.applicant.party, "rating", said);
        vault.push(write);
        kept
    });
    let command = Rate {
        rating,
        answer: Answer {
            token_hash,
            stars,
            aspects: Vec::new(),
            channel: if dice.chance(600) { 2 } else { 1 },
            is_anonymous: dice.chance(200),
            text,
        },
        seen_version: None,
        vault,
    };
    store.execute_blocking(who, None, command).map(|_| ())
}

/// Id and token of the invitation that the applicant has for his case.
fn invitation(
    reader: &mut Reader,
    who: Who,
    matter: MatterId,
) -> Result<Option<(i64, String)>, StoreError> {
    let actor: Arc<Actor> = reader.actor(who)?;
    let offer = ratings::read::Answers
        .rating_of(reader, &actor, matter)
        .map_err(|error| StoreError::Wrong(error.to_string()))?;
    let RatingOffer::May { href } = offer else {
        return Ok(None);
    };
    let id = href
        .rsplit('/')
        .next()
        .and_then(|id| id.parse().ok())
        .unwrap_or(0);
    let found = ratings::read::find_own(reader, &actor, id)?;
    Ok(found.and_then(|(_, rating)| Some((id, rating.invited?.token_hash))))
}
