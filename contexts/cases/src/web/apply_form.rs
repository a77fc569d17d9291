//! A page of the item's form: a few questions about one thing, saved at each step.

use super::{
    apply::{self, Open, open_or_go},
    forms, links,
    steps::Step,
};
use crate::{
    app::draft::{self, Draft},
    read::Answers,
};
use ::web::{
    App, NoFields, Problem, Submitted, Visit,
    ui::{
        self, Choice, ConflictForm, Difference, Field, PageOptions, Ui, Width, conflict, draft_form,
    },
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::{FieldKind, FormField, FormPage};
use kernel::CaseId;
use maud::{Markup, html};
use serde::Deserialize;

/// Up to so many options are radios; more are a select.
const RADIOS: usize = 7;

#[derive(Debug, Deserialize)]
pub(crate) struct PagePath {
    draft: CaseId,
    page: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Way {
    /// `check`: the visitor came from the overview and goes back there.
    #[serde(default)]
    pub(crate) then: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<PagePath>,
    Query(way): Query<Way>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let page = find_page(&open, &path.page)?;
    let step = Step::Form(page.code.clone());
    let body = form(&visit, &open, page, &step, &app.submit_key(), &way.then);
    Ok(apply::step_page(&visit, &open, &step, &body).into_response())
}

fn find_page<'o>(open: &'o Open, code: &str) -> Result<&'o FormPage, Problem> {
    let pages = &open.item.body.form;
    pages
        .iter()
        .find(|page| page.code == code)
        .ok_or_else(Problem::not_found)
}

fn form(visit: &Visit, open: &Open, page: &FormPage, step: &Step, key: &str, then: &str) -> Markup {
    let ui = &visit.ui;
    let answers = open.draft.answers();
    let fields = forms::shown(&open.item.body, page, &answers);
    let action = open.href(step);
    let save_to = format!("{action}/autosave");
    let is_alone = fields.len() == 1;
    draft_form(
        ui,
        &action,
        &save_to,
        key,
        html! {
            (apply::notice(visit))
            (apply::tab_fields(visit, open, key, then))
            @for field in fields { (form_field(visit, open, field, &answers, is_alone)) }
            (apply::step_buttons(ui, open))
        },
    )
}

fn form_field(
    visit: &Visit,
    open: &Open,
    field: &FormField,
    answers: &Answers,
    is_alone: bool,
) -> Markup {
    let ui = &visit.ui;
    let name = forms::control(&field.code);
    if open.draft.is_held(&field.code) {
        return held_field(ui, open, field, answers.get(&field.code));
    }
    // In a form that came back, what was not sent was not chosen.
    let value = match &visit.again {
        Some(_) => visit.typed(&name, ""),
        None => answers.get(&field.code).to_owned(),
    };
    control(
        ui,
        field,
        &value,
        visit.error_at(&name).as_deref(),
        is_alone,
    )
}

/// The question with its control; also for the correction of a form.
pub(crate) fn control(
    ui: &Ui,
    field: &FormField,
    value: &str,
    error: Option<&str>,
    is_alone: bool,
) -> Markup {
    let is_english = ui.is_english();
    let mut spec = Field::new(forms::control(&field.code), field.label.get(is_english))
        .error(error)
        .unit(field.unit.get(is_english));
    let hint = field.hint.get(is_english);
    if !hint.is_empty() {
        spec = spec.hint(hint);
    }
    if field.is_optional {
        spec = spec.optional();
    }
    if is_alone {
        spec = spec.question();
    }
    match field.kind {
        FieldKind::Line => ui::text_input(ui, &spec, value),
        FieldKind::PersonName => {
            ui::text_input(ui, &spec.width(Width::W18).autocomplete("name"), value)
        }
        FieldKind::Address => ui::text_input(ui, &spec.autocomplete("street-address"), value),
        FieldKind::Paragraph => ui::textarea(ui, &spec, value, 5),
        FieldKind::Number => ui::text_input(ui, &spec.width(Width::W8).digits(), value),
        FieldKind::Date => ui::date_input(ui, &spec, value),
        FieldKind::IdentityNumber => ui::identity_input(ui, &spec, value),
        FieldKind::Uscc => ui::text_input(ui, &spec.width(Width::W18).max_length(18), value),
        FieldKind::MobilePhone => ui::phone_input(ui, &spec, value),
        FieldKind::YesNo => {
            let chosen = match value {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            ui::yes_no(ui, &spec, chosen)
        }
        FieldKind::Choice => {
            let choices: Vec<Choice> = field
                .choices
                .iter()
                .map(|choice| Choice::new(&choice.code, choice.label.get(is_english)))
                .collect();
            let chosen = (!value.is_empty()).then_some(value);
            if choices.len() <= RADIOS {
                ui::radios(ui, &spec, &choices, chosen)
            } else {
                ui::select(ui, &spec, &choices, chosen)
            }
        }
    }
}

/// What the city holds: with its source and a way to say that it is wrong.
fn held_field(ui: &Ui, open: &Open, field: &FormField, value: &str) -> Markup {
    let source = if open.draft.party_kind == contracts::item::ServedParty::Firm {
        "cases-held-registration"
    } else {
        "cases-held-account"
    };
    let source = ui.tw(source, &[("at", ui.at(open.draft.held_at))]);
    let wrong = links::step(
        &open.item.body.code,
        open.id,
        &format!("held/{}", field.code),
    );
    let spec = Field::new(
        forms::control(&field.code),
        field.label.get(ui.is_english()),
    )
    .width(if field.kind == FieldKind::Line {
        Width::Full
    } else {
        Width::W18
    })
    .prefilled(ui::from(ui, &source, &wrong));
    ui::text_input(ui, &spec, value)
}

pub(crate) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<PagePath>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let page = find_page(&open, &path.page)?.clone();
    let step = Step::Form(page.code.clone());
    let typed = typed(&open, &page, &submitted.typed);
    if let Some(differences) = differences(&visit.ui, &open, &page, &step, &typed, &submitted) {
        let body = conflict_page(
            &visit.ui,
            &open,
            &step,
            &differences,
            &submitted,
            &app.submit_key(),
        );
        return Ok((StatusCode::CONFLICT, body).into_response());
    }
    let mut answers = open.draft.answers();
    answers.fields.extend(typed.iter().cloned());
    let is_english = visit.ui.is_english();
    let checked = forms::check_page(&open.item.body, &page, &answers, open.today, is_english);
    // What is wrong is kept as it was typed.
    let values: Vec<(String, String)> = typed
        .into_iter()
        .map(|(code, value)| match &checked {
            Ok(tidied) => (code.clone(), tidied.get(&code).to_owned()),
            Err(_) => (code, value),
        })
        .collect();
    let draft = put(
        &app,
        &visit,
        open.id,
        &step,
        &values,
        submitted.value("page"),
    )
    .await?;
    if submitted.value("do") == "later" {
        return Ok(Redirect::to(&format!("{}?kept=1", links::MY_CASES)).into_response());
    }
    checked.map_err(Problem::fields)?;
    let open = Open { draft, ..open };
    let way = apply::way_on(&open, &step, submitted.value("then"));
    Ok(Redirect::to(&way).into_response())
}

/// The script saves what is typed without pressing anything.
pub(crate) async fn autosave(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<PagePath>,
    body: String,
) -> Result<Response, Problem> {
    let Ok(apply::Stands::Draft(open)) = apply::open(&app, &visit, path.draft).await else {
        return Err(Problem::not_found());
    };
    let page = find_page(&open, &path.page)?;
    let step = Step::Form(page.code.clone());
    let sent: Vec<(String, String)> = serde_urlencoded(&body)?;
    let value = |name: &str| {
        let found = sent.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let typed = typed(&open, page, &sent);
    let seen = value("seen").parse().ok();
    if is_stale(&open, &step, seen, value("page")) {
        return Ok(StatusCode::CONFLICT.into_response());
    }
    put(&app, &visit, open.id, &step, &typed, value("page")).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn serde_urlencoded(body: &str) -> Result<Vec<(String, String)>, Problem> {
    serde_html_form::from_str(body)
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable"))
}

/// The answers of the page as sent; what the city holds is not typed over.
fn typed(open: &Open, page: &FormPage, sent: &[(String, String)]) -> Vec<(String, String)> {
    page.fields
        .iter()
        .filter(|field| !open.draft.is_held(&field.code))
        .filter_map(|field| {
            let name = forms::control(&field.code);
            let stands = forms::shown(&open.item.body, page, &open.draft.answers())
                .iter()
                .any(|shown| shown.code == field.code);
            let value = sent.iter().find(|(found, _)| *found == name);
            // A radio that nobody chose sends nothing.
            let value = value.map_or("", |(_, value)| value.as_str());
            stands.then(|| (field.code.clone(), value.to_owned()))
        })
        .collect()
}

async fn put(
    app: &App,
    visit: &Visit,
    id: CaseId,
    step: &Step,
    typed: &[(String, String)],
    page: &str,
) -> Result<Draft, Problem> {
    let (slug, now) = (step.slug(), visit.now);
    let changed = draft::change::<Draft>(&app.store, visit.actor.account, id.0, |draft| {
        for (code, value) in typed {
            draft.answers.fields.insert(code.clone(), value.clone());
        }
        draft.mark(&slug, page, now);
    })
    .await?;
    changed.ok_or_else(Problem::not_found)
}

/// Whether another showing of the same page saved after this one was shown.
fn is_stale(open: &Open, step: &Step, seen: Option<i64>, page: &str) -> bool {
    open.draft
        .saved
        .get(&step.slug())
        .is_some_and(|saved| saved.page != page && seen.is_some_and(|seen| saved.version > seen))
}

fn differences(
    ui: &Ui,
    open: &Open,
    page: &FormPage,
    step: &Step,
    typed: &[(String, String)],
    submitted: &Submitted<NoFields>,
) -> Option<Vec<Difference>> {
    if !is_stale(open, step, submitted.seen, submitted.value("page")) {
        return None;
    }
    let differences: Vec<Difference> = typed
        .iter()
        .filter(|(code, value)| open.draft.answers.get(code) != value)
        .filter_map(|(code, value)| {
            let field = page.fields.iter().find(|field| field.code == *code)?;
            Some(Difference {
                field: field.label.get(ui.is_english()).to_owned(),
                before: "—".to_owned(),
                theirs: super::answer_words(ui, field, open.draft.answers.get(code)),
                yours: super::answer_words(ui, field, value),
            })
        })
        .collect();
    (!differences.is_empty()).then_some(differences)
}

/// Two tabs: both versions, and which of them to keep.
fn conflict_page(
    ui: &Ui,
    open: &Open,
    step: &Step,
    differences: &[Difference],
    submitted: &Submitted<NoFields>,
    key: &str,
) -> Markup {
    let action = open.href(step);
    let hidden = html! {
        input type="hidden" name="seen" value=(open.draft.version);
        @for (name, value) in &submitted.typed {
            @if !["key", "seen", "back", "csrf"].contains(&name.as_str()) {
                input type="hidden" name=(name) value=(value);
            }
        }
    };
    let form = ConflictForm {
        action: &action,
        key,
        hidden,
        their_href: &action,
    };
    let at = ui.at(open.draft.saved_at);
    let who = ui.tw("cases-draft-conflict", &[("at", at)]);
    let body = html! { div.stack { (conflict(ui, &who, differences, &form)) } };
    let title = ui.t("web-conflict");
    ui.page_with(PageOptions::new(title).form_step(true).private(), body)
}

#[derive(Debug, Deserialize)]
pub(crate) struct HeldPath {
    code: String,
    draft: CaseId,
    field: String,
}

/// 不对？: what is held, by whom, and how to go on although it is wrong there.
pub(crate) async fn held(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<HeldPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let ui = &visit.ui;
    let body = &open.item.body;
    let field = body.fields().find(|field| field.code == path.field);
    let Some(field) = field.filter(|field| open.draft.is_held(&field.code)) else {
        return Err(Problem::not_found());
    };
    let label = field.label.get(ui.is_english()).to_owned();
    let action = links::step(&path.code, open.id, &format!("held/{}", path.field));
    let title = ui.tw("cases-held-wrong", &[("label", label.clone())]);
    let inside = html! {
        div.stack.measure {
            h1 { (title) }
            (ui::kv(&[(label, html! { (open.draft.answers().get(&field.code)) })]))
            p { (ui.t("cases-held-mend")) }
            p.row { a href={ "tel:" (body.enquiry_phone) } { (ui::icon("phone")) " " (body.enquiry_phone) } }
            p { (ui.t("cases-held-go-on")) }
            (ui::post_form(ui, &action, app.submit_key(), ui::actions(html! {
                (ui::button(&ui.t("cases-held-type")))
                (ui::link_button(&ui.t("cases-held-back"), &links::draft(&path.code, open.id)))
            })))
        }
    };
    Ok(ui
        .page_with(PageOptions::new(title).form_step(false).private(), inside)
        .into_response())
}

/// The applicant types it himself; the office sees that he disputes what is held.
pub(crate) async fn dispute(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<HeldPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let page = open
        .item
        .body
        .form
        .iter()
        .find(|page| page.fields.iter().any(|field| field.code == path.field));
    let Some(page) = page.filter(|_| open.draft.is_held(&path.field)) else {
        return Err(Problem::not_found());
    };
    let code = path.field.clone();
    draft::change::<Draft>(&app.store, visit.actor.account, open.id.0, |draft| {
        draft.answers.disputed.push(code.clone());
    })
    .await?;
    Ok(Redirect::to(&open.href(&Step::Form(page.code.clone()))).into_response())
}
