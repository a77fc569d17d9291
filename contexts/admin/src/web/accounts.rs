//! Accounts: lists of staff and programs, opening one, and what the system administrator may do
//! with one. Posts are the security administrator's: see [`super::posts`].

use super::forms::{errors, field, settle, unit_choices};
use super::listed::{self, Asked, Side};
use crate::app::credentials::give_code_blocking;
use crate::app::keyed::login_hash;
use crate::app::parties::{PartyRecord, record_blocking};
use crate::domain::account::{Account, AccountKind};
use crate::domain::give_code::GiveCode;
use crate::domain::lock_account::{LockAccount, UnlockAccount};
use crate::domain::open_account::OpenAccount;
use crate::domain::party::vault_kind;
use crate::permissions;
use crate::read::accounts;
use ::web::session;
use ::web::ui::{
    self, Choice, PageOptions, Ui, Width, actions, button, card_section, danger_button, desk_head,
    err_summary, identity_input, kv, phone_input, post_form, primary_button, primary_link, radios,
    select, text_input,
};
use ::web::{App, FieldError, NoFields, Problem, Submitted, Visit};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::item::Text;
use contracts::people::{Roles, Units};
use kernel::identity::{IdentityNumber, MobilePhone};
use kernel::{AccountId, PartyId, UnitId};
use maud::{Markup, html};
use serde::Deserialize;
use store::{CommandError, Store, Who};

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    listed::page(&app, &visit, asked, Side::Accounts).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct OpenForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    login: String,
    #[serde(default, rename = "name-zh")]
    name_zh: String,
    #[serde(default, rename = "name-en")]
    name_en: String,
    #[serde(default)]
    unit: String,
    #[serde(default, rename = "identity-number")]
    identity_number: String,
    #[serde(default, rename = "mobile-phone")]
    mobile_phone: String,
}

/// The form, read: shapes are right, rules are asked by the command.
struct Opening {
    kind: AccountKind,
    login: String,
    name: Text,
    unit: UnitId,
    number: String,
    phone: String,
}

impl OpenForm {
    fn read(self, today: kernel::Date) -> Result<Opening, Problem> {
        let mut faults = Vec::new();
        let kind = AccountKind::from_code(&self.kind);
        if kind.is_none() {
            faults.push(FieldError::new("kind", "web.field-choice"));
        }
        let login = self.login.trim().to_lowercase();
        let is_sound = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        if login.len() < 3 || login.len() > 40 || !login.bytes().all(is_sound) {
            faults.push(FieldError::new("login", "admin.account.bad-login"));
        }
        let name = Text {
            zh: super::forms::required(&self.name_zh, "name-zh", &mut faults),
            en: self.name_en.trim().to_owned(),
        };
        let is_person = kind == Some(AccountKind::Person);
        let unit = self.unit.parse().map_or(UnitId(0), UnitId);
        if !is_person && unit.0 == 0 {
            faults.push(FieldError::new("unit", "web.field-choice"));
        }
        let number = match IdentityNumber::parse(&self.identity_number, today) {
            Ok(number) => number.as_str().to_owned(),
            Err(_) if is_person || !self.identity_number.trim().is_empty() => {
                faults.push(FieldError::new(
                    "identity-number",
                    "web.field-identity-number",
                ));
                String::new()
            }
            Err(_) => String::new(),
        };
        let phone = match MobilePhone::parse(&self.mobile_phone) {
            Ok(phone) => phone.as_str().to_owned(),
            Err(_) if self.mobile_phone.trim().is_empty() => String::new(),
            Err(_) => {
                faults.push(FieldError::new("mobile-phone", "web.field-mobile-phone"));
                String::new()
            }
        };
        settle(faults)?;
        Ok(Opening {
            kind: kind.unwrap_or_default(),
            login,
            name,
            unit: if is_person { UnitId(0) } else { unit },
            number,
            phone,
        })
    }
}

pub(crate) async fn new_page(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let units = app
        .read(&visit, |reader, _| Ok(reader.reference.get::<Units>()))
        .await?;
    let ui = &visit.ui;
    let title = ui.t("admin-account-new");
    let errors = errors(&visit);
    let kinds: Vec<Choice> = ["staff", "person", "client"]
        .map(|code| {
            Choice::new(code, ui.t(&format!("admin-kind-{code}")))
                .about(ui.t(&format!("admin-kind-{code}-about")))
        })
        .to_vec();
    let chosen = |name: &str| Some(visit.typed(name, "")).filter(|value| !value.is_empty());
    let fields = html! {
        (radios(ui, &field(&visit, "kind", "admin-account-kind"), &kinds, chosen("kind").as_deref()))
        (text_input(ui, &field(&visit, "login", "admin-sign-in-login").hint(ui.t("admin-account-login-hint"))
            .width(Width::W18), &visit.typed("login", "")))
        (text_input(ui, &field(&visit, "name-zh", "admin-account-name").width(Width::W18), &visit.typed("name-zh", "")))
        (text_input(ui, &field(&visit, "name-en", "admin-account-name-en").optional().width(Width::W18), &visit.typed("name-en", "")))
        (select(ui, &field(&visit, "unit", "admin-account-unit").hint(ui.t("admin-account-unit-hint")),
            &unit_choices(ui, &units, |_| true), chosen("unit").as_deref()))
        (identity_input(ui, &field(&visit, "identity-number", "admin-account-identity")
            .hint(ui.t("admin-account-identity-hint")), &visit.typed("identity-number", "")))
        (phone_input(ui, &field(&visit, "mobile-phone", "admin-account-phone").optional(), &visit.typed("mobile-phone", "")))
        (actions(html! { (primary_button(&ui.t("admin-account-open"))) }))
    };
    let body = html! {
        (err_summary(ui, &errors))
        (desk_head(&title, html! {}, html! {}))
        div.card.measure { (post_form(ui, "/admin/accounts", app.submit_key(), fields)) }
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-accounts-title"), "/admin/accounts")], &title)
        .form_step(!errors.is_empty());
    Ok(ui.page_with(options, body))
}

pub(crate) async fn open(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<OpenForm>,
) -> Result<Response, Problem> {
    let opening = submitted.form.read(visit.now.date())?;
    let (store, who) = (app.store.clone(), visit.who);
    let hash = login_hash(&store, &opening.login);
    let taken = {
        let hash = hash.clone();
        app.store
            .read(move |reader| crate::app::credentials::find_login(reader, &hash))
            .await?
    };
    if taken.is_some() {
        return Err(Problem::field("login", "admin.account.login-taken"));
    }
    let name = opening.name.get(visit.ui.is_english()).to_owned();
    let (kind, login) = (opening.kind, opening.login.clone());
    let command = run_blocking(move || open_command(&store, who, &opening, hash)).await??;
    let done = app.execute(&visit, submitted.key, command).await?;
    let id = AccountId(done.id());
    if kind == AccountKind::Client || done.is_repeat {
        return Ok(Redirect::to(&format!("/admin/accounts/{id}")).into_response());
    }
    let store = app.store.clone();
    let code = run_blocking(move || give_code_blocking(&store, id)).await??;
    Ok(code_page(&visit.ui, id, &name, &login, &code).into_response())
}

/// Records the party and makes the command. Waits for the store.
fn open_command(
    store: &Store,
    who: Who,
    opening: &Opening,
    login_hash: String,
) -> Result<OpenAccount, CommandError> {
    let party: Option<PartyId> = match opening.kind {
        AccountKind::Client => None,
        AccountKind::Person | AccountKind::Staff => {
            let record = PartyRecord {
                name: opening.name.zh.clone(),
                number: opening.number.clone(),
                phone: opening.phone.clone(),
                login: opening.login.clone(),
                ..PartyRecord::default()
            };
            Some(record_blocking(store, who, None, &record)?)
        }
    };
    Ok(OpenAccount {
        id: AccountId(store.new_id()),
        kind: opening.kind,
        party,
        name: opening.name.clone(),
        unit: opening.unit,
        login_hash: Some(login_hash),
        subject_hash: None,
    })
}

/// Work that waits for the store, away from the runtime's threads.
async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal"))
}

fn code_page(ui: &Ui, id: AccountId, name: &str, login: &str, code: &str) -> Markup {
    let title = ui.t("admin-code-given-title");
    let body = html! {
        (desk_head(&title, html! {}, html! {}))
        div.card.measure.stack {
            (ui::note(ui::Note::Warning, &ui.t("admin-code-given-once"), html! { p { (ui.t("admin-code-given-how")) } }))
            (kv(&[
                (ui.t("admin-account-name"), html! { (name) }),
                (ui.t("admin-sign-in-login"), html! { span.mono { (login) } }),
                (ui.t("admin-code-given"), html! { b.mono { (code) } }),
            ]))
            p { (primary_link(&ui.t("admin-account-to"), &format!("/admin/accounts/{id}"))) }
        }
    };
    ui.page_with(PageOptions::new(&title).private(), body)
}

/// An account with its login, as the administrator sees it.
pub(crate) struct Shown {
    pub account: Account,
    pub login: String,
    /// Name of a citizen, masked.
    pub name: String,
    pub units: std::sync::Arc<Units>,
    pub roles: std::sync::Arc<Roles>,
    pub events: Vec<kernel::Recorded<crate::domain::account::AccountEvent>>,
    pub actors: std::collections::HashMap<AccountId, String>,
}

/// Reads an account within reach of the permission.
pub(crate) async fn shown(
    app: &App,
    visit: &Visit,
    id: AccountId,
    permission: kernel::Permission,
) -> Result<Shown, Problem> {
    let is_english = visit.ui.is_english();
    app.read(visit, move |reader, actor| {
        let Some((account, events)) = accounts::find(reader, actor, &permission, id)? else {
            return Ok(None);
        };
        let (mut login, mut name) = (String::new(), account.name.get(is_english).to_owned());
        if let Some(party) = account.party {
            login = reader
                .open_of_parties(vault_kind::LOGIN, &[party])?
                .remove(&party)
                .unwrap_or_default();
            if account.kind == AccountKind::Person {
                let names = reader.open_of_parties(vault_kind::NAME, &[party])?;
                name = names
                    .get(&party)
                    .map(|name| kernel::mask::name(name))
                    .unwrap_or_default();
            }
        }
        let by: Vec<AccountId> = events.iter().map(|event| event.actor).collect();
        Ok(Some(Shown {
            units: reader.reference.get::<Units>(),
            roles: reader.reference.get::<Roles>(),
            actors: accounts::names(reader, &by)?,
            account,
            login,
            name,
            events,
        }))
    })
    .await?
    .ok_or_else(Problem::not_found)
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Markup, Problem> {
    let shown = shown(&app, &visit, id, permissions::ACCOUNTS).await?;
    let ui = &visit.ui;
    let account = &shown.account;
    let errors = errors(&visit);
    let post = |act: &str, inside: Markup| {
        post_form(
            ui,
            &format!("/admin/accounts/{id}/{act}"),
            app.submit_key(),
            inside,
        )
    };
    let acts = html! { div.stack {
        @if account.is_locked {
            p { (ui.t("admin-account-locked-about")) }
            (post("unlock", html! { (actions(html! { (button(&ui.t("admin-account-unlock"))) })) }))
        } @else {
            @if account.kind != AccountKind::Client {
                p { (ui.t("admin-account-code-about")) }
                (post("code", html! { (actions(html! { (button(&ui.t("admin-account-code"))) })) }))
            }
            p { (ui.t("admin-account-lock-about")) }
            (post("lock", html! { (actions(html! { (danger_button(&ui.t("admin-account-lock"))) })) }))
        }
    } };
    let body = html! {
        (err_summary(ui, &errors))
        (listed::head(ui, &shown))
        div.split.aside-24 {
            div.stack { (listed::posts_card(ui, &shown, visit.now.date(), |_| html! {})) (listed::history(ui, &shown)) }
            aside.stack { (card_section("acts", &ui.t("admin-account-acts"), html! {}, acts)) }
        }
    };
    let options = PageOptions::new(&shown.name)
        .crumbs(
            [(ui.t("admin-accounts-title"), "/admin/accounts")],
            &shown.name,
        )
        .form_step(!errors.is_empty());
    Ok(ui.page_with(options, body))
}

pub(crate) async fn lock(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    app.execute(&visit, submitted.key, LockAccount { account: id })
        .await?;
    session::end_all(&app, id).await?;
    crate::app::browsers::forget_all(&app.store, id).await?;
    Ok(Redirect::to(&format!("/admin/accounts/{id}")))
}

pub(crate) async fn unlock(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    app.execute(&visit, submitted.key, UnlockAccount { account: id })
        .await?;
    Ok(Redirect::to(&format!("/admin/accounts/{id}")))
}

/// A new one-time code: old password, second factor and sessions are gone.
pub(crate) async fn code(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<NoFields>,
) -> Result<Response, Problem> {
    let done = app
        .execute(&visit, submitted.key, GiveCode { account: id })
        .await?;
    if done.is_repeat {
        return Ok(Redirect::to(&format!("/admin/accounts/{id}")).into_response());
    }
    let store = app.store.clone();
    let code = run_blocking(move || give_code_blocking(&store, id)).await??;
    session::end_all(&app, id).await?;
    crate::app::browsers::forget_all(&app.store, id).await?;
    let shown = shown(&app, &visit, id, permissions::ACCOUNTS).await?;
    Ok(code_page(&visit.ui, id, &shown.name, &shown.login, &code).into_response())
}
