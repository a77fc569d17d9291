//! One case as its pages show it: what is known of it, everything that happened, the days that its
//! due dates are made of, and the texts that this reader may see.
//!
//! The clock's effects are shown as they are by now, whether or not the nightly job has recorded
//! them: a page never says 已收件 of an application that silence has accepted.

use super::{
    Answers, NamedFile, ServiceAddress,
    detail_texts::{answers_of, files_of, texts_of},
    open_files,
};
use crate::domain::{
    Case, CaseEvent, effects,
    interests::{HOLD_RULE, REQUEST_RULE, explain},
};
use contracts::{
    Aggregate, Kept,
    item::{ItemVersion, Items},
    people::{Staff, Units},
    queries::{PaperLine, PapersOf, Parties, PartyFacts, QueryError, RatingOf, RatingOffer},
};
use kernel::{
    AccountId, Actor, CaseId, Date, Env, FileId, MatterId, PartyId, Permission, Recorded,
    Timestamp, WorkCalendar,
    deadline::{Explanation, Which},
};
use std::{collections::HashMap, sync::Arc};
use store::{Reader, StoreError};

/// Answers of other contexts; one that is not in the house leaves its part of the page out.
#[derive(Clone, Default)]
pub struct Others {
    pub parties: Option<Arc<dyn Parties<Reader>>>,
    pub papers: Option<Arc<dyn PapersOf<Reader>>>,
    pub ratings: Option<Arc<dyn RatingOf<Reader>>>,
}

impl std::fmt::Debug for Others {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Others").finish_non_exhaustive()
    }
}

/// For whom the page is: decides which texts are opened at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// What he wrote, and what was told to him. Notes and opinions are work inside the house.
    Applicant,
    Staff,
}

/// Everything that the pages of a case are made of.
#[derive(Clone, Debug)]
pub struct CaseDetail {
    /// As recorded: an act is based on its version.
    pub recorded: Case,
    /// As the clock has left it by now.
    pub case: Case,
    /// In their order; what the clock did and nobody has recorded yet stands at the end, with id 0.
    pub events: Vec<Recorded<CaseEvent>>,
    /// The version that the case keeps.
    pub item: Option<Arc<ItemVersion>>,
    pub units: Arc<Units>,
    pub staff: Arc<Staff>,
    /// The applicant in clear; empty once he was erased.
    pub applicant: PartyFacts,
    /// The answers as they were corrected last.
    pub answers: Answers,
    pub service: Option<ServiceAddress>,
    /// Texts that this reader may see, by id of their vault entry.
    pub texts: HashMap<i64, String>,
    pub files: HashMap<FileId, NamedFile>,
    pub papers: Vec<PaperLine>,
    pub rating: RatingOffer,
    /// `None` before acceptance.
    pub clock: Option<ClockView>,
    /// The periods of those concerned and of their hearing, oldest first.
    pub periods: Vec<Period>,
    pub now: Timestamp,
}

/// The two limits of an accepted case, day by day, as of today or of the day on which it was decided
/// or ended.
#[derive(Clone, Debug)]
pub struct ClockView {
    pub promised: Counted,
    /// `None` where no law sets a limit.
    pub legal: Option<Counted>,
    /// The day of the view.
    pub as_of: Date,
    /// Whether the count has stopped for good: decided or ended.
    pub is_stopped: bool,
    /// Working days after today up to the promise, negative once it has passed, whatever the promise is
    /// counted in: cards count working days.
    pub card_days: Option<i64>,
}

/// One period of the law on those concerned (行政许可法 art. 47), day by day.
#[derive(Clone, Debug)]
pub struct Period {
    pub rule: &'static str,
    pub started_on: Date,
    /// The year whose holidays are not announced yet, if it waits for it.
    pub counted: Result<Explanation, i16>,
}

/// One limit.
#[derive(Clone, Debug)]
pub enum Counted {
    Days {
        explanation: Explanation,
        /// Days used at the end of `as_of`, and left after it; negative once it is over.
        used: u32,
        left: i32,
    },
    /// The holidays of this year are not announced yet.
    WaitsForCalendar { year: i16 },
}

impl Counted {
    pub fn due_on(&self) -> Option<Date> {
        match self {
            Self::Days { explanation, .. } => Some(explanation.due_on),
            Self::WaitsForCalendar { .. } => None,
        }
    }
}

impl CaseDetail {
    /// Opens a text that an event speaks of; `None` if this reader may not see it or it was erased.
    pub fn text(&self, kept: &Kept) -> Option<&str> {
        self.texts.get(&kept.id).map(String::as_str)
    }

    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The files of the newest version of a material.
    pub fn files_of(&self, material: &str) -> Vec<&NamedFile> {
        let held = self.case.materials.get(material);
        held.iter()
            .flat_map(|held| &held.files)
            .filter_map(|file| self.files.get(&file.file))
            .collect()
    }

    /// Name of a member of staff; empty for the city's clock and for citizens.
    pub fn staff_name(&self, account: AccountId, is_english: bool) -> String {
        self.staff.name(account, is_english)
    }

    /// The unit in charge, in words.
    pub fn unit_name(&self, is_english: bool) -> String {
        self.case
            .filing
            .as_ref()
            .map_or_else(String::new, |filing| {
                self.units.name(filing.unit, is_english)
            })
    }
}

/// The case, if there is one within the actor's reach; else nothing says whether it exists.
pub fn find_detail(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
    case_id: CaseId,
    audience: Audience,
    others: &Others,
) -> Result<Option<CaseDetail>, StoreError> {
    let mut events = reader.events::<Case>(case_id.0)?;
    if events.is_empty() {
        return Ok(None);
    }
    let recorded: Case = contracts::fold(case_id.0, events.clone());
    if !actor.may(permission, &recorded.place()) {
        return Ok(None);
    }
    let Some(filing) = recorded.filing.clone() else {
        return Ok(None);
    };
    let env = reader.env(Arc::new(actor.clone()));
    let case = pass_time(&recorded, &mut events, &env);
    let clock = clock_view(&case, &env);
    let periods = list_periods(&case, &env);
    let texts = reader.open_kept(texts_of(&events, audience))?;
    let answers = events
        .iter()
        .rev()
        .find_map(|event| answers_of(&event.body));
    let answers = answers
        .and_then(|kept| texts.get(&kept.id))
        .map(|text| Answers::of_text(text))
        .unwrap_or_default();
    let service = filing
        .electronic_service
        .as_ref()
        .and_then(|kept| texts.get(&kept.id))
        .and_then(|text| ServiceAddress::of_text(text))
        .or_else(|| answers.service.clone());
    let files = open_files(reader, files_of(&events, audience))?;
    let matter = MatterId(case_id.0);
    let papers = match &others.papers {
        Some(papers) => papers
            .papers_of(reader, matter)
            .map_err(|error| other(&error))?,
        None => Vec::new(),
    };
    let rating = match &others.ratings {
        Some(ratings) => ratings
            .rating_of(reader, actor, matter)
            .map_err(|error| other(&error))?,
        None => RatingOffer::None,
    };
    let applicant = find_party(reader, others, filing.party)?;
    Ok(Some(CaseDetail {
        item: env.reference.get::<Items>().find(filing.pin).cloned(),
        units: env.reference.get::<Units>(),
        staff: env.reference.get::<Staff>(),
        recorded,
        case,
        events,
        applicant: applicant.unwrap_or_default(),
        answers,
        service,
        texts,
        files,
        papers,
        rating,
        clock,
        periods,
        now: reader.now,
    }))
}

/// The case without anything personal in it; whoever asks has shown that he may.
pub(super) fn open_public(
    reader: &mut Reader,
    case_id: CaseId,
) -> Result<Option<CaseDetail>, StoreError> {
    let mut events = reader.events::<Case>(case_id.0)?;
    let recorded: Case = contracts::fold(case_id.0, events.clone());
    let Some(filing) = recorded.filing.clone() else {
        return Ok(None);
    };
    let env = reader.env(Arc::new(Actor::anonymous(Arc::from([]))));
    let case = pass_time(&recorded, &mut events, &env);
    Ok(Some(CaseDetail {
        item: env.reference.get::<Items>().find(filing.pin).cloned(),
        units: env.reference.get::<Units>(),
        staff: Arc::default(),
        clock: clock_view(&case, &env),
        periods: Vec::new(),
        recorded,
        case,
        events,
        applicant: PartyFacts::default(),
        answers: Answers::default(),
        service: None,
        texts: HashMap::new(),
        files: HashMap::new(),
        papers: Vec::new(),
        rating: RatingOffer::None,
        now: reader.now,
    }))
}

/// What is known of a party, in clear.
pub fn find_party(
    reader: &mut Reader,
    others: &Others,
    party: PartyId,
) -> Result<Option<PartyFacts>, StoreError> {
    match &others.parties {
        Some(parties) => parties.find(reader, party).map_err(|error| other(&error)),
        None => Ok(None),
    }
}

pub(crate) fn other(error: &QueryError) -> StoreError {
    StoreError::Wrong(error.to_string())
}

/// Lets the clock do what it has done by now, and adds it to the events.
fn pass_time(recorded: &Case, events: &mut Vec<Recorded<CaseEvent>>, env: &Env) -> Case {
    let mut case = recorded.clone();
    for (n, effect) in (1..).zip(effects(recorded, env)) {
        case.fold(&effect, AccountId::default(), env.now);
        events.push(Recorded {
            id: 0,
            stream: recorded.id.0,
            version: recorded.version + n,
            at: happened_at(&effect, env.now),
            actor: AccountId::default(),
            body: effect,
        });
    }
    case
}

/// When the clock did it: at the end of the last day, and not when somebody looks.
fn happened_at(effect: &CaseEvent, now: Timestamp) -> Timestamp {
    let last = if let CaseEvent::DeemedAccepted(e) = effect {
        Some(e.notice_by)
    } else if let CaseEvent::SpecialProcedureEnded(e) = effect {
        Some(e.ended_on)
    } else {
        None
    };
    let next = last.and_then(|last| last.tomorrow().ok());
    next.map_or(now, |next| Timestamp::in_city(next, 0, 0).min(now))
}

/// Working days after `today` up to `last`; negative once it has passed.
pub fn card_days(last: Date, today: Date, calendar: &WorkCalendar) -> Option<i64> {
    let (first, second, sign) = if today <= last {
        (today, last, 1)
    } else {
        (last, today, -1)
    };
    let days = calendar.working_days_between(first, second).ok()?;
    Some(sign * i64::from(days))
}

/// The five days of each notice to those concerned, and the twenty of the first request.
fn list_periods(case: &Case, env: &Env) -> Vec<Period> {
    let (Some(handling), Some(filing)) = (case.handling(), &case.filing) else {
        return Vec::new();
    };
    let interests = &handling.interests;
    let views = interests.told.iter().map(|told| told.told_on);
    let rights = interests.rights.iter().map(|right| right.told_on);
    let mut notices: Vec<Date> = views.chain(rights).collect();
    notices.sort_unstable();
    notices.dedup();
    let notices = notices.into_iter().map(|day| (REQUEST_RULE, day));
    let request = interests.asked_on().map(|day| (HOLD_RULE, day));
    notices
        .chain(request)
        .filter_map(|(rule, started_on)| {
            let counted = explain(rule, started_on, filing, env)?;
            Some(Period {
                rule,
                started_on,
                counted: counted.map_err(|kernel::OutsideCalendar { year }| year),
            })
        })
        .collect()
}

/// The limits of an accepted case, counted as of today or of the day on which counting stopped.
pub fn clock_view(case: &Case, env: &Env) -> Option<ClockView> {
    let handling = case.handling()?;
    let filing = case.filing.as_ref()?;
    let decided_on = case.decision().map(|decision| decision.decided_on);
    let stopped_on = decided_on.or(case.over().map(|over| over.ended_on));
    let as_of = stopped_on.unwrap_or(env.today);
    let calendar = env.calendar_of(filing.area);
    let clock = &handling.clock;
    let count = |which| {
        let counted = || {
            Ok(Counted::Days {
                explanation: clock.explain(which, calendar)?,
                used: clock.used_on(which, calendar, as_of)?,
                left: clock.remaining_on(which, calendar, as_of)?,
            })
        };
        counted()
            .unwrap_or_else(|kernel::OutsideCalendar { year }| Counted::WaitsForCalendar { year })
    };
    let promised = count(Which::Promised);
    Some(ClockView {
        card_days: promised
            .due_on()
            .and_then(|due| card_days(due, as_of, calendar)),
        promised,
        legal: clock.limits.legal().map(|_| count(Which::Legal)),
        as_of,
        is_stopped: stopped_on.is_some(),
    })
}
