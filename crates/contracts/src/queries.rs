//! Questions that contexts ask one another. `R` is the store's reader: a question is answered in
//! the asker's own read transaction, with the asker's own rights.

use crate::item::Text;
use kernel::{AccountId, Actor, MatterId, PaperId, PartyId, Timestamp};

/// Why a question could not be answered; the asker turns it into its own error.
pub type QueryError = Box<dyn std::error::Error + Send + Sync>;

/// One paper of a matter, as listed on the matter's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    pub id: PaperId,
    pub title: Text,
    /// 文号; empty until it is numbered.
    pub number: String,
    pub made_at: Timestamp,
    /// Whether the unit's seal is on it; an unsealed one prints 未用印 无效.
    pub is_sealed: bool,
    /// Page of the paper.
    pub href: String,
}

/// Answered by `documents`.
pub trait PapersOf<R>: Send + Sync {
    fn papers_of(&self, reader: &mut R, matter: MatterId) -> Result<Vec<PaperLine>, QueryError>;
}

/// What the page of a matter shows of its rating; never more than the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatingOffer {
    /// No service event yet, or not the reader's matter.
    None,
    /// The reader may rate: address of the form.
    May { href: String },
    /// The reader has rated, and may once more if `again` is set.
    Done { stars: u8, again: Option<String> },
}

/// Answered by `ratings`.
pub trait RatingOf<R>: Send + Sync {
    fn rating_of(
        &self,
        reader: &mut R,
        actor: &Actor,
        matter: MatterId,
    ) -> Result<RatingOffer, QueryError>;
}

/// Answered by `admin`: people and firms by what is printed on their papers.
pub trait Parties<R>: Send + Sync {
    /// Names of parties; one that was erased is missing.
    fn names(
        &self,
        reader: &mut R,
        parties: &[PartyId],
    ) -> Result<std::collections::HashMap<PartyId, String>, QueryError>;

    /// What is known of one party, with everything unmasked: the caller checks its rights and
    /// records the look.
    fn find(&self, reader: &mut R, party: PartyId) -> Result<Option<PartyFacts>, QueryError>;

    /// The party of this identity number or credit code.
    fn find_by_number(&self, reader: &mut R, number: &str) -> Result<Option<PartyId>, QueryError>;

    /// Accounts that belong to the party itself (not agents); an official may not act on his own.
    fn accounts_of(&self, reader: &mut R, party: PartyId) -> Result<Vec<AccountId>, QueryError>;
}

/// A person or a firm, in clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyFacts {
    pub is_firm: bool,
    pub name: String,
    /// Identity number or unified social credit code.
    pub number: String,
    pub phone: String,
    pub address: String,
    /// Of a firm.
    pub legal_representative: String,
}
