//! Every act of staff on a case: its command, its page route, its API route. One table, from which
//! the routes and the description of the API are made, so none of the three can be forgotten.

use super::{
    fill::{Fill, perform},
    fill_decide::{
        ToCheckPromise, ToClose, ToDeny, ToExtend, ToGrant, ToHandOver, ToServe, ToTerminate,
        ToVoid,
    },
    fill_hearing::{
        ToRecordHearing, ToRecordHearingAnswer, ToRecordViews, ToSetHearing, ToTellInterested,
        ToTellOfHearing,
    },
    fill_review::{
        ToAddNote, ToAddSigner, ToClaim, ToConfirmSiteVisit, ToEndSpecialProcedure, ToGiveOpinion,
        ToHandOn, ToNameSigners, ToRecordSiteVisit, ToRenewSpecialProcedure, ToReturnToStep,
        ToSign, ToStartSpecialProcedure,
    },
    fill_window::{
        ToAccept, ToAcceptDeferred, ToCorrectOnSpot, ToDecideOnTheSpot, ToFindNotRequired,
        ToNotify, ToReceive, ToRecordCorrection, ToRecordDeferred, ToRecordWithdrawal, ToReject,
    },
    filled::BODY_LIMIT,
};
use crate::domain::Act;
use ::web::{ACT_ANSWER, Access, ApiDoc, Method, Module, Property, Zone};
use contracts::Command;
use kernel::Permission;

/// One act as staff can do it.
#[derive(Clone, Debug)]
pub struct StaffAct {
    pub act: Act,
    /// End of both routes, and of the act's word keys.
    pub verb: &'static str,
    pub command: &'static str,
    pub page: &'static str,
    pub api: &'static str,
    /// What its command asks for.
    pub permission: Permission,
    pub summary_zh: &'static str,
    pub summary_en: &'static str,
    pub body: &'static [Property],
}

impl StaffAct {
    pub fn find(act: Act) -> Option<&'static Self> {
        ACTS.iter().find(|known| known.act == act)
    }

    /// Where a page sends the act.
    pub fn action(&self, case: kernel::CaseId) -> String {
        self.page.replace("{id}", &case.to_string())
    }
}

const fn property(name: &'static str, meaning: &'static str) -> Property {
    Property::new(name, "string", meaning)
}

const fn may(name: &'static str, kind: &'static str, meaning: &'static str) -> Property {
    Property::new(name, kind, meaning).optional()
}

const STEP: Property = property("step", "Code of the step of review");
const ADVICE: Property = property("advice", "favourable or unfavourable");
const REASON: Property = property("reason", "Why");
const REASONS: Property = property("reasons", "The reasons, as they stand in the paper");
const MATERIALS: Property = may(
    "materials",
    "array",
    "Of {code, paper-copies, files}: files are ids that POST …/files gave",
);
const ANSWERS: Property = may(
    "answers",
    "object",
    "All answers of the form by code of the field, if the form was corrected",
);
const VOICE: Property = property("voice", "applicant, or the id of a third party of the case");
const HANDED_AT: Property = may(
    "handed-at",
    "string",
    "2021-09-17T16:40 in the city's time, if it was handed in earlier than now",
);

macro_rules! acts {
    ($($act:ident $verb:literal in $room:literal by $fill:ident as $command:literal:
       $zh:literal, $en:literal, [$($property:expr),* $(,)?];)*) => {
        /// The table.
        pub static ACTS: &[StaffAct] = &[$(
            StaffAct {
                act: Act::$act,
                verb: $verb,
                command: $command,
                page: concat!("/", $room, "/cases/{id}/", $verb),
                api: concat!("/api/v1/cases/{id}/", $verb),
                permission: <<$fill as Fill>::Command as Command>::PERMISSION,
                summary_zh: $zh,
                summary_en: $en,
                body: &[$($property),*],
            },
        )*];

        /// Both routes of every act. Who may use them is what its command asks for.
        pub(super) fn act_routes(module: Module) -> Module {
            module$(
                .upload(
                    Zone::Staff,
                    concat!("/", $room, "/cases/{id}/", $verb),
                    Access::Needs(<<$fill as Fill>::Command as Command>::PERMISSION),
                    BODY_LIMIT,
                    perform::<$fill>,
                )
                .post(
                    Zone::Staff,
                    concat!("/api/v1/cases/{id}/", $verb),
                    Access::Needs(<<$fill as Fill>::Command as Command>::PERMISSION),
                    perform::<$fill>,
                )
            )*
        }
    };
}

acts! {
    Receive "receive" in "window" by ToReceive as "Receive":
        "收件", "Receive an application", [];
    CorrectOnSpot "correct-on-spot" in "window" by ToCorrectOnSpot as "CorrectOnSpot":
        "当场更正", "Record what the applicant corrected on the spot",
        [MATERIALS, ANSWERS, property("confirmation", "File with his signed confirmation")];
    NotifyCorrection "notify-correction" in "window" by ToNotify as "NotifyCorrection":
        "一次性补正告知", "Tell all that has to be corrected, once",
        [
            Property::new("defects", "array", "Of {material, reason}; `form` stands for the form"),
            may("period-days", "integer", "Working days for the answer, if a local rule sets them"),
            may("period-basis", "string", "That local rule, as printed"),
            may("why-again", "string", "For a second notice: why the defect was not visible before"),
        ];
    SubmitCorrection "record-correction" in "window" by ToRecordCorrection as "RecordCorrection":
        "补正收件", "Record a correction that was handed in", [MATERIALS, ANSWERS, HANDED_AT];
    FindNotRequired "find-not-required" in "window" by ToFindNotRequired as "FindNotRequired":
        "不受理（无需许可）", "Tell that no permit is needed", [REASON];
    RejectApplication "reject" in "window" by ToReject as "RejectApplication":
        "不予受理", "Turn the application away",
        [
            property("ground", "not-ours or still-incomplete"),
            may("authority", "string", "For not-ours: the competent authority"),
            REASONS,
        ];
    Accept "accept" in "window" by ToAccept as "Accept":
        "受理", "Accept the application", [];
    AcceptDeferred "accept-deferred" in "window" by ToAcceptDeferred as "AcceptDeferred":
        "容缺受理", "Accept with materials to follow",
        [
            property("promise", "The applicant's promise"),
            Property::new("within-days", "integer", "Working days that he has"),
            property("credit", "clear or seriously-dishonest, as looked up today"),
        ];
    DeliverDeferred "record-deferred" in "window" by ToRecordDeferred as "RecordDeferred":
        "容缺材料补交", "Record a deferred material", [MATERIALS];
    DecideOnTheSpot "decide-on-the-spot" in "window" by ToDecideOnTheSpot as "DecideOnTheSpot":
        "当场办结", "Accept and grant an instant case on the spot",
        [may("opinion", "string", "Goes into the decision")];
    Withdraw "record-withdrawal" in "window" by ToRecordWithdrawal as "RecordWithdrawal":
        "撤件登记", "Record that the applicant takes it back",
        [
            property("request", "File with his signed request"),
            may("reason", "string", "He owes nobody one"),
        ];
    Claim "claim" in "desk" by ToClaim as "Claim":
        "认领", "Take the case on", [];
    HandOn "hand-on" in "desk" by ToHandOn as "HandOn":
        "转给同事", "Hand the case on to a colleague",
        [property("to", "Account of the colleague"), REASON];
    AddNote "add-note" in "desk" by ToAddNote as "AddNote":
        "加备注", "Add a note to the file", [property("note", "The note")];
    GiveOpinion "give-opinion" in "desk" by ToGiveOpinion as "GiveOpinion":
        "提出审查意见", "Give an opinion on a step",
        [STEP, ADVICE, property("opinion", "The opinion")];
    NameSigners "name-signers" in "desk" by ToNameSigners as "NameSigners":
        "指定会签人", "Name who countersigns a step",
        [STEP, Property::new("signers", "array", "Accounts")];
    AddSigner "add-signer" in "desk" by ToAddSigner as "AddSigner":
        "加签", "Add a signer, with a reason",
        [STEP, property("signer", "Account"), REASON];
    Sign "sign" in "desk" by ToSign as "Sign":
        "会签", "Sign a step", [STEP, ADVICE, property("opinion", "The opinion")];
    ReturnToStep "return-to-step" in "desk" by ToReturnToStep as "ReturnToStep":
        "退回重办", "Do a step and those after it again", [STEP, REASON];
    RecordSiteVisit "record-site-visit" in "desk" by ToRecordSiteVisit as "RecordSiteVisit":
        "记现场核查", "Record a site visit by two",
        [
            STEP,
            property("visited-on", "The day"),
            property("partner", "Account of the other one"),
            ADVICE,
            property("findings", "What was found"),
            may("photos", "array", "Ids of files"),
        ];
    ConfirmSiteVisit "confirm-site-visit" in "desk" by ToConfirmSiteVisit as "ConfirmSiteVisit":
        "确认现场核查", "Confirm the record of the other one", [STEP];
    StartSpecialProcedure "start-special-procedure" in "desk" by ToStartSpecialProcedure
        as "StartSpecialProcedure":
        "启动特别程序", "Start a special procedure, which stops the clock",
        [
            property("procedure", "TX, ZB, PM, JY, JC, JY2, JD or ZJ (行政许可法 art. 45)"),
            property("planned-end-on", "Planned end, as the notice says"),
            property("notice", "Text of the notice"),
            may("step", "string", "The step of review that it belongs to"),
            may("own-law", "string", "For what is no permit: the law that lets its clock stop"),
        ];
    RenewSpecialProcedure "renew-special-procedure" in "desk" by ToRenewSpecialProcedure
        as "RenewSpecialProcedure":
        "特别程序延长", "Serve a new notice with a later end",
        [property("planned-end-on", "The new end"), property("notice", "Text of the notice")];
    EndSpecialProcedure "end-special-procedure" in "desk" by ToEndSpecialProcedure
        as "EndSpecialProcedure":
        "特别程序结束", "End a special procedure today", [];
    TellInterested "tell-interested" in "desk" by ToTellInterested as "TellInterested":
        "告知利害关系人", "Tell a third party whose major interests are touched directly",
        [
            property("name", "Name of the third party"),
            property("address", "Where the notice goes"),
            property("reason", "Which interests, and how they are touched"),
        ];
    StateViews "record-views" in "window" by ToRecordViews as "RecordViews":
        "陈述申辩登记", "Record the views of the applicant or of a third party",
        [
            VOICE,
            may("views", "string", "What he said; left out if he has nothing to say"),
            property("signed", "File that he signed"),
        ];
    TellOfHearing "tell-of-hearing" in "desk" by ToTellOfHearing as "TellOfHearing":
        "听证告知", "Tell all concerned of their right to a hearing, or announce it",
        [property("ground", "public-interest (art. 46) or major-interest (art. 47)"), REASON];
    AnswerHearing "record-hearing-answer" in "window" by ToRecordHearingAnswer
        as "RecordHearingAnswer":
        "听证申请登记", "Record that somebody asks for the hearing, or waives it",
        [
            VOICE,
            property("asks", "yes or no"),
            property("signed", "File with his signed request or waiver"),
        ];
    SetHearing "set-hearing" in "desk" by ToSetHearing as "SetHearing":
        "听证通知", "Set time, place and chair of the hearing, which stops the clock",
        [
            property("held-at", "2021-10-20T09:00 in the city's time"),
            property("place", "Where"),
            property("chair", "Account of who presides"),
            may("secrecy", "string", "state, trade or privacy, if it is not public"),
            property("notice", "What those who come have to know, and how long it takes"),
        ];
    RecordHearing "record-hearing" in "desk" by ToRecordHearing as "RecordHearing":
        "听证笔录", "Record the hearing; the decision is made on it",
        [
            property("record", "Who came, and what was said"),
            property("signed", "File with the signatures of those who took part"),
        ];
    Extend "extend" in "desk" by ToExtend as "Extend":
        "延长期限", "Extend the legal limit, once",
        [property("approval", "authority or government"), REASON];
    Grant "grant" in "desk" by ToGrant as "Grant":
        "准予", "Grant", [may("opinion", "string", "Goes into the decision")];
    Deny "deny" in "desk" by ToDeny as "Deny":
        "不予", "Deny, with reasons; the remedies are added from the data of the day",
        [REASONS, may("review-first", "string", "yes where a law sends the applicant to a review first")];
    Terminate "terminate" in "desk" by ToTerminate as "Terminate":
        "终止", "End the case without a decision",
        [
            property("ground", "applicant-gone, no-longer-needed or deferred-not-delivered"),
            REASONS,
        ];
    Close "close" in "desk" by ToClose as "Close":
        "办结", "Close the case",
        [
            property("kind", "issued, returned, forwarded, lapsed or other"),
            may("reason", "string", "Needed for forwarded"),
        ];
    Void "void" in "desk" by ToVoid as "Void":
        "作废", "Take a record out of every figure, by a second person",
        [property("kind", "void or deleted"), REASON];
    Serve "serve" in "window" by ToServe as "Serve":
        "送达", "Record that the paper was served",
        [
            property("way", "direct, left, entrusted, post, publication or electronic"),
            property("proved-on", "The day on the proof"),
            property("proof", "File of the slip or record"),
            may("witness", "string", "For left: account of the witness"),
            may("period-days", "integer", "For publication: calendar days"),
            may("period-basis", "string", "For publication: the rule"),
            property("served-to", "Who took it, and where"),
        ];
    HandOver "hand-over" in "window" by ToHandOver as "HandOver":
        "领取", "Record that the result was handed over",
        [property("slip", "File of the signed slip")];
    CheckPromise "check-promise" in "desk" by ToCheckPromise as "CheckPromise":
        "核查承诺", "Record the check of a promise",
        [property("kept", "yes or no"), property("findings", "What the check found")];
}

/// What a program has to know of the acts.
pub(super) fn act_docs() -> Vec<ApiDoc> {
    ACTS.iter()
        .map(|act| ApiDoc {
            method: Method::Post,
            path: act.api,
            summary_zh: act.summary_zh,
            summary_en: act.summary_en,
            body: act.body,
            query: &[],
            answer: ACT_ANSWER,
        })
        .collect()
}
