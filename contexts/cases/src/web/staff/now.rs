//! What can be done with a case now, and what can't and why.
//!
//! Nothing is judged here: each act's own law is asked, on the case as the clock has left it, with
//! everything a form would bring. What comes back is the sentence that the command would give.

use super::{acts::StaffAct, whole_acts::WORDS};
use crate::domain::{
    Act, Case, CaseEvent, Dates,
    accept::accept,
    accept_deferred::accept_deferred,
    add_note::add_note,
    answer_hearing::record_hearing_answer,
    case::Outcome,
    check_promise::check_promise,
    claim::claim,
    close::{Close, FinishKind, close},
    correct_on_spot::correct_on_spot,
    decide_on_the_spot::decide_on_the_spot,
    deliver_deferred::record_deferred,
    deny::deny,
    end_special_procedure::end_special_procedure,
    extend::extend,
    find_not_required::find_not_required,
    give_opinion::give_opinion,
    grant::grant,
    hand_on::hand_on,
    hand_over::hand_over,
    name_signers::{add_signer, name_signers},
    notify_correction::notify_correction,
    receive::receive,
    record_hearing::record_hearing,
    reject_application::{RejectApplication, RejectionGround, reject_application},
    renew_special_procedure::{RenewSpecialProcedure, renew_special_procedure},
    return_to_step::return_to_step,
    serve::serve,
    set_hearing::set_hearing,
    sign::sign,
    start_special_procedure::{StartSpecialProcedure, start_special_procedure},
    state_views::record_views,
    submit_correction::record_correction,
    tell_interested::tell_interested,
    tell_of_hearing::tell_of_hearing,
    terminate::terminate,
    visit_site::{confirm_site_visit, record_site_visit},
    void::void,
    withdraw::record_withdrawal,
};
use contracts::{
    Aggregate,
    item::{ItemVersion, ReviewStep, StepKind},
    people::{Staff, StaffMember, Units},
};
use kernel::{
    Basis, CaseId, Date, Env, Refusal,
    deadline::{Pause, PauseReason},
};
use std::sync::Arc;

/// Whether an act can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Check {
    Yes,
    /// The reader holds no right to it here.
    NotYours,
    No(Reason),
}

/// Why not, as the command would say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) code: String,
    pub(super) params: Vec<(String, String)>,
    pub(super) basis: Option<Basis>,
}

impl Reason {
    /// No right to the act at this case.
    pub(super) fn not_yours() -> Self {
        Self {
            code: "cases.desk.not-yours".to_owned(),
            params: Vec::new(),
            basis: None,
        }
    }

    pub(super) fn of(refusal: &impl Refusal) -> Self {
        Self {
            code: refusal.code().to_owned(),
            params: refusal
                .params()
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            basis: refusal.basis(),
        }
    }
}

/// The case with what its acts depend on.
#[derive(Debug)]
pub(super) struct Now {
    pub(super) case: Case,
    pub(super) item: Option<Arc<ItemVersion>>,
    pub(super) env: Env,
    checks: Vec<(Act, Check)>,
}

impl Now {
    pub(super) fn new(case: Case, item: Option<Arc<ItemVersion>>, env: Env) -> Self {
        let mut now = Self {
            case,
            item,
            env,
            checks: Vec::new(),
        };
        now.checks = Act::ALL
            .into_iter()
            .map(|act| (act, now.ask(act)))
            .collect();
        now
    }

    pub(super) fn check(&self, act: Act) -> &Check {
        self.checks
            .iter()
            .find(|(checked, _)| *checked == act)
            .map_or(&Check::NotYours, |(_, check)| check)
    }

    pub(super) fn can(&self, act: Act) -> bool {
        *self.check(act) == Check::Yes
    }

    /// Whether the reader holds the right, whatever the law says now.
    pub(super) fn is_yours(&self, act: Act) -> bool {
        *self.check(act) != Check::NotYours
    }

    pub(super) fn reason(&self, act: Act) -> Option<&Reason> {
        match self.check(act) {
            Check::No(reason) => Some(reason),
            Check::Yes | Check::NotYours => None,
        }
    }

    /// The step of review that comes next.
    pub(super) fn next_step(&self) -> Option<&ReviewStep> {
        let handling = self.case.open_handling()?;
        handling.review.next(self.item.as_ref()?)
    }

    /// Dates if the application were accepted today.
    pub(super) fn if_accepted(&self) -> Option<Dates> {
        accept(&self.case, &self.env).ok()?.dates
    }

    /// Dates if a procedure began today and ended as planned.
    pub(super) fn if_paused_until(&self, planned_end_on: Date) -> Option<Dates> {
        let filing = self.case.filing.as_ref()?;
        let mut clock = self.case.open_handling()?.clock.clone();
        clock.pauses.push(Pause {
            reason: PauseReason::Testing,
            started_on: self.env.today,
            planned_end_on,
            ended_on: None,
            document: String::new(),
        });
        crate::domain::compute_dates(&clock, filing.area, &self.env)
    }

    /// Dates if the legal limit were extended today.
    pub(super) fn if_extended(&self) -> Option<Dates> {
        extend(&self.case, &self.extension(), &self.env).ok()?.dates
    }

    /// Colleagues to whom the case can go: staff with a post in its unit, above or below.
    pub(super) fn colleagues(&self) -> Vec<StaffMember> {
        let Some(filing) = &self.case.filing else {
            return Vec::new();
        };
        let units = self.env.reference.get::<Units>();
        let mut near = units.above(filing.unit);
        near.extend(units.below(filing.unit));
        let staff = self.env.reference.get::<Staff>();
        staff
            .all()
            .filter(|member| {
                !member.is_client
                    && member.appointments.iter().any(|post| {
                        near.contains(&post.unit)
                            && post.valid_from <= self.env.today
                            && post.valid_to.is_none_or(|last| self.env.today <= last)
                    })
            })
            .cloned()
            .collect()
    }

    pub(super) fn id(&self) -> CaseId {
        self.case.id
    }

    fn ask(&self, act: Act) -> Check {
        let Some(known) = StaffAct::find(act) else {
            return Check::NotYours;
        };
        if !self.env.actor.may(&known.permission, &self.case.place()) {
            return Check::NotYours;
        }
        match self.try_act(act) {
            Ok(()) => Check::Yes,
            Err(reason) => Check::No(reason),
        }
    }

    fn try_act(&self, act: Act) -> Result<(), Reason> {
        let (case, env) = (&self.case, &self.env);
        match act {
            Act::Submit => Ok(()),
            Act::Receive => done(receive(case, env)),
            Act::CorrectOnSpot => done(correct_on_spot(case, &self.correction_on_spot(), env)),
            Act::NotifyCorrection => done(notify_correction(case, &self.notice(), env)),
            Act::SubmitCorrection => done(record_correction(case, &self.correction(), env)),
            Act::FindNotRequired => done(find_not_required(case, &self.a_find_not_required(), env)),
            Act::RejectApplication => self.try_rejection(),
            Act::Accept => done(accept(case, env)),
            Act::AcceptDeferred => done(accept_deferred(case, &self.deferral(), env)),
            Act::DeliverDeferred => done(record_deferred(case, &self.delivery(), env)),
            Act::GiveOpinion => done(give_opinion(case, &self.a_give_opinion(), env)),
            Act::NameSigners => done(name_signers(case, &self.a_name_signers(), env)),
            Act::AddSigner => done(add_signer(case, &self.a_add_signer(), env)),
            Act::Sign => done(sign(case, &self.a_sign(), env)),
            Act::ReturnToStep => done(return_to_step(case, &self.a_return_to_step(), env)),
            Act::RecordSiteVisit => done(record_site_visit(case, &self.visit(), env)),
            Act::ConfirmSiteVisit => {
                done(confirm_site_visit(case, &self.a_confirm_site_visit(), env))
            }
            Act::StartSpecialProcedure
            | Act::RenewSpecialProcedure
            | Act::EndSpecialProcedure
            | Act::Extend => self.try_clock(act),
            Act::TellInterested => done(tell_interested(case, &self.a_tell_interested(), env)),
            Act::StateViews => done(record_views(case, &self.a_record_views(), env)),
            Act::TellOfHearing => done(tell_of_hearing(case, &self.a_tell_of_hearing(), env)),
            Act::AnswerHearing => done(record_hearing_answer(case, &self.a_hearing_answer(), env)),
            Act::SetHearing => done(set_hearing(case, &self.a_set_hearing(), env)),
            Act::RecordHearing => done(record_hearing(case, &self.a_record_hearing(), env)),
            Act::Grant => done(grant(case, &self.a_grant(), env)),
            Act::Deny => done(deny(case, &self.denial(), env)),
            Act::DecideOnTheSpot => {
                done(decide_on_the_spot(case, &self.a_decide_on_the_spot(), env))
            }
            Act::Close => self.try_close(),
            Act::Void => done(void(case, &self.a_void(), env)),
            Act::Serve => done(serve(case, &self.service(), env)),
            Act::HandOver => done(hand_over(case, &self.a_hand_over(), env)),
            Act::CheckPromise => done(check_promise(case, &self.a_check_promise(), env)),
            Act::Withdraw => done(record_withdrawal(case, &self.a_record_withdrawal(), env)),
            Act::Terminate => done(terminate(case, &self.a_terminate(), env)),
            Act::Claim => done(claim(case, env)),
            Act::HandOn => done(hand_on(case, &self.a_hand_on(), env)),
            Act::AddNote => done(add_note(case, &self.a_add_note(), env)),
        }
    }

    fn try_clock(&self, act: Act) -> Result<(), Reason> {
        let (case, env, case_id) = (&self.case, &self.env, self.id());
        let tomorrow = env.today.tomorrow().unwrap_or(env.today);
        if act == Act::StartSpecialProcedure {
            return done(start_special_procedure(
                case,
                &StartSpecialProcedure {
                    case_id,
                    reason: PauseReason::Testing,
                    notice: WORDS,
                    planned_end_on: tomorrow,
                    step: None,
                    own_law: Some("—".to_owned()),
                    vault: Vec::new(),
                },
                env,
            ));
        }
        if act == Act::RenewSpecialProcedure {
            let running = case.open_handling().and_then(|open| open.running_pause());
            let later = running
                .and_then(|pause| pause.planned_end_on.tomorrow().ok())
                .unwrap_or(tomorrow);
            return done(renew_special_procedure(
                case,
                &RenewSpecialProcedure {
                    case_id,
                    notice: WORDS,
                    planned_end_on: later,
                    vault: Vec::new(),
                },
                env,
            ));
        }
        if act == Act::EndSpecialProcedure {
            return done(end_special_procedure(case, env));
        }
        done(extend(case, &self.extension(), env))
    }

    /// Turned away for competence before the notice, for incompleteness after it.
    fn try_rejection(&self) -> Result<(), Reason> {
        let ask = |ground| {
            done(reject_application(
                &self.case,
                &RejectApplication {
                    case_id: self.id(),
                    seen_version: None,
                    ground,
                    authority: Some("—".to_owned()),
                    reasons: WORDS,
                    vault: Vec::new(),
                },
                &self.env,
            ))
        };
        ask(RejectionGround::NotOurs).or_else(|_| ask(RejectionGround::StillIncomplete))
    }

    /// Kinds in which the case can be closed now.
    pub(super) fn kinds_to_close(&self) -> Vec<FinishKind> {
        FinishKind::ALL
            .into_iter()
            .filter(|kind| self.try_close_as(*kind).is_ok())
            .collect()
    }

    fn try_close(&self) -> Result<(), Reason> {
        if !self.kinds_to_close().is_empty() {
            return Ok(());
        }
        let is_granted = self
            .case
            .decision()
            .is_some_and(|decision| decision.outcome == Outcome::Granted);
        self.try_close_as(if is_granted {
            FinishKind::Issued
        } else {
            FinishKind::Lapsed
        })
    }

    fn try_close_as(&self, kind: FinishKind) -> Result<(), Reason> {
        done(close(
            &self.case,
            &Close {
                case_id: self.id(),
                kind,
                reason: WORDS,
                vault: Vec::new(),
            },
            &self.env,
        ))
    }

    /// Acts that the kind of the next step asks for.
    pub(super) fn acts_of_next_step(&self) -> &'static [Act] {
        match self.next_step().map(|step| step.kind) {
            Some(StepKind::Opinion | StepKind::ExpertReview | StepKind::Hearing) => {
                &[Act::GiveOpinion]
            }
            Some(StepKind::CountersignAll | StepKind::CountersignAny) => {
                &[Act::Sign, Act::NameSigners, Act::AddSigner]
            }
            Some(StepKind::SiteVisit) => &[Act::ConfirmSiteVisit, Act::RecordSiteVisit],
            None => &[],
        }
    }
}

fn done<T, R: Refusal>(result: Result<T, R>) -> Result<(), Reason> {
    result.map(|_| ()).map_err(|refusal| Reason::of(&refusal))
}

/// Whether an event is work on a review and so shows the name of a member of staff.
pub(super) fn is_by_clock(event: &CaseEvent) -> bool {
    matches!(
        event,
        CaseEvent::DeemedAccepted(_) | CaseEvent::DueDatesFilled(_)
    ) || matches!(event, CaseEvent::SpecialProcedureEnded(ended) if ended.by_clock)
}
