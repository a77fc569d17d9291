//! `GET /papers/{id}`: the paper on its own A4 page, and its translation.

use super::{drawing, parties};
use crate::domain::values::say_date;
use crate::domain::{PaperState, Sheet};
use crate::permissions;
use crate::read::{self, PaperView};
use axum::extract::{Path, State};
use kernel::{MatterId, PaperId};
use maud::{Markup, html};
use web::ui::{self, Note, PageOptions, Paper, PaperState as Shown, Ui};
use web::{App, Problem, Visit};

/// Address at which anybody checks a paper.
pub(super) fn check_url(app: &App, code: &str) -> String {
    format!("{}/check/{code}", app.settings.public_url)
}

/// The paper within the visitor's reach; the look is recorded.
pub(super) async fn find(app: &App, visit: &Visit, id: PaperId) -> Result<PaperView, Problem> {
    let names = parties(app);
    let found = app
        .read(visit, move |reader, actor| {
            read::find_paper(reader, actor, names.as_deref(), id)
        })
        .await?;
    let view = found.ok_or_else(Problem::not_found)?;
    visit.look(app, MatterId(view.drawn.head.case.0), "paper", "");
    Ok(view)
}

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<PaperId>,
) -> Result<Markup, Problem> {
    let view = find(&app, &visit, id).await?;
    let url = check_url(&app, view.drawn.check_code.as_str());
    let may_ask =
        view.paper.state == PaperState::Drawn && visit.holds(&permissions::DOCUMENTS_SEAL);
    let key = if may_ask {
        app.submit_key()
    } else {
        String::new()
    };
    Ok(page(
        &visit.ui,
        &view,
        &url,
        may_ask.then_some(key.as_str()),
    ))
}

pub async fn translation(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<PaperId>,
) -> Result<Markup, Problem> {
    let view = find(&app, &visit, id).await?;
    let (names, drawn) = (parties(&app), view.drawn.clone());
    let sheet = app
        .read(&visit, move |reader, _| {
            read::live_sheet(reader, names.as_deref(), &drawn, true)
        })
        .await?;
    Ok(translation_page(&visit.ui, &view, &sheet))
}

fn page(ui: &Ui, view: &PaperView, url: &str, ask_key: Option<&str>) -> Markup {
    let drawn = &view.drawn;
    let title = ui.pick(&drawn.title_zh, &drawn.title_en);
    let heading = format!("{title} {}", drawn.number);
    let body = html! {
        (tools(ui, view, ask_key))
        @if view.is_text_lost {
            h1 { (heading) }
            (ui::note(Note::Bad, &ui.t("documents-text-lost"), html! { p { (ui.t("documents-text-lost-why")) } }))
        } @else {
            (ui::paper(ui, &sheet_of(view, url)))
        }
    };
    ui.page_with(PageOptions::new(heading).paper().private(), body)
}

fn sheet_of(view: &PaperView, url: &str) -> Paper {
    let drawn = &view.drawn;
    let state = match (&view.paper.sealed, view.paper.state) {
        (Some(sealed), _) => {
            let name = drawn.seal.clone().unwrap_or_default();
            Shown::Sealed(Some(drawing::seal(
                &view.issuer,
                &name,
                sealed.mark.is_sample,
            )))
        }
        (None, PaperState::NoSeal) => Shown::NoSealNeeded,
        (None, PaperState::Drawn | PaperState::Asked | PaperState::Sealed) => Shown::NotSealed,
    };
    Paper {
        red_head: String::new(),
        title: view.sheet.title.clone(),
        number: view.sheet.number.clone(),
        addressee: view.sheet.addressee.clone(),
        body: drawing::blocks(&view.sheet),
        unit: view.sheet.unit.clone(),
        date: Some(view.sheet.date),
        state,
        check_code: drawn.check_code.grouped(),
        check_url: url.to_owned(),
        qr: drawing::qr(url),
    }
}

/// What stands above the sheet on the screen and is not printed.
fn tools(ui: &Ui, view: &PaperView, ask_key: Option<&str>) -> Markup {
    let id = view.paper.id;
    html! {
        div.no-print.stack.mb3 {
            @match view.paper.state {
                PaperState::Sealed => {
                    @if view.paper.sealed.as_ref().is_some_and(|sealed| sealed.mark.is_sample) {
                        (ui::note(Note::Info, &ui.t("documents-sample-seal"), html! { p { (ui.t("documents-sample-seal-why")) } }))
                    }
                },
                PaperState::Asked => (ui::note(Note::Warning, &ui.t("documents-state-asked"), html! { p { (ui.t("documents-asked-why")) } })),
                PaperState::Drawn => (ui::note(Note::Warning, &ui.t("documents-state-drawn"), html! { p { (ui.t("documents-drawn-why")) } })),
                PaperState::NoSeal => {},
            }
            p.row {
                (ui::link_button(&ui.t("documents-translation"), &format!("/papers/{id}/translation")))
                (ui::link_button(&ui.t("documents-check-this"), &format!("/check/{}", view.drawn.check_code)))
            }
            @if let Some(key) = ask_key {
                (ui::post_form(ui, &format!("/desk/papers/{id}/ask-for-seal"), key, html! {
                    p.small { (ui.t("documents-ask-why")) }
                    p { (ui::primary_button(&ui.t("documents-ask"))) }
                }))
            }
        }
    }
}

fn translation_page(ui: &Ui, view: &PaperView, sheet: &Sheet) -> Markup {
    let body = html! {
        p.no-print.row.mb3 {
            (ui::link_button(&ui.t("documents-the-paper"), &format!("/papers/{}", view.paper.id)))
        }
        article.paper.paper--sheet lang="en" {
            p.paper__mark { "Translation" }
            h1.paper__title { (sheet.title) }
            p.paper__no lang="zh-CN" { (sheet.number) }
            div.paper__body { (drawing::blocks(sheet)) }
            div.paper__sign { p { (sheet.unit) } p { (say_date(sheet.date, true)) } }
        }
    };
    let title = format!("{} {}", sheet.title, sheet.number);
    ui.page_with(PageOptions::new(title).paper().private(), body)
}
