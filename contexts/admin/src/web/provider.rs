//! Signing in through an identity provider: there, and back.

use super::enter::{add_cookie, cookie};
use super::sign_in::go_on;
use crate::app::oidc::{OidcError, arrive, depart, settle_account};
use crate::app::sign_in::find_owner;
use ::web::{App, Problem, Visit};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Keeps the state in the browser that asked.
const COOKIE: &str = "yimen-provider";

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

fn state_cookie(app: &App, state: &str) -> String {
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    let age = if state.is_empty() { 0 } else { 900 };
    format!("{COOKIE}={state}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

fn problem(error: OidcError) -> Problem {
    match error {
        OidcError::NotConfigured => Problem::not_found(),
        OidcError::Command(error) => error.into(),
        OidcError::ForeignAnswer => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "admin.provider.foreign-answer",
        ),
        OidcError::NotVerified => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "admin.provider.not-verified",
        ),
        OidcError::Provider(_) | OidcError::BadToken(_) | OidcError::NotOnTls(_) => {
            // Someone must look after it: nobody can sign in this way now.
            tracing::error!(error = %error, "the identity provider does not answer rightly");
            Problem::new(StatusCode::BAD_GATEWAY, "admin.provider.unreachable")
        }
    }
}

pub(crate) async fn leave(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let departure = depart(&app.store, &app.settings.public_url, &asked.next)
        .await
        .map_err(problem)?;
    let mut response = Redirect::to(&departure.address).into_response();
    add_cookie(&mut response, &state_cookie(&app, &departure.state));
    Ok(response)
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    /// The person changed his mind, or the provider refused.
    #[serde(default)]
    error: String,
}

pub(crate) async fn back(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Problem> {
    if !answer.error.is_empty() {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let state = cookie(&headers, COOKIE);
    let vouched = arrive(
        &app.store,
        &app.settings.public_url,
        &answer.code,
        &answer.state,
        state.as_deref(),
    )
    .await
    .map_err(problem)?;
    let (store, next) = (app.store.clone(), vouched.next.clone());
    let account = tokio::task::spawn_blocking(move || settle_account(&store, &vouched))
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal"))?
        .map_err(problem)?;
    let store = app.store.clone();
    let owner = app
        .store
        .read(move |reader| find_owner(reader, &store, account))
        .await?
        .ok_or_else(Problem::not_found)?;
    if owner.is_locked {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "admin.sign-in.locked",
        ));
    }
    let mut response = go_on(&app, &visit, &headers, &owner, "oidc", &next).await?;
    add_cookie(&mut response, &state_cookie(&app, ""));
    Ok(response)
}
