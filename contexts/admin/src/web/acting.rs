//! For whom I act: myself, a firm that I represent, somebody whose mandate I hold.

use super::forms::{errors, field};
use crate::domain::party::vault_kind;
use ::web::session::{self, Session};
use ::web::ui::{Choice, PageOptions, actions, err_summary, post_form, primary_button, radios};
use ::web::{App, Problem, Submitted, Visit};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Acting, MandateId, PartyId};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ActingForm {
    #[serde(default)]
    party: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let (acting, names) = app
        .read(&visit, |reader, actor| {
            let parties: Vec<PartyId> = actor.acting.iter().map(|acting| acting.party).collect();
            let names = reader.open_of_parties(vault_kind::NAME, &parties)?;
            Ok((actor.acting.clone(), names))
        })
        .await?;
    Ok(acting_page(
        &visit,
        &app.submit_key(),
        &acting,
        &names,
        &asked.next,
    ))
}

pub(crate) async fn choose(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<ActingForm>,
) -> Result<Response, Problem> {
    let form = submitted.form;
    let chosen = form.party.parse::<PartyId>().ok();
    let chosen = app
        .read(&visit, move |_, actor| {
            Ok(chosen
                .and_then(|party| actor.acts_for(party))
                .map(|acting| acting.party))
        })
        .await?;
    let (Some(party), Some(session)) = (chosen, &visit.session) else {
        return Err(Problem::field("party", "admin.acting.choose"));
    };
    let changed = Session {
        acting: Some(party),
        seen_at: visit.now,
        ..session.clone()
    };
    session::save(&app, &changed).await?;
    let next = if ::web::is_own_path(&form.next) {
        form.next
    } else {
        app.site.links.account.to_string()
    };
    Ok(Redirect::to(&next).into_response())
}

fn acting_page(
    visit: &Visit,
    key: &str,
    acting: &[Acting],
    names: &HashMap<PartyId, String>,
    next: &str,
) -> Markup {
    let ui = &visit.ui;
    let errors = errors(visit);
    let title = ui.t("admin-acting-title");
    let choices: Vec<Choice> = acting
        .iter()
        .enumerate()
        .map(|(n, acting)| {
            let name = names.get(&acting.party).cloned().unwrap_or_default();
            let about = match (n, acting.mandate) {
                (0, _) => ui.t("admin-acting-self"),
                (_, MandateId(0)) => ui.t("admin-acting-representative"),
                _ if acting.items.is_empty() => ui.t("admin-acting-mandate-all"),
                _ => ui.tw(
                    "admin-acting-mandate-items",
                    &[("count", acting.items.len().to_string())],
                ),
            };
            Choice::new(acting.party.to_string(), name).about(about)
        })
        .collect();
    let current = visit.acting_party().to_string();
    let spec = field(visit, "party", "admin-acting-whose");
    let body = html! {
        (err_summary(ui, &errors))
        div.stack.measure {
            h1 { (title) }
            @if choices.is_empty() {
                p { (ui.t("admin-acting-nobody")) }
            } @else {
                (post_form(ui, "/my/acting", key, html! {
                    input type="hidden" name="next" value=(next);
                    (radios(ui, &spec, &choices, Some(&current)))
                    (actions(html! { (primary_button(&ui.t("admin-acting-button")).big()) }))
                }))
            }
            p { a href="/my/mandates" { (ui.t("admin-mandates-title")) } }
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}
