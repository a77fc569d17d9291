//! `POST /desk/seals/release`: the keeper releases the seal of the papers he ticked. Each paper is a
//! use of its own: one that is refused does not hold back the others.

use super::{parties, seals};
use crate::app::stamped;
use crate::read;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{PaperId, Permission};
use serde::Deserialize;
use serde_json::json;
use store::SubmitKey;
use web::{App, Problem, Submitted, Visit};

/// Most papers in one go: what a page shows.
const MOST: usize = 50;

#[derive(Debug, Default, Deserialize)]
pub struct Picked {
    #[serde(default)]
    paper: Vec<PaperId>,
}

pub async fn release(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<Picked>,
) -> Result<Response, Problem> {
    let picked: Vec<PaperId> = submitted.form.paper.iter().copied().take(MOST).collect();
    if picked.is_empty() {
        return Err(Problem::field("paper", "documents.release.none-picked"));
    }
    let (mut done, mut refused) = (0, Vec::new());
    for id in picked {
        let key = SubmitKey {
            key: format!("{}:{id}", submitted.key.key),
            body_hash: submitted.key.body_hash,
        };
        match release_one(&app, &visit, key, id).await {
            Ok(()) => done += 1,
            Err(no) => refused.push(no),
        }
    }
    match refused.into_iter().next() {
        None if visit.is_api => Ok(Json(json!({ "released": done })).into_response()),
        None => Ok(Redirect::to(&format!("/desk/seals/waiting?done={done}")).into_response()),
        // Nothing else was asked for: the refusal itself is the answer.
        Some(no) if done == 0 => Err(no),
        Some(no) => {
            let why = web::say(&visit.ui, &no.detail.code, &no.detail.params);
            Err(
                Problem::new(StatusCode::CONFLICT, "documents.release.some-refused")
                    .with("done", done.to_string())
                    .with("why", why),
            )
        }
    }
}

async fn release_one(app: &App, visit: &Visit, key: SubmitKey, id: PaperId) -> Result<(), Problem> {
    const RELEASE: Permission = crate::permissions::DOCUMENTS_RELEASE;
    let names = parties(app);
    let found = app
        .read(visit, move |reader, actor| {
            let found = read::find_paper(reader, actor, names.as_deref(), id)?;
            Ok(found.filter(|view| {
                use contracts::Aggregate as _;
                actor.may(&RELEASE, &view.paper.place())
            }))
        })
        .await?;
    let view = found.ok_or_else(Problem::not_found)?;
    let command = stamped(&app.store, &*seals(app), &view)?;
    app.execute(visit, key, command).await?;
    Ok(())
}
