//! 列入: an item is known from an imported list. Its guide is not, so nobody can apply here.

use super::events::{ItemEvent, ListedEntry};
use super::item::{Item, ItemState};
use super::publish::{code_claims, register};
use crate::permissions::CATALOGUE_IMPORT;
use contracts::{Claim, Command, Expect};
use kernel::{Env, ItemId, Permission, Place, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct List {
    pub item: ItemId,
    pub entry: ListedEntry,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListRefusal {
    #[error("item is {state}: its own guide stands above an imported list")]
    WrongState { state: ItemState },
    #[error("the list says nothing new")]
    Unchanged,
}

impl Refusal for ListRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "catalogue.list.wrong-state",
            Self::Unchanged => "catalogue.list.unchanged",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::Unchanged => RefusalKind::Conflict,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::Unchanged => Vec::new(),
        }
    }
}

pub fn list(item: &Item, entry: &ListedEntry) -> Result<ListedEntry, ListRefusal> {
    match item.state {
        ItemState::New | ItemState::Listed => {}
        ItemState::InUse | ItemState::Suspended | ItemState::Withdrawn => {
            return Err(ListRefusal::WrongState { state: item.state });
        }
    }
    if item
        .listed
        .as_ref()
        .is_some_and(|known| known.says_the_same(entry))
    {
        return Err(ListRefusal::Unchanged);
    }
    Ok(entry.clone())
}

impl Command for List {
    type State = Item;
    type Refusal = ListRefusal;
    const PERMISSION: Permission = CATALOGUE_IMPORT;
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.item.0
    }

    fn place(&self, _: &Item, _: &Env) -> Place {
        Place {
            area: self.entry.area,
            is_public: true,
            ..Place::default()
        }
    }

    fn decide(&self, item: &Item, _: &Env) -> Result<Vec<ItemEvent>, ListRefusal> {
        let listed = ItemEvent::Listed(list(item, &self.entry)?);
        let registered = register(item, self.entry.area, &self.entry.code);
        Ok(registered.into_iter().chain([listed]).collect())
    }

    fn claims(&self, events: &[ItemEvent]) -> Vec<Claim> {
        code_claims(self.item, events)
    }
}
