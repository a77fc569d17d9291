//! The shell around every handler: who asks, may he, and what a problem looks like to him.

use crate::app::{App, AppParts, Queries, Settings};
use crate::files::Files;
use crate::module::{Access, Module, Route, Zone};
use crate::problem::{Detail, Problem};
use crate::session::{self, Session};
use crate::ui::{MenuGroup, MenuItem, Prefs, Site, Ui, Viewer, Zone as Side};
use crate::visit::{Again, Visit, narrow};
use crate::words::Words;
use crate::{assets, pages};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Actor, Timestamp};
use std::sync::Arc;
use store::{Plain, Reader, Registry, Store, StoreError, Who};

/// Everything the modules bring, before a store is open.
#[derive(Debug)]
pub struct House {
    pub modules: Vec<Module>,
}

impl House {
    pub fn new(modules: Vec<Module>) -> Self {
        Self { modules }
    }

    /// What the store needs to know of the modules.
    pub fn registry(&self) -> Registry {
        let mut registry = Registry::new();
        for module in &self.modules {
            for register in &module.register {
                register(&mut registry);
            }
        }
        registry
    }

    pub fn words(&self) -> Result<Words, crate::words::WordsError> {
        let mut files = vec![crate::words::WORDS, crate::words::SHELL_WORDS];
        files.extend(self.modules.iter().filter_map(|module| module.words));
        Words::new(&files)
    }

    /// The state of all handlers.
    pub fn app(
        &self,
        store: Store,
        files: Files,
        site: Site,
        settings: Settings,
    ) -> Result<App, crate::words::WordsError> {
        let mut queries = Queries::default();
        for module in &self.modules {
            for provide in &module.provide {
                provide(&mut queries);
            }
        }
        let mut menu: Vec<_> = self.modules.iter().flat_map(|module| module.menu.clone()).collect();
        menu.sort_by_key(|line| line.order);
        Ok(App(Arc::new(AppParts {
            store,
            words: Arc::new(self.words()?),
            site: Arc::new(site),
            settings,
            queries,
            files,
            menu,
            routes: self
                .modules
                .iter()
                .flat_map(|module| &module.routes)
                .map(|route| format!("{route:?}"))
                .collect(),
        })))
    }

    /// The router of a zone. Takes the handlers out of the modules.
    pub fn router(self, app: &App, zone: Zone) -> Router {
        let mut router: Router<App> = Router::new();
        for module in self.modules {
            for route in module.routes {
                if is_served(zone, route.zone) {
                    router = add(router, app, route);
                }
            }
        }
        router
            .merge(pages::routes(app))
            .fallback(pages::nothing_here)
            .layer(from_fn_with_state(app.clone(), render_problems))
            .layer(from_fn_with_state(app.clone(), meet))
            .layer(tower_http::csrf::CsrfLayer::new())
            .layer(tower_http::compression::CompressionLayer::new())
            .layer(axum::middleware::from_fn(security_headers))
            .route("/assets/{*path}", axum::routing::get(asset))
            .with_state(app.clone())
    }
}

fn is_served(zone: Zone, route: Zone) -> bool {
    zone == Zone::Both || route == Zone::Both || zone == route
}

fn add(router: Router<App>, app: &App, route: Route) -> Router<App> {
    let access = route.access.clone();
    let is_staff = route.zone == Zone::Staff;
    let handler = route
        .handler
        .layer(axum::extract::DefaultBodyLimit::max(route.body_limit))
        .layer(axum::middleware::from_fn_with_state(
            (app.clone(), access),
            check_access,
        ))
        .layer(axum::middleware::from_fn(move |mut request: Request, next: Next| async move {
            if is_staff && let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
                visit.ui.zone = Side::Staff;
            }
            next.run(request).await
        }));
    router.route(route.path, handler)
}

/// The side of the house of a path: the same before and after a route is found.
fn is_staff_path(path: &str) -> bool {
    ["/desk", "/window", "/admin", "/supervise", "/cockpit", "/account"]
        .iter()
        .any(|prefix| path == *prefix || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/')))
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

fn query_value<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    query?.split('&').filter_map(|pair| pair.split_once('=')).find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Meets the visitor: session or token, rights, settings, what he typed last time.
async fn meet(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let path = request.uri().path().to_owned();
    let is_api = path.starts_with("/api/");
    let token = cookie(headers, session::COOKIE).map(str::to_owned);
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::to_owned);
    let mut prefs = cookie(headers, "prefs").map(Prefs::from_cookie).unwrap_or_default();
    if let Some(lang) = query_value(request.uri().query(), "lang") {
        prefs.set("lang", lang);
    }
    let again = query_value(request.uri().query(), "again").map(str::to_owned);
    let request_id = hex::encode(store::random::<8>().unwrap_or_default());
    let address = address(&app, &request);
    let (for_read, side) = (app.clone(), is_staff_path(&path));
    let wants_menu = side && *request.method() == Method::GET;
    let met = app
        .store
        .read(move |reader| {
            who(reader, &for_read, token.as_deref(), bearer.as_deref(), again.as_deref(), wants_menu)
        })
        .await;
    let met = match met {
        Ok(met) => met,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "nobody can be met");
            Met::nobody(app.store.now())
        }
    };
    if let Some(session) = &met.session
        && met.touch
    {
        let touched = Session {
            seen_at: met.now,
            ..session.clone()
        };
        if let Err(error) = session::save(&app, &touched).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "a session was not prolonged");
        }
    }
    let ui = Ui {
        words: Arc::clone(&app.words),
        prefs,
        zone: if side { Side::Staff } else { Side::Public },
        viewer: viewer(&app, &met, prefs),
        site: Arc::clone(&app.site),
        path: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
        csrf: String::new(),
        print: query_value(request.uri().query(), "print").is_some(),
    };
    let visit = Visit {
        who: met.who,
        actor: Arc::new(met.actor),
        session: met.session,
        ui,
        now: met.now,
        is_api,
        request_id: request_id.clone(),
        again: met.again.map(Arc::new),
        address,
    };
    request.extensions_mut().insert(visit);
    let method = request.method().clone();
    let started = std::time::Instant::now();
    let mut response = next.run(request).await;
    let elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        request.id = %request_id,
        method = %method,
        path = %path,
        status = response.status().as_u16(),
        elapsed_ms,
        "request answered"
    );
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Whom the shell met.
struct Met {
    who: Who,
    actor: Actor,
    session: Option<Session>,
    again: Option<Again>,
    now: Timestamp,
    touch: bool,
    unit: String,
    counts: Vec<Option<i64>>,
}

impl Met {
    fn nobody(now: Timestamp) -> Self {
        Self {
            who: Who::Anonymous,
            actor: Actor::anonymous(Arc::from([])),
            session: None,
            again: None,
            now,
            touch: false,
            unit: String::new(),
            counts: Vec::new(),
        }
    }
}

fn who(
    reader: &mut Reader,
    app: &App,
    token: Option<&str>,
    bearer: Option<&str>,
    again: Option<&str>,
    wants_menu: bool,
) -> Result<Met, StoreError> {
    let session = match (bearer, token) {
        (Some(bearer), _) => session::find_token(reader, &app.store, bearer)?,
        (None, Some(token)) => session::find(reader, &app.store, token)?,
        (None, None) => None,
    };
    let who = session.as_ref().map_or(Who::Anonymous, |session| Who::Account(session.account));
    let actor = narrow(&*reader.actor(who)?, session.as_ref());
    let again = match again {
        Some(key) => find_again(reader, app, key, actor.account.0)?,
        None => None,
    };
    let mut counts = Vec::new();
    if wants_menu {
        for line in &app.menu {
            counts.push(match line.count {
                Some(count) if actor.holds(&line.permission) => Some(count(reader, &actor)?),
                Some(_) | None => None,
            });
        }
    }
    let units = reader.reference.get::<contracts::people::Units>();
    let unit = actor.posts.first().map_or_else(String::new, |post| units.name(post.unit, false));
    let touch = bearer.is_none()
        && session.as_ref().is_some_and(|session| session::is_due_for_touch(session, reader.now));
    Ok(Met {
        who,
        actor,
        session,
        again,
        now: reader.now,
        touch,
        unit,
        counts,
    })
}

fn viewer(app: &App, met: &Met, prefs: Prefs) -> Viewer {
    let mut groups: Vec<MenuGroup> = Vec::new();
    for (n, line) in app.menu.iter().enumerate() {
        if !met.actor.holds(&line.permission) {
            continue;
        }
        let mut item = MenuItem::new(line.label, line.href, line.icon);
        if let Some(Some(count)) = met.counts.get(n) {
            item = item.count(u64::try_from(*count).unwrap_or(0));
        }
        match groups.iter_mut().find(|group| group.label == line.group) {
            Some(group) => group.items.push(item),
            None => groups.push(MenuGroup::new(line.group, vec![item])),
        }
    }
    let is_english = prefs.lang == crate::words::Lang::En;
    Viewer {
        name: met.session.as_ref().map(|session| session.name.clone()),
        unit: met.unit.clone(),
        menu: groups,
        unread: 0,
        demo: app.settings.is_demo.then(|| {
            let at = met.now.to_minute();
            if is_english {
                format!("Demo city · {at} · simulated data")
            } else {
                format!("演示城市 · {at} · 模拟数据")
            }
        }),
    }
}

/// Address of the visitor: the peer, or what a trusted proxy says.
fn address(app: &App, request: &Request) -> String {
    let peer = request
        .extensions()
        .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
        .map(|info| info.0.ip());
    match peer {
        Some(peer) if app.settings.trusted_proxies.contains(&peer) => request
            .headers()
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .map_or_else(|| peer.to_string(), |last| last.trim().to_owned()),
        Some(peer) => peer.to_string(),
        None => String::new(),
    }
}

/// The first door: who may use the route at all.
async fn check_access(
    State((app, access)): State<(App, Access)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal").into_response();
    };
    let is_signed_in = visit.session.is_some();
    let may = match &access {
        Access::Open(_) => true,
        Access::SignedIn => is_signed_in,
        Access::Needs(permission) => visit.holds(permission),
    };
    if may {
        return next.run(request).await;
    }
    if is_signed_in {
        return Problem::forbidden().into_response();
    }
    if visit.is_api {
        return Problem::new(StatusCode::UNAUTHORIZED, "web.sign-in-first").into_response();
    }
    if request.method() == Method::GET {
        let back = visit.ui.path.clone();
        return Redirect::to(&pages::sign_in_address(&app, &visit, &back)).into_response();
    }
    signed_out_in_the_middle(&app, &visit, request).await
}

/// The sign-in ran out while a form was filled in: what was typed is kept and comes back.
async fn signed_out_in_the_middle(app: &App, visit: &Visit, request: Request) -> Response {
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
    let body = serde_json::to_vec(again).map_err(|error| StoreError::Wrong(error.to_string()))?;
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
fn find_again(reader: &mut Reader, app: &App, key: &str, account: i64) -> Result<Option<Again>, StoreError> {
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
async fn render_problems(State(app): State<App>, request: Request, next: Next) -> Response {
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
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if visit.is_api {
        return pages::problem_json(&visit, &problem);
    }
    let can_mend = matches!(
        problem.status,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::FORBIDDEN
    ) && problem.detail.code != "web.forbidden";
    let page = back_of(&typed);
    let is_kept = page.is_some();
    if can_mend && let Some(page) = page {
        let again = Again {
            detail: problem.detail.clone(),
            typed,
        };
        if let Ok(address) = keep_again(&app, visit.actor.account.0, &page, &again).await {
            return Redirect::to(&address).into_response();
        }
    }
    pages::problem_page(&visit, &problem, is_kept)
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
        Err(_) => (Request::from_parts(parts, Body::from(vec![b' '; 1024 * 1024 + 1])), Vec::new()),
    }
}

async fn asset(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/assets/");
    match assets::find(path) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.content_type.to_string()),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
                (header::ETAG, asset.etag.clone()),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
