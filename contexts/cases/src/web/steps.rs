//! The steps of an application: which there are, how far each is, and the list beside the page.

use super::{forms, links};
use crate::app::draft::Draft;
use ::web::ui::{Lamp, TaskLine, Ui};
use contracts::item::{ItemBody, Necessity};
use kernel::{CaseId, Date};

/// One page of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A page of the item's form, by its code.
    Form(String),
    Materials,
    /// 告知承诺, where the item offers it.
    Promise,
    /// 送达地址确认.
    Service,
    Check,
}

impl Step {
    /// The end of its address; also its key in the draft.
    pub(crate) fn slug(&self) -> String {
        match self {
            Self::Form(page) => format!("form/{page}"),
            Self::Materials => "materials".to_owned(),
            Self::Promise => "promise".to_owned(),
            Self::Service => "service".to_owned(),
            Self::Check => "check".to_owned(),
        }
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    NotYet,
    Done,
    /// So many answers have to change.
    ToMend(usize),
    /// So many needed files are missing; it can be sent all the same.
    Missing(usize),
}

impl Progress {
    /// Whether the application may be sent as far as this step is concerned.
    pub(crate) fn lets_send(self) -> bool {
        match self {
            Self::Done | Self::Missing(_) => true,
            Self::NotYet | Self::ToMend(_) => false,
        }
    }
}

/// A draft with the item version that it keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filling<'a> {
    pub(crate) id: CaseId,
    pub(crate) draft: &'a Draft,
    pub(crate) item: &'a ItemBody,
    pub(crate) today: Date,
}

impl<'a> Filling<'a> {
    pub(crate) fn steps(&self) -> Vec<Step> {
        let answers = self.draft.answers();
        let mut steps: Vec<Step> = forms::pages(self.item, &answers)
            .into_iter()
            .map(|page| Step::Form(page.code.clone()))
            .collect();
        if self.asks_promise() {
            steps.push(Step::Promise);
        }
        if !self.uploads().is_empty() {
            steps.push(Step::Materials);
        }
        steps.extend([Step::Service, Step::Check]);
        steps
    }

    /// Whether he wants a decision on his promise. Some items ask for it in their form, because the
    /// materials hang on it.
    pub(crate) fn by_promise(&self) -> Option<bool> {
        if !forms::asks_for_promise(self.item) {
            return self.draft.by_promise;
        }
        match self.draft.answers().get(forms::BY_PROMISE) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// Whether there is a page for the promise; not where the form has said no.
    fn asks_promise(&self) -> bool {
        let is_settled = forms::asks_for_promise(self.item) && self.by_promise() != Some(true);
        self.item.promise.is_some() && !is_settled
    }

    /// Codes of the materials that the applicant brings himself.
    pub(crate) fn uploads(&self) -> Vec<&'a str> {
        forms::materials(self.item, &self.draft.answers())
            .into_iter()
            .filter(|material| !forms::is_looked_up(material))
            .filter_map(|material| self.item.material(&material.code))
            .map(|material| material.code.as_str())
            .collect()
    }

    /// Codes of the needed materials without a file.
    pub(crate) fn missing(&self) -> Vec<&'a str> {
        let is_missing = |code: &&str| {
            let is_needed = self
                .item
                .material(code)
                .is_some_and(|material| material.necessity != Necessity::Optional);
            is_needed && self.draft.files.of(code).is_empty()
        };
        self.uploads().into_iter().filter(is_missing).collect()
    }

    pub(crate) fn progress(&self, step: &Step) -> Progress {
        let is_saved = self.draft.saved.contains_key(&step.slug());
        match step {
            Step::Form(code) => self.form_progress(code, is_saved),
            Step::Materials => match self.missing().len() {
                0 => Progress::Done,
                n if is_saved => Progress::Missing(n),
                _ => Progress::NotYet,
            },
            Step::Promise => match (self.by_promise(), &self.draft.signed_promise) {
                (None, _) => Progress::NotYet,
                (Some(true), None) => Progress::ToMend(1),
                (Some(_), _) => Progress::Done,
            },
            Step::Service if !is_saved => Progress::NotYet,
            Step::Service => match super::apply_service::check(&self.draft.service).len() {
                0 => Progress::Done,
                n => Progress::ToMend(n),
            },
            Step::Check => Progress::NotYet,
        }
    }

    fn form_progress(&self, code: &str, is_saved: bool) -> Progress {
        let Some(page) = self.item.form.iter().find(|page| page.code == code) else {
            return Progress::NotYet;
        };
        let answers = self.draft.answers();
        match forms::check_page(self.item, page, &answers, self.today, false) {
            Ok(_) if is_saved => Progress::Done,
            Err(errors) if is_saved => Progress::ToMend(errors.len()),
            Ok(_) | Err(_) => Progress::NotYet,
        }
    }

    /// Whether every step before the last lets it be sent.
    pub(crate) fn is_ready(&self) -> bool {
        self.steps()
            .iter()
            .filter(|step| **step != Step::Check)
            .all(|step| self.progress(step).lets_send())
    }

    pub(crate) fn href(&self, step: &Step) -> String {
        links::step(&self.item.code, self.id, &step.slug())
    }

    /// Where the work goes on: the first step that is not done.
    pub(crate) fn first_open(&self) -> Step {
        let steps = self.steps();
        let open = steps
            .iter()
            .find(|step| !self.progress(step).lets_send() && **step != Step::Check);
        open.cloned().unwrap_or(Step::Check)
    }

    /// The step after this one.
    pub(crate) fn after(&self, step: &Step) -> Step {
        let steps = self.steps();
        let at = steps.iter().position(|other| other == step);
        at.and_then(|at| steps.get(at + 1).cloned())
            .unwrap_or(Step::Check)
    }

    pub(crate) fn title(&self, ui: &Ui, step: &Step) -> String {
        match step {
            Step::Form(code) => {
                let page = self.item.form.iter().find(|page| page.code == *code);
                page.map_or_else(String::new, |page| {
                    page.title.get(ui.is_english()).to_owned()
                })
            }
            Step::Materials => ui.t("cases-step-materials"),
            Step::Promise => ui.t("cases-step-promise"),
            Step::Service => ui.t("cases-step-service"),
            Step::Check => ui.t("cases-step-check"),
        }
    }

    /// The list of steps; `errors` are those of the page that is shown.
    pub(crate) fn tasks(&self, ui: &Ui, here: &Step, errors: usize) -> Vec<TaskLine> {
        let is_ready = self.is_ready();
        self.steps()
            .into_iter()
            .map(|step| {
                let is_current = step == *here;
                let progress = if is_current && errors > 0 {
                    Progress::ToMend(errors)
                } else {
                    self.progress(&step)
                };
                let is_closed = step == Step::Check && !is_ready && !is_current;
                let (lamp, state) = if step == Step::Check && is_current {
                    (Lamp::NotYet, ui.t("cases-step-to-send"))
                } else {
                    words(ui, progress, is_closed)
                };
                TaskLine {
                    label: self.title(ui, &step),
                    href: (!is_closed).then(|| self.href(&step)),
                    lamp,
                    state,
                    is_current,
                }
            })
            .collect()
    }

    /// How many of how many steps are done.
    pub(crate) fn done_of(&self) -> (usize, usize) {
        let steps = self.steps();
        let done = steps
            .iter()
            .filter(|step| self.progress(step) == Progress::Done)
            .count();
        (done, steps.len())
    }
}

fn words(ui: &Ui, progress: Progress, is_closed: bool) -> (Lamp, String) {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match progress {
        Progress::NotYet if is_closed => (Lamp::NotYet, ui.t("cases-step-closed")),
        Progress::NotYet => (Lamp::NotYet, ui.t("cases-step-not-yet")),
        Progress::Done => (Lamp::Done, ui.t("cases-step-done")),
        Progress::ToMend(n) => (Lamp::Warning, ui.tn("cases-step-to-mend", count(n))),
        Progress::Missing(n) => (Lamp::Warning, ui.tn("cases-step-missing", count(n))),
    }
}
