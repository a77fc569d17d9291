//! Acts of the plan as commands: the same ones as a person's, with the same permissions, through the
//! same pipeline.

use crate::arrivals::By;
use crate::cast::{Cast, Desk};
use crate::dice::Dice;
use crate::life::{Act, Fate, finish_kind};
use crate::pen::{Pen, Turns};
use crate::people::{Applicant, People};
use crate::plan::Planned;
use crate::rate;
use crate::year::YearError;
use cases::domain::close::Close;
use cases::domain::events::{Defect, Remedies};
use cases::domain::extend::{Approval, Extend};
use cases::domain::give_opinion::{Advice, GiveOpinion};
use cases::domain::notify_correction::{AnswerPeriod, FORM, NotifyCorrection};
use cases::domain::reject_application::{RejectApplication, RejectionGround};
use cases::domain::serve::{Serve, ServiceProof};
use cases::domain::start_special_procedure::StartSpecialProcedure;
use cases::domain::submit_correction::{Correction, RecordCorrection, SubmitCorrection};
use cases::domain::terminate::{Terminate, TerminationGround};
use cases::domain::{
    accept, check_promise, claim, decide_on_the_spot, deny, end_special_procedure, filing::Agency,
    find_not_required, grant, hand_over, name_signers, receive, sign, submit, visit_site, withdraw,
};
use contracts::item::{Channel, LegalRegime, Necessity, StepKind};
use contracts::{Command, Kept, VaultWrite};
use kernel::deadline::{Limit, PauseReason};
use kernel::{AccountId, CaseId};
use store::{CommandError, Done, Moment, Store, SubmitKey, Who};
use tokio::sync::oneshot;
use web::files::StoredFile;

pub(crate) type Answer = oneshot::Receiver<Result<Done, CommandError>>;

/// Makes commands of acts.
#[derive(Debug)]
pub(crate) struct Performer<'a> {
    pub(crate) store: &'a Store,
    pub(crate) cast: &'a Cast,
    pub(crate) people: People,
    pub(crate) sample: StoredFile,
    /// What a key's body is: another plan under the same key is refused.
    pub(crate) plan_hash: [u8; 32],
    pub(crate) seed: u64,
}

/// One act on its way to the writer.
struct Scene<'a> {
    performer: &'a Performer<'a>,
    planned: &'a Planned<'a>,
    desk: &'a Desk,
    applicant: Applicant,
    who: AccountId,
    case_id: CaseId,
    pen: Pen<'a>,
}

impl Performer<'_> {
    /// Submits the act; none if there is nothing to submit (nobody was invited to rate).
    pub(crate) fn perform(&self, planned: &Planned<'_>) -> Result<Option<Answer>, YearError> {
        let life = planned.life;
        let applicant = if life.is_firm {
            self.people.firm(life.applicant)
        } else {
            self.people.person(life.applicant)
        };
        let mut dice = Dice::of(self.seed, &[6, planned.number]);
        let mut scene = Scene {
            performer: self,
            planned,
            desk: &self.cast.desks[life.desk],
            applicant,
            who: planned.due.by.unwrap_or_else(|| {
                // Now and then the agent files himself what the firm usually does.
                let has_agent = life.is_firm && life.applicant < self.people.of_agent;
                if has_agent && planned.due.act == Act::Submit && dice.chance(20) {
                    self.people.agent().account
                } else {
                    applicant.account
                }
            }),
            case_id: life.id,
            pen: Pen::new(
                &self.sample,
                planned.at,
                planned.number,
                dice,
                applicant.party,
            ),
        };
        scene.perform()
    }
}

impl Scene<'_> {
    fn send<C: Command>(&self, command: C) -> Result<Option<Answer>, YearError> {
        let planned = self.planned;
        let moment = Moment {
            at: planned.at,
            tells: planned.life.tells,
        };
        // Keys begin with the time, as those of pages do, so that their index grows at its end.
        let key = SubmitKey {
            key: format!("{:012x}{:010x}sim", planned.at.0 / 1000, planned.number),
            body_hash: self.performer.plan_hash,
        };
        let who = Who::Account(self.who);
        let answer = self
            .performer
            .store
            .execute_at(moment, who, Some(key), command)?;
        Ok(Some(answer))
    }

    fn keep(&mut self, kind: &'static str, text: &str) -> (Option<Kept>, Vec<VaultWrite>) {
        let (kept, write) = self.pen.keep(kind, text.as_bytes());
        (Some(kept), vec![write])
    }

    fn step(&self) -> String {
        let step = self.desk.item.body.steps.get(self.planned.due.step);
        step.map_or_else(String::new, |step| step.code.clone())
    }

    fn advice(&self) -> (Advice, &'static str) {
        if self.planned.life.fate == Fate::Denied {
            (Advice::Unfavourable, "不符合规定条件，建议不予准许。")
        } else {
            (Advice::Favourable, "材料齐全，符合规定条件，建议准予。")
        }
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each act, in the order of a life"
    )]
    fn perform(&mut self) -> Result<Option<Answer>, YearError> {
        let case_id = self.case_id;
        match self.planned.due.act {
            Act::Submit => self.submit(),
            Act::Receive => self.send(receive::Receive { case_id }),
            Act::Notify => self.notify(),
            Act::Answer => self.answer(),
            Act::Accept => self.send(accept::Accept {
                case_id,
                seen_version: None,
            }),
            Act::OnTheSpot => self.send(decide_on_the_spot::DecideOnTheSpot {
                case_id,
                seen_version: None,
                opinion: None,
                vault: Vec::new(),
            }),
            Act::Reject => self.reject(),
            Act::NotRequired => {
                let text = "所述活动依法不需要取得行政许可（模拟）。";
                let (reason, vault) = self.keep("reason", text);
                self.send(find_not_required::FindNotRequired {
                    case_id,
                    reason,
                    vault,
                })
            }
            Act::Claim => self.send(claim::Claim { case_id }),
            Act::Pause => self.pause(),
            Act::EndPause => self.send(end_special_procedure::EndSpecialProcedure { case_id }),
            Act::Opinion => {
                let (advice, text) = self.advice();
                let (opinion, vault) = self.keep("opinion", text);
                self.send(GiveOpinion {
                    case_id,
                    step: self.step(),
                    advice,
                    opinion,
                    vault,
                })
            }
            Act::NameSigners => self.send(name_signers::NameSigners {
                case_id,
                step: self.step(),
                signers: vec![self.planned.life.reviewer, self.planned.life.partner],
            }),
            Act::Sign => {
                let (advice, text) = self.advice();
                let (opinion, vault) = self.keep("opinion", text);
                self.send(sign::Sign {
                    case_id,
                    step: self.step(),
                    advice,
                    opinion,
                    vault,
                })
            }
            Act::Visit => {
                let (advice, _) = self.advice();
                let (findings, vault) = self.keep("findings", "现场与申请材料一致（模拟）。");
                self.send(visit_site::RecordSiteVisit {
                    case_id,
                    step: self.step(),
                    visited_on: self.planned.at.date(),
                    partner: self.planned.life.partner,
                    advice,
                    findings,
                    files: Vec::new(),
                    vault,
                })
            }
            Act::ConfirmVisit => self.send(visit_site::ConfirmSiteVisit {
                case_id,
                step: self.step(),
            }),
            Act::Extend => {
                let (reason, vault) = self.keep("reason", "情况复杂，需要补充核实（模拟）。");
                self.send(Extend {
                    case_id,
                    approval: Approval::Authority,
                    reason,
                    vault,
                })
            }
            Act::Withdraw => {
                let (reason, vault) = self.keep("reason", "不再需要办理（模拟）。");
                self.send(withdraw::Withdraw {
                    case_id,
                    reason,
                    vault,
                })
            }
            Act::Terminate => {
                let text = "据以申请的事实已经消失，没有需要决定的内容（模拟）。";
                let (reasons, vault) = self.keep("reason", text);
                self.send(Terminate {
                    case_id,
                    ground: TerminationGround::NoLongerNeeded,
                    reasons,
                    vault,
                })
            }
            Act::Decide => self.decide(),
            Act::CheckPromise => {
                let (findings, vault) = self.keep("findings", "承诺内容属实（模拟）。");
                let is_kept = self.pen.dice.chance(970);
                self.send(check_promise::CheckPromise {
                    case_id,
                    is_kept,
                    findings,
                    vault,
                })
            }
            Act::Close => self.close(),
            Act::Serve => self.serve(),
            Act::HandOver => {
                let (slip, _) = self.pen.file("领取签收单（模拟）.pdf")?;
                self.send(hand_over::HandOver {
                    case_id,
                    slip: Some(slip),
                })
            }
            Act::Rate => self.rate(),
        }
    }

    fn submit(&mut self) -> Result<Option<Answer>, YearError> {
        let life = self.planned.life;
        let turns = Turns {
            is_online: life.by == By::Online,
            is_incomplete: life.needs_correction,
            is_electronic: life.is_electronic,
            has_promise: life.has_promise,
        };
        let application = self
            .pen
            .application(self.desk, self.case_id, self.applicant, turns)?;
        let channel = match life.by {
            By::Online => return self.send(submit::Submit { application }),
            By::Window => Channel::Window,
            By::Post => Channel::Post,
        };
        self.send(submit::SubmitOnBehalf {
            application,
            channel,
            agency: Agency::None,
            handed_at: None,
        })
    }

    /// The one notice that lists everything.
    fn notify(&mut self) -> Result<Option<Answer>, YearError> {
        let materials = &self.desk.item.body.materials;
        let missing = materials
            .iter()
            .find(|m| m.necessity != Necessity::Optional && m.only_if.is_empty())
            .filter(|_| self.desk.has_required);
        let material = missing.map_or_else(|| FORM.to_owned(), |material| material.code.clone());
        let (reason, write) = self
            .pen
            .keep("defect", "缺少或者填写不清，请补正（模拟）。".as_bytes());
        // Silence has a consequence only where the notice printed the period and its basis.
        let answer_within = (self.planned.life.fate == Fate::Lapsed).then(|| AnswerPeriod {
            limit: Limit::working(15),
            basis: "永州市政务服务补正办法（模拟）第六条".into(),
        });
        self.send(NotifyCorrection {
            case_id: self.case_id,
            seen_version: None,
            defects: vec![Defect { material, reason }],
            answer_within,
            why_again: None,
            vault: vec![write],
        })
    }

    fn answer(&mut self) -> Result<Option<Answer>, YearError> {
        let is_online = self.planned.life.by == By::Online;
        let mut correction = Correction {
            case_id: self.case_id,
            materials: Vec::new(),
            answers: None,
            vault: Vec::new(),
        };
        if self.desk.has_required {
            let (mut materials, scan) = self.pen.materials(&self.desk.item, is_online, 0)?;
            materials.truncate(1);
            correction.materials = materials;
            correction.vault.extend(scan);
        } else {
            let (answers, write) = self.pen.keep("answers", &self.desk.answers);
            correction.answers = Some(answers);
            correction.vault.push(write);
        }
        if is_online {
            self.send(SubmitCorrection { correction })
        } else {
            self.send(RecordCorrection {
                correction,
                handed_at: None,
            })
        }
    }

    fn reject(&mut self) -> Result<Option<Answer>, YearError> {
        let text = "申请事项不属于本机关职权范围（模拟）。";
        let (reasons, vault) = self.keep("reason", text);
        self.send(RejectApplication {
            case_id: self.case_id,
            seen_version: None,
            ground: RejectionGround::NotOurs,
            authority: Some("湖南省有关主管部门".into()),
            reasons,
            vault,
        })
    }

    /// A special procedure: the clock stops, the applicant is told until when.
    fn pause(&mut self) -> Result<Option<Answer>, YearError> {
        let due = self.planned.due;
        let (reason, step) = match self.desk.steps.get(due.step) {
            _ if due.is_test => (PauseReason::Testing, None),
            Some(StepKind::Hearing) => (PauseReason::Hearing, Some(self.step())),
            Some(
                StepKind::ExpertReview
                | StepKind::Opinion
                | StepKind::CountersignAll
                | StepKind::CountersignAny
                | StepKind::SiteVisit,
            )
            | None => (PauseReason::ExpertReview, Some(self.step())),
        };
        let days = self.pen.dice.between(15, 20);
        let today = self.planned.at.date();
        let text = format!(
            "依法需要{}，所需时间不计入办理期限（模拟）。",
            reason.name()
        );
        let (notice, vault) = self.keep("notice", &text);
        let body = &self.desk.item.body;
        let own_law = (body.legal_regime() == LegalRegime::OwnLaw).then(|| {
            let law = body.basis.first().map(|basis| basis.law.clone());
            law.unwrap_or_default()
        });
        self.send(StartSpecialProcedure {
            case_id: self.case_id,
            reason,
            notice,
            planned_end_on: today.saturating_add(jiff::Span::new().days(days)),
            step,
            own_law,
            vault,
        })
    }

    fn decide(&mut self) -> Result<Option<Answer>, YearError> {
        let (_, text) = self.advice();
        let (kept, vault) = self.keep("decision", text);
        let case_id = self.case_id;
        if self.planned.life.fate == Fate::Denied {
            self.send(deny::Deny {
                case_id,
                seen_version: None,
                reasons: kept,
                remedies: Some(Remedies {
                    review_body: "永州市人民政府".into(),
                    review_within: "六十日".into(),
                    court: "有管辖权的人民法院".into(),
                    sue_within: "六个月".into(),
                    review_first: false,
                }),
                vault,
            })
        } else {
            self.send(grant::Grant {
                case_id,
                seen_version: None,
                opinion: kept,
                vault,
            })
        }
    }

    fn close(&mut self) -> Result<Option<Answer>, YearError> {
        let kind = finish_kind(self.planned.life.fate, self.desk.item.body.result.is_some());
        self.send(Close {
            case_id: self.case_id,
            kind,
            reason: None,
            vault: Vec::new(),
        })
    }

    fn serve(&mut self) -> Result<Option<Answer>, YearError> {
        let (slip, write) = self.pen.file("送达回证（模拟）.pdf")?;
        let today = self.planned.at.date();
        let proof = if self.planned.life.is_electronic {
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
        let (served_to, mut vault) = self.keep("served-to", "模拟收件人，本人签收");
        vault.push(write);
        self.send(Serve {
            case_id: self.case_id,
            proof,
            served_to,
            vault,
        })
    }

    fn rate(&mut self) -> Result<Option<Answer>, YearError> {
        let invited = rate::find_invitation(self.performer.store, self.case_id)?;
        let Some((rating, token_hash)) = invited else {
            return Ok(None);
        };
        let stars = rate::stars(&mut self.pen.dice);
        let (text, vault) = if stars <= 2 {
            self.keep("rating", "等的时间太长，电话没人接（模拟）。")
        } else {
            (None, Vec::new())
        };
        let channel = if self.pen.dice.chance(600) { 2 } else { 1 };
        let is_anonymous = self.pen.dice.chance(200);
        self.send(ratings::app::Rate {
            rating,
            answer: ratings::domain::rate::Answer {
                token_hash,
                stars,
                aspects: Vec::new(),
                channel,
                is_anonymous,
                text,
            },
            seen_version: None,
            vault,
        })
    }
}
