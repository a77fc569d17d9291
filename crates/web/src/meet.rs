//! Meets the visitor at the door: session or token, rights, settings, what he typed last time.

use crate::again::find_again;
use crate::app::App;
use crate::problem::Problem;
use crate::session::{self, Session};
use crate::ui::{MenuGroup, MenuItem, Prefs, Ui, Viewer, Zone as Side};
use crate::visit::{Again, Visit, narrow};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use contracts::item::Text;
use contracts::queries::Unread;
use kernel::{Actor, Timestamp};
use std::sync::Arc;
use store::{Reader, StoreError, Who};

/// The side of the house of a path: the same before and after a route is found.
fn is_staff_path(path: &str) -> bool {
    [
        "/desk",
        "/window",
        "/admin",
        "/supervise",
        "/cockpit",
        "/account",
    ]
    .iter()
    .any(|prefix| {
        path == *prefix
            || path
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with('/'))
    })
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
    query?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The visitor could not be met: the request goes no further than the page that says so.
#[derive(Clone, Debug)]
pub(crate) struct Unmet(pub(crate) Problem);

/// Meets the visitor, lets the request in, and says how it went.
pub(crate) async fn meet(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let card = Card::of(&app, &request);
    let (visit, outage) = greet(&app, card).await;
    let request_id = visit.request_id.clone();
    request.extensions_mut().insert(visit);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map(|matched| matched.as_str().to_owned());
    let started = std::time::Instant::now();
    // Who asks is not known now: he hears that, and is not sent to sign in again.
    if let Some(problem) = outage.filter(|_| !needs_nobody(&path)) {
        request.extensions_mut().insert(Unmet(problem));
    }
    let mut response = next.run(request).await;
    let took = started.elapsed();
    measure(&method, route.as_deref(), response.status(), took);
    // The route and not the path: an address may hold what somebody searched for.
    tracing::info!(
        request.id = %request_id,
        method = %method,
        route = route.as_deref().unwrap_or(&path),
        status = response.status().as_u16(),
        elapsed_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "request answered"
    );
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// What the request itself says of the visitor.
#[derive(Clone)]
struct Card {
    uri: axum::http::Uri,
    prefs: Prefs,
    address: String,
    token: Option<String>,
    bearer: Option<String>,
    again: Option<String>,
    wants_menu: bool,
    /// A page of the public side: its bell shows a number.
    wants_unread: bool,
}

impl Card {
    fn of(app: &App, request: &Request) -> Self {
        let headers = request.headers();
        let mut prefs = cookie(headers, "prefs")
            .map(Prefs::from_cookie)
            .unwrap_or_default();
        if let Some(lang) = query_value(request.uri().query(), "lang") {
            prefs.set("lang", lang);
        }
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        Self {
            uri: request.uri().clone(),
            prefs,
            address: address(app, request),
            token: cookie(headers, session::COOKIE).map(str::to_owned),
            bearer: bearer.map(str::to_owned),
            again: query_value(request.uri().query(), "again").map(str::to_owned),
            wants_menu: is_staff_path(request.uri().path()) && *request.method() == Method::GET,
            wants_unread: !is_staff_path(request.uri().path())
                && !request.uri().path().starts_with("/api/")
                && *request.method() == Method::GET,
        }
    }
}

async fn greet(app: &App, card: Card) -> (Visit, Option<Problem>) {
    let (for_read, for_who) = (app.clone(), card.clone());
    let met = app
        .store
        .read(move |reader| who(reader, &for_read, &for_who))
        .await;
    let (met, outage) = match met {
        Ok(met) => (met, None),
        Err(error) => (Met::nobody(app.store.now()), Some(Problem::from(error))),
    };
    prolong(app, &met);
    let Card {
        uri,
        prefs,
        address,
        ..
    } = card;
    let is_staff = is_staff_path(uri.path());
    let ui = Ui {
        words: Arc::clone(&app.words),
        prefs,
        zone: if is_staff { Side::Staff } else { Side::Public },
        viewer: viewer(app, &met, prefs),
        site: Arc::clone(&app.site),
        path: uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string),
        csrf: String::new(),
        print: query_value(uri.query(), "print").is_some(),
    };
    let visit = Visit {
        who: met.who,
        actor: Arc::new(met.actor),
        session: met.session,
        ui,
        now: met.now,
        is_api: uri.path().starts_with("/api/"),
        request_id: hex::encode(store::random::<8>().unwrap_or_default()),
        again: met.again.map(Arc::new),
        address,
    };
    (visit, outage)
}

/// What programs of the operator ask for, whoever asks.
fn needs_nobody(path: &str) -> bool {
    ["/healthz", "/readyz", "/metrics"].contains(&path)
}

/// A session that is in use goes on. The page does not wait for it: it can be read even when
/// nothing can be written.
fn prolong(app: &App, met: &Met) {
    let Some(session) = met.session.as_ref().filter(|_| met.touch) else {
        return;
    };
    let touched = Session {
        seen_at: met.now,
        ..session.clone()
    };
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = session::save(&app, &touched).await {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a session was not prolonged");
        }
    });
}

/// Counts and times by route, so that numbers in addresses make no new series.
fn measure(method: &Method, route: Option<&str>, status: StatusCode, took: std::time::Duration) {
    let route = route.unwrap_or("none").to_owned();
    let labels = [
        ("method", method.to_string()),
        ("route", route),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("yimen_requests_total", &labels).increment(1);
    metrics::histogram!("yimen_request_seconds", &labels[..2]).record(took.as_secs_f64());
}

/// Whom the shell met.
struct Met {
    who: Who,
    actor: Actor,
    session: Option<Session>,
    again: Option<Again>,
    now: Timestamp,
    touch: bool,
    unit: Text,
    counts: Vec<Option<i64>>,
    unread: u32,
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
            unit: Text::default(),
            counts: Vec::new(),
            unread: 0,
        }
    }
}

fn who(reader: &mut Reader, app: &App, card: &Card) -> Result<Met, StoreError> {
    let session = match (card.bearer.as_deref(), card.token.as_deref()) {
        (Some(bearer), _) => session::find_token(reader, &app.store, bearer)?,
        (None, Some(token)) => session::find(reader, &app.store, token)?,
        (None, None) => None,
    };
    let who = session
        .as_ref()
        .map_or(Who::Anonymous, |session| Who::Account(session.account));
    let actor = narrow(&*reader.actor(who)?, session.as_ref());
    let again = match card.again.as_deref() {
        Some(key) => find_again(reader, app, key, actor.account.0)?,
        None => None,
    };
    let mut counts = Vec::new();
    if card.wants_menu {
        for line in &app.menu {
            counts.push(match line.count {
                Some(count) if actor.holds(&line.permission) => Some(count(reader, &actor)?),
                Some(_) | None => None,
            });
        }
    }
    let unread = match app.query::<dyn Unread<Reader>>() {
        Some(bell) if card.wants_unread && session.is_some() => bell
            .unread(reader, &actor)
            .map_err(|error| StoreError::Wrong(error.to_string()))?,
        Some(_) | None => 0,
    };
    let units = reader.reference.get::<contracts::people::Units>();
    let unit = actor.posts.first().map_or_else(Text::default, |post| Text {
        zh: units.name(post.unit, false),
        en: units.name(post.unit, true),
    });
    let touch = card.bearer.is_none()
        && session
            .as_ref()
            .is_some_and(|session| session::is_due_for_touch(session, reader.now));
    Ok(Met {
        who,
        actor,
        session,
        again,
        now: reader.now,
        touch,
        unit,
        counts,
        unread,
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
        unit: met.unit.get(is_english).to_owned(),
        menu: groups,
        unread: met.unread,
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
