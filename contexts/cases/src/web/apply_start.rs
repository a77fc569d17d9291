//! The page on which an application begins: for whom, and what it takes.

use super::{
    apply::{errors, notice},
    held, links, others,
};
use crate::{
    app::draft::{self, Draft, Files, ServiceTyped},
    read::{Answers, detail},
};
use ::web::{
    App, Problem, Submitted, Visit,
    ui::{
        self, Choice, Field, Note, PageOptions, actions, call_12345, err_summary, link_button,
        note, post_form, primary_button, radios,
    },
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::{Channel, ItemVersion, Items, ServedParty};
use kernel::{CaseId, PartyId, identity::MobilePhone};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// For whom the visitor may file this item.
#[derive(Clone, Debug)]
struct Applicant {
    party: PartyId,
    name: String,
    kind: ServedParty,
    /// `None` if he may; else the key of the sentence that says why not.
    barred: Option<&'static str>,
}

/// The page on which an application begins: for whom, and what it takes.
pub(crate) async fn start(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Markup, Problem> {
    let (item, applicants, drafts) = load_start(&app, &visit, code).await?;
    Ok(start_page(
        &visit,
        &item,
        &applicants,
        &drafts,
        &app.submit_key(),
    ))
}

type Begun = Vec<(CaseId, String, String)>;

async fn load_start(
    app: &App,
    visit: &Visit,
    code: String,
) -> Result<(Arc<ItemVersion>, Vec<Applicant>, Begun), Problem> {
    let others = others(app);
    let ui = visit.ui.clone();
    let found = app
        .read(visit, move |reader, actor| {
            let items = reader.reference.get::<Items>();
            let Some(item) = items.find_code(&code, reader.now.date()).cloned() else {
                return Ok(None);
            };
            let mut applicants = Vec::new();
            for acting in &actor.acting {
                let facts = detail::find_party(reader, &others, acting.party)?.unwrap_or_default();
                let kind = if facts.is_firm {
                    ServedParty::Firm
                } else {
                    ServedParty::Person
                };
                let barred = if !item.body.served.contains(&kind) {
                    Some("cases-start-not-served")
                } else if !acting.items.is_empty() && !acting.items.contains(&code) {
                    Some("cases-start-not-mandated")
                } else {
                    None
                };
                applicants.push(Applicant {
                    party: acting.party,
                    name: facts.name,
                    kind,
                    barred,
                });
            }
            let names: HashMap<PartyId, String> = applicants
                .iter()
                .map(|applicant| (applicant.party, applicant.name.clone()))
                .collect();
            let drafts = draft::list(reader, actor.account, draft::MOST)?
                .into_iter()
                .filter(|(_, found)| found.value.pin.item == item.id)
                .map(|(id, found)| {
                    let name = names.get(&found.value.party).cloned().unwrap_or_default();
                    (id, name, ui.at(found.value.saved_at))
                })
                .collect();
            Ok(Some((item, applicants, drafts)))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

fn start_page(
    visit: &Visit,
    item: &ItemVersion,
    applicants: &[Applicant],
    drafts: &Begun,
    key: &str,
) -> Markup {
    let ui = &visit.ui;
    let body = &item.body;
    let name = body.name.get(ui.is_english());
    let errors = errors(visit);
    let has_errors = !errors.is_empty();
    let inside = html! {
        div.stack.measure {
            (err_summary(ui, &errors))
            (notice(visit))
            h1 { (ui.tw("cases-start-title", &[("item", name.to_owned())])) }
            @if !ui.is_english() || body.name.en.is_empty() { } @else { p.muted lang="zh-CN" { (body.name.zh) } }
            p { (body.summary.get(ui.is_english())) }
            (what_it_takes(ui, item))
            @if !drafts.is_empty() { (begun(ui, &body.code, drafts)) }
            @if !body.channels.contains(&Channel::Online) {
                (note(Note::Warning, &ui.t("cases-start-not-online"), html! {
                    p { (body.place.get(ui.is_english())) }
                }))
            } @else if applicants.iter().all(|applicant| applicant.barred.is_some()) {
                (nobody(ui, body.served.contains(&ServedParty::Firm), applicants))
            } @else {
                (who_form(visit, &body.code, applicants, key))
            }
            p.row { (call_12345(ui)) (link_button(&ui.t("cases-start-guide"), &links::item(&body.code))) }
        }
    };
    let options = PageOptions::new(ui.tw("cases-start-title", &[("item", name.to_owned())]))
        .crumbs(
            [(name, links::item(&body.code))],
            ui.t("cases-apply-online"),
        )
        .form_step(has_errors)
        .private();
    ui.page_with(options, inside)
}

fn what_it_takes(ui: &ui::Ui, item: &ItemVersion) -> Markup {
    let body = &item.body;
    let brings = body
        .materials
        .iter()
        .filter(|material| !super::forms::is_looked_up(material) && material.only_if.is_empty())
        .count();
    let values = [
        ("pages", (body.form.len() + 2).to_string()),
        ("materials", brings.to_string()),
    ];
    html! {
        ul.small {
            li { (ui.tw("cases-start-takes", &values)) }
            li { (ui.t("cases-start-draft")) }
            li { (ui.t("cases-start-held")) }
        }
    }
}

fn begun(ui: &ui::Ui, code: &str, drafts: &Begun) -> Markup {
    let lines: Vec<ui::LinkLine> = drafts
        .iter()
        .map(|(id, name, at)| {
            let title = ui.tw("cases-start-resume", &[("name", name.clone())]);
            let saved = ui.tw("cases-saved-at", &[("at", at.clone())]);
            ui::LinkLine::new(title, links::draft(code, *id), html! { (saved) })
        })
        .collect();
    note(Note::Info, &ui.t("cases-start-begun"), ui::links(&lines))
}

fn nobody(ui: &ui::Ui, is_for_firms: bool, applicants: &[Applicant]) -> Markup {
    let body = html! {
        @if is_for_firms { p { (ui.t("cases-start-for-firms")) } } @else { p { (ui.t("cases-start-for-persons")) } }
        @for applicant in applicants {
            @if let Some(why) = applicant.barred { p { (applicant.name) "：" (ui.t(why)) } }
        }
    };
    note(Note::Warning, &ui.t("cases-start-nobody"), body)
}

fn who_form(visit: &Visit, code: &str, applicants: &[Applicant], key: &str) -> Markup {
    let ui = &visit.ui;
    let may: Vec<&Applicant> = applicants
        .iter()
        .filter(|applicant| applicant.barred.is_none())
        .collect();
    let choices: Vec<Choice> = may
        .iter()
        .map(|applicant| {
            let about = match applicant.kind {
                ServedParty::Person => ui.t("cases-start-myself"),
                ServedParty::Firm => ui.t("cases-start-firm"),
            };
            Choice::new(applicant.party.to_string(), &applicant.name).about(about)
        })
        .collect();
    // The one he acts for now is no weighty choice: it was made when he chose it, and he sees it.
    let acting = visit.acting_party();
    let chosen = may
        .iter()
        .find(|applicant| applicant.party == acting)
        .or(if may.len() == 1 { may.first() } else { None })
        .map(|applicant| applicant.party.to_string());
    let chosen = visit.typed("party", &chosen.unwrap_or_default());
    let field = Field::new("party", ui.t("cases-start-who"))
        .error(visit.error_at("party").as_deref())
        .question();
    let inside = html! {
        (radios(ui, &field, &choices, Some(&chosen)))
        @for applicant in applicants {
            @if let Some(why) = applicant.barred { p.small.muted { (applicant.name) "：" (ui.t(why)) } }
        }
        (actions(html! { (primary_button(&ui.t("cases-start-go")).big()) }))
    };
    post_form(ui, &links::start(code), key, inside)
}

#[derive(Debug, Deserialize)]
pub(crate) struct StartForm {
    #[serde(default)]
    party: String,
}

/// Begins a draft.
pub(crate) async fn begin(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    submitted: Submitted<StartForm>,
) -> Result<Response, Problem> {
    let Ok(party) = submitted.form.party.parse::<PartyId>() else {
        return Err(Problem::field("party", "cases.start.who-missing"));
    };
    let (item, applicants, _) = load_start(&app, &visit, code).await?;
    let applicant = applicants
        .iter()
        .find(|applicant| applicant.party == party)
        .ok_or_else(|| Problem::field("party", "cases.start.who-missing"))?;
    if applicant.barred.is_some() {
        return Err(Problem::field("party", "cases.submit.no-mandate"));
    }
    let (others, body) = (others(&app), item.body.clone());
    let held = app
        .read(&visit, move |reader, _| {
            let facts = detail::find_party(reader, &others, party)?.unwrap_or_default();
            Ok((held::held(&body, &facts), facts))
        })
        .await?;
    let (held, facts) = held;
    let draft = Draft {
        pin: contracts::item::ItemPin {
            item: item.id,
            version: item.version,
        },
        begun_on: visit.now.date(),
        party,
        party_kind: applicant.kind,
        held,
        held_at: visit.now,
        answers: Answers::default(),
        saved: BTreeMap::new(),
        files: Files::default(),
        by_promise: None,
        signed_promise: None,
        service: ServiceTyped {
            recipient: facts.name,
            // A firm's number in the register may be one that takes no messages.
            phone: MobilePhone::parse(&facts.phone)
                .map_or_else(|_| String::new(), |phone| phone.as_str().to_owned()),
            address: facts.address,
            is_electronic: None,
        },
        version: 0,
        saved_at: visit.now,
    };
    let id = CaseId(app.store.new_id());
    draft::begin(&app.store, visit.actor.account, id.0, &draft).await?;
    Ok(Redirect::to(&links::draft(&item.body.code, id)).into_response())
}
