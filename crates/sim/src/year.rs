//! The driver: submits the acts of the plan ahead of their answers, so that the writer's batches are
//! full, ends each day as a real one ends (jobs at its end, the clock's own effects after midnight),
//! and notes how far it is.

use crate::cast::Cast;
use crate::fit::Fitted;
use crate::hours::Hours;
use crate::life::Act;
use crate::people::People;
use crate::perform::{Answer, Performer};
use crate::plan::{Plan, Size};
use crate::seals::Keepers;
use kernel::{Date, Timestamp, WorkCalendar};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use store::{CommandError, Moment, Store, StoreError, SubmitKey, Who};
use thiserror::Error;
use web::files::{FileRefusal, Files};

/// Acts on their way at once: some full batches, and little memory.
const AHEAD: usize = 24_000;
/// Acts after which the progress is noted down.
const NOTED_EVERY: u64 = 50_000;

#[derive(Debug, Error)]
pub enum YearError {
    #[error("the store failed")]
    Store(#[from] StoreError),
    #[error("a command failed")]
    Command(#[from] CommandError),
    #[error("the fitted numbers cannot be read")]
    Fitted(#[from] toml::de::Error),
    #[error("the sample file cannot be kept")]
    File(#[from] FileRefusal),
    #[error("the progress cannot be noted down")]
    Note(#[from] std::io::Error),
    #[error("the note of the progress cannot be read")]
    Json(#[from] serde_json::Error),
    #[error("the folder holds another simulated year: {0:?}")]
    OtherYear(Size),
    #[error("no item of the city has staff")]
    Nobody,
}

/// A year to be played.
#[derive(Debug)]
pub struct Year<'a> {
    pub store: &'a Store,
    pub files: &'a Files,
    /// Where the progress is noted down.
    pub note: &'a Path,
    /// Codes of the items most asked for, the first one most.
    pub popular: Vec<String>,
    pub size: Size,
}

/// How far a year is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    pub size: Size,
    /// Whether all applicants are there.
    pub has_people: bool,
    /// Acts that are acknowledged, counted from the first one of the plan.
    pub done: u64,
    /// The city's time then.
    pub at: Timestamp,
    pub is_over: bool,
}

impl Note {
    pub fn new(size: Size) -> Self {
        Self {
            size,
            has_people: false,
            done: 0,
            at: Timestamp::in_city(Size::from(), 0, 0),
            is_over: false,
        }
    }

    /// The note of a year that was begun, if there is one.
    pub fn read(path: &Path) -> Result<Option<Self>, YearError> {
        match std::fs::read(path) {
            Ok(text) => Ok(Some(serde_json::from_slice(&text)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Written beside and moved over, so that a stop leaves the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), YearError> {
        let beside = path.with_extension("tmp");
        std::fs::write(&beside, serde_json::to_vec(self)?)?;
        Ok(std::fs::rename(&beside, path)?)
    }
}

/// What is told while a year is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub people: u64,
    pub cases: u64,
    pub acts: u64,
    pub reactions: u64,
    pub day: Option<Date>,
}

/// What was played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    pub cases: u64,
    /// Acts of this run; those of an earlier one are not counted again.
    pub acts: u64,
    /// Acts that an earlier run had done without noting it down.
    pub repeated: u64,
    pub reactions: u64,
    pub sealed: u64,
    /// Acts that were refused, with the reason; a sound plan has none.
    pub refused: BTreeMap<String, u64>,
}

/// An act on its way.
struct Waiting {
    answer: Answer,
    act: Act,
    number: u64,
    at: Timestamp,
}

struct Run<'y, F> {
    year: &'y Year<'y>,
    note: Note,
    waiting: VecDeque<Waiting>,
    /// None where no papers are made.
    keepers: Option<Keepers>,
    played: Played,
    progress: Progress,
    tell: F,
}

impl Year<'_> {
    /// Plays the year, or what is left of it. The clock of the store has to stand still.
    pub fn play(&self, tell: impl FnMut(Progress)) -> Result<Played, YearError> {
        let note = Note::read(self.note)?.unwrap_or_else(|| Note::new(self.size.clone()));
        if note.size != self.size {
            return Err(YearError::OtherYear(note.size));
        }
        let mut run = Run {
            year: self,
            note,
            waiting: VecDeque::new(),
            keepers: None,
            played: Played::default(),
            progress: Progress::default(),
            tell,
        };
        if run.note.is_over {
            return Ok(run.played);
        }
        self.store.clock().set(run.note.at);
        let people = self.people();
        if !run.note.has_people {
            run.settle_people(people)?;
        }
        run.play(people)?;
        Ok(run.played)
    }

    /// Whether the city has not begun yet: nothing is simulated into one that has.
    pub fn is_empty(store: &Store) -> Result<bool, StoreError> {
        store.read_blocking(crate::read::city::is_empty)
    }

    fn people(&self) -> People {
        People {
            seed: self.size.seed,
            persons: self.size.persons(),
            firms: self.size.firms(),
            of_agent: self.size.of_agent(),
        }
    }
}

impl<F: FnMut(Progress)> Run<'_, F> {
    /// Records the applicants: first all persons, because firms name them.
    fn settle_people(&mut self, people: People) -> Result<(), YearError> {
        let store = self.year.store;
        for n in 0..people.persons {
            let (party, account) = people.record_person(store, n);
            self.submit_person(n, "party", party)?;
            self.submit_person(n, "account", account)?;
        }
        for n in 0..people.firms {
            let (party, mandate) = people.record_firm(store, n);
            self.submit_person(n, "firm", party)?;
            if let Some(mandate) = mandate {
                self.submit_person(n, "mandate", mandate)?;
            }
        }
        self.drain(0)?;
        self.note.has_people = true;
        self.note.write(self.year.note)
    }

    fn submit_person(
        &mut self,
        n: usize,
        what: &str,
        command: impl contracts::Command,
    ) -> Result<(), YearError> {
        let at = self.note.at;
        let moment = Moment { at, tells: false };
        let key = SubmitKey::new(format!("{:012x}{what}{n}sim", at.0 / 1000), b"applicant");
        let store = self.year.store;
        let answer = store.execute_at(moment, Who::System, Some(key), command)?;
        self.progress.people += 1;
        self.wait(Waiting {
            answer,
            act: Act::Submit,
            number: 0,
            at,
        })
    }

    fn play(&mut self, people: People) -> Result<(), YearError> {
        let year = self.year;
        let calendar = WorkCalendar::published();
        let fitted = Fitted::committed()?;
        let cast = Cast::new(year.store, &year.popular)?;
        if cast.desks.is_empty() {
            return Err(YearError::Nobody);
        }
        let hours = Hours::new(&calendar, Size::from(), year.size.until.year() + 1);
        let performer = Performer {
            store: year.store,
            cast: &cast,
            people,
            sample: year.files.put(year.store, SAMPLE)?,
            plan_hash: Sha256::digest(serde_json::to_vec(&year.size)?).into(),
            seed: year.size.seed,
        };
        if year.size.told > 0 {
            self.keepers = Some(Keepers::new(year.store)?);
        }
        let mut plan = Plan::new(&year.size, &cast, &fitted, &hours, &calendar);
        let mut today = Size::from();
        let skip = self.note.done;
        while let Some(next) = plan.peek() {
            let day = next.date();
            let is_new = plan.number() >= skip;
            while is_new && today < day {
                self.end_day(today)?;
                today = today.saturating_add(jiff::Span::new().days(1));
            }
            today = today.max(day);
            let Some(planned) = plan.next_act() else {
                break;
            };
            if !is_new {
                continue;
            }
            year.store.clock().set(planned.at.max(year.store.now()));
            let (act, number, at) = (planned.due.act, planned.number, planned.at);
            let answer = performer.perform(&planned)?;
            self.progress.cases = plan.begun();
            self.progress.day = Some(day);
            match answer {
                Some(answer) => self.wait(Waiting {
                    answer,
                    act,
                    number,
                    at,
                })?,
                None => self.refuse(act, "nobody was invited"),
            }
        }
        while today <= year.size.until {
            self.end_day(today)?;
            today = today.saturating_add(jiff::Span::new().days(1));
        }
        self.played.cases = plan.begun();
        self.note.is_over = true;
        self.note.at = year.store.now();
        self.note.write(year.note)
    }

    /// The end of a day: reactions are done, then midnight passes and what the clock does is recorded.
    fn end_day(&mut self, day: Date) -> Result<(), YearError> {
        self.drain(0)?;
        let store = self.year.store;
        let next = day.saturating_add(jiff::Span::new().days(1));
        self.run_jobs(Timestamp::in_city(day, 23, 50))?;
        if let Some(keepers) = &self.keepers {
            self.played.sealed += keepers.release(store)?;
        }
        self.run_jobs(Timestamp::in_city(next, 0, 5))?;
        self.progress.reactions = self.played.reactions;
        self.progress.day = Some(next);
        (self.tell)(self.progress);
        self.note.at = store.now();
        self.note.write(self.year.note)
    }

    fn run_jobs(&mut self, at: Timestamp) -> Result<(), YearError> {
        let store = self.year.store;
        store.clock().set(at.max(store.now()));
        let ran = store.run_due_jobs()?;
        self.played.reactions += ran as u64;
        Ok(())
    }

    fn wait(&mut self, waiting: Waiting) -> Result<(), YearError> {
        self.waiting.push_back(waiting);
        if self.waiting.len() > AHEAD {
            self.drain(AHEAD - 8000)?;
        }
        Ok(())
    }

    /// Takes answers until only so many are waited for.
    fn drain(&mut self, left: usize) -> Result<(), YearError> {
        while self.waiting.len() > left
            && let Some(waiting) = self.waiting.pop_front()
        {
            let answer = waiting.answer.blocking_recv();
            match answer.unwrap_or(Err(CommandError::Unknown)) {
                Ok(done) if done.is_repeat => self.played.repeated += 1,
                Ok(_) => {}
                Err(CommandError::Refused(refusal)) => {
                    self.refuse(waiting.act, refusal.code());
                }
                Err(
                    error @ (CommandError::Forbidden
                    | CommandError::NotFound
                    | CommandError::Conflict { .. }),
                ) => self.refuse(waiting.act, &error.to_string()),
                Err(
                    error @ (CommandError::KeyReused
                    | CommandError::Taken
                    | CommandError::Unknown
                    | CommandError::Store(_)),
                ) => return Err(error.into()),
            }
            if waiting.number == 0 {
                continue;
            }
            self.played.acts += 1;
            self.progress.acts = self.played.acts;
            self.note.done = waiting.number;
            self.note.at = waiting.at;
            if waiting.number.is_multiple_of(NOTED_EVERY) {
                self.note.write(self.year.note)?;
            }
        }
        (self.tell)(self.progress);
        Ok(())
    }

    fn refuse(&mut self, act: Act, why: &str) {
        let reason = format!("{}: {why}", act.name());
        *self.played.refused.entry(reason).or_default() += 1;
    }
}

/// A one-page PDF that says it is a sample.
const SAMPLE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 64>>stream\nBT /F1 24 Tf 72 720 Td (Sample material, simulated city) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
