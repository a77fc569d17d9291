//! The same for programs: lists and one case as JSON, files to be named by acts. Acts themselves are
//! the handlers of the pages.

use super::{acts::act_docs, desk_list::ask_in, fill::take_in_hand, filled::Filled};
use crate::{
    domain::CaseEvent,
    permissions::CASES_VIEW,
    read::{
        desk::{DeskLine, list_desk},
        detail::{Audience, CaseDetail, Counted, find_detail},
    },
    web::others,
};
use ::web::{ACT_ANSWER, ApiDoc, App, Method, Problem, Property, Visit};
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{CaseId, Event as _, MatterId, Recorded, deadline::Light};
use serde_json::{Value, json};

/// Open cases within reach, soonest promise first: `?unit=&state=&after=` and the other filters of
/// the desk.
pub(super) async fn list(State(app): State<App>, visit: Visit) -> Result<Json<Value>, Problem> {
    let ask = ask_in(&visit.ui.path);
    let (page, today) = app
        .read(&visit, move |reader, actor| {
            Ok((list_desk(reader, actor, &ask)?, reader.now.date()))
        })
        .await?;
    let next = page
        .lines
        .last()
        .filter(|_| page.has_next)
        .map(|line| line.cursor().to_string());
    let cases: Vec<Value> = page
        .lines
        .iter()
        .map(|line| line_json(line, today))
        .collect();
    Ok(Json(json!({ "cases": cases, "next": next })))
}

fn line_json(line: &DeskLine, today: kernel::Date) -> Value {
    let light = line.light(today).map(|light| match light {
        Light::Normal => "normal",
        Light::Warn => "warn",
        Light::Yellow => "yellow",
        Light::Red => "red",
        Light::Paused => "paused",
        Light::Done => "done",
    });
    json!({
        "id": line.case,
        "number": line.number,
        "title": line.title,
        "state": line.state,
        "unit": line.unit,
        "holder": line.holder,
        "promised_on": line.promised_on,
        "legal_on": line.legal_on,
        "paused_since": line.paused_since,
        "light": light,
        "version": line.version,
    })
}

/// One case with its clock explained day by day. No text of the vault and no name: a program that
/// needs those asks for a grant of its own.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let others = others(&app);
    let detail = app
        .read(&visit, move |reader, actor| {
            find_detail(
                reader,
                actor,
                &CASES_VIEW,
                case_id,
                Audience::Staff,
                &others,
            )
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    visit.look(&app, MatterId(case_id.0), "api", "desk");
    let etag = [(header::ETAG, format!("\"{}\"", detail.recorded.version))];
    Ok((etag, Json(detail_json(&detail))).into_response())
}

fn detail_json(detail: &CaseDetail) -> Value {
    let case = &detail.case;
    let filing = case.filing.as_ref();
    let counted = |counted: &Counted| match counted {
        Counted::Days {
            explanation,
            used,
            left,
        } => {
            json!({ "due_on": explanation.due_on, "used": used, "left": left, "explanation": explanation })
        }
        Counted::WaitsForCalendar { year } => json!({ "waits_for_calendar_of": year }),
    };
    let clock = detail.clock.as_ref().map(|clock| {
        json!({
            "promised": counted(&clock.promised),
            "legal": clock.legal.as_ref().map(counted),
            "is_stopped": clock.is_stopped,
        })
    });
    let materials: Vec<Value> = case
        .materials
        .values()
        .map(|held| {
            json!({
                "code": held.code,
                "files": held.files.iter().map(|file| json!({ "file": file.file, "sha256": file.sha256 })).collect::<Vec<_>>(),
                "paper_copies": held.paper_copies,
            })
        })
        .collect();
    json!({
        "id": case.id,
        "version": detail.recorded.version,
        "number": filing.map(|filing| filing.number.as_str()),
        "item": filing.map(|filing| json!({ "code": filing.item_code, "name": filing.item_name.zh, "version": filing.pin.version })),
        "state": case.state().code(),
        "unit": filing.map(|filing| filing.unit),
        "party": filing.map(|filing| filing.party),
        "holder": case.holder,
        "reached_on": filing.map(|filing| filing.reached_on),
        "notice_by": case.notice_by(),
        "accepted_on": case.handling().map(|handling| handling.accepted_on),
        "clock": clock,
        "materials": materials,
        "outstanding": case.outstanding(),
        "events": detail.events.iter().map(event_json).collect::<Vec<_>>(),
    })
}

fn event_json(event: &Recorded<CaseEvent>) -> Value {
    json!({
        "name": event.body.name(),
        "version": event.version,
        "at": event.at.to_rfc3339(),
        "actor": event.actor,
        // What the clock has done and nobody has recorded yet.
        "is_recorded": event.id != 0,
    })
}

/// Takes files into the tray of the caller, so that an act on the case can name them.
pub(super) async fn take_files(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Json<Value>, Problem> {
    let case_id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let hand = take_in_hand(&app, &visit, case_id, None).await?;
    let files: Vec<Value> = hand
        .tray
        .iter()
        .filter(|file| {
            filled
                .typed
                .iter()
                .any(|(_, value)| *value == file.id.to_string())
        })
        .map(|file| json!({ "file": file.id, "name": file.name, "sha256": file.stored.sha256 }))
        .collect();
    Ok(Json(json!({ "files": files })))
}

const LINE: &[Property] = &[
    Property::new(
        "cases",
        "array",
        "Of {id, number, title, state, unit, holder, promised_on, legal_on, light, version}",
    ),
    Property::new(
        "next",
        "string",
        "Value of `after` for the next page, if there is one",
    )
    .optional(),
];

/// Beside the acts.
const OTHERS: &[ApiDoc] = &[
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/cases",
        summary_zh: "在办清单，按承诺日期从近到远",
        summary_en: "Open cases within reach, the soonest promise first",
        body: &[],
        query: &[
            Property::new("unit", "string", "Id of a unit").optional(),
            Property::new("state", "string", "Code of a state").optional(),
            Property::new("item", "string", "Id of an item").optional(),
            Property::new("view", "string", "mine, warn, yellow, red, paused …").optional(),
            Property::new("from", "string", "First promised day").optional(),
            Property::new("to", "string", "Last promised day").optional(),
            Property::new("after", "string", "`next` of the page before").optional(),
        ],
        answer: LINE,
    },
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/cases/{id}",
        summary_zh: "一件，期限逐日说明",
        summary_en: "One case, its dates explained day by day",
        body: &[],
        query: &[],
        answer: &[
            Property::new("id", "string", "Id of the case"),
            Property::new("version", "integer", "Its version; also the ETag"),
            Property::new("number", "string", "Its number"),
            Property::new("state", "string", "Code of its state"),
            Property::new("clock", "object", "Both limits with every day").optional(),
            Property::new("materials", "array", "Of {code, files, paper_copies}"),
            Property::new(
                "events",
                "array",
                "Of {name, version, at, actor, is_recorded}",
            ),
        ],
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/window/cases",
        summary_zh: "代为申请并收件",
        summary_en: "File an application for somebody, and receive it",
        body: &[
            Property::new("party", "string", "Id of the applicant"),
            Property::new("item", "string", "Code of the item"),
            Property::new("channel", "string", "window or post"),
            Property::new(
                "answers",
                "object",
                "Answers of the form by code of the field",
            ),
            Property::new("materials", "array", "Of {code, paper-copies, files}").optional(),
            Property::new(
                "handed-at",
                "string",
                "2021-09-17T16:40, if earlier than now",
            )
            .optional(),
            Property::new("mandate", "string", "File of a mandate on paper").optional(),
            Property::new("promise", "string", "File of the signed promise").optional(),
        ],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/cases/{id}/files",
        summary_zh: "先传文件，办事时按编号引用（multipart/form-data）",
        summary_en: "Send files that an act then names (multipart/form-data with a field `key`)",
        body: &[Property::new(
            "file",
            "string",
            "PDF, JPEG or PNG; several may follow",
        )],
        query: &[],
        answer: &[Property::new("files", "array", "Of {file, name, sha256}")],
    },
];

/// What a program has to know of the staff routes.
pub(super) fn docs() -> Vec<ApiDoc> {
    let mut docs = act_docs();
    docs.extend(OTHERS.iter().cloned());
    docs
}
