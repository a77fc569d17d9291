//! `POST /desk/seals/release`: the keeper releases the seal of the papers he ticked. Each paper is a
//! use of its own: one that is refused does not hold back the others.

use super::{parties, seals};
use crate::app::{Release, SealOf};
use crate::domain::release::Stamp;
use crate::read::{self, PaperView};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::Kept;
use kernel::{PaperId, Permission};
use serde::Deserialize;
use serde_json::json;
use store::{StoreError, SubmitKey};
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
    let command = stamped(app, &view)?;
    app.execute(visit, key, command).await?;
    Ok(())
}

/// Signs the text as it stands now. What comes of it is decided by the command.
fn stamped(app: &App, view: &PaperView) -> Result<Release, StoreError> {
    let text = view.sheet.text();
    let name = view.drawn.seal.clone().unwrap_or_default();
    let seal = SealOf {
        issuer: view.drawn.issuer,
        name: &name,
    };
    let mark = seals(app)
        .seal(app.store.master(), seal, &text)
        .map_err(|error| StoreError::Wrong(error.to_string()))?;
    let plain =
        serde_json::to_vec(&view.sheet).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let salt = store::random::<16>()?;
    let (kept, write) = Kept::new(
        app.store.new_id(),
        salt,
        view.drawn.head.party,
        "paper",
        &plain,
    );
    Ok(Release {
        paper: view.paper.id,
        unit: view.drawn.head.unit,
        seen_version: view.version,
        stamp: Stamp {
            mark,
            text: kept,
            missing: view.sheet.missing.clone(),
        },
        vault: vec![write],
    })
}
