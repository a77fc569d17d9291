//! Figures with their parents, and the small drawings that stand in table cells.

use super::Ui;
use kernel::Date;
use maud::{Markup, Render, html};

/// One figure: label, value with its unit, numerator ÷ denominator, cut-off.
#[derive(Clone, Debug)]
pub struct Figure {
    label: String,
    value: Option<String>,
    value_unit: String,
    parts: Option<(i64, i64)>,
    parts_unit: String,
    change: Option<Markup>,
    cut_off: Option<Date>,
    remark: Option<String>,
    href: Option<String>,
}

impl Figure {
    /// A count: `Figure::count("入驻事项", 2159, "项")`.
    pub fn count(ui: &Ui, label: impl Into<String>, count: i64, unit: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: Some(ui.number(count)),
            value_unit: unit.into(),
            parts: None,
            parts_unit: String::new(),
            change: None,
            cut_off: None,
            remark: None,
            href: None,
        }
    }

    /// A rate in per cent, already rounded by the one who computed it; none without a denominator,
    /// shown as “—” and never as 0 or 100. `unit` is that of the counted things.
    pub fn rate(
        label: impl Into<String>,
        per_cent: Option<String>,
        numerator: i64,
        denominator: i64,
        unit: impl Into<String>,
    ) -> Self {
        Self {
            label: label.into(),
            value: per_cent.filter(|_| denominator != 0),
            value_unit: "%".to_owned(),
            parts: Some((numerator, denominator)),
            parts_unit: unit.into(),
            change: None,
            cut_off: None,
            remark: None,
            href: None,
        }
    }

    /// A share of too few cases for a rate: the counts themselves, `3 ÷ 12 件`.
    pub fn counts(
        ui: &Ui,
        label: impl Into<String>,
        numerator: i64,
        denominator: i64,
        unit: impl Into<String>,
    ) -> Self {
        Self {
            value: Some(format!(
                "{} ÷ {}",
                ui.number(numerator),
                ui.number(denominator)
            )),
            value_unit: unit.into(),
            ..Self::count(ui, label, numerator, "")
        }
    }

    #[must_use]
    pub fn cut_off(mut self, date: Date) -> Self {
        self.cut_off = Some(date);
        self
    }

    /// What it was last month, or a lamp that flags it.
    #[must_use]
    pub fn change(mut self, change: impl Render) -> Self {
        self.change = Some(change.render());
        self
    }

    /// A word on the definition: 不含系统默认评价.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }

    /// The cases behind the value.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// One figure as it stands in [`figures`].
pub fn figure(ui: &Ui, figure: &Figure) -> Markup {
    let value = html! {
        @if let Some(value) = &figure.value {
            (value) small { (figure.value_unit) }
        } @else {
            "—"
        }
    };
    html! {
        div.fig {
            span.fig__l { (figure.label) }
            @if let Some(href) = &figure.href {
                a.fig__v href=(href) { (value) }
            } @else {
                span.fig__v { (value) }
            }
            @if let Some(change) = &figure.change { span.fig__d { (change) } }
            @if let Some((numerator, denominator)) = figure.parts {
                span.fig__n {
                    (ui.number(numerator)) " ÷ " (ui.number(denominator)) " " (figure.parts_unit)
                }
            }
            @if let Some(date) = figure.cut_off {
                span.fig__c { (ui.tw("web-cut-off", &[("date", ui.date(date))])) }
            }
            @if let Some(remark) = &figure.remark { span.fig__c { (remark) } }
        }
    }
}

/// Several figures side by side; six at most on a dashboard.
pub fn figures(ui: &Ui, all: &[Figure]) -> Markup {
    html! { div.figs.col-m { @for one in all { (figure(ui, one)) } } }
}

/// A length in a table cell; hidden from screen readers, because the number is in the next cell.
pub fn bar(part: i64, whole: i64) -> Markup {
    html! {
        svg.bar aria-hidden="true" { rect width=(share(part, 0, whole)) height="100%" {} }
    }
}

/// A place between two printed ends, for rates that lie close together.
pub fn dot(value: i64, low: i64, high: i64) -> Markup {
    html! {
        svg.dot aria-hidden="true" {
            line x1="0" x2="100%" y1="50%" y2="50%" {}
            circle cx=(share(value, low, high)) cy="50%" r="6" {}
        }
    }
}

/// 承诺 against 法定: two bars from the same zero, with the days at the end.
pub fn compare(ui: &Ui, promised_days: i64, legal_days: i64) -> Markup {
    compare_by(ui, promised_days, legal_days, |days| {
        ui.tn("web-working-days", days)
    })
}

/// The same in another unit, which `say` puts behind the number: 15 日.
pub fn compare_by(
    ui: &Ui,
    promised_days: i64,
    legal_days: i64,
    say: impl Fn(i64) -> String,
) -> Markup {
    let longest = promised_days.max(legal_days);
    html! {
        div.cmp {
            span { (ui.t("web-we-promise")) }
            (bar(promised_days, longest))
            b { (say(promised_days)) }
            span { (ui.t("web-law-says")) }
            svg.bar.bar--law aria-hidden="true" {
                rect width=(share(legal_days, 0, longest)) height="100%" {}
            }
            b { (say(legal_days)) }
        }
    }
}

/// A share in per cent with one decimal, in whole numbers all the way.
fn share(value: i64, low: i64, high: i64) -> String {
    let span = i128::from(high) - i128::from(low);
    if span <= 0 {
        return "0%".to_owned();
    }
    let tenths = ((i128::from(value) - i128::from(low)) * 1000 / span).clamp(0, 1000);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_stays_between_its_ends() {
        assert_eq!(share(10, 0, 20), "50.0%");
        assert_eq!(share(9943, 9700, 10000), "81.0%");
        assert_eq!(share(30, 0, 20), "100.0%");
        assert_eq!(share(1, 5, 5), "0%");
    }
}
