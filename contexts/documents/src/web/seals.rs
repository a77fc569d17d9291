//! The desk of a seal keeper: what waits for the seal, what nobody has asked for, the register.

use crate::domain::PaperState;
use crate::read::{self, Listed, PaperLine};
use axum::extract::{Query, State};
use kernel::{AccountId, Date, PaperId, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use web::ui::{self, Cell, Column, Note, PageOptions, Pager, Row, Table, Ui};
use web::{App, Problem, Visit};

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    after: Option<String>,
    done: Option<u32>,
    day: Option<Date>,
}

impl Asked {
    /// Where the page begins: `<instant>.<id>`.
    fn cursor(&self) -> Option<(Timestamp, PaperId)> {
        let (at, id) = self.after.as_deref()?.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
    }
}

fn cursor_text((at, id): (Timestamp, PaperId)) -> String {
    format!("{}.{id}", at.0)
}

pub async fn waiting(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let after = asked.cursor();
    let listed = app
        .read(&visit, move |reader, actor| {
            read::list_waiting(reader, actor, PaperState::Asked, after)
        })
        .await?;
    let key = app.submit_key();
    Ok(waiting_page(&visit, &listed, &key, asked.done))
}

pub async fn unasked(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let after = asked.cursor();
    let listed = app
        .read(&visit, move |reader, actor| {
            read::list_waiting(reader, actor, PaperState::Drawn, after)
        })
        .await?;
    let ui = &visit.ui;
    let title = ui.t("documents-unasked");
    let body = html! {
        (ui::desk_head(&title, html! { (ui.t("documents-unasked-about")) }, html! {}))
        @if listed.lines.is_empty() {
            (ui::empty("ok", &ui.t("documents-unasked-none"), &ui.t("documents-unasked-none-why"), &[]).part())
        } @else {
            (ui::list_card(html! {
                (Table::new(title.clone(), columns(ui, &["documents-made-by", "documents-made-at"]),
                    listed.lines.iter().map(|line| {
                        let mut cells = cells(ui, line);
                        cells.push(Cell::nowrap(html! { (who(ui, &line.made_by_name)) }));
                        cells.push(Cell::nowrap(html! { (ui.at(line.at)) }));
                        Row::new(cells)
                    }).collect()).work_list().render(ui))
                (pager(ui, "/desk/seals/unasked?", &listed))
            }))
        }
    };
    Ok(ui.page_with(PageOptions::new(title).private(), body))
}

pub async fn register(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let day = asked.day.unwrap_or_else(|| visit.now.date());
    let after = asked.cursor();
    let listed = app
        .read(&visit, move |reader, actor| {
            read::list_register(reader, actor, day, after)
        })
        .await?;
    Ok(register_page(&visit.ui, day, &listed))
}

fn waiting_page(visit: &Visit, listed: &Listed, key: &str, done: Option<u32>) -> Markup {
    let ui = &visit.ui;
    let me = visit.actor.account;
    let title = ui.t("documents-waiting");
    let errors: Vec<ui::FieldError> = visit
        .errors()
        .into_iter()
        .map(|(field, sentence)| ui::FieldError::new(field, sentence))
        .collect();
    let body = html! {
        (ui::err_summary(ui, &errors))
        (ui::desk_head(&title, html! { (ui.t("documents-waiting-about")) }, html! {
            (ui::link_button(&ui.t("documents-register"), "/desk/seals"))
        }))
        @if let Some(done) = done {
            (ui::success_note(&ui.tn("documents-released", i64::from(done)), html! { p { (ui.t("documents-released-what")) } }))
        }
        @if listed.lines.is_empty() {
            (ui::empty("ok", &ui.t("documents-waiting-none"), &ui.t("documents-waiting-none-why"), &[
                ui::link_button(&ui.t("documents-register"), "/desk/seals"),
            ]).part())
        } @else {
            (ui::list_card(html! {
                form #paper method="post" action="/desk/seals/release" {
                    (ui::form_keys(ui, key))
                    (Table::new(title.clone(), columns(ui, &["documents-asked-by", "documents-asked-at"]),
                        listed.lines.iter().map(|line| waiting_row(ui, line, me)).collect())
                        .work_list().picks("paper").render(ui))
                    (ui::bulk(ui, &[ui::primary_button(&ui.t("documents-release"))], &ui.t("documents-release-why")))
                }
                (pager(ui, "/desk/seals/waiting?", listed))
            }))
        }
    };
    ui.page_with(
        PageOptions::new(title)
            .form_step(!errors.is_empty())
            .private(),
        body,
    )
}

/// One's own act, or one's own asking, has no box to tick; the server refuses it too.
fn waiting_row(ui: &Ui, line: &PaperLine, me: AccountId) -> Row {
    let is_own = line.made_by == me || line.asked_by == me;
    let mut cells = cells(ui, line);
    cells.push(Cell::nowrap(html! {
        (who(ui, &line.asked_by_name))
        @if is_own { br; small { (ui.t("documents-own-act")) } }
    }));
    cells.push(Cell::nowrap(html! { (ui.at(line.at)) }));
    let row = Row::new(cells);
    if is_own {
        row
    } else {
        row.pick(
            line.id.to_string(),
            format!("{} {}", title(ui, line), line.number),
        )
    }
}

fn register_page(ui: &Ui, day: Date, listed: &Listed) -> Markup {
    let heading = ui.t("documents-register");
    let near = |day: Option<Date>| day.map(|day| format!("/desk/seals?day={day}"));
    let body = html! {
        (ui::desk_head(&heading, html! { (ui.date_full(day)) }, html! {
            (ui::link_button(&ui.t("documents-waiting"), "/desk/seals/waiting"))
        }))
        p.row.mb3 {
            @if let Some(href) = near(day.yesterday().ok()) { a href=(href) { (ui.t("documents-day-before")) } }
            @if let Some(href) = near(day.tomorrow().ok()) { a href=(href) { (ui.t("documents-day-after")) } }
        }
        @if listed.lines.is_empty() {
            (ui::empty("doc", &ui.t("documents-register-none"), &ui.t("documents-register-none-why"), &[]).part())
        } @else {
            (ui::list_card(html! {
                (Table::new(heading.clone(), register_columns(ui),
                    listed.lines.iter().map(|line| register_row(ui, line)).collect()).work_list().render(ui))
                (pager(ui, &format!("/desk/seals?day={day}&"), listed))
            }))
        }
        (ui::note(Note::Info, "", html! { p { (ui.t("documents-register-about")) } }))
    };
    ui.page_with(PageOptions::new(format!("{heading} {day}")).private(), body)
}

fn register_columns(ui: &Ui) -> Vec<Column> {
    let mut columns = vec![Column::text(ui.t("documents-register-number"))];
    columns.extend(self::columns(
        ui,
        &[
            "documents-seal",
            "documents-made-by",
            "documents-asked-by",
            "documents-released-by",
            "documents-sealed-at",
        ],
    ));
    columns
}

fn register_row(ui: &Ui, line: &PaperLine) -> Row {
    let mut all = vec![Cell::nowrap(html! { (line.register_number) })];
    all.extend(cells(ui, line));
    all.push(Cell::nowrap(html! { (line.seal) }));
    all.push(Cell::nowrap(html! { (who(ui, &line.made_by_name)) }));
    all.push(Cell::nowrap(html! { (who(ui, &line.asked_by_name)) }));
    all.push(Cell::nowrap(html! { (who(ui, &line.released_by_name)) }));
    all.push(Cell::nowrap(html! { (ui.at(line.at)) }));
    Row::new(all)
}

fn title<'a>(ui: &Ui, line: &'a PaperLine) -> &'a str {
    line.title.get(ui.is_english())
}

/// The clock of the city acted where no person did.
fn who(ui: &Ui, name: &str) -> String {
    if name.is_empty() {
        ui.t("documents-by-clock")
    } else {
        name.to_owned()
    }
}

fn columns(ui: &Ui, more: &[&str]) -> Vec<Column> {
    [
        "documents-paper",
        "documents-number",
        "documents-case",
        "documents-unit",
    ]
    .iter()
    .chain(more)
    .map(|key| Column::text(ui.t(key)))
    .collect()
}

fn cells(ui: &Ui, line: &PaperLine) -> Vec<Cell> {
    vec![
        Cell::head(html! { a href={ "/papers/" (line.id) } { (title(ui, line)) } }),
        Cell::new(html! { (line.number) }),
        Cell::nowrap(html! { (ui::case_number(&line.case_number)) }),
        Cell::new(html! { (line.issuer.get(ui.is_english())) }),
    ]
}

fn pager(ui: &Ui, address: &str, listed: &Listed) -> Markup {
    let next = listed
        .next
        .map(|next| format!("{address}after={}", cursor_text(next)));
    ui::pager(
        ui,
        &Pager {
            shown: listed.lines.len(),
            next,
            ..Pager::default()
        },
    )
}
