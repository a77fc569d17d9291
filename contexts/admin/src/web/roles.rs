//! Roles: what each may do, the rule that shapes it, and who holds it. Read only: roles are data of
//! the city pack, reviewed there.

use ::web::ui::{Cell, Column, PageOptions, Row, Table, Ui, card_section, desk_head, list_card};
use ::web::{App, Problem, Visit};
use axum::extract::{Path, State};
use contracts::people::{Roles, Staff, Units};
use kernel::{Date, Reach};
use maud::{Markup, html};

/// Most holders on the page of a role.
const HOLDERS: usize = 500;

pub(crate) async fn list(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let (roles, staff) = app
        .read(&visit, |reader, _| {
            Ok((
                reader.reference.get::<Roles>(),
                reader.reference.get::<Staff>(),
            ))
        })
        .await?;
    let ui = &visit.ui;
    let today = visit.now.date();
    let rows = roles
        .all()
        .map(|role| {
            let count = holders(&staff, &role.code, today).count();
            Row::new(vec![
                Cell::head(html! { a href={ "/admin/roles/" (role.code) } { (role.name.get(ui.is_english())) } }),
                Cell::mono(&role.code),
                Cell::new(role.note.get(ui.is_english())),
                Cell::new(role.grants.len()),
                Cell::new(count),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-role-name")),
        Column::text(ui.t("admin-role-code")),
        Column::text(ui.t("admin-role-note")),
        Column::number(ui.t("admin-role-grants")),
        Column::number(ui.t("admin-role-holders")),
    ];
    let title = ui.t("admin-roles-title");
    let body = html! {
        (desk_head(&title, html! { (ui.t("admin-roles-about")) }, html! {}))
        (list_card(Table::new(title.clone(), columns, rows).work_list().render(ui)))
    };
    Ok(ui.page(&title, body))
}

fn holders<'a>(
    staff: &'a Staff,
    role: &'a str,
    today: Date,
) -> impl Iterator<
    Item = (
        &'a contracts::people::StaffMember,
        &'a contracts::people::Appointment,
    ),
> {
    staff
        .all()
        .flat_map(|member| member.appointments.iter().map(move |post| (member, post)))
        .filter(move |(_, post)| {
            post.role == role
                && post.valid_from <= today
                && post.valid_to.is_none_or(|last| today <= last)
        })
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Markup, Problem> {
    let (roles, staff, units) = app
        .read(&visit, |reader, _| {
            let reference = &reader.reference;
            Ok((
                reference.get::<Roles>(),
                reference.get::<Staff>(),
                reference.get::<Units>(),
            ))
        })
        .await?;
    let role = roles.find(&code).ok_or_else(Problem::not_found)?;
    let ui = &visit.ui;
    let is_english = ui.is_english();
    let title = role.name.get(is_english).to_owned();
    let grants = role
        .grants
        .iter()
        .map(|grant| {
            Row::new(vec![
                Cell::mono(grant.permission.to_string()),
                Cell::new(reach_words(ui, grant.reach)),
                Cell::new(grant.confidentiality),
            ])
        })
        .collect();
    let grant_columns = vec![
        Column::text(ui.t("admin-role-permission")),
        Column::text(ui.t("admin-role-reach")),
        Column::number(ui.t("admin-role-grade")),
    ];
    let people: Vec<Row> = holders(&staff, &code, visit.now.date())
        .take(HOLDERS)
        .map(|(member, post)| {
            Row::new(vec![
                Cell::head(html! { a href={ "/admin/posts/" (member.account) } { (member.name.get(is_english)) } }),
                Cell::new(units.name(post.unit, is_english)),
                Cell::nowrap(post.valid_from.to_string()),
            ])
        })
        .collect();
    let people_columns = vec![
        Column::text(ui.t("admin-account-name")),
        Column::text(ui.t("admin-account-unit")),
        Column::text(ui.t("admin-post-from")),
    ];
    let body = html! {
        (desk_head(&title, html! { span.mono { (role.code) } }, html! {}))
        div.stack {
            p { (role.note.get(is_english)) }
            (card_section("grants", &ui.t("admin-role-grants"), html! {},
                Table::new(ui.t("admin-role-grants"), grant_columns, grants).render(ui)))
            (card_section("holders", &ui.t("admin-role-holders"), html! {}, html! {
                @if people.is_empty() { p.muted { (ui.t("admin-role-nobody")) } }
                @else { (Table::new(ui.t("admin-role-holders"), people_columns, people).render(ui)) }
            }))
        }
    };
    let options =
        PageOptions::new(&title).crumbs([(ui.t("admin-roles-title"), "/admin/roles")], &title);
    Ok(ui.page_with(options, body))
}

fn reach_words(ui: &Ui, reach: Reach) -> String {
    ui.t(match reach {
        Reach::Own => "admin-reach-own",
        Reach::Unit => "admin-reach-unit",
        Reach::UnitAndBelow => "admin-reach-unit-and-below",
        Reach::Area => "admin-reach-area",
        Reach::City => "admin-reach-city",
        Reach::Public => "admin-reach-public",
    })
}
