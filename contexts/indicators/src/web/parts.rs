//! What several pages of figures share: what was asked for, and how a reading is printed.

use crate::INDICATORS_COCKPIT;
use crate::domain::{Definition, Definitions, Period, PeriodAsked, Reading, Shown};
use crate::read::{Narrow, Reach};
use crate::view::FigureView;
use kernel::{Actor, Date};
use maud::{Markup, Render, html};
use serde::Deserialize;
use std::sync::Arc;
use web::App;
use web::ui::{Cell, Column, Figure, Lamp, Row, Ui, lamp};

/// What an address of the cockpit says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) known: String,
    pub(super) scope: String,
    /// Code of the figure that units are ranked by.
    pub(super) rank: String,
    /// `numerator` or `denominator`.
    pub(super) part: String,
    pub(super) after: String,
}

impl Asked {
    pub(super) fn period(&self, today: Date) -> Period {
        let asked = PeriodAsked {
            from: self.from.clone(),
            to: self.to.clone(),
            known: self.known.clone(),
        };
        Period::of(&asked, today)
    }

    pub(super) fn narrow(&self) -> Narrow {
        Narrow::parse(&self.scope)
    }
}

/// Period and scope for an address.
pub(super) fn query(period: Period, narrow: &Narrow, today: Date) -> String {
    let mut query = period.query(today);
    let scope = narrow.code();
    if !scope.is_empty() {
        query.push_str("&scope=");
        query.push_str(&scope);
    }
    query
}

/// The definitions of this house; `None` only if the city pack could not be read.
pub(super) fn definitions(app: &App) -> Option<Arc<Definitions>> {
    app.query::<Definitions>()
}

/// The reach of the reader's cockpit.
pub(super) fn reach_of(actor: &Actor) -> Reach {
    Reach::of(&actor.scope(&INDICATORS_COCKPIT))
}

/// A figure in its box: value or counts, parents, a year before, cut-off.
pub(super) fn figure_box(ui: &Ui, view: &FigureView, cut_off: Date, href: String) -> Figure {
    let definition = &view.definition;
    let is_english = ui.is_english();
    let name = definition.name.get(is_english);
    let counted_in = definition.counted_in.get(is_english);
    let Reading {
        numerator,
        denominator,
    } = view.reading;
    let figure = match view.reading.shown(definition) {
        Shown::Count(count) => Figure::count(ui, name, count, counted_in),
        Shown::Rate(per_cent) => {
            Figure::rate(name, Some(per_cent), numerator, denominator, counted_in)
        }
        Shown::NothingToDivideBy => Figure::rate(name, None, numerator, denominator, counted_in)
            .remark(ui.t("indicators-nothing")),
        Shown::TooFew => Figure::counts(ui, name, numerator, denominator, counted_in)
            .remark(ui.t("indicators-too-few")),
        Shown::Impossible => Figure::counts(ui, name, numerator, denominator, counted_in)
            .change(lamp(Lamp::Warning, &ui.t("indicators-impossible"))),
    };
    let figure = match year_before(ui, view) {
        Some(words) => figure.change(html! { span.muted { (words) } }),
        None => figure,
    };
    figure.cut_off(cut_off).href(href)
}

/// Growth prints both years, or nothing; a share prints the year before.
fn year_before(ui: &Ui, view: &FigureView) -> Option<String> {
    match (
        view.reading.shown(&view.definition),
        view.year_before.shown(&view.definition),
    ) {
        (Shown::Count(_), Shown::Count(before)) => {
            let growth = view.reading.growth(view.year_before, 2)?;
            Some(ui.tw(
                "indicators-growth",
                &[("before", ui.number(before)), ("growth", growth)],
            ))
        }
        (Shown::Rate(_), Shown::Rate(before)) => {
            Some(ui.tw("indicators-before", &[("before", before)]))
        }
        _ => None,
    }
}

/// A reading in a table cell.
pub(super) fn printed(ui: &Ui, definition: &Definition, reading: Reading) -> String {
    match reading.shown(definition) {
        Shown::Count(count) => ui.number(count),
        Shown::Rate(per_cent) => format!("{per_cent}%"),
        Shown::NothingToDivideBy => "—".to_owned(),
        Shown::TooFew => ui.t("indicators-too-few-short"),
        Shown::Impossible => ui.t("indicators-impossible"),
    }
}

/// A name, the figure, and its parents where it is a share: a count would say itself twice.
pub(super) fn reading_columns(ui: &Ui, definition: &Definition, first: &str) -> Vec<Column> {
    let mut columns = vec![
        Column::text(ui.t(first)),
        Column::number(definition.name.get(ui.is_english())),
    ];
    if definition.is_share() {
        columns.push(Column::number(ui.t("indicators-parents")));
    }
    columns
}

/// The row below [`reading_columns`].
pub(super) fn reading_row(
    ui: &Ui,
    definition: &Definition,
    name: impl Render,
    reading: Reading,
) -> Row {
    let mut cells = vec![
        Cell::head(name),
        Cell::new(printed(ui, definition, reading)),
    ];
    if definition.is_share() {
        cells.push(Cell::new(parents(ui, definition, reading)));
    }
    Row::new(cells)
}

/// Numerator ÷ denominator, or the count alone.
pub(super) fn parents(ui: &Ui, definition: &Definition, reading: Reading) -> String {
    if definition.is_share() {
        format!(
            "{} ÷ {}",
            ui.number(reading.numerator),
            ui.number(reading.denominator)
        )
    } else {
        ui.number(reading.numerator)
    }
}

/// The definition as it is published.
pub(super) fn definition_list(ui: &Ui, definition: &Definition) -> Markup {
    let is_english = ui.is_english();
    let mut pairs = vec![(
        ui.t("indicators-numerator"),
        html! { (definition.numerator.get(is_english)) },
    )];
    if let Some(denominator) = &definition.denominator {
        pairs.push((
            ui.t("indicators-denominator"),
            html! { (denominator.get(is_english)) },
        ));
    }
    pairs.push((
        ui.t("indicators-cut-off"),
        html! { (definition.cut_off.get(is_english)) },
    ));
    if definition.is_share() {
        let places = i64::from(definition.precision);
        pairs.push((
            ui.t("indicators-precision"),
            html! { (ui.tn("indicators-places", places)) },
        ));
    }
    let note = definition.note.get(is_english);
    if !note.is_empty() {
        pairs.push((ui.t("indicators-note"), html! { (note) }));
    }
    pairs.push((
        ui.t("indicators-version"),
        html! {
            (ui.tw("indicators-version-of", &[
                ("version", definition.definition_version.to_string()),
                ("from", ui.date(definition.definition_from)),
            ]))
            " " span.mono.small { (definition.rule_id) }
        },
    ));
    web::ui::kv_rule(&pairs)
}
