//! Audit: sign-ins, and who looked at what. Each question is itself recorded.

use super::account::method_words;
use crate::app::credentials::find_login;
use crate::app::keyed::login_hash;
use crate::app::sign_in_log::SignInLine;
use crate::read::{accounts, looks, sign_ins};
use ::web::ui::{
    self, Cell, Column, Pager, Row, Tab, Table, Ui, desk_head, filter, filter_text, list_card,
    note, pager, tabs,
};
use ::web::{App, Problem, Visit};
use axum::extract::{Query, State};
use kernel::{AccountId, MatterId, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;
use store::Look;

/// Lines on a page.
const PAGE: usize = 100;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    login: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    before: String,
}

fn tab_row(ui: &Ui, is_looks: bool) -> Markup {
    tabs(
        &ui.t("admin-audit-title"),
        &[
            Tab::new(ui.t("admin-audit-sign-ins"), "/admin/audit", !is_looks),
            Tab::new(ui.t("admin-audit-looks"), "/admin/audit/looks", is_looks),
        ],
    )
}

pub(crate) async fn sign_in_list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let hash = (!asked.login.trim().is_empty()).then(|| login_hash(&app.store, &asked.login));
    let before = asked.before.parse().map_or(Timestamp(i64::MAX), Timestamp);
    let store = app.store.clone();
    let (is_unknown, mut lines, names) = app
        .read(&visit, move |reader, _| {
            let account = match &hash {
                Some(hash) => find_login(reader, hash)?,
                None => None,
            };
            if hash.is_some() && account.is_none() {
                return Ok((true, Vec::new(), HashMap::new()));
            }
            let lines = sign_ins::list(reader, &store, account, before, PAGE + 1)?;
            let ids: Vec<AccountId> = lines.iter().map(|line| line.account).collect();
            let names = accounts::names(reader, &ids)?;
            Ok((false, lines, names))
        })
        .await?;
    visit.look(&app, MatterId(0), "audit", "sign-ins");
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = has_more
        .then(|| lines.last().map(|line| line.at.0))
        .flatten();
    let ui = &visit.ui;
    let login = escaped(&asked.login);
    let pages = Pager {
        shown: lines.len(),
        next: next.map(|at| format!("/admin/audit?login={login}&before={at}")),
        ..Pager::default()
    };
    let title = ui.t("admin-audit-title");
    let body = html! {
        (desk_head(&title, html! { (ui.t("admin-audit-about")) }, html! {}))
        (tab_row(ui, false))
        (list_card(html! {
            (filter(ui, filter_text(&ui.t("admin-sign-in-login"), "login", asked.login.trim()), "/admin/audit"))
            @if is_unknown { p.pad3 { (ui.t("admin-audit-login-unknown")) } }
            @else if lines.is_empty() { p.pad3.muted { (ui.t("admin-audit-none")) } }
            @else { (sign_in_table(ui, &lines, &names)) (pager(ui, &pages)) }
        }))
    };
    Ok(ui.page(&title, body))
}

fn escaped(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text.trim(), percent_encoding::NON_ALPHANUMERIC)
        .to_string()
}

fn sign_in_table(ui: &Ui, lines: &[SignInLine], names: &HashMap<AccountId, String>) -> Markup {
    let rows = lines
        .iter()
        .map(|line| {
            let who = names
                .get(&line.account)
                .cloned()
                .unwrap_or_else(|| ui.t("admin-audit-nobody"));
            Row::new(vec![
                Cell::nowrap(ui.at(line.at)),
                Cell::head(who),
                Cell::new(ui.t(line.outcome.word_key())),
                Cell::new(method_words(ui, &line.method)),
                Cell::mono(&line.address),
                Cell::new(&line.agent),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-when")),
        Column::text(ui.t("admin-who")),
        Column::text(ui.t("admin-outcome")),
        Column::text(ui.t("admin-method")),
        Column::text(ui.t("admin-address")),
        Column::text(ui.t("admin-agent")),
    ];
    Table::new(ui.t("admin-audit-sign-ins"), columns, rows)
        .work_list()
        .render(ui)
}

/// Looks by an account or at a matter.
pub(crate) async fn look_list(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let ui = visit.ui.clone();
    let hash = (!asked.login.trim().is_empty()).then(|| login_hash(&app.store, &asked.login));
    let number: String = asked
        .number
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let has_question = hash.is_some() || !number.is_empty();
    let (lines, names, numbers, matter) = app
        .read(&visit, move |reader, _| {
            let mut matter = None;
            let lines = if let Some(hash) = &hash {
                match find_login(reader, hash)? {
                    Some(account) => reader.list_looks_by(account, PAGE)?,
                    None => Vec::new(),
                }
            } else if number.is_empty() {
                Vec::new()
            } else {
                matter = looks::find_matter(reader, &number)?;
                match matter {
                    Some(matter) => reader.list_looks(matter, PAGE)?,
                    None => Vec::new(),
                }
            };
            let ids: Vec<AccountId> = lines.iter().map(|look| look.account).collect();
            let matters: Vec<MatterId> = lines.iter().map(|look| look.matter).collect();
            let names = accounts::names(reader, &ids)?;
            Ok((lines, names, looks::numbers(reader, &matters)?, matter))
        })
        .await?;
    if has_question {
        visit.look(&app, matter.unwrap_or_default(), "audit", "looks");
    }
    let title = ui.t("admin-audit-title");
    let fields = html! {
        (filter_text(&ui.t("admin-sign-in-login"), "login", asked.login.trim()))
        (filter_text(&ui.t("admin-audit-number"), "number", asked.number.trim()))
    };
    let body = html! {
        (desk_head(&title, html! { (ui.t("admin-audit-about")) }, html! {}))
        (tab_row(&ui, true))
        (list_card(html! {
            (filter(&ui, fields, "/admin/audit/looks"))
            @if !has_question { div.pad3 { (note(ui::Note::Info, "", html! { p { (ui.t("admin-audit-ask")) } })) } }
            @else if lines.is_empty() { p.pad3.muted { (ui.t("admin-audit-none")) } }
            @else { (look_table(&ui, &lines, &names, &numbers)) }
        }))
    };
    Ok(ui.page(&title, body))
}

fn look_table(
    ui: &Ui,
    lines: &[Look],
    names: &HashMap<AccountId, String>,
    numbers: &HashMap<MatterId, String>,
) -> Markup {
    let rows = lines
        .iter()
        .map(|look| {
            let number = numbers
                .get(&look.matter)
                .map_or_else(|| "—".to_owned(), |number| ui::case_number(number));
            Row::new(vec![
                Cell::nowrap(ui.at(look.at)),
                Cell::head(
                    names
                        .get(&look.account)
                        .cloned()
                        .unwrap_or_else(|| ui.t("admin-audit-nobody")),
                ),
                Cell::mono(number),
                Cell::new(&look.what),
                Cell::new(&look.why),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-when")),
        Column::text(ui.t("admin-who")),
        Column::text(ui.t("admin-audit-number")),
        Column::text(ui.t("admin-audit-what")),
        Column::text(ui.t("admin-audit-why")),
    ];
    Table::new(ui.t("admin-audit-looks"), columns, rows)
        .work_list()
        .render(ui)
}
