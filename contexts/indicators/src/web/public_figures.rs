//! The public page: the same figures for the whole city, from the first day of the year.

use super::parts::{Asked, definitions, figure_box};
use crate::domain::Period;
use crate::read::{Narrow, Reach, sums_by_day};
use crate::view::{self, FigureView};
use axum::extract::{Query, State};
use kernel::Date;
use maud::{Markup, html};
use web::ui::{
    Cell, Column, PageOptions, Row, Table, Ui, button, figures, filter_date, link_button,
    list_card, section,
};
use web::{App, Problem, Visit};

pub(crate) async fn public_figures(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let (period, all, counted_at, today) = app
        .read(&visit, move |reader, _| {
            let today = reader.now.date();
            let period = asked.period(today);
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
            Ok((period, all, view::counted_at(period, reader.now), today))
        })
        .await?;
    Ok(page(&visit.ui, period, today, &counted_at, &all))
}

fn page(ui: &Ui, period: Period, today: Date, counted_at: &str, all: &[FigureView]) -> Markup {
    let title = ui.t("indicators-public");
    let here = period.query(today);
    let boxes: Vec<_> = all
        .iter()
        .map(|figure| {
            figure_box(
                ui,
                figure,
                period.to,
                format!("/figures/{}?{here}", figure.definition.code),
            )
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("indicators-figure")),
        Column::text(ui.t("indicators-numerator")),
        Column::text(ui.t("indicators-denominator")),
    ];
    let rows = all
        .iter()
        .map(|figure| {
            let definition = &figure.definition;
            let is_english = ui.is_english();
            let denominator = definition.denominator.as_ref().map_or("—", |words| words.get(is_english));
            Row::new(vec![
                Cell::head(html! { a href={ "/figures/" (definition.code) } { (definition.name.get(is_english)) } }),
                Cell::new(definition.numerator.get(is_english)),
                Cell::new(denominator),
            ])
        })
        .collect();
    let body = html! {
        div.stack.stack--l {
            div {
                h1 { (title) }
                p.muted.num {
                    (ui.tw("indicators-period", &[("from", ui.date(period.from)), ("to", ui.date(period.to))]))
                    "　" span.numbered { (ui.tw("indicators-counted-at", &[("at", counted_at.to_owned())])) }
                }
                p.small { (ui.t("indicators-public-about")) }
            }
            form.filter method="get" {
                (filter_date(&ui.t("indicators-from"), "from", &period.from.to_string()))
                (filter_date(&ui.t("indicators-to"), "to", &period.to.to_string()))
                (filter_date(&ui.t("indicators-known"), "known", &period.known_on.to_string()))
                (button(&ui.t("indicators-look")))
            }
            (figures(ui, &boxes))
            (section("h-def", &ui.t("indicators-definitions"), html! {}, list_card(
                Table::new(ui.t("indicators-definitions"), columns, rows).render(ui)
            )))
            p.row {
                (link_button("CSV", &format!("/api/v1/figures?{here}&format=csv")).icon("doc"))
                (link_button("JSON", &format!("/api/v1/figures?{here}")).icon("doc"))
            }
        }
    };
    let options = PageOptions::new(title.clone()).crumbs([(ui.t("web-nav-home"), "/")], title);
    ui.page_with(options, body)
}
