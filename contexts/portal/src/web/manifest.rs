//! What a phone needs to put the portal on its home screen.

use crate::CityFacts;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use web::{App, Visit};

pub(crate) async fn manifest(State(app): State<App>, visit: Visit) -> Response {
    let name = app.query::<CityFacts>().map_or_else(
        || visit.ui.t("web-brand"),
        |city| city.site_name.get(visit.ui.is_english()).to_owned(),
    );
    let body = json!({
        "name": name,
        "short_name": visit.ui.t("web-brand"),
        "lang": visit.ui.lang().code(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b4550",
        "icons": [{
            "src": web::assets::url("favicon.svg"),
            "sizes": "any",
            "type": "image/svg+xml",
            "purpose": "any",
        }],
    });
    (
        [(header::CONTENT_TYPE, "application/manifest+json")],
        body.to_string(),
    )
        .into_response()
}
