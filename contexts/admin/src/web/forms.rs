//! What every form of this context checks, and small parts that its pages share.

use ::web::ui::{self, Ui};
use ::web::{FieldError, Problem, Visit};
use contracts::people::{Unit, Units};
use kernel::Date;
use kernel::area::Regions;

/// Errors of a form that came back, for the summary.
pub(crate) fn errors(visit: &Visit) -> Vec<ui::FieldError> {
    visit
        .errors()
        .into_iter()
        .map(|(field, sentence)| ui::FieldError::new(field, sentence))
        .collect()
}

/// A field with the sentence that stands at it.
pub(crate) fn field(visit: &Visit, name: &str, label: &str) -> ui::Field {
    ui::Field::new(name, visit.ui.t(label)).error(visit.error_at(name).as_deref())
}

/// The value, or the sentence that it is missing.
pub(crate) fn required(value: &str, field: &str, faults: &mut Vec<FieldError>) -> String {
    let value = value.trim();
    if value.is_empty() {
        faults.push(FieldError::new(field, "web.field-required"));
    }
    value.to_owned()
}

/// A day as a date box sends it; an empty one is no day.
pub(crate) fn day(value: &str, field: &str, faults: &mut Vec<FieldError>) -> Option<Date> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let day = value.parse().ok();
    if day.is_none() {
        faults.push(FieldError::new(field, "web.field-date"));
    }
    day
}

/// Turns the faults of a form into an answer.
pub(crate) fn settle(faults: Vec<FieldError>) -> Result<(), Problem> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(faults))
    }
}

/// Units as options, by name.
pub(crate) fn unit_choices(
    ui: &Ui,
    units: &Units,
    keep: impl Fn(&Unit) -> bool,
) -> Vec<ui::Choice> {
    let mut choices: Vec<_> = units
        .all()
        .filter(|unit| keep(unit))
        .map(|unit| ui::Choice::new(unit.id.to_string(), unit.name.get(ui.is_english())))
        .collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}

/// The city's areas as options.
pub(crate) fn area_choices(is_english: bool) -> Vec<ui::Choice> {
    Regions::yongzhou()
        .all()
        .iter()
        .map(|region| ui::Choice::new(region.code.to_string(), region.local_name(is_english)))
        .collect()
}
