//! Themes of the catalogue (主题): how people look for items.

use crate::item::{ServedParty, Text};
use serde::{Deserialize, Serialize};

/// A theme of the catalogue (主题): `开餐饮店`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub code: String,
    pub name: Text,
    /// Name of an icon of the component library.
    pub icon: String,
    pub who: ServedParty,
    /// What is in it, in a few words.
    pub examples: Text,
}

/// Snapshot part: the themes in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes(pub Vec<Theme>);

impl Themes {
    pub fn find(&self, code: &str) -> Option<&Theme> {
        self.0.iter().find(|theme| theme.code == code)
    }

    pub fn of(&self, who: ServedParty) -> impl Iterator<Item = &Theme> {
        self.0.iter().filter(move |theme| theme.who == who)
    }
}
