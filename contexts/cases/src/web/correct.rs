//! 补正, and 容缺后补: the one notice with every item and its reason; for each an upload or the form.
//! What was brought is kept as a draft until it is sent.

use super::{
    apply, apply_materials,
    case_page::{find_mine, item_name, material_name, number},
    links,
    uploads::{self, Sent},
};
use crate::{
    app::draft::{self, Keeper, Supplement},
    domain::{
        Act, CaseEvent,
        deliver_deferred::DeliverDeferred,
        notify_correction::FORM,
        submit_correction::{Correction, SubmitCorrection},
    },
    read::{Answers, detail::CaseDetail},
};
use ::web::{
    App, NoFields, Problem, Submitted, Visit,
    ui::{
        self, Lamp, Note, PageOptions, Ui, actions, lamp, link_button, note, post_form,
        primary_button, upload, upload_form,
    },
};
use axum::{
    extract::{Multipart, Path, State},
    response::{IntoResponse, Redirect, Response},
};
use kernel::{CaseId, FileId, PartyId};
use maud::{Markup, html};
use serde::Deserialize;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Correct,
    Deliver,
}

impl Purpose {
    fn of(act: &str) -> Result<Self, Problem> {
        match act {
            "correct" => Ok(Self::Correct),
            "deliver" => Ok(Self::Deliver),
            _ => Err(Problem::not_found()),
        }
    }

    fn act(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Deliver => "deliver",
        }
    }

    fn is_allowed(self, detail: &CaseDetail) -> bool {
        let state = detail.case.state();
        match self {
            Self::Correct => state.allows(Act::SubmitCorrection),
            Self::Deliver => {
                state.allows(Act::DeliverDeferred) && !detail.case.outstanding().is_empty()
            }
        }
    }
}

/// One item that is asked for, with the reason if the notice gave one.
pub(super) struct Asked {
    pub(super) code: String,
    pub(super) reason: String,
}

pub(super) fn asked(detail: &CaseDetail, purpose: Purpose) -> Vec<Asked> {
    match purpose {
        Purpose::Deliver => detail
            .case
            .outstanding()
            .into_iter()
            .map(|code| Asked {
                code,
                reason: String::new(),
            })
            .collect(),
        Purpose::Correct => {
            let notice = detail.events.iter().rev().find_map(|event| {
                if let CaseEvent::CorrectionNotified(notice) = &event.body {
                    Some(notice)
                } else {
                    None
                }
            });
            let defects = notice.iter().flat_map(|notice| &notice.defects);
            defects
                .map(|defect| Asked {
                    code: defect.material.clone(),
                    reason: detail.text(&defect.reason).unwrap_or_default().to_owned(),
                })
                .collect()
        }
    }
}

/// The case with what was brought so far.
pub(super) async fn load(
    app: &App,
    visit: &Visit,
    id: CaseId,
) -> Result<(CaseDetail, Supplement), Problem> {
    let detail = find_mine(app, visit, id).await?;
    let account = visit.actor.account;
    let found = app
        .store
        .read(move |reader| draft::find::<Supplement>(reader, account, id.0))
        .await?;
    Ok((detail, found.map(|found| found.value).unwrap_or_default()))
}

pub(crate) async fn show_correct(
    app: State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    show(app, visit, id, Purpose::Correct).await
}

pub(crate) async fn show_deliver(
    app: State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    show(app, visit, id, Purpose::Deliver).await
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    id: CaseId,
    purpose: Purpose,
) -> Result<Response, Problem> {
    let (detail, brought) = load(&app, &visit, id).await?;
    if !purpose.is_allowed(&detail) {
        return Ok(Redirect::to(&links::my_case(id)).into_response());
    }
    Ok(page(&visit, &detail, &brought, purpose, &app.submit_key()).into_response())
}

fn page(
    visit: &Visit,
    detail: &CaseDetail,
    brought: &Supplement,
    purpose: Purpose,
    key: &str,
) -> Markup {
    let ui = &visit.ui;
    let act = purpose.act();
    let asked = asked(detail, purpose);
    let errors = apply::errors(visit);
    let count = i64::try_from(asked.len()).unwrap_or(i64::MAX);
    let missing = asked
        .iter()
        .filter(|asked| !is_brought(brought, &asked.code))
        .count();
    let title = ui.tn(&format!("cases-{act}-title"), count);
    let id = detail.case.id;
    let inside = html! {
        div.stack.measure {
            (ui::err_summary(ui, &errors))
            (apply::notice(visit))
            p.small.muted.num { (item_name(ui, detail)) "　" (number(detail)) }
            h1 { (title) }
            p { (ui.t(&format!("cases-{act}-page-about"))) }
            (period(ui, detail, purpose))
            @for asked in &asked { (card(ui, detail, brought, asked, purpose, key)) }
            @if missing > 0 {
                (note(Note::Info, &ui.tn("cases-correct-missing", i64::try_from(missing).unwrap_or(i64::MAX)), html! {
                    p { (ui.t(&format!("cases-{act}-missing-about"))) }
                }))
            }
            (post_form(ui, &links::my_case_act(id, act), key, actions(html! {
                (primary_button(&ui.t(&format!("cases-{act}-send"))).big())
                (link_button(&ui.t("cases-save-for-later"), &links::my_case(id)))
            })))
            p.small.muted { (ui.t("cases-draft-about-supplement")) }
        }
    };
    let options = PageOptions::new(title)
        .crumbs(
            [
                (ui.t("cases-my"), links::MY_CASES.to_owned()),
                (number(detail), links::my_case(id)),
            ],
            ui.t(&format!("cases-{act}")),
        )
        .form_step(!errors.is_empty())
        .private();
    ui.page_with(options, inside)
}

/// A last day is shown only where one was printed on the notice or promised.
fn period(ui: &Ui, detail: &CaseDetail, purpose: Purpose) -> Markup {
    match purpose {
        Purpose::Correct => {
            let notice = detail.case.notices.last();
            let day = notice.and_then(|notice| notice.answer_by);
            let basis = notice.and_then(|notice| notice.answer_within.as_ref());
            html! {
                @if let Some(day) = day {
                    p { b { (ui.tw("cases-correct-by", &[("day", ui.date_long(day))])) } }
                    @if let Some(period) = basis { p.small.muted { (period.basis) } }
                }
            }
        }
        Purpose::Deliver => {
            let deferral = detail
                .case
                .handling()
                .and_then(|handling| handling.deferral.as_ref());
            let day = deferral.and_then(|deferral| deferral.deliver_by);
            html! {
                @if let Some(day) = day {
                    p { b { (ui.tw("cases-deliver-by", &[("day", ui.date_long(day))])) } }
                }
            }
        }
    }
}

fn is_brought(brought: &Supplement, code: &str) -> bool {
    if code == FORM {
        brought.answers.is_some()
    } else {
        !brought.files.of(code).is_empty()
    }
}

fn card(
    ui: &Ui,
    detail: &CaseDetail,
    brought: &Supplement,
    asked: &Asked,
    purpose: Purpose,
    key: &str,
) -> Markup {
    let code = &asked.code;
    let id = detail.case.id;
    let base = links::my_case_act(id, purpose.act());
    let state = if is_brought(brought, code) {
        lamp(Lamp::Done, &ui.t("cases-correct-brought"))
    } else {
        lamp(Lamp::Defect, &ui.t("cases-correct-open"))
    };
    let sent: Vec<&str> = detail
        .files_of(code)
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    let inside = html! {
        @if !asked.reason.is_empty() { p { b { (ui.t("cases-correct-reason")) } (asked.reason) } }
        @if code == FORM {
            p.row { (link_button(&ui.t("cases-correct-form"), &format!("{base}/form"))) }
        } @else {
            @if let Some(material) = detail.item.as_ref().and_then(|item| item.body.material(code)) {
                (apply_materials::about(ui, material))
            }
            @if !sent.is_empty() {
                p.small.muted { (ui.t("cases-correct-sent-before")) (sent.join(ui.pick("、", ", "))) }
            }
            (upload_form(ui, &format!("{base}/files/{code}"), key, html! {
                (upload(
                    ui,
                    &uploads::chooser(ui, &ui.t("cases-upload-label"), &brought.files, code),
                    &uploads::lines(brought.files.of(code), |file| format!("{base}/brought/{file}")),
                    uploads::ACCEPT,
                ))
                (actions(html! { (ui::button(&ui.t("cases-upload-send")).icon("up")) }))
            }))
        }
    };
    let heading = format!("m-{code}");
    ui::card_section(&heading, &material_name(ui, detail, code), state, inside)
}

#[derive(Debug, Deserialize)]
pub(crate) struct MaterialPath {
    id: CaseId,
    act: String,
    material: String,
}

/// Takes files for one item, or removes one.
pub(crate) async fn take(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<MaterialPath>,
    form: Multipart,
) -> Result<Response, Problem> {
    let purpose = Purpose::of(&path.act)?;
    let detail = find_mine(&app, &visit, path.id).await?;
    let is_asked = asked(&detail, purpose)
        .iter()
        .any(|asked| asked.code == path.material && asked.code != FORM);
    if !purpose.is_allowed(&detail) || !is_asked {
        return Err(Problem::not_found());
    }
    let sent = Sent::read(form).await?;
    let removed = sent.removed();
    let (taken, refused) = uploads::store(&app, sent.files).await?;
    change(&app, &visit, path.id, |brought| {
        uploads::apply(
            &mut brought.files,
            &path.material,
            &taken,
            &refused,
            removed,
        );
    })
    .await?;
    let page = links::my_case_act(path.id, purpose.act());
    Ok(Redirect::to(&format!("{page}#m-{}", path.material)).into_response())
}

/// Changes what was brought; begins with nothing.
pub(super) async fn change(
    app: &App,
    visit: &Visit,
    id: CaseId,
    apply: impl Fn(&mut Supplement),
) -> Result<(), Problem> {
    let account = visit.actor.account;
    let changed = draft::change::<Supplement>(&app.store, account, id.0, &apply).await?;
    if changed.is_none() {
        let mut fresh = Supplement::default();
        apply(&mut fresh);
        draft::begin(&app.store, account, id.0, &fresh).await?;
    }
    Ok(())
}

#[derive(Debug, Deserialize)]
pub(crate) struct BroughtPath {
    id: CaseId,
    act: String,
    file: FileId,
}

/// Gives back what was brought and not sent yet.
pub(crate) async fn download(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<BroughtPath>,
) -> Result<Response, Problem> {
    Purpose::of(&path.act)?;
    let (_, brought) = load(&app, &visit, path.id).await?;
    let file = brought.files.find(path.file).cloned();
    uploads::download(&app, file.ok_or_else(Problem::not_found)?).await
}

/// Sends the correction in.
pub(crate) async fn send_correct(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let (detail, brought) = load(&app, &visit, id).await?;
    let correction = correction(&app, &detail, &brought)?;
    app.execute(&visit, submitted.key, SubmitCorrection { correction })
        .await?;
    draft::delete::<Supplement>(&app.store, id.0).await?;
    Ok(Redirect::to(&links::my_case(id)).into_response())
}

/// What was brought, with its vault entries.
pub(crate) fn correction(
    app: &App,
    detail: &CaseDetail,
    brought: &Supplement,
) -> Result<Correction, Problem> {
    let mut keeper = Keeper::new(&app.store, party(detail));
    let answers = match &brought.answers {
        Some(answers) => Some(keeper.keep("answers", &with_address(detail, answers).to_text())?),
        None => None,
    };
    Ok(Correction {
        case_id: detail.case.id,
        materials: keeper.materials(&brought.files)?,
        answers,
        vault: keeper.vault,
    })
}

/// Where papers reach him does not change with the form.
fn with_address(detail: &CaseDetail, answers: &Answers) -> Answers {
    Answers {
        service: detail.answers.service.clone(),
        ..answers.clone()
    }
}

fn party(detail: &CaseDetail) -> PartyId {
    let filing = detail.case.filing.as_ref();
    filing.map_or_else(PartyId::default, |filing| filing.party)
}

/// Sends in what was allowed to follow.
pub(crate) async fn send_deliver(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let (detail, brought) = load(&app, &visit, id).await?;
    let mut keeper = Keeper::new(&app.store, party(&detail));
    let materials = keeper.materials(&brought.files)?;
    // Kept first: an event never names a file that the vault does not know.
    app.store.keep(keeper.vault).await?;
    let command = DeliverDeferred {
        case_id: id,
        materials,
    };
    app.execute(&visit, submitted.key, command).await?;
    draft::delete::<Supplement>(&app.store, id.0).await?;
    Ok(Redirect::to(&links::my_case(id)).into_response())
}
