//! The drafts of an account, for its own space and for its erasure.

use crate::app::draft;
use contracts::{
    item::Items,
    queries::{DraftLine, Drafts, QueryError},
};
use kernel::AccountId;
use store::{Reader, Store};

/// Answers what other contexts ask about drafts.
#[derive(Clone, Copy, Debug)]
pub struct DraftsOfCases;

impl Drafts<Reader, Store> for DraftsOfCases {
    fn drafts_of(
        &self,
        reader: &mut Reader,
        account: AccountId,
        limit: usize,
    ) -> Result<Vec<DraftLine>, QueryError> {
        let items = reader.reference.get::<Items>();
        let drafts = draft::list(reader, account, limit)?;
        let lines = drafts.into_iter().filter_map(|(id, found)| {
            let item = items.find(found.value.pin)?;
            Some(DraftLine {
                title: item.body.name.clone(),
                saved_at: found.value.saved_at,
                expires_at: found.expires_at,
                href: format!("/apply/{}/{id}", item.body.code),
            })
        });
        Ok(lines.collect())
    }

    fn delete_drafts(&self, store: &Store, account: AccountId) -> Result<(), QueryError> {
        Ok(draft::delete_all(store, account)?)
    }
}
