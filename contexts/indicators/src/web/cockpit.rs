//! The cockpit: scope and cut-off, six figures, one trend, what is late, and a ranking with its tie
//! rule.

use super::parts::{Asked, definitions, figure_box, parents, printed, query, reach_of};
use crate::domain::{Definition, Period, Place, Reading, Shown};
use crate::read::{
    CASES_VIEW, LateLine, Narrow, OpenLights, list_late, open_lights, sums_by_day, sums_by_unit,
};
use crate::view::{self, FigureView};
use axum::extract::{Query, State};
use contracts::figures::{CASES_ACCEPTED, CASES_CLOSED};
use contracts::item::Items;
use contracts::people::Units;
use kernel::{Date, UnitId};
use maud::{Markup, html};
use web::ui::{
    Cell, Chart, Column, Figure, Lamp, Row, Series, Table, Ui, bar_chart, button, card_section,
    desk_head, dot, figures, filter_date, filter_select, fold, icon, lamp, link_button,
    print_button, share_bar,
};
use web::{App, Problem, Visit};

const LATE: usize = 6;
/// Months in the trend.
const MONTHS: usize = 24;

struct Cockpit {
    today: Date,
    period: Period,
    narrow: Narrow,
    counted_at: String,
    choices: Vec<(String, String)>,
    /// Word key of all that the reader reaches.
    everything: &'static str,
    figures: Vec<FigureView>,
    /// First day of each month with what was accepted and closed in it.
    months: Vec<(Date, i64, i64)>,
    lights: OpenLights,
    late: Vec<(LateLine, String, u32)>,
    may_see: bool,
    ranked_by: Definition,
    ranking: Vec<(Place<UnitId>, String)>,
    shares: Vec<(String, String)>,
}

pub(crate) async fn cockpit(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let ranked_by = definitions
        .find(&asked.rank)
        .filter(|definition| definition.is_share())
        .or_else(|| {
            definitions
                .all()
                .iter()
                .find(|definition| definition.is_share())
        })
        .cloned()
        .ok_or_else(Problem::not_found)?;
    let is_english = visit.ui.is_english();
    let may_see = visit.holds(&CASES_VIEW);
    let view = app
        .read(&visit, move |reader, actor| {
            let today = reader.now.date();
            let (period, narrow, reach) = (asked.period(today), asked.narrow(), reach_of(actor));
            let counters = definitions.counters();
            let sums = sums_by_day(reader, &counters, period, &reach, &narrow)?;
            let before = sums_by_day(reader, &counters, period.year_before(), &reach, &narrow)?;
            let by_unit = sums_by_unit(reader, &counters, period, &reach, &narrow)?;
            let items: std::sync::Arc<Items> = reader.reference.get();
            let units = reader.reference.get::<Units>();
            let months = period.months();
            let newest = months.len().saturating_sub(MONTHS);
            let in_month = |counter: &str, month: Date| {
                sums.sum(&[counter.to_owned()], |day| day.first_of_month() == month)
            };
            let late = list_late(reader, actor, &narrow, LATE)?;
            let calendar = &reader.calendar;
            Ok(Cockpit {
                today,
                period,
                counted_at: view::counted_at(period, reader.now),
                choices: view::choices(&units, &reach, is_english),
                everything: view::everything(&reach),
                figures: view::figures(&definitions, &sums, &before),
                months: months[newest..]
                    .iter()
                    .map(|month| {
                        (
                            *month,
                            in_month(CASES_ACCEPTED, *month),
                            in_month(CASES_CLOSED, *month),
                        )
                    })
                    .collect(),
                late: late
                    .into_iter()
                    .map(|mut line| {
                        line.title = items.name_of(&line.title, is_english).to_owned();
                        let over = calendar
                            .working_days_between(line.promised_on, today)
                            .unwrap_or(0);
                        let unit = units.name(line.unit, is_english);
                        (line, unit, over)
                    })
                    .collect(),
                may_see,
                ranking: view::ranking(&ranked_by, &by_unit, &units, &reach, &narrow)
                    .into_iter()
                    .map(|place| {
                        let name = units.name(place.who, is_english);
                        (place, name)
                    })
                    .collect(),
                ranked_by,
                shares: definitions
                    .all()
                    .iter()
                    .filter(|definition| definition.is_share())
                    .map(|definition| {
                        (
                            definition.code.clone(),
                            definition.name.get(is_english).to_owned(),
                        )
                    })
                    .collect(),
                lights: open_lights(reader, &reach, &narrow)?,
                narrow,
            })
        })
        .await?;
    Ok(page(&visit.ui, &view))
}

fn page(ui: &Ui, view: &Cockpit) -> Markup {
    let title = ui.t("indicators-cockpit");
    let boxes: Vec<Figure> = view
        .figures
        .iter()
        .map(|figure| {
            let href = format!("/cockpit/{}?{}", figure.definition.code, here(view));
            figure_box(ui, figure, view.period.to, href)
        })
        .collect();
    let scope = view::name_of(&view.narrow, &view.choices).unwrap_or_else(|| ui.t(view.everything));
    let about = html! {
        (scope) "　" (ui.tw("indicators-period", &[("from", ui.date(view.period.from)), ("to", ui.date(view.period.to))]))
        "　" span.numbered { (ui.tw("indicators-counted-at", &[("at", view.counted_at.clone())])) }
    };
    let tools = html! {
        (link_button(&ui.t("indicators-export"), &format!("/cockpit/export?{}", here(view))).icon("doc"))
        (print_button(ui))
    };
    let body = html! {
        div.stack {
            (desk_head(&title, about, tools))
            (chooser(ui, view))
            (figures(ui, &boxes))
            @for figure in &view.figures { (beside(ui, figure)) }
            div.split.aside-24 {
                (trend(ui, view))
                (late(ui, view))
            }
            (ranking(ui, view))
        }
    };
    ui.page(&title, body)
}

/// Period and scope of this page.
fn here(view: &Cockpit) -> String {
    query(view.period, &view.narrow, view.today)
}

fn chooser(ui: &Ui, view: &Cockpit) -> Markup {
    let mut options = vec![(String::new(), ui.t(view.everything))];
    options.extend(view.choices.iter().cloned());
    html! {
        form.filter method="get" {
            (filter_select(&ui.t("indicators-scope"), "scope", &options, &view.narrow.code()))
            (filter_date(&ui.t("indicators-from"), "from", &view.period.from.to_string()))
            (filter_date(&ui.t("indicators-to"), "to", &view.period.to.to_string()))
            (filter_date(&ui.t("indicators-known"), "known", &view.period.known_on.to_string()))
            (filter_select(&ui.t("indicators-rank-by"), "rank", &view.shares, &view.ranked_by.code))
            (button(&ui.t("indicators-look")))
        }
    }
}

/// The flow ratio that a definition prints beside itself, with its counts.
fn beside(ui: &Ui, figure: &FigureView) -> Markup {
    html! {
        @if let (Some(beside), Some((numerator, denominator))) = (&figure.definition.beside, figure.beside) {
            p.small.muted.num {
                (figure.definition.name.get(ui.is_english())) "　"
                (beside.name.get(ui.is_english())) "　"
                (ui.number(numerator)) " ÷ " (ui.number(denominator))
            }
        }
    }
}

fn trend(ui: &Ui, view: &Cockpit) -> Markup {
    let series = |key: &str, of: fn(&(Date, i64, i64)) -> i64| Series {
        name: ui.t(key),
        values: view.months.iter().map(|month| Some(of(month))).collect(),
    };
    let is_one_year = view.period.from.year() == view.period.to.year();
    let chart = Chart {
        id: "trend".to_owned(),
        title: ui.t("indicators-trend"),
        finding: finding(ui, view),
        unit: ui.t("indicators-cases"),
        decimals: 0,
        labels: view
            .months
            .iter()
            .map(|(month, ..)| month_name(ui, *month, is_one_year))
            .collect(),
        series: vec![
            series("indicators-accepted", |month| month.1),
            series("indicators-closed", |month| month.2),
        ],
        reasons: Vec::new(),
    };
    card_section(
        "k1",
        &ui.t("indicators-trend"),
        html! {},
        bar_chart(ui, &chart),
    )
}

fn month_name(ui: &Ui, month: Date, is_one_year: bool) -> String {
    if is_one_year {
        ui.tn("indicators-month", i64::from(month.month()))
    } else {
        format!("{}-{:02}", month.year(), month.month())
    }
}

/// What the drawing shows, in a sentence.
fn finding(ui: &Ui, view: &Cockpit) -> String {
    let most = view.months.iter().max_by_key(|(_, accepted, _)| *accepted);
    let least = view.months.iter().min_by_key(|(_, accepted, _)| *accepted);
    match (most, least) {
        (Some(most), Some(least)) => ui.tw(
            "indicators-finding",
            &[
                ("most", month_name(ui, most.0, false)),
                ("most-n", ui.number(most.1)),
                ("least", month_name(ui, least.0, false)),
                ("least-n", ui.number(least.1)),
            ],
        ),
        _ => ui.t("indicators-trend"),
    }
}

fn late(ui: &Ui, view: &Cockpit) -> Markup {
    let lights = view.lights;
    let say = |key: &str, n: i64| format!("{} {}", ui.t(key), ui.number(n));
    let words = [
        (Lamp::Normal, say("web-lamp-normal", lights.normal())),
        (Lamp::Warning, say("web-lamp-warning", lights.warned)),
        (Lamp::YellowCard, say("web-lamp-yellow", lights.yellow)),
        (Lamp::RedCard, say("web-lamp-red", lights.red)),
    ];
    let label = words
        .iter()
        .map(|(_, word)| word.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let inside = html! {
        @if lights.open > 0 {
            (share_bar(&label, &[
                (lights.normal(), "f-ok"),
                (lights.warned, "f-idle"),
                (lights.yellow, "f-yellow"),
                (lights.red, "f-red"),
            ]))
            p.row.small.mt2.mb3.tight { @for (kind, word) in &words { (lamp(*kind, word)) } }
        }
        @if view.late.is_empty() {
            p.muted { (ui.t("indicators-none-late")) }
        } @else {
            ul.links.small { @for line in &view.late { (late_line(ui, view, line)) } }
        }
        p.xs.muted.mt2 { (ui.t("indicators-lights-about")) }
    };
    card_section(
        "k2",
        &ui.tw("indicators-open-now", &[("n", ui.number(lights.open))]),
        html! {},
        inside,
    )
}

/// One overdue case; a link only for who may open cases (a leader sees lists, not files).
fn late_line(ui: &Ui, view: &Cockpit, (line, unit, over): &(LateLine, String, u32)) -> Markup {
    let kind = if line.is_red {
        Lamp::RedCard
    } else {
        Lamp::YellowCard
    };
    let inside = html! {
        span { (line.title) @if ui.is_english() { " (" (unit) ")" } @else { "（" (unit) "）" } }
        span.end { (lamp(kind, &ui.tn("web-lamp-over", i64::from(*over)))) }
    };
    html! {
        li {
            @if view.may_see {
                a href={ "/desk/cases/" (line.id) } { (inside) }
            } @else {
                div.row.row--between { (inside) }
            }
        }
    }
}

fn ranking(ui: &Ui, view: &Cockpit) -> Markup {
    let definition = &view.ranked_by;
    let rates: Vec<i64> = view
        .ranking
        .iter()
        .filter_map(|(place, _)| hundredths(&place.shown))
        .collect();
    let lowest = rates.iter().min().copied().unwrap_or(0);
    // The axis is cut at a whole per cent below the lowest; both ends are printed.
    let low = (lowest - 1).max(0).div_euclid(100) * 100;
    let columns = vec![
        Column::number(ui.t("indicators-place")),
        Column::text(ui.t("indicators-unit")),
        Column::number(definition.name.get(ui.is_english())),
        Column::text(format!("{}% … 100%", low / 100)),
        Column::number(ui.t("indicators-parents")),
    ];
    // A unit without cases has nothing to be ranked by; a long list of dashes would hide the others.
    let is_idle = |reading: Reading| reading.denominator == 0 && reading.numerator == 0;
    let (idle, ranked): (Vec<_>, Vec<_>) = view
        .ranking
        .iter()
        .partition(|(place, _)| is_idle(place.reading));
    let rows: Vec<_> = ranked
        .iter()
        .map(|(place, name)| {
            let rate = hundredths(&place.shown);
            let narrow = Narrow::Unit(place.who);
            let href = format!(
                "/cockpit/{}?{}",
                definition.code,
                query(view.period, &narrow, view.today)
            );
            Row::new(vec![
                Cell::new(
                    place
                        .place
                        .map_or_else(|| "—".to_owned(), |place| place.to_string()),
                ),
                Cell::head(html! { a href=(href) { (name) } }),
                Cell::new(html! { b { (printed(ui, definition, place.reading)) } }),
                Cell::new(html! { @if let Some(rate) = rate { (dot(rate, low, 10_000)) } }),
                Cell::new(parents(ui, definition, place.reading)),
            ])
        })
        .collect();
    let title = ui.tw(
        "indicators-ranking",
        &[("figure", definition.name.get(ui.is_english()).to_owned())],
    );
    let order = if definition.lower_is_better {
        "indicators-lower-first"
    } else {
        "indicators-higher-first"
    };
    html! {
        section.card.card--flush aria-labelledby="k3" {
            div.card__head {
                h2 #k3 { (icon("list")) " " (title) }
                p.small.muted { (ui.t(order)) (ui.t("indicators-tie-rule")) }
            }
            @if !rows.is_empty() { (Table::new(title, columns, rows).wide().render(ui)) }
            @if !idle.is_empty() {
                div.pad3 {
                    (fold(ui, &ui.tn("indicators-idle-units", i64::try_from(idle.len()).unwrap_or(i64::MAX)), names_of(&idle)))
                }
            }
        }
    }
}

fn names_of(units: &[&(Place<UnitId>, String)]) -> Markup {
    html! {
        ul.disc { @for (_, name) in units { li { (name) } } }
    }
}

/// A printed rate in hundredths of a per cent, for the drawing.
fn hundredths(shown: &Shown) -> Option<i64> {
    match shown {
        Shown::Rate(per_cent) => {
            let (whole, part) = per_cent.split_once('.').unwrap_or((per_cent, ""));
            let part: String = part.chars().chain("00".chars()).take(2).collect();
            format!("{whole}{part}").parse().ok()
        }
        Shown::Count(_) | Shown::NothingToDivideBy | Shown::TooFew | Shown::Impossible => None,
    }
}
