//! What happened to a case. An event holds no personal data: texts are [`Kept`] references, people
//! are ids; and it carries its limits and dates, so that a replay in ten years gives the same ones.

pub use super::hearing_events::{
    HearingAnswered, HearingRecorded, HearingSet, HearingTold, InterestedTold, ViewsStated,
};
use super::{
    CaseNumber, Dates,
    close::FinishKind,
    filing::{Agency, FileRef, MaterialHeld, PromisePaper},
    give_opinion::Advice,
    notify_correction::AnswerPeriod,
    reject_application::RejectionGround,
    serve::ServiceProof,
    terminate::TerminationGround,
};
use contracts::{
    Kept,
    item::{Channel, ItemPin, LegalRegime, ProjectType, ServedParty, Text},
};
use kernel::{
    AccountId, AreaCode, Date, Event, PartyId, UnitId,
    deadline::{Extension, Limits, Pause},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseEvent {
    Submitted(Box<Submitted>),
    Received(Received),
    CorrectedOnSpot(CorrectedOnSpot),
    CorrectionNotified(CorrectionNotified),
    CorrectionSubmitted(CorrectionSubmitted),
    FoundNotRequired(FoundNotRequired),
    ApplicationRejected(ApplicationRejected),
    DeemedAccepted(DeemedAccepted),
    Accepted(Accepted),
    DeferredDelivered(DeferredDelivered),
    OpinionGiven(OpinionGiven),
    SignersNamed(SignersNamed),
    SignerAdded(SignerAdded),
    Signed(Signed),
    ReturnedToStep(ReturnedToStep),
    SiteVisitRecorded(SiteVisitRecorded),
    SiteVisitConfirmed(SiteVisitConfirmed),
    SpecialProcedureStarted(SpecialProcedureStarted),
    SpecialProcedureRenewed(SpecialProcedureRenewed),
    SpecialProcedureEnded(SpecialProcedureEnded),
    InterestedTold(InterestedTold),
    ViewsStated(ViewsStated),
    HearingTold(HearingTold),
    HearingAnswered(HearingAnswered),
    HearingSet(HearingSet),
    HearingRecorded(HearingRecorded),
    Extended(Extended),
    DueDatesFilled(DueDatesFilled),
    Granted(Granted),
    Denied(Denied),
    Closed(Closed),
    Served(Served),
    HandedOver(HandedOver),
    PromiseChecked(PromiseChecked),
    Withdrawn(Withdrawn),
    Terminated(Terminated),
    Claimed(Claimed),
    HandedOn(HandedOn),
    NoteAdded(NoteAdded),
}

impl Event for CaseEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "cases.submitted",
            Self::Received(_) => "cases.received",
            Self::CorrectedOnSpot(_) => "cases.corrected-on-spot",
            Self::CorrectionNotified(_) => "cases.correction-notified",
            Self::CorrectionSubmitted(_) => "cases.correction-submitted",
            Self::FoundNotRequired(_) => "cases.found-not-required",
            Self::ApplicationRejected(_) => "cases.application-rejected",
            Self::DeemedAccepted(_) => "cases.deemed-accepted",
            Self::Accepted(_) => "cases.accepted",
            Self::DeferredDelivered(_) => "cases.deferred-delivered",
            Self::OpinionGiven(_) => "cases.opinion-given",
            Self::SignersNamed(_) => "cases.signers-named",
            Self::SignerAdded(_) => "cases.signer-added",
            Self::Signed(_) => "cases.signed",
            Self::ReturnedToStep(_) => "cases.returned-to-step",
            Self::SiteVisitRecorded(_) => "cases.site-visit-recorded",
            Self::SiteVisitConfirmed(_) => "cases.site-visit-confirmed",
            Self::SpecialProcedureStarted(_) => "cases.special-procedure-started",
            Self::SpecialProcedureRenewed(_) => "cases.special-procedure-renewed",
            Self::SpecialProcedureEnded(_) => "cases.special-procedure-ended",
            Self::InterestedTold(_) => "cases.interested-told",
            Self::ViewsStated(_) => "cases.views-stated",
            Self::HearingTold(_) => "cases.hearing-told",
            Self::HearingAnswered(_) => "cases.hearing-answered",
            Self::HearingSet(_) => "cases.hearing-set",
            Self::HearingRecorded(_) => "cases.hearing-recorded",
            Self::Extended(_) => "cases.extended",
            Self::DueDatesFilled(_) => "cases.due-dates-filled",
            Self::Granted(_) => "cases.granted",
            Self::Denied(_) => "cases.denied",
            Self::Closed(_) => "cases.closed",
            Self::Served(_) => "cases.served",
            Self::HandedOver(_) => "cases.handed-over",
            Self::PromiseChecked(_) => "cases.promise-checked",
            Self::Withdrawn(_) => "cases.withdrawn",
            Self::Terminated(_) => "cases.terminated",
            Self::Claimed(_) => "cases.claimed",
            Self::HandedOn(_) => "cases.handed-on",
            Self::NoteAdded(_) => "cases.note-added",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    pub number: CaseNumber,
    /// Six digits that open the case together with its number; printed on the receipt only.
    pub query_code: String,
    /// The version of item, form and rules that the case keeps.
    pub pin: ItemPin,
    pub item_code: String,
    pub item_name: Text,
    /// Name of what is issued, if anything is.
    pub result_name: Option<Text>,
    pub regime: LegalRegime,
    pub project_type: ProjectType,
    pub area: AreaCode,
    pub unit: UnitId,
    /// Units above, nearest first, so that search needs no tree.
    pub units_above: Vec<UnitId>,
    pub limits: Limits,
    /// Whether the limits run from the complete application and not from acceptance.
    pub limit_from_receipt: bool,
    pub extension_days: Option<u16>,
    pub party: PartyId,
    pub party_kind: ServedParty,
    pub agency: Agency,
    pub channel: Channel,
    /// When it reached the authority; earlier than the record if the network was away.
    pub reached_on: Date,
    /// Whether it was recorded more than thirty minutes after it was handed in.
    pub recorded_late: bool,
    /// Last day for a correction notice; `None` if it waits for its calendar.
    pub notice_by: Option<Date>,
    pub answers: Kept,
    pub materials: Vec<MaterialHeld>,
    /// Codes of the materials that this application needs.
    pub required: Vec<String>,
    /// Codes of those that may follow on a promise (容缺后补).
    pub deferrable: Vec<String>,
    /// 送达地址确认书 with consent to electronic service.
    pub electronic_service: Option<Kept>,
    pub promise: Option<PromisePaper>,
}

/// 收件. The receipt is handed out; it stops no clock and starts none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub received_on: Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedOnSpot {
    pub corrected_on: Date,
    pub materials: Vec<MaterialHeld>,
    /// The applicant's answers as he corrected them, if the form was wrong.
    pub answers: Option<Kept>,
    /// His confirmation: staff never alter an applicant's material.
    pub confirmation: FileRef,
}

/// One line of a correction notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Code of the material in the item, or `form`.
    pub material: String,
    pub reason: Kept,
}

/// 一次性补正告知
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionNotified {
    pub notified_on: Date,
    pub defects: Vec<Defect>,
    /// The period printed on the notice, with its local basis; `None` if none is printed.
    pub answer_within: Option<AnswerPeriod>,
    pub answer_by: Option<Date>,
    /// Why a second notice was needed; its presence alarms the supervisor.
    pub why_again: Option<Kept>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionSubmitted {
    /// When it reached the authority; five days run from it again.
    pub reached_on: Date,
    pub notice_by: Option<Date>,
    pub materials: Vec<MaterialHeld>,
    pub answers: Option<Kept>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundNotRequired {
    pub told_on: Date,
    pub reason: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationRejected {
    pub rejected_on: Date,
    pub ground: RejectionGround,
    /// The competent authority, if it is another one.
    pub authority: Option<String>,
    pub reasons: Kept,
}

/// 视为受理: by the clock, from the day of receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeemedAccepted {
    /// Day of the receipt.
    pub accepted_on: Date,
    /// Last day on which a notice would have been in time.
    pub notice_by: Date,
    pub limits: Limits,
    pub dates: Option<Dates>,
}

/// 受理
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    pub accepted_on: Date,
    /// Day zero of both limits.
    pub started_on: Date,
    pub limits: Limits,
    /// `None` if they wait for the calendar.
    pub dates: Option<Dates>,
    pub deferral: Option<Deferral>,
}

/// 容缺受理: what may follow, on which promise, until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deferral {
    pub materials: Vec<String>,
    pub promise: Kept,
    pub within_days: u16,
    /// `None` if it waits for the calendar.
    pub deliver_by: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeferredDelivered {
    pub delivered_on: Date,
    pub materials: Vec<MaterialHeld>,
    pub is_late: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionGiven {
    pub step: String,
    pub advice: Advice,
    pub opinion: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignersNamed {
    pub step: String,
    pub signers: Vec<AccountId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignerAdded {
    pub step: String,
    pub signer: AccountId,
    pub reason: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub step: String,
    pub advice: Advice,
    pub opinion: Kept,
    /// Whether the step is done with this signature.
    pub completes: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedToStep {
    pub step: String,
    /// The steps that have to be done again, `step` included.
    pub undone: Vec<String>,
    pub reason: Kept,
}

/// 现场核查, recorded by one of the two who were there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteVisitRecorded {
    pub step: String,
    pub visited_on: Date,
    pub partner: AccountId,
    pub findings: Kept,
    pub advice: Advice,
    pub files: Vec<FileRef>,
}

/// The other one confirms that both were there and that the record is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteVisitConfirmed {
    pub step: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialProcedureStarted {
    pub pause: Pause,
    /// The step of review that it belongs to, if it is one.
    pub step: Option<String>,
    pub notice: Kept,
    /// For an item that is no permit: the law that lets the clock stop.
    pub own_law: Option<String>,
    pub dates: Option<Dates>,
}

/// A new notice with a later end was served while the procedure ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialProcedureRenewed {
    pub renewed_on: Date,
    pub planned_end_on: Date,
    pub notice: Kept,
    pub dates: Option<Dates>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialProcedureEnded {
    /// The last day that was not counted.
    pub ended_on: Date,
    /// Whether the notice's planned end came.
    pub by_clock: bool,
    pub dates: Option<Dates>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    pub extension: Extension,
    pub reason: Kept,
    pub dates: Option<Dates>,
}

/// The dates by the calendar now in force: it came out, or a released change of it moved them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueDatesFilled {
    pub dates: Dates,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    pub decided_on: Date,
    pub opinion: Option<Kept>,
    /// Last day to issue and serve (行政许可法 art. 44); `None` for an item that is no permit, or
    /// while the calendar is missing.
    pub serve_by: Option<Date>,
    /// For a grant on the applicant's promise: within how many working days it is checked, and the
    /// last of them.
    pub check_within_days: Option<u16>,
    pub check_by: Option<Date>,
}

/// Where the applicant turns next. Data by kind of authority, and no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedies {
    pub review_body: String,
    /// In words, as the remedy text has it: `六十日`.
    pub review_within: String,
    pub court: String,
    pub sue_within: String,
    /// 复议前置: a review must come before a suit.
    pub review_first: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied {
    pub decided_on: Date,
    pub reasons: Kept,
    pub remedies: Remedies,
}

/// 办结
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub closed_on: Date,
    pub kind: FinishKind,
    /// Needed for a record that never counted (kinds 2, 3) and for one passed on (kind 4).
    pub reason: Option<Kept>,
}

/// 送达: a legal act with its own proof and its own moment of effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    pub proof: ServiceProof,
    pub served_to: Kept,
    pub effective_on: Date,
    /// After the last day of 行政许可法 art. 44.
    pub is_late: bool,
}

/// 领取
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    pub handed_over_on: Date,
    pub slip: FileRef,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseChecked {
    pub checked_on: Date,
    pub is_kept: bool,
    pub findings: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    pub withdrawn_on: Date,
    /// Not asked for: the applicant owes nobody one.
    pub reason: Option<Kept>,
    /// His signed request, if a clerk recorded it.
    pub request: Option<FileRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminated {
    pub terminated_on: Date,
    pub ground: TerminationGround,
    pub reasons: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    pub holder: AccountId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOn {
    pub from: AccountId,
    pub to: AccountId,
    pub reason: Kept,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    pub note: Kept,
}
