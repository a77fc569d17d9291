//! `/rate/{id}`: the applicant rates his service. Nothing is chosen in advance.

use super::{aspect, errors, level};
use crate::app::Rate;
use crate::domain::rate::{ASPECTS, Answer, SECOND_WITHIN_DAYS, may_rate};
use crate::domain::{Rating, RatingState};
use crate::read;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use contracts::Kept;
use kernel::Refusal as _;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use web::ui::{self, Choice, Field, Note, PageOptions};
use web::{App, Problem, Submitted, Visit};

/// Most characters of the free text.
const TEXT: u32 = 500;

#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    stars: String,
    #[serde(default)]
    aspect: Vec<String>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    anonymous: String,
}

async fn find(app: &App, visit: &Visit, id: i64) -> Result<(i64, Rating), Problem> {
    let found = app
        .read(visit, move |reader, actor| {
            read::find_own(reader, actor, id)
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

pub async fn form(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Markup, Problem> {
    let (version, rating) = find(&app, &visit, id).await?;
    let key = app.submit_key();
    Ok(match may_rate(&rating, visit.now.date()) {
        Ok(()) => form_page(&visit, &rating, version, &key),
        Err(no) => {
            let ui = &visit.ui;
            let words = ui.t(&no.code().replace('.', "-"));
            let basis = no
                .basis()
                .map(|basis| basis.cited(ui.is_english()))
                .unwrap_or_default();
            ui::refused(ui, &words, &basis, &[]).page(ui)
        }
    })
}

pub async fn rate(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
    submitted: Submitted<Typed>,
) -> Result<Response, Problem> {
    let (_, rating) = find(&app, &visit, id).await?;
    let Some(invited) = rating.invited else {
        return Err(Problem::not_found());
    };
    let typed = submitted.form;
    let text = typed.text.trim();
    if text.chars().count() > TEXT as usize {
        return Err(Problem::field("text", "ratings.rate.text-too-long"));
    }
    let mut vault = Vec::new();
    let kept = if text.is_empty() {
        None
    } else {
        let salt = store::random::<16>()?;
        let (kept, write) = Kept::new(
            app.store.new_id(),
            salt,
            invited.party,
            "rating",
            text.as_bytes(),
        );
        vault.push(write);
        Some(kept)
    };
    let command = Rate {
        rating: id,
        answer: Answer {
            token_hash: invited.token_hash.clone(),
            stars: typed.stars.trim().parse().unwrap_or(0),
            aspects: typed.aspect,
            channel: channel(&visit),
            is_anonymous: typed.anonymous == "yes",
            text: kept,
        },
        seen_version: submitted.seen,
        vault,
    };
    let done = app.execute(&visit, submitted.key, command).await?;
    if visit.is_api {
        return Ok(Json(json!({ "version": done.version() })).into_response());
    }
    Ok(Redirect::to(&format!("/rate/{id}/thanks")).into_response())
}

/// pc端 1 or 移动端 2; the other channels have doors of their own.
fn channel(visit: &Visit) -> u8 {
    let is_phone = visit
        .session
        .as_ref()
        .is_some_and(|session| session.agent.contains("Mobi"));
    if is_phone { 2 } else { 1 }
}

fn form_page(visit: &Visit, rating: &Rating, version: i64, key: &str) -> Markup {
    let ui = &visit.ui;
    let errors = errors(visit);
    let title = ui.t("ratings-rate-title");
    let item = rating
        .invited
        .as_ref()
        .map(|invited| invited.item_name.get(ui.is_english()).to_owned());
    let chosen = visit.typed("stars", "").parse().ok();
    let stars = Field::new("stars", ui.t("ratings-rate-stars"))
        .errors(&errors)
        .question();
    let aspects: Vec<Choice> = ASPECTS
        .iter()
        .map(|code| Choice::new(*code, aspect(ui, code)))
        .collect();
    let about = Field::new("aspect", ui.t("ratings-rate-aspects"))
        .optional()
        .errors(&errors);
    let text = Field::new("text", ui.t("ratings-rate-text"))
        .hint(ui.t("ratings-rate-text-hint"))
        .optional()
        .errors(&errors)
        .max_length(TEXT);
    let anonymous = Field::new("anonymous", ui.t("ratings-known-as")).optional();
    let unknown = Choice::new("yes", ui.t("ratings-rate-anonymous"))
        .about(ui.t("ratings-rate-anonymous-hint"));
    let body = html! { div.stack {
        (ui::err_summary(ui, &errors))
        h1 { (title) }
        @if let Some(item) = item { p.measure { (item) } }
        @if let (RatingState::Rated, Some(given)) = (rating.state, &rating.given) {
            (ui::note(Note::Info, &ui.t("ratings-rate-second"), html! {
                p { (ui.t("ratings-rate-first-was")) " " (level(ui, given.stars)) }
            }))
        }
        p.measure.small { (ui.t("ratings-rate-lede")) }
        (ui::post_form(ui, &format!("/rate/{}", rating.id), key, html! {
            input type="hidden" name="seen" value=(version);
            (ui::stars(ui, &stars, chosen))
            (ui::checkboxes(ui, &about, &aspects, &visit.typed_all("aspect")))
            (ui::textarea(ui, &text, &visit.typed("text", ""), 4))
            (ui::checkboxes(ui, &anonymous, &[unknown], &visit.typed_all("anonymous")))
            (ui::actions(ui::primary_button(&ui.t("ratings-rate-do"))))
        }))
    } };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

pub async fn thanks(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Markup, Problem> {
    let (_, rating) = find(&app, &visit, id).await?;
    let ui = &visit.ui;
    let Some(given) = &rating.given else {
        return Err(Problem::not_found());
    };
    let title = ui.t("ratings-thanks");
    let again = may_rate(&rating, visit.now.date()).is_ok();
    let next = if rating.is_bad() {
        "ratings-thanks-bad"
    } else {
        "ratings-thanks-next"
    };
    let body = html! { div.stack {
        (ui::success(ui, &title, "", &ui.t(next), &[]))
        (ui::card(ui::kv(&[
            (ui.t("ratings-yours"), level(ui, given.stars)),
            (ui.t("ratings-known-as"), html! {
                (ui.t(if given.is_anonymous { "ratings-anonymous" } else { "ratings-named" }))
            }),
        ])))
        @if again {
            p.measure.small { (ui.tn("ratings-thanks-again", i64::from(SECOND_WITHIN_DAYS))) }
            p { (ui::link_button(&ui.t("ratings-rate-again"), &format!("/rate/{id}"))) }
        }
    } };
    Ok(ui.page_with(PageOptions::new(title).private(), body))
}
