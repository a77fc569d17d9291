//! `POST /desk/papers/{id}/ask-for-seal`

use crate::app::AskForSeal;
use axum::extract::{Path, State};
use axum::response::Redirect;
use kernel::PaperId;
use web::{App, NoFields, Problem, Submitted, Visit};

pub async fn ask_for_seal(
    State(app): State<App>,
    visit: Visit,
    Path(paper): Path<PaperId>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    app.execute(&visit, submitted.key, AskForSeal { paper })
        .await?;
    Ok(Redirect::to(&format!("/papers/{paper}")))
}
