//! Letting somebody in: the session, the log, and where he goes from here.

use crate::app::browsers;
use crate::app::sign_in::Owner;
use crate::app::sign_in_log::{self, Outcome, SignInLine};
use crate::app::steps;
use crate::read::sign_ins;
use ::web::session::{self, Session};
use ::web::{App, Problem, Visit};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AccountId, Actor};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::Who;

/// Browser and system in two words, as people know them: `Chrome, Android`. What is not known is
/// shown as it calls itself, shortened.
pub(crate) fn agent(headers: &HeaderMap) -> String {
    let full = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    short_agent(full)
}

/// A mark in the user agent, and the name for it; the more particular first.
const BROWSERS: [(&str, &str); 8] = [
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("QQBrowser", "QQ"),
    ("Firefox", "Firefox"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

fn short_agent(full: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks
            .iter()
            .find(|(mark, _)| full.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(_), None) | (None, _) => full.chars().take(60).collect(),
    }
}

/// Writes a line of the sign-in log.
pub(crate) async fn log(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    account: AccountId,
    method: &str,
    outcome: Outcome,
) -> Result<(), Problem> {
    let line = SignInLine {
        account,
        at: app.store.now(),
        outcome,
        method: method.to_owned(),
        address: visit.address.clone(),
        agent: agent(headers),
    };
    Ok(sign_in_log::record(&app.store, &line).await?)
}

/// Starts the session and goes on.
pub(crate) async fn enter(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    owner: &Owner,
    method: &str,
    next: &str,
) -> Result<Response, Problem> {
    let now = app.store.now();
    let account = owner.account;
    let session = Session {
        key: String::new(),
        account,
        is_staff: owner.is_staff(),
        name: owner.name.clone(),
        acting: None,
        signed_in_at: now,
        seen_at: now,
        agent: agent(headers),
        method: method.to_owned(),
        only: Vec::new(),
    };
    let cookie = session::start(app, session).await?;
    log(app, visit, headers, account, method, Outcome::In).await?;
    tracing::info!(account.id = %account, method, "somebody signed in");
    let actor = app
        .store
        .read(move |reader| reader.actor(Who::Account(account)))
        .await?;
    let mut next = onward(app, &actor, owner.is_staff(), next);
    if failures_before(app, account).await?.len() >= FAILURES_TO_TELL {
        next = format!(
            "/account?next={}",
            utf8_percent_encode(&next, NON_ALPHANUMERIC)
        );
    }
    let browser = remember_browser(app, headers, account).await?;
    let mut response = Redirect::to(&next).into_response();
    add_cookie(&mut response, &cookie);
    add_cookie(&mut response, &browser);
    add_cookie(&mut response, &step_cookie(app, ""));
    Ok(response)
}

/// So many failed sign-ins with somebody's login, and he is told before he goes on.
const FAILURES_TO_TELL: usize = 5;

/// Failed sign-ins between the newest one that let the account in and the one before.
pub(crate) async fn failures_before(
    app: &App,
    account: AccountId,
) -> Result<Vec<SignInLine>, Problem> {
    let (store, soon) = (app.store.clone(), app.store.now().plus_seconds(1));
    let lines = app
        .store
        .read(move |reader| sign_ins::list(reader, &store, Some(account), soon, LINES_TO_TELL))
        .await?;
    let is_in = |line: &SignInLine| line.outcome == Outcome::In;
    Ok(lines
        .into_iter()
        .skip_while(|line| !is_in(line))
        .skip(1)
        .take_while(|line| !is_in(line))
        .collect())
}

/// Enough to say how many, without reading a year of somebody's guesses.
const LINES_TO_TELL: usize = 200;

/// The browser is known to the account from now on; gives its cookie.
pub(crate) async fn remember_browser(
    app: &App,
    headers: &HeaderMap,
    account: AccountId,
) -> Result<String, Problem> {
    let sent = cookie(headers, browsers::COOKIE);
    let token = browsers::remember(&app.store, sent, account).await?;
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    Ok(format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        browsers::COOKIE,
        browsers::SECONDS
    ))
}

/// Where somebody goes who is in: the page he asked for, but first the choice for whom he acts, if
/// he has one.
fn onward(app: &App, actor: &Actor, is_staff: bool, next: &str) -> String {
    let next = if ::web::is_own_path(next) {
        next.to_owned()
    } else {
        landing(app, actor, is_staff)
    };
    if actor.acting.len() > 1 {
        return format!(
            "/my/acting?next={}",
            utf8_percent_encode(&next, NON_ALPHANUMERIC)
        );
    }
    next
}

/// The first page of somebody's own: for staff the first line of the menu, for others my space.
pub(crate) fn landing(app: &App, actor: &Actor, is_staff: bool) -> String {
    let is_served = |path: &str| {
        let route = format!("GET {path} ");
        app.routes.iter().any(|known| known.starts_with(&route))
    };
    let first = if is_staff {
        app.menu
            .iter()
            .find(|line| actor.holds(&line.permission))
            .map(|line| line.href.to_owned())
    } else {
        Some(app.site.links.account.to_string())
    };
    first
        .filter(|path| is_served(path))
        .unwrap_or_else(|| "/account".into())
}

/// The cookie that names the steps of a sign-in; an empty token clears it.
pub(crate) fn step_cookie(app: &App, token: &str) -> String {
    let secure = if app.settings.is_secure {
        "; Secure"
    } else {
        ""
    };
    let age = if token.is_empty() { 0 } else { 15 * 60 };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}",
        steps::COOKIE
    )
}

/// The token of the steps, as the browser sends it.
pub(crate) fn step_token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, steps::COOKIE)
}

/// A cookie of the request.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// A second cookie must not take the place of the first.
pub(crate) fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response
            .headers_mut()
            .append(HeaderName::from_static("set-cookie"), value);
    }
}

#[cfg(test)]
mod tests {
    use super::short_agent;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(short_agent(chrome), "Chrome, Linux");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1";
        assert_eq!(short_agent(phone), "Safari, iPhone");
        assert_eq!(short_agent("curl/8.0"), "curl/8.0");
    }
}
