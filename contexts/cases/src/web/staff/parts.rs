//! Parts that several staff pages share: what came back, forms of acts, lamps, masks, the note on
//! what was done or changed meanwhile.

use super::{acts::StaffAct, now::Reason, view::View};
use crate::{
    domain::{Act, CaseState},
    read::{desk::DeskLine, detail::card_days},
    web::{states, uploads},
};
use ::web::{
    Visit, say,
    ui::{
        self, Choice, Field, FieldError, Lamp, Note, Ui, UploadedFile, actions, days_lamp,
        err_summary, form_keys, lamp, note, primary_button, success_note,
    },
};
use contracts::people::StaffMember;
use kernel::{Date, WorkCalendar, deadline::Light};
use maud::{Markup, Render, html};

/// What was typed into the form of one act, if it came back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed<'v> {
    visit: &'v Visit,
    is_back: bool,
}

impl<'v> Typed<'v> {
    pub(super) fn new(visit: &'v Visit, verb: &str) -> Self {
        Self {
            visit,
            is_back: visit.again.is_some() && visit.typed("act", "") == verb,
        }
    }

    /// The check list of the window, which several buttons send.
    pub(super) fn of_check_list(visit: &'v Visit) -> Self {
        let is_back = visit.again.as_ref().is_some_and(|again| {
            again
                .typed
                .iter()
                .any(|(name, _)| name.starts_with("line-"))
        });
        Self { visit, is_back }
    }

    pub(super) fn get(&self, field: &str, otherwise: &str) -> String {
        if self.is_back {
            self.visit.typed(field, otherwise)
        } else {
            otherwise.to_owned()
        }
    }

    pub(super) fn all(&self, field: &str) -> Vec<String> {
        if self.is_back {
            self.visit.typed_all(field)
        } else {
            Vec::new()
        }
    }

    /// What was chosen; none if nothing was typed.
    pub(super) fn chosen(&self, field: &str) -> Option<String> {
        Some(self.get(field, "")).filter(|value| !value.is_empty())
    }

    pub(super) fn error(&self, field: &str) -> Option<String> {
        if self.is_back {
            self.visit.error_at(field)
        } else {
            None
        }
    }

    /// The field with the sentence at it.
    pub(super) fn field(&self, name: &str, label: &str) -> Field {
        Field::new(name, label).error(self.error(name).as_deref())
    }
}

/// The verb of the form that came back, or that the address asks for.
pub(super) fn asked_verb(visit: &Visit) -> Option<String> {
    let back = visit.typed("act", "");
    if !back.is_empty() {
        return Some(back);
    }
    let query = visit.ui.path.split_once('?')?.1;
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("act="))
        .map(str::to_owned)
        .filter(|verb| !verb.is_empty())
}

/// A form that does an act: its keys, the version that the page shows, its fields, its buttons.
pub(super) fn act_form(
    view: &View,
    known: &StaffAct,
    has_files: bool,
    inside: impl Render,
    buttons: impl Render,
) -> Markup {
    let enctype = has_files.then_some("multipart/form-data");
    html! {
        form.stack id=(known.verb) method="post" action=(known.action(view.id())) enctype=[enctype]
            novalidate data-guard {
            (form_keys(view.ui(), view.app.submit_key()))
            (hidden("act", known.verb))
            (hidden("seen", &view.detail.recorded.version.to_string()))
            (inside)
            (buttons)
        }
    }
}

/// The ordinary end of such a form: one button with the act's name.
pub(super) fn act_button(ui: &Ui, known: &StaffAct) -> Markup {
    actions(primary_button(&ui.t(&format!("cases-desk-do-{}", known.verb))).wide())
}

pub(super) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A chooser of files, with those of the tray that this form sent before.
pub(super) fn file_field(view: &View, typed: &Typed<'_>, name: &str, label: &str) -> Markup {
    let sent = typed.all(name);
    let files: Vec<_> = view
        .tray
        .iter()
        .filter(|file| sent.contains(&file.id.to_string()))
        .cloned()
        .collect();
    let spec = typed
        .field(name, label)
        .hint(view.ui().t("cases-desk-file-hint"));
    html! {
        (ui::upload(view.ui(), &spec, &[] as &[UploadedFile], uploads::ACCEPT))
        @if !files.is_empty() {
            ul.small {
                @for file in &files {
                    li {
                        (hidden(name, &file.id.to_string()))
                        (view.ui().tw("cases-desk-file-kept", &[("name", file.name.clone())]))
                    }
                }
            }
        }
    }
}

/// A choice of a colleague: more than seven are a select anyway.
pub(super) fn colleague_field(
    view: &View,
    typed: &Typed<'_>,
    name: &str,
    label: &str,
    colleagues: &[StaffMember],
) -> Markup {
    let choices = colleague_choices(view.ui(), view, colleagues);
    ui::select(
        view.ui(),
        &typed.field(name, label),
        &choices,
        typed.chosen(name).as_deref(),
    )
}

pub(super) fn colleague_choices(ui: &Ui, view: &View, colleagues: &[StaffMember]) -> Vec<Choice> {
    colleagues
        .iter()
        .map(|member| {
            let unit = member
                .appointments
                .first()
                .map(|post| view.detail.units.name(post.unit, ui.is_english()))
                .unwrap_or_default();
            Choice::new(
                member.account.to_string(),
                format!("{}　{unit}", member.name.get(ui.is_english())),
            )
        })
        .collect()
}

/// 建议准予, 建议不予: nothing chosen in advance.
pub(super) fn advice_field(ui: &Ui, typed: &Typed<'_>) -> Markup {
    let choices = [
        Choice::new("favourable", ui.t("cases-desk-advice-favourable")),
        Choice::new("unfavourable", ui.t("cases-desk-advice-unfavourable")),
    ];
    ui::radios(
        ui,
        &typed.field("advice", &ui.t("cases-desk-advice")),
        &choices,
        typed.chosen("advice").as_deref(),
    )
}

/// Above the page of a case: what was just done, what came back, what happened meanwhile.
pub(super) fn messages(view: &View) -> Markup {
    let ui = view.ui();
    let query = view
        .visit
        .ui
        .path
        .split_once('?')
        .map_or("", |(_, query)| query);
    let done = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("done="))
        .filter(|verb| *verb == "filed" || super::acts::ACTS.iter().any(|act| act.verb == *verb));
    html! {
        (came_back(&view.visit))
        (meanwhile(view))
        @if let Some(verb) = done {
            (success_note(&ui.t(&format!("cases-desk-done-{verb}")), html! { (ui.t("cases-desk-done-about")) }))
        }
    }
}

/// The summary of a form that came back.
pub(super) fn came_back(visit: &Visit) -> Markup {
    if !has_errors(visit) {
        return Markup::default();
    }
    let errors: Vec<FieldError> = visit
        .errors()
        .into_iter()
        .filter(|(_, sentence)| !sentence.is_empty())
        .map(|(name, sentence)| {
            let name = if name.is_empty() {
                visit.typed("act", "main")
            } else {
                name
            };
            FieldError::new(name, sentence)
        })
        .collect();
    err_summary(&visit.ui, &errors)
}

/// Whether there is anything to mend.
pub(super) fn has_errors(visit: &Visit) -> bool {
    // A preview brings what was typed back without anything being wrong.
    visit
        .again
        .as_ref()
        .is_some_and(|again| !again.detail.code.is_empty() || !again.detail.fields.is_empty())
}

/// The page was stale when its form was sent: what happened since.
fn meanwhile(view: &View) -> Markup {
    let ui = view.ui();
    let is_conflict = view
        .visit
        .again
        .as_ref()
        .is_some_and(|again| again.detail.code == "web.changed-meanwhile");
    let seen: i64 = view.visit.typed("seen", "").parse().unwrap_or(i64::MAX);
    if !is_conflict {
        return Markup::default();
    }
    let since: Vec<_> = view
        .detail
        .events
        .iter()
        .filter(|event| event.version > seen)
        .collect();
    let body = html! {
        ul {
            @for event in &since {
                li { (super::trail::line(view, event)) }
            }
        }
    };
    note(Note::Warning, &ui.t("cases-desk-meanwhile"), body)
}

/// Why something can't be done, with its ground.
pub(super) fn reason_words(ui: &Ui, reason: &Reason) -> Markup {
    html! {
        (say(ui, &reason.code, &reason.params))
        @if let Some(basis) = &reason.basis { " " span.muted { "（" (basis.cited(ui.is_english())) "）" } }
    }
}

/// The reason with the names of steps instead of their codes.
pub(super) fn named(view: &View, reason: &Reason) -> Reason {
    let mut reason = reason.clone();
    super::view::name_steps(&view.detail, view.ui().is_english(), &mut reason.params);
    reason
}

/// The button of an act that can't be done now, disabled with its reason; or why it isn't there.
pub(super) fn refused_act(view: &View, act: Act) -> Markup {
    let ui = view.ui();
    let Some(known) = StaffAct::find(act) else {
        return Markup::default();
    };
    let id = format!("no-{}", known.verb);
    html! {
        @if let Some(reason) = view.now.reason(act).map(|reason| named(view, reason)) {
            div.mt2 {
                (ui::button(&ui.t(&format!("cases-desk-do-{}", known.verb))).refused(&id))
                p.small.muted.mt1 id=(id) { (reason_words(ui, &reason)) }
            }
        }
    }
}

/// The word of a state on staff pages, which call the applicant by no pronoun.
pub(super) fn state_word(ui: &Ui, code: &str) -> String {
    ui.t(&format!("cases-desk-state-{code}"))
}

pub(super) fn state_lamp(ui: &Ui, state: CaseState) -> Markup {
    let kind = match state {
        CaseState::Draft | CaseState::NotRequired | CaseState::Withdrawn => Lamp::NotYet,
        CaseState::Special => Lamp::Paused,
        CaseState::DecidedGrant | CaseState::Closed | CaseState::Delivered => Lamp::Done,
        CaseState::RejectedAccept | CaseState::DecidedDeny | CaseState::Terminated => Lamp::Defect,
        CaseState::DeemedAccepted => Lamp::Warning,
        CaseState::Submitted
        | CaseState::Received
        | CaseState::CorrectionNoticed
        | CaseState::CorrectionSubmitted
        | CaseState::Accepted
        | CaseState::Reviewing
        | CaseState::Extended => Lamp::Running,
    };
    lamp(kind, &state_word(ui, state.code()))
}

/// The lamp of a line: the light with its days where there is a promise, else its state.
pub(super) fn line_lamp(ui: &Ui, line: &DeskLine, today: Date, calendar: &WorkCalendar) -> Markup {
    let (Some(light), Some(promised_on)) = (line.light(today), line.promised_on) else {
        return if states::of_code(&line.state).is_some_and(states::is_over) {
            lamp(Lamp::Done, &ui.t("cases-desk-over"))
        } else {
            lamp(Lamp::Running, &ui.t("cases-desk-not-accepted"))
        };
    };
    if light == Light::Paused {
        let days = line.paused_since.map_or(0, |since| {
            i64::from(kernel::time::days_since_epoch(today) - kernel::time::days_since_epoch(since))
        });
        return lamp(Lamp::Paused, &ui.tn("cases-desk-paused-days", days));
    }
    let kind = lamp_of(light);
    match card_days(promised_on, today, calendar) {
        Some(days) => days_lamp(ui, kind, days),
        None => lamp(kind, &ui.t(kind.word_key())),
    }
}

pub(super) fn lamp_of(light: Light) -> Lamp {
    match light {
        Light::Normal => Lamp::Normal,
        Light::Warn => Lamp::Warning,
        Light::Yellow => Lamp::YellowCard,
        Light::Red => Lamp::RedCard,
        Light::Paused => Lamp::Paused,
        Light::Done => Lamp::Done,
    }
}

/// The lamp of a last day that is no promise: five days, service, the law's limit. Cards belong to
/// promises, so the words are days only.
pub(super) fn last_day_lamp(ui: &Ui, last: Date, today: Date, calendar: &WorkCalendar) -> Markup {
    match card_days(last, today, calendar) {
        Some(0) if last == today => lamp(Lamp::Warning, &ui.t("cases-desk-last-day")),
        Some(days) if days >= 0 => {
            let kind = if days <= 1 {
                Lamp::Warning
            } else {
                Lamp::Normal
            };
            lamp(kind, &ui.tn("cases-desk-days-left", days))
        }
        Some(days) => lamp(Lamp::Defect, &ui.tn("cases-desk-days-over", -days)),
        None => lamp(Lamp::Running, &ui.t("web-due-waiting")),
    }
}

/// The end of a number, as on a desk where all begin alike.
pub(super) fn number_tail(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    match letters.as_slice() {
        [_, .., _] if letters.len() > 7 => {
            let (serial, check) = letters.split_at(letters.len() - 1);
            let serial: String = serial.iter().skip(serial.len() - 6).collect();
            let check: String = check.iter().collect();
            format!("…{serial} {check}")
        }
        _ => number.to_owned(),
    }
}

/// Values of the address, decoded.
pub(super) fn query_pairs(path: &str) -> Vec<(String, String)> {
    path.split_once('?').map_or_else(Vec::new, |(_, query)| {
        serde_html_form::from_str(query).unwrap_or_default()
    })
}

pub(super) fn query_value(path: &str, name: &str) -> String {
    query_pairs(path)
        .into_iter()
        .find(|(found, _)| found == name)
        .map_or_else(String::new, |(_, value)| value)
}

/// An address with these values; empty ones are left out.
pub(super) fn address(path: &str, pairs: &[(&str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let query = serde_html_form::to_string(&pairs).unwrap_or_default();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
