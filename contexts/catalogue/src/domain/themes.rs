//! The themes of the catalogue (主题分类): one list for the city, replaced as a whole.

use super::events::ThemesEvent;
use crate::permissions::CATALOGUE_PUBLISH;
use contracts::item::Theme;
use contracts::{Aggregate, Claim, Command, Expect};
use kernel::{Env, Permission, Place, Recorded, Refusal, RefusalKind, StreamKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeList {
    pub themes: Vec<Theme>,
}

impl Aggregate for ThemeList {
    const KIND: StreamKind = "themes";
    const SHAPE: u16 = 1;
    type Event = ThemesEvent;

    fn initial(_: i64) -> Self {
        Self { themes: Vec::new() }
    }

    fn apply(&mut self, event: &Recorded<ThemesEvent>) {
        match &event.body {
            ThemesEvent::Published { themes } => self.themes.clone_from(themes),
        }
    }

    fn place(&self) -> Place {
        Place {
            is_public: true,
            ..Place::default()
        }
    }
}

#[derive(Clone, Debug)]
pub struct PublishThemes {
    pub list: i64,
    pub themes: Vec<Theme>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ThemesRefusal {
    #[error("theme {code} is listed twice")]
    Twice { code: String },
}

impl Refusal for ThemesRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "catalogue.themes.twice",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Twice { .. } => RefusalKind::Invalid,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Twice { code } => vec![("code", code.clone())],
        }
    }
}

/// There is one list: the claim leads to its stream.
pub const LIST_CLAIM: (&str, &str) = ("theme-list", "city");

impl Command for PublishThemes {
    type State = ThemeList;
    type Refusal = ThemesRefusal;
    const PERMISSION: Permission = CATALOGUE_PUBLISH;
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.list
    }

    fn decide(&self, _: &ThemeList, _: &Env) -> Result<Vec<ThemesEvent>, ThemesRefusal> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.themes.iter().find(|theme| !seen.insert(&theme.code)) {
            return Err(ThemesRefusal::Twice {
                code: twice.code.clone(),
            });
        }
        Ok(vec![ThemesEvent::Published {
            themes: self.themes.clone(),
        }])
    }

    fn claims(&self, _: &[ThemesEvent]) -> Vec<Claim> {
        vec![Claim {
            kind: LIST_CLAIM.0,
            key: LIST_CLAIM.1.to_owned(),
            stream: self.list,
        }]
    }
}
