//! `/ratings`: the published figures, with their parents. Fewer than thirty: the counts, not the rate.

use crate::read::{self, UnitStanding};
use axum::extract::State;
use kernel::ratio::Ratio;
use maud::{Markup, html};
use web::ui::{self, Cell, Column, Note, PageOptions, Row, Table, Ui};
use web::{App, Problem, Visit};

/// A rate of fewer says nothing.
const ENOUGH: i64 = 30;

pub async fn public_page(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let today = visit.now.date();
    let from = today.first_of_year();
    let standings = app
        .read(&visit, move |reader, _| {
            read::standings(reader, from, today)
        })
        .await?;
    let ui = &visit.ui;
    let title = ui.t("ratings-public");
    let period = ui.tw(
        "ratings-public-period",
        &[("from", ui.date(from)), ("through", ui.date(today))],
    );
    let body = html! { div.stack {
        h1 { (title) }
        p.num { (period) }
        @if standings.is_empty() {
            (ui::empty("star", &ui.t("ratings-public-none"), &ui.t("ratings-public-none-why"), &[]).part())
        } @else {
            (Table::new(title.clone(), columns(ui), standings.iter().map(|line| row(ui, line)).collect())
                .render(ui))
        }
        (ui::fold(ui, &ui.t("ratings-definition"), html! {
            p { (ui.t("ratings-definition-good")) }
            p { (ui.t("ratings-definition-rated")) }
            p { (ui.t("ratings-definition-default")) }
        }))
        (ui::note(Note::Info, "", html! { p { (ui.t("ratings-public-few")) } }))
    } };
    Ok(ui.page_with(PageOptions::new(title), body))
}

fn columns(ui: &Ui) -> Vec<Column> {
    let mut columns = vec![Column::text(ui.t("ratings-of-unit"))];
    for key in [
        "ratings-good-rate",
        "ratings-good",
        "ratings-given",
        "ratings-invited",
    ] {
        columns.push(Column::number(ui.t(key)));
    }
    columns
}

fn row(ui: &Ui, line: &UnitStanding) -> Row {
    let (good, given) = (u64::try_from(line.good), u64::try_from(line.given));
    let percent = match (good, given) {
        (Ok(good), Ok(given)) if line.given >= ENOUGH => Ratio::new(good, given).percent(2),
        _ => None,
    };
    Row::new(vec![
        Cell::head(html! { (line.unit.get(ui.is_english())) }),
        Cell::new(html! { @match percent { Some(percent) => { (percent) "%" }, None => "—" } }),
        Cell::new(html! { (ui.number(line.good)) }),
        Cell::new(html! { (ui.number(line.given)) }),
        Cell::new(html! { (ui.number(line.invited)) }),
    ])
}
