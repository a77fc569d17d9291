//! The cases behind a figure, within what the reader may list.

use super::parts::{Asked, definitions, query};
use crate::domain::{Definition, Opens, Period};
use crate::read::{CASES_LIST, CASES_VIEW, Narrow};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use contracts::people::Units;
use contracts::queries::{CaseBehind, CasesAsked, CasesBehind};
use kernel::{CaseId, Date};
use maud::{Markup, html};
use store::{Reader, StoreError};
use web::ui::{
    Cell, Column, PageOptions, Pager, Row, Table, Ui, case_number, empty, link_button, list_card,
    pager, refused,
};
use web::{App, Problem, Visit};

const PAGE: usize = 50;

struct Behind {
    today: Date,
    period: Period,
    narrow: Narrow,
    part: Part,
    lines: Vec<(CaseBehind, String)>,
    /// Address parameter of the next page.
    next: Option<String>,
    is_first: bool,
    may_see: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Numerator,
    Denominator,
}

impl Part {
    fn of(asked: &str, definition: &Definition) -> Self {
        if asked == "denominator" && definition.is_share() {
            Self::Denominator
        } else {
            Self::Numerator
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
        }
    }

    fn words(self, definition: &Definition, is_english: bool) -> &str {
        match self {
            Self::Numerator => definition.numerator.get(is_english),
            Self::Denominator => definition
                .denominator
                .as_ref()
                .map_or("", |words| words.get(is_english)),
        }
    }

    /// A figure that opens to cases has one counter in each part; see `Definitions::parse`.
    fn counter(self, definition: &Definition) -> Option<String> {
        match self {
            Self::Numerator => definition.numerator_counters.first().cloned(),
            Self::Denominator => definition.denominator_counters.first().cloned(),
        }
    }
}

pub(crate) async fn cases(
    State(app): State<App>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let definitions = definitions(&app).ok_or_else(Problem::not_found)?;
    let definition = definitions
        .find(&code)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    if definition.opens == Opens::Counts {
        return Ok(counts_only(&visit.ui, &definition));
    }
    if !visit.holds(&CASES_LIST) {
        return Err(Problem::forbidden());
    }
    let behind = app
        .query::<dyn CasesBehind<Reader>>()
        .ok_or_else(Problem::not_found)?;
    let part = Part::of(&asked.part, &definition);
    let counter = part.counter(&definition).ok_or_else(Problem::not_found)?;
    let is_english = visit.ui.is_english();
    let may_see = visit.holds(&CASES_VIEW);
    let view = app
        .read(&visit, move |reader, actor| {
            let today = reader.now.date();
            let (period, narrow) = (asked.period(today), asked.narrow());
            let units = reader.reference.get::<Units>();
            let wanted = CasesAsked {
                counter,
                from: period.from,
                to: period.to,
                units: narrow.units(&units),
                area: match narrow {
                    Narrow::Area(area) => Some(area),
                    Narrow::All | Narrow::Unit(_) => None,
                },
                after: after(&asked.after),
                limit: PAGE + 1,
            };
            let mut lines = behind
                .cases_behind(reader, actor, &wanted)
                .map_err(|error| StoreError::Wrong(error.to_string()))?;
            let has_more = lines.len() > PAGE;
            lines.truncate(PAGE);
            let next = lines
                .last()
                .filter(|_| has_more)
                .map(|last| format!("{}.{}", last.counts_for, last.case));
            Ok(Behind {
                today,
                period,
                narrow,
                part,
                lines: lines
                    .into_iter()
                    .map(|line| {
                        let unit = units.name(line.unit, is_english);
                        (line, unit)
                    })
                    .collect(),
                next,
                is_first: wanted.after.is_none(),
                may_see,
            })
        })
        .await?;
    Ok(page(&visit.ui, &definition, &view).into_response())
}

/// `<day>.<case>` of the last line of the page before.
fn after(text: &str) -> Option<(Date, CaseId)> {
    let (day, case) = text.split_once('.')?;
    Some((day.parse().ok()?, case.parse().ok()?))
}

/// The figure opens to counts only; the page says why, and where they are.
fn counts_only(ui: &Ui, definition: &Definition) -> Response {
    let back = link_button(
        &ui.t("indicators-by-unit"),
        &format!("/cockpit/{}", definition.code),
    );
    let page = refused(ui, &ui.t("indicators-opens-counts-why"), "", &[back]).page(ui);
    (axum::http::StatusCode::FORBIDDEN, page).into_response()
}

fn page(ui: &Ui, definition: &Definition, view: &Behind) -> Markup {
    let name = definition.name.get(ui.is_english()).to_owned();
    let words = view.part.words(definition, ui.is_english());
    let title = ui.tw("indicators-cases-behind", &[("figure", name.clone())]);
    let here = query(view.period, &view.narrow, view.today);
    let base = format!("/cockpit/{}/cases?{here}", definition.code);
    let part = view.part.code();
    let next = view
        .next
        .as_ref()
        .map(|after| format!("{base}&part={part}&after={after}"));
    let previous = (!view.is_first).then(|| format!("{base}&part={part}"));
    let body = html! {
        div.stack {
            div {
                h1 { (title) }
                p.muted { (words) }
                p.small.muted.num {
                    (ui.tw("indicators-period", &[("from", ui.date(view.period.from)), ("to", ui.date(view.period.to))]))
                    "　" (ui.t("indicators-as-known-now"))
                }
            }
            @if view.lines.is_empty() {
                (empty("list", &ui.t("indicators-no-cases"), &ui.t("indicators-no-cases-why"), &[
                    link_button(&ui.t("indicators-cockpit"), "/cockpit"),
                ]).part())
            } @else {
                (list_card(html! {
                    (table(ui, view))
                    (pager(ui, &Pager { shown: view.lines.len(), about: None, previous, next }))
                }))
            }
        }
    };
    let above = [
        (ui.t("indicators-cockpit"), format!("/cockpit?{here}")),
        (name, format!("/cockpit/{}?{here}", definition.code)),
    ];
    ui.page_with(PageOptions::new(title.clone()).crumbs(above, title), body)
}

fn table(ui: &Ui, view: &Behind) -> Markup {
    let columns = [
        "counts-for",
        "case",
        "item",
        "unit",
        "promised",
        "closed-on",
    ]
    .map(|key| Column::text(ui.t(&format!("indicators-{key}"))))
    .to_vec();
    let day = |day: Option<Date>| day.map_or_else(|| "—".to_owned(), |day| ui.date(day));
    let rows = view
        .lines
        .iter()
        .map(|(line, unit)| {
            let number = case_number(&line.number);
            Row::new(vec![
                Cell::nowrap(ui.date(line.counts_for)),
                Cell::head(html! {
                    @if view.may_see { a.num href={ "/desk/cases/" (line.case) } { (number) } }
                    @else { span.num { (number) } }
                }),
                Cell::new(&line.title),
                Cell::new(unit),
                Cell::nowrap(day(line.promised_on)),
                Cell::nowrap(day(line.closed_on)),
            ])
        })
        .collect();
    Table::new(ui.t("indicators-cases"), columns, rows)
        .work_list()
        .render(ui)
}
