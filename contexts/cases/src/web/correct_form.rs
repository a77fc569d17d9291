//! The form again, where the notice found it wrong: every question with what was answered.

use super::{
    apply, apply_form,
    case_page::{find_mine, number},
    correct::{Purpose, asked, change, load},
    forms, links,
};
use crate::domain::notify_correction::FORM;
use ::web::{
    App, NoFields, Problem, Submitted, Visit,
    ui::{self, PageOptions, actions, link_button, post_form, primary_button},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::CaseId;
use maud::html;

/// The form again, with what was answered.
pub(crate) async fn show_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let (detail, brought) = load(&app, &visit, id).await?;
    let is_asked = asked(&detail, Purpose::Correct)
        .iter()
        .any(|asked| asked.code == FORM);
    let Some(item) = detail.item.clone().filter(|_| is_asked) else {
        return Err(Problem::not_found());
    };
    let ui = &visit.ui;
    let answers = brought.answers.as_ref().unwrap_or(&detail.answers);
    let errors = apply::errors(&visit);
    let title = ui.t("cases-correct-form");
    let action = format!("{}/form", links::my_case_act(id, "correct"));
    let inside = html! {
        div.stack.measure {
            (ui::err_summary(ui, &errors))
            (apply::notice(&visit))
            h1 { (title) }
            @for asked in asked(&detail, Purpose::Correct).iter().filter(|asked| asked.code == FORM) {
                p { b { (ui.t("cases-correct-reason")) } (asked.reason) }
            }
            (post_form(ui, &action, app.submit_key(), html! {
                @for page in &item.body.form {
                    h2 { (page.title.get(ui.is_english())) }
                    @for field in &page.fields {
                        @let name = forms::control(&field.code);
                        (apply_form::control(
                            ui,
                            field,
                            &visit.typed(&name, answers.get(&field.code)),
                            visit.error_at(&name).as_deref(),
                            false,
                        ))
                    }
                }
                (actions(html! {
                    (primary_button(&ui.t("cases-correct-form-save")))
                    (link_button(&ui.t("cases-back"), &links::my_case_act(id, "correct")))
                }))
            }))
        }
    };
    let options = PageOptions::new(title.clone())
        .crumbs(
            [
                (number(&detail), links::my_case(id)),
                (ui.t("cases-correct"), links::my_case_act(id, "correct")),
            ],
            title,
        )
        .form_step(!errors.is_empty())
        .private();
    Ok(ui.page_with(options, inside).into_response())
}

/// Keeps the corrected form with what is brought.
pub(crate) async fn save_form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let is_asked = asked(&detail, Purpose::Correct)
        .iter()
        .any(|asked| asked.code == FORM);
    let Some(item) = detail.item.clone().filter(|_| is_asked) else {
        return Err(Problem::not_found());
    };
    let mut answers = detail.answers.clone();
    for field in item.body.fields() {
        let value = submitted.value(&forms::control(&field.code)).to_owned();
        answers.fields.insert(field.code.clone(), value);
    }
    let is_english = visit.ui.is_english();
    let tidied = forms::check_all(&item.body, &answers, detail.today(), is_english)
        .map_err(Problem::fields)?;
    change(&app, &visit, id, |brought| {
        brought.answers = Some(tidied.clone());
    })
    .await?;
    Ok(Redirect::to(&links::my_case_act(id, "correct")).into_response())
}
