//! The life of one case: which act follows which, by whom, and after how long. It knows the law well
//! enough to do only what is allowed, so that a year goes by without refusals; whether it may is decided
//! where it always is.

use crate::arrivals::{Arrival, By};
use crate::cast::{Cast, Desk};
use crate::dice::Dice;
use crate::fit::Fitted;
use crate::hours::{Hours, MINUTES};
use crate::ids::{Use, id};
use cases::domain::close::FinishKind;
use contracts::item::StepKind;
use kernel::{AccountId, CaseId, Timestamp};

/// What a case can come to. Shares that the log does not tell are this file's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Granted,
    Denied,
    Rejected,
    NotRequired,
    /// The applicant takes it back in the middle of review.
    Withdrawn,
    /// The authority ends it: nothing is left to decide.
    Terminated,
    /// A correction is asked for and never comes.
    Lapsed,
    /// Nobody at the window looks at it in time: the law takes it for accepted.
    Forgotten,
}

/// As what a case with this fate is closed.
pub fn finish_kind(fate: Fate, has_result: bool) -> FinishKind {
    match fate {
        Fate::Lapsed => FinishKind::Lapsed,
        Fate::Denied => FinishKind::Returned,
        Fate::Granted
        | Fate::Forgotten
        | Fate::Rejected
        | Fate::NotRequired
        | Fate::Withdrawn
        | Fate::Terminated => {
            if has_result {
                FinishKind::Issued
            } else {
                FinishKind::Other
            }
        }
    }
}

/// One act on a case, in the words of the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Submit,
    Receive,
    Notify,
    Answer,
    Accept,
    OnTheSpot,
    Reject,
    NotRequired,
    Claim,
    Pause,
    EndPause,
    Opinion,
    NameSigners,
    Sign,
    Visit,
    ConfirmVisit,
    Extend,
    Withdraw,
    Terminate,
    Decide,
    CheckPromise,
    Close,
    Serve,
    HandOver,
    Rate,
}

impl Act {
    /// As the report names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Receive => "receive",
            Self::Notify => "notify-correction",
            Self::Answer => "submit-correction",
            Self::Accept => "accept",
            Self::OnTheSpot => "decide-on-the-spot",
            Self::Reject => "reject-application",
            Self::NotRequired => "find-not-required",
            Self::Claim => "claim",
            Self::Pause => "start-special-procedure",
            Self::EndPause => "end-special-procedure",
            Self::Opinion => "give-opinion",
            Self::NameSigners => "name-signers",
            Self::Sign => "sign",
            Self::Visit => "record-site-visit",
            Self::ConfirmVisit => "confirm-site-visit",
            Self::Extend => "extend",
            Self::Withdraw => "withdraw",
            Self::Terminate => "terminate",
            Self::Decide => "decide",
            Self::CheckPromise => "check-promise",
            Self::Close => "close",
            Self::Serve => "serve",
            Self::HandOver => "hand-over",
            Self::Rate => "rate",
        }
    }
}

/// A case that is open in the plan.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent turns of one story"
)]
#[derive(Clone, Debug)]
pub struct Life {
    pub index: u64,
    pub id: CaseId,
    /// Which desk of the cast.
    pub desk: usize,
    /// Which applicant, of the persons or of the firms.
    pub applicant: usize,
    pub is_firm: bool,
    pub by: By,
    pub fate: Fate,
    pub next: Act,
    pub acts: u32,
    /// Whether other contexts hear of it.
    pub tells: bool,
    pub has_promise: bool,
    pub is_electronic: bool,
    /// The application lacks something, and a notice will say so.
    pub needs_correction: bool,
    is_notified: bool,
    is_held: bool,
    is_extended: bool,
    /// Whether the running special procedure is the step itself, whose result is still to come.
    waits_for_result: bool,
    signed: u8,
    pub step: usize,
    /// Working minutes between two steps of review.
    pace: i64,
    clerk: AccountId,
    pub reviewer: AccountId,
    pub partner: AccountId,
    decider: AccountId,
}

/// What the lives of a year have in common.
#[derive(Debug)]
pub struct Stage<'a> {
    pub cast: &'a Cast,
    pub fitted: &'a Fitted,
    pub hours: &'a Hours,
    pub seed: u64,
    pub persons: usize,
    pub firms: usize,
    /// Cases of a thousand of which other contexts hear.
    pub told: usize,
}

/// An act that is due: what, by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub act: Act,
    /// None: the applicant himself.
    pub by: Option<AccountId>,
    /// The act's own number in the life of the case.
    pub ordinal: u32,
    /// Which step of review it is about.
    pub step: usize,
    /// Of a special procedure: whether it is a test before review, and not a step of it.
    pub is_test: bool,
}

impl Stage<'_> {
    /// Somebody applies: everything that will be is thrown now, but for the waits.
    pub fn begin(&self, arrival: Arrival) -> Life {
        let mut dice = Dice::of(self.seed, &[2, arrival.index]);
        let at = self.cast.pick(&mut dice);
        let desk = &self.cast.desks[at];
        let is_firm = desk.serves_firms && (!desk.serves_persons || dice.chance(400));
        let applicant = if is_firm {
            heavy(&mut dice, self.firms, 1.6)
        } else {
            heavy(&mut dice, self.persons, 1.5)
        };
        let branches = &self.fitted.branches;
        let fate = self.fate(desk, arrival.by, &mut dice);
        let needs_correction = fate == Fate::Lapsed
            || dice.part() < branches.corrected && !matches!(fate, Fate::Forgotten);
        let pace = self.fitted.pace.at(dice.part()).clamp(0.02, 2.5);
        let acts = i64::try_from(desk.steps.len()).unwrap_or(1) + 2;
        let reviewer = pick(&mut dice, &desk.reviewers, &[]);
        let clerk = pick(&mut dice, &desk.clerks, &[]);
        let partner = pick(&mut dice, &desk.reviewers, &[reviewer]);
        Life {
            index: arrival.index,
            id: CaseId(id(arrival.at, Use::Case, arrival.index)),
            desk: at,
            applicant,
            is_firm,
            by: arrival.by,
            fate,
            next: Act::Submit,
            acts: 0,
            tells: dice.chance(self.told),
            has_promise: desk.item.body.promise.is_some() && !needs_correction && dice.chance(300),
            is_electronic: dice.chance(if arrival.by == By::Online { 900 } else { 300 }),
            needs_correction,
            is_notified: false,
            is_held: desk.is_permit && dice.part() < branches.held,
            is_extended: desk.may_extend && dice.chance(12),
            waits_for_result: false,
            signed: 0,
            step: 0,
            pace: minutes(pace * whole(desk.promised)) / acts,
            clerk,
            reviewer,
            partner,
            decider: pick(&mut dice, &desk.deciders, &[reviewer, partner, clerk]),
        }
    }

    fn fate(&self, desk: &Desk, by: By, dice: &mut Dice) -> Fate {
        let branches = &self.fitted.branches;
        if desk.is_permit && dice.part() < branches.not_required {
            return Fate::NotRequired;
        }
        if dice.chance(15) {
            return Fate::Rejected;
        }
        if desk.is_instant {
            return Fate::Granted;
        }
        if dice.part() < branches.broken_off {
            return match dice.below(10) {
                0..=5 => Fate::Withdrawn,
                6..=8 => Fate::Lapsed,
                _ => Fate::Terminated,
            };
        }
        match dice.below(1000) {
            0..=24 => Fate::Denied,
            25..=31 if desk.is_permit && by == By::Online => Fate::Forgotten,
            _ => Fate::Granted,
        }
    }

    /// Does the next act of the life at its time; says when the one after it is due.
    pub fn step(&self, life: &mut Life, at: Timestamp) -> (Due, Option<Timestamp>) {
        life.acts += 1;
        let mut dice = Dice::of(self.seed, &[3, life.index, u64::from(life.acts)]);
        let due = Due {
            act: life.next,
            by: self.actor(life, &mut dice),
            ordinal: life.acts,
            step: life.step,
            is_test: life.is_test(),
        };
        let then = self.follow(life, &mut dice);
        let at = then.map(|(next, wait)| {
            life.next = next;
            self.hours.after(at, wait, dice.between(0, 59_999_999))
        });
        (due, at)
    }

    fn actor(&self, life: &Life, dice: &mut Dice) -> Option<AccountId> {
        let desk = &self.cast.desks[life.desk];
        match life.next {
            // Who goes to the window goes there again.
            Act::Submit | Act::Answer if life.by == By::Online => None,
            Act::Withdraw | Act::Rate => None,
            Act::Submit
            | Act::Answer
            | Act::Receive
            | Act::Notify
            | Act::Accept
            | Act::Reject
            | Act::NotRequired
            | Act::Close
            | Act::Serve
            | Act::HandOver => Some(life.clerk),
            Act::OnTheSpot => Some(pick(dice, &desk.officers, &[])),
            Act::Claim
            | Act::Pause
            | Act::EndPause
            | Act::Opinion
            | Act::NameSigners
            | Act::Visit
            | Act::CheckPromise => Some(life.reviewer),
            Act::Sign if life.signed == 0 => Some(life.reviewer),
            Act::Sign | Act::ConfirmVisit => Some(life.partner),
            Act::Extend => Some(pick(dice, &desk.heads, &[])),
            Act::Terminate | Act::Decide => Some(life.decider),
        }
    }

    /// What follows the act that is being done, after how many working minutes.
    fn follow(&self, life: &mut Life, dice: &mut Dice) -> Option<(Act, i64)> {
        let desk = &self.cast.desks[life.desk];
        let waits = &self.fitted.waits;
        // The window answers within four days, because after five the law does.
        let look = |dice: &mut Dice| minutes(waits.look.at(dice.part())).clamp(3, 2 * MINUTES - 60);
        match life.next {
            Act::Submit if life.fate == Fate::Forgotten => Some((life.review(desk), 7 * MINUTES)),
            Act::Submit if life.by == By::Online => Some((Act::Receive, look(dice))),
            Act::Submit | Act::Receive | Act::Answer => Some((life.look_over(desk), look(dice))),
            Act::Notify if life.fate == Fate::Lapsed => Some((Act::Close, 17 * MINUTES)),
            Act::Notify => {
                let wait = minutes(waits.answer.at(dice.part())).clamp(30, 20 * MINUTES);
                Some((Act::Answer, wait))
            }
            Act::Reject | Act::NotRequired | Act::Withdraw | Act::Terminate => {
                Some((Act::Serve, dice.between(60, MINUTES)))
            }
            // What is decided on the spot is closed with it.
            Act::OnTheSpot => Some((Act::Serve, dice.between(1, 20))),
            Act::Accept => {
                if dice.chance(300) {
                    Some((Act::Claim, dice.between(5, 240).min(life.pace)))
                } else {
                    Some((life.review(desk), life.pace))
                }
            }
            Act::Claim => Some((life.review(desk), life.pace)),
            Act::Pause => {
                life.waits_for_result = !life.is_test();
                life.is_held = false;
                // Most say that it is over; of the others the date in the notice says so.
                if dice.chance(700) {
                    Some((Act::EndPause, dice.between(2, 4) * MINUTES))
                } else {
                    Some((life.after_pause(desk), 16 * MINUTES))
                }
            }
            Act::EndPause => Some((life.after_pause(desk), life.pace)),
            Act::Opinion => {
                life.waits_for_result = false;
                life.step += 1;
                Some((life.review(desk), life.pace))
            }
            Act::NameSigners => Some((Act::Sign, dice.between(10, 300))),
            Act::Sign => {
                life.signed += 1;
                let is_enough = desk.steps.get(life.step) == Some(&StepKind::CountersignAny);
                if is_enough || life.signed == 2 {
                    life.signed = 0;
                    life.step += 1;
                    Some((life.review(desk), life.pace))
                } else {
                    Some((Act::Sign, dice.between(10, MINUTES)))
                }
            }
            Act::Visit => Some((Act::ConfirmVisit, dice.between(5, 240))),
            Act::ConfirmVisit => {
                life.step += 1;
                Some((life.review(desk), life.pace))
            }
            Act::Extend => {
                life.is_extended = false;
                Some((Act::Decide, life.pace + 2 * MINUTES))
            }
            Act::Decide => Some((Act::Close, dice.between(10, 240))),
            Act::Close if life.fate == Fate::Lapsed => None,
            Act::Close => Some((Act::Serve, dice.between(20, 3 * MINUTES))),
            Act::Serve => {
                let is_granted = matches!(life.fate, Fate::Granted | Fate::Forgotten);
                if life.has_promise && is_granted {
                    Some((Act::CheckPromise, dice.between(5, 18) * MINUTES))
                } else if is_granted && desk.item.body.result.is_some() && dice.chance(600) {
                    Some((Act::HandOver, dice.between(60, 4 * MINUTES)))
                } else {
                    life.maybe_rate(dice)
                }
            }
            Act::CheckPromise | Act::HandOver => life.maybe_rate(dice),
            Act::Rate => None,
        }
    }
}

impl Life {
    /// Only who was invited rates; the invitation comes with the reactions at the end of the day.
    fn maybe_rate(&self, dice: &mut Dice) -> Option<(Act, i64)> {
        let is_service = matches!(self.fate, Fate::Granted | Fate::Denied | Fate::Forgotten);
        let rates = self.tells && is_service && dice.chance(300);
        rates.then(|| (Act::Rate, dice.between(MINUTES, 4 * MINUTES)))
    }

    /// At the window: complete, incomplete, not ours, not needed.
    fn look_over(&mut self, desk: &Desk) -> Act {
        if self.needs_correction && !self.is_notified {
            self.is_notified = true;
            return Act::Notify;
        }
        match self.fate {
            Fate::Rejected => Act::Reject,
            Fate::NotRequired => Act::NotRequired,
            Fate::Granted
            | Fate::Denied
            | Fate::Withdrawn
            | Fate::Terminated
            | Fate::Lapsed
            | Fate::Forgotten
                if desk.is_instant =>
            {
                Act::OnTheSpot
            }
            Fate::Granted
            | Fate::Denied
            | Fate::Withdrawn
            | Fate::Terminated
            | Fate::Lapsed
            | Fate::Forgotten => Act::Accept,
        }
    }

    /// In review: what the next step asks for, then the decision.
    fn review(&self, desk: &Desk) -> Act {
        // Broken off after the first step, or at once where there is only one.
        if self.step > 0 || desk.steps.len() < 2 {
            match self.fate {
                Fate::Withdrawn => return Act::Withdraw,
                Fate::Terminated => return Act::Terminate,
                Fate::Granted
                | Fate::Denied
                | Fate::Rejected
                | Fate::NotRequired
                | Fate::Lapsed
                | Fate::Forgotten => {}
            }
        }
        if self.is_test() {
            return Act::Pause;
        }
        match desk.steps.get(self.step) {
            Some(StepKind::Opinion) => Act::Opinion,
            Some(StepKind::CountersignAll | StepKind::CountersignAny) => Act::NameSigners,
            Some(StepKind::SiteVisit) => Act::Visit,
            Some(StepKind::ExpertReview | StepKind::Hearing) => Act::Pause,
            None if self.is_extended => Act::Extend,
            None => Act::Decide,
        }
    }

    /// After a special procedure: its own result, or the step that waited for it.
    fn after_pause(&self, desk: &Desk) -> Act {
        if self.waits_for_result {
            Act::Opinion
        } else {
            self.review(desk)
        }
    }

    /// Whether a special procedure that begins now is the test before review.
    fn is_test(&self) -> bool {
        self.step == 0 && self.is_held
    }
}

/// Somebody other than those named; nobody (0) only if there is nobody.
fn pick(dice: &mut Dice, from: &[AccountId], but: &[AccountId]) -> AccountId {
    let others: Vec<AccountId> = from
        .iter()
        .copied()
        .filter(|account| !but.contains(account))
        .collect();
    dice.pick(&others).copied().unwrap_or_default()
}

/// Heavy-tailed: some come a thousand times, most once or twice.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among some hundred thousand"
)]
fn heavy(dice: &mut Dice, among: usize, weight: f64) -> usize {
    let at = (among as f64 * dice.part().powf(weight)) as usize;
    at.min(among.saturating_sub(1))
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of some months")]
fn minutes(value: f64) -> i64 {
    value.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "minutes of some months")]
fn whole(value: i64) -> f64 {
    value as f64
}
