//! What happened to an item, and to the list of themes.

use contracts::item::{ItemBody, TaskType, Theme};
use kernel::{AreaCode, Date, Event, UnitId};
use serde::{Deserialize, Serialize};

/// One version as it was published; later versions stand beside it and never replace it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// 1 for the first, +1 for each published change.
    pub version: u32,
    pub body: ItemBody,
    pub unit: UnitId,
    pub area: AreaCode,
    pub in_force_from: Date,
    /// Why it changed: shown in the history.
    pub reason: String,
}

/// A line of a list that came from elsewhere: the item exists, its guide is not known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedEntry {
    pub code: String,
    pub name: String,
    pub task_type: TaskType,
    /// Department as the list names it; not one of our units.
    pub department: String,
    pub main_item: String,
    pub dept_code: String,
    pub area: AreaCode,
    /// The file it came from.
    pub source: String,
}

impl ListedEntry {
    /// Whether the other says the same of the item, from whatever file.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let other = Self {
            source: self.source.clone(),
            ..other.clone()
        };
        *self == other
    }
}

/// The document that suspends or withdraws an item. 依据文号
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub number: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemEvent {
    /// The item has its code, which nobody else in the area may have. Always the first event.
    Registered {
        area: AreaCode,
        code: String,
    },
    Published(Box<Published>),
    Listed(ListedEntry),
    /// 暂停
    Suspended {
        document: Document,
    },
    /// 取消
    Withdrawn {
        document: Document,
    },
}

impl Event for ItemEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "catalogue.registered",
            Self::Published(_) => "catalogue.published",
            Self::Listed(_) => "catalogue.listed",
            Self::Suspended { .. } => "catalogue.suspended",
            Self::Withdrawn { .. } => "catalogue.withdrawn",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemesEvent {
    Published { themes: Vec<Theme> },
}

impl Event for ThemesEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Published { .. } => "catalogue.themes-published",
        }
    }
}
