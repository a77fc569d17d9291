//! 利害关系人和听证: who besides the applicant is concerned, who was told of which right until when,
//! what was said, and how far the hearing is; and what of it a decision still waits for.

use super::{
    case::Handling,
    events::{HearingSet, HearingTold, InterestedTold, Submitted},
    item_of,
    law::licensing,
};
use contracts::{
    Kept,
    item::{LegalRegime, StepKind},
};
use kernel::{
    AccountId, Basis, Date, Env, OutsideCalendar, PartyId, RefusalKind, Timestamp,
    deadline::{Clock, DeadlineRule, DeadlineRules, Explanation, Limits, Which},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// 听证申请: five days from the notice (行政许可法 art. 47).
pub const REQUEST_RULE: &str = "permit.request-hearing";
/// 组织听证: twenty days from the request (art. 47).
pub const HOLD_RULE: &str = "permit.hold-hearing";
/// 听证通知: seven days before (art. 48).
pub const NOTIFY_RULE: &str = "permit.notify-hearing";

/// Whose right it is: the applicant's, or that of a third party named in the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    Applicant,
    Interested(PartyId),
}

/// Why there may be a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HearingGround {
    /// A law orders it, or the public interest does: it is announced and held unasked (art. 46).
    PublicInterest,
    /// Major interests between the applicant and others: it is held if one of them asks (art. 47).
    MajorInterest,
}

impl HearingGround {
    pub const ALL: [Self; 2] = [Self::PublicInterest, Self::MajorInterest];

    /// Stable code; also the end of its word key.
    pub fn code(self) -> &'static str {
        match self {
            Self::PublicInterest => "public-interest",
            Self::MajorInterest => "major-interest",
        }
    }

    pub fn basis(self) -> Basis {
        match self {
            Self::PublicInterest => licensing("第四十六条"),
            Self::MajorInterest => licensing("第四十七条"),
        }
    }
}

/// Why a hearing is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    State,
    Trade,
    Privacy,
}

impl Secrecy {
    pub const ALL: [Self; 3] = [Self::State, Self::Trade, Self::Privacy];

    /// Stable code; also the end of its word key.
    pub fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Trade => "trade",
            Self::Privacy => "privacy",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interests {
    /// Third parties who were told, in order (art. 36).
    pub told: Vec<Interested>,
    /// Who has had his say, or has waived it.
    pub heard: Vec<Voice>,
    pub ground: Option<HearingGround>,
    /// Who was told of the right to a hearing, and what became of it.
    pub rights: Vec<HearingRight>,
    /// The hearing that was set last.
    pub hearing: Option<Hearing>,
    /// The day of the hearing whose record stands.
    pub recorded_on: Option<Date>,
}

/// A third party with a direct major interest. Name and address are in the vault under its own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interested {
    pub party: PartyId,
    pub name: Kept,
    pub told_on: Date,
    /// Last day for its views; `None` while it waits for the calendar.
    pub state_by: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRight {
    pub voice: Voice,
    pub told_on: Date,
    /// Last day to ask; `None` while it waits for the calendar.
    pub ask_by: Option<Date>,
    pub answer: Option<HearingAnswer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingAnswer {
    /// Asks for it, or waives it.
    pub asks: bool,
    pub on: Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    pub held_at: Timestamp,
    pub chair: AccountId,
    pub place: Kept,
    pub secrecy: Option<Secrecy>,
}

impl Hearing {
    pub fn held_on(&self) -> Date {
        self.held_at.date()
    }
}

impl Interests {
    pub fn interested(&self, party: PartyId) -> Option<&Interested> {
        self.told.iter().find(|told| told.party == party)
    }

    pub fn right_of(&self, voice: Voice) -> Option<&HearingRight> {
        self.rights.iter().find(|right| right.voice == voice)
    }

    /// The applicant, and every third party who was told.
    pub fn voices(&self) -> impl Iterator<Item = Voice> + '_ {
        let told = self.told.iter().map(|told| Voice::Interested(told.party));
        std::iter::once(Voice::Applicant).chain(told)
    }

    /// Those whom nobody has told of the right to a hearing.
    pub fn untold(&self) -> Vec<Voice> {
        self.voices()
            .filter(|voice| self.right_of(*voice).is_none())
            .collect()
    }

    /// The day of the first request, from which the twenty days run.
    pub fn asked_on(&self) -> Option<Date> {
        let answers = self.rights.iter().filter_map(|right| right.answer);
        answers
            .filter(|answer| answer.asks)
            .map(|answer| answer.on)
            .min()
    }

    /// Whether a hearing has to be held: a law orders it, or somebody asked.
    pub fn is_hearing_due(&self) -> bool {
        self.ground == Some(HearingGround::PublicInterest) || self.asked_on().is_some()
    }

    /// Whether nothing about a hearing is open any more: its record stands, or all who may ask have
    /// waived it or let their days pass.
    pub fn is_hearing_settled(&self, today: Date) -> bool {
        if self.is_hearing_due() {
            return self.recorded_on.is_some();
        }
        !self.rights.is_empty() && self.untold().is_empty() && self.open_rights(today).is_empty()
    }

    /// Rights to a hearing that are neither used nor waived, and whose days are not over.
    pub fn open_rights(&self, today: Date) -> Vec<&HearingRight> {
        self.rights
            .iter()
            .filter(|right| right.answer.is_none())
            .filter(|right| right.ask_by.is_none_or(|last| today <= last))
            .collect()
    }

    /// Third parties who may still have their say.
    pub fn open_views(&self, today: Date) -> Vec<&Interested> {
        self.told
            .iter()
            .filter(|told| !self.heard.contains(&Voice::Interested(told.party)))
            .filter(|told| told.state_by.is_none_or(|last| today <= last))
            .collect()
    }

    pub(super) fn tell(&mut self, event: &InterestedTold) {
        self.told.push(Interested {
            party: event.party,
            name: event.name.clone(),
            told_on: event.told_on,
            state_by: event.state_by,
        });
    }

    pub(super) fn tell_of_hearing(&mut self, event: &HearingTold) {
        self.ground = Some(match (self.ground, event.ground) {
            // What a law orders stays ordered.
            (Some(HearingGround::PublicInterest), _) => HearingGround::PublicInterest,
            (_, ground) => ground,
        });
        let rights = event.voices.iter().map(|voice| HearingRight {
            voice: *voice,
            told_on: event.told_on,
            ask_by: event.ask_by,
            answer: None,
        });
        self.rights.extend(rights);
    }

    pub(super) fn answer(&mut self, voice: Voice, answer: HearingAnswer) {
        if let Some(right) = self.rights.iter_mut().find(|right| right.voice == voice) {
            right.answer = Some(answer);
        }
    }

    pub(super) fn set(&mut self, event: &HearingSet) {
        self.hearing = Some(Hearing {
            held_at: event.held_at,
            chair: event.chair,
            place: event.place.clone(),
            secrecy: event.secrecy,
        });
    }
}

/// Why a decision has to wait. Each of the two decisions gives it a code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HearingBar {
    #[error("a third party may state its views until {last:?}")]
    ViewsAwaited { last: Option<Date> },
    #[error("not everybody concerned was told of the right to a hearing")]
    RightNotTold,
    #[error("a hearing may be asked for until {last:?}")]
    PeriodRuns { last: Option<Date> },
    #[error("the hearing has no record yet")]
    RecordMissing,
}

impl HearingBar {
    pub(super) fn kind(self) -> RefusalKind {
        match self {
            Self::ViewsAwaited { .. }
            | Self::RightNotTold
            | Self::PeriodRuns { .. }
            | Self::RecordMissing => RefusalKind::Conflict,
        }
    }

    pub(super) fn basis(self) -> Basis {
        match self {
            Self::ViewsAwaited { .. } => licensing("第三十六条"),
            Self::RightNotTold | Self::PeriodRuns { .. } => licensing("第四十七条"),
            Self::RecordMissing => licensing("第四十八条第二款"),
        }
    }

    pub(super) fn params(self) -> Vec<(&'static str, String)> {
        match self {
            Self::ViewsAwaited { last } | Self::PeriodRuns { last } => {
                let last = last.map_or_else(|| "—".to_owned(), |day| day.to_string());
                vec![("last", last)]
            }
            Self::RightNotTold | Self::RecordMissing => Vec::new(),
        }
    }
}

/// What a decision still waits for, of those concerned and their hearing.
///
/// # Law
/// 行政许可法 art. 36 (third parties are heard), art. 46 and 47 (the right is told before the
/// decision, and five days run), art. 48 (the decision is made on the record). These are of permits.
pub fn find_bar(filing: &Submitted, handling: &Handling, env: &Env) -> Option<HearingBar> {
    if filing.regime != LegalRegime::Licensing {
        return None;
    }
    let interests = &handling.interests;
    let latest = |days: Vec<Option<Date>>| days.into_iter().max().flatten();
    let views = interests.open_views(env.today);
    if !views.is_empty() {
        let last = latest(views.iter().map(|told| told.state_by).collect());
        return Some(HearingBar::ViewsAwaited { last });
    }
    let is_asked_for = !interests.told.is_empty() || asks_for_hearing(filing, env);
    if is_asked_for && !interests.untold().is_empty() {
        return Some(HearingBar::RightNotTold);
    }
    if interests.is_hearing_due() {
        return (interests.recorded_on.is_none()).then_some(HearingBar::RecordMissing);
    }
    let open = interests.open_rights(env.today);
    if open.is_empty() {
        return None;
    }
    let last = latest(open.iter().map(|right| right.ask_by).collect());
    Some(HearingBar::PeriodRuns { last })
}

/// Whether the item itself has a hearing among its steps.
fn asks_for_hearing(filing: &Submitted, env: &Env) -> bool {
    item_of(filing, env).is_some_and(|item| {
        let mut steps = item.body.steps.iter();
        steps.any(|step| step.kind == StepKind::Hearing)
    })
}

/// The published rule in force on the day.
fn find_rule(code: &str, day: Date) -> Option<DeadlineRule> {
    DeadlineRules::published().find(code, day).cloned()
}

/// The last day by the rule; `None` while the calendar is missing.
pub(super) fn last_day(code: &str, from: Date, filing: &Submitted, env: &Env) -> Option<Date> {
    let rule = find_rule(code, from)?;
    rule.last_day(from, env.calendar_of(filing.area)).ok()
}

/// Every day of a period of these rules, as the page shows it.
pub fn explain(
    code: &str,
    from: Date,
    filing: &Submitted,
    env: &Env,
) -> Option<Result<Explanation, OutsideCalendar>> {
    let limits = Limits::new(None, find_rule(code, from)?.limit()).ok()?;
    let clock = Clock::new(from, limits);
    Some(clock.explain(Which::Promised, env.calendar_of(filing.area)))
}

/// The first day on which a hearing can be held that is told of today.
pub fn earliest_hearing(filing: &Submitted, env: &Env) -> Option<Date> {
    let rule = find_rule(NOTIFY_RULE, env.today)?;
    let calendar = env.calendar_of(filing.area);
    let mut day = calendar.add_working_days(env.today, rule.days).ok()?;
    // From a day off, one more is needed; the count back says so.
    while rule.last_day(day, calendar).ok()? < env.today {
        day = day.tomorrow().ok()?;
    }
    Some(day)
}
