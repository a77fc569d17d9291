//! The description of the API, made from what the modules declare: `/api/openapi.json`, and a page
//! to try it.

use crate::module::{Access, Module};
use serde_json::{Map, Value, json};

/// What a program has to know of one API route. A test compares these with the routes.
#[derive(Clone, Debug)]
pub struct ApiDoc {
    pub method: crate::Method,
    /// As routed: `/api/v1/cases/{id}`.
    pub path: &'static str,
    pub summary_zh: &'static str,
    pub summary_en: &'static str,
    /// Fields of the JSON body: name, JSON type, whether it may be left out, what it means.
    pub body: &'static [Property],
    /// Query parameters.
    pub query: &'static [Property],
    /// Fields of the answer.
    pub answer: &'static [Property],
}

/// One field of a body, a query or an answer.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    pub name: &'static str,
    /// `string`, `integer`, `boolean`, `array`, `object`.
    pub kind: &'static str,
    pub is_optional: bool,
    pub meaning: &'static str,
}

impl Property {
    pub const fn new(name: &'static str, kind: &'static str, meaning: &'static str) -> Self {
        Self {
            name,
            kind,
            is_optional: false,
            meaning,
        }
    }

    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

/// Fields of every answer to an act.
pub const ACT_ANSWER: &[Property] = &[
    Property::new("id", "string", "Id of the matter"),
    Property::new("version", "integer", "Its version now; also the ETag"),
];

/// The whole description.
pub(crate) fn describe(modules: &[Module]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for module in modules {
        for doc in &module.api {
            let access = module
                .routes
                .iter()
                .find(|route| route.path == doc.path && route.method == doc.method)
                .map(|route| &route.access);
            let entry = paths
                .entry(doc.path.to_owned())
                .or_insert_with(|| json!({}));
            if let Some(entry) = entry.as_object_mut() {
                entry.insert(
                    doc.method.to_string().to_lowercase(),
                    operation(module.name, doc, access),
                );
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "一门 Yimen",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The same commands and reads as the pages. Acts need an Idempotency-Key \
                (8 to 80 printable characters; a UUIDv7 is best) and take If-Match with the version \
                that was read. Problems are application/problem+json with a sentence in both languages.",
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Problem": {
                "type": "object",
                "properties": {
                    "type": { "type": "string" },
                    "title": { "type": "string" },
                    "title_zh": { "type": "string" },
                    "status": { "type": "integer" },
                    "code": { "type": "string" },
                    "basis": { "type": ["string", "null"], "description": "The rule that says no" },
                    "field": { "type": ["string", "null"] },
                    "request_id": { "type": "string" },
                },
            } },
        },
        "security": [{ "token": [] }],
        "paths": paths,
    })
}

fn operation(module: &str, doc: &ApiDoc, access: Option<&Access>) -> Value {
    let mut parameters: Vec<Value> = path_parameters(doc.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    parameters.extend(doc.query.iter().map(|property| {
        json!({
            "name": property.name, "in": "query", "required": !property.is_optional,
            "description": property.meaning, "schema": { "type": property.kind },
        })
    }));
    let is_act = doc.method == crate::Method::Post;
    if is_act {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "schema": { "type": "string", "minLength": 8, "maxLength": 80 },
        }));
        parameters.push(json!({
            "name": "If-Match", "in": "header", "required": false,
            "description": "Version that was read", "schema": { "type": "string" },
        }));
    }
    let needs = match access {
        Some(Access::Open(why)) => format!("Open: {why}"),
        Some(Access::SignedIn) => "Signed in".to_owned(),
        Some(Access::Needs(permission)) => format!("Needs `{permission}`"),
        None => String::new(),
    };
    let mut operation = json!({
        "tags": [module],
        "summary": format!("{} · {}", doc.summary_zh, doc.summary_en),
        "description": needs,
        "parameters": parameters,
        "responses": {
            "200": { "description": "Done", "content": { "application/json": { "schema": schema(doc.answer) } } },
            "default": { "description": "A problem", "content": {
                "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
        },
    });
    if is_act && let Some(operation) = operation.as_object_mut() {
        operation.insert(
            "requestBody".into(),
            json!({ "content": { "application/json": { "schema": schema(doc.body) } } }),
        );
    }
    operation
}

fn schema(properties: &[Property]) -> Value {
    let fields: Map<String, Value> = properties
        .iter()
        .map(|property| {
            let field = json!({ "type": property.kind, "description": property.meaning });
            (property.name.to_owned(), field)
        })
        .collect();
    let required: Vec<&str> = properties
        .iter()
        .filter(|property| !property.is_optional)
        .map(|property| property.name)
        .collect();
    json!({ "type": "object", "properties": fields, "required": required })
}

fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}
