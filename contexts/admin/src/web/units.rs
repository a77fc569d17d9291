//! Units: the tree, a new one, changing and closing one.

use super::forms::{area_choices, errors, field, settle, unit_choices};
use crate::domain::change_unit::{ChangeUnit, CloseUnit, OpenUnit};
use crate::domain::unit::{Unit, UnitFacts};
use crate::permissions;
use ::web::ui::{
    Cell, Choice, Column, PageOptions, Row, Table, Ui, Width, actions, card_section, danger_button,
    desk_head, err_summary, list_card, post_form, primary_button, primary_link, select, tag,
    text_input,
};
use ::web::{App, FieldError, NoFields, Problem, Submitted, Visit};
use axum::extract::{Path, State};
use axum::response::Redirect;
use contracts::item::Text;
use contracts::people::{AuthorityKind, Staff, Units};
use kernel::area::Regions;
use kernel::{AreaCode, UnitId};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The tree as lines: depth and unit, children after their parent in the order of their codes.
fn in_tree(units: &Units) -> Vec<(usize, &contracts::people::Unit)> {
    fn below<'a>(
        units: &'a Units,
        parent: Option<UnitId>,
        depth: usize,
        lines: &mut Vec<(usize, &'a contracts::people::Unit)>,
    ) {
        let mut children: Vec<_> = units.all().filter(|unit| unit.parent == parent).collect();
        children.sort_by(|one, other| {
            (&one.short_code, &one.code).cmp(&(&other.short_code, &other.code))
        });
        for child in children {
            lines.push((depth, child));
            below(units, Some(child.id), depth + 1, lines);
        }
    }
    let mut lines = Vec::new();
    below(units, None, 0, &mut lines);
    lines
}

pub(crate) async fn list(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let units = app
        .read(&visit, |reader, _| Ok(reader.reference.get::<Units>()))
        .await?;
    let ui = &visit.ui;
    let regions = Regions::yongzhou();
    let rows: Vec<Row> = in_tree(&units)
        .into_iter()
        .map(|(depth, unit)| {
            let name = unit.name.get(ui.is_english());
            Row::new(vec![
                Cell::head(html! {
                    span.muted aria-hidden="true" { ("— ".repeat(depth)) }
                    a href={ "/admin/units/" (unit.id) } { (name) }
                }),
                Cell::mono(&unit.code),
                Cell::mono(&unit.short_code),
                Cell::new(
                    regions
                        .find_name(unit.area, ui.is_english())
                        .unwrap_or_default(),
                ),
                Cell::nowrap(&unit.phone),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("admin-unit-name")),
        Column::text(ui.t("admin-unit-code")),
        Column::text(ui.t("admin-unit-short-code")),
        Column::text(ui.t("admin-unit-area")),
        Column::text(ui.t("admin-unit-phone")),
    ];
    let title = ui.t("admin-units-title");
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let body = html! {
        (desk_head(&title, ui.tn("admin-units-count", count),
            primary_link(&ui.t("admin-unit-new"), "/admin/units/new")))
        (list_card(Table::new(title.clone(), columns, rows).work_list().render(ui)))
    };
    Ok(ui.page(&title, body))
}

#[derive(Debug, Deserialize)]
pub(crate) struct UnitForm {
    #[serde(default)]
    code: String,
    #[serde(default, rename = "short-code")]
    short_code: String,
    #[serde(default, rename = "paper-prefix")]
    paper_prefix: String,
    #[serde(default, rename = "name-zh")]
    name_zh: String,
    #[serde(default, rename = "name-en")]
    name_en: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    authority: String,
    #[serde(default, rename = "superior-zh")]
    superior_zh: String,
    #[serde(default, rename = "superior-en")]
    superior_en: String,
}

impl UnitForm {
    fn facts(&self) -> Result<UnitFacts, Problem> {
        let mut faults = Vec::new();
        let area = self.area.parse::<AreaCode>().ok();
        if area.is_none() {
            faults.push(FieldError::new("area", "web.field-choice"));
        }
        let authority = AUTHORITIES.iter().find(|(_, code)| *code == self.authority);
        if authority.is_none() {
            faults.push(FieldError::new("authority", "web.field-choice"));
        }
        settle(faults)?;
        let trim = |text: &str| text.trim().to_owned();
        Ok(UnitFacts {
            code: trim(&self.code),
            short_code: trim(&self.short_code),
            paper_prefix: trim(&self.paper_prefix),
            name: Text {
                zh: trim(&self.name_zh),
                en: trim(&self.name_en),
            },
            area: area.unwrap_or_default(),
            parent: self.parent.parse().ok().map(UnitId),
            phone: trim(&self.phone),
            authority: authority.map_or(AuthorityKind::None, |(kind, _)| *kind),
            superior: Text {
                zh: trim(&self.superior_zh),
                en: trim(&self.superior_en),
            },
        })
    }
}

/// Kinds of authority with the code in forms and word keys.
const AUTHORITIES: [(AuthorityKind, &str); 8] = [
    (AuthorityKind::GovernmentDepartment, "government-department"),
    (AuthorityKind::Vertical, "vertical"),
    (AuthorityKind::Government, "government"),
    (
        AuthorityKind::AuthorisedOrganisation,
        "authorised-organisation",
    ),
    (AuthorityKind::PublicBody, "public-body"),
    (AuthorityKind::PublicUtility, "public-utility"),
    (AuthorityKind::ManagedCommittee, "managed-committee"),
    (AuthorityKind::None, "none"),
];

pub(crate) async fn new_page(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let units = app
        .read(&visit, |reader, _| Ok(reader.reference.get::<Units>()))
        .await?;
    let ui = &visit.ui;
    let title = ui.t("admin-unit-new");
    let errors = errors(&visit);
    let body = html! {
        (err_summary(ui, &errors))
        (desk_head(&title, html! {}, html! {}))
        div.card.measure {
            (post_form(ui, "/admin/units", app.submit_key(), html! {
                (text_input(ui, &field(&visit, "code", "admin-unit-code")
                    .hint(ui.t("admin-unit-code-hint")).width(Width::W18), &visit.typed("code", "")))
                (unit_fields(&visit, &units, &UnitFacts::default(), None))
                (actions(html! { (primary_button(&ui.t("admin-unit-open"))) }))
            }))
        }
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-units-title"), "/admin/units")], &title)
        .form_step(!errors.is_empty());
    Ok(ui.page_with(options, body))
}

/// Every field but the code, filled with what was typed or what is recorded.
fn unit_fields(visit: &Visit, units: &Units, facts: &UnitFacts, own: Option<UnitId>) -> Markup {
    let ui = &visit.ui;
    let parents = unit_choices(ui, units, |unit| {
        own.is_none_or(|own| !units.above(unit.id).contains(&own))
    });
    let parent = facts
        .parent
        .map(|parent| parent.to_string())
        .unwrap_or_default();
    let authority = AUTHORITIES
        .iter()
        .find(|(kind, _)| *kind == facts.authority && !facts.code.is_empty())
        .map_or("", |(_, code)| code);
    let authorities: Vec<Choice> = AUTHORITIES
        .iter()
        .map(|(_, code)| Choice::new(*code, ui.t(&format!("admin-authority-{code}"))))
        .collect();
    let area = if facts.area == AreaCode(0) {
        String::new()
    } else {
        facts.area.to_string()
    };
    let chosen = |value: String| Some(value).filter(|value| !value.is_empty());
    html! {
        (text_input(ui, &field(visit, "name-zh", "admin-unit-name"), &visit.typed("name-zh", &facts.name.zh)))
        (text_input(ui, &field(visit, "name-en", "admin-unit-name-en").optional(), &visit.typed("name-en", &facts.name.en)))
        (text_input(ui, &field(visit, "short-code", "admin-unit-short-code").optional()
            .hint(ui.t("admin-unit-short-code-hint")).width(Width::W4).digits(), &visit.typed("short-code", &facts.short_code)))
        (text_input(ui, &field(visit, "paper-prefix", "admin-unit-paper-prefix").optional()
            .hint(ui.t("admin-unit-paper-prefix-hint")).width(Width::W4), &visit.typed("paper-prefix", &facts.paper_prefix)))
        (select(ui, &field(visit, "area", "admin-unit-area"), &area_choices(ui.is_english()), chosen(visit.typed("area", &area)).as_deref()))
        (select(ui, &field(visit, "parent", "admin-unit-parent").optional(), &parents, chosen(visit.typed("parent", &parent)).as_deref()))
        (text_input(ui, &field(visit, "phone", "admin-unit-phone").optional().width(Width::W18), &visit.typed("phone", &facts.phone)))
        (select(ui, &field(visit, "authority", "admin-unit-authority").hint(ui.t("admin-unit-authority-hint")),
            &authorities, chosen(visit.typed("authority", authority)).as_deref()))
        (text_input(ui, &field(visit, "superior-zh", "admin-unit-superior").optional(), &visit.typed("superior-zh", &facts.superior.zh)))
        (text_input(ui, &field(visit, "superior-en", "admin-unit-superior-en").optional(), &visit.typed("superior-en", &facts.superior.en)))
    }
}

pub(crate) async fn open(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<UnitForm>,
) -> Result<Redirect, Problem> {
    let id = UnitId(app.store.new_id());
    let facts = submitted.form.facts()?;
    let done = app
        .execute(&visit, submitted.key, OpenUnit { id, facts })
        .await?;
    Ok(Redirect::to(&format!("/admin/units/{}", done.id())))
}

struct View {
    unit: Unit,
    units: Arc<Units>,
    /// Name and role of everybody in a post here.
    holders: Vec<(String, String)>,
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<UnitId>,
) -> Result<Markup, Problem> {
    let is_english = visit.ui.is_english();
    let view = app
        .read(&visit, move |reader, actor| {
            use contracts::Aggregate as _;
            let Some((_, unit)) = reader.find_state::<Unit>(id.0)? else {
                return Ok(None);
            };
            if !actor.may(&permissions::UNITS, &unit.place()) {
                return Ok(None);
            }
            let staff = reader.reference.get::<Staff>();
            let roles = reader.reference.get::<contracts::people::Roles>();
            let today = reader.now.date();
            let holders = staff
                .all()
                .flat_map(|member| member.appointments.iter().map(move |post| (member, post)))
                .filter(|(_, post)| {
                    post.unit == id && post.valid_to.is_none_or(|last| today <= last)
                })
                .map(|(member, post)| {
                    let role = roles
                        .find(&post.role)
                        .map_or(post.role.as_str(), |role| role.name.get(is_english));
                    (member.name.get(is_english).to_owned(), role.to_owned())
                })
                .collect();
            Ok(Some(View {
                unit,
                units: reader.reference.get::<Units>(),
                holders,
            }))
        })
        .await?
        .ok_or_else(Problem::not_found)?;
    Ok(unit_page(&app, &visit, &view))
}

fn unit_page(app: &App, visit: &Visit, view: &View) -> Markup {
    let ui = &visit.ui;
    let (id, facts) = (view.unit.id, &view.unit.facts);
    let title = facts.name.get(ui.is_english()).to_owned();
    let errors = errors(visit);
    let version = view.unit.version;
    let body = html! {
        (err_summary(ui, &errors))
        (desk_head(&title, html! { span.mono { (facts.code) } }, html! {
            @if let Some(on) = view.unit.closed_on { (tag(&ui.tw("admin-unit-closed-on", &[("on", on.to_string())]))) }
        }))
        div.split.aside-24 {
            @if view.unit.closed_on.is_none() {
                div.card {
                    (post_form(ui, &format!("/admin/units/{id}"), app.submit_key(), html! {
                        input type="hidden" name="seen" value=(version);
                        input type="hidden" name="code" value=(facts.code);
                        (unit_fields(visit, &view.units, facts, Some(id)))
                        (actions(html! { (primary_button(&ui.t("admin-unit-save"))) }))
                    }))
                }
            }
            aside.stack {
                (card_section("holders", &ui.t("admin-unit-holders"), html! {}, holders(ui, &view.holders)))
                @if view.unit.closed_on.is_none() {
                    (card_section("close", &ui.t("admin-unit-close-title"), html! {}, html! {
                        p { (ui.t("admin-unit-close-about")) }
                        (post_form(ui, &format!("/admin/units/{id}/close"), app.submit_key(), html! {
                            input type="hidden" name="seen" value=(version);
                            (actions(html! { (danger_button(&ui.t("admin-unit-close"))) }))
                        }))
                    }))
                }
            }
        }
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-units-title"), "/admin/units")], &title)
        .form_step(!errors.is_empty());
    ui.page_with(options, body)
}

fn holders(ui: &Ui, holders: &[(String, String)]) -> Markup {
    html! {
        @if holders.is_empty() {
            p.muted { (ui.t("admin-unit-no-holders")) }
        } @else {
            ul.links { @for (name, role) in holders { li { span { (name) } " " span.muted { (role) } } } }
        }
    }
}

pub(crate) async fn change(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<UnitId>,
    submitted: Submitted<UnitForm>,
) -> Result<Redirect, Problem> {
    let command = ChangeUnit {
        id,
        facts: submitted.form.facts()?,
        seen: submitted.seen,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&format!("/admin/units/{id}")))
}

pub(crate) async fn close(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<UnitId>,
    submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let command = CloseUnit {
        id,
        seen: submitted.seen,
    };
    app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&format!("/admin/units/{id}")))
}
