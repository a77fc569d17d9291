//! The shell's own routes and pages: settings, health, and every problem as a page.

use crate::app::App;
use crate::problem::{Problem, RECORD_DAMAGED};
use crate::ui::{Button, Prefs, Repeat};
use crate::visit::{Visit, say};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

/// Routes that belong to no context.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/prefs", axum::routing::post(set_prefs))
        .route("/healthz", axum::routing::get(|| async { "ok\n" }))
        .route("/readyz", axum::routing::get(ready))
        .route("/metrics", axum::routing::get(measurements))
        .route("/api/openapi.json", axum::routing::get(description))
}

/// A path of our own: begins with one slash and has no second one to make it a host.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.contains(['\r', '\n', '\\'])
}

/// The path without one query value.
pub(crate) fn without_query_value(path: &str, name: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| pair.split_once('=').map_or(*pair, |(found, _)| found) != name)
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// The sign-in page that comes back to `back`.
pub(crate) fn sign_in_address(app: &App, _visit: &Visit, back: &str) -> String {
    let next = utf8_percent_encode(back, NON_ALPHANUMERIC);
    format!("{}?next={next}", app.site.links.sign_in)
}

async fn set_prefs(State(app): State<App>, visit: Visit, body: String) -> Response {
    let fields: Vec<(String, String)> = serde_html_form::from_str(&body).unwrap_or_default();
    let mut prefs: Prefs = visit.ui.prefs;
    let mut back = "/".to_owned();
    for (name, value) in &fields {
        if name == "back" && is_own_path(value) {
            back = without_query_value(value, "lang");
        } else {
            prefs.set(name, value);
        }
    }
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "prefs={}; Path=/; SameSite=Lax; Max-Age=31536000{secure}",
        prefs.to_cookie()
    );
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}

async fn ready(State(app): State<App>) -> Response {
    match app.store.read(|_| Ok(())).await {
        Ok(()) => "ready\n".into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database cannot be read\n",
        )
            .into_response(),
    }
}

async fn description(State(app): State<App>) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        app.openapi.clone(),
    )
        .into_response()
}

/// Measurements, for a collector on this machine.
async fn measurements(State(app): State<App>, visit: Visit) -> Result<String, Problem> {
    let is_local = visit
        .address
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    match &app.settings.metrics {
        Some(metrics) if is_local => Ok(metrics.render()),
        Some(_) | None => Err(Problem::not_found()),
    }
}

pub(crate) async fn nothing_here() -> Problem {
    Problem::not_found()
}

/// A problem as a page of its own.
pub(crate) fn problem_page(
    visit: &Visit,
    problem: &Problem,
    typed: &[(String, String)],
    back: Option<&str>,
) -> Response {
    let ui = &visit.ui;
    let detail = &problem.detail;
    let page = match problem.status {
        StatusCode::NOT_FOUND => crate::ui::not_found(ui, None).page(ui),
        StatusCode::FORBIDDEN if detail.code == "web.forbidden" => {
            crate::ui::forbidden(ui, "", None).page(ui)
        }
        StatusCode::INTERNAL_SERVER_ERROR if detail.code == RECORD_DAMAGED => {
            let reason = say(ui, &detail.code, &detail.params);
            crate::ui::record_damaged(ui, &reason, &visit.request_id).page(ui)
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            crate::ui::failure(ui, &visit.request_id, false).page(ui)
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            let reason = say(ui, &detail.code, &detail.params);
            let is_unknown = detail.code == "web.unknown-repeat";
            // A password is typed again, never put into a page.
            let is_secret = typed.iter().any(|(name, _)| name.starts_with("password"));
            let repeat = if typed.is_empty() || is_secret {
                Repeat::Page(back.unwrap_or(&ui.path))
            } else {
                Repeat::Form(typed)
            };
            crate::ui::unavailable(ui, &reason, is_unknown, &visit.request_id, &repeat).page(ui)
        }
        _ => {
            let mut reason = say(ui, &detail.code, &detail.params);
            for field in &detail.fields {
                reason.push(' ');
                reason.push_str(&say(ui, &field.code, &field.params));
            }
            let basis = detail
                .basis
                .as_ref()
                .map(|basis| basis.cited(ui.is_english()))
                .unwrap_or_default();
            crate::ui::refused(ui, &reason, &basis, &[] as &[Button]).page(ui)
        }
    };
    let mut response = (problem.status, page).into_response();
    ask_again_later(&mut response);
    response
}

/// Says to programs and proxies when to try again.
fn ask_again_later(response: &mut Response) {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
}

/// A problem for a program (RFC 9457), with the sentence in both languages.
pub(crate) fn problem_json(visit: &Visit, problem: &Problem) -> Response {
    let detail = &problem.detail;
    let in_language = |lang| {
        let params: Vec<(&str, String)> = detail
            .params
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        visit.ui.words.text_with(lang, &detail.words(), &params)
    };
    let body = json!({
        "type": format!("/problems/{}", detail.code),
        "title": in_language(crate::words::Lang::En),
        "title_zh": in_language(crate::words::Lang::Zh),
        "status": problem.status.as_u16(),
        "code": detail.code,
        "basis": detail.basis.as_ref().map(ToString::to_string),
        "field": detail.field,
        "fields": detail.fields,
        "request_id": visit.request_id,
    });
    let mut response = (
        problem.status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response();
    ask_again_later(&mut response);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_never_leaves_the_house() {
        for path in ["//evil", "/\\evil", "https://evil", "", "/a\r\nb"] {
            assert!(!is_own_path(path), "{path}");
        }
        assert!(is_own_path("/my/cases?after=1"));
    }

    #[test]
    fn one_value_is_taken_out_of_a_query() {
        assert_eq!(without_query_value("/a?again=1&b=2", "again"), "/a?b=2");
        assert_eq!(without_query_value("/a?again=1", "again"), "/a");
    }
}
