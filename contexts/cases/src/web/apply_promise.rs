//! 告知承诺: decided on the applicant's signed promise, checked afterwards. His choice, and nothing
//! is chosen in advance.

use super::{
    apply::{self, DraftPath, Open, open_or_go},
    forms, links,
    steps::Step,
    uploads::{self, Sent},
};
use crate::app::draft::{self, Draft, Files};
use ::web::{
    App, Problem, Visit,
    ui::{self, Choice, Field, actions, primary_button, radios, upload, upload_form},
};
use axum::{
    extract::{Multipart, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::PromiseRule;
use maud::{Markup, html};

/// Stands for the signed paper among the files of a draft.
const PAPER: &str = "signed-promise";

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    Query(way): Query<super::apply_form::Way>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let Some(rule) = &open.item.body.promise else {
        return Err(Problem::not_found());
    };
    let body = page(&visit, &open, rule, &app.submit_key(), &way.then);
    Ok(apply::step_page(&visit, &open, &Step::Promise, &body).into_response())
}

fn page(visit: &Visit, open: &Open, rule: &PromiseRule, key: &str, then: &str) -> Markup {
    let ui = &visit.ui;
    let draft = &open.draft;
    let choices = [
        Choice::new("yes", ui.t("cases-promise-yes"))
            .about(ui.tn("cases-promise-yes-about", i64::from(rule.check_within_days))),
        Choice::new("no", ui.t("cases-promise-no")).about(ui.t("cases-promise-no-about")),
    ];
    let chosen = draft
        .by_promise
        .map(|is_yes| if is_yes { "yes" } else { "no" });
    let has_seen = draft.saved.contains_key(&Step::Promise.slug());
    let no_choice = (has_seen && draft.by_promise.is_none()).then(|| ui.t("cases-promise-choose"));
    let field = Field::new("promise", ui.t("cases-promise-question")).error(no_choice.as_deref());
    let files: Files = signed(draft);
    let is_asked = forms::asks_for_promise(&open.item.body);
    let wants = open.filling().by_promise() == Some(true);
    let no_paper = has_seen && wants && draft.signed_promise.is_none();
    let label = ui.t("cases-promise-signed");
    let mut paper =
        uploads::chooser(ui, &label, &draft.files, PAPER).hint(ui.t("cases-promise-signed-hint"));
    if no_paper
        && !draft
            .files
            .refused
            .iter()
            .any(|file| file.material == PAPER)
    {
        paper = paper.error(Some(&ui.t("cases-promise-paper-missing")));
    }
    let lines = uploads::lines(files.of(PAPER), |file| {
        links::step(&open.item.body.code, open.id, &format!("files/{file}"))
    });
    html! {
        (ui::card(html! {
            h2 { (ui.t("cases-promise-text")) }
            p { (rule.promise.get(ui.is_english())) }
            @if ui.is_english() { p.small lang="zh-CN" { (rule.promise.zh) } }
        }))
        (upload_form(ui, &open.href(&Step::Promise), key, html! {
            input type="hidden" name="then" value=(then);
            @if !is_asked { (radios(ui, &field, &choices, chosen)) }
            p.small { (ui.t("cases-promise-how")) }
            (upload(ui, &paper, &lines, uploads::ACCEPT))
            (actions(html! {
                (primary_button(&ui.t("cases-save-and-go-on")).big())
                (ui::button(&ui.t("cases-save-for-later")).sends("do", "later"))
            }))
        }))
        p.small.muted { (ui.t("cases-draft-about")) }
    }
}

fn signed(draft: &Draft) -> Files {
    let mut files = Files::default();
    if let Some(file) = &draft.signed_promise {
        files.add(PAPER, file.clone());
    }
    files
}

pub(crate) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    form: Multipart,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let sent = Sent::read(form).await?;
    let by_promise = match sent.value("promise") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let (removed, then) = (sent.removed(), sent.value("then").to_owned());
    let is_later = sent.value("do") == "later";
    let (taken, refused) = uploads::store(&app, sent.files).await?;
    let now = visit.now;
    let changed = draft::change::<Draft>(&app.store, visit.actor.account, open.id.0, |draft| {
        let mut files = signed(draft);
        uploads::apply(&mut files, PAPER, &taken, &refused, removed);
        // A newer paper takes the place of the older.
        draft.signed_promise = files.of(PAPER).last().cloned();
        draft.files.refused = files.refused;
        draft.by_promise = by_promise;
        draft.mark(&Step::Promise.slug(), "", now);
    })
    .await?;
    let draft = changed.ok_or_else(Problem::not_found)?;
    if is_later {
        return Ok(Redirect::to(&format!("{}?kept=1", links::MY_CASES)).into_response());
    }
    let open = Open { draft, ..open };
    let is_done = open.filling().progress(&Step::Promise).lets_send();
    let stays = removed.is_some() || !refused.is_empty() || !is_done;
    let way = if stays {
        open.href(&Step::Promise)
    } else {
        apply::way_on(&open, &Step::Promise, &then)
    };
    Ok(Redirect::to(&way).into_response())
}
