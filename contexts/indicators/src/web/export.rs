//! Figures for programs and spreadsheets, each with its parents, period, cut-off and definition.

use super::parts::{Asked, definitions, reach_of};
use crate::domain::{Period, Shown};
use crate::read::{Narrow, Reach, sums_by_day};
use crate::view::{self, FigureView};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Reader, StoreError};
use web::{ApiDoc, App, Method, Problem, Property, Visit};

pub(crate) const API_FIGURES: ApiDoc = ApiDoc {
    method: Method::Get,
    path: "/api/v1/figures",
    summary_zh: "全市公开指标",
    summary_en: "Public figures of the whole city",
    body: &[],
    query: &[
        Property::new("from", "string", "first day, 2021-01-01").optional(),
        Property::new("to", "string", "last day").optional(),
        Property::new("known", "string", "as known at the end of this day").optional(),
        Property::new("format", "string", "`csv` for a table").optional(),
    ],
    answer: &[
        Property::new("from", "string", "first day that counts"),
        Property::new("to", "string", "last day that counts"),
        Property::new("known_on", "string", "what became known later is left out"),
        Property::new("counted_at", "string", "moment of counting"),
        Property::new(
            "figures",
            "array",
            "code, name, numerator, denominator, per_cent, definition_version",
        ),
    ],
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Format {
    format: String,
}

struct Export {
    period: Period,
    now: Timestamp,
    scope: String,
    figures: Vec<FigureView>,
}

pub(crate) async fn api_figures(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
    Query(format): Query<Format>,
) -> Result<Response, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let export = app
        .read(&visit, move |reader, _| {
            read(
                reader,
                &definitions,
                &asked,
                &Reach::City,
                &Narrow::All,
                "city",
            )
        })
        .await?;
    if format.format == "csv" {
        return Ok(csv_of(&export)?);
    }
    Ok(axum::Json(json_of(&export)).into_response())
}

/// The cockpit's figures as a table, within the reader's reach.
pub(crate) async fn export(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let export = app
        .read(&visit, move |reader, actor: &Actor| {
            let narrow = asked.narrow();
            let scope = narrow.code();
            let scope = if scope.is_empty() {
                "reach"
            } else {
                scope.as_str()
            };
            read(
                reader,
                &definitions,
                &asked,
                &reach_of(actor),
                &narrow,
                scope,
            )
        })
        .await?;
    Ok(csv_of(&export)?)
}

fn read(
    reader: &mut Reader,
    definitions: &crate::domain::Definitions,
    asked: &Asked,
    reach: &Reach,
    narrow: &Narrow,
    scope: &str,
) -> Result<Export, StoreError> {
    let period = asked.period(reader.now.date());
    let counters = definitions.counters();
    let sums = sums_by_day(reader, &counters, period, reach, narrow)?;
    let before = sums_by_day(reader, &counters, period.year_before(), reach, narrow)?;
    Ok(Export {
        period,
        now: reader.now,
        scope: scope.to_owned(),
        figures: view::figures(definitions, &sums, &before),
    })
}

fn json_of(export: &Export) -> Value {
    let figures: Vec<Value> = export
        .figures
        .iter()
        .map(|figure| {
            let definition = &figure.definition;
            let denominator = definition.is_share().then_some(figure.reading.denominator);
            json!({
                "code": definition.code,
                "name": definition.name,
                "counted_in": definition.counted_in,
                "numerator": figure.reading.numerator,
                "denominator": denominator,
                "per_cent": per_cent(figure),
                "definition_version": definition.definition_version,
                "href": format!("/figures/{}", definition.code),
            })
        })
        .collect();
    json!({
        "from": export.period.from.to_string(),
        "to": export.period.to.to_string(),
        "known_on": export.period.known_on.to_string(),
        "counted_at": export.now.to_rfc3339(),
        "scope": export.scope,
        "figures": figures,
    })
}

/// None where there are too few cases for a rate.
fn per_cent(figure: &FigureView) -> Option<String> {
    match figure.reading.shown(&figure.definition) {
        Shown::Rate(per_cent) => Some(per_cent),
        Shown::Count(_) | Shown::NothingToDivideBy | Shown::TooFew | Shown::Impossible => None,
    }
}

fn csv_of(export: &Export) -> Result<Response, StoreError> {
    let body = write_csv(export).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"figures.csv\"",
        ),
    ];
    Ok((headers, body).into_response())
}

fn write_csv(export: &Export) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    // The mark at the start makes spreadsheets read Chinese as UTF-8.
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record([
        "code",
        "name_zh",
        "name_en",
        "numerator",
        "denominator",
        "per_cent",
        "from",
        "to",
        "known_on",
        "counted_at",
        "scope",
        "definition_version",
    ])?;
    for figure in &export.figures {
        let definition = &figure.definition;
        let denominator = if definition.is_share() {
            figure.reading.denominator.to_string()
        } else {
            String::new()
        };
        out.write_record([
            definition.code.clone(),
            definition.name.zh.clone(),
            definition.name.en.clone(),
            figure.reading.numerator.to_string(),
            denominator,
            per_cent(figure).unwrap_or_default(),
            export.period.from.to_string(),
            export.period.to.to_string(),
            export.period.known_on.to_string(),
            export.now.to_rfc3339(),
            export.scope.clone(),
            definition.definition_version.to_string(),
        ])?;
    }
    Ok(out.into_inner()?)
}
