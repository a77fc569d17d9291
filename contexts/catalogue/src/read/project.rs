//! Which rows follow from what happened to an item.

use super::tables::{ItemRow, LISTED_DEPARTMENT, THEME, ThemeRow, VersionRow, place_value};
use crate::domain::{Item, ItemEvent, ItemState, ThemeList, ThemesEvent};
use contracts::{Rows, Value};
use kernel::{ItemId, Recorded};

pub fn project(event: &Recorded<ItemEvent>, before: &Item, after: &Item, rows: &mut Rows) {
    if after.state != ItemState::New {
        rows.put(&ItemRow {
            item: after,
            updated_at: event.at,
        });
    }
    count_listed(before, after, rows);
    match &event.body {
        ItemEvent::Published(published) => {
            rows.put(&VersionRow {
                item: ItemId(after.id),
                published,
                at: event.at,
                by: event.actor,
            });
            rows.move_reference();
        }
        ItemEvent::Suspended { .. } | ItemEvent::Withdrawn { .. } => rows.move_reference(),
        // Imported lists are no reference data: nobody can apply for what is only listed.
        ItemEvent::Registered { .. } | ItemEvent::Listed(_) => {}
    }
}

fn count_listed(before: &Item, after: &Item, rows: &mut Rows) {
    let (old, new) = (department(before), department(after));
    if old == new {
        return;
    }
    if let Some(key) = old {
        rows.add(&LISTED_DEPARTMENT, key, -1);
    }
    if let Some(key) = new {
        rows.add(&LISTED_DEPARTMENT, key, 1);
    }
}

/// Where an item counts while it is only listed.
fn department(item: &Item) -> Option<Vec<Value>> {
    let entry = item.listed.as_ref()?;
    (item.state == ItemState::Listed)
        .then(|| vec![entry.area.into(), entry.department.clone().into()])
}

pub fn project_themes(
    event: &Recorded<ThemesEvent>,
    before: &ThemeList,
    _after: &ThemeList,
    rows: &mut Rows,
) {
    let ThemesEvent::Published { themes } = &event.body;
    for (place, theme) in themes.iter().enumerate() {
        rows.put(&ThemeRow { place, theme });
    }
    for place in themes.len()..before.themes.len() {
        rows.delete(&THEME, vec![place_value(place)]);
    }
    rows.move_reference();
}
