//! What the pages of accounts and of posts share: the list, the head of one account, its posts, its
//! history.

use super::accounts::Shown;
use super::forms::unit_choices;
use crate::app::credentials;
use crate::app::keyed::login_hash;
use crate::domain::account::{AccountEvent, AccountKind, is_open};
use crate::permissions;
use crate::read::accounts::{self, AccountLine, PAGE, Which};
use ::web::ui::{
    self, Cell, Column, Lamp, Pager, Row, Table, Ui, card_section, desk_head, filter,
    filter_select, filter_text, kv, lamp, list_card, no_result, pager, primary_link, trail,
};
use ::web::{App, Problem, Visit};
use axum::response::{IntoResponse, Redirect, Response};
use contracts::people::{Appointment, Units};
use kernel::{AccountId, Date, Permission, UnitId};
use maud::{Markup, html};
use serde::Deserialize;

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The system administrator's.
    Accounts,
    /// The security administrator's.
    Posts,
}

impl Side {
    fn path(self) -> &'static str {
        match self {
            Self::Accounts => "/admin/accounts",
            Self::Posts => "/admin/posts",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Accounts => "admin-accounts-title",
            Self::Posts => "admin-posts-title",
        }
    }

    fn permission(self) -> Permission {
        match self {
            Self::Accounts => permissions::ACCOUNTS,
            Self::Posts => permissions::SECURITY,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub login: String,
    #[serde(default)]
    pub after: String,
}

/// The list, or straight to the account of a login.
pub(crate) async fn page(
    app: &App,
    visit: &Visit,
    asked: Asked,
    side: Side,
) -> Result<Response, Problem> {
    if !asked.login.trim().is_empty() {
        let hash = login_hash(&app.store, &asked.login);
        let found = app
            .store
            .read(move |reader| credentials::find_login(reader, &hash))
            .await?;
        return Ok(match found {
            Some(id) => Redirect::to(&format!("{}/{id}", side.path())).into_response(),
            None => nobody(visit, &asked, side).into_response(),
        });
    }
    let unit = asked.unit.parse::<UnitId>().ok();
    let kind = if asked.kind == "client" {
        AccountKind::Client
    } else {
        AccountKind::Staff
    };
    let which = unit.map_or(Which::Kind(kind), Which::OfUnit);
    let after = asked.after.parse().unwrap_or(AccountId(0));
    let (units, mut lines) = app
        .read(visit, move |reader, actor| {
            let lines = accounts::list(reader, actor, &side.permission(), which, after)?;
            Ok((reader.reference.get::<Units>(), lines))
        })
        .await?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = has_more.then(|| lines.last().map(|line| line.id)).flatten();
    Ok(list_page(visit, &units, &lines, next, &asked, side).into_response())
}

fn nobody(visit: &Visit, asked: &Asked, side: Side) -> Markup {
    let ui = &visit.ui;
    let title = ui.t(side.title());
    let body = html! {
        (desk_head(&title, html! {}, html! {}))
        (no_result(ui, asked.login.trim(), &ui.t("admin-accounts-nobody"), &[primary_link(&title, side.path())]).part())
    };
    ui.page(&title, body)
}

fn list_page(
    visit: &Visit,
    units: &Units,
    lines: &[AccountLine],
    next: Option<AccountId>,
    asked: &Asked,
    side: Side,
) -> Markup {
    let ui = &visit.ui;
    let title = ui.t(side.title());
    let rows = lines
        .iter()
        .map(|line| row(ui, units, line, side))
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-account-name")),
        Column::text(ui.t("admin-account-kind")),
        Column::text(ui.t("admin-account-unit")),
        Column::text(ui.t("admin-account-state")),
    ];
    let mut unit_options = vec![(String::new(), ui.t("admin-filter-all-units"))];
    unit_options.extend(
        unit_choices(ui, units, |_| true)
            .into_iter()
            .map(|choice| (choice.value, choice.label)),
    );
    let kinds = [
        ("staff", ui.t("admin-kind-staff")),
        ("client", ui.t("admin-kind-client")),
    ];
    let fields = html! {
        (filter_select(&ui.t("admin-account-unit"), "unit", &unit_options, &asked.unit))
        (filter_select(&ui.t("admin-account-kind"), "kind", &kinds, &asked.kind))
        (filter_text(&ui.t("admin-sign-in-login"), "login", ""))
    };
    let href = next.map(|next| {
        format!(
            "{}?unit={}&kind={}&after={next}",
            side.path(),
            escaped(&asked.unit),
            escaped(&asked.kind)
        )
    });
    let pages = Pager {
        shown: lines.len(),
        next: href,
        ..Pager::default()
    };
    let body = html! {
        (desk_head(&title, html! {}, html! {
            @if side == Side::Accounts { (primary_link(&ui.t("admin-account-new"), "/admin/accounts/new")) }
        }))
        (list_card(html! {
            (filter(ui, fields, side.path()))
            @if lines.is_empty() {
                p.pad3.muted { (ui.t("admin-accounts-none")) }
            } @else {
                (Table::new(title.clone(), columns, rows).work_list().render(ui))
                (pager(ui, &pages))
            }
        }))
    };
    ui.page(&title, body)
}

fn escaped(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn row(ui: &Ui, units: &Units, line: &AccountLine, side: Side) -> Row {
    Row::new(vec![
        Cell::head(
            html! { a href={ (side.path()) "/" (line.id) } { (line.name.get(ui.is_english())) } },
        ),
        Cell::nowrap(ui.t(&format!("admin-kind-{}", line.kind.code()))),
        Cell::new(units.name(line.unit, ui.is_english())),
        Cell::bare(state_lamp(ui, line.is_locked)),
    ])
}

fn state_lamp(ui: &Ui, is_locked: bool) -> Markup {
    if is_locked {
        lamp(Lamp::Defect, &ui.t("admin-account-is-locked"))
    } else {
        lamp(Lamp::Normal, &ui.t("admin-account-is-open"))
    }
}

/// Title and facts of one account.
pub(crate) fn head(ui: &Ui, shown: &Shown) -> Markup {
    let account = &shown.account;
    html! {
        (desk_head(&shown.name, html! { (ui.t(&format!("admin-kind-{}", account.kind.code()))) }, state_lamp(ui, account.is_locked)))
        div.card.mb3 {
            (kv(&[
                (ui.t("admin-sign-in-login"), html! { span.mono { (shown.login) } }),
                (ui.t("admin-account-unit"), html! {
                    @if account.unit.0 == 0 { "—" } @else { (shown.units.name(account.unit, ui.is_english())) }
                }),
            ]))
        }
    }
}

/// A role by its name; by its code if it is gone.
fn role_name(ui: &Ui, shown: &Shown, code: &str) -> String {
    let role = shown.roles.find(code);
    role.map_or(code, |role| role.name.get(ui.is_english()))
        .to_owned()
}

/// Posts that are held or will be; `tool` may add an act to each.
pub(crate) fn posts_card(
    ui: &Ui,
    shown: &Shown,
    today: Date,
    tool: impl Fn(&Appointment) -> Markup,
) -> Markup {
    let is_english = ui.is_english();
    let rows: Vec<Row> = shown
        .account
        .posts
        .iter()
        .filter(|post| is_open(post, today))
        .map(|post| {
            Row::new(vec![
                Cell::head(shown.units.name(post.unit, is_english)),
                Cell::new(role_name(ui, shown, &post.role)),
                Cell::nowrap(post.valid_from.to_string()),
                Cell::nowrap(
                    post.valid_to
                        .map_or_else(|| "—".into(), |last| last.to_string()),
                ),
                Cell::bare(tool(post)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-account-unit")),
        Column::text(ui.t("admin-post-role")),
        Column::text(ui.t("admin-post-from")),
        Column::text(ui.t("admin-post-to")),
        Column::text(""),
    ];
    let inside = html! {
        @if rows.is_empty() { p.muted { (ui.t("admin-posts-none")) } }
        @else { (Table::new(ui.t("admin-posts-held"), columns, rows).render(ui)) }
    };
    card_section("posts", &ui.t("admin-posts-held"), html! {}, inside)
}

/// What happened to the account, the newest first.
pub(crate) fn history(ui: &Ui, shown: &Shown) -> Markup {
    let is_english = ui.is_english();
    let lines: Vec<ui::TrailEvent> = shown
        .events
        .iter()
        .rev()
        .take(50)
        .map(|event| {
            let who = shown
                .actors
                .get(&event.actor)
                .cloned()
                .unwrap_or_else(|| ui.t("admin-by-city"));
            let when = format!("{} {who}", ui.at(event.at));
            let (kind, what, body) = match &event.body {
                AccountEvent::Opened { .. } => (Lamp::Done, "admin-event-opened", String::new()),
                AccountEvent::Renamed { name } => (
                    Lamp::Done,
                    "admin-event-renamed",
                    name.get(is_english).to_owned(),
                ),
                AccountEvent::Appointed { post } => (Lamp::Done, "admin-event-appointed", {
                    format!(
                        "{} {}",
                        shown.units.name(post.unit, is_english),
                        role_name(ui, shown, &post.role)
                    )
                }),
                AccountEvent::Dismissed {
                    unit,
                    role,
                    last_on,
                } => (Lamp::Defect, "admin-event-dismissed", {
                    format!(
                        "{} {} ({last_on})",
                        shown.units.name(*unit, is_english),
                        role_name(ui, shown, role)
                    )
                }),
                AccountEvent::Locked => (Lamp::Defect, "admin-event-locked", String::new()),
                AccountEvent::Unlocked => (Lamp::Done, "admin-event-unlocked", String::new()),
                AccountEvent::SubjectLinked => {
                    (Lamp::Done, "admin-event-subject-linked", String::new())
                }
                AccountEvent::CodeGiven => (Lamp::Done, "admin-event-code-given", String::new()),
            };
            ui::TrailEvent::new(kind, ui.t(what), when).body(html! { (body) })
        })
        .collect();
    card_section(
        "history",
        &ui.t("admin-account-history"),
        html! {},
        trail(&lines),
    )
}
