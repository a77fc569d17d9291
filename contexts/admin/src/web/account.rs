//! My account: where I am signed in, my password, my second factor, my last sign-ins.

use super::enter::{add_cookie, cookie, failures_before, remember_browser};
use super::sign_in_steps::{
    CodeForm, NewPasswordForm, code_error, enrolment_fields, new_password_fields,
};
use crate::app::browsers;
use crate::app::sign_in::{
    CodeVerdict, Owner, Verdict, find_owner, remove_code, set_own_password, verify, verify_code,
};
use crate::app::sign_in_log::SignInLine;
use crate::app::totp;
use crate::read::sign_ins;
use ::web::session::{self, Session};
use ::web::ui::{
    self, Cell, Column, Field, PageOptions, Row, Table, Ui, Width, Zone, actions, button,
    card_section, danger_button, err_summary, kv, lamp, link_button, password_input, post_form,
    primary_button,
};
use ::web::{App, NoFields, Problem, Submitted, Visit};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::AccountId;
use maud::{Markup, html};
use serde::Deserialize;

/// Lines of the log on the page.
const LINES: usize = 10;

struct View {
    owner: Owner,
    sessions: Vec<Session>,
    log: Vec<SignInLine>,
    /// Key of the session that looks.
    here: String,
    keys: [String; 3],
    is_demo: bool,
    said: String,
    /// Failed sign-ins before this one, the newest first, and where to go on to: somebody just came
    /// in and has to hear of it.
    failures: Vec<SignInLine>,
    next: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// Where he was going when he was stopped to hear of failed sign-ins.
    #[serde(default)]
    next: String,
    /// What was just done.
    #[serde(default)]
    done: String,
}

/// The page stands on both sides of the house; a citizen sees it in the public frame.
fn ui_of(visit: &Visit) -> Ui {
    let mut ui = visit.ui.clone();
    if visit
        .session
        .as_ref()
        .is_some_and(|session| !session.is_staff)
    {
        ui.zone = Zone::Public;
    }
    ui
}

async fn owner(app: &App, account: AccountId) -> Result<Owner, Problem> {
    let store = app.store.clone();
    let owner = app
        .store
        .read(move |reader| find_owner(reader, &store, account))
        .await?;
    owner.ok_or_else(Problem::not_found)
}

pub(crate) async fn page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let account = visit.actor.account;
    let store = app.store.clone();
    let now = visit.now.plus_seconds(1);
    let (owner, sessions, log) = app
        .store
        .read(move |reader| {
            let owner = find_owner(reader, &store, account)?;
            let sessions = session::list(reader, &store, account)?;
            let log = sign_ins::list(reader, &store, Some(account), now, LINES)?;
            Ok((owner, sessions, log))
        })
        .await?;
    let next = ::web::is_own_path(&asked.next).then_some(asked.next);
    let failures = if next.is_some() {
        failures_before(&app, account).await?
    } else {
        Vec::new()
    };
    let view = View {
        failures,
        next,
        owner: owner.ok_or_else(Problem::not_found)?,
        sessions,
        log,
        here: visit
            .session
            .as_ref()
            .map(|session| session.key.clone())
            .unwrap_or_default(),
        keys: [app.submit_key(), app.submit_key(), app.submit_key()],
        is_demo: app.settings.is_demo,
        said: asked.done,
    };
    Ok(account_page(&ui_of(&visit), &view))
}

/// Signs out everywhere else: other browsers, forgotten machines.
pub(crate) async fn end_others(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    _: Submitted<NoFields>,
) -> Result<Response, Problem> {
    stay_only_here(&app, &visit, &headers, "/account?done=ended").await
}

/// Ends all sessions but this one and forgets all browsers but this one.
async fn stay_only_here(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Problem> {
    let account = visit.actor.account;
    session::end_all(app, account).await?;
    browsers::forget_all(&app.store, account).await?;
    if let Some(session) = &visit.session {
        session::save(app, session).await?;
    }
    let mut response = Redirect::to(next).into_response();
    add_cookie(
        &mut response,
        &remember_browser(app, headers, account).await?,
    );
    Ok(response)
}

#[derive(Debug, Deserialize)]
pub(crate) struct ChangePasswordForm {
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    new: NewPasswordForm,
}

pub(crate) async fn password_page(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    Ok(change_password_page(&ui_of(&visit), &app.submit_key(), &[]))
}

/// Changing the password asks for the old one, and signs out everywhere else.
pub(crate) async fn change_password(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<ChangePasswordForm>,
) -> Result<Response, Problem> {
    let ui = ui_of(&visit);
    let owner = owner(&app, visit.actor.account).await?;
    let ChangePasswordForm { password, new } = submitted.form;
    let mut faults = new.faults(&ui, &owner.login);
    if faults.is_empty() {
        let browser = cookie(&headers, browsers::COOKIE);
        let verdict = verify(&app.store, &owner.login, &password, &visit.address, browser).await?;
        let sentence = match verdict {
            Verdict::Right(_) => None,
            Verdict::LockedUntil(until) => Some(ui.tw(
                "admin-sign-in-locked-until",
                &[("time", super::sign_in::clock_time(until))],
            )),
            Verdict::SlowDown => Some(ui.t("admin-sign-in-slow-down")),
            Verdict::Wrong(_) | Verdict::Locked(_) => Some(ui.t("admin-password-old-wrong")),
        };
        faults.extend(sentence.map(|sentence| ui::FieldError::new("password", sentence)));
    }
    if !faults.is_empty() {
        let page = change_password_page(&ui, &app.submit_key(), &faults);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    set_own_password(&app.store, &owner, new.password()).await?;
    stay_only_here(&app, &visit, &headers, "/account?done=password").await
}

fn change_password_page(ui: &Ui, key: &str, errors: &[ui::FieldError]) -> Markup {
    let title = ui.t("admin-password-change");
    let old = Field::new("password", ui.t("admin-password-old"))
        .errors(errors)
        .width(Width::W18);
    let body = html! {
        (err_summary(ui, errors))
        div.stack.measure {
            h1 { (title) }
            (post_form(ui, "/account/password", key, html! {
                (password_input(ui, &old, "current-password"))
                (new_password_fields(ui, errors))
                (actions(html! { (primary_button(&ui.t("admin-password-button"))) }))
            }))
        }
    };
    ui.page_with(sub_page(ui, &title, !errors.is_empty()), body)
}

fn sub_page(ui: &Ui, title: &str, has_errors: bool) -> PageOptions {
    PageOptions::new(title)
        .crumbs([(ui.t("web-my-account"), "/account")], title)
        .form_step(has_errors)
        .private()
}

/// A secret that waits for its first code lies in a cookie of its own, sealed.
const SECRET_COOKIE: &str = "yimen-enrol";

pub(crate) async fn enrol_page(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let owner = owner(&app, visit.actor.account).await?;
    if owner.credential.totp.is_some() {
        return Ok(Redirect::to("/account").into_response());
    }
    let secret = totp::new_secret()?;
    let sealed = hex::encode(app.store.seal(SECRET_COOKIE, secret.as_bytes())?);
    let page = enrolment_page(
        &ui_of(&visit),
        &app.submit_key(),
        &secret,
        &owner.login,
        &[],
    );
    let mut response = page.into_response();
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    add_cookie(
        &mut response,
        &format!(
            "{SECRET_COOKIE}={sealed}; Path=/account; HttpOnly; SameSite=Lax; Max-Age=900{secure}"
        ),
    );
    Ok(response)
}

pub(crate) async fn enrol(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    submitted: Submitted<CodeForm>,
) -> Result<Response, Problem> {
    let owner = owner(&app, visit.actor.account).await?;
    let sealed = cookie(&headers, SECRET_COOKIE).and_then(|sealed| hex::decode(sealed).ok());
    let secret = sealed
        .and_then(|sealed| app.store.unseal(SECRET_COOKIE, &sealed).ok())
        .and_then(|secret| String::from_utf8(secret).ok());
    let Some(secret) = secret.filter(|_| owner.credential.totp.is_none()) else {
        return Ok(Redirect::to("/account/second-factor").into_response());
    };
    let code = submitted.form.code();
    match verify_code(&app.store, &owner, Some(&secret), code, &visit.address).await? {
        CodeVerdict::Right => Ok(Redirect::to("/account?done=enrolled").into_response()),
        verdict @ (CodeVerdict::Wrong | CodeVerdict::LockedUntil(_) | CodeVerdict::SlowDown) => {
            let ui = ui_of(&visit);
            let errors = [code_error(&ui, verdict)];
            let page = enrolment_page(&ui, &app.submit_key(), &secret, &owner.login, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Taking the second factor off: never for staff of a real city.
pub(crate) async fn remove(
    State(app): State<App>,
    visit: Visit,
    _: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let owner = owner(&app, visit.actor.account).await?;
    if !may_remove(&owner, app.settings.is_demo) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "admin.second-factor.required",
        ));
    }
    remove_code(&app.store, &owner).await?;
    Ok(Redirect::to("/account?done=removed"))
}

fn may_remove(owner: &Owner, is_demo: bool) -> bool {
    is_demo || !owner.is_staff()
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
            (post_form(ui, "/account/second-factor", key, html! {
                (enrolment_fields(ui, secret, login, errors))
                (actions(html! { (primary_button(&ui.t("admin-enrol-button"))) }))
            }))
        }
    };
    ui.page_with(sub_page(ui, &title, !errors.is_empty()), body)
}

fn account_page(ui: &Ui, view: &View) -> Markup {
    let title = ui.t("web-my-account");
    let [ended, removed, _] = &view.keys;
    let body = html! {
        @if let Some(word) = said(&view.said) { (ui::success_note(&ui.t(word), html! {})) }
        div.stack.stack--l {
            h1 { (title) }
            (told_of_failures(ui, view))
            (card_section("who", &ui.t("admin-account-who"), html! {}, kv(&[
                (ui.t("admin-account-name"), html! { (view.owner.name) }),
                (ui.t("admin-sign-in-login"), html! { span.mono { (view.owner.login) } }),
            ])))
            (card_section("password", &ui.t("admin-sign-in-password"),
                link_button(&ui.t("admin-password-change"), "/account/password"),
                html! { p { (ui.tw("admin-password-since", &[("on", view.owner.credential.changed_at.date().to_string())])) } }))
            (second_factor(ui, view, removed))
            (card_section("sessions", &ui.t("admin-sessions"), html! {}, html! {
                (sessions(ui, view))
                @if view.sessions.len() > 1 {
                    (post_form(ui, "/account/end-others", ended, html! {
                        (actions(html! { (button(&ui.t("admin-sessions-end"))) }))
                    }))
                }
            }))
            (card_section("log", &ui.t("admin-sign-ins"), html! {}, sign_in_table(ui, &view.log)))
        }
    };
    ui.page_with(PageOptions::new(title).private(), body)
}

/// What somebody hears who comes in after many failed sign-ins with his login.
fn told_of_failures(ui: &Ui, view: &View) -> Markup {
    let (Some(next), Some(newest)) = (&view.next, view.failures.first()) else {
        return html! {};
    };
    let params = [
        ("count", view.failures.len().to_string()),
        ("at", ui.at(newest.at)),
        ("address", newest.address.clone()),
    ];
    ui::note(
        ui::Note::Warning,
        &ui.tw("admin-failures-title", &params),
        html! {
            p { (ui.tw("admin-failures-what", &params)) }
            p { (ui.t("admin-failures-do")) }
            p.row { (ui::primary_link(&ui.t("admin-failures-on"), next)) (link_button(&ui.t("admin-password-change"), "/account/password")) }
        },
    )
}

fn said(done: &str) -> Option<&'static str> {
    match done {
        "ended" => Some("admin-done-ended"),
        "password" => Some("admin-done-password"),
        "enrolled" => Some("admin-done-enrolled"),
        "removed" => Some("admin-done-removed"),
        _ => None,
    }
}

fn second_factor(ui: &Ui, view: &View, key: &str) -> Markup {
    let is_on = view.owner.credential.totp.is_some();
    let state = if is_on {
        lamp(ui::Lamp::Normal, &ui.t("admin-second-factor-on"))
    } else {
        lamp(ui::Lamp::NotYet, &ui.t("admin-second-factor-off"))
    };
    let inside = html! {
        p { (ui.t("admin-second-factor-about")) }
        @if !is_on {
            p { (link_button(&ui.t("admin-second-factor-set"), "/account/second-factor")) }
        } @else if may_remove(&view.owner, view.is_demo) {
            (post_form(ui, "/account/second-factor/remove", key, html! {
                (actions(html! { (danger_button(&ui.t("admin-second-factor-remove"))) }))
            }))
        } @else {
            p.muted { (ui.t("admin-second-factor-required")) }
        }
    };
    card_section("factor", &ui.t("admin-second-factor"), state, inside)
}

fn sessions(ui: &Ui, view: &View) -> Markup {
    let rows = view
        .sessions
        .iter()
        .map(|session| {
            let here = session.key == view.here;
            Row::new(vec![
                Cell::head(html! {
                    (if session.agent.is_empty() { ui.t("admin-agent-unknown") } else { session.agent.clone() })
                    @if here { " " (ui::tag(&ui.t("admin-session-here"))) }
                }),
                Cell::nowrap(ui.at(session.signed_in_at)),
                Cell::nowrap(ui.at(session.seen_at)),
                Cell::new(method_words(ui, &session.method)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-agent")),
        Column::text(ui.t("admin-since")),
        Column::text(ui.t("admin-seen")),
        Column::text(ui.t("admin-method")),
    ];
    Table::new(ui.t("admin-sessions"), columns, rows).render(ui)
}

/// How a sign-in was proved, in words.
pub(crate) fn method_words(ui: &Ui, method: &str) -> String {
    let key = match method {
        "password" => "admin-method-password",
        "password+totp" => "admin-method-password-totp",
        "oidc" | "oidc+totp" => "admin-method-oidc",
        "token" => "admin-method-token",
        _ => return method.to_owned(),
    };
    ui.t(key)
}

/// Sign-ins as a table, without names: for the person himself.
fn sign_in_table(ui: &Ui, lines: &[SignInLine]) -> Markup {
    let rows = lines
        .iter()
        .map(|line| {
            Row::new(vec![
                Cell::nowrap(ui.at(line.at)),
                Cell::new(ui.t(line.outcome.word_key())),
                Cell::new(method_words(ui, &line.method)),
                Cell::mono(&line.address),
                Cell::new(&line.agent),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-when")),
        Column::text(ui.t("admin-outcome")),
        Column::text(ui.t("admin-method")),
        Column::text(ui.t("admin-address")),
        Column::text(ui.t("admin-agent")),
    ];
    Table::new(ui.t("admin-sign-ins"), columns, rows).render(ui)
}
