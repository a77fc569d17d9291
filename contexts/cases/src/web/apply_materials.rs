//! 上传材料: one card for each material with what makes it good, its files and a chooser. What the
//! city looks up itself is listed as not to be brought.

use super::{
    apply::{self, DraftPath, Open, open_or_go},
    forms, links,
    steps::Step,
    uploads::{self, Sent},
};
use crate::app::draft::{self, Draft};
use ::web::{
    App, NoFields, Problem, Submitted, Visit,
    ui::{
        self, Lamp, Note, Ui, actions, lamp, note, post_form, primary_button, upload, upload_form,
    },
};
use axum::{
    extract::{Multipart, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::{Material, Necessity};
use kernel::{CaseId, FileId};
use maud::{Markup, html};
use serde::Deserialize;

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    Query(way): Query<super::apply_form::Way>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let body = page(&visit, &open, &app.submit_key(), &way.then);
    Ok(apply::step_page(&visit, &open, &Step::Materials, &body).into_response())
}

fn page(visit: &Visit, open: &Open, key: &str, then: &str) -> Markup {
    let ui = &visit.ui;
    let answers = open.draft.answers();
    let (looked_up, brought): (Vec<&Material>, Vec<&Material>) =
        forms::materials(&open.item.body, &answers)
            .into_iter()
            .partition(|material| forms::is_looked_up(material));
    let missing = i64::try_from(open.filling().missing().len()).unwrap_or(i64::MAX);
    html! {
        (apply::notice(visit))
        p.measure { (ui.t("cases-materials-about")) }
        @for material in brought { (card(ui, open, material, key)) }
        @if !looked_up.is_empty() { (not_to_bring(ui, &looked_up)) }
        @if missing > 0 {
            (note(Note::Info, &ui.tn("cases-materials-missing", missing), html! {
                p { (ui.t("cases-materials-missing-about")) }
            }))
        }
        (post_form(ui, &open.href(&Step::Materials), key, html! {
            input type="hidden" name="then" value=(then);
            (actions(html! {
                (primary_button(&ui.t("cases-save-and-go-on")).big())
                (ui::button(&ui.t("cases-save-for-later")).sends("do", "later"))
            }))
        }))
        p.small.muted { (ui.t("cases-draft-about")) }
    }
}

/// One material: its name, what makes it good, what is there.
fn card(ui: &Ui, open: &Open, material: &Material, key: &str) -> Markup {
    let is_english = ui.is_english();
    let code = &material.code;
    let files = open.draft.files.of(code);
    let id = format!("m-{code}");
    let action = links::step(&open.item.body.code, open.id, &format!("materials/{code}"));
    let state = match (files.len(), material.necessity) {
        (0, Necessity::Required) => lamp(Lamp::NotYet, &ui.t("cases-material-needed")),
        (0, Necessity::Deferrable) => lamp(Lamp::NotYet, &ui.t("cases-material-deferrable")),
        (0, Necessity::Optional) => lamp(Lamp::NotYet, &ui.t("cases-material-optional")),
        (n, _) => {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            lamp(Lamp::Done, &ui.tn("cases-material-files", n))
        }
    };
    let lines = uploads::lines(files, |file| {
        links::step(&open.item.body.code, open.id, &format!("files/{file}"))
    });
    let inside = html! {
        (ui::card_section(&id, material.name.get(is_english), state, html! {
            (about(ui, material))
            (upload_form(ui, &action, key, html! {
                (upload(ui, &chooser(ui, open, code), &lines, uploads::ACCEPT))
                (actions(html! { (ui::button(&ui.t("cases-upload-send")).icon("up")) }))
            }))
        }))
    };
    inside
}

/// Each chooser on the page has an id of its own.
fn chooser(ui: &Ui, open: &Open, code: &str) -> ui::Field {
    uploads::chooser(ui, &ui.t("cases-upload-label"), &open.draft.files, code)
}

/// When a clerk accepts it, and how to make it.
pub(crate) fn about(ui: &Ui, material: &Material) -> Markup {
    let is_english = ui.is_english();
    let standard = material.accept_standard.get(is_english);
    let fill = material.fill_note.get(is_english);
    html! {
        @if is_english { p.small.muted lang="zh-CN" { (material.name.zh) } }
        @if !standard.is_empty() { p.small { (ui.t("cases-material-standard")) (standard) } }
        @if !fill.is_empty() { p.small.muted { (fill) } }
    }
}

fn not_to_bring(ui: &Ui, materials: &[&Material]) -> Markup {
    let body = html! {
        ul { @for material in materials { li { (material.name.get(ui.is_english())) } } }
        p { (ui.t("cases-material-looked-up-about")) }
    };
    note(Note::Good, &ui.t("cases-material-looked-up"), body)
}

#[derive(Debug, Deserialize)]
pub(crate) struct MaterialPath {
    code: String,
    draft: CaseId,
    material: String,
}

/// Takes files for one material, or removes one.
pub(crate) async fn take(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<MaterialPath>,
    form: Multipart,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let material = path.material;
    if !open.filling().uploads().contains(&material.as_str()) {
        return Err(Problem::not_found());
    }
    let sent = Sent::read(form).await?;
    let removed = sent.removed();
    let (taken, refused) = uploads::store(&app, sent.files).await?;
    let now = visit.now;
    draft::change::<Draft>(&app.store, visit.actor.account, open.id.0, |draft| {
        uploads::apply(&mut draft.files, &material, &taken, &refused, removed);
        draft.saved_at = now;
        draft.version += 1;
    })
    .await?;
    let back = links::step(&path.code, open.id, &format!("materials#m-{material}"));
    Ok(Redirect::to(&back).into_response())
}

/// Goes on: sentences about files that were not taken have been read.
pub(crate) async fn go_on(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let (slug, now) = (Step::Materials.slug(), visit.now);
    let page = submitted.value("page").to_owned();
    let changed = draft::change::<Draft>(&app.store, visit.actor.account, open.id.0, |draft| {
        draft.files.refused.clear();
        draft.mark(&slug, &page, now);
    })
    .await?;
    let draft = changed.ok_or_else(Problem::not_found)?;
    if submitted.value("do") == "later" {
        return Ok(Redirect::to(&format!("{}?kept=1", links::MY_CASES)).into_response());
    }
    let open = Open { draft, ..open };
    let way = apply::way_on(&open, &Step::Materials, submitted.value("then"));
    Ok(Redirect::to(&way).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct FilePath {
    draft: CaseId,
    file: FileId,
}

/// Gives back what was uploaded to a draft.
pub(crate) async fn download(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<FilePath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let signed = open.draft.signed_promise.iter();
    let file = open
        .draft
        .files
        .find(path.file)
        .or_else(|| signed.clone().find(|file| file.id == path.file))
        .cloned()
        .ok_or_else(Problem::not_found)?;
    uploads::download(&app, file).await
}
