//! `/desk/ratings/review`: bad ratings, and for the reviewer alone the way to the case, each opening
//! with its reason in the access log.

use super::{aspect, errors, level};
use crate::app::Verify;
use crate::domain::verify::{VerifyRefusal, may_open_link};
use crate::domain::{Finding, Given, Invited};
use crate::read;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use contracts::Kept;
use contracts::queries::{Parties, PartyFacts};
use kernel::{MatterId, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use store::{CommandError, Plain, Reader, StoreError};
use web::ui::{self, Cell, Choice, Column, Field, Note, PageOptions, Pager, Row, Table};
use web::{App, Problem, Submitted, Visit};

/// An opened link stays open so long.
const OPEN_SECONDS: i64 = 30 * 60;
const OPEN: &str = "rating-link";
const TEXT: u32 = 1000;

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Reason {
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Default, Deserialize)]
pub struct Found {
    #[serde(default)]
    finding: String,
    #[serde(default)]
    note: String,
}

pub async fn list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let after = asked.after.as_deref().and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
    });
    let bad = app
        .read(&visit, move |reader, actor| {
            read::list_bad(reader, actor, after)
        })
        .await?;
    let ui = &visit.ui;
    let title = ui.t("ratings-review");
    let next = bad
        .next
        .map(|(at, id)| format!("/desk/ratings/review?after={}.{id}", at.0));
    let columns = [
        "ratings-level",
        "ratings-item",
        "ratings-of-unit",
        "ratings-given-at",
    ];
    let rows = bad
        .lines
        .iter()
        .map(|line| {
            Row::new(vec![
                Cell::head(html! { a href={ "/desk/ratings/review/" (line.rating) } { (level(ui, line.stars)) } }),
                Cell::new(html! { (line.item.get(ui.is_english())) }),
                Cell::new(html! { (line.unit.get(ui.is_english())) }),
                Cell::nowrap(html! { (ui.at(line.given_at)) }),
            ])
        })
        .collect();
    let body = html! {
        (ui::desk_head(&title, html! { (ui.t("ratings-review-about")) }, html! {}))
        @if bad.lines.is_empty() {
            (ui::empty("ok", &ui.t("ratings-review-none"), &ui.t("ratings-review-none-why"), &[]).part())
        } @else {
            (ui::list_card(html! {
                (Table::new(title.clone(), columns.iter().map(|key| Column::text(ui.t(key))).collect(), rows)
                    .work_list().render(ui))
                (ui::pager(ui, &Pager { shown: bad.lines.len(), next, ..Pager::default() }))
            }))
        }
    };
    Ok(ui.page_with(PageOptions::new(title).private(), body))
}

/// What the page of one bad rating shows.
struct View {
    id: i64,
    invited: Invited,
    given: Given,
    given_at: Timestamp,
    text: String,
    is_open: bool,
    may_open: Result<(), VerifyRefusal>,
    awaits: bool,
    finding: Option<Finding>,
    /// Only once the link was opened.
    party: Option<PartyFacts>,
}

fn open_key(visit: &Visit, id: i64) -> String {
    format!("{}:{id}", visit.actor.account)
}

async fn view(app: &App, visit: &Visit, id: i64) -> Result<View, Problem> {
    let (key, names) = (open_key(visit, id), app.query::<dyn Parties<Reader>>());
    let found = app
        .read(visit, move |reader, actor| {
            let Some((_, rating)) = read::find_link(reader, actor, id)? else {
                return Ok(None);
            };
            let (awaits, finding) = (
                rating.awaits_review(),
                rating.verified.as_ref().map(|verified| verified.finding),
            );
            let env = reader.env(Arc::new(actor.clone()));
            let may_open = may_open_link(&rating, &env);
            let (Some(invited), Some(given)) = (rating.invited, rating.given) else {
                return Ok(None);
            };
            let texts = reader.open_kept(given.text.as_ref())?;
            let text = given
                .text
                .as_ref()
                .and_then(|kept| texts.get(&kept.id))
                .cloned();
            let is_open = may_open.is_ok() && reader.find_plain(OPEN, &key)?.is_some();
            let party = match names {
                Some(names) if is_open => names
                    .find(reader, invited.party)
                    .map_err(|error| StoreError::Wrong(error.to_string()))?,
                Some(_) | None => None,
            };
            Ok(Some(View {
                id,
                given_at: rating.given_at.unwrap_or_default(),
                invited: *invited,
                text: text.unwrap_or_default(),
                given,
                is_open,
                may_open,
                awaits,
                finding,
                party,
            }))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Markup, Problem> {
    let view = view(&app, &visit, id).await?;
    if view.is_open {
        visit.look(
            &app,
            view.invited.matter,
            "rating-link",
            "opened before, within half an hour",
        );
    }
    Ok(page(&app, &visit, &view))
}

pub async fn open_link(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    submitted: Submitted<Reason>,
) -> Result<Redirect, Problem> {
    let reason = submitted.form.reason.trim().to_owned();
    if reason.chars().count() < 4 {
        return Err(Problem::field("reason", "ratings.open.reason-missing"));
    }
    let view = view(&app, &visit, id).await?;
    view.may_open
        .map_err(|no| CommandError::Refused(Arc::new(no)))?;
    let row = Plain {
        kind: OPEN,
        key: open_key(&visit, id),
        owner: visit.actor.account.0,
        at: visit.now,
        expires_at: visit.now.plus_seconds(OPEN_SECONDS),
        body: Vec::new(),
    };
    let (account, matter): (_, MatterId) = (visit.actor.account, view.invited.matter);
    app.store
        .record_look(account, matter, "rating-link", &reason);
    app.store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(Redirect::to(&format!("/desk/ratings/review/{id}")))
}

pub async fn verify(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    submitted: Submitted<Found>,
) -> Result<Redirect, Problem> {
    let found = &submitted.form;
    let finding = Finding::of_code(&found.finding)
        .ok_or_else(|| Problem::field("finding", "ratings.verify.finding-missing"))?;
    let note = found.note.trim().to_owned();
    if note.chars().count() > TEXT as usize {
        return Err(Problem::field("note", "ratings.rate.text-too-long"));
    }
    let view = view(&app, &visit, id).await?;
    let (mut kept, mut vault) = (None, Vec::new());
    if !note.is_empty() {
        let salt = store::random::<16>()?;
        let party = view.invited.party;
        let (made, write) = Kept::new(
            app.store.new_id(),
            salt,
            party,
            "rating-note",
            note.as_bytes(),
        );
        kept = Some(made);
        vault.push(write);
    }
    let command = Verify {
        rating: id,
        finding,
        note: kept,
        vault,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to("/desk/ratings/review"))
}

fn page(app: &App, visit: &Visit, view: &View) -> Markup {
    let ui = &visit.ui;
    let errors = errors(visit);
    let title = ui.t("ratings-review-one");
    let is_english = ui.is_english();
    let aspects: Vec<String> = view
        .given
        .aspects
        .iter()
        .map(|code| aspect(ui, code))
        .collect();
    let body = html! { div.stack {
        (ui::err_summary(ui, &errors))
        (ui::desk_head(&title, html! { (ui.at(view.given_at)) }, html! {
            (ui::link_button(&ui.t("ratings-review"), "/desk/ratings/review"))
        }))
        (ui::card(ui::kv_rule(&[
            (ui.t("ratings-level"), level(ui, view.given.stars)),
            (ui.t("ratings-item"), html! { (view.invited.item_name.get(is_english)) }),
            (ui.t("ratings-aspects"), html! {
                @if aspects.is_empty() { span.muted { (ui.t("ratings-no-aspects")) } } @else { (ui::tags(&aspects)) }
            }),
            (ui.t("ratings-said"), html! {
                @if view.text.is_empty() { span.muted { (ui.t("ratings-no-text")) } } @else { (view.text) }
            }),
        ])))
        (link_part(app, visit, view, &errors))
        @match view.finding {
            Some(finding) => (ui::note(Note::Good, &ui.t(&format!("ratings-finding-{}", finding.code())), html! {})),
            None if view.awaits => (verify_part(app, visit, view, &errors)),
            None => {},
        }
    } };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

fn link_part(app: &App, visit: &Visit, view: &View, errors: &[ui::FieldError]) -> Markup {
    let ui = &visit.ui;
    if view.is_open {
        let party = view.party.clone().unwrap_or_default();
        return ui::card_section(
            "link",
            &ui.t("ratings-link"),
            html! {},
            html! {
                (ui::note(Note::Warning, "", html! { p { (ui.t("ratings-link-logged")) } }))
                (ui::kv(&[
                    (ui.t("ratings-case"), html! { (ui::case_number(&view.invited.case_number)) }),
                    (ui.t("ratings-rater"), html! { (party.name) }),
                    (ui.t("ratings-phone"), html! {
                        @if !party.phone.is_empty() { a href={ "tel:" (party.phone) } { (party.phone) } }
                    }),
                ]))
            },
        );
    }
    if let Err(no) = view.may_open {
        let words = ui.t(&kernel::Refusal::code(&no).replace('.', "-"));
        return ui::note(
            Note::Info,
            &ui.t("ratings-link-sealed"),
            html! { p { (words) } },
        );
    }
    let reason = Field::new("reason", ui.t("ratings-link-reason"))
        .hint(ui.t("ratings-link-reason-hint"))
        .errors(errors)
        .max_length(200);
    ui::card_section(
        "link",
        &ui.t("ratings-link"),
        html! {},
        html! {
            p.small { (ui.t("ratings-link-why")) }
            (ui::post_form(ui, &format!("/desk/ratings/review/{}/open", view.id), app.submit_key(), html! {
                (ui::text_input(ui, &reason, &visit.typed("reason", "")))
                (ui::actions(ui::button(&ui.t("ratings-link-open"))))
            }))
        },
    )
}

fn verify_part(app: &App, visit: &Visit, view: &View, errors: &[ui::FieldError]) -> Markup {
    let ui = &visit.ui;
    let choices: Vec<Choice> = Finding::ALL
        .into_iter()
        .map(|finding| {
            let code = finding.code();
            Choice::new(code, ui.t(&format!("ratings-finding-{code}")))
                .about(ui.t(&format!("ratings-finding-{code}-about")))
        })
        .collect();
    let finding = Field::new("finding", ui.t("ratings-finding")).errors(errors);
    let note = Field::new("note", ui.t("ratings-finding-note"))
        .hint(ui.t("ratings-finding-note-hint"))
        .errors(errors)
        .max_length(TEXT);
    let typed = visit.typed("finding", "");
    let chosen = (!typed.is_empty()).then_some(typed.as_str());
    ui::card_section(
        "verify",
        &ui.t("ratings-verify"),
        html! {},
        html! {
            (ui::post_form(ui, &format!("/desk/ratings/review/{}/verify", view.id), app.submit_key(), html! {
                (ui::radios(ui, &finding, &choices, chosen))
                (ui::textarea(ui, &note, &visit.typed("note", ""), 4))
                (ui::actions(ui::primary_button(&ui.t("ratings-verify-do"))))
            }))
        },
    )
}
