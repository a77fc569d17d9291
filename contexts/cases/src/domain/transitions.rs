//! What may be done in which state: one table, read on one screen.
//!
//! The acts ask this table first; further rules are in each act's own file. A test compares it with
//! what the acts really do, and the context's README with it.

use serde::{Deserialize, Serialize};

/// The states of a case (`rules.md` §2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// 暂存: nothing is filed. A draft is not a case and has no events.
    Draft,
    /// 已申请
    Submitted,
    /// 已收件
    Received,
    /// 补正告知
    CorrectionNoticed,
    /// 已补正
    CorrectionSubmitted,
    /// 不受理: no permit is needed.
    NotRequired,
    /// 不予受理
    RejectedAccept,
    /// 视为受理
    DeemedAccepted,
    /// 已受理
    Accepted,
    /// 审查
    Reviewing,
    /// 特别程序中
    Special,
    /// 已延期
    Extended,
    /// 准予
    DecidedGrant,
    /// 不予
    DecidedDeny,
    /// 办结
    Closed,
    /// 已送达
    Delivered,
    /// 撤件
    Withdrawn,
    /// 终止
    Terminated,
}

impl CaseState {
    pub const ALL: [Self; 18] = [
        Self::Draft,
        Self::Submitted,
        Self::Received,
        Self::CorrectionNoticed,
        Self::CorrectionSubmitted,
        Self::NotRequired,
        Self::RejectedAccept,
        Self::DeemedAccepted,
        Self::Accepted,
        Self::Reviewing,
        Self::Special,
        Self::Extended,
        Self::DecidedGrant,
        Self::DecidedDeny,
        Self::Closed,
        Self::Delivered,
        Self::Withdrawn,
        Self::Terminated,
    ];

    /// Stable code; also the key of its words (`case-state-<code>`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Received => "received",
            Self::CorrectionNoticed => "correction-noticed",
            Self::CorrectionSubmitted => "correction-submitted",
            Self::NotRequired => "not-required",
            Self::RejectedAccept => "rejected-accept",
            Self::DeemedAccepted => "deemed-accepted",
            Self::Accepted => "accepted",
            Self::Reviewing => "reviewing",
            Self::Special => "special",
            Self::Extended => "extended",
            Self::DecidedGrant => "decided-grant",
            Self::DecidedDeny => "decided-deny",
            Self::Closed => "closed",
            Self::Delivered => "delivered",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
        }
    }

    /// Whether the table lets the act happen in this state.
    pub fn allows(self, act: Act) -> bool {
        TRANSITIONS
            .iter()
            .any(|(state, acts)| *state == self && acts.contains(&act))
    }
}

impl std::fmt::Display for CaseState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// What somebody may do to a case. What the clock does ([`super::effects`]) is not in the list:
/// dates ask nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    Submit,
    Receive,
    CorrectOnSpot,
    NotifyCorrection,
    SubmitCorrection,
    FindNotRequired,
    RejectApplication,
    Accept,
    AcceptDeferred,
    DeliverDeferred,
    GiveOpinion,
    NameSigners,
    AddSigner,
    Sign,
    ReturnToStep,
    RecordSiteVisit,
    ConfirmSiteVisit,
    StartSpecialProcedure,
    RenewSpecialProcedure,
    EndSpecialProcedure,
    TellInterested,
    StateViews,
    TellOfHearing,
    AnswerHearing,
    SetHearing,
    RecordHearing,
    Extend,
    Grant,
    Deny,
    DecideOnTheSpot,
    Close,
    Void,
    Serve,
    HandOver,
    CheckPromise,
    Withdraw,
    Terminate,
    Claim,
    HandOn,
    AddNote,
}

impl Act {
    pub const ALL: [Self; 40] = [
        Self::Submit,
        Self::Receive,
        Self::CorrectOnSpot,
        Self::NotifyCorrection,
        Self::SubmitCorrection,
        Self::FindNotRequired,
        Self::RejectApplication,
        Self::Accept,
        Self::AcceptDeferred,
        Self::DeliverDeferred,
        Self::GiveOpinion,
        Self::NameSigners,
        Self::AddSigner,
        Self::Sign,
        Self::ReturnToStep,
        Self::RecordSiteVisit,
        Self::ConfirmSiteVisit,
        Self::StartSpecialProcedure,
        Self::RenewSpecialProcedure,
        Self::EndSpecialProcedure,
        Self::TellInterested,
        Self::StateViews,
        Self::TellOfHearing,
        Self::AnswerHearing,
        Self::SetHearing,
        Self::RecordHearing,
        Self::Extend,
        Self::Grant,
        Self::Deny,
        Self::DecideOnTheSpot,
        Self::Close,
        Self::Void,
        Self::Serve,
        Self::HandOver,
        Self::CheckPromise,
        Self::Withdraw,
        Self::Terminate,
        Self::Claim,
        Self::HandOn,
        Self::AddNote,
    ];

    /// Stable code; also the middle of its refusals' codes and the key of its button.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Receive => "receive",
            Self::CorrectOnSpot => "correct-on-spot",
            Self::NotifyCorrection => "notify-correction",
            Self::SubmitCorrection => "submit-correction",
            Self::FindNotRequired => "find-not-required",
            Self::RejectApplication => "reject-application",
            Self::Accept => "accept",
            Self::AcceptDeferred => "accept-deferred",
            Self::DeliverDeferred => "deliver-deferred",
            Self::GiveOpinion => "give-opinion",
            Self::NameSigners => "name-signers",
            Self::AddSigner => "add-signer",
            Self::Sign => "sign",
            Self::ReturnToStep => "return-to-step",
            Self::RecordSiteVisit => "record-site-visit",
            Self::ConfirmSiteVisit => "confirm-site-visit",
            Self::StartSpecialProcedure => "start-special-procedure",
            Self::RenewSpecialProcedure => "renew-special-procedure",
            Self::EndSpecialProcedure => "end-special-procedure",
            Self::TellInterested => "tell-interested",
            Self::StateViews => "state-views",
            Self::TellOfHearing => "tell-of-hearing",
            Self::AnswerHearing => "answer-hearing",
            Self::SetHearing => "set-hearing",
            Self::RecordHearing => "record-hearing",
            Self::Extend => "extend",
            Self::Grant => "grant",
            Self::Deny => "deny",
            Self::DecideOnTheSpot => "decide-on-the-spot",
            Self::Close => "close",
            Self::Void => "void",
            Self::Serve => "serve",
            Self::HandOver => "hand-over",
            Self::CheckPromise => "check-promise",
            Self::Withdraw => "withdraw",
            Self::Terminate => "terminate",
            Self::Claim => "claim",
            Self::HandOn => "hand-on",
            Self::AddNote => "add-note",
        }
    }
}

/// The acts of a case that was just accepted: no step of review is touched yet.
const ACCEPTED: &[Act] = &[
    Act::DeliverDeferred,
    Act::GiveOpinion,
    Act::NameSigners,
    Act::RecordSiteVisit,
    Act::StartSpecialProcedure,
    Act::TellInterested,
    Act::StateViews,
    Act::TellOfHearing,
    Act::Extend,
    Act::Grant,
    Act::Deny,
    Act::Close,
    Act::Void,
    Act::Withdraw,
    Act::Terminate,
    Act::Claim,
    Act::HandOn,
    Act::AddNote,
];

/// State by state, what may be done.
///
/// # Law
/// 行政许可法 art. 32 (before acceptance), art. 34 and 42 (review and its time), art. 38
/// (decision), art. 44 (service), art. 45 (special procedures), art. 36 and 46–48 (those concerned,
/// and their hearing).
pub const TRANSITIONS: &[(CaseState, &[Act])] = &[
    (CaseState::Draft, &[Act::Submit]),
    (
        CaseState::Submitted,
        &[
            Act::Receive,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::Received,
        &[
            Act::CorrectOnSpot,
            Act::NotifyCorrection,
            Act::FindNotRequired,
            Act::RejectApplication,
            Act::Accept,
            Act::AcceptDeferred,
            Act::DecideOnTheSpot,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::CorrectionNoticed,
        &[
            Act::SubmitCorrection,
            Act::RejectApplication,
            Act::Close,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::CorrectionSubmitted,
        &[
            Act::CorrectOnSpot,
            Act::NotifyCorrection,
            Act::FindNotRequired,
            Act::RejectApplication,
            Act::Accept,
            Act::AcceptDeferred,
            Act::DecideOnTheSpot,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (CaseState::NotRequired, &[Act::Serve, Act::AddNote]),
    (CaseState::RejectedAccept, &[Act::Serve, Act::AddNote]),
    (CaseState::DeemedAccepted, ACCEPTED),
    (CaseState::Accepted, ACCEPTED),
    (
        CaseState::Reviewing,
        &[
            Act::DeliverDeferred,
            Act::GiveOpinion,
            Act::NameSigners,
            Act::AddSigner,
            Act::Sign,
            Act::ReturnToStep,
            Act::RecordSiteVisit,
            Act::ConfirmSiteVisit,
            Act::StartSpecialProcedure,
            Act::TellInterested,
            Act::StateViews,
            Act::TellOfHearing,
            Act::AnswerHearing,
            Act::SetHearing,
            Act::RecordHearing,
            Act::Extend,
            Act::Grant,
            Act::Deny,
            Act::Close,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::Special,
        &[
            Act::RenewSpecialProcedure,
            Act::EndSpecialProcedure,
            Act::StateViews,
            Act::AnswerHearing,
            Act::RecordHearing,
            Act::DeliverDeferred,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::Extended,
        &[
            Act::DeliverDeferred,
            Act::GiveOpinion,
            Act::NameSigners,
            Act::AddSigner,
            Act::Sign,
            Act::ReturnToStep,
            Act::RecordSiteVisit,
            Act::ConfirmSiteVisit,
            Act::StartSpecialProcedure,
            Act::TellInterested,
            Act::StateViews,
            Act::TellOfHearing,
            Act::AnswerHearing,
            Act::SetHearing,
            Act::RecordHearing,
            Act::Grant,
            Act::Deny,
            Act::Close,
            Act::Void,
            Act::Withdraw,
            Act::Terminate,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::DecidedGrant,
        &[
            Act::Close,
            Act::CheckPromise,
            Act::Claim,
            Act::HandOn,
            Act::AddNote,
        ],
    ),
    (
        CaseState::DecidedDeny,
        &[Act::Close, Act::Claim, Act::HandOn, Act::AddNote],
    ),
    (
        CaseState::Closed,
        &[Act::Serve, Act::HandOver, Act::CheckPromise, Act::AddNote],
    ),
    (
        CaseState::Delivered,
        &[Act::HandOver, Act::CheckPromise, Act::AddNote],
    ),
    (CaseState::Withdrawn, &[Act::Serve, Act::AddNote]),
    (CaseState::Terminated, &[Act::Serve, Act::AddNote]),
];
