//! Public events: what a context tells the others after an act, as the payload of a reaction.
//!
//! A reaction is a row written with its event, so it is neither lost nor heard of too early. Each
//! payload carries the id of that event: a handler that runs twice finds its own work done. None
//! carries personal data: texts are [`Kept`] references, people are ids.

use crate::{
    Kept,
    item::{ItemPin, LegalRegime, Text},
};
use kernel::{AccountId, AreaCode, CaseId, Date, PartyId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Job that makes the paper of an act; its payload is a [`CasePaperDue`].
pub const DOCUMENTS_ON_CASE: &str = "documents.on-case";
/// Job that issues a one-time rating token; its payload is a [`CaseRatingDue`].
pub const RATINGS_ON_CASE: &str = "ratings.on-case";
/// Job that counts running due dates anew; its payload is a [`CalendarReleased`].
pub const CASES_ON_CALENDAR: &str = "cases.on-calendar";

kernel::typed_id!(
    /// A recorded event.
    EventId
);

/// A change of the working-day calendar was released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarReleased {
    pub year: i16,
    /// 0 for the national plan.
    pub area: AreaCode,
}

/// Which case a public event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseHead {
    pub case: CaseId,
    /// As stored, without spaces.
    pub number: String,
    /// Id of the recorded event that this follows from; makes the reaction safe to repeat.
    pub event: EventId,
    pub item: ItemPin,
    pub item_name: Text,
    pub regime: LegalRegime,
    pub party: PartyId,
    pub area: AreaCode,
    pub unit: UnitId,
    /// Civil day of the act.
    pub on: Date,
    /// Whose act it was; 0 for the city's clock.
    pub by: AccountId,
}

/// The papers of a case (`rules.md` §21.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// 申请材料接收凭证
    Receipt,
    /// 一次性补正告知书 (行政许可法 art. 32(4))
    CorrectionNotice,
    /// 受理通知书 (art. 32(5))
    AcceptanceNotice,
    /// 不受理告知书: no permit is needed (art. 32(1))
    NotRequiredNotice,
    /// 不予受理决定书 (art. 32(2))
    RejectionDecision,
    /// 不予办理告知书: the same for an item that is not a permit
    OwnLawRefusal,
    /// 不计入期限告知书 (art. 45)
    PauseNotice,
    /// 延长期限告知书 (art. 42)
    ExtensionNotice,
    /// 利害关系人告知书 (art. 36)
    InterestedNotice,
    /// 听证告知书 (art. 47)
    HearingRightNotice,
    /// 听证公告 (art. 46)
    HearingAnnouncement,
    /// 听证通知书 (art. 48)
    HearingNotice,
    /// 听证笔录 (art. 48)
    HearingRecord,
    /// 准予行政许可决定书
    GrantDecision,
    /// 不予行政许可决定书 (art. 38)
    DenialDecision,
    /// 撤回申请确认书
    WithdrawalNotice,
    /// 终止办理通知书
    TerminationNotice,
    /// 送达回证
    ServiceReceipt,
}

impl PaperKind {
    pub const ALL: [Self; 18] = [
        Self::Receipt,
        Self::CorrectionNotice,
        Self::AcceptanceNotice,
        Self::NotRequiredNotice,
        Self::RejectionDecision,
        Self::OwnLawRefusal,
        Self::PauseNotice,
        Self::ExtensionNotice,
        Self::InterestedNotice,
        Self::HearingRightNotice,
        Self::HearingAnnouncement,
        Self::HearingNotice,
        Self::HearingRecord,
        Self::GrantDecision,
        Self::DenialDecision,
        Self::WithdrawalNotice,
        Self::TerminationNotice,
        Self::ServiceReceipt,
    ];

    /// Stable code: the name of its template and of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::CorrectionNotice => "correction-notice",
            Self::AcceptanceNotice => "acceptance-notice",
            Self::NotRequiredNotice => "not-required-notice",
            Self::RejectionDecision => "rejection-decision",
            Self::OwnLawRefusal => "own-law-refusal",
            Self::PauseNotice => "pause-notice",
            Self::ExtensionNotice => "extension-notice",
            Self::InterestedNotice => "interested-notice",
            Self::HearingRightNotice => "hearing-right-notice",
            Self::HearingAnnouncement => "hearing-announcement",
            Self::HearingNotice => "hearing-notice",
            Self::HearingRecord => "hearing-record",
            Self::GrantDecision => "grant-decision",
            Self::DenialDecision => "denial-decision",
            Self::WithdrawalNotice => "withdrawal-notice",
            Self::TerminationNotice => "termination-notice",
            Self::ServiceReceipt => "service-receipt",
        }
    }
}

/// A value that a template may print. Dates are `2021-09-17`; a date that waits for its calendar
/// is left out, and the template says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    QueryCode,
    SubmittedOn,
    /// The day on which the application reached the authority: the five days run from it.
    ReachedOn,
    ReceivedOn,
    /// Last day for a correction notice.
    NoticeBy,
    AnswerDays,
    AnswerUnit,
    AnswerBy,
    AnswerBasis,
    /// `1`, or `2` for a notice about a defect first visible in the corrected material.
    NoticeOrdinal,
    AcceptedOn,
    /// `yes` where the clock accepted (art. 32(4)).
    IsDeemed,
    PromisedOn,
    LegalOn,
    /// Last day by law before an extension moved it.
    LegalOnBefore,
    PromisedDays,
    PromisedUnit,
    LegalDays,
    LegalUnit,
    DeferredBy,
    /// Codes of the materials that may follow, by comma.
    DeferredMaterials,
    /// The authority that is competent (art. 32(2)).
    OtherAuthority,
    /// Which of the eight of art. 45.
    PauseReason,
    PauseStartedOn,
    PlannedEndOn,
    PauseBasis,
    ExtensionDays,
    /// Last day for the views of a third party (art. 36).
    StateBy,
    /// Last day to ask for a hearing (art. 47).
    AskBy,
    /// `2021-10-20 09:00`, in the city's time.
    HearingAt,
    /// Account of who presides.
    HearingChair,
    /// Why the hearing is not public: `state`, `trade`, `privacy`; absent for a public one.
    HearingSecrecy,
    /// The day of the hearing whose record stands.
    HeardOn,
    DecidedOn,
    /// Name of what the applicant gets.
    ResultName,
    /// Last day to serve what was granted (art. 44).
    ServeBy,
    PromiseCheckBy,
    ReviewBody,
    ReviewWithin,
    Court,
    SueWithin,
    /// `yes` where a review must come before a suit.
    ReviewFirst,
    WithdrawnOn,
    TerminatedOn,
    TerminationGround,
    ServiceWay,
    ServedOn,
    EffectiveOn,
    FinishKind,
}

/// A text in the vault that a template may print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptText {
    Reason,
    /// Why a second correction notice was needed.
    WhyAgain,
    /// The text of a notice, as drafted.
    Notice,
    /// The applicant's promise.
    Promise,
    /// Where and to whom it was served.
    ServedTo,
    /// A third party, by name.
    Addressee,
    HearingPlace,
}

/// One line of a correction notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionLine {
    /// Code of the material in the item, or `form`.
    pub material: String,
    pub reason: Kept,
}

/// A paper has to be made, numbered and sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePaperDue {
    pub head: CaseHead,
    pub kind: PaperKind,
    pub facts: BTreeMap<Fact, String>,
    pub texts: BTreeMap<KeptText, Kept>,
    /// Lines of a correction notice; empty for other papers.
    #[serde(default)]
    pub corrections: Vec<CorrectionLine>,
    /// Codes of the materials received; empty for other papers than a receipt.
    #[serde(default)]
    pub materials: Vec<String>,
}

/// Which moment of service gives the applicant a rating token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatingOccasion {
    Closed,
    Served,
}

/// The applicant may rate a service (好差评, one token each).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRatingDue {
    pub head: CaseHead,
    pub occasion: RatingOccasion,
}

/// What the applicant is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseMessage {
    Submitted,
    Received,
    CorrectionNotified,
    CorrectionReceived,
    Accepted,
    NotRequired,
    Rejected,
    Paused,
    PauseEnded,
    InterestedTold,
    HearingTold,
    HearingAnnounced,
    HearingSet,
    Extended,
    Granted,
    Denied,
    Closed,
    Served,
    Withdrawn,
    Terminated,
}

impl CaseMessage {
    /// Stable code: the name of its template and of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Received => "received",
            Self::CorrectionNotified => "correction-notified",
            Self::CorrectionReceived => "correction-received",
            Self::Accepted => "accepted",
            Self::NotRequired => "not-required",
            Self::Rejected => "rejected",
            Self::Paused => "paused",
            Self::PauseEnded => "pause-ended",
            Self::InterestedTold => "interested-told",
            Self::HearingTold => "hearing-told",
            Self::HearingAnnounced => "hearing-announced",
            Self::HearingSet => "hearing-set",
            Self::Extended => "extended",
            Self::Granted => "granted",
            Self::Denied => "denied",
            Self::Closed => "closed",
            Self::Served => "served",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
        }
    }
}
