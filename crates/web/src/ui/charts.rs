//! Charts, drawn on the server. Bars start at zero; lines and dots may cut the axis and print both
//! ends. Series are told apart by form first, then by colour. The data stands in a table below.
//!
//! Values are whole numbers scaled by ten to the power of `decimals`, so a chart never rounds.

use super::{Ui, fold};
use maud::{Markup, html};

/// One row of values of a chart.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    /// None where there is nothing to count.
    pub values: Vec<Option<i64>>,
}

#[derive(Clone, Debug)]
pub struct Chart {
    /// For the element ids; unique in the page.
    pub id: String,
    pub title: String,
    /// The finding in one sentence, for those who can't see the drawing.
    pub finding: String,
    pub unit: String,
    pub decimals: u32,
    /// What each value is for: 1 月, 2 月 …
    pub labels: Vec<String>,
    /// Bars: two at most, the second as cross-lines. Lines: five at most.
    pub series: Vec<Series>,
    /// Known reasons on the chart: index of the label and a word (春节).
    pub reasons: Vec<(usize, String)>,
}

const WIDTH: i64 = 700;
const LEFT: i64 = 56;
const RIGHT: i64 = 690;
const TOP: i64 = 36;
const BOTTOM: i64 = 210;

/// Counts over time: the first series as bars from zero, the second as lines across them.
pub fn bar_chart(ui: &Ui, chart: &Chart) -> Markup {
    let scale = Scale::from_zero(chart);
    frame(
        ui,
        chart,
        &scale,
        &html! {
            @if let Some(first) = chart.series.first() {
                @for (i, value) in known(first) {
                    @let y = scale.y(value);
                    rect.b1 x=(tenths(scale.x(i) - 150)) y=(tenths(y)) width="30" height=(tenths(BOTTOM * 10 - y)) {}
                }
            }
            @if let Some(second) = chart.series.get(1) {
                @for (i, value) in known(second) {
                    path.t2 d={ "M" (tenths(scale.x(i) - 210)) " " (tenths(scale.y(value))) "h42" } {}
                }
            }
            (newest(chart, &scale))
            (reasons(chart, &scale))
            (bar_legend(chart))
        },
    )
}

/// Rates or times over time, up to five lines, each labelled at its end.
pub fn line_chart(ui: &Ui, chart: &Chart) -> Markup {
    let scale = Scale::between_ends(chart);
    frame(
        ui,
        chart,
        &scale,
        &html! {
            @for (number, series) in chart.series.iter().take(5).enumerate() {
                @let form = number + 1;
                path class={ "l" (form) } d=(line_path(series, &scale)) {}
                @for (i, value) in known(series) {
                    circle class={ "p" (form) } cx=(tenths(scale.x(i))) cy=(tenths(scale.y(value))) r="3.5" {}
                }
                @if let Some((i, value)) = known(series).last() {
                    text.strong x=(tenths(scale.x(i))) y=(tenths(scale.y(value) - 100)) text-anchor="end" {
                        (series.name) " " (scaled(value, chart.decimals))
                    }
                }
            }
            (reasons(chart, &scale))
        },
    )
}

/// Parts of one whole as one bar; the lamps with their numbers stand beside it. The class is one of
/// `f-ok`, `f-yellow`, `f-red`, `f-idle`.
pub fn share_bar(label: &str, parts: &[(i64, &str)]) -> Markup {
    let whole = parts.iter().map(|(count, _)| *count).sum::<i64>().max(1);
    let mut at = 0;
    let pieces: Vec<(i64, i64, &str)> = parts
        .iter()
        .map(|(count, class)| {
            let start = at * 4000 / whole;
            at += count;
            (start, at * 4000 / whole - start, *class)
        })
        .collect();
    html! {
        svg.chart.chart--fit viewBox="0 0 400 26" role="img" aria-label=(label) {
            @for (start, width, class) in pieces {
                rect class=(class) x=(tenths(start)) y="2" width=(tenths((width - 30).max(5))) height="22" {}
            }
        }
    }
}

fn frame(ui: &Ui, chart: &Chart, scale: &Scale, inside: &Markup) -> Markup {
    let title_id = format!("{}-t", chart.id);
    let finding_id = format!("{}-d", chart.id);
    let region = ui.tw("web-scroll-region", &[("what", chart.title.clone())]);
    html! {
        figure.scroll-x tabindex="0" role="region" aria-label=(region) {
            svg.chart viewBox={ "0 0 " (WIDTH) " 244" } role="img" aria-labelledby={ (title_id) " " (finding_id) } {
                title id=(title_id) { (chart.title) }
                desc id=(finding_id) { (chart.finding) }
                (axis(chart, scale))
                @for (i, label) in chart.labels.iter().enumerate() {
                    text x=(tenths(scale.x(i))) y="230" text-anchor="middle" { (label) }
                }
                text x="12" y="17" { (chart.unit) }
                (inside)
            }
        }
        (fold(ui, &ui.t("web-chart-data"), data_table(ui, chart)))
    }
}

fn axis(chart: &Chart, scale: &Scale) -> Markup {
    html! {
        @for mark in scale.marks() {
            @let y = scale.y(mark);
            line.axis."axis--0"[mark == 0] x1=(LEFT) x2=(RIGHT) y1=(tenths(y)) y2=(tenths(y)) {}
            text x=(LEFT - 8) y=(tenths(y + 40)) text-anchor="end" {
                (axis_label(mark, scale.step, chart.decimals))
            }
        }
    }
}

/// Marks at whole units carry no decimals.
fn axis_label(mark: i64, step: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals.min(9));
    if step % unit == 0 && mark % unit == 0 {
        (mark / unit).to_string()
    } else {
        scaled(mark, decimals)
    }
}

/// The newest value stands in figures above its bar.
fn newest(chart: &Chart, scale: &Scale) -> Markup {
    let last = chart.series.first().and_then(|first| known(first).last());
    html! {
        @if let Some((i, value)) = last {
            text.strong x=(tenths(scale.x(i))) y=(tenths(scale.y(value) - 110)) text-anchor="middle" {
                (scaled(value, chart.decimals))
            }
        }
    }
}

fn bar_legend(chart: &Chart) -> Markup {
    html! {
        @if chart.series.len() > 1 {
            rect.b1 x="420" y="6" width="14" height="12" {}
            text x="440" y="17" { (chart.series[0].name) }
            path.t2 d="M530 12h26" {}
            text x="563" y="17" { (chart.series[1].name) }
        }
    }
}

fn reasons(chart: &Chart, scale: &Scale) -> Markup {
    html! {
        @for (i, word) in &chart.reasons {
            @let value = chart.series.first().and_then(|s| s.values.get(*i).copied().flatten());
            @if let Some(value) = value {
                text x=(tenths(scale.x(*i))) y=(tenths(scale.y(value) - 100)) text-anchor="middle" {
                    (scaled(value, chart.decimals)) " " (word)
                }
            }
        }
    }
}

fn data_table(ui: &Ui, chart: &Chart) -> Markup {
    let region = ui.tw("web-scroll-region", &[("what", ui.t("web-chart-data"))]);
    html! {
        div.scroll-x tabindex="0" role="region" aria-label=(region) {
            table.tbl {
                thead {
                    tr {
                        th scope="col" {}
                        @for series in &chart.series {
                            th.r scope="col" { (series.name) "（" (chart.unit) "）" }
                        }
                    }
                }
                tbody {
                    @for (i, label) in chart.labels.iter().enumerate() {
                        tr {
                            th scope="row" { (label) }
                            @for series in &chart.series {
                                @let value = series.values.get(i).copied().flatten();
                                td.r { (value.map_or_else(|| "—".to_owned(), |v| scaled(v, chart.decimals))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn known(series: &Series) -> impl Iterator<Item = (usize, i64)> {
    series
        .values
        .iter()
        .enumerate()
        .filter_map(|(i, value)| value.map(|value| (i, value)))
}

fn line_path(series: &Series, scale: &Scale) -> String {
    let mut path = String::new();
    let mut is_gap = true;
    for (i, value) in series.values.iter().enumerate() {
        let Some(value) = value else {
            is_gap = true;
            continue;
        };
        path.push(if is_gap { 'M' } else { 'L' });
        path.push_str(&tenths(scale.x(i)));
        path.push(' ');
        path.push_str(&tenths(scale.y(*value)));
        is_gap = false;
    }
    path
}

/// Where a value lies in the drawing, in tenths of a unit.
struct Scale {
    low: i64,
    high: i64,
    step: i64,
    places: i64,
}

impl Scale {
    fn from_zero(chart: &Chart) -> Self {
        let values = chart.series.iter().flat_map(known).map(|(_, value)| value);
        let highest = values.max().unwrap_or(1).max(1);
        let step = round_step(highest);
        Self {
            low: 0,
            high: (highest.div_euclid(step) + 1) * step,
            step,
            places: places(chart),
        }
    }

    fn between_ends(chart: &Chart) -> Self {
        let values = || chart.series.iter().flat_map(known).map(|(_, value)| value);
        let (lowest, highest) = (values().min().unwrap_or(0), values().max().unwrap_or(1));
        let step = round_step((highest - lowest).max(1));
        Self {
            low: lowest.div_euclid(step) * step,
            high: (highest.div_euclid(step) + 1) * step,
            step,
            places: places(chart),
        }
    }

    fn x(&self, index: usize) -> i64 {
        let index = i64::try_from(index).unwrap_or(0);
        let width = (RIGHT - LEFT) * 10 / self.places;
        LEFT * 10 + index * width + width / 2
    }

    fn y(&self, value: i64) -> i64 {
        let span = (self.high - self.low).max(1);
        BOTTOM * 10 - (value - self.low) * (BOTTOM - TOP) * 10 / span
    }

    fn marks(&self) -> Vec<i64> {
        let mut marks = Vec::new();
        let mut mark = self.low;
        while mark <= self.high {
            marks.push(mark);
            mark += self.step;
        }
        marks
    }
}

fn places(chart: &Chart) -> i64 {
    i64::try_from(chart.labels.len()).unwrap_or(1).max(1)
}

/// A step of 1, 2 or 5 times a power of ten that gives four marks or so.
fn round_step(span: i64) -> i64 {
    let mut power = 1;
    while span / power >= 40 {
        power *= 10;
    }
    match span / power {
        0..4 => power,
        4..8 => power * 2,
        8..20 => power * 5,
        _ => power * 10,
    }
}

fn tenths(value: i64) -> String {
    format!(
        "{}{}.{}",
        if value < 0 { "-" } else { "" },
        value.abs() / 10,
        value.abs() % 10
    )
}

fn scaled(value: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals.min(9));
    let sign = if value < 0 { "−" } else { "" };
    let (whole, part) = (value.abs() / unit, value.abs() % unit);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = decimals as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_values_keep_their_zeros() {
        assert_eq!(scaled(9894, 2), "98.94");
        assert_eq!(scaled(9805, 2), "98.05");
        assert_eq!(scaled(-7, 1), "−0.7");
    }

    #[test]
    fn an_axis_has_few_round_marks() {
        for highest in [1, 7, 12, 39, 40, 339, 12_345] {
            let step = round_step(highest);
            assert!(
                (1..=8).contains(&(highest / step)),
                "{highest} in steps of {step}"
            );
        }
    }
}
