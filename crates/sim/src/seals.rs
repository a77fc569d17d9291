//! The keepers of the seals: each releases what waits in his reach.

use contracts::people::Staff;
use contracts::queries::Parties;
use documents::app::{DemoSeals, stamped};
use documents::domain::PaperState;
use documents::read::{find_paper, list_waiting};
use kernel::AccountId;
use std::sync::Arc;
use store::{CommandError, Reader, Store, StoreError, Who};
use web::Queries;

/// Who keeps a seal, and who answers for the names on a paper.
pub struct Keepers {
    keepers: Vec<AccountId>,
    parties: Option<Arc<dyn Parties<Reader>>>,
}

impl std::fmt::Debug for Keepers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keepers")
            .field("keepers", &self.keepers)
            .finish_non_exhaustive()
    }
}

impl Keepers {
    pub fn new(store: &Store) -> Result<Self, StoreError> {
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

    /// Every keeper releases what waits for him, a page at a time; a refusal holds back nothing else.
    /// Returns how many seals were set.
    pub fn release(&self, store: &Store) -> Result<u64, StoreError> {
        let mut released = 0;
        for keeper in &self.keepers {
            let who = Who::Account(*keeper);
            let mut after = None;
            loop {
                let parties = self.parties.clone();
                let (views, next) = store.read_blocking(move |reader| {
                    let actor = reader.actor(who)?;
                    let waiting = list_waiting(reader, &actor, PaperState::Asked, after)?;
                    let mut views = Vec::new();
                    for line in waiting.lines {
                        views.extend(find_paper(reader, &actor, parties.as_deref(), line.id)?);
                    }
                    Ok((views, waiting.next))
                })?;
                let mut answers = Vec::with_capacity(views.len());
                for view in views {
                    let command = stamped(store, &DemoSeals, &view)?;
                    answers.push(store.execute_later(who, None, command));
                }
                for answer in answers {
                    let answer = answer.map(tokio::sync::oneshot::Receiver::blocking_recv);
                    match answer {
                        Ok(Ok(Ok(_))) => released += 1,
                        Ok(Ok(Err(CommandError::Store(error)))) => {
                            return Err(StoreError::Wrong(error.to_string()));
                        }
                        Ok(Ok(Err(error))) => {
                            tracing::debug!(error = %error, "a seal was not released");
                        }
                        Ok(Err(_)) | Err(_) => return Err(StoreError::Stopped),
                    }
                }
                after = next;
                if after.is_none() {
                    break;
                }
            }
        }
        Ok(released)
    }
}
