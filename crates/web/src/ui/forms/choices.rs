//! Choices: the whole row presses. Up to seven options are radios, more are a select. Nothing is
//! chosen in advance where the choice has weight.

use super::super::Ui;
use super::{Field, field_group};
use maud::{Markup, html};

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line that helps to choose; may be empty.
    pub about: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            about: String::new(),
        }
    }

    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }
}

/// One of up to seven.
pub fn radios(ui: &Ui, spec: &Field, choices: &[Choice], chosen: Option<&str>) -> Markup {
    let rows = html! {
        div.opts {
            @for (i, choice) in choices.iter().enumerate() {
                (option_row(spec, "radio", choice, i, chosen == Some(choice.value.as_str())))
            }
        }
    };
    field_group(ui, spec, rows)
}

/// Any number of several.
pub fn checkboxes<S: AsRef<str>>(
    ui: &Ui,
    spec: &Field,
    choices: &[Choice],
    chosen: &[S],
) -> Markup {
    let is_chosen = |choice: &Choice| chosen.iter().any(|value| value.as_ref() == choice.value);
    let rows = html! {
        div.opts {
            @for (i, choice) in choices.iter().enumerate() {
                (option_row(spec, "checkbox", choice, i, is_chosen(choice)))
            }
        }
    };
    field_group(ui, spec, rows)
}

/// A question that is answered by 是 or 否; sends `yes` or `no`.
pub fn yes_no(ui: &Ui, spec: &Field, chosen: Option<bool>) -> Markup {
    let choices = [
        Choice::new("yes", ui.t("web-yes")),
        Choice::new("no", ui.t("web-no")),
    ];
    let chosen = chosen.map(|is_yes| if is_yes { "yes" } else { "no" });
    radios(ui, spec, &choices, chosen)
}

/// Two or three short options in one line, in table rows: 合格, 要补. The legend is read aloud.
pub fn segment(legend: &str, name: &str, choices: &[Choice], chosen: Option<&str>) -> Markup {
    html! {
        fieldset.seg {
            legend.vh { (legend) }
            @for choice in choices {
                label.check {
                    input type="radio" name=(name) value=(choice.value)
                        checked[chosen == Some(choice.value.as_str())];
                    (choice.label)
                }
            }
        }
    }
}

/// A rating: five levels in words, none chosen, the stars repeated beside them.
pub fn stars(ui: &Ui, spec: &Field, chosen: Option<u8>) -> Markup {
    const DRAWN: [&str; 5] = ["★☆☆☆☆", "★★☆☆☆", "★★★☆☆", "★★★★☆", "★★★★★"];
    let rows = html! {
        div.stars {
            @for (level, drawn) in (1..=5_u8).zip(DRAWN).rev() {
                label {
                    input type="radio" id=[(level == 5).then_some(&spec.name)] name=(spec.name) value=(level)
                        checked[chosen == Some(level)];
                    span.grow { (ui.t(&format!("web-stars-{level}"))) }
                    span.muted aria-hidden="true" { (drawn) }
                }
            }
        }
    };
    field_group(ui, spec, rows)
}

/// The first option has the field's name as its id, so that an error leads to it.
fn option_row(spec: &Field, kind: &str, choice: &Choice, i: usize, is_chosen: bool) -> Markup {
    let id = if i == 0 {
        spec.name.clone()
    } else {
        format!("{}-{i}", spec.name)
    };
    html! {
        label.opt-row for=(id) {
            input type=(kind) id=(id) name=(spec.name) value=(choice.value) checked[is_chosen];
            span {
                (choice.label)
                @if !choice.about.is_empty() { small { (choice.about) } }
            }
        }
    }
}
