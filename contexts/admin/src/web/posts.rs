//! Posts and tokens: what the security administrator gives and takes.

use super::accounts::{Shown, shown};
use super::forms::{day, errors, field, settle, unit_choices};
use super::listed::{self, Asked, Side};
use crate::domain::account::AccountKind;
use crate::domain::appoint::Appoint;
use crate::domain::dismiss::Dismiss;
use crate::permissions;
use ::web::session;
use ::web::ui::{
    self, Cell, Choice, Column, PageOptions, Row, Table, actions, button, card_section, checkboxes,
    date_input, desk_head, err_summary, kv, post_form, primary_button, primary_link, quiet_button,
    select, text_input,
};
use ::web::{App, FieldError, Problem, Submitted, Visit};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::people::{Appointment, Roles};
use kernel::{AccountId, Date, Timestamp, UnitId};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

pub(crate) async fn list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    listed::page(&app, &visit, asked, Side::Posts).await
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Markup, Problem> {
    let shown = shown(&app, &visit, id, permissions::SECURITY).await?;
    let store = app.store.clone();
    let (roles, tokens) = app
        .read(&visit, move |reader, _| {
            Ok((
                reader.reference.get::<Roles>(),
                session::list_tokens(reader, &store, id)?,
            ))
        })
        .await?;
    let ui = &visit.ui;
    let errors = errors(&visit);
    let dismiss = |post: &Appointment| {
        post_form(
            ui,
            &format!("/admin/posts/{id}/dismiss"),
            app.submit_key(),
            html! {
                input type="hidden" name="unit" value=(post.unit);
                input type="hidden" name="role" value=(post.role);
                (quiet_button(&ui.t("admin-dismiss")))
            },
        )
    };
    let body = html! {
        (err_summary(ui, &errors))
        (listed::head(ui, &shown))
        div.split.aside-24 {
            div.stack {
                (listed::posts_card(ui, &shown, visit.now.date(), dismiss))
                (listed::history(ui, &shown))
            }
            aside.stack {
                @if shown.account.kind != AccountKind::Person {
                    (card_section("appoint", &ui.t("admin-appoint-title"), html! {}, appoint_form(&app, &visit, &shown, &roles)))
                }
                @if shown.account.kind == AccountKind::Client {
                    (card_section("tokens", &ui.t("admin-tokens-title"), html! {}, tokens_part(&app, &visit, &shown, &roles, &tokens)))
                }
            }
        }
    };
    let options = PageOptions::new(&shown.name)
        .crumbs([(ui.t("admin-posts-title"), "/admin/posts")], &shown.name)
        .form_step(!errors.is_empty());
    Ok(ui.page_with(options, body))
}

fn appoint_form(app: &App, visit: &Visit, shown: &Shown, roles: &Arc<Roles>) -> Markup {
    let ui = &visit.ui;
    let choices: Vec<Choice> = roles
        .all()
        .filter(|role| !["everybody", "person"].contains(&role.code.as_str()))
        .map(|role| Choice::new(&role.code, role.name.get(ui.is_english())))
        .collect();
    let chosen = |name: &str, otherwise: String| {
        Some(visit.typed(name, &otherwise)).filter(|value| !value.is_empty())
    };
    let unit = chosen("unit", shown.account.unit.to_string());
    post_form(
        ui,
        &format!("/admin/posts/{}/appoint", shown.account.id),
        app.submit_key(),
        html! {
            (select(ui, &field(visit, "unit", "admin-account-unit"), &unit_choices(ui, &shown.units, |_| true), unit.as_deref()))
            (select(ui, &field(visit, "role", "admin-post-role"), &choices, chosen("role", String::new()).as_deref()))
            (date_input(ui, &field(visit, "from", "admin-post-from"), &visit.typed("from", &visit.now.date().to_string())))
            (date_input(ui, &field(visit, "to", "admin-post-to").optional(), &visit.typed("to", "")))
            (actions(html! { (primary_button(&ui.t("admin-appoint"))) }))
        },
    )
}

#[derive(Debug, Deserialize)]
pub(crate) struct AppointForm {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

pub(crate) async fn appoint(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<AppointForm>,
) -> Result<Redirect, Problem> {
    let form = submitted.form;
    let mut faults = Vec::new();
    let unit = form.unit.parse::<UnitId>().ok();
    if unit.is_none() {
        faults.push(FieldError::new("unit", "web.field-choice"));
    }
    if form.role.is_empty() {
        faults.push(FieldError::new("role", "web.field-choice"));
    }
    let from = day(&form.from, "from", &mut faults).unwrap_or(visit.now.date());
    let to = day(&form.to, "to", &mut faults);
    settle(faults)?;
    let post = Appointment {
        unit: unit.unwrap_or_default(),
        role: form.role,
        valid_from: from,
        valid_to: to,
    };
    app.execute(&visit, submitted.key, Appoint { account: id, post })
        .await?;
    Ok(Redirect::to(&format!("/admin/posts/{id}")))
}

#[derive(Debug, Deserialize)]
pub(crate) struct DismissForm {
    unit: UnitId,
    role: String,
}

pub(crate) async fn dismiss(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<DismissForm>,
) -> Result<Redirect, Problem> {
    let command = Dismiss {
        account: id,
        unit: submitted.form.unit,
        role: submitted.form.role,
        last_on: None,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&format!("/admin/posts/{id}")))
}

/// Permissions that the program's posts give it: a token reaches no further.
fn reach_of(shown: &Shown, roles: &Roles, today: Date) -> Vec<String> {
    let mut names: Vec<String> = shown
        .account
        .posts
        .iter()
        .filter(|post| crate::domain::account::is_open(post, today))
        .flat_map(|post| {
            roles
                .grants(&post.role)
                .iter()
                .map(|grant| grant.permission.to_string())
                .collect::<Vec<_>>()
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn tokens_part(
    app: &App,
    visit: &Visit,
    shown: &Shown,
    roles: &Roles,
    tokens: &[session::Token],
) -> Markup {
    let ui = &visit.ui;
    let id = shown.account.id;
    let reach = reach_of(shown, roles, visit.now.date());
    let rows: Vec<Row> = tokens
        .iter()
        .map(|token| {
            Row::new(vec![
                Cell::head(&token.name),
                Cell::new(token.only.join(", ")),
                Cell::nowrap(token.expires_at.date().to_string()),
                Cell::bare(post_form(
                    ui,
                    &format!("/admin/posts/{id}/tokens/revoke"),
                    app.submit_key(),
                    html! {
                        input type="hidden" name="token" value=(token.key);
                        (quiet_button(&ui.t("admin-token-revoke")))
                    },
                )),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-token-name")),
        Column::text(ui.t("admin-token-reach")),
        Column::text(ui.t("admin-token-until")),
        Column::text(""),
    ];
    let choices: Vec<Choice> = reach.iter().map(|name| Choice::new(name, name)).collect();
    html! {
        @if rows.is_empty() { p.muted { (ui.t("admin-tokens-none")) } }
        @else { (Table::new(ui.t("admin-tokens-title"), columns, rows).render(ui)) }
        @if choices.is_empty() {
            p { (ui.t("admin-tokens-no-post")) }
        } @else {
            (post_form(ui, &format!("/admin/posts/{id}/tokens"), app.submit_key(), html! {
                (text_input(ui, &field(visit, "name", "admin-token-name").hint(ui.t("admin-token-name-hint")), &visit.typed("name", "")))
                (checkboxes(ui, &field(visit, "only", "admin-token-reach"), &choices, &visit.typed_all("only")))
                (date_input(ui, &field(visit, "until", "admin-token-until"), &visit.typed("until", "")))
                (actions(html! { (button(&ui.t("admin-token-issue"))) }))
            }))
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct TokenForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    until: String,
}

/// Longest life of a token.
const TOKEN_DAYS: i32 = 366;

/// Issues a token and shows it this once.
pub(crate) async fn issue_token(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<TokenForm>,
) -> Result<Response, Problem> {
    let shown = shown(&app, &visit, id, permissions::SECURITY).await?;
    let roles = app
        .read(&visit, |reader, _| Ok(reader.reference.get::<Roles>()))
        .await?;
    let today = visit.now.date();
    let mut faults = Vec::new();
    let name = super::forms::required(&submitted.form.name, "name", &mut faults);
    let reach = reach_of(&shown, &roles, today);
    let only: Vec<String> = submitted
        .all("only")
        .into_iter()
        .map(str::to_owned)
        .collect();
    if only.is_empty() || only.iter().any(|name| !reach.contains(name)) {
        faults.push(FieldError::new("only", "web.field-choice"));
    }
    let until = day(&submitted.form.until, "until", &mut faults);
    let is_sound = |until: Date| until >= today && (until - today).get_days() <= TOKEN_DAYS;
    if !until.is_some_and(is_sound) {
        faults.push(FieldError::new("until", "admin.token.bad-until"));
    }
    settle(faults)?;
    if shown.account.kind != AccountKind::Client || shown.account.is_locked {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "admin.token.not-a-program",
        ));
    }
    let expires_at = Timestamp::in_city(until.unwrap_or(today), 23, 59);
    let token = session::issue_token(&app, id, &name, only, expires_at).await?;
    Ok(token_page(&visit, id, &name, &token).into_response())
}

fn token_page(visit: &Visit, id: AccountId, name: &str, token: &str) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("admin-token-issued");
    let body = html! {
        (desk_head(&title, html! {}, html! {}))
        div.card.measure.stack {
            (ui::note(ui::Note::Warning, &ui.t("admin-token-once"), html! { p { (ui.t("admin-token-how")) } }))
            (kv(&[(name, html! { code.mono { (token) } })]))
            p { (primary_link(&ui.t("admin-account-to"), &format!("/admin/posts/{id}"))) }
        }
    };
    ui.page_with(PageOptions::new(&title).private(), body)
}

#[derive(Debug, Deserialize)]
pub(crate) struct RevokeForm {
    token: String,
}

pub(crate) async fn revoke_token(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AccountId>,
    submitted: Submitted<RevokeForm>,
) -> Result<Redirect, Problem> {
    shown(&app, &visit, id, permissions::SECURITY).await?;
    session::revoke_token(&app, id, &submitted.form.token).await?;
    Ok(Redirect::to(&format!("/admin/posts/{id}")))
}
