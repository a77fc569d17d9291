//! Dates. Days near today are one date box; days that people remember, as of birth, are three.

use super::super::Ui;
use super::{Field, field, field_group};
use maud::{Markup, html};

/// A day near today; the value is `2021-11-29` or empty.
pub fn date_input(ui: &Ui, spec: &Field, value: &str) -> Markup {
    let control = html! {
        input.in.in--18 type="date" id=(spec.name) name=(spec.name) value=(value)
            autocomplete=(spec.autocomplete) readonly[spec.is_readonly]
            aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()];
    };
    field(ui, spec, control)
}

/// A day that people remember: year, month, day as they are typed. Sends `<name>-y`, `<name>-m` and
/// `<name>-d`.
pub fn three_box_date(ui: &Ui, spec: &Field, typed: [&str; 3]) -> Markup {
    let [year, month, day] = typed;
    // The first box has the field's name as its id, so that an error leads to it.
    let boxes = html! {
        div.row {
            (part(ui, spec, &spec.name, "y", year))
            (part(ui, spec, &format!("{}-m", spec.name), "m", month))
            (part(ui, spec, &format!("{}-d", spec.name), "d", day))
        }
    };
    field_group(ui, spec, boxes)
}

fn part(ui: &Ui, spec: &Field, id: &str, which: &str, value: &str) -> Markup {
    html! {
        span.unit {
            input.in.in--4 type="text" id=(id) name={ (spec.name) "-" (which) } value=(value) inputmode="numeric"
                autocomplete="off" maxlength=(if which == "y" { 4 } else { 2 }) aria-invalid=[spec.invalid()];
            label for=(id) { (ui.t(&format!("web-date-{which}"))) }
        }
    }
}
