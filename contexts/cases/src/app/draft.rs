//! Drafts (暂存): what somebody has begun and not sent. Not a case, not counted, no events: a sealed
//! plain row of his account that goes by itself after thirty days.

use crate::{
    domain::submit::Application,
    read::{Answers, NamedFile, ServiceAddress},
};
use contracts::item::{ItemPin, ServedParty};
use kernel::{AccountId, CaseId, Date, PartyId, Timestamp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{CommandError, Plain, Reader, Store, StoreError};

/// How long a draft stays after it was last saved.
const DAYS: i64 = 30;
/// How often a change is tried again when another tab was quicker.
const TRIES: u8 = 8;
/// Nobody has more on his list.
pub const MOST: usize = 50;

/// Something unfinished, kept under the account that began it.
pub trait Unfinished: Serialize + DeserializeOwned + Send + 'static {
    /// Kind of its plain row.
    const KIND: &'static str;
}

/// An application that is being filled in. Its id is that of the case that it becomes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// The version under which it was begun.
    pub pin: ItemPin,
    pub begun_on: Date,
    pub party: PartyId,
    pub party_kind: ServedParty,
    /// What the city holds, and when it was looked up.
    pub held: BTreeMap<String, String>,
    pub held_at: Timestamp,
    /// As typed, right or wrong.
    pub answers: Answers,
    /// Who saved which step last.
    pub saved: BTreeMap<String, SavedStep>,
    /// By code of the material.
    pub files: Files,
    /// 告知承诺: whether it was chosen, and the signed paper.
    pub by_promise: Option<bool>,
    pub signed_promise: Option<NamedFile>,
    pub service: ServiceTyped,
    pub version: i64,
    pub saved_at: Timestamp,
}

impl Unfinished for Draft {
    const KIND: &'static str = "draft";
}

/// What was last saved of a step: at which version, from which showing of its page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedStep {
    pub version: i64,
    pub page: String,
}

/// Files by material, and what was wrong with those that were not taken: shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    pub by_material: BTreeMap<String, Vec<NamedFile>>,
    pub refused: Vec<RefusedFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    pub material: String,
    pub name: String,
    /// Code of the sentence.
    pub code: String,
}

impl Files {
    pub fn of(&self, material: &str) -> &[NamedFile] {
        self.by_material
            .get(material)
            .map_or(&[], |files| files.as_slice())
    }

    pub fn find(&self, id: kernel::FileId) -> Option<&NamedFile> {
        self.by_material
            .values()
            .flatten()
            .find(|file| file.id == id)
    }

    pub fn add(&mut self, material: &str, file: NamedFile) {
        let files = self.by_material.entry(material.to_owned()).or_default();
        // The same bytes again are the same file, whatever they are called.
        files.retain(|other| other.stored.sha256 != file.stored.sha256);
        files.push(file);
    }

    pub fn remove(&mut self, id: kernel::FileId) {
        for files in self.by_material.values_mut() {
            files.retain(|file| file.id != id);
        }
        self.by_material.retain(|_, files| !files.is_empty());
    }
}

/// 送达地址 as typed; nothing is chosen in advance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceTyped {
    pub recipient: String,
    pub phone: String,
    pub address: String,
    pub is_electronic: Option<bool>,
}

impl ServiceTyped {
    pub fn address(&self) -> ServiceAddress {
        ServiceAddress {
            recipient: self.recipient.clone(),
            phone: self.phone.clone(),
            address: self.address.clone(),
            is_electronic: self.is_electronic == Some(true),
        }
    }
}

impl Draft {
    /// The answers with what the city holds in its place: nobody types over it.
    pub fn answers(&self) -> Answers {
        let mut answers = self.answers.clone();
        for (code, value) in &self.held {
            if !answers.disputed.contains(code) {
                answers.fields.insert(code.clone(), value.clone());
            }
        }
        answers
    }

    pub fn is_held(&self, code: &str) -> bool {
        self.held.contains_key(code) && !self.answers.disputed.iter().any(|other| other == code)
    }

    /// Notes that a step was saved.
    pub fn mark(&mut self, step: &str, page: &str, now: Timestamp) {
        self.version += 1;
        self.saved_at = now;
        let saved = SavedStep {
            version: self.version,
            page: page.to_owned(),
        };
        self.saved.insert(step.to_owned(), saved);
    }
}

/// What the applicant brings to a case that runs: a correction, or what was allowed to follow.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Supplement {
    pub files: Files,
    /// The corrected form, once he has begun to correct it.
    pub answers: Option<Answers>,
    pub version: i64,
}

impl Unfinished for Supplement {
    const KIND: &'static str = "supplement";
}

/// Something unfinished as found, with what a change of it must still find.
#[derive(Clone, Debug)]
pub struct Found<T> {
    pub value: T,
    pub expires_at: Timestamp,
    body: Vec<u8>,
}

/// The account's own; somebody else's is not there.
pub fn find<T: Unfinished>(
    reader: &mut Reader,
    account: AccountId,
    id: i64,
) -> Result<Option<Found<T>>, StoreError> {
    let Some(row) = reader.find_plain(T::KIND, &id.to_string())? else {
        return Ok(None);
    };
    if row.owner != account.0 {
        return Ok(None);
    }
    open(reader, &row)
}

fn open<T: Unfinished>(reader: &Reader, row: &Plain) -> Result<Option<Found<T>>, StoreError> {
    let plain = reader.unseal(T::KIND, &row.body)?;
    // A draft of an older shape cannot be taken up again.
    Ok(serde_json::from_slice(&plain).ok().map(|value| Found {
        value,
        expires_at: row.expires_at,
        body: row.body.clone(),
    }))
}

/// The account's drafts with their ids, the newest first.
pub fn list(
    reader: &mut Reader,
    account: AccountId,
    limit: usize,
) -> Result<Vec<(CaseId, Found<Draft>)>, StoreError> {
    let mut drafts = Vec::new();
    for row in reader.list_plain(Draft::KIND, account.0, limit)? {
        if let (Ok(id), Some(found)) = (row.key.parse(), open(reader, &row)?) {
            drafts.push((CaseId(id), found));
        }
    }
    Ok(drafts)
}

/// Begins.
pub async fn begin<T: Unfinished>(
    store: &Store,
    account: AccountId,
    id: i64,
    value: &T,
) -> Result<(), CommandError> {
    let row = sealed(store, account, id, value)?;
    store.write(move |tx| tx.put_plain(&row)).await
}

/// Changes it; if another tab was quicker, on top of what that one saved. `None` if it is not there.
pub async fn change<T: Unfinished>(
    store: &Store,
    account: AccountId,
    id: i64,
    apply: impl Fn(&mut T),
) -> Result<Option<T>, CommandError> {
    for _ in 0..TRIES {
        let found = store
            .read(move |reader| find::<T>(reader, account, id))
            .await?;
        let Some(mut found) = found else {
            return Ok(None);
        };
        apply(&mut found.value);
        let row = sealed(store, account, id, &found.value)?;
        let was_swapped = Arc::new(AtomicBool::new(false));
        let (says, read) = (Arc::clone(&was_swapped), found.body);
        store
            .write(move |tx| {
                says.store(tx.swap_plain(&row, &read)?, Ordering::SeqCst);
                Ok(())
            })
            .await?;
        if was_swapped.load(Ordering::SeqCst) {
            return Ok(Some(found.value));
        }
    }
    Err(CommandError::Unknown)
}

/// Deletes what was typed. What was uploaded and never filed is named by nothing any more.
pub async fn delete<T: Unfinished>(store: &Store, id: i64) -> Result<(), CommandError> {
    store
        .write(move |tx| tx.delete_plain(T::KIND, &id.to_string()))
        .await
}

/// Deletes everything unfinished of an account; waits until it is durable.
pub fn delete_all(store: &Store, account: AccountId) -> Result<(), CommandError> {
    store.write_blocking(move |tx| {
        tx.delete_plain_of(Draft::KIND, account.0)?;
        tx.delete_plain_of(Supplement::KIND, account.0)
    })
}

fn sealed<T: Unfinished>(
    store: &Store,
    account: AccountId,
    id: i64,
    value: &T,
) -> Result<Plain, StoreError> {
    let body = serde_json::to_vec(value).map_err(|error| StoreError::Wrong(error.to_string()))?;
    let now = store.now();
    Ok(Plain {
        kind: T::KIND,
        key: id.to_string(),
        owner: account.0,
        at: now,
        expires_at: now.plus_seconds(DAYS * 86_400),
        body: store.seal(T::KIND, &body)?,
    })
}

/// Makes the application out of what was typed, with the vault entries that go with it. `answers`
/// have been checked.
pub fn application(
    store: &Store,
    case_id: CaseId,
    draft: &Draft,
    mut answers: Answers,
    conditional: Vec<String>,
    promise_text: Option<&str>,
) -> Result<Application, StoreError> {
    let mut keeper = Keeper::new(store, draft.party);
    let service = draft.service.address();
    let electronic_service = if service.is_electronic {
        Some(keeper.keep("service-address", &service.to_text())?)
    } else {
        answers.service = Some(service);
        None
    };
    let promise = match (draft.by_promise, &draft.signed_promise, promise_text) {
        (Some(true), Some(signed), Some(text)) => Some(crate::domain::filing::PromisePaper {
            text: keeper.keep("promise", text)?,
            signed: keeper.file(signed)?,
        }),
        _ => None,
    };
    let kept = keeper.keep("answers", &answers.to_text())?;
    Ok(Application {
        case_id,
        pin: draft.pin,
        begun_on: draft.begun_on,
        party: draft.party,
        party_kind: draft.party_kind,
        answers: kept,
        materials: keeper.materials(&draft.files)?,
        conditional,
        electronic_service,
        promise,
        vault: keeper.vault,
    })
}

/// Puts what belongs to one party into the vault, and gives what an event may say of it.
#[derive(Debug)]
pub struct Keeper<'s> {
    store: &'s Store,
    party: PartyId,
    pub vault: Vec<contracts::VaultWrite>,
}

impl<'s> Keeper<'s> {
    pub fn new(store: &'s Store, party: PartyId) -> Self {
        Self {
            store,
            party,
            vault: Vec::new(),
        }
    }

    pub fn keep(&mut self, kind: &'static str, text: &str) -> Result<contracts::Kept, StoreError> {
        let (kept, write) = contracts::Kept::new(
            self.store.new_id(),
            store::random()?,
            self.party,
            kind,
            text.as_bytes(),
        );
        self.vault.push(write);
        Ok(kept)
    }

    pub fn file(&mut self, file: &NamedFile) -> Result<crate::domain::filing::FileRef, StoreError> {
        // One file may serve for two materials; it is kept once.
        if self.vault.iter().all(|write| write.id != file.id.0) {
            self.vault.push(file.keep(self.party)?);
        }
        Ok(file.reference())
    }

    pub fn materials(
        &mut self,
        files: &Files,
    ) -> Result<Vec<crate::domain::filing::MaterialHeld>, StoreError> {
        let mut materials = Vec::new();
        for (code, files) in &files.by_material {
            let files = files
                .iter()
                .map(|file| self.file(file))
                .collect::<Result<_, _>>()?;
            materials.push(crate::domain::filing::MaterialHeld {
                code: code.clone(),
                files,
                paper_copies: 0,
            });
        }
        Ok(materials)
    }
}
