//! Questions that contexts ask one another. `R` is the store's reader: a question is answered in
//! the asker's own read transaction, with the asker's own rights.

use crate::item::Text;
use kernel::{
    AccountId, Actor, AreaCode, CaseId, Date, MatterId, PaperId, PartyId, Timestamp, UnitId,
    WorkCalendar, ratio::Ratio,
};
use std::sync::Arc;

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
    /// Whether the applicant may read it: a notice to a third party is not his.
    pub is_applicants: bool,
    /// Page of the paper.
    pub href: String,
}

/// Answered by `documents`.
pub trait PapersOf<R>: Send + Sync {
    fn papers_of(&self, reader: &mut R, matter: MatterId) -> Result<Vec<PaperLine>, QueryError>;
}

/// Answered by `documents`: what may be done against a decision of the unit, in the words that are in
/// force on the day; `None` where a legal officer has not settled them.
pub trait RemedyOf<R>: Send + Sync {
    fn remedy_of(
        &self,
        reader: &mut R,
        unit: kernel::UnitId,
        day: kernel::Date,
    ) -> Result<Option<Text>, QueryError>;
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

    /// Parties that have exactly this telephone, the newest first.
    fn find_by_phone(
        &self,
        _reader: &mut R,
        _phone: &str,
        _limit: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok(Vec::new())
    }

    /// Parties of exactly this name, the newest first.
    fn find_by_name(
        &self,
        _reader: &mut R,
        _name: &str,
        _limit: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok(Vec::new())
    }

    /// Which of the parties are firms: their names are public, a person's are masked in lists.
    fn firms(&self, _reader: &mut R, _parties: &[PartyId]) -> Result<Vec<PartyId>, QueryError> {
        Ok(Vec::new())
    }

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

/// Which of the cases behind a counter are asked for: those that [`crate::figures`] says it counts,
/// as known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasesAsked {
    /// One of [`crate::figures`], `cases.…`.
    pub counter: String,
    /// First and last day that it counts for.
    pub from: Date,
    pub to: Date,
    /// Units in charge; empty for all that the actor reaches.
    pub units: Vec<UnitId>,
    pub area: Option<AreaCode>,
    /// The last case of the page before: the day it counts for, and the case.
    pub after: Option<(Date, CaseId)>,
    pub limit: usize,
}

/// One case behind a figure, with no more than a work list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseBehind {
    pub case: CaseId,
    pub counts_for: Date,
    pub number: String,
    pub title: String,
    pub unit: UnitId,
    pub promised_on: Option<Date>,
    pub closed_on: Option<Date>,
}

/// Answered by `cases`: the cases that a counter counted, in the order of (day, case), within what
/// the actor may list. Over all pages without a filter there are as many as the cells sum up to.
pub trait CasesBehind<R>: Send + Sync {
    fn cases_behind(
        &self,
        reader: &mut R,
        actor: &Actor,
        asked: &CasesAsked,
    ) -> Result<Vec<CaseBehind>, QueryError>;
}

/// The days of a matter that hang on the calendar; `None` waits for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountedDays {
    pub promised_on: Option<Date>,
    pub legal_on: Option<Date>,
    /// First day of the yellow light.
    pub warn_on: Option<Date>,
}

/// An open matter whose days another calendar moves. Number and days only: who keeps the calendar
/// sees no content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDays {
    pub case: CaseId,
    pub number: String,
    pub unit: UnitId,
    pub before: CountedDays,
    pub after: CountedDays,
    /// 特别程序: its last days are the planned ones.
    pub is_paused: bool,
}

/// Where a page of open matters ended: the last day by law as stored, and the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCursor(pub i64, pub CaseId);

/// One page of open matters, of which some move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedPage {
    /// Matters looked at.
    pub seen: usize,
    pub moved: Vec<MovedDays>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<OpenCursor>,
}

/// Answered by `cases`: what settling the open matters under the calendar would move. The reaction
/// to a released change asks the same, so what was shown is what moves.
pub trait MovedByCalendar<R>: Send + Sync {
    /// The next `limit` open matters of the area, of all areas for 0.
    fn moved_by(
        &self,
        reader: &mut R,
        calendar: &Arc<WorkCalendar>,
        area: AreaCode,
        after: Option<OpenCursor>,
        limit: usize,
    ) -> Result<MovedPage, QueryError>;
}

/// A figure that everybody may see, with its parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFigure {
    pub code: String,
    pub name: Text,
    /// Unit of what is counted, `件`.
    pub counted_in: Text,
    /// Numerator and denominator as counted; without a denominator the figure is a count.
    pub count: u64,
    pub ratio: Option<Ratio>,
    /// The share in per cent, rounded half up; `None` where there is nothing to divide by or too
    /// few cases for a rate.
    pub per_cent: Option<String>,
    pub from: Date,
    pub to: Date,
    /// Moment of counting.
    pub counted_at: Timestamp,
    /// Page with the definition.
    pub href: String,
}

/// Answered by `indicators`.
pub trait PublicFigures<R>: Send + Sync {
    /// City-wide, from the first day of the year to now.
    fn public_figures(&self, reader: &mut R) -> Result<Vec<PublicFigure>, QueryError>;
}

/// A draft that somebody has begun and not sent (暂存); not a case yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    pub title: Text,
    pub saved_at: Timestamp,
    pub expires_at: Timestamp,
    /// Where it is taken up again.
    pub href: String,
}

/// Answered by `cases`. `S` is the store: deleting is a write.
pub trait Drafts<R, S>: Send + Sync {
    /// Drafts of the account, the newest first, at most `limit`.
    fn drafts_of(
        &self,
        reader: &mut R,
        account: AccountId,
        limit: usize,
    ) -> Result<Vec<DraftLine>, QueryError>;

    /// Deletes every draft of the account with what was typed and uploaded; blocks until it is
    /// durable.
    fn delete_drafts(&self, store: &S, account: AccountId) -> Result<(), QueryError>;
}

/// Answered by `portal`: the number at the bell, for the frame of public pages.
pub trait Unread<R>: Send + Sync {
    /// Messages that the actor has not read; bounded, so that it never counts far.
    fn unread(&self, reader: &mut R, actor: &Actor) -> Result<u32, QueryError>;
}
