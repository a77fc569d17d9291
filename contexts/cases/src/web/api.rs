//! The applicant's side for programs: the same reads and commands as the pages.

use super::{
    apply_service::{self, ServiceForm},
    case_page::find_mine,
    correct, forms, held,
    my_cases::{Asked, PAGE},
    others,
    trail::waits_for,
    uploads::{self, Sent},
};
use crate::{
    app::draft::{self, Draft, Files, Supplement, Unfinished},
    domain::{submit::Submit, submit_correction::SubmitCorrection},
    read::{
        Answers, NamedFile,
        detail::{CaseDetail, ClockView, Counted, find_party},
        my_cases::list_my_cases,
    },
};
use ::web::{App, FieldError, Problem, Submitted, Visit};
use axum::{
    Json,
    extract::{Multipart, Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use contracts::item::{ItemPin, ItemVersion, Items, ServedParty};
use kernel::{CaseId, FileId, PartyId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that was uploaded and belongs to no application yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Upload(NamedFile);

impl Unfinished for Upload {
    const KIND: &'static str = "upload";
}

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Problem> {
    let party = asked.party(&visit);
    let (cases, next) = app
        .read(&visit, move |reader, actor| {
            list_my_cases(reader, actor, party, asked.which(), asked.cursor(), PAGE)
        })
        .await?;
    let cases: Vec<Value> = cases
        .iter()
        .map(|case| {
            json!({
                "id": case.id,
                "number": case.number,
                "item": case.title,
                "state": case.state,
                "opened_at": case.opened_at.to_rfc3339(),
                "promised_on": case.promised_on,
                "legal_on": case.legal_on,
                "closed_on": case.closed_on,
            })
        })
        .collect();
    let next = next.map(|next| next.to_string());
    Ok(Json(json!({ "cases": cases, "next": next })))
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let version = detail.recorded.version;
    let tag = [(header::ETAG, format!("\"{version}\""))];
    Ok((tag, Json(case_json(&detail))).into_response())
}

fn case_json(detail: &CaseDetail) -> Value {
    use kernel::Event as _;
    let case = &detail.case;
    let filing = case.filing.as_ref();
    let notice = case.notices.last().filter(|notice| notice.answer.is_none());
    let events: Vec<Value> = detail
        .events
        .iter()
        .filter(|event| super::trail::is_told(&event.body))
        .map(|event| json!({ "what": event.body.name(), "at": event.at.to_rfc3339() }))
        .collect();
    let papers: Vec<Value> = detail
        .papers
        .iter()
        .map(|paper| {
            json!({ "id": paper.id, "title": paper.title.zh, "number": paper.number,
                    "is_sealed": paper.is_sealed, "href": paper.href })
        })
        .collect();
    json!({
        "id": case.id,
        "version": detail.recorded.version,
        "number": filing.map(|filing| filing.number.as_str()),
        "item": filing.map(|filing| json!({ "code": filing.item_code, "name": filing.item_name,
                                            "version": filing.pin.version })),
        "state": case.state().code(),
        "opened_at": case.filed_at.to_rfc3339(),
        "unit": detail.unit_name(false),
        "holder": detail.staff_name(case.holder, false),
        "notice_by": case.notice_by(),
        "correction": notice.map(|notice| json!({
            "materials": notice.materials, "answer_by": notice.answer_by })),
        "to_follow": case.outstanding(),
        "clock": detail.clock.as_ref().map(clock_json),
        "closed_on": case.over().map(|over| over.ended_on),
        "events": events,
        "papers": papers,
    })
}

fn clock_json(clock: &ClockView) -> Value {
    json!({
        "as_of": clock.as_of,
        "promised": counted_json(&clock.promised),
        "legal": clock.legal.as_ref().map(counted_json),
    })
}

fn counted_json(counted: &Counted) -> Value {
    match counted {
        Counted::Days {
            explanation,
            used,
            left,
        } => json!({ "due_on": explanation.due_on, "used": used, "left": left,
                     "explanation": explanation }),
        Counted::WaitsForCalendar { .. } => json!({ "waits_for_calendar_of": waits_for(counted) }),
    }
}

/// Uploads files for an application or a correction that follows.
pub(crate) async fn upload(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Problem> {
    let sent = Sent::read(form).await?;
    let (taken, refused) = uploads::store(&app, sent.files).await?;
    if let Some((name, code)) = refused.first() {
        let error = FieldError::new(uploads::CHOOSER, code).with("name", name);
        return Err(Problem::fields(vec![error]));
    }
    let account = visit.actor.account;
    let mut files = Vec::new();
    for file in taken {
        files.push(
            json!({ "id": file.id, "name": file.name, "sha256": file.stored.sha256,
                           "size_bytes": file.stored.size_bytes }),
        );
        let id = file.id.0;
        draft::begin(&app.store, account, id, &Upload(file)).await?;
    }
    Ok((StatusCode::OK, Json(json!({ "files": files }))).into_response())
}

/// An application as a program sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyBody {
    /// Code of the item.
    item: String,
    /// `None` is the party that the caller acts for now.
    #[serde(default)]
    party: Option<PartyId>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Ids of uploaded files, by code of the material.
    #[serde(default)]
    materials: BTreeMap<String, Vec<FileId>>,
    service: ServiceForm,
    /// Id of the signed promise, if the decision is to be on a promise.
    #[serde(default)]
    signed_promise: Option<FileId>,
}

pub(crate) async fn apply(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<ApplyBody>,
) -> Result<Response, Problem> {
    let body = submitted.form;
    let party = body.party.unwrap_or_else(|| visit.acting_party());
    if visit.actor.acts_for(party).is_none() {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "cases.api.party-unknown",
        ));
    }
    let (item, held, kind) = find_item(&app, &visit, &body.item, party).await?;
    let files = find_files(&app, &visit, &body.materials).await?;
    let signed_promise = match body.signed_promise {
        Some(id) => Some(find_file(&app, &visit, id).await?),
        None => None,
    };
    let draft = Draft {
        pin: ItemPin {
            item: item.id,
            version: item.version,
        },
        begun_on: visit.now.date(),
        party,
        party_kind: kind,
        held,
        held_at: visit.now,
        answers: Answers {
            fields: body.answers,
            ..Answers::default()
        },
        saved: BTreeMap::new(),
        files,
        by_promise: item.body.promise.as_ref().map(|_| signed_promise.is_some()),
        signed_promise,
        service: body.service.typed(),
        version: 0,
        saved_at: visit.now,
    };
    let answers = checked(&draft, &item, &visit)?;
    let conditional = forms::conditional(&item.body, &answers);
    let promise = item.body.promise.as_ref();
    let promise = promise.map(|rule| rule.promise.zh.as_str());
    let id = CaseId(app.store.new_id());
    let application = draft::application(&app.store, id, &draft, answers, conditional, promise)?;
    let done = app
        .execute(&visit, submitted.key, Submit { application })
        .await?;
    let answer = json!({ "id": CaseId(done.id()), "version": done.version() });
    Ok((StatusCode::OK, Json(answer)).into_response())
}

/// Every answer and the address, with a sentence at each that has to change.
fn checked(draft: &Draft, item: &ItemVersion, visit: &Visit) -> Result<Answers, Problem> {
    let mut errors = apply_service::check(&draft.service);
    for error in &mut errors {
        error.field = format!("service.{}", error.field);
    }
    let wants_promise =
        forms::asks_for_promise(&item.body) && draft.answers.get(forms::BY_PROMISE) == "yes";
    if wants_promise && draft.signed_promise.is_none() {
        let missing = FieldError::new("signed_promise", "cases.promise.paper-missing");
        errors.push(missing);
    }
    let today = visit.now.date();
    match forms::check_all(&item.body, &draft.answers(), today, visit.ui.is_english()) {
        Ok(answers) if errors.is_empty() => Ok(answers),
        Ok(_) => Err(Problem::fields(errors)),
        Err(found) => {
            errors.extend(found.into_iter().map(|error| FieldError {
                field: error.field.replacen("f-", "answers.", 1),
                ..error
            }));
            Err(Problem::fields(errors))
        }
    }
}

type ItemForParty = (Arc<ItemVersion>, BTreeMap<String, String>, ServedParty);

async fn find_item(
    app: &App,
    visit: &Visit,
    code: &str,
    party: PartyId,
) -> Result<ItemForParty, Problem> {
    let (others, asked) = (others(app), code.to_owned());
    let found = app
        .read(visit, move |reader, _| {
            let items = reader.reference.get::<Items>();
            let Some(item) = items.find_code(&asked, reader.now.date()).cloned() else {
                return Ok(None);
            };
            let facts = find_party(reader, &others, party)?.unwrap_or_default();
            let kind = if facts.is_firm {
                ServedParty::Firm
            } else {
                ServedParty::Person
            };
            let held = held::held(&item.body, &facts);
            Ok(Some((item, held, kind)))
        })
        .await?;
    found.ok_or_else(|| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cases.api.item-unknown").with("code", code)
    })
}

async fn find_file(app: &App, visit: &Visit, id: FileId) -> Result<NamedFile, Problem> {
    let account = visit.actor.account;
    let found = app
        .store
        .read(move |reader| draft::find::<Upload>(reader, account, id.0))
        .await?;
    found.map(|found| found.value.0).ok_or_else(|| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cases.api.file-unknown")
            .with("id", id.to_string())
    })
}

async fn find_files(
    app: &App,
    visit: &Visit,
    asked: &BTreeMap<String, Vec<FileId>>,
) -> Result<Files, Problem> {
    let mut files = Files::default();
    for (material, ids) in asked {
        for id in ids {
            files.add(material, find_file(app, visit, *id).await?);
        }
    }
    Ok(files)
}

/// A correction as a program sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectBody {
    #[serde(default)]
    materials: BTreeMap<String, Vec<FileId>>,
    /// The answers that change.
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

pub(crate) async fn correct(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<CorrectBody>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let files = find_files(&app, &visit, &submitted.form.materials).await?;
    let answers = corrected(&detail, submitted.form.answers, &visit)?;
    let brought = Supplement {
        files,
        answers,
        version: 0,
    };
    let correction = correct::correction(&app, &detail, &brought)?;
    let done = app
        .execute(&visit, submitted.key, SubmitCorrection { correction })
        .await?;
    let answer = json!({ "id": id, "version": done.version() });
    Ok((StatusCode::OK, Json(answer)).into_response())
}

fn corrected(
    detail: &CaseDetail,
    changes: BTreeMap<String, String>,
    visit: &Visit,
) -> Result<Option<Answers>, Problem> {
    let Some(item) = detail.item.as_ref().filter(|_| !changes.is_empty()) else {
        return Ok(None);
    };
    let mut answers = detail.answers.clone();
    answers.fields.extend(changes);
    let today = visit.now.date();
    forms::check_all(&item.body, &answers, today, visit.ui.is_english())
        .map(Some)
        .map_err(|errors| {
            let renamed = errors.into_iter().map(|error| FieldError {
                field: error.field.replacen("f-", "answers.", 1),
                ..error
            });
            Problem::fields(renamed.collect())
        })
}
