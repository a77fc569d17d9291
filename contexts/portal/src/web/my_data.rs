//! What the city holds about me, who looked at it, take it with me, throw my drafts away.

use crate::read::{Looker, MatterCursor, SeenBy, list_looks_at_mine, list_my_matters};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use contracts::queries::{DraftLine, Drafts, Parties, PartyFacts};
use kernel::{MatterId, mask};
use maud::{Markup, html};
use store::{Reader, Store, StoreError};
use web::ui::{
    Cell, Column, LinkLine, PageOptions, Row, Table, Ui, danger_button, kv_rule, link_button,
    links, list_card, post_form, section,
};
use web::{App, NoFields, Problem, Submitted, Visit};

/// Matters whose looks are shown: the newest.
const MATTERS: usize = 20;
const DRAFTS: usize = 50;

struct MyData {
    /// `None` where no context keeps parties, or under somebody else's mandate.
    facts: Option<PartyFacts>,
    is_own: bool,
    looks: Vec<SeenBy>,
    drafts: Vec<DraftLine>,
}

pub(crate) async fn my_data(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let acting = visit.acting().cloned();
    // A mandate lets one act for somebody, not read everything that is known of him.
    let own = acting.filter(|acting| acting.mandate.0 == 0);
    let parties = app.query::<dyn Parties<Reader>>();
    let drafts = app.query::<dyn Drafts<Reader, Store>>();
    let is_english = visit.ui.is_english();
    let party = own.as_ref().map(|own| own.party);
    let (facts, looks, drafts) = app
        .read(&visit, move |reader, actor| {
            let mut facts = None;
            let mut looks = Vec::new();
            if let Some(party) = party {
                if let Some(parties) = parties {
                    facts = parties
                        .find(reader, party)
                        .map_err(|error| wrong(&*error))?;
                }
                let matters = list_my_matters(reader, actor, party, MatterCursor::NEWEST, MATTERS)?;
                looks = list_looks_at_mine(reader, actor, &matters, is_english)?;
            }
            let drafts = match drafts {
                Some(drafts) => drafts
                    .drafts_of(reader, actor.account, DRAFTS)
                    .map_err(|error| wrong(&*error))?,
                None => Vec::new(),
            };
            Ok((facts, looks, drafts))
        })
        .await?;
    if let Some(party) = party {
        visit.look(&app, MatterId(party.0), "page", "portal-look-own-data");
    }
    let view = MyData {
        facts,
        is_own: party.is_some(),
        looks,
        drafts,
    };
    Ok(page(&app, &visit.ui, &view))
}

fn wrong(error: &(dyn std::error::Error + Send + Sync)) -> StoreError {
    StoreError::Wrong(error.to_string())
}

fn page(app: &App, ui: &Ui, view: &MyData) -> Markup {
    let title = ui.t("portal-my-data");
    let body = html! {
        div.stack.stack--l {
            h1 { (title) }
            @if view.is_own {
                (section("h-facts", &ui.t("portal-data-held"), html! {}, held(ui, view.facts.as_ref())))
                (section("h-looks", &ui.t("portal-data-looks"), html! {}, looks(ui, &view.looks)))
                (section("h-take", &ui.t("portal-data-take"), html! {}, html! {
                    div.card {
                        p { (ui.t("portal-data-take-about")) }
                        p.mt3 { (link_button(&ui.t("portal-data-export"), "/my/data/export").icon("doc")) }
                    }
                }))
            } @else {
                p { (ui.t("portal-data-not-own")) }
            }
            (section("h-drafts", &ui.t("portal-data-drafts"), html! {}, drafts(app, ui, &view.drafts)))
            p.small { a href="/about/privacy" { (ui.t("portal-data-privacy")) } }
        }
    };
    let options = PageOptions::new(title.clone())
        .crumbs([(ui.t("portal-my"), "/my")], title)
        .private();
    ui.page_with(options, body)
}

/// Masked, as everywhere; the export has it whole.
fn held(ui: &Ui, facts: Option<&PartyFacts>) -> Markup {
    let Some(facts) = facts else {
        return html! { div.card { p.muted { (ui.t("portal-data-nothing")) } } };
    };
    let value = |text: String| {
        if text.is_empty() {
            html! { span.muted { (ui.t("portal-data-empty")) } }
        } else {
            html! { (text) }
        }
    };
    let mut pairs = if facts.is_firm {
        vec![
            (ui.t("portal-data-firm-name"), value(facts.name.clone())),
            // The credit code of a firm is public.
            (ui.t("portal-data-firm-number"), value(facts.number.clone())),
            (
                ui.t("portal-data-representative"),
                value(mask::name(&facts.legal_representative)),
            ),
        ]
    } else {
        vec![
            (ui.t("portal-data-name"), value(mask::name(&facts.name))),
            (
                ui.t("portal-data-number"),
                value(mask::identity_number(&facts.number)),
            ),
        ]
    };
    pairs.push((ui.t("portal-data-phone"), value(mask::mobile(&facts.phone))));
    pairs.push((
        ui.t("portal-data-address"),
        value(mask::address(&facts.address)),
    ));
    html! {
        div.card {
            (kv_rule(&pairs))
            p.small.muted.mt3 { (ui.t("portal-data-wrong")) }
        }
    }
}

fn looks(ui: &Ui, looks: &[SeenBy]) -> Markup {
    let columns = ["when", "case", "who", "what"]
        .map(|key| Column::text(ui.t(&format!("portal-look-{key}"))));
    let rows = looks
        .iter()
        .map(|look| {
            Row::new(vec![
                Cell::nowrap(ui.at(look.at)),
                Cell::new(html! { (look.title) br; span.small.muted.num { (web::ui::case_number(&look.number)) } }),
                Cell::new(who(ui, &look.who)),
                Cell::new(html! { (what(ui, &look.what)) @if let Some(why) = why(ui, &look.why) { br; span.small.muted { (why) } } }),
            ])
        })
        .collect();
    html! {
        p.small.muted.mb3 { (ui.t("portal-look-about")) }
        @if looks.is_empty() {
            div.card { p.muted { (ui.t("portal-look-none")) } }
        } @else {
            (list_card(Table::new(ui.t("portal-data-looks"), columns.to_vec(), rows).render(ui)))
        }
    }
}

fn who(ui: &Ui, who: &Looker) -> String {
    match who {
        Looker::Me => ui.t("portal-look-me"),
        Looker::Agent => ui.t("portal-look-agent"),
        Looker::Post { unit, role } => format!("{unit}　{role}"),
    }
}

fn what(ui: &Ui, what: &str) -> String {
    let key = format!("portal-look-what-{what}");
    if ui.words.has(ui.lang(), &key) {
        ui.t(&key)
    } else {
        ui.t("portal-look-what-page")
    }
}

/// The reason in words, whether it was typed or is a word key.
fn why(ui: &Ui, why: &str) -> Option<String> {
    if why.is_empty() {
        None
    } else if ui.words.has(ui.lang(), why) {
        Some(ui.t(why))
    } else {
        Some(why.to_owned())
    }
}

fn drafts(app: &App, ui: &Ui, drafts: &[DraftLine]) -> Markup {
    let lines: Vec<LinkLine> = drafts
        .iter()
        .map(|draft| {
            LinkLine::new(
                draft.title.get(ui.is_english()),
                draft.href.clone(),
                html! { span.small.nowrap { (ui.tw("portal-drafts-until", &[("date", ui.date(draft.expires_at.date()))])) } },
            )
        })
        .collect();
    html! {
        div.card {
            @if drafts.is_empty() {
                p.muted { (ui.t("portal-drafts-none")) }
            } @else {
                (links(&lines))
                div.mt3 {
                    (post_form(ui, "/my/drafts/delete", app.submit_key(), html! {
                        p.small { (ui.t("portal-drafts-delete-about")) }
                        div { (danger_button(&ui.tn("portal-drafts-delete", i64::try_from(drafts.len()).unwrap_or(i64::MAX)))) }
                    }))
                }
            }
        }
    }
}

pub(crate) async fn delete_drafts(
    State(app): State<App>,
    visit: Visit,
    _submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let drafts = app
        .query::<dyn Drafts<Reader, Store>>()
        .ok_or_else(Problem::not_found)?;
    let (store, account) = (app.store.clone(), visit.actor.account);
    // Deleting waits for its commit, so it must not hold a thread that serves others.
    let deleted = tokio::task::spawn_blocking(move || drafts.delete_drafts(&store, account)).await;
    match deleted {
        Ok(Ok(())) => Ok(Redirect::to("/my/data")),
        Ok(Err(error)) => {
            tracing::error!(error = %error, "drafts were not deleted");
            Err(Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "web.internal",
            ))
        }
        Err(error) => {
            tracing::error!(error = %error, "drafts were not deleted");
            Err(Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "web.internal",
            ))
        }
    }
}
