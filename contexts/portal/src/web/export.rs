//! What the city holds about me, as a file that other programs can read (个人信息保护法 art. 45).

use crate::read::{
    Looker, MatterCursor, MessageCursor, MessageLine, MyMatter, list_looks_at_mine, list_messages,
    list_my_matters,
};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contracts::queries::{Parties, PartyFacts};
use kernel::MatterId;
use serde_json::{Value, json};
use store::{Reader, StoreError};
use web::{App, Problem, Visit};

/// Newest matters and messages in one file; `is_complete` says whether that was all.
const MOST: usize = 1000;
/// Matters whose looks are included.
const LOOKED_AT: usize = 50;

pub(crate) async fn export(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let own = visit
        .acting()
        .filter(|acting| acting.mandate.0 == 0)
        .ok_or_else(Problem::forbidden)?;
    let party = own.party;
    let parties = app.query::<dyn Parties<Reader>>();
    let body = app
        .read(&visit, move |reader, actor| {
            let facts = match parties {
                Some(parties) => parties
                    .find(reader, party)
                    .map_err(|error| StoreError::Wrong(error.to_string()))?,
                None => None,
            };
            let mut matters = list_my_matters(reader, actor, party, MatterCursor::NEWEST, MOST)?;
            let mut messages = list_messages(reader, actor, party, MessageCursor::NEWEST, MOST)?;
            let is_complete = matters.len() <= MOST && messages.len() <= MOST;
            matters.truncate(MOST);
            messages.truncate(MOST);
            let looked_at = &matters[..matters.len().min(LOOKED_AT)];
            let looks = list_looks_at_mine(reader, actor, looked_at, false)?;
            Ok(json!({
                "exported_at": reader.now.to_rfc3339(),
                "is_complete": is_complete,
                "me": facts.as_ref().map(me),
                "matters": matters.iter().map(matter).collect::<Vec<_>>(),
                "messages": messages.iter().map(message).collect::<Vec<_>>(),
                "looks": looks.iter().map(|look| json!({
                    "at": look.at.to_rfc3339(),
                    "number": look.number,
                    "who": who(&look.who),
                    "what": look.what,
                    "why": look.why,
                })).collect::<Vec<_>>(),
            }))
        })
        .await?;
    visit.look(&app, MatterId(party.0), "export", "portal-look-own-data");
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-data.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, format!("{body:#}\n")).into_response())
}

fn me(facts: &PartyFacts) -> Value {
    json!({
        "is_firm": facts.is_firm,
        "name": facts.name,
        "number": facts.number,
        "phone": facts.phone,
        "address": facts.address,
        "legal_representative": facts.legal_representative,
    })
}

fn matter(matter: &MyMatter) -> Value {
    let day = |day: Option<kernel::Date>| day.map(|day| day.to_string());
    json!({
        "id": matter.id,
        "kind": matter.kind,
        "number": matter.number,
        "title": matter.title,
        "state": matter.state,
        "opened_at": matter.opened_at.to_rfc3339(),
        "promised_on": day(matter.promised_on),
        "legal_on": day(matter.legal_on),
        "closed_on": day(matter.closed_on),
    })
}

fn message(line: &MessageLine) -> Value {
    json!({
        "at": line.at.to_rfc3339(),
        "kind": line.kind,
        "matter": line.matter,
        "number": line.number,
        "item": line.title.zh,
        "facts": line.facts,
    })
}

fn who(who: &Looker) -> String {
    match who {
        Looker::Me => "me".to_owned(),
        Looker::Agent => "an agent".to_owned(),
        Looker::Post { unit, role } => format!("{unit}, {role}"),
    }
}
