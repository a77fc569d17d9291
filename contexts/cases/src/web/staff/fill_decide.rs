//! Deciding, ending, serving: from what was filled in to the command.

use super::{
    fill::Fill,
    fill_window::OpinionForm,
    filled::Filled,
    hand::{Count, Hand, account, day},
    remedies,
};
use crate::domain::{
    check_promise::CheckPromise,
    close::{Close, FinishKind},
    deny::Deny,
    extend::{Approval, Extend},
    filing::FileRef,
    grant::Grant,
    hand_over::HandOver,
    serve::{Serve, ServiceProof},
    terminate::{Terminate, TerminationGround},
    void::Void,
};
use ::web::Problem;
use serde::Deserialize;

pub(super) struct ToGrant;

impl Fill for ToGrant {
    type Form = OpinionForm;
    type Command = Grant;

    fn fill(form: OpinionForm, _: &Filled, hand: &mut Hand) -> Result<Grant, Problem> {
        Ok(Grant {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            opinion: hand.keep("opinion", "opinion", &form.opinion)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ReasonsForm {
    reasons: String,
    /// 复议前置: the decider says whether another law sends the applicant to a review first.
    review_first: String,
}

pub(super) struct ToDeny;

impl Fill for ToDeny {
    type Form = ReasonsForm;
    type Command = Deny;

    fn fill(form: ReasonsForm, _: &Filled, hand: &mut Hand) -> Result<Deny, Problem> {
        let unit = hand.case.filing.as_ref().map(|filing| filing.unit);
        let is_review_first = form.review_first == "yes";
        // The words are data of the day, never typed.
        let remedies =
            unit.and_then(|unit| remedies::find(&hand.units, unit, hand.today, is_review_first));
        Ok(Deny {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            reasons: hand.keep("reasons", "reasons", &form.reasons)?,
            remedies: remedies.map(|found| found.remedies),
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ExtendForm {
    approval: String,
    reason: String,
}

pub(super) struct ToExtend;

impl Fill for ToExtend {
    type Form = ExtendForm;
    type Command = Extend;

    fn fill(form: ExtendForm, _: &Filled, hand: &mut Hand) -> Result<Extend, Problem> {
        let approval = match form.approval.as_str() {
            "authority" => Approval::Authority,
            "government" => Approval::Government,
            _ => return Err(Problem::field("approval", "cases.desk.choose")),
        };
        Ok(Extend {
            case_id: hand.case_id(),
            approval,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct TerminateForm {
    ground: String,
    reasons: String,
}

pub(super) struct ToTerminate;

impl Fill for ToTerminate {
    type Form = TerminateForm;
    type Command = Terminate;

    fn fill(form: TerminateForm, _: &Filled, hand: &mut Hand) -> Result<Terminate, Problem> {
        let ground = match form.ground.as_str() {
            "applicant-gone" => TerminationGround::ApplicantGone,
            "no-longer-needed" => TerminationGround::NoLongerNeeded,
            "deferred-not-delivered" => TerminationGround::DeferredNotDelivered,
            _ => return Err(Problem::field("ground", "cases.desk.choose")),
        };
        Ok(Terminate {
            case_id: hand.case_id(),
            ground,
            reasons: hand.keep("reasons", "reasons", &form.reasons)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct KindForm {
    kind: String,
    reason: String,
}

impl KindForm {
    fn kind(&self) -> Result<FinishKind, Problem> {
        FinishKind::ALL
            .into_iter()
            .find(|kind| kind.code() == self.kind)
            .ok_or_else(|| Problem::field("kind", "cases.desk.choose"))
    }
}

pub(super) struct ToVoid;

impl Fill for ToVoid {
    type Form = KindForm;
    type Command = Void;

    fn fill(form: KindForm, _: &Filled, hand: &mut Hand) -> Result<Void, Problem> {
        Ok(Void {
            case_id: hand.case_id(),
            kind: form.kind()?,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToClose;

impl Fill for ToClose {
    type Form = KindForm;
    type Command = Close;

    fn fill(form: KindForm, _: &Filled, hand: &mut Hand) -> Result<Close, Problem> {
        Ok(Close {
            case_id: hand.case_id(),
            kind: form.kind()?,
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ServeForm {
    way: String,
    proved_on: String,
    proof: String,
    witness: String,
    period_days: Count,
    period_basis: String,
    served_to: String,
}

impl ServeForm {
    fn proof(&self, record: FileRef) -> Result<ServiceProof, Problem> {
        let on = day("proved-on", &self.proved_on)?;
        Ok(match self.way.as_str() {
            "direct" => ServiceProof::Direct {
                signed_on: on,
                slip: record,
            },
            "left" => ServiceProof::Left {
                left_on: on,
                witness: match self.witness.trim() {
                    "" => None,
                    witness => Some(account("witness", witness)?),
                },
                record,
            },
            "entrusted" => ServiceProof::Entrusted {
                signed_on: on,
                slip: record,
            },
            "post" => ServiceProof::Post {
                signed_on: on,
                slip: record,
            },
            "publication" => ServiceProof::Publication {
                published_on: on,
                period_calendar_days: self.period_days.read("period-days")?.unwrap_or(0),
                basis: self.period_basis.trim().to_owned(),
                record,
            },
            "electronic" => ServiceProof::Electronic {
                arrived_on: on,
                record,
            },
            _ => return Err(Problem::field("way", "cases.desk.choose")),
        })
    }
}

pub(super) struct ToServe;

impl Fill for ToServe {
    type Form = ServeForm;
    type Command = Serve;

    fn fill(form: ServeForm, _: &Filled, hand: &mut Hand) -> Result<Serve, Problem> {
        let record = hand
            .file("proof", &form.proof)?
            .ok_or_else(|| Problem::field("proof", "cases.desk.proof-missing"))?;
        Ok(Serve {
            case_id: hand.case_id(),
            proof: form.proof(record)?,
            served_to: hand.keep("served-to", "served-to", &form.served_to)?,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct SlipForm {
    slip: String,
}

pub(super) struct ToHandOver;

impl Fill for ToHandOver {
    type Form = SlipForm;
    type Command = HandOver;

    fn fill(form: SlipForm, _: &Filled, hand: &mut Hand) -> Result<HandOver, Problem> {
        Ok(HandOver {
            case_id: hand.case_id(),
            slip: hand.file("slip", &form.slip)?,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct PromiseForm {
    kept: String,
    findings: String,
}

pub(super) struct ToCheckPromise;

impl Fill for ToCheckPromise {
    type Form = PromiseForm;
    type Command = CheckPromise;

    fn fill(form: PromiseForm, _: &Filled, hand: &mut Hand) -> Result<CheckPromise, Problem> {
        let is_kept = match form.kept.as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(Problem::field("kept", "cases.desk.choose")),
        };
        Ok(CheckPromise {
            case_id: hand.case_id(),
            is_kept,
            findings: hand.keep("findings", "findings", &form.findings)?,
            vault: hand.vault(),
        })
    }
}
