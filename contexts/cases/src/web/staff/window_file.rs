//! Filing an application at the window: what the page or a program brings becomes the clerk's
//! command.

use super::{
    fill::json_answer,
    fill_window::{brought_on_page, typed_answers},
    filled::Filled,
    hand::{BroughtMaterial, Hand, moment},
    window_new::{read, served},
};
use crate::{
    domain::{
        Case,
        filing::{Agency, PromisePaper},
        submit::{Application, SubmitOnBehalf},
    },
    read::Answers,
    web::forms,
};
use ::web::{App, Problem, Visit};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use contracts::{
    Aggregate,
    item::{Channel, ItemPin, ItemVersion, ServedParty},
};
use kernel::{CaseId, PartyId};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// An application as the page or a program brings it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct FileForm {
    party: String,
    item: String,
    channel: String,
    handed_at: String,
    materials: Vec<BroughtMaterial>,
    answers: BTreeMap<String, String>,
    mandate: String,
    promise: String,
}

/// Files and receives the application.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    filled: Filled,
) -> Result<Response, Problem> {
    let (case_id, version) = submit(&app, &visit, &filled)
        .await
        .map_err(|problem| problem.with_typed(&filled.typed))?;
    if visit.is_api {
        let number = app
            .read(&visit, move |reader, actor| {
                let case = super::fill::find_within(reader, actor, case_id)?;
                Ok(case.and_then(|case| case.filing))
            })
            .await?
            .map(|filing| filing.number.as_str().to_owned());
        return Ok(json_answer(case_id, version, number.as_deref()));
    }
    Ok(Redirect::to(&format!("/window/cases/{case_id}?done=filed")).into_response())
}

async fn submit(app: &App, visit: &Visit, filled: &Filled) -> Result<(CaseId, i64), Problem> {
    let form: FileForm = filled.read()?;
    let party: PartyId = form
        .party
        .parse()
        .map_err(|_| Problem::field("party", "cases.desk.who-missing"))?;
    let start = read(app, visit, party, form.item.clone(), String::new())
        .await?
        .ok_or_else(Problem::not_found)?;
    let item = start
        .item
        .clone()
        .ok_or_else(|| Problem::field("item", "cases.submit.no-such-item"))?;
    let case_id = CaseId(app.store.new_id());
    let mut hand = Hand {
        app: app.clone(),
        case: Case::initial(case_id.0),
        party,
        item: Some(Arc::clone(&item)),
        units: Arc::clone(&start.units),
        seen: None,
        today: visit.now.date(),
        is_english: visit.ui.is_english(),
        tray: start.tray.clone(),
        vault: Vec::new(),
    };
    let command = command(&form, filled, &mut hand, &item, served(&start.facts))?;
    let done = app.execute(visit, filled.key.clone(), command).await?;
    Ok((CaseId(done.id()), done.version()))
}

fn command(
    form: &FileForm,
    filled: &Filled,
    hand: &mut Hand,
    item: &ItemVersion,
    party_kind: ServedParty,
) -> Result<SubmitOnBehalf, Problem> {
    let (brought, fields) = if filled.json.is_some() {
        (form.materials.clone(), form.answers.clone())
    } else {
        (brought_on_page(filled), typed_answers(filled))
    };
    let answers = Answers {
        fields,
        ..Answers::default()
    };
    let answers = forms::check_all(&item.body, &answers, hand.today, hand.is_english)
        .map_err(Problem::fields)?;
    let channel = match form.channel.as_str() {
        "window" => Channel::Window,
        "post" => Channel::Post,
        _ => return Err(Problem::field("channel", "cases.desk.choose")),
    };
    let agency = match hand.file("mandate", &form.mandate)? {
        Some(paper) => Agency::Paper(paper),
        None => Agency::None,
    };
    let promise = match (hand.file("promise", &form.promise)?, &item.body.promise) {
        (Some(signed), Some(rule)) => hand
            .keep("promise", "promise", &rule.promise.zh)?
            .map(|text| PromisePaper { text, signed }),
        (Some(_), None) | (None, _) => None,
    };
    let materials = hand.materials(&brought)?;
    let kept = hand
        .keep("answers", "answers", &answers.to_text())?
        .ok_or_else(super::super::broken)?;
    Ok(SubmitOnBehalf {
        application: Application {
            case_id: hand.case_id(),
            pin: ItemPin {
                item: item.id,
                version: item.version,
            },
            begun_on: hand.today,
            party: hand.party,
            party_kind,
            answers: kept,
            materials,
            conditional: forms::conditional(&item.body, &answers),
            electronic_service: None,
            promise,
            vault: hand.vault(),
        },
        channel,
        agency,
        handed_at: moment("handed-at", &form.handed_at)?,
    })
}
