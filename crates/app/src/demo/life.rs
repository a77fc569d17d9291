//! The life of one case in the demo city: in each state, the act that the law expects next, done by
//! somebody who may, at a plausible time.

use super::crew::{Applicant, Crew};
use super::paperwork::Paperwork;
use cases::domain::case::{Case, Handling, Outcome};
use cases::domain::close::{Close, FinishKind};
use cases::domain::events::{Defect, Remedies};
use cases::domain::reject_application::{RejectApplication, RejectionGround};
use cases::domain::serve::{Serve, ServiceProof};
use cases::domain::submit_correction::{Correction, SubmitCorrection};
use cases::domain::{
    CaseState, accept, decide_on_the_spot, deny, find_not_required, grant, hand_over,
    notify_correction, receive, submit, withdraw,
};
use contracts::Command;
use contracts::item::{ItemVersion, LegalRegime, ProjectType};
use kernel::{AccountId, CaseId, Date, Timestamp, UnitId};
use sim::dice::Dice;
use std::sync::Arc;
use store::{CommandError, Store, SubmitKey, Who};

/// How it will go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Granted,
    Denied,
    Withdrawn,
    Rejected,
    NotRequired,
    /// Nobody at the window looks at it: after five working days it counts as accepted.
    Forgotten,
}

/// A case that is being played.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent turns of one story"
)]
#[derive(Clone, Debug)]
pub(super) struct Life {
    pub(super) id: CaseId,
    pub(super) item: Arc<ItemVersion>,
    pub(super) applicant: Applicant,
    pub(super) is_online: bool,
    pub(super) fate: Fate,
    pub(super) needs_correction: bool,
    pub(super) is_extended: bool,
    pub(super) is_tested: bool,
    /// Working minutes between two steps of review.
    pub(super) pace: i64,
    /// The state in which it stays, so that the demo shows every one.
    pub(super) stays_in: Option<CaseState>,
    pub(super) acts: u32,
}

/// When to look at the case again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    WorkingMinutes(i64),
    Never,
}

/// What is needed to play.
pub(super) struct Stage<'a> {
    pub(super) store: &'a Store,
    pub(super) crew: &'a Crew,
    pub(super) paperwork: &'a Paperwork,
    pub(super) dice: &'a mut Dice,
    pub(super) now: Timestamp,
}

/// Nobody of that role is there, or the city said no.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stuck {
    #[error("nobody holds the role {0}")]
    Nobody(&'static str),
    #[error("{act} was refused: {reason}")]
    Refused { act: String, reason: String },
    #[error("the store failed")]
    Store(#[from] store::StoreError),
}

impl Stage<'_> {
    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    pub(super) fn act<C: Command>(
        &mut self,
        life: &mut Life,
        who: AccountId,
        command: C,
    ) -> Result<(), Stuck> {
        life.acts += 1;
        let key = SubmitKey::new(format!("demo-{}-{:03}", life.id, life.acts), b"demo");
        let name = format!("{command:?}")
            .split([' ', '{'])
            .next()
            .unwrap_or_default()
            .to_owned();
        match self
            .store
            .execute_blocking(Who::Account(who), Some(key), command)
        {
            Ok(_) => Ok(()),
            Err(error) => Err(Stuck::Refused {
                act: name,
                reason: reason_of(&error),
            }),
        }
    }

    pub(super) fn somebody(
        &mut self,
        role: &'static str,
        unit: UnitId,
        but: &[AccountId],
    ) -> Result<AccountId, Stuck> {
        let today = self.today();
        self.crew
            .somebody(self.dice, role, unit, today, but)
            .ok_or(Stuck::Nobody(role))
    }

    /// Does what comes next.
    pub(super) fn step(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let id = life.id.0;
        let found = self
            .store
            .read_blocking(move |reader| reader.find_state::<Case>(id))?;
        let Some((_, case)) = found else {
            return self.submit(life);
        };
        let state = case.state();
        if life.stays_in == Some(state) {
            return Ok(Next::Never);
        }
        match state {
            CaseState::Draft => self.submit(life),
            CaseState::Submitted => self.receive(life),
            CaseState::Received | CaseState::CorrectionSubmitted => self.look_over(life, &case),
            CaseState::CorrectionNoticed => self.answer_notice(life),
            CaseState::Accepted
            | CaseState::DeemedAccepted
            | CaseState::Reviewing
            | CaseState::Extended => self.review(life, &case),
            CaseState::Special => self.end_procedure(life, &case),
            CaseState::DecidedGrant | CaseState::DecidedDeny => self.close(life, &case),
            CaseState::Closed
            | CaseState::NotRequired
            | CaseState::RejectedAccept
            | CaseState::Withdrawn
            | CaseState::Terminated => self.serve(life, &case),
            CaseState::Delivered => self.hand_over(life, &case),
        }
    }

    fn submit(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let today = self.today();
        let mut application = self.paperwork.application(
            self.dice,
            &life.item,
            life.applicant,
            today,
            life.needs_correction,
        )?;
        application.case_id = life.id;
        if life.is_online {
            self.act(life, life.applicant.account, submit::Submit { application })?;
        } else {
            let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
            let command = submit::SubmitOnBehalf {
                application,
                channel: contracts::item::Channel::Window,
                agency: cases::domain::filing::Agency::None,
                handed_at: None,
            };
            self.act(life, clerk, command)?;
        }
        if life.fate == Fate::Forgotten && life.is_online {
            return Ok(Next::WorkingMinutes(7 * 480));
        }
        let wait = self.dice.between(15, 420);
        Ok(Next::WorkingMinutes(wait))
    }

    fn receive(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
        self.act(life, clerk, receive::Receive { case_id: life.id })?;
        let wait = self.dice.between(20, 300);
        Ok(Next::WorkingMinutes(wait))
    }

    /// At the window: complete, incomplete, not ours, not needed.
    fn look_over(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        let party = life.applicant.party;
        let is_permit = life.item.body.legal_regime() == LegalRegime::Licensing;
        let is_first_look = case.notices.is_empty();
        let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
        match life.fate {
            Fate::NotRequired if is_permit => {
                let text = "所述活动依法不需要取得行政许可。";
                let (reason, write) = self.paperwork.keep(self.dice, party, "reason", text);
                let command = find_not_required::FindNotRequired {
                    case_id: life.id,
                    reason: Some(reason),
                    vault: vec![write],
                };
                self.act(life, clerk, command)?;
                return Ok(Next::WorkingMinutes(240));
            }
            Fate::Rejected => {
                let text = "申请事项不属于本机关职权范围。";
                let (reasons, write) = self.paperwork.keep(self.dice, party, "reason", text);
                let command = RejectApplication {
                    case_id: life.id,
                    seen_version: None,
                    ground: RejectionGround::NotOurs,
                    authority: Some("湖南省有关主管部门".into()),
                    reasons: Some(reasons),
                    vault: vec![write],
                };
                self.act(life, clerk, command)?;
                return Ok(Next::WorkingMinutes(300));
            }
            Fate::Granted
            | Fate::Denied
            | Fate::Withdrawn
            | Fate::Forgotten
            | Fate::NotRequired => {}
        }
        if life.needs_correction && is_first_look {
            return self.notify(life, case, clerk);
        }
        if life.item.body.project_type == ProjectType::Instant {
            let officer = self.somebody("instant-officer", life.item.unit, &[])?;
            let command = decide_on_the_spot::DecideOnTheSpot {
                case_id: life.id,
                seen_version: None,
                opinion: None,
                vault: Vec::new(),
            };
            self.act(life, officer, command)?;
            return Ok(Next::WorkingMinutes(5));
        }
        let command = accept::Accept {
            case_id: life.id,
            seen_version: None,
        };
        self.act(life, clerk, command)?;
        Ok(Next::WorkingMinutes(life.pace))
    }

    /// The one notice that lists everything.
    fn notify(&mut self, life: &mut Life, case: &Case, clerk: AccountId) -> Result<Next, Stuck> {
        let party = life.applicant.party;
        let missing = case.missing();
        let code = missing
            .first()
            .cloned()
            .unwrap_or_else(|| notify_correction::FORM.to_owned());
        let text = "没有交这份材料，请补交。";
        let (reason, write) = self.paperwork.keep(self.dice, party, "defect", text);
        let command = notify_correction::NotifyCorrection {
            case_id: life.id,
            seen_version: None,
            defects: vec![Defect {
                material: code,
                reason,
            }],
            answer_within: None,
            why_again: None,
            vault: vec![write],
        };
        self.act(life, clerk, command)?;
        let wait = self.dice.between(300, 5 * 480);
        Ok(Next::WorkingMinutes(wait))
    }

    fn answer_notice(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let party = life.applicant.party;
        if life.fate == Fate::Withdrawn {
            return self.withdraw(life);
        }
        let mut correction = Correction {
            case_id: life.id,
            materials: Vec::new(),
            answers: None,
            vault: Vec::new(),
        };
        let full = self.paperwork.application(
            self.dice,
            &life.item,
            life.applicant,
            self.now.date(),
            false,
        )?;
        for material in full.materials.into_iter().take(1) {
            correction.materials.push(material);
        }
        correction.vault = full.vault;
        if correction.materials.is_empty() {
            let (answers, write) = self.paperwork.keep(self.dice, party, "answers", "{}");
            correction.answers = Some(answers);
            correction.vault = vec![write];
        }
        self.act(
            life,
            life.applicant.account,
            SubmitCorrection { correction },
        )?;
        let wait = self.dice.between(30, 400);
        Ok(Next::WorkingMinutes(wait))
    }

    pub(super) fn withdraw(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let party = life.applicant.party;
        let (reason, write) = self
            .paperwork
            .keep(self.dice, party, "reason", "不再需要办理。");
        let command = withdraw::Withdraw {
            case_id: life.id,
            reason: Some(reason),
            vault: vec![write],
        };
        self.act(life, life.applicant.account, command)?;
        Ok(Next::WorkingMinutes(300))
    }

    pub(super) fn decide(&mut self, life: &mut Life, handling: &Handling) -> Result<Next, Stuck> {
        let mut but = handling.review.reviewers.clone();
        but.extend(handling.accepted_by);
        let decider = self.somebody("decider", life.item.unit, &but)?;
        let (_, text) = Self::advice(life);
        let (kept, write) = self
            .paperwork
            .keep(self.dice, life.applicant.party, "decision", text);
        if life.fate == Fate::Denied {
            let command = deny::Deny {
                case_id: life.id,
                seen_version: None,
                reasons: Some(kept),
                remedies: Some(Remedies {
                    review_body: "永州市人民政府".into(),
                    review_within: "六十日".into(),
                    court: "有管辖权的人民法院".into(),
                    sue_within: "六个月".into(),
                    review_first: false,
                }),
                vault: vec![write],
            };
            self.act(life, decider, command)?;
        } else {
            let command = grant::Grant {
                case_id: life.id,
                seen_version: None,
                opinion: Some(kept),
                vault: vec![write],
            };
            self.act(life, decider, command)?;
        }
        let wait = self.dice.between(20, 240);
        Ok(Next::WorkingMinutes(wait))
    }

    fn close(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        let is_granted = case
            .decision()
            .is_some_and(|decision| decision.outcome == Outcome::Granted);
        let kind = match (is_granted, life.item.body.result.is_some()) {
            (true, true) => FinishKind::Issued,
            (true, false) => FinishKind::Other,
            (false, _) => FinishKind::Returned,
        };
        let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
        let command = Close {
            case_id: life.id,
            kind,
            reason: None,
            vault: Vec::new(),
        };
        self.act(life, clerk, command)?;
        let wait = self.dice.between(30, 3 * 480);
        Ok(Next::WorkingMinutes(wait))
    }

    fn serve(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        if case.over().is_some_and(|over| over.served_on.is_some()) {
            return Ok(Next::Never);
        }
        let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
        let (slip, write) = self.paperwork.file(life.applicant.party, "送达回证.pdf")?;
        let has_consent = case
            .filing
            .as_ref()
            .is_some_and(|filing| filing.electronic_service.is_some());
        let today = self.today();
        let proof = if has_consent {
            ServiceProof::Electronic {
                arrived_on: today,
                record: slip,
            }
        } else {
            ServiceProof::Direct {
                signed_on: today,
                slip,
            }
        };
        let (served_to, recipient) = self.paperwork.keep(
            self.dice,
            life.applicant.party,
            "served-to",
            "演示收件人，本人签收",
        );
        let command = Serve {
            case_id: life.id,
            proof,
            served_to: Some(served_to),
            vault: vec![write, recipient],
        };
        self.act(life, clerk, command)?;
        let wait = self.dice.between(60, 4 * 480);
        Ok(Next::WorkingMinutes(wait))
    }

    fn hand_over(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        let has_result = life.item.body.result.is_some()
            && case
                .over()
                .is_some_and(|over| over.handed_over_on.is_none())
            && case
                .decision()
                .is_some_and(|decision| decision.outcome == Outcome::Granted);
        if has_result && self.dice.chance(600) {
            let clerk = self.somebody("window-clerk", life.item.unit, &[])?;
            let (slip, _) = self
                .paperwork
                .file(life.applicant.party, "领取签收单.pdf")?;
            let command = hand_over::HandOver {
                case_id: life.id,
                slip: Some(slip),
            };
            self.act(life, clerk, command)?;
        }
        Ok(Next::Never)
    }
}

fn reason_of(error: &CommandError) -> String {
    match error {
        CommandError::Refused(refusal) => format!("{} ({refusal})", refusal.code()),
        other @ (CommandError::Forbidden
        | CommandError::NotFound
        | CommandError::Conflict { .. }
        | CommandError::KeyReused
        | CommandError::Taken
        | CommandError::Unknown
        | CommandError::Store(_)) => other.to_string(),
    }
}
