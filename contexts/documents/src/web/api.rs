//! The same for programs: `/api/v1/papers/{id}`, `/api/v1/check/{code}`.

use super::check_page;
use super::paper_page::{check_url, find};
use crate::domain::CheckCode;
use axum::Json;
use axum::extract::{Path, State};
use kernel::PaperId;
use serde_json::{Value, json};
use web::{App, Problem, Visit};

pub async fn paper_json(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<PaperId>,
) -> Result<Json<Value>, Problem> {
    let view = find(&app, &visit, id).await?;
    let drawn = &view.drawn;
    let sealed = view.paper.sealed.as_ref().map(|sealed| {
        json!({
            "at": view.paper.sealed_at.map(kernel::Timestamp::to_rfc3339),
            "seal": drawn.seal,
            "is_sample": sealed.mark.is_sample,
            "register_number": format!("{}-{}", sealed.register_year, sealed.register_number),
            "algorithm": sealed.mark.algorithm,
            "digest": format!("sm3:{}", sealed.mark.digest),
            "signature": sealed.mark.signature,
            "public_key": sealed.mark.public_key,
        })
    });
    Ok(Json(json!({
        "id": id,
        "kind": drawn.kind.code(),
        "title": { "zh": drawn.title_zh, "en": drawn.title_en },
        "number": drawn.number.to_string(),
        "case": drawn.head.case,
        "case_number": drawn.head.number,
        "unit": view.issuer,
        "date": drawn.head.on,
        "state": view.paper.state.code(),
        "text": view.sheet.text(),
        "check_code": drawn.check_code,
        "check_url": check_url(&app, drawn.check_code.as_str()),
        "sealed": sealed,
    })))
}

pub async fn check_json(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Json<Value>, Problem> {
    let code: CheckCode = code.parse().map_err(|_| Problem::not_found())?;
    let checked = check_page::find(&app, &visit, code)
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(Json(json!({
        "title": checked.title,
        "number": checked.number,
        "unit": checked.unit,
        "date": checked.date,
        "addressee": checked.addressee,
        "state": checked.state.code(),
        "text": checked.text.code(),
        "seal": checked.seal,
        "is_sample": checked.is_sample,
        "sealed_at": checked.sealed_at.map(kernel::Timestamp::to_rfc3339),
        "register_number": checked.register_number,
        "digest": (!checked.digest.is_empty()).then(|| format!("sm3:{}", checked.digest)),
    })))
}
