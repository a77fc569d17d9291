//! The acts of the window: from what was filled in to the command.

use super::{
    fill::Fill,
    filled::Filled,
    hand::{BroughtMaterial, Count, Hand, moment},
};
use crate::{
    domain::{
        accept::Accept,
        accept_deferred::{AcceptDeferred, Credit},
        correct_on_spot::CorrectOnSpot,
        decide_on_the_spot::DecideOnTheSpot,
        deliver_deferred::{DeliverDeferred, RecordDeferred},
        events::Defect,
        find_not_required::FindNotRequired,
        notify_correction::{AnswerPeriod, FORM, NotifyCorrection},
        receive::Receive,
        reject_application::{RejectApplication, RejectionGround},
        submit_correction::{Correction, RecordCorrection},
        withdraw::{RecordWithdrawal, Withdraw},
    },
    read::Answers,
    web::forms,
};
use ::web::{FieldError, NoFields, Problem};
use contracts::Kept;
use kernel::deadline::Limit;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) struct ToReceive;

impl Fill for ToReceive {
    type Form = NoFields;
    type Command = Receive;

    fn fill(_: NoFields, _: &Filled, hand: &mut Hand) -> Result<Receive, Problem> {
        Ok(Receive {
            case_id: hand.case_id(),
        })
    }
}

/// Materials and answers that were brought in person or by letter.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Brought {
    materials: Vec<BroughtMaterial>,
    /// Answers of the form, if it was wrong, by code of the field: all of them.
    answers: BTreeMap<String, String>,
    /// The form of the page: whether the answers on it are meant.
    with_answers: String,
    confirmation: String,
    handed_at: String,
}

impl Brought {
    /// Materials of a program, or those of the page's own fields.
    fn materials(&self, filled: &Filled) -> Vec<BroughtMaterial> {
        if filled.json.is_some() {
            return self.materials.clone();
        }
        brought_on_page(filled)
    }

    fn answers(&self, filled: &Filled, hand: &mut Hand) -> Result<Option<Kept>, Problem> {
        let fields: BTreeMap<String, String> = if filled.json.is_some() {
            self.answers.clone()
        } else if self.with_answers == "yes" {
            typed_answers(filled)
        } else {
            BTreeMap::new()
        };
        if fields.is_empty() {
            return Ok(None);
        }
        let Some(item) = hand.item.clone() else {
            return Ok(None);
        };
        let answers = Answers {
            fields,
            ..Answers::default()
        };
        let answers = forms::check_all(&item.body, &answers, hand.today, hand.is_english)
            .map_err(Problem::fields)?;
        hand.keep("answers", "answers", &answers.to_text())
    }
}

/// The materials of a page: `paper-<code>` copies, and files under `file-<code>`.
pub(super) fn brought_on_page(filled: &Filled) -> Vec<BroughtMaterial> {
    let mut brought: BTreeMap<&str, BroughtMaterial> = BTreeMap::new();
    for (code, copies) in filled.all_after("paper-") {
        brought.entry(code).or_default().paper_copies = copies.parse().unwrap_or(0);
    }
    for (code, file) in filled.all_after("file-") {
        if !file.is_empty() {
            brought.entry(code).or_default().files.push(file.to_owned());
        }
    }
    brought
        .into_iter()
        .map(|(code, material)| BroughtMaterial {
            code: code.to_owned(),
            ..material
        })
        .collect()
}

/// The answers of a page: `f-<code>`.
pub(super) fn typed_answers(filled: &Filled) -> BTreeMap<String, String> {
    filled
        .all_after("f-")
        .map(|(code, value)| (code.to_owned(), value.to_owned()))
        .collect()
}

pub(super) struct ToCorrectOnSpot;

impl Fill for ToCorrectOnSpot {
    type Form = Brought;
    type Command = CorrectOnSpot;

    fn fill(form: Brought, filled: &Filled, hand: &mut Hand) -> Result<CorrectOnSpot, Problem> {
        let materials = hand.materials(&form.materials(filled))?;
        Ok(CorrectOnSpot {
            case_id: hand.case_id(),
            materials,
            answers: form.answers(filled, hand)?,
            confirmation: hand.file("confirmation", &form.confirmation)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToRecordCorrection;

impl Fill for ToRecordCorrection {
    type Form = Brought;
    type Command = RecordCorrection;

    fn fill(form: Brought, filled: &Filled, hand: &mut Hand) -> Result<RecordCorrection, Problem> {
        let materials = hand.materials(&form.materials(filled))?;
        let correction = Correction {
            case_id: hand.case_id(),
            materials,
            answers: form.answers(filled, hand)?,
            vault: hand.vault(),
        };
        Ok(RecordCorrection {
            correction,
            handed_at: moment("handed-at", &form.handed_at)?,
        })
    }
}

pub(super) struct ToRecordDeferred;

impl Fill for ToRecordDeferred {
    type Form = Brought;
    type Command = RecordDeferred;

    fn fill(form: Brought, filled: &Filled, hand: &mut Hand) -> Result<RecordDeferred, Problem> {
        let materials = hand.materials(&form.materials(filled))?;
        Ok(RecordDeferred {
            delivery: DeliverDeferred {
                case_id: hand.case_id(),
                materials,
            },
        })
    }
}

/// One line of a notice, as a program sends it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DefectForm {
    material: String,
    reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct NoticeForm {
    defects: Vec<DefectForm>,
    period_days: Count,
    period_basis: String,
    why_again: String,
}

pub(super) struct ToNotify;

impl Fill for ToNotify {
    type Form = NoticeForm;
    type Command = NotifyCorrection;

    fn fill(
        form: NoticeForm,
        filled: &Filled,
        hand: &mut Hand,
    ) -> Result<NotifyCorrection, Problem> {
        let listed = if filled.json.is_some() {
            form.defects
                .iter()
                .map(|defect| (defect.material.clone(), defect.reason.clone()))
                .collect()
        } else {
            checked_defects(filled)?
        };
        let mut defects = Vec::new();
        for (material, reason) in listed {
            let field = format!("words-{material}");
            let reason = hand
                .keep(&field, "defect", &reason)?
                .ok_or_else(|| Problem::field(&field, "cases.desk.defect-words-missing"))?;
            defects.push(Defect { material, reason });
        }
        let days = form.period_days.read("period-days")?;
        Ok(NotifyCorrection {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            defects,
            answer_within: days.map(|days| AnswerPeriod {
                limit: Limit::working(days),
                basis: form.period_basis.trim().to_owned(),
            }),
            why_again: hand.keep("why-again", "why-again", &form.why_again)?,
            vault: hand.vault(),
        })
    }
}

/// What the check list says is defective: code and words, in the order of the list. Every line must
/// have been looked at, because nothing may be asked for afterwards.
pub(super) fn checked_defects(filled: &Filled) -> Result<Vec<(String, String)>, Problem> {
    let mut errors = Vec::new();
    let mut defects = Vec::new();
    for (code, _) in filled.all_after("line-") {
        match filled.value(&format!("check-{code}")) {
            "complete" => {}
            "defective" => {
                let reason = filled.value(&format!("reason-{code}"));
                let words = filled.value(&format!("words-{code}"));
                if reason.is_empty() && words.is_empty() {
                    errors.push(FieldError::new(
                        format!("words-{code}"),
                        "cases.desk.defect-words-missing",
                    ));
                }
                let told = match (reason, words) {
                    (reason, "") => reason.to_owned(),
                    ("", words) => words.to_owned(),
                    (reason, words) => format!("{reason}：{words}"),
                };
                defects.push((code.to_owned(), told));
            }
            // The form may be right without a tick; a material has to be looked at.
            _ if code == FORM => {}
            _ => errors.push(FieldError::new(
                format!("check-{code}"),
                "cases.desk.not-looked-at",
            )),
        }
    }
    if errors.is_empty() {
        Ok(defects)
    } else {
        Err(Problem::fields(errors))
    }
}

pub(super) struct ToAccept;

impl Fill for ToAccept {
    type Form = NoFields;
    type Command = Accept;

    fn fill(_: NoFields, filled: &Filled, hand: &mut Hand) -> Result<Accept, Problem> {
        if let Some((code, _)) = checked_defects(filled)?.first() {
            // What the clerk has just marked as defective is not accepted by the other button.
            return Err(Problem::field(
                &format!("check-{code}"),
                "cases.desk.accept-with-defects",
            ));
        }
        Ok(Accept {
            case_id: hand.case_id(),
            seen_version: hand.seen,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct DeferForm {
    promise: String,
    within_days: Count,
    credit: String,
}

pub(super) struct ToAcceptDeferred;

impl Fill for ToAcceptDeferred {
    type Form = DeferForm;
    type Command = AcceptDeferred;

    fn fill(form: DeferForm, _: &Filled, hand: &mut Hand) -> Result<AcceptDeferred, Problem> {
        let within_days = form
            .within_days
            .read("within-days")?
            .ok_or_else(|| Problem::field("within-days", "cases.desk.no-such-number"))?;
        let credit = match form.credit.as_str() {
            "clear" => Credit::Clear,
            "seriously-dishonest" => Credit::SeriouslyDishonest,
            _ => return Err(Problem::field("credit", "cases.desk.choose")),
        };
        Ok(AcceptDeferred {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            promise: hand.keep("promise", "deferral-promise", &form.promise)?,
            within_days,
            credit,
            vault: hand.vault(),
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct RejectForm {
    ground: String,
    authority: String,
    reasons: String,
}

pub(super) struct ToReject;

impl Fill for ToReject {
    type Form = RejectForm;
    type Command = RejectApplication;

    fn fill(form: RejectForm, _: &Filled, hand: &mut Hand) -> Result<RejectApplication, Problem> {
        let ground = match form.ground.as_str() {
            "not-ours" => RejectionGround::NotOurs,
            "still-incomplete" => RejectionGround::StillIncomplete,
            _ => return Err(Problem::field("ground", "cases.desk.choose")),
        };
        Ok(RejectApplication {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            ground,
            authority: Some(form.authority.trim().to_owned()).filter(|name| !name.is_empty()),
            reasons: hand.keep("reasons", "reasons", &form.reasons)?,
            vault: hand.vault(),
        })
    }
}

/// One reason and nothing else.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct ReasonForm {
    pub(super) reason: String,
    pub(super) request: String,
}

pub(super) struct ToFindNotRequired;

impl Fill for ToFindNotRequired {
    type Form = ReasonForm;
    type Command = FindNotRequired;

    fn fill(form: ReasonForm, _: &Filled, hand: &mut Hand) -> Result<FindNotRequired, Problem> {
        Ok(FindNotRequired {
            case_id: hand.case_id(),
            reason: hand.keep("reason", "reason", &form.reason)?,
            vault: hand.vault(),
        })
    }
}

pub(super) struct ToRecordWithdrawal;

impl Fill for ToRecordWithdrawal {
    type Form = ReasonForm;
    type Command = RecordWithdrawal;

    fn fill(form: ReasonForm, _: &Filled, hand: &mut Hand) -> Result<RecordWithdrawal, Problem> {
        let reason = hand.keep("reason", "reason", &form.reason)?;
        let request = hand.file("request", &form.request)?;
        Ok(RecordWithdrawal {
            withdrawal: Withdraw {
                case_id: hand.case_id(),
                reason,
                vault: hand.vault(),
            },
            request,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct OpinionForm {
    pub(super) opinion: String,
}

pub(super) struct ToDecideOnTheSpot;

impl Fill for ToDecideOnTheSpot {
    type Form = OpinionForm;
    type Command = DecideOnTheSpot;

    fn fill(form: OpinionForm, _: &Filled, hand: &mut Hand) -> Result<DecideOnTheSpot, Problem> {
        Ok(DecideOnTheSpot {
            case_id: hand.case_id(),
            seen_version: hand.seen,
            opinion: hand.keep("opinion", "opinion", &form.opinion)?,
            vault: hand.vault(),
        })
    }
}
