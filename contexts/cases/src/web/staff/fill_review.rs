//! The acts of review: from what was filled in to the command.

use super::{
    fill::Fill,
    filled::Filled,
    hand::{Hand, account, day},
};
use crate::domain::{
    add_note::AddNote,
    claim::Claim,
    end_special_procedure::EndSpecialProcedure,
    give_opinion::{Advice, GiveOpinion},
    hand_on::HandOn,
    name_signers::{AddSigner, NameSigners},
    renew_special_procedure::RenewSpecialProcedure,
    return_to_step::ReturnToStep,
    sign::Sign,
    start_special_procedure::StartSpecialProcedure,
    visit_site::{ConfirmSiteVisit, RecordSiteVisit},
};
use ::web::{NoFields, Problem};
use kernel::deadline::PauseReason;
use serde::Deserialize;

pub(super) struct ToClaim;

impl Fill for ToClaim {
    type Form = NoFields;
    type Command = Claim;

    fn fill(_: NoFields, _: &Filled, hand: &mut Hand) -> Result<Claim, Problem> {
        Ok(Claim {
            case_id: hand.case_id(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct HandOnForm {
    to: String,
    reason: String,
}

pub(super) struct ToHandOn;

impl Fill for ToHandOn {
    type Form = HandOnForm;
    type Command = HandOn;

    fn fill(form: HandOnForm, _: &Filled, hand: &mut Hand) -> Result<HandOn, Problem> {
        Ok(HandOn {
            case_id: hand.case_id(),
            to: account("to", &form.to)?,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct NoteForm {
    note: String,
}

pub(super) struct ToAddNote;

impl Fill for ToAddNote {
    type Form = NoteForm;
    type Command = AddNote;

    fn fill(form: NoteForm, _: &Filled, hand: &mut Hand) -> Result<AddNote, Problem> {
        Ok(AddNote {
            case_id: hand.case_id(),
            note: hand.keep("note", "note", &form.note)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct AdviceForm {
    step: String,
    advice: String,
    opinion: String,
}

fn advice(text: &str) -> Result<Advice, Problem> {
    match text {
        "favourable" => Ok(Advice::Favourable),
        "unfavourable" => Ok(Advice::Unfavourable),
        _ => Err(Problem::field("advice", "cases.desk.choose")),
    }
}

pub(super) struct ToGiveOpinion;

impl Fill for ToGiveOpinion {
    type Form = AdviceForm;
    type Command = GiveOpinion;

    fn fill(form: AdviceForm, _: &Filled, hand: &mut Hand) -> Result<GiveOpinion, Problem> {
        Ok(GiveOpinion {
            case_id: hand.case_id(),
            step: form.step,
            advice: advice(&form.advice)?,
            opinion: hand.keep("opinion", "opinion", &form.opinion)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToSign;

impl Fill for ToSign {
    type Form = AdviceForm;
    type Command = Sign;

    fn fill(form: AdviceForm, _: &Filled, hand: &mut Hand) -> Result<Sign, Problem> {
        Ok(Sign {
            case_id: hand.case_id(),
            step: form.step,
            advice: advice(&form.advice)?,
            opinion: hand.keep("opinion", "opinion", &form.opinion)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct SignersForm {
    step: String,
    signers: Vec<String>,
}

pub(super) struct ToNameSigners;

impl Fill for ToNameSigners {
    type Form = SignersForm;
    type Command = NameSigners;

    fn fill(form: SignersForm, _: &Filled, hand: &mut Hand) -> Result<NameSigners, Problem> {
        let signers = form
            .signers
            .iter()
            .map(|signer| account("signers", signer))
            .collect::<Result<_, _>>()?;
        Ok(NameSigners {
            case_id: hand.case_id(),
            step: form.step,
            signers,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct SignerForm {
    step: String,
    signer: String,
    reason: String,
}

pub(super) struct ToAddSigner;

impl Fill for ToAddSigner {
    type Form = SignerForm;
    type Command = AddSigner;

    fn fill(form: SignerForm, _: &Filled, hand: &mut Hand) -> Result<AddSigner, Problem> {
        Ok(AddSigner {
            case_id: hand.case_id(),
            step: form.step,
            signer: account("signer", &form.signer)?,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct StepForm {
    step: String,
    reason: String,
}

pub(super) struct ToReturnToStep;

impl Fill for ToReturnToStep {
    type Form = StepForm;
    type Command = ReturnToStep;

    fn fill(form: StepForm, _: &Filled, hand: &mut Hand) -> Result<ReturnToStep, Problem> {
        Ok(ReturnToStep {
            case_id: hand.case_id(),
            step: form.step,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct VisitForm {
    step: String,
    visited_on: String,
    partner: String,
    advice: String,
    findings: String,
    photos: Vec<String>,
}

pub(super) struct ToRecordSiteVisit;

impl Fill for ToRecordSiteVisit {
    type Form = VisitForm;
    type Command = RecordSiteVisit;

    fn fill(form: VisitForm, _: &Filled, hand: &mut Hand) -> Result<RecordSiteVisit, Problem> {
        Ok(RecordSiteVisit {
            case_id: hand.case_id(),
            step: form.step,
            visited_on: day("visited-on", &form.visited_on)?,
            partner: account("partner", &form.partner)?,
            advice: advice(&form.advice)?,
            findings: hand.keep("findings", "findings", &form.findings)?,
            files: hand.files("photos", &form.photos)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToConfirmSiteVisit;

impl Fill for ToConfirmSiteVisit {
    type Form = StepForm;
    type Command = ConfirmSiteVisit;

    fn fill(form: StepForm, _: &Filled, hand: &mut Hand) -> Result<ConfirmSiteVisit, Problem> {
        Ok(ConfirmSiteVisit {
            case_id: hand.case_id(),
            step: form.step,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ProcedureForm {
    procedure: String,
    planned_end_on: String,
    notice: String,
    step: String,
    own_law: String,
}

pub(super) struct ToStartSpecialProcedure;

impl Fill for ToStartSpecialProcedure {
    type Form = ProcedureForm;
    type Command = StartSpecialProcedure;

    fn fill(
        form: ProcedureForm,
        _: &Filled,
        hand: &mut Hand,
    ) -> Result<StartSpecialProcedure, Problem> {
        let reason: PauseReason = form
            .procedure
            .parse()
            .map_err(|_| Problem::field("procedure", "cases.desk.choose"))?;
        let own_law = Some(form.own_law.trim().to_owned()).filter(|law| !law.is_empty());
        Ok(StartSpecialProcedure {
            case_id: hand.case_id(),
            reason,
            notice: hand.keep("notice", "notice", &form.notice)?,
            planned_end_on: day("planned-end-on", &form.planned_end_on)?,
            step: Some(form.step).filter(|step| !step.is_empty()),
            own_law,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToRenewSpecialProcedure;

impl Fill for ToRenewSpecialProcedure {
    type Form = ProcedureForm;
    type Command = RenewSpecialProcedure;

    fn fill(
        form: ProcedureForm,
        _: &Filled,
        hand: &mut Hand,
    ) -> Result<RenewSpecialProcedure, Problem> {
        Ok(RenewSpecialProcedure {
            case_id: hand.case_id(),
            notice: hand.keep("notice", "notice", &form.notice)?,
            planned_end_on: day("planned-end-on", &form.planned_end_on)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToEndSpecialProcedure;

impl Fill for ToEndSpecialProcedure {
    type Form = NoFields;
    type Command = EndSpecialProcedure;

    fn fill(_: NoFields, _: &Filled, hand: &mut Hand) -> Result<EndSpecialProcedure, Problem> {
        Ok(EndSpecialProcedure {
            case_id: hand.case_id(),
        })
    }
}
