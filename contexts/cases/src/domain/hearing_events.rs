//! What happened to those concerned and their hearing: the events of [`super::interests`].

use super::{
    filing::FileRef,
    interests::{HearingGround, Secrecy, Voice},
};
use contracts::Kept;
use kernel::{AccountId, Date, PartyId, Timestamp};
use serde::{Deserialize, Serialize};

/// 利害关系人告知 (行政许可法 art. 36). Who it is lies in the vault, under the third party's own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestedTold {
    pub party: PartyId,
    pub name: Kept,
    pub address: Kept,
    pub reason: Kept,
    pub told_on: Date,
    /// Last day for its views; `None` if it waits for the calendar.
    pub state_by: Option<Date>,
}

/// 陈述申辩
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewsStated {
    pub voice: Voice,
    pub stated_on: Date,
    /// `None` if he said that he has nothing to say.
    pub views: Option<Kept>,
    /// The paper that he signed, if a clerk recorded it.
    pub signed: Option<FileRef>,
}

/// 听证告知 (art. 46, 47)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingTold {
    pub ground: HearingGround,
    pub told_on: Date,
    /// Last day to ask for it; `None` if it waits for the calendar.
    pub ask_by: Option<Date>,
    /// Those who were told now, and were not told before.
    pub voices: Vec<Voice>,
    pub reason: Kept,
}

/// 申请听证, or its waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingAnswered {
    pub voice: Voice,
    pub asks: bool,
    pub answered_on: Date,
    /// His signed request or waiver, if a clerk recorded it.
    pub signed: Option<FileRef>,
}

/// 听证通知 (art. 48). The pause that goes with it is an event of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingSet {
    pub set_on: Date,
    pub held_at: Timestamp,
    /// The last of the twenty days after the request; `None` for a hearing that a law orders, or
    /// while the calendar is missing.
    pub hold_by: Option<Date>,
    pub place: Kept,
    pub chair: AccountId,
    /// Why it is not public.
    pub secrecy: Option<Secrecy>,
    pub notice: Kept,
}

/// 听证笔录: the decision is made on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRecorded {
    pub held_on: Date,
    pub chair: AccountId,
    pub record: Kept,
    /// The paper with the signatures of those who took part.
    pub signed: FileRef,
}
