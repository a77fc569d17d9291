//! A form that comes back: what was typed is kept, sealed, and shown again.

use crate::app::App;
use crate::meet::Unmet;
use crate::pages;
use crate::problem::{Detail, Problem};
use crate::visit::{Again, Visit};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Plain, Reader, StoreError};

/// The sign-in ran out while a form was filled in: what was typed is kept and comes back.
pub(crate) async fn signed_out_in_the_middle(
    app: &App,
    visit: &Visit,
    request: Request,
) -> Response {
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let mut back = visit.ui.path.clone();
    let mut is_kept = false;
    if is_form && let Ok(body) = axum::body::to_bytes(request.into_body(), 256 * 1024).await {
        let typed: Vec<(String, String)> = serde_html_form::from_bytes(&body).unwrap_or_default();
        if let Some(page) = back_of(&typed) {
            let again = Again {
                detail: Detail {
                    code: "web.signed-in-again".into(),
                    ..Detail::default()
                },
                typed,
            };
            if let Ok(address) = keep_again(app, 0, &page, &again).await {
                back = address;
                is_kept = true;
            }
        }
    }
    let mut visit = visit.clone();
    visit.ui.path = back;
    (
        StatusCode::UNAUTHORIZED,
        crate::ui::signed_out(&visit.ui, is_kept).page(&visit.ui),
    )
        .into_response()
}

/// The page that the form stands on; only a path of our own.
fn back_of(typed: &[(String, String)]) -> Option<String> {
    let (_, back) = typed.iter().find(|(name, _)| name == "back")?;
    pages::is_own_path(back).then(|| pages::without_query_value(back, "again"))
}

const AGAIN: &str = "typed";

const AGAIN_SECONDS: i64 = 24 * 3600;

/// Keeps what was typed and gives the address of the page that shows it again.
async fn keep_again(app: &App, owner: i64, page: &str, again: &Again) -> Result<String, Problem> {
    let key = hex::encode(store::random::<16>()?);
    // A password is typed again, never kept.
    let again = Again {
        detail: again.detail.clone(),
        typed: again
            .typed
            .iter()
            .filter(|(name, _)| !name.starts_with("password"))
            .cloned()
            .collect(),
    };
    let body = serde_json::to_vec(&again).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let now = app.store.now();
    let row = Plain {
        kind: AGAIN,
        key: key.clone(),
        owner,
        at: now,
        expires_at: now.plus_seconds(AGAIN_SECONDS),
        body: app.store.seal(AGAIN, &body)?,
    };
    app.store.write(move |tx| tx.put_plain(&row)).await?;
    let join = if page.contains('?') { '&' } else { '?' };
    Ok(format!("{page}{join}again={key}"))
}

/// What was typed, if it belongs to this account or was typed before signing in again.
pub(crate) fn find_again(
    reader: &mut Reader,
    app: &App,
    key: &str,
    account: i64,
) -> Result<Option<Again>, StoreError> {
    let Some(row) = reader.find_plain(AGAIN, key)? else {
        return Ok(None);
    };
    if row.owner != 0 && row.owner != account {
        return Ok(None);
    }
    let body = app.store.unseal(AGAIN, &row.body)?;
    Ok(serde_json::from_slice(&body).ok())
}

/// Shows a problem: back to the form with everything typed, a page of its own, or problem+json.
pub(crate) async fn render_problems(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return next.run(request).await;
    };
    let is_post = *request.method() == Method::POST;
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let (request, typed) = if is_post && is_form && !visit.is_api {
        remember(request).await
    } else {
        (request, Vec::new())
    };
    let mut response = match request.extensions().get::<Unmet>() {
        Some(Unmet(problem)) => problem.clone().into_response(),
        None => next.run(request).await,
    };
    let Some(problem) = response
        .extensions_mut()
        .remove::<Problem>()
        .or_else(|| bare_refusal(&response))
    else {
        return response;
    };
    if visit.is_api {
        return pages::problem_json(&visit, &problem);
    }
    let is_whole = !typed.is_empty();
    let typed = if typed.is_empty() {
        problem.typed.clone()
    } else {
        typed
    };
    let can_mend = matches!(
        problem.status,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::FORBIDDEN
    ) && problem.detail.code != "web.forbidden";
    let page = back_of(&typed);
    if can_mend && let Some(page) = &page {
        let again = Again {
            detail: problem.detail.clone(),
            typed: typed.clone(),
        };
        if let Ok(address) = keep_again(&app, visit.actor.account.0, page, &again).await {
            return Redirect::to(&address).into_response();
        }
    }
    // A form with files cannot be posted again without them.
    let whole = if is_whole { typed.as_slice() } else { &[] };
    pages::problem_page(&visit, &problem, whole, page.as_deref())
}

/// Reads a form's body and puts it back.
async fn remember(request: Request) -> (Request, Vec<(String, String)>) {
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, 1024 * 1024).await {
        Ok(bytes) => {
            let typed = serde_html_form::from_bytes(&bytes).unwrap_or_default();
            (Request::from_parts(parts, Body::from(bytes)), typed)
        }
        // Too large: the handler's own limit says so again.
        Err(_) => (
            Request::from_parts(parts, Body::from(vec![b' '; 1024 * 1024 + 1])),
            Vec::new(),
        ),
    }
}

/// A refusal of the router or of an extractor, in bare English: an address whose id is no number, a
/// method that the address does not know, a body that is too large.
fn bare_refusal(response: &Response) -> Option<Problem> {
    let is_bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !is_bare {
        return None;
    }
    match response.status() {
        StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED => Some(Problem::not_found()),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "web.body-too-large",
        )),
        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY => Some(
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable"),
        ),
        _ => None,
    }
}
