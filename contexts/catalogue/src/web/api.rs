//! The catalogue for programs: the list, the search and single items, each with an entity tag.

use crate::permissions::CATALOGUE_VIEW;
use crate::read::guide::find_version;
use crate::read::place_of;
use crate::read::public_list::{Asked, list_public};
use crate::search::find;
use ::web::{ApiDoc, App, Method, Problem, Property, Visit};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contracts::item::{ItemVersion, Items, ServedParty};
use contracts::people::Units;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const MOST: usize = 100;
const USUAL: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    who: Option<ServedParty>,
    theme: String,
    unit: String,
    after: String,
    limit: Option<usize>,
}

/// `GET /api/v1/items`
pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(wanted) = wanted.map_err(|rejection| {
        Problem::new(StatusCode::BAD_REQUEST, "web.body-unreadable")
            .with("reason", rejection.body_text())
    })?;
    let answer = app
        .read(&visit, move |reader, actor| {
            let limit = wanted.limit.unwrap_or(USUAL).clamp(1, MOST);
            let units = reader.reference.get::<Units>();
            if !wanted.q.trim().is_empty() {
                let found = find(&reader.reference, reader.now.date(), &wanted.q, limit);
                let items: Vec<Value> = found
                    .hits
                    .iter()
                    .map(|hit| short(&hit.version, &units))
                    .collect();
                let near: Vec<Value> = found
                    .near
                    .iter()
                    .map(|hit| short(&hit.version, &units))
                    .collect();
                return Ok(json!({ "items": items, "near": near, "next": null }));
            }
            let asked = Asked {
                who: wanted.who,
                theme: wanted.theme,
                unit: wanted.unit,
                after: wanted.after,
            };
            let page = list_public(reader, actor, &asked, limit);
            let items: Vec<Value> = page.items.iter().map(|item| short(item, &units)).collect();
            let last = page.items.last().filter(|_| page.has_more);
            Ok(json!({ "items": items, "near": [], "next": last.map(|item| &item.body.code) }))
        })
        .await?;
    Ok(tagged(&headers, &answer))
}

/// `GET /api/v1/items/{code}`
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let answer = app
        .read(&visit, move |reader, actor| {
            let items = reader.reference.get::<Items>();
            let units = reader.reference.get::<Units>();
            let found = find_version(&items, &code, reader.now.date())
                .filter(|version| actor.may(&CATALOGUE_VIEW, &place_of(version)));
            Ok(found.map(|version| whole(&version, &units, items.is_closed(version.id))))
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(tagged(&headers, &answer))
}

fn short(item: &ItemVersion, units: &Units) -> Value {
    let body = &item.body;
    json!({
        "code": body.code,
        "name": body.name,
        "summary": body.summary,
        "task_type": body.task_type,
        "project_type": body.project_type,
        "unit": units.find(item.unit).map(|unit| &unit.name),
        "area": item.area,
        "version": item.version,
        "promised_limit": body.promised_limit,
        "visits": body.visits,
        "is_free": body.fees.is_empty(),
        "themes": body.themes,
    })
}

fn whole(item: &ItemVersion, units: &Units, is_closed: bool) -> Value {
    json!({
        "id": item.id,
        "version": item.version,
        "in_force_from": item.in_force_from,
        "area": item.area,
        "unit": units.find(item.unit).map(|unit| &unit.name),
        "is_closed": is_closed,
        "item": item.body,
    })
}

/// The answer with its entity tag, or 304 for who has it already.
fn tagged(headers: &HeaderMap, answer: &Value) -> Response {
    let text = answer.to_string();
    let digest = Sha256::digest(text.as_bytes());
    let digest = hex::encode(digest);
    let tag = format!("\"{}\"", digest.get(..24).unwrap_or_default());
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| {
            known
                .split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let head = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, head).into_response()
    } else {
        (head, text).into_response()
    }
}

/// What a program has to know of the list.
pub(crate) const LIST_DOC: ApiDoc = ApiDoc {
    method: Method::Get,
    path: "/api/v1/items",
    summary_zh: "在用事项：清单或者检索",
    summary_en: "Items in force: list or search",
    body: &[],
    query: &[
        Property::new(
            "q",
            "string",
            "Words to search for; then there is no paging",
        )
        .optional(),
        Property::new("who", "string", "person or firm").optional(),
        Property::new("theme", "string", "Code of a theme").optional(),
        Property::new("unit", "string", "Code of a department").optional(),
        Property::new("after", "string", "`next` of the page before").optional(),
        Property::new("limit", "integer", "At most 100; 50 if left out").optional(),
    ],
    answer: &[
        Property::new("items", "array", "Items with their code, names and limits"),
        Property::new(
            "near",
            "array",
            "What comes nearest, if a search found nothing",
        ),
        Property::new("next", "string", "Where the next page begins").optional(),
    ],
};

/// What a program has to know of one item.
pub(crate) const ITEM_DOC: ApiDoc = ApiDoc {
    method: Method::Get,
    path: "/api/v1/items/{code}",
    summary_zh: "一个事项的全文",
    summary_en: "One item in full",
    body: &[],
    query: &[],
    answer: &[
        Property::new("id", "string", "Id of the item"),
        Property::new("version", "integer", "Version in force"),
        Property::new("in_force_from", "string", "Day from which it is in force"),
        Property::new("area", "string", "Area code"),
        Property::new("unit", "object", "Name of the unit in both languages").optional(),
        Property::new("is_closed", "boolean", "Suspended or withdrawn"),
        Property::new("item", "object", "The guide, the form and the limits"),
    ],
};
