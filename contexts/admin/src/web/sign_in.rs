//! The door: login and password, one page for citizens and staff.

use super::enter::{add_cookie, cookie, enter, landing, log, step_cookie};
use crate::app::browsers;
use crate::app::oidc::find_settings;
use crate::app::sign_in::{Missing, Owner, Verdict, missing, verify};
use crate::app::sign_in_log::Outcome;
use crate::app::steps::{self, Step};
use crate::app::totp;
use ::web::ui::{
    self, Field, LinkLine, PageOptions, Tab, Ui, Width, actions, card, err_summary, links,
    password_input, post_form, primary_button, tabs, text_input,
};
use ::web::{App, Problem, Submitted, Visit};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::AccountId;
use maud::{Markup, html};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
    /// `firm` shows how firms sign in.
    #[serde(default, rename = "as")]
    side: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// What the page shows.
#[derive(Debug, Default)]
struct View {
    next: String,
    login: String,
    is_firm: bool,
    /// Field and sentence.
    errors: Vec<ui::FieldError>,
    /// Name of the identity provider, if there is one.
    provider: Option<String>,
    key: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if let Some(session) = &visit.session {
        let next = if ::web::is_own_path(&asked.next) {
            asked.next
        } else {
            landing(&app, &visit.actor, session.is_staff)
        };
        return Ok(Redirect::to(&next).into_response());
    }
    let view = View {
        next: asked.next,
        is_firm: asked.side == "firm",
        provider: provider(&app, &visit.ui).await?,
        key: app.submit_key(),
        ..View::default()
    };
    Ok(sign_in_page(&visit.ui, &view).into_response())
}

/// Name of the identity provider in the visitor's language, if there is one.
async fn provider(app: &App, ui: &Ui) -> Result<Option<String>, Problem> {
    let settings = find_settings(&app.store).await?;
    Ok(settings.map(|settings| settings.name.get(ui.is_english()).to_owned()))
}

pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<SignInForm>,
) -> Result<Response, Problem> {
    let SignInForm {
        login,
        password,
        next,
    } = submitted.form;
    let ui = &visit.ui;
    let mut view = View {
        next,
        login: login.trim().to_owned(),
        key: app.submit_key(),
        ..View::default()
    };
    for (field, value, word) in [
        ("login", &view.login, "admin-sign-in-login-missing"),
        ("password", &password, "admin-sign-in-password-missing"),
    ] {
        if value.is_empty() {
            view.errors.push(ui::FieldError::new(field, ui.t(word)));
        }
    }
    if !view.errors.is_empty() {
        return again(&app, &visit, view, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let browser = cookie(&headers, browsers::COOKIE);
    let verdict = verify(&app.store, &view.login, &password, &visit.address, browser).await?;
    let (account, outcome, sentence, status) = match verdict {
        Verdict::Right(owner) => {
            return go_on(&app, &visit, &headers, &owner, "password", &view.next).await;
        }
        Verdict::Wrong(account) => (
            account.unwrap_or(AccountId(0)),
            Outcome::Wrong,
            ui.t("admin-sign-in-wrong"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        Verdict::LockedUntil(until) => (
            AccountId(0),
            Outcome::Throttled,
            ui.tw("admin-sign-in-locked-until", &[("time", clock_time(until))]),
            StatusCode::TOO_MANY_REQUESTS,
        ),
        Verdict::SlowDown => (
            AccountId(0),
            Outcome::Throttled,
            ui.t("admin-sign-in-slow-down"),
            StatusCode::TOO_MANY_REQUESTS,
        ),
        Verdict::Locked(account) => (
            account,
            Outcome::Locked,
            ui.t("admin-sign-in-locked"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    };
    log(&app, &visit, &headers, account, "password", outcome).await?;
    view.errors.push(ui::FieldError::new("login", sentence));
    again(&app, &visit, view, status).await
}

/// The page again, with its errors. It is shown at once and not through the shell's memory of
/// forms, which would keep the password.
async fn again(
    app: &App,
    visit: &Visit,
    mut view: View,
    status: StatusCode,
) -> Result<Response, Problem> {
    view.provider = provider(app, &visit.ui).await?;
    Ok((status, sign_in_page(&visit.ui, &view)).into_response())
}

/// `15:04`, as a clock in the city shows it.
pub(crate) fn clock_time(at: kernel::Timestamp) -> String {
    let at = at.civil();
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Goes on after the first proof: in, or to what is still missing.
pub(crate) async fn go_on(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    owner: &Owner,
    method: &str,
    next: &str,
) -> Result<Response, Problem> {
    let (page, secret) = match missing(owner, app.settings.is_demo) {
        Missing::Nothing => return enter(app, visit, headers, owner, method, next).await,
        Missing::Password => ("/sign-in/password", None),
        Missing::Code => ("/sign-in/code", None),
        Missing::Enrolment => ("/sign-in/enrol", Some(totp::new_secret()?)),
    };
    let step = Step {
        account: owner.account,
        next: next.to_owned(),
        secret,
        method: method.to_owned(),
    };
    let token = steps::begin(&app.store, &step).await?;
    let mut response = Redirect::to(page).into_response();
    add_cookie(&mut response, &step_cookie(app, &token));
    Ok(response)
}

/// Signing out; the button of the frame sends no key.
pub(crate) async fn sign_out(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    if let Some(session) = &visit.session {
        ::web::session::end(&app, session).await?;
    }
    let mut response = Redirect::to(&app.site.links.home).into_response();
    add_cookie(&mut response, &::web::session::no_cookie());
    Ok(response)
}

fn sign_in_page(ui: &Ui, view: &View) -> Markup {
    let body = html! {
        (err_summary(ui, &view.errors))
        div.split.aside-24 {
            div.stack.measure {
                h1 { (ui.t("admin-sign-in-title")) }
                p.muted { (ui.t("admin-sign-in-not-needed")) }
                (tabs(&ui.t("admin-sign-in-who"), &sides(ui, view)))
                @if view.is_firm {
                    (ui::note(ui::Note::Info, &ui.t("admin-sign-in-firm-title"), html! {
                        p { (ui.t("admin-sign-in-firm-how")) }
                    }))
                }
                (form(ui, view))
            }
            aside.stack aria-label=(ui.t("admin-sign-in-other")) {
                @if let Some(provider) = &view.provider {
                    (card(html! {
                        h2 { (ui.t("admin-sign-in-other")) }
                        (links(&[LinkLine::new(provider, provider_href(&view.next), ui::icon("next"))]))
                    }))
                }
                div.card.card--sunken.stack.stack--s {
                    h2 { (ui.t("admin-sign-in-no-account")) }
                    p { (ui.t("admin-sign-in-no-account-how")) }
                    p { (ui.t("admin-sign-in-no-phone")) " " a href="tel:12345" { "12345" } }
                }
                p.small.muted { (ui.t("admin-sign-in-staff")) }
            }
        }
    };
    let options = PageOptions::new(ui.t("admin-sign-in-title"))
        .form_step(!view.errors.is_empty())
        .private();
    ui.page_with(options, body)
}

fn provider_href(next: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    format!(
        "/sign-in/provider?next={}",
        utf8_percent_encode(next, NON_ALPHANUMERIC)
    )
}

fn sides(ui: &Ui, view: &View) -> [Tab; 2] {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let next = utf8_percent_encode(&view.next, NON_ALPHANUMERIC);
    [
        Tab::new(
            ui.t("admin-sign-in-person"),
            format!("/sign-in?next={next}"),
            !view.is_firm,
        )
        .icon("user"),
        Tab::new(
            ui.t("admin-sign-in-firm"),
            format!("/sign-in?as=firm&next={next}"),
            view.is_firm,
        )
        .icon("firm"),
    ]
}

fn form(ui: &Ui, view: &View) -> Markup {
    let login = Field::new("login", ui.t("admin-sign-in-login"))
        .hint(ui.t("admin-sign-in-login-hint"))
        .errors(&view.errors)
        .width(Width::W18)
        .autocomplete("username");
    let password = Field::new("password", ui.t("admin-sign-in-password"))
        .hint(ui.t("admin-sign-in-password-hint"))
        .errors(&view.errors)
        .width(Width::W18);
    post_form(
        ui,
        "/sign-in",
        &view.key,
        html! {
            input type="hidden" name="next" value=(view.next);
            (text_input(ui, &login, &view.login))
            (password_input(ui, &password, "current-password"))
            (actions(html! { (primary_button(&ui.t("admin-sign-in-button")).big()) }))
        },
    )
}
