//! Items in force for everybody, by code: all, of a theme, of a department, for people or for firms.
//! Read from the snapshot; there are a few thousand at most.

use super::place_of;
use contracts::item::{ItemVersion, Items, ServedParty, Themes};
use contracts::people::{Unit, Units};
use kernel::Actor;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Reader;

use crate::permissions::CATALOGUE_VIEW;

/// What is asked for; empty is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub who: Option<ServedParty>,
    pub theme: String,
    /// Code of a department.
    pub unit: String,
    /// Code of the last item of the page before.
    pub after: String,
}

#[derive(Clone, Debug, Default)]
pub struct ItemPage {
    pub items: Vec<Arc<ItemVersion>>,
    /// Whether more follow after the last one.
    pub has_more: bool,
    /// Where the page before begins; empty for the first page, `None` on it.
    pub previous: Option<String>,
}

/// One page by code.
pub fn list_public(reader: &Reader, actor: &Actor, asked: &Asked, limit: usize) -> ItemPage {
    let units = reader.reference.get::<Units>();
    let mut items = in_force(reader, actor);
    items.retain(|item| {
        let body = &item.body;
        asked.who.is_none_or(|who| body.served.contains(&who))
            && (asked.theme.is_empty() || body.themes.contains(&asked.theme))
            && (asked.unit.is_empty()
                || department(&units, item).is_some_and(|unit| unit.code == asked.unit))
    });
    items.sort_by(|one, other| one.body.code.cmp(&other.body.code));
    let start = items.partition_point(|item| item.body.code <= asked.after);
    let before_previous = start.checked_sub(limit + 1).and_then(|at| items.get(at));
    let previous = (start > 0)
        .then(|| before_previous.map_or_else(String::new, |item| item.body.code.clone()));
    let items: Vec<_> = items.into_iter().skip(start).take(limit + 1).collect();
    ItemPage {
        has_more: items.len() > limit,
        items: items.into_iter().take(limit).collect(),
        previous,
    }
}

/// Everything in force today within the actor's reach.
fn in_force(reader: &Reader, actor: &Actor) -> Vec<Arc<ItemVersion>> {
    let scope = actor.scope(&CATALOGUE_VIEW);
    let items = reader.reference.get::<Items>();
    items
        .all_in_force(reader.now.date())
        .filter(|item| scope.covers(&place_of(item)))
        .cloned()
        .collect()
}

fn department<'u>(units: &'u Units, item: &ItemVersion) -> Option<&'u Unit> {
    units
        .authority_of(item.unit)
        .or_else(|| units.find(item.unit))
}

/// What one can choose from, each with its number of items in force.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Departments by their short code.
    pub departments: Vec<(Unit, usize)>,
    /// Codes of themes.
    pub themes: BTreeMap<String, usize>,
    pub all: usize,
}

pub fn choices(reader: &Reader, actor: &Actor) -> Choices {
    let units = reader.reference.get::<Units>();
    let mut departments: BTreeMap<(String, String), (Unit, usize)> = BTreeMap::new();
    let mut themes = BTreeMap::new();
    let items = in_force(reader, actor);
    for item in &items {
        for theme in &item.body.themes {
            *themes.entry(theme.clone()).or_default() += 1;
        }
        if let Some(unit) = department(&units, item) {
            let key = (unit.short_code.clone(), unit.code.clone());
            departments
                .entry(key)
                .or_insert_with(|| (unit.clone(), 0))
                .1 += 1;
        }
    }
    Choices {
        departments: departments.into_values().collect(),
        themes,
        all: items.len(),
    }
}

/// Names of the chosen theme and department, for the heading.
pub fn chosen_names(reader: &Reader, asked: &Asked, is_english: bool) -> Vec<String> {
    let themes = reader.reference.get::<Themes>();
    let units = reader.reference.get::<Units>();
    let theme = themes
        .find(&asked.theme)
        .map(|theme| theme.name.get(is_english).to_owned());
    let unit = units
        .find_code(&asked.unit)
        .map(|unit| unit.name.get(is_english).to_owned());
    theme.into_iter().chain(unit).collect()
}
