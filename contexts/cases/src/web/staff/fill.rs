//! One handler for every act of staff: reads the case within reach, makes the command of what was
//! filled in, submits it, and goes back to the page or answers a program.

use super::{filled::Filled, hand::Hand, tray};
use crate::{domain::Case, permissions::CASES_VIEW};
use ::web::{App, Problem, Visit, is_own_path};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Redirect, Response},
};
use contracts::{Aggregate, Command, item::Items};
use kernel::{Actor, CaseId, PartyId};
use serde::de::DeserializeOwned;
use serde_json::json;
use store::{Reader, StoreError};

/// Makes a command of what was filled in. Shapes only; whether it may be so is for the command.
pub(super) trait Fill: 'static {
    type Form: DeserializeOwned + Send;
    type Command: Command<State = Case>;

    fn fill(form: Self::Form, filled: &Filled, hand: &mut Hand) -> Result<Self::Command, Problem>;
}

/// Does the act `F` on the case of the path.
pub(super) async fn perform<F: Fill>(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let done = submit::<F>(&app, &visit, case_id, &filled)
        .await
        .map_err(|problem| problem.with_typed(&filled.typed))?;
    answer(&app, &visit, case_id, &filled, done).await
}

async fn submit<F: Fill>(
    app: &App,
    visit: &Visit,
    case_id: CaseId,
    filled: &Filled,
) -> Result<store::Done, Problem> {
    let mut hand = take_in_hand(app, visit, case_id, filled.seen).await?;
    let form = filled.read::<F::Form>()?;
    let command = F::fill(form, filled, &mut hand)?;
    // Names of files that the command has no room for are kept before it: an event must never
    // speak of a file that nobody can find.
    let left = hand.vault();
    if !left.is_empty() {
        app.store.keep(left).await?;
    }
    app.execute(visit, filled.key.clone(), command).await
}

/// The case with everything that an act needs; out of reach, nothing says whether it exists.
pub(super) async fn take_in_hand(
    app: &App,
    visit: &Visit,
    case_id: CaseId,
    seen: Option<i64>,
) -> Result<Hand, Problem> {
    let for_read = app.clone();
    let is_english = visit.ui.is_english();
    let hand = app
        .read(visit, move |reader, actor| {
            let Some(case) = find_within(reader, actor, case_id)? else {
                return Ok(None);
            };
            let item = case
                .filing
                .as_ref()
                .and_then(|filing| reader.reference.get::<Items>().find(filing.pin).cloned());
            let tray = tray::list(reader, &for_read.store, actor.account)?;
            Ok(Some(Hand {
                party: case
                    .filing
                    .as_ref()
                    .map_or(PartyId(0), |filing| filing.party),
                case,
                item,
                units: reader.reference.get(),
                seen,
                today: reader.now.date(),
                is_english,
                tray,
                vault: Vec::new(),
                app: for_read,
            }))
        })
        .await?;
    hand.ok_or_else(Problem::not_found)
}

/// The case, if the actor may see it.
pub(super) fn find_within(
    reader: &mut Reader,
    actor: &Actor,
    case_id: CaseId,
) -> Result<Option<Case>, StoreError> {
    let found = reader.find_state::<Case>(case_id.0)?;
    Ok(found
        .map(|(_, case)| case)
        .filter(|case| actor.may(&CASES_VIEW, &case.place())))
}

async fn answer(
    app: &App,
    visit: &Visit,
    case_id: CaseId,
    filled: &Filled,
    done: store::Done,
) -> Result<Response, Problem> {
    if visit.is_api {
        let number = app
            .read(visit, move |reader, actor| {
                Ok(find_within(reader, actor, case_id)?.and_then(|case| case.filing))
            })
            .await?
            .map(|filing| filing.number.as_str().to_owned());
        return Ok(json_answer(case_id, done.version(), number.as_deref()));
    }
    Ok(Redirect::to(&way_back(filled, case_id)).into_response())
}

/// What a program is told of an act that was done.
pub(super) fn json_answer(case: CaseId, version: i64, number: Option<&str>) -> Response {
    let etag: [(HeaderName, String); 1] = [(header::ETAG, format!("\"{version}\""))];
    let body = json!({ "id": case, "version": version, "number": number });
    (etag, Json(body)).into_response()
}

/// The page that the form stands on, with a word on what was done.
fn way_back(filled: &Filled, case_id: CaseId) -> String {
    let back = filled.value("back");
    let path = back.split('?').next().unwrap_or_default();
    if !is_own_path(back) || !path.ends_with(&case_id.to_string()) {
        return format!("/desk/cases/{case_id}");
    }
    let act: String = filled
        .value("act")
        .chars()
        .filter(|letter| letter.is_ascii_lowercase() || *letter == '-')
        .collect();
    let kept: Vec<&str> = back
        .split_once('?')
        .map_or("", |(_, query)| query)
        .split('&')
        .filter(|pair| {
            !pair.is_empty() && !pair.starts_with("again=") && !pair.starts_with("done=")
        })
        .collect();
    let mut query = kept.join("&");
    if !act.is_empty() {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str("done=");
        query.push_str(&act);
    }
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
