//! After the password: a password of one's own, the set-up of the second factor, the six digits.

use super::enter::{add_cookie, enter, log, step_cookie, step_token};
use super::sign_in::{clock_time, go_on};
use crate::app::sign_in::{CodeVerdict, Owner, find_owner, set_own_password, verify_code};
use crate::app::sign_in_log::Outcome;
use crate::app::steps::{self, Step};
use crate::app::{passwords, totp};
use ::web::ui::{
    self, Field, PageOptions, Ui, Width, actions, code_input, err_summary, password_input,
    post_form, primary_button,
};
use ::web::{App, Problem, Submitted, Visit};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

/// Somebody on the way in.
struct OnTheWay {
    token: String,
    step: Step,
    owner: Owner,
}

/// Who is on the way in; `None` if the time is over or nobody is.
async fn on_the_way(app: &App, headers: &HeaderMap) -> Result<Option<OnTheWay>, Problem> {
    let Some(token) = step_token(headers) else {
        return Ok(None);
    };
    let (store, named) = (app.store.clone(), token.clone());
    let found = app
        .store
        .read(move |reader| {
            let Some(step) = steps::find(reader, &store, &named)? else {
                return Ok(None);
            };
            Ok(find_owner(reader, &store, step.account)?.map(|owner| (step, owner)))
        })
        .await?;
    Ok(found
        .filter(|(_, owner)| !owner.is_locked)
        .map(|(step, owner)| OnTheWay { token, step, owner }))
}

fn back_to_the_door() -> Response {
    Redirect::to("/sign-in").into_response()
}

/// Ends the step and takes its cookie away.
async fn over(app: &App, way: &OnTheWay, response: Response) -> Result<Response, Problem> {
    steps::end(&app.store, &way.token).await?;
    let mut response = response;
    if !response.headers().contains_key("set-cookie") {
        add_cookie(&mut response, &step_cookie(app, ""));
    }
    Ok(response)
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewPasswordForm {
    #[serde(default, rename = "password-new")]
    new: String,
    #[serde(default, rename = "password-again")]
    again: String,
}

impl NewPasswordForm {
    /// Errors of a new password, by field.
    pub(crate) fn faults(&self, ui: &Ui, login: &str) -> Vec<ui::FieldError> {
        let mut faults = Vec::new();
        if let Some(code) = passwords::fault(&self.new, login) {
            faults.push(ui::FieldError::new(
                "password-new",
                ui.t(&::web::word_key(code)),
            ));
        } else if self.new != self.again {
            faults.push(ui::FieldError::new(
                "password-again",
                ui.t("admin-password-differs"),
            ));
        }
        faults
    }

    pub(crate) fn password(&self) -> &str {
        &self.new
    }
}

pub(crate) async fn password_page(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(match on_the_way(&app, &headers).await? {
        Some(way) if way.owner.credential.must_set_password() => {
            new_password_page(&visit.ui, &app.submit_key(), &[]).into_response()
        }
        Some(_) | None => back_to_the_door(),
    })
}

pub(crate) async fn set_password(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<NewPasswordForm>,
) -> Result<Response, Problem> {
    let Some(way) = on_the_way(&app, &headers).await? else {
        return Ok(back_to_the_door());
    };
    if !way.owner.credential.must_set_password() {
        return Ok(back_to_the_door());
    }
    let faults = submitted.form.faults(&visit.ui, &way.owner.login);
    if !faults.is_empty() {
        let page = new_password_page(&visit.ui, &app.submit_key(), &faults);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    set_own_password(&app.store, &way.owner, submitted.form.password()).await?;
    let mut owner = way.owner.clone();
    owner.credential.code_until = None;
    let onward = go_on(
        &app,
        &visit,
        &headers,
        &owner,
        &way.step.method,
        &way.step.next,
    )
    .await?;
    over(&app, &way, onward).await
}

/// The two boxes of a new password.
pub(crate) fn new_password_fields(ui: &Ui, errors: &[ui::FieldError]) -> Markup {
    let new = Field::new("password-new", ui.t("admin-password-new"))
        .hint(ui.t("admin-password-rule"))
        .errors(errors)
        .width(Width::W18);
    let again = Field::new("password-again", ui.t("admin-password-again"))
        .errors(errors)
        .width(Width::W18);
    html! {
        (password_input(ui, &new, "new-password"))
        (password_input(ui, &again, "new-password"))
    }
}

fn new_password_page(ui: &Ui, key: &str, errors: &[ui::FieldError]) -> Markup {
    let title = ui.t("admin-password-title");
    let body = html! {
        (err_summary(ui, errors))
        div.stack.measure {
            h1 { (title) }
            p { (ui.t("admin-password-why")) }
            (post_form(ui, "/sign-in/password", key, html! {
                (new_password_fields(ui, errors))
                (actions(html! { (primary_button(&ui.t("admin-password-button")).big()) }))
            }))
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

#[derive(Debug, Deserialize)]
pub(crate) struct CodeForm {
    #[serde(default)]
    code: String,
}

impl CodeForm {
    pub(crate) fn code(&self) -> &str {
        &self.code
    }
}

pub(crate) async fn code_page(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(match on_the_way(&app, &headers).await? {
        Some(way) if way.owner.credential.totp.is_some() => {
            six_digits_page(&visit.ui, &app.submit_key(), &[]).into_response()
        }
        Some(_) | None => back_to_the_door(),
    })
}

pub(crate) async fn check_code(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<CodeForm>,
) -> Result<Response, Problem> {
    let Some(way) = on_the_way(&app, &headers).await? else {
        return Ok(back_to_the_door());
    };
    if way.owner.credential.totp.is_none() || way.owner.credential.must_set_password() {
        return Ok(back_to_the_door());
    }
    let code = &submitted.form.code;
    match verify_code(&app.store, &way.owner, None, code, &visit.address).await? {
        CodeVerdict::Right => let_in(&app, &visit, &headers, &way).await,
        verdict @ (CodeVerdict::Wrong | CodeVerdict::LockedUntil(_) | CodeVerdict::SlowDown) => {
            log(
                &app,
                &visit,
                &headers,
                way.owner.account,
                &way.step.method,
                Outcome::WrongCode,
            )
            .await?;
            let errors = [code_error(&visit.ui, verdict)];
            let page = six_digits_page(&visit.ui, &app.submit_key(), &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn let_in(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    way: &OnTheWay,
) -> Result<Response, Problem> {
    let method = format!("{}+totp", way.step.method);
    let response = enter(app, visit, headers, &way.owner, &method, &way.step.next).await?;
    over(app, way, response).await
}

/// What to do about a code that was not taken.
pub(crate) fn code_error(ui: &Ui, verdict: CodeVerdict) -> ui::FieldError {
    let sentence = match verdict {
        CodeVerdict::LockedUntil(until) => {
            ui.tw("admin-sign-in-locked-until", &[("time", clock_time(until))])
        }
        CodeVerdict::SlowDown => ui.t("admin-sign-in-slow-down"),
        CodeVerdict::Wrong | CodeVerdict::Right => ui.t("admin-code-wrong"),
    };
    ui::FieldError::new("code", sentence)
}

/// The box for six digits.
pub(crate) fn code_field(ui: &Ui, errors: &[ui::FieldError]) -> Markup {
    let field = Field::new("code", ui.t("admin-code"))
        .hint(ui.t("admin-code-hint"))
        .errors(errors);
    code_input(ui, &field)
}

fn six_digits_page(ui: &Ui, key: &str, errors: &[ui::FieldError]) -> Markup {
    let title = ui.t("admin-code-title");
    let body = html! {
        (err_summary(ui, errors))
        div.stack.measure {
            h1 { (title) }
            (post_form(ui, "/sign-in/code", key, html! {
                (code_field(ui, errors))
                (actions(html! { (primary_button(&ui.t("admin-sign-in-button")).big()) }))
            }))
            p.small.muted { (ui.t("admin-code-lost")) }
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

pub(crate) async fn enrol_page(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let way = on_the_way(&app, &headers).await?;
    let Some((way, secret)) =
        way.and_then(|way| way.step.secret.clone().map(|secret| (way, secret)))
    else {
        return Ok(back_to_the_door());
    };
    Ok(
        enrolment_page(&visit.ui, &app.submit_key(), &secret, &way.owner.login, &[])
            .into_response(),
    )
}

pub(crate) async fn enrol(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<CodeForm>,
) -> Result<Response, Problem> {
    let Some(way) = on_the_way(&app, &headers).await? else {
        return Ok(back_to_the_door());
    };
    let Some(secret) = way
        .step
        .secret
        .clone()
        .filter(|_| way.owner.credential.totp.is_none())
    else {
        return Ok(back_to_the_door());
    };
    let code = &submitted.form.code;
    match verify_code(&app.store, &way.owner, Some(&secret), code, &visit.address).await? {
        CodeVerdict::Right => let_in(&app, &visit, &headers, &way).await,
        verdict @ (CodeVerdict::Wrong | CodeVerdict::LockedUntil(_) | CodeVerdict::SlowDown) => {
            let errors = [code_error(&visit.ui, verdict)];
            let page = enrolment_page(
                &visit.ui,
                &app.submit_key(),
                &secret,
                &way.owner.login,
                &errors,
            );
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The QR code, the key to type instead, and the box for the first code.
pub(crate) fn enrolment_fields(
    ui: &Ui,
    secret: &str,
    login: &str,
    errors: &[ui::FieldError],
) -> Markup {
    let address = totp::address(secret, login, &ui.t("web-brand"));
    let groups: Vec<String> = secret
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    html! {
        ol.stack.stack--s {
            li { (ui.t("admin-enrol-1")) }
            li { (ui.t("admin-enrol-2")) }
            li { (ui.t("admin-enrol-3")) }
        }
        div.w-12 role="img" aria-label=(ui.t("admin-enrol-picture")) { (PreEscaped(totp::qr_svg(&address))) }
        p { (ui.t("admin-enrol-key")) " " code.mono { (groups.join(" ")) } }
        (code_field(ui, errors))
    }
}

fn enrolment_page(
    ui: &Ui,
    key: &str,
    secret: &str,
    login: &str,
    errors: &[ui::FieldError],
) -> Markup {
    let title = ui.t("admin-enrol-title");
    let body = html! {
        (err_summary(ui, errors))
        div.stack.measure {
            h1 { (title) }
            p { (ui.t("admin-enrol-why")) }
            (post_form(ui, "/sign-in/enrol", key, html! {
                (enrolment_fields(ui, secret, login, errors))
                (actions(html! { (primary_button(&ui.t("admin-enrol-button")).big()) }))
            }))
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}
