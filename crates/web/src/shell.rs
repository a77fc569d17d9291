//! The shell around every handler: who asks, may he, and what a problem looks like to him.

use crate::again::{render_problems, signed_out_in_the_middle};
use crate::app::{App, AppParts, Queries, Settings};
use crate::files::Files;
use crate::meet::meet;
use crate::module::{Access, Module, Route, Zone};
use crate::problem::Problem;
use crate::ui::{Site, Zone as Side};
use crate::visit::Visit;
use crate::words::Words;
use crate::{assets, pages};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ActorKind;
use std::sync::Arc;
use store::{Registry, Store};

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
        let mut menu: Vec<_> = self
            .modules
            .iter()
            .flat_map(|module| module.menu.clone())
            .collect();
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
            openapi: crate::openapi::describe(&self.modules).to_string(),
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
            .merge(pages::routes())
            .fallback(pages::nothing_here)
            .layer(from_fn_with_state(app.clone(), render_problems))
            .layer(from_fn_with_state(app.clone(), meet))
            .layer(tower_http::csrf::CsrfLayer::new())
            .layer(tower_http::compression::CompressionLayer::new())
            .merge(
                utoipa_swagger_ui::SwaggerUi::new("/api/docs")
                    .config(utoipa_swagger_ui::Config::from("/api/openapi.json")),
            )
            .layer(axum::middleware::from_fn(security_headers))
            .route(
                "/assets/{*path}",
                axum::routing::get(asset).layer(tower_http::compression::CompressionLayer::new()),
            )
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
            (app.clone(), access, is_staff),
            check_access,
        ))
        .layer(axum::middleware::from_fn(
            move |mut request: Request, next: Next| async move {
                if is_staff && let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
                    visit.ui.zone = Side::Staff;
                }
                next.run(request).await
            },
        ));
    router.route(route.path, handler)
}

/// The first door: who may use the route at all.
async fn check_access(
    State((app, access, is_staff)): State<(App, Access, bool)>,
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
    // A permission over one's own case opens the applicant's pages, never the officials'.
    let is_on_the_right_side = !is_staff
        || matches!(access, Access::Open(_))
        || matches!(visit.actor.kind, ActorKind::Staff | ActorKind::Client);
    if may && is_on_the_right_side {
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

async fn asset(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/assets/");
    match assets::find(path) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.content_type.to_string()),
                (
                    header::CACHE_CONTROL,
                    "public, max-age=31536000, immutable".to_owned(),
                ),
                (header::ETAG, asset.etag.clone()),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn security_headers(request: Request, next: Next) -> Response {
    // The page to try the API sets styles by script; nothing else may.
    let is_api_page = request.uri().path().starts_with("/api/docs");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if is_api_page {
        headers.insert(
            "content-security-policy",
            HeaderValue::from_static(
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                 img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            ),
        );
    }
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
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
