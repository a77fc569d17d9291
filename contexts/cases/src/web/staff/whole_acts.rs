//! Acts with everything that a form would bring, so that [`Now`] can ask the law before anything is
//! typed. None of them is ever submitted.

use super::{now::Now, remedies};
use crate::domain::{
    accept_deferred::{AcceptDeferred, Credit},
    add_note::AddNote,
    answer_hearing::RecordHearingAnswer,
    check_promise::CheckPromise,
    close::FinishKind,
    correct_on_spot::CorrectOnSpot,
    decide_on_the_spot::DecideOnTheSpot,
    deliver_deferred::{DeliverDeferred, RecordDeferred},
    deny::Deny,
    events::Defect,
    extend::{Approval, Extend},
    filing::{FileRef, MaterialHeld},
    find_not_required::FindNotRequired,
    give_opinion::{Advice, GiveOpinion},
    grant::Grant,
    hand_on::HandOn,
    hand_over::HandOver,
    interests::{HearingGround, Voice, earliest_hearing},
    name_signers::{AddSigner, NameSigners},
    notify_correction::NotifyCorrection,
    record_hearing::RecordHearing,
    return_to_step::ReturnToStep,
    review::Progress,
    serve::{Serve, ServiceProof},
    set_hearing::SetHearing,
    sign::Sign,
    state_views::RecordViews,
    submit_correction::{Correction, RecordCorrection},
    tell_interested::TellInterested,
    tell_of_hearing::TellOfHearing,
    terminate::{Terminate, TerminationGround},
    visit_site::{ConfirmSiteVisit, RecordSiteVisit},
    void::Void,
    withdraw::{RecordWithdrawal, Withdraw},
};
use contracts::{
    Kept,
    people::{StaffMember, Units},
};
use kernel::{AccountId, FileId, PartyId, Timestamp};

/// Stands for the text that a form would bring.
fn kept() -> Kept {
    Kept {
        id: 0,
        hash: String::new(),
    }
}

pub(super) const WORDS: Option<Kept> = Some(Kept {
    id: 0,
    hash: String::new(),
});

/// Stands for the file that a form would bring.
fn file() -> FileRef {
    FileRef {
        file: FileId(0),
        sha256: String::new(),
    }
}

impl Now {
    pub(super) fn extension(&self) -> Extend {
        Extend {
            case_id: self.id(),
            approval: Approval::Authority,
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_tell_interested(&self) -> TellInterested {
        TellInterested {
            case_id: self.id(),
            party: PartyId(0),
            name: WORDS,
            address: WORDS,
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_record_views(&self) -> RecordViews {
        RecordViews {
            case_id: self.id(),
            voice: Voice::Applicant,
            views: WORDS,
            signed: Some(file()),
            vault: Vec::new(),
        }
    }

    pub(super) fn a_tell_of_hearing(&self) -> TellOfHearing {
        TellOfHearing {
            case_id: self.id(),
            ground: HearingGround::MajorInterest,
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    /// An answer of whoever may still give one.
    pub(super) fn a_hearing_answer(&self) -> RecordHearingAnswer {
        let interests = self.case.open_handling().map(|open| &open.interests);
        let open = interests.map(|interests| interests.open_rights(self.env.today));
        let voice = open.and_then(|rights| rights.first().map(|right| right.voice));
        RecordHearingAnswer {
            case_id: self.id(),
            voice: voice.unwrap_or(Voice::Applicant),
            asks: true,
            signed: Some(file()),
        }
    }

    /// On the first day that is possible, under somebody who has no part in the review.
    pub(super) fn a_set_hearing(&self) -> SetHearing {
        let filing = self.case.filing.as_ref();
        let day = filing.and_then(|filing| earliest_hearing(filing, &self.env));
        let day = day.unwrap_or(self.env.today);
        let chair = self.chairs().first().map(|member| member.account);
        SetHearing {
            case_id: self.id(),
            held_at: Timestamp::in_city(day, 9, 0),
            place: WORDS,
            chair: chair.unwrap_or_default(),
            secrecy: None,
            notice: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_record_hearing(&self) -> RecordHearing {
        RecordHearing {
            case_id: self.id(),
            record: WORDS,
            signed: Some(file()),
            vault: Vec::new(),
        }
    }

    /// Colleagues who may preside: not the reader, and nobody who reviewed.
    pub(super) fn chairs(&self) -> Vec<StaffMember> {
        let reviewers = self.case.open_handling().map(|open| &open.review.reviewers);
        let mut colleagues = self.colleagues();
        colleagues.retain(|member| {
            member.account != self.env.actor.account
                && reviewers.is_none_or(|reviewers| !reviewers.contains(&member.account))
        });
        colleagues
    }

    pub(super) fn a_find_not_required(&self) -> FindNotRequired {
        FindNotRequired {
            case_id: self.id(),
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_give_opinion(&self) -> GiveOpinion {
        GiveOpinion {
            case_id: self.id(),
            step: self.next_code(),
            advice: Advice::Favourable,
            opinion: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_name_signers(&self) -> NameSigners {
        NameSigners {
            case_id: self.id(),
            step: self.next_code(),
            signers: vec![self.somebody()],
        }
    }

    pub(super) fn a_add_signer(&self) -> AddSigner {
        AddSigner {
            case_id: self.id(),
            step: self.next_code(),
            signer: self.somebody_else(),
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_sign(&self) -> Sign {
        Sign {
            case_id: self.id(),
            step: self.next_code(),
            advice: Advice::Favourable,
            opinion: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_return_to_step(&self) -> ReturnToStep {
        ReturnToStep {
            case_id: self.id(),
            step: self.touched_step(),
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_confirm_site_visit(&self) -> ConfirmSiteVisit {
        ConfirmSiteVisit {
            case_id: self.id(),
            step: self.next_code(),
        }
    }

    pub(super) fn a_grant(&self) -> Grant {
        Grant {
            case_id: self.id(),
            seen_version: None,
            opinion: None,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_decide_on_the_spot(&self) -> DecideOnTheSpot {
        DecideOnTheSpot {
            case_id: self.id(),
            seen_version: None,
            opinion: None,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_void(&self) -> Void {
        Void {
            case_id: self.id(),
            kind: FinishKind::Void,
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_hand_over(&self) -> HandOver {
        HandOver {
            case_id: self.id(),
            slip: Some(file()),
        }
    }

    pub(super) fn a_check_promise(&self) -> CheckPromise {
        CheckPromise {
            case_id: self.id(),
            is_kept: true,
            findings: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_record_withdrawal(&self) -> RecordWithdrawal {
        RecordWithdrawal {
            withdrawal: Withdraw {
                case_id: self.id(),
                reason: None,
                vault: Vec::new(),
            },
            request: Some(file()),
        }
    }

    pub(super) fn a_terminate(&self) -> Terminate {
        Terminate {
            case_id: self.id(),
            ground: TerminationGround::NoLongerNeeded,
            reasons: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_hand_on(&self) -> HandOn {
        HandOn {
            case_id: self.id(),
            to: self.somebody_else(),
            reason: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn a_add_note(&self) -> AddNote {
        AddNote {
            case_id: self.id(),
            note: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn correction_on_spot(&self) -> CorrectOnSpot {
        CorrectOnSpot {
            case_id: self.id(),
            materials: Vec::new(),
            answers: WORDS,
            confirmation: Some(file()),
            vault: Vec::new(),
        }
    }

    /// A notice about what was corrected, or about the first material.
    pub(super) fn notice(&self) -> NotifyCorrection {
        let corrected = self
            .case
            .last_answer()
            .and_then(|answer| answer.materials.first().cloned());
        let material =
            corrected.unwrap_or_else(|| crate::domain::notify_correction::FORM.to_owned());
        NotifyCorrection {
            case_id: self.id(),
            seen_version: None,
            defects: vec![Defect {
                material,
                reason: kept(),
            }],
            answer_within: None,
            why_again: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn correction(&self) -> RecordCorrection {
        RecordCorrection {
            correction: Correction {
                case_id: self.id(),
                materials: Vec::new(),
                answers: WORDS,
                vault: Vec::new(),
            },
            handed_at: None,
        }
    }

    pub(super) fn deferral(&self) -> AcceptDeferred {
        AcceptDeferred {
            case_id: self.id(),
            seen_version: None,
            promise: WORDS,
            within_days: 1,
            credit: Credit::Clear,
            vault: Vec::new(),
        }
    }

    pub(super) fn delivery(&self) -> RecordDeferred {
        let code = self.case.outstanding().into_iter().next();
        RecordDeferred {
            delivery: DeliverDeferred {
                case_id: self.id(),
                materials: code
                    .map(|code| MaterialHeld {
                        code,
                        files: Vec::new(),
                        paper_copies: 1,
                    })
                    .into_iter()
                    .collect(),
            },
        }
    }

    pub(super) fn visit(&self) -> RecordSiteVisit {
        RecordSiteVisit {
            case_id: self.id(),
            step: self.next_code(),
            visited_on: self.env.today,
            partner: self.somebody_else(),
            advice: Advice::Favourable,
            findings: WORDS,
            files: Vec::new(),
            vault: Vec::new(),
        }
    }

    pub(super) fn denial(&self) -> Deny {
        let units = self.env.reference.get::<Units>();
        let unit = self.case.filing.as_ref().map(|filing| filing.unit);
        Deny {
            case_id: self.id(),
            seen_version: None,
            reasons: WORDS,
            remedies: unit
                .and_then(|unit| remedies::find(&units, unit, self.env.today, false))
                .map(|found| found.remedies),
            vault: Vec::new(),
        }
    }

    pub(super) fn service(&self) -> Serve {
        Serve {
            case_id: self.id(),
            proof: ServiceProof::Direct {
                signed_on: self.env.today,
                slip: file(),
            },
            served_to: WORDS,
            vault: Vec::new(),
        }
    }

    pub(super) fn next_code(&self) -> String {
        self.next_step()
            .map_or_else(String::new, |step| step.code.clone())
    }

    /// The last step that was worked on.
    pub(super) fn touched_step(&self) -> String {
        let touched = self.case.open_handling().and_then(|open| {
            let item = self.item.as_ref()?;
            item.body
                .steps
                .iter()
                .rev()
                .find(|step| open.review.steps.contains_key(&step.code))
        });
        touched.map_or_else(String::new, |step| step.code.clone())
    }

    pub(super) fn somebody(&self) -> AccountId {
        self.colleagues()
            .first()
            .map_or(AccountId(0), |member| member.account)
    }

    /// A colleague who is neither the reader nor has the case nor signs the next step.
    pub(super) fn somebody_else(&self) -> AccountId {
        let signers = self.case.open_handling().and_then(|open| {
            match open.review.steps.get(&self.next_code()) {
                Some(Progress::Countersign { signers, .. }) => Some(signers.clone()),
                Some(Progress::Opinion { .. } | Progress::SiteVisit { .. }) | None => None,
            }
        });
        let signers = signers.unwrap_or_default();
        self.colleagues()
            .iter()
            .map(|member| member.account)
            .find(|account| {
                *account != self.env.actor.account
                    && *account != self.case.holder
                    && !signers.contains(account)
            })
            .unwrap_or(AccountId(0))
    }
}
