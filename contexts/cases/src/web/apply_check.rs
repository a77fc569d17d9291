//! 核对并提交: everything once more with a way to change it, and the button that files it.

use super::{
    apply::{self, DraftPath, Open, open_or_go},
    forms, links,
    steps::{Progress, Step},
};
use crate::{
    app::draft::{self, Draft},
    domain::submit::Submit,
};
use ::web::{
    App, NoFields, Problem, Submitted, Visit,
    ui::{self, Note, Ui, actions, link_button, note, post_form, primary_button, primary_link},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::{FormPage, Necessity};
use kernel::CaseId;
use maud::{Markup, html};

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let body = page(&visit, &open, &app.submit_key());
    Ok(apply::step_page(&visit, &open, &Step::Check, &body).into_response())
}

fn page(visit: &Visit, open: &Open, key: &str) -> Markup {
    let ui = &visit.ui;
    let filling = open.filling();
    html! {
        (apply::notice(visit))
        (applicant(ui, open))
        @for step in filling.steps() {
            @match &step {
                Step::Form(code) => {
                    @if let Some(page) = open.item.body.form.iter().find(|page| page.code == *code) {
                        (answers(ui, open, page, &step))
                    }
                },
                Step::Materials => { (materials(ui, open)) },
                Step::Promise => { (promise(ui, open)) },
                Step::Service => { (service(ui, open)) },
                Step::Check => {},
            }
        }
        @if filling.is_ready() { (send(ui, open, key)) } @else { (not_ready(ui, open)) }
    }
}

fn applicant(ui: &Ui, open: &Open) -> Markup {
    let item = &open.item.body;
    let units = [
        (
            ui.t("cases-check-item"),
            html! { (item.name.get(ui.is_english())) },
        ),
        (ui.t("cases-check-applicant"), html! { (open.applicant) }),
    ];
    ui::card(ui::kv_rule(&units))
}

/// One part with what was given and where to change it.
fn part(ui: &Ui, open: &Open, step: &Step, body: Markup) -> Markup {
    let title = open.filling().title(ui, step);
    let id = format!("part-{}", step.slug().replace('/', "-"));
    let change = html! {
        a href={ (open.href(step)) "?then=check" } {
            (ui.t("cases-check-change")) span.vh { "：" (title) }
        }
    };
    ui::card_section(&id, &title, change, body)
}

fn answers(ui: &Ui, open: &Open, page: &FormPage, step: &Step) -> Markup {
    let answers = open.draft.answers();
    let lines: Vec<(String, Markup)> = page
        .fields
        .iter()
        .filter(|field| forms::holds(&open.item.body, &field.only_if, &answers))
        .map(|field| {
            let words = super::answer_words(ui, field, answers.get(&field.code));
            (
                field.label.get(ui.is_english()).to_owned(),
                html! { (words) },
            )
        })
        .collect();
    let state = open.filling().progress(step);
    part(
        ui,
        open,
        step,
        html! {
            @if let Progress::ToMend(n) = state {
                p { (ui::lamp(ui::Lamp::Warning, &ui.tn("cases-step-to-mend", i64::try_from(n).unwrap_or(i64::MAX)))) }
            }
            (ui::kv_rule(&lines))
        },
    )
}

fn materials(ui: &Ui, open: &Open) -> Markup {
    let is_english = ui.is_english();
    let asked = forms::materials(&open.item.body, &open.draft.answers());
    let lines: Vec<(String, Markup)> = asked
        .into_iter()
        .map(|material| {
            let files = open.draft.files.of(&material.code);
            let words = html! {
                @for file in files { div { (file.name) } }
                @if files.is_empty() {
                    @if forms::is_looked_up(material) {
                        (ui.t("cases-material-looked-up"))
                    } @else {
                        @match material.necessity {
                            Necessity::Required => { (ui::lamp(ui::Lamp::Warning, &ui.t("cases-material-none-needed"))) },
                            Necessity::Deferrable => { (ui.t("cases-material-none-deferrable")) },
                            Necessity::Optional => { (ui.t("cases-material-none")) },
                        }
                    }
                }
            };
            (material.name.get(is_english).to_owned(), words)
        })
        .collect();
    part(ui, open, &Step::Materials, ui::kv_rule(&lines))
}

fn promise(ui: &Ui, open: &Open) -> Markup {
    let words = match open.filling().by_promise() {
        Some(true) => ui.t("cases-promise-yes"),
        Some(false) => ui.t("cases-promise-no"),
        None => ui.t("cases-answer-none"),
    };
    part(ui, open, &Step::Promise, html! { p { (words) } })
}

fn service(ui: &Ui, open: &Open) -> Markup {
    let service = &open.draft.service;
    let electronic = match service.is_electronic {
        Some(true) => ui.t("cases-service-yes"),
        Some(false) => ui.t("cases-service-no"),
        None => ui.t("cases-answer-none"),
    };
    let lines = [
        (
            ui.t("cases-service-recipient"),
            html! { (service.recipient) },
        ),
        (ui.t("cases-service-phone"), html! { (service.phone) }),
        (ui.t("cases-service-address"), html! { (service.address) }),
        (ui.t("cases-service-electronic"), html! { (electronic) }),
    ];
    part(ui, open, &Step::Service, ui::kv_rule(&lines))
}

fn not_ready(ui: &Ui, open: &Open) -> Markup {
    let first = open.filling().first_open();
    let title = open.filling().title(ui, &first);
    let body = html! {
        p { (ui.tw("cases-check-not-ready-about", &[("step", title)])) }
        div.row.mt2 { (primary_link(&ui.t("cases-check-go-on"), &open.href(&first))) }
    };
    note(Note::Warning, &ui.t("cases-check-not-ready"), body)
}

fn send(ui: &Ui, open: &Open, key: &str) -> Markup {
    let missing = open.filling().missing();
    let names: Vec<&str> = missing
        .iter()
        .filter_map(|code| open.item.body.material(code))
        .map(|material| material.name.get(ui.is_english()))
        .collect();
    html! {
        @if !names.is_empty() {
            (note(Note::Warning, &ui.tn("cases-materials-missing", i64::try_from(names.len()).unwrap_or(i64::MAX)), html! {
                ul { @for name in &names { li { (name) } } }
                p { (ui.t("cases-check-missing-about")) }
            }))
        }
        p.measure { (ui.t("cases-check-truth")) }
        (post_form(ui, &open.href(&Step::Check), key, actions(html! {
            (primary_button(&ui.t("cases-check-send")).big())
            (link_button(&ui.t("cases-save-for-later"), &format!("{}?kept=1", links::MY_CASES)))
        })))
        p.small.muted { (ui.t("cases-check-after")) }
    }
}

/// Files the application: it becomes a case with a number.
pub(crate) async fn send_in(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let item = &open.item.body;
    let is_english = visit.ui.is_english();
    let answers = forms::check_all(item, &open.draft.answers(), open.today, is_english)
        .map_err(|_| not_ready_problem())?;
    if !open.filling().is_ready() {
        return Err(not_ready_problem());
    }
    let conditional = forms::conditional(item, &answers);
    let promise = item.promise.as_ref().map(|rule| rule.promise.zh.as_str());
    let mut draft = open.draft.clone();
    draft.by_promise = open.filling().by_promise();
    // Files of a material that an earlier answer had asked for are not handed in.
    draft
        .files
        .by_material
        .retain(|code, _| open.filling().uploads().contains(&code.as_str()));
    let application =
        draft::application(&app.store, open.id, &draft, answers, conditional, promise)?;
    let done = app
        .execute(&visit, submitted.key, Submit { application })
        .await;
    match done {
        Ok(_) => {}
        // The other tab was quicker: it is filed, once.
        Err(problem) if is_filed(&app, open.id).await? => {
            tracing::debug!(code = %problem.detail.code, "an application was sent twice");
        }
        Err(problem) => return Err(problem),
    }
    draft::delete::<Draft>(&app.store, open.id.0).await?;
    Ok(Redirect::to(&links::my_case_act(open.id, "sent")).into_response())
}

fn not_ready_problem() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cases.check.not-ready")
}

async fn is_filed(app: &App, id: CaseId) -> Result<bool, Problem> {
    let state = app
        .store
        .read(move |reader| reader.find_state::<crate::domain::Case>(id.0))
        .await?;
    Ok(state.is_some())
}
