//! Mandates: those that I give for myself or for my firm, and those that I hold.

use super::forms::{day, errors, field, settle};
use crate::domain::account::{Account, AccountKind};
use crate::domain::grant_mandate::{GrantMandate, may_bind};
use crate::domain::mandate::MandateFacts;
use crate::domain::party::vault_kind;
use crate::domain::revoke_mandate::RevokeMandate;
use crate::read::mandates::{self, MandateLine};
use crate::read::parties;
use ::web::ui::{
    Choice, Lamp, PageOptions, Ui, Width, actions, card_section, checkboxes, date_input,
    err_summary, fold, kv, lamp, post_form, primary_button, quiet_button, radios, success_note,
    text_input, textarea,
};
use ::web::words::Lang;
use ::web::{App, FieldError, NoFields, Problem, Submitted, Visit};
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use contracts::Kept;
use contracts::item::Items;
use kernel::identity::{IdentityNumber, MobilePhone};
use kernel::{AccountId, Date, MandateId, PartyId};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Reader, StoreError};

struct View {
    /// Parties that the visitor may bind, himself first.
    principals: Vec<PartyId>,
    given: Vec<MandateLine>,
    held: Vec<MandateLine>,
    names: HashMap<PartyId, String>,
    agents: HashMap<AccountId, String>,
    documents: HashMap<i64, String>,
    items: Arc<Items>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let view = app.read(&visit, read_view).await?;
    Ok(mandates_page(&app, &visit, &view, &asked.done))
}

fn read_view(reader: &mut Reader, actor: &kernel::Actor) -> Result<View, StoreError> {
    let principals: Vec<PartyId> = actor
        .acting
        .iter()
        .map(|acting| acting.party)
        .filter(|party| may_bind(actor, *party))
        .collect();
    let mut given = Vec::new();
    // A person binds himself and a firm or two; never a list to page through.
    for principal in principals.iter().take(20) {
        given.extend(mandates::list_given(reader, actor, *principal)?);
    }
    let held = mandates::list_held(reader, actor.account)?;
    let mut parties = principals.clone();
    parties.extend(held.iter().map(|line| line.principal));
    let names = reader.open_of_parties(vault_kind::NAME, &parties)?;
    let agents: Vec<AccountId> = given.iter().map(|line| line.agent).collect();
    let agents = crate::read::accounts::names(reader, &agents)?;
    let documents = reader.open_kept(given.iter().chain(&held).map(|line| &line.document))?;
    Ok(View {
        principals,
        given,
        held,
        names,
        agents,
        documents,
        items: reader.reference.get::<Items>(),
    })
}

fn mandates_page(app: &App, visit: &Visit, view: &View, done: &str) -> Markup {
    let ui = &visit.ui;
    let errors = errors(visit);
    let title = ui.t("admin-mandates-title");
    let body = html! {
        (err_summary(ui, &errors))
        @match done {
            "granted" => { (success_note(&ui.t("admin-mandate-granted"), html! {})) },
            "revoked" => { (success_note(&ui.t("admin-mandate-revoked"), html! {})) },
            _ => {},
        }
        div.stack.stack--s.mb3 { h1 { (title) } p.muted { (ui.t("admin-mandates-about")) } }
        div.split.aside-24 {
            div.stack {
                (card_section("given", &ui.t("admin-mandates-given"), html! {}, html! {
                    @if view.given.is_empty() { p.muted { (ui.t("admin-mandates-given-none")) } }
                    @for line in &view.given { (given_part(app, visit, view, line)) }
                }))
                (card_section("held", &ui.t("admin-mandates-held"), html! {}, html! {
                    @if view.held.is_empty() { p.muted { (ui.t("admin-mandates-held-none")) } }
                    @for line in &view.held { (held_part(visit, view, line)) }
                }))
            }
            aside {
                (card_section("grant", &ui.t("admin-mandate-new"), html! {}, grant_form(app, visit, view)))
            }
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

fn mandate_lamp(ui: &Ui, line: &MandateLine, today: Date) -> Markup {
    let (kind, key) = if line.revoked_on.is_some() {
        (Lamp::Defect, "admin-mandate-is-revoked")
    } else if line.is_valid_on(today) {
        (Lamp::Normal, "admin-mandate-is-valid")
    } else if line.from.is_some_and(|from| today < from) {
        (Lamp::NotYet, "admin-mandate-not-yet")
    } else {
        (Lamp::NotYet, "admin-mandate-over")
    };
    lamp(kind, &ui.t(key))
}

/// What both sides see of a mandate.
fn facts(visit: &Visit, view: &View, line: &MandateLine) -> Markup {
    let ui = &visit.ui;
    let today = visit.now.date();
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let items = html! {
        @if line.items.is_empty() {
            (ui.t("admin-mandate-all-items"))
        } @else {
            ul { @for code in &line.items { li {
                @match view.items.find_code(code, today) {
                    Some(item) => (item.body.name.get(ui.is_english())),
                    None => (code),
                }
            } } }
        }
    };
    html! {
        (kv(&[
            (ui.t("admin-mandate-items"), items),
            (ui.t("admin-mandate-time"), html! { (day(line.from)) " — " (day(line.to)) }),
            (ui.t("admin-account-state"), html! {
                (mandate_lamp(ui, line, today))
                @if let Some(on) = line.revoked_on { " " (on) }
            }),
        ]))
        @if let Some(text) = view.documents.get(&line.document.id) {
            (fold(ui, &ui.t("admin-mandate-document"), html! { p { (text) } }))
        }
    }
}

fn given_part(app: &App, visit: &Visit, view: &View, line: &MandateLine) -> Markup {
    let ui = &visit.ui;
    let name = |party: &PartyId| view.names.get(party).cloned().unwrap_or_default();
    let agent = view.agents.get(&line.agent).cloned().unwrap_or_default();
    html! {
        section.stack.stack--s {
            h3 { (ui.tw("admin-mandate-who", &[("principal", name(&line.principal)), ("agent", agent)])) }
            (facts(visit, view, line))
            @if line.revoked_on.is_none() && line.to.is_some_and(|to| visit.now.date() <= to) {
                (post_form(ui, &format!("/my/mandates/{}/revoke", line.id), app.submit_key(), html! {
                    (quiet_button(&ui.t("admin-mandate-revoke")))
                }))
            }
        }
    }
}

fn held_part(visit: &Visit, view: &View, line: &MandateLine) -> Markup {
    html! {
        section.stack.stack--s {
            h3 { (view.names.get(&line.principal).cloned().unwrap_or_default()) }
            (facts(visit, view, line))
        }
    }
}

fn grant_form(app: &App, visit: &Visit, view: &View) -> Markup {
    let ui = &visit.ui;
    let choices: Vec<Choice> = view
        .principals
        .iter()
        .map(|party| {
            Choice::new(
                party.to_string(),
                view.names.get(party).cloned().unwrap_or_default(),
            )
        })
        .collect();
    let principal = visit.typed("principal", "");
    let today = visit.now.date();
    let sign = [Choice::new("yes", ui.t("admin-mandate-sign"))];
    html! {
        @if choices.is_empty() {
            p.muted { (ui.t("admin-acting-nobody")) }
        } @else {
            (post_form(ui, "/my/mandates", app.submit_key(), html! {
                (radios(ui, &field(visit, "principal", "admin-mandate-principal"), &choices, Some(&principal)))
                (text_input(ui, &field(visit, "agent", "admin-mandate-agent").hint(ui.t("admin-mandate-agent-hint"))
                    .width(Width::W18), &visit.typed("agent", "")))
                (textarea(ui, &field(visit, "items", "admin-mandate-items").optional().hint(ui.t("admin-mandate-items-hint")),
                    &visit.typed("items", ""), 4))
                (date_input(ui, &field(visit, "from", "admin-mandate-from"), &visit.typed("from", &today.to_string())))
                (date_input(ui, &field(visit, "to", "admin-mandate-to").hint(ui.t("admin-mandate-to-hint")), &visit.typed("to", "")))
                (checkboxes(ui, &field(visit, "sign", "admin-mandate-sign-title"), &sign, &[] as &[&str]))
                (actions(html! { (primary_button(&ui.t("admin-mandate-grant"))) }))
            }))
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct GrantForm {
    #[serde(default)]
    principal: String,
    #[serde(default)]
    agent: String,
    #[serde(default)]
    items: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    sign: String,
}

/// The form, read.
struct Granting {
    principal: PartyId,
    agent: AccountId,
    agent_party: PartyId,
    items: Vec<String>,
    from: Date,
    to: Date,
    /// Name of the principal, and of the agent, for the written mandate.
    names: (String, String),
}

pub(crate) async fn grant(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<GrantForm>,
) -> Result<Redirect, Problem> {
    let granting = read_form(&app, &visit, submitted.form).await?;
    let words = document(&visit.ui, &granting);
    let (document, vault) = Kept::new(
        app.store.new_id(),
        store::random()?,
        granting.principal,
        "mandate",
        words.as_bytes(),
    );
    let command = GrantMandate {
        id: MandateId(app.store.new_id()),
        facts: MandateFacts {
            principal: granting.principal,
            agent: granting.agent,
            items: granting.items,
            from: granting.from,
            to: granting.to,
            document,
        },
        agent_party: granting.agent_party,
        vault,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to("/my/mandates?done=granted"))
}

/// The written mandate, word for word as it is kept.
fn document(ui: &Ui, granting: &Granting) -> String {
    let items = if granting.items.is_empty() {
        ui.words.text(Lang::Zh, "admin-mandate-all-items")
    } else {
        granting.items.join("、")
    };
    let values = [
        ("principal", granting.names.0.clone()),
        ("agent", granting.names.1.clone()),
        ("items", items),
        ("from", granting.from.to_string()),
        ("to", granting.to.to_string()),
    ];
    ui.words.text_with(Lang::Zh, "admin-mandate-text", &values)
}

async fn read_form(app: &App, visit: &Visit, form: GrantForm) -> Result<Granting, Problem> {
    let today = visit.now.date();
    let mut faults = Vec::new();
    let principal = form.principal.parse::<PartyId>().ok();
    if principal.is_none() {
        faults.push(FieldError::new("principal", "web.field-choice"));
    }
    let sought = match (
        MobilePhone::parse(&form.agent),
        IdentityNumber::parse(&form.agent, today),
    ) {
        (Ok(phone), _) => Some((vault_kind::MOBILE_PHONE, phone.as_str().to_owned())),
        (_, Ok(number)) => Some((vault_kind::IDENTITY_NUMBER, number.as_str().to_owned())),
        (Err(_), Err(_)) => {
            faults.push(FieldError::new("agent", "admin.mandate.agent-shape"));
            None
        }
    };
    let from = day(&form.from, "from", &mut faults).unwrap_or(today);
    let to = day(&form.to, "to", &mut faults);
    if to.is_none() && faults.iter().all(|fault| fault.field != "to") {
        faults.push(FieldError::new("to", "web.field-required"));
    }
    if form.sign != "yes" {
        faults.push(FieldError::new("sign", "admin.mandate.sign-missing"));
    }
    settle(faults)?;
    let (Some(principal), Some((kind, value)), Some(to)) = (principal, sought, to) else {
        return Err(Problem::field("to", "web.field-required"));
    };
    let found = app
        .read(visit, move |reader, _| {
            let Some((agent, party)) = find_person(reader, kind, &value)? else {
                return Ok(None);
            };
            let names = reader.open_of_parties(vault_kind::NAME, &[principal, party])?;
            let name = |party: PartyId| names.get(&party).cloned().unwrap_or_default();
            Ok(Some((agent, party, (name(principal), name(party)))))
        })
        .await?;
    let (agent, agent_party, names) =
        found.ok_or_else(|| Problem::field("agent", "admin.mandate.agent-unknown"))?;
    Ok(Granting {
        principal,
        agent,
        agent_party,
        items: form
            .items
            .split(|letter: char| letter.is_whitespace() || ",，、;；".contains(letter))
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
        from,
        to,
        names,
    })
}

/// The personal account of somebody with this number; one of staff acts for nobody.
fn find_person(
    reader: &mut Reader,
    kind: &str,
    value: &str,
) -> Result<Option<(AccountId, PartyId)>, StoreError> {
    let Some(party) = parties::find_by(reader, kind, value)? else {
        return Ok(None);
    };
    for account in parties::accounts_of(reader, party)? {
        let found = reader.find_state::<Account>(account.0)?;
        if found
            .is_some_and(|(_, account)| account.kind == AccountKind::Person && !account.is_locked)
        {
            return Ok(Some((account, party)));
        }
    }
    Ok(None)
}

pub(crate) async fn revoke(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<MandateId>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    app.execute(&visit, submitted.key, RevokeMandate { id })
        .await?;
    Ok(Redirect::to("/my/mandates?done=revoked"))
}
