//! One public figure: its definition, and month by month with its parents.

use super::parts::{Asked, definition_list, definitions, figure_box, reading_columns, reading_row};
use crate::domain::{Definition, Period, Reading};
use crate::read::{DaySums, Narrow, Reach, sums_by_day};
use crate::view::{self, FigureView};
use axum::extract::{Path, Query, State};
use kernel::Date;
use maud::{Markup, html};
use web::ui::{PageOptions, Table, Ui, card_section, figures, list_card, section};
use web::{App, Problem, Visit};

pub(crate) async fn definition(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let definition = definitions
        .find(&code)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    let (period, all, sums, counted_at) = app
        .read(&visit, move |reader, _| {
            let period = asked.period(reader.now.date());
            let counters = definitions.counters();
            let sums = sums_by_day(reader, &counters, period, &Reach::City, &Narrow::All)?;
            let before = sums_by_day(
                reader,
                &counters,
                period.year_before(),
                &Reach::City,
                &Narrow::All,
            )?;
            let all = view::figures(&definitions, &sums, &before);
            Ok((period, all, sums, view::counted_at(period, reader.now)))
        })
        .await?;
    let figure = all
        .into_iter()
        .find(|figure| figure.definition.code == definition.code);
    Ok(page(
        &visit.ui,
        &definition,
        period,
        &counted_at,
        figure.as_ref(),
        &sums,
    ))
}

fn page(
    ui: &Ui,
    definition: &Definition,
    period: Period,
    counted_at: &str,
    figure: Option<&FigureView>,
    sums: &DaySums,
) -> Markup {
    let title = definition.name.get(ui.is_english()).to_owned();
    let body = html! {
        div.stack.stack--l {
            div {
                h1 { (title) }
                p.muted.num {
                    (ui.tw("indicators-period", &[("from", ui.date(period.from)), ("to", ui.date(period.to))]))
                    "　" span.numbered { (ui.tw("indicators-counted-at", &[("at", counted_at.to_owned())])) }
                }
            }
            @if let Some(figure) = figure {
                (figures(ui, &[figure_box(ui, figure, period.to, "#h-months".to_owned())]))
            }
            (card_section("h-def", &ui.t("indicators-definition"), html! {}, definition_list(ui, definition)))
            (section("h-months", &ui.t("indicators-by-month"), html! {}, list_card(months(ui, definition, period, sums))))
        }
    };
    let options = PageOptions::new(title.clone()).crumbs(
        [
            (ui.t("web-nav-home"), "/"),
            (ui.t("indicators-public"), "/figures"),
        ],
        title,
    );
    ui.page_with(options, body)
}

/// Month by month, with the whole at the foot.
pub(super) fn months(ui: &Ui, definition: &Definition, period: Period, sums: &DaySums) -> Markup {
    let line = |name: String, reading: Reading| reading_row(ui, definition, name, reading);
    let rows = period
        .months()
        .into_iter()
        .map(|month: Date| {
            line(
                format!("{}-{:02}", month.year(), month.month()),
                sums.in_month(definition, month),
            )
        })
        .collect();
    let columns = reading_columns(ui, definition, "indicators-month-head");
    Table::new(ui.t("indicators-by-month"), columns, rows)
        .total(line(ui.t("indicators-total"), sums.total(definition)))
        .render(ui)
}
