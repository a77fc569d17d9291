//! What follows the acts in a demo city: seals are released the next day, some of those who were
//! served rate.

use super::dice::Dice;
use super::life::Life;
use super::paperwork::Paperwork;
use contracts::people::Staff;
use contracts::queries::{Parties, RatingOf, RatingOffer};
use documents::app::{DemoSeals, stamped};
use documents::domain::PaperState;
use documents::read::{find_paper, list_waiting};
use kernel::{AccountId, Actor, MatterId};
use ratings::app::Rate;
use ratings::domain::rate::Answer;
use std::sync::Arc;
use store::{CommandError, Reader, Store, StoreError, Who};
use web::Queries;

/// The keepers of the seals, and who answers for names.
pub(super) struct After {
    keepers: Vec<AccountId>,
    parties: Option<Arc<dyn Parties<Reader>>>,
}

impl After {
    pub(super) fn new(store: &Store) -> Result<Self, StoreError> {
        let staff = store.read_blocking(|reader| Ok(reader.reference.get::<Staff>()))?;
        let keeps = |role: &str| role == "seal-keeper";
        let mut queries = Queries::default();
        admin::provide(&mut queries);
        Ok(Self {
            keepers: staff
                .all()
                .filter(|member| member.appointments.iter().any(|post| keeps(&post.role)))
                .map(|member| member.account)
                .collect(),
            parties: queries.find::<dyn Parties<Reader>>(),
        })
    }

    /// Every keeper releases what waits in his reach; a refusal holds back nothing else.
    pub(super) fn release_seals(&self, store: &Store) -> Result<(), StoreError> {
        for keeper in &self.keepers {
            let who = Who::Account(*keeper);
            let parties = self.parties.clone();
            let views = store.read_blocking(move |reader| {
                let actor = reader.actor(who)?;
                let waiting = list_waiting(reader, &actor, PaperState::Asked, None)?;
                let mut views = Vec::new();
                for line in waiting.lines {
                    views.extend(find_paper(reader, &actor, parties.as_deref(), line.id)?);
                }
                Ok(views)
            })?;
            for view in views {
                let command = stamped(store, &DemoSeals, &view)?;
                if let Err(error) = store.execute_blocking(who, None, command) {
                    tracing::debug!(error = %error, "a seal was not released");
                }
            }
        }
        Ok(())
    }
}

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
