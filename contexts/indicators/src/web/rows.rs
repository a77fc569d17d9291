//! What a figure of the cockpit is made of: its definition, its months or days, its units, and the
//! way to the cases behind it.

use super::definition::months;
use super::parts::{
    Asked, definition_list, definitions, figure_box, query, reach_of, reading_columns, reading_row,
};
use crate::domain::{Definition, Opens, Period, Reading};
use crate::read::{DaySums, Narrow, UnitSums, sums_by_day, sums_by_unit};
use crate::view::{self, FigureView};
use axum::extract::{Path, Query, State};
use contracts::people::Units;
use contracts::queries::CasesBehind;
use kernel::Date;
use maud::{Markup, html};
use store::Reader;
use web::ui::{
    Note, PageOptions, Table, Ui, card_section, figures, link_button, list_card, note, section,
};
use web::{App, Problem, Visit};

/// A period of so many days is shown by day.
const DAYS: usize = 62;

struct Rows {
    today: Date,
    period: Period,
    narrow: Narrow,
    scope: Option<String>,
    everything: &'static str,
    counted_at: String,
    figure: Option<FigureView>,
    sums: DaySums,
    by_unit: UnitSums,
    /// Each unit with its name.
    units: Vec<(kernel::UnitId, String)>,
    may_open: bool,
}

pub(crate) async fn rows(
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
    let is_english = visit.ui.is_english();
    let may_open = definition.opens == Opens::Cases
        && visit.holds(&crate::read::CASES_LIST)
        && app.query::<dyn CasesBehind<Reader>>().is_some();
    let view = app
        .read(&visit, move |reader, actor| {
            let today = reader.now.date();
            let (period, narrow, reach) = (asked.period(today), asked.narrow(), reach_of(actor));
            let counters = definitions.counters();
            let sums = sums_by_day(reader, &counters, period, &reach, &narrow)?;
            let before = sums_by_day(reader, &counters, period.year_before(), &reach, &narrow)?;
            let by_unit = sums_by_unit(reader, &counters, period, &reach, &narrow)?;
            let tree = reader.reference.get::<Units>();
            Ok(Rows {
                today,
                period,
                scope: view::name_of(&narrow, &view::choices(&tree, &reach, is_english)),
                everything: view::everything(&reach),
                narrow,
                counted_at: view::counted_at(period, reader.now),
                figure: view::figures(&definitions, &sums, &before)
                    .into_iter()
                    .find(|figure| figure.definition.code == code),
                units: by_unit
                    .units()
                    .into_iter()
                    .map(|unit| (unit, tree.name(unit, is_english)))
                    .collect(),
                sums,
                by_unit,
                may_open,
            })
        })
        .await?;
    Ok(page(&visit.ui, &definition, &view))
}

fn page(ui: &Ui, definition: &Definition, view: &Rows) -> Markup {
    let title = definition.name.get(ui.is_english()).to_owned();
    let here = query(view.period, &view.narrow, view.today);
    let times = if view.period.days().len() > DAYS {
        "indicators-by-month"
    } else {
        "indicators-by-day"
    };
    let body = html! {
        div.stack {
            div {
                h1 { (title) }
                p.muted.num {
                    (view.scope.clone().unwrap_or_else(|| ui.t(view.everything))) "　"
                    (ui.tw("indicators-period", &[("from", ui.date(view.period.from)), ("to", ui.date(view.period.to))]))
                    "　" span.numbered { (ui.tw("indicators-counted-at", &[("at", view.counted_at.clone())])) }
                }
            }
            @if let Some(figure) = &view.figure {
                (figures(ui, &[figure_box(ui, figure, view.period.to, "#h-days".to_owned())]))
            }
            (behind(ui, definition, view, &here))
            (card_section("h-def", &ui.t("indicators-definition"), html! {}, definition_list(ui, definition)))
            (section("h-units", &ui.t("indicators-by-unit"), html! {}, list_card(units(ui, definition, view))))
            (section("h-days", &ui.t(times), html! {}, list_card(by_time(ui, definition, view))))
        }
    };
    let options = PageOptions::new(title.clone()).crumbs(
        [(ui.t("indicators-cockpit"), format!("/cockpit?{here}"))],
        title,
    );
    ui.page_with(options, body)
}

/// The way to the cases, or why there is none.
fn behind(ui: &Ui, definition: &Definition, view: &Rows, here: &str) -> Markup {
    let address = |part: &str| format!("/cockpit/{}/cases?{here}&part={part}", definition.code);
    match definition.opens {
        Opens::Counts => note(
            web::ui::Note::Info,
            &ui.t("indicators-opens-counts"),
            html! { p { (ui.t("indicators-opens-counts-why")) } },
        ),
        Opens::Cases if view.may_open => html! {
            p.row {
                @let open = if definition.is_share() { "indicators-open-numerator" } else { "indicators-open-cases" };
                (link_button(&ui.t(open), &address("numerator")).icon("list"))
                @if definition.is_share() {
                    (link_button(&ui.t("indicators-open-denominator"), &address("denominator")).icon("list"))
                }
            }
        },
        Opens::Cases => note(
            Note::Info,
            "",
            html! { p { (ui.t("indicators-open-not-yours")) } },
        ),
    }
}

fn units(ui: &Ui, definition: &Definition, view: &Rows) -> Markup {
    let line = |name: Markup, reading: Reading| reading_row(ui, definition, name, reading);
    let rows = view
        .units
        .iter()
        .filter_map(|(unit, name)| {
            let reading = view.by_unit.of(definition, |one| one == *unit);
            let narrow = Narrow::Unit(*unit);
            let href = format!(
                "/cockpit/{}?{}",
                definition.code,
                query(view.period, &narrow, view.today)
            );
            (reading != Reading::default())
                .then(|| line(html! { a href=(href) { (name) } }, reading))
        })
        .collect();
    let columns = reading_columns(ui, definition, "indicators-unit");
    Table::new(ui.t("indicators-by-unit"), columns, rows)
        .total(line(
            html! { (ui.t("indicators-total")) },
            view.by_unit.of(definition, |_| true),
        ))
        .render(ui)
}

/// By day where the period is short, else by month.
fn by_time(ui: &Ui, definition: &Definition, view: &Rows) -> Markup {
    let days = view.period.days();
    if days.len() > DAYS {
        return months(ui, definition, view.period, &view.sums);
    }
    let line = |name: String, reading: Reading| reading_row(ui, definition, name, reading);
    let rows = days
        .into_iter()
        .filter_map(|day| {
            let reading = view.sums.over(definition, |one| one == day);
            (reading != Reading::default()).then(|| line(ui.date(day), reading))
        })
        .collect();
    let columns = reading_columns(ui, definition, "indicators-day");
    Table::new(ui.t("indicators-by-day"), columns, rows)
        .total(line(ui.t("indicators-total"), view.sums.total(definition)))
        .render(ui)
}
