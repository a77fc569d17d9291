//! Review in the life of a demo case: opinions, countersigning, site visits, special procedures, the
//! one extension.

use super::life::{Fate, Life, Next, Stage, Stuck};
use super::life_hearing::is_hearing;
use cases::domain::case::{Case, Handling, Phase};
use cases::domain::extend::{Approval, Extend};
use cases::domain::give_opinion::{Advice, GiveOpinion};
use cases::domain::review::Progress;
use cases::domain::start_special_procedure::StartSpecialProcedure;
use cases::domain::{CaseState, claim, end_special_procedure, name_signers, sign, visit_site};
use contracts::item::{LegalRegime, ReviewStep, StepKind};
use kernel::AccountId;
use kernel::deadline::PauseReason;

impl Stage<'_> {
    pub(super) fn review(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        let Phase::Handling(handling) = &case.phase else {
            return Ok(Next::Never);
        };
        if life.fate == Fate::Withdrawn {
            return self.withdraw(life);
        }
        if !case.outstanding().is_empty() && !handling.is_deemed() {
            return Ok(Next::Never);
        }
        if let Some(step) = handling.review.next(&life.item).cloned() {
            return self.do_step(life, handling, &step);
        }
        let may_extend =
            life.item.body.extension_days.is_some() && handling.clock.limits.legal().is_some();
        if life.is_extended
            && may_extend
            && handling.clock.extension.is_none()
            && case.state() == CaseState::Reviewing
        {
            return self.extend(life);
        }
        self.decide(life, handling)
    }

    fn do_step(
        &mut self,
        life: &mut Life,
        handling: &Handling,
        step: &ReviewStep,
    ) -> Result<Next, Stuck> {
        let unit = life.item.unit;
        let reviewer = match handling.review.steps.get(&step.code) {
            Some(Progress::SiteVisit { partner, .. }) => *partner,
            Some(Progress::Countersign {
                signers, signed, ..
            }) => signers
                .iter()
                .copied()
                .find(|signer| !signed.contains(signer))
                .ok_or(Stuck::Nobody("reviewer"))?,
            Some(Progress::Opinion { .. }) | None => self.somebody("reviewer", unit, &[])?,
        };
        if handling.review.steps.is_empty() && life.is_tested && handling.clock.pauses.is_empty() {
            return self.pause(life, reviewer, PauseReason::Testing, None);
        }
        match step.kind {
            StepKind::Opinion => self.opinion(life, reviewer, step)?,
            StepKind::CountersignAll | StepKind::CountersignAny => {
                self.countersign(life, handling, reviewer, step)?;
            }
            StepKind::SiteVisit => self.visit(life, handling, reviewer, step)?,
            StepKind::ExpertReview => {
                let mut pauses = handling.clock.pauses.iter();
                if !pauses.any(|pause| pause.reason == PauseReason::ExpertReview) {
                    let code = Some(step.code.clone());
                    return self.pause(life, reviewer, PauseReason::ExpertReview, code);
                }
                self.opinion(life, reviewer, step)?;
            }
            StepKind::Hearing => {
                if let Some(next) = self.hearing(life, handling, reviewer)? {
                    return Ok(next);
                }
                self.opinion(life, reviewer, step)?;
            }
        }
        Ok(Next::WorkingMinutes(life.pace))
    }

    pub(super) fn advice(life: &Life) -> (Advice, &'static str) {
        if life.fate == Fate::Denied {
            (Advice::Unfavourable, "不符合规定条件，建议不予准许。")
        } else {
            (Advice::Favourable, "材料齐全，符合规定条件，建议准予。")
        }
    }

    fn opinion(
        &mut self,
        life: &mut Life,
        reviewer: AccountId,
        step: &ReviewStep,
    ) -> Result<(), Stuck> {
        let (advice, text) = Self::advice(life);
        if self.dice.chance(300) {
            // Taking it on first is usual, not required.
            let _ = self.act(life, reviewer, claim::Claim { case_id: life.id });
        }
        let (opinion, write) =
            self.paperwork
                .keep(self.dice, life.applicant.party, "opinion", text);
        let command = GiveOpinion {
            case_id: life.id,
            step: step.code.clone(),
            advice,
            opinion: Some(opinion),
            vault: vec![write],
        };
        self.act(life, reviewer, command)
    }

    fn countersign(
        &mut self,
        life: &mut Life,
        handling: &Handling,
        reviewer: AccountId,
        step: &ReviewStep,
    ) -> Result<(), Stuck> {
        if !handling.review.steps.contains_key(&step.code) {
            let other = self.somebody("reviewer", life.item.unit, &[reviewer])?;
            let command = name_signers::NameSigners {
                case_id: life.id,
                step: step.code.clone(),
                signers: vec![reviewer, other],
            };
            return self.act(life, reviewer, command);
        }
        let (advice, text) = Self::advice(life);
        let (opinion, write) =
            self.paperwork
                .keep(self.dice, life.applicant.party, "opinion", text);
        let command = sign::Sign {
            case_id: life.id,
            step: step.code.clone(),
            advice,
            opinion: Some(opinion),
            vault: vec![write],
        };
        self.act(life, reviewer, command)
    }

    fn visit(
        &mut self,
        life: &mut Life,
        handling: &Handling,
        reviewer: AccountId,
        step: &ReviewStep,
    ) -> Result<(), Stuck> {
        if handling.review.steps.contains_key(&step.code) {
            let command = visit_site::ConfirmSiteVisit {
                case_id: life.id,
                step: step.code.clone(),
            };
            return self.act(life, reviewer, command);
        }
        let partner = self.somebody("reviewer", life.item.unit, &[reviewer])?;
        let (advice, _) = Self::advice(life);
        let text = "现场与申请材料一致。";
        let (findings, write) =
            self.paperwork
                .keep(self.dice, life.applicant.party, "findings", text);
        let command = visit_site::RecordSiteVisit {
            case_id: life.id,
            step: step.code.clone(),
            visited_on: self.today(),
            partner,
            advice,
            findings: Some(findings),
            files: Vec::new(),
            vault: vec![write],
        };
        self.act(life, reviewer, command)
    }

    /// A special procedure: the clock stops, the applicant is told until when.
    fn pause(
        &mut self,
        life: &mut Life,
        reviewer: AccountId,
        reason: PauseReason,
        step: Option<String>,
    ) -> Result<Next, Stuck> {
        let days = self.dice.between(6, 12);
        let planned_end_on = self.today().saturating_add(jiff::Span::new().days(days));
        let text = format!("依法需要{}，所需时间不计入办理期限。", reason.name());
        let (notice, write) = self
            .paperwork
            .keep(self.dice, life.applicant.party, "notice", &text);
        let own_law = (life.item.body.legal_regime() == LegalRegime::OwnLaw).then(|| {
            life.item
                .body
                .basis
                .first()
                .map_or_else(String::new, |basis| basis.law.clone())
        });
        let command = StartSpecialProcedure {
            case_id: life.id,
            reason,
            notice: Some(notice),
            planned_end_on,
            step,
            own_law,
            vault: vec![write],
        };
        self.act(life, reviewer, command)?;
        let wait = self.dice.between(2 * 480, 4 * 480);
        Ok(Next::WorkingMinutes(wait))
    }

    pub(super) fn end_procedure(&mut self, life: &mut Life, case: &Case) -> Result<Next, Stuck> {
        let reviewer = self.somebody("reviewer", life.item.unit, &[])?;
        let hearing = case
            .open_handling()
            .filter(|handling| is_hearing(handling))
            .and_then(|handling| handling.interests.hearing.as_ref());
        if let Some(hearing) = hearing {
            if self.today() < hearing.held_on() {
                return Ok(Next::WorkingMinutes(480));
            }
            return self.record_hearing(life, reviewer);
        }
        self.act(
            life,
            reviewer,
            end_special_procedure::EndSpecialProcedure { case_id: life.id },
        )?;
        Ok(Next::WorkingMinutes(life.pace))
    }

    fn extend(&mut self, life: &mut Life) -> Result<Next, Stuck> {
        let head = self.somebody("head", life.item.unit, &[])?;
        let text = "情况复杂，需要补充核实。";
        let (reason, write) = self
            .paperwork
            .keep(self.dice, life.applicant.party, "reason", text);
        let command = Extend {
            case_id: life.id,
            approval: Approval::Authority,
            reason: Some(reason),
            vault: vec![write],
        };
        let extended = self.act(life, head, command);
        life.is_extended = false;
        extended?;
        Ok(Next::WorkingMinutes(life.pace * 2))
    }
}
