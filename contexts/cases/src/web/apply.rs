//! 在线申请: what every step shares. The draft, the item version that it keeps, and the frame around
//! the question.

use super::{
    links, others,
    steps::{Filling, Step},
};
use crate::{
    app::draft::{self, Draft},
    domain::Case,
    read::detail,
};
use ::web::{
    App, Problem, Visit,
    ui::{
        self, FieldError, Note, PageOptions, actions, crumb, err_summary, link_button, note,
        post_form, primary_button, tasks,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::{ItemVersion, Items};
use kernel::{CaseId, Date};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// A draft that is open in front of its owner.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) id: CaseId,
    pub(crate) draft: Draft,
    pub(crate) item: Arc<ItemVersion>,
    /// The item has changed, or been closed, since the draft was begun.
    pub(crate) is_item_changed: bool,
    pub(crate) today: Date,
    pub(crate) applicant: String,
}

/// What stands under the id of a draft.
pub(crate) enum Stands {
    Draft(Box<Open>),
    /// It was sent meanwhile: in another tab, or by a button pressed twice.
    Sent(CaseId),
}

impl Open {
    pub(crate) fn filling(&self) -> Filling<'_> {
        Filling {
            id: self.id,
            draft: &self.draft,
            item: &self.item.body,
            today: self.today,
        }
    }

    pub(crate) fn href(&self, step: &Step) -> String {
        self.filling().href(step)
    }
}

/// Opens the visitor's draft; somebody else's is not there, and neither is one for a party that he
/// may not act for any more.
pub(crate) async fn open(app: &App, visit: &Visit, id: CaseId) -> Result<Stands, Problem> {
    let others = others(app);
    let found = app
        .read(visit, move |reader, actor| {
            let Some(found) = draft::find::<Draft>(reader, actor.account, id.0)? else {
                let sent = reader.find_state::<Case>(id.0)?;
                let party = sent.and_then(|(_, case)| case.filing.map(|filing| filing.party));
                let is_mine = party.is_some_and(|party| actor.acts_for(party).is_some());
                return Ok(is_mine.then_some(Stands::Sent(id)));
            };
            let draft = found.value;
            let items = reader.reference.get::<Items>();
            let item = items.find(draft.pin).cloned();
            let (Some(item), Some(_)) = (item, actor.acts_for(draft.party)) else {
                return Ok(None);
            };
            let today = reader.now.date();
            let now = items.in_force(draft.pin.item, today);
            let is_item_changed = now.is_none_or(|now| now.version != item.version);
            let applicant = detail::find_party(reader, &others, draft.party)?;
            Ok(Some(Stands::Draft(Box::new(Open {
                id,
                draft,
                item,
                is_item_changed,
                today,
                applicant: applicant.unwrap_or_default().name,
            }))))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// The draft, or the way to what became of it.
macro_rules! open_or_go {
    ($app:expr, $visit:expr, $id:expr) => {
        match $crate::web::apply::open($app, $visit, $id).await? {
            $crate::web::apply::Stands::Draft(open) => *open,
            $crate::web::apply::Stands::Sent(case) => {
                let sent = $crate::web::links::my_case_act(case, "sent");
                return Ok(axum::response::IntoResponse::into_response(
                    axum::response::Redirect::to(&sent),
                ));
            }
        }
    };
}
pub(crate) use open_or_go;

/// One step in its frame: errors first, the question, and the list of steps aside.
pub(crate) fn step_page(visit: &Visit, open: &Open, step: &Step, body: &Markup) -> Markup {
    let ui = &visit.ui;
    let filling = open.filling();
    let errors = errors(visit);
    let has_errors = !errors.is_empty();
    let steps = filling.steps();
    let at = steps.iter().position(|other| other == step).unwrap_or(0) + 1;
    let item_name = open.item.body.name.get(ui.is_english());
    let title = filling.title(ui, step);
    let place = [
        ("n", at.to_string()),
        ("of", steps.len().to_string()),
        ("name", open.applicant.clone()),
    ];
    let inside = html! {
        div.split.aside-20 {
            div.stack {
                (err_summary(ui, &errors))
                @if open.is_item_changed { (changed_note(ui, open)) }
                p.muted.small { (ui.tw("cases-step-place", &place)) }
                h1 { (title) }
                (body)
            }
            (aside(ui, open, step, errors.len()))
        }
    };
    let options = PageOptions::new(format!("{title} · {item_name} · {}", ui.t("cases-apply")))
        .crumbs(
            [(item_name, links::item(&open.item.body.code))],
            ui.t("cases-apply-online"),
        )
        .form_step(has_errors)
        .private();
    ui.page_with(options, inside)
}

fn aside(ui: &ui::Ui, open: &Open, step: &Step, errors: usize) -> Markup {
    let filling = open.filling();
    let (done, all) = filling.done_of();
    let counts = [("done", done.to_string()), ("all", all.to_string())];
    let delete = links::step(&open.item.body.code, open.id, "delete");
    html! {
        aside.card.split__stick aria-labelledby="tl" {
            h2 #tl { (ui.t("cases-steps")) }
            p.small.muted { (ui.tw("cases-steps-done", &counts)) }
            (tasks(&filling.tasks(ui, step, errors)))
            p.row.small.mt4 { a href={ "tel:" (open.item.body.enquiry_phone) } { (ui::icon("phone")) " " (ui.t("cases-ask-help")) } }
            p.small { a href=(delete) { (ui.t("cases-draft-delete")) } }
        }
    }
}

fn changed_note(ui: &ui::Ui, open: &Open) -> Markup {
    let body = html! {
        p { (ui.t("cases-item-changed-about")) }
        p { a href=(links::start(&open.item.body.code)) { (ui.t("cases-item-changed-anew")) } }
    };
    note(Note::Warning, &ui.t("cases-item-changed"), body)
}

/// The sentences of a form that came back, each with its control. Ones that ask for nothing to be
/// mended are left out: see [`notice`].
pub(crate) fn errors(visit: &Visit) -> Vec<FieldError> {
    visit
        .errors()
        .into_iter()
        .filter(|_| !is_only_told(visit))
        .map(|(field, sentence)| {
            let name = if field.is_empty() {
                "main".to_owned()
            } else {
                field
            };
            FieldError::new(name, sentence)
        })
        .collect()
}

/// The form came back because the sign-in ran out: nothing in it is wrong.
fn is_only_told(visit: &Visit) -> bool {
    visit
        .again
        .as_ref()
        .is_some_and(|again| again.detail.code == "web.signed-in-again")
}

/// What is said above a form that came back unchanged.
pub(crate) fn notice(visit: &Visit) -> Markup {
    let sentence = visit
        .errors()
        .into_iter()
        .next()
        .filter(|_| is_only_told(visit));
    html! {
        @if let Some((_, sentence)) = sentence { (ui::success_note("", html! { p { (sentence) } })) }
    }
}

/// Hidden fields that tell two tabs apart: the version that was shown, and which showing it was.
pub(crate) fn tab_fields(visit: &Visit, open: &Open, key: &str, then: &str) -> Markup {
    // A form that came back is still the same showing.
    let page = visit.typed("page", key);
    let seen = visit.typed("seen", &open.draft.version.to_string());
    let then = visit.typed("then", then);
    html! {
        input type="hidden" name="seen" value=(seen);
        input type="hidden" name="page" value=(page);
        input type="hidden" name="then" value=(then);
    }
}

/// Where the button leads: back to the overview if the visitor came from there.
pub(crate) fn way_on(open: &Open, step: &Step, then: &str) -> String {
    let next = if then == "check" {
        Step::Check
    } else {
        open.filling().after(step)
    };
    open.href(&next)
}

/// The buttons at the end of a step, and when it was saved last.
pub(crate) fn step_buttons(ui: &ui::Ui, open: &Open) -> Markup {
    let saved = (open.draft.version > 0).then(|| {
        let at = ui.at(open.draft.saved_at);
        ui::saved(&ui.tw("cases-saved-at", &[("at", at)]))
    });
    html! {
        (actions(html! {
            (primary_button(&ui.t("cases-save-and-go-on")).big())
            (ui::button(&ui.t("cases-save-for-later")).sends("do", "later"))
            @match &saved {
                Some(saved) => { (saved) },
                None => { (ui::saved(&ui.t("cases-not-saved-yet"))) },
            }
        }))
        p.small.muted { (ui.t("cases-draft-about")) }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct DraftPath {
    pub(crate) code: String,
    pub(crate) draft: CaseId,
}

/// Takes a draft up where it was left.
pub(crate) async fn resume(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let first = open.filling().first_open();
    Ok(Redirect::to(&open.href(&first)).into_response())
}

/// Asks before a draft is thrown away.
pub(crate) async fn ask_delete(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let ui = &visit.ui;
    let name = open.item.body.name.get(ui.is_english());
    let action = links::step(&path.code, open.id, "delete");
    let title = ui.t("cases-draft-delete");
    let body = html! {
        div.stack.measure {
            (crumb(ui, &[(name.to_owned(), links::item(&path.code))], &title))
            h1 { (ui.tw("cases-draft-delete-title", &[("item", name.to_owned())])) }
            p { (ui.t("cases-draft-delete-about")) }
            (post_form(ui, &action, app.submit_key(), actions(html! {
                (ui::danger_button(&ui.t("cases-draft-delete-yes")))
                (link_button(&ui.t("cases-draft-delete-no"), &links::draft(&path.code, open.id)))
            })))
        }
    };
    Ok(ui
        .page_with(PageOptions::new(title).form_step(false).private(), body)
        .into_response())
}

/// Throws a draft away.
pub(crate) async fn delete(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    draft::delete::<Draft>(&app.store, open.id.0).await?;
    Ok(Redirect::to(links::MY_CASES).into_response())
}
