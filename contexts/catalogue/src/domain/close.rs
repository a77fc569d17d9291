//! 暂停 and 取消: nobody may begin a new case; running ones keep the version they began under.

use super::events::{Document, ItemEvent};
use super::item::{Item, ItemState};
use crate::permissions::CATALOGUE_PUBLISH;
use contracts::Command;
use kernel::{Env, ItemId, Permission, Refusal, RefusalKind};
use thiserror::Error;

/// 暂停. The next published version puts the item in use again.
#[derive(Clone, Debug)]
pub struct Suspend {
    pub item: ItemId,
    pub document: Document,
    pub seen_version: Option<i64>,
}

/// 取消. For good.
#[derive(Clone, Debug)]
pub struct Withdraw {
    pub item: ItemId,
    pub document: Document,
    pub seen_version: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CloseRefusal {
    #[error("item is {state}")]
    WrongState { state: ItemState },
    #[error("suspending or withdrawing an item needs its document")]
    DocumentMissing,
}

impl Refusal for CloseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "catalogue.close.wrong-state",
            Self::DocumentMissing => "catalogue.close.document-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::DocumentMissing => RefusalKind::Invalid,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::WrongState { .. } => None,
            Self::DocumentMissing => Some("number".into()),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::DocumentMissing => Vec::new(),
        }
    }
}

pub fn suspend(item: &Item, document: &Document) -> Result<Document, CloseRefusal> {
    match item.state {
        ItemState::InUse => named(document),
        ItemState::New | ItemState::Listed | ItemState::Suspended | ItemState::Withdrawn => {
            Err(CloseRefusal::WrongState { state: item.state })
        }
    }
}

pub fn withdraw(item: &Item, document: &Document) -> Result<Document, CloseRefusal> {
    match item.state {
        ItemState::InUse | ItemState::Suspended | ItemState::Listed => named(document),
        ItemState::New | ItemState::Withdrawn => {
            Err(CloseRefusal::WrongState { state: item.state })
        }
    }
}

fn named(document: &Document) -> Result<Document, CloseRefusal> {
    let document = Document {
        number: document.number.trim().to_owned(),
        title: document.title.trim().to_owned(),
    };
    if document.number.is_empty() {
        return Err(CloseRefusal::DocumentMissing);
    }
    Ok(document)
}

impl Command for Suspend {
    type State = Item;
    type Refusal = CloseRefusal;
    const PERMISSION: Permission = CATALOGUE_PUBLISH;

    fn stream(&self) -> i64 {
        self.item.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, item: &Item, _: &Env) -> Result<Vec<ItemEvent>, CloseRefusal> {
        suspend(item, &self.document).map(|document| vec![ItemEvent::Suspended { document }])
    }
}

impl Command for Withdraw {
    type State = Item;
    type Refusal = CloseRefusal;
    const PERMISSION: Permission = CATALOGUE_PUBLISH;

    fn stream(&self) -> i64 {
        self.item.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, item: &Item, _: &Env) -> Result<Vec<ItemEvent>, CloseRefusal> {
        withdraw(item, &self.document).map(|document| vec![ItemEvent::Withdrawn { document }])
    }
}
