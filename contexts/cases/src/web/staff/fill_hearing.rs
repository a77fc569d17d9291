//! The acts for those concerned and their hearing: from what was filled in to the command.

use super::{
    fill::Fill,
    filled::Filled,
    hand::{Hand, account, moment},
};
use crate::domain::{
    answer_hearing::RecordHearingAnswer,
    interests::{HearingGround, Secrecy, Voice},
    record_hearing::RecordHearing,
    set_hearing::SetHearing,
    state_views::RecordViews,
    tell_interested::TellInterested,
    tell_of_hearing::TellOfHearing,
};
use ::web::Problem;
use kernel::PartyId;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct InterestedForm {
    name: String,
    address: String,
    reason: String,
}

pub(super) struct ToTellInterested;

impl Fill for ToTellInterested {
    type Form = InterestedForm;
    type Command = TellInterested;

    fn fill(form: InterestedForm, _: &Filled, hand: &mut Hand) -> Result<TellInterested, Problem> {
        let party = PartyId(hand.app.store.new_id());
        Ok(TellInterested {
            case_id: hand.case_id(),
            party,
            name: hand.keep_of(party, "name", "name", &form.name)?,
            address: hand.keep_of(party, "address", "address", &form.address)?,
            reason: hand.keep_of(party, "reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

/// `applicant`, or the id of a third party.
fn voice(text: &str) -> Result<Voice, Problem> {
    if text == "applicant" {
        return Ok(Voice::Applicant);
    }
    let party = text.parse().map(Voice::Interested);
    party.map_err(|_| Problem::field("voice", "cases.desk.choose"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ViewsForm {
    voice: String,
    views: String,
    signed: String,
}

pub(super) struct ToRecordViews;

impl Fill for ToRecordViews {
    type Form = ViewsForm;
    type Command = RecordViews;

    fn fill(form: ViewsForm, _: &Filled, hand: &mut Hand) -> Result<RecordViews, Problem> {
        let voice = voice(&form.voice)?;
        let owner = match voice {
            Voice::Applicant => hand.party,
            Voice::Interested(party) => party,
        };
        Ok(RecordViews {
            case_id: hand.case_id(),
            voice,
            views: hand.keep_of(owner, "views", "views", &form.views)?,
            signed: hand.file("signed", &form.signed)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct TellForm {
    ground: String,
    reason: String,
}

pub(super) struct ToTellOfHearing;

impl Fill for ToTellOfHearing {
    type Form = TellForm;
    type Command = TellOfHearing;

    fn fill(form: TellForm, _: &Filled, hand: &mut Hand) -> Result<TellOfHearing, Problem> {
        let ground = HearingGround::ALL
            .into_iter()
            .find(|ground| ground.code() == form.ground)
            .ok_or_else(|| Problem::field("ground", "cases.desk.choose"))?;
        Ok(TellOfHearing {
            case_id: hand.case_id(),
            ground,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct AnswerForm {
    voice: String,
    asks: String,
    signed: String,
}

pub(super) struct ToRecordHearingAnswer;

impl Fill for ToRecordHearingAnswer {
    type Form = AnswerForm;
    type Command = RecordHearingAnswer;

    fn fill(form: AnswerForm, _: &Filled, hand: &mut Hand) -> Result<RecordHearingAnswer, Problem> {
        Ok(RecordHearingAnswer {
            case_id: hand.case_id(),
            voice: voice(&form.voice)?,
            asks: yes_or_no("asks", &form.asks)?,
            signed: hand.file("signed", &form.signed)?,
        })
    }
}

/// Nothing is chosen in advance.
pub(crate) fn yes_or_no(field: &str, text: &str) -> Result<bool, Problem> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Problem::field(field, "cases.desk.choose")),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct HearingForm {
    held_at: String,
    place: String,
    chair: String,
    secrecy: String,
    notice: String,
}

pub(super) struct ToSetHearing;

impl Fill for ToSetHearing {
    type Form = HearingForm;
    type Command = SetHearing;

    fn fill(form: HearingForm, _: &Filled, hand: &mut Hand) -> Result<SetHearing, Problem> {
        let held_at = moment("held-at", &form.held_at)?
            .ok_or_else(|| Problem::field("held-at", "cases.desk.no-such-day"))?;
        let secrecy = Secrecy::ALL
            .into_iter()
            .find(|secrecy| secrecy.code() == form.secrecy);
        if secrecy.is_none() && !matches!(form.secrecy.as_str(), "" | "public") {
            return Err(Problem::field("secrecy", "cases.desk.choose"));
        }
        Ok(SetHearing {
            case_id: hand.case_id(),
            held_at,
            place: hand.keep("place", "place", &form.place)?,
            chair: account("chair", &form.chair)?,
            secrecy,
            notice: hand.keep("notice", "notice", &form.notice)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct RecordForm {
    record: String,
    signed: String,
}

pub(super) struct ToRecordHearing;

impl Fill for ToRecordHearing {
    type Form = RecordForm;
    type Command = RecordHearing;

    fn fill(form: RecordForm, _: &Filled, hand: &mut Hand) -> Result<RecordHearing, Problem> {
        Ok(RecordHearing {
            case_id: hand.case_id(),
            record: hand.keep("record", "record", &form.record)?,
            signed: hand.file("signed", &form.signed)?,
            vault: hand.vault(),
        })
    }
}
