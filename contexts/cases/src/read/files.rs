//! Files of a case. An event names a file by its id and the hash of its content; what it is called,
//! how large it is and where its bytes lie is personal data and in the vault under the same id.

use crate::domain::filing::FileRef;
use contracts::VaultWrite;
use kernel::{FileId, PartyId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Reader, StoreError};
use web::files::StoredFile;

/// Kind of the vault entry.
const KIND: &str = "file";

/// A file as people know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    pub id: FileId,
    /// As the person called it, tidied.
    pub name: String,
    pub stored: StoredFile,
}

impl NamedFile {
    /// What an event says of it.
    pub fn reference(&self) -> FileRef {
        FileRef {
            file: self.id,
            sha256: self.stored.sha256.clone(),
        }
    }

    /// The vault entry that goes with the command.
    pub fn keep(&self, party: PartyId) -> Result<VaultWrite, StoreError> {
        Ok(VaultWrite {
            id: self.id.0,
            party,
            kind: KIND,
            plain: serde_json::to_vec(self)
                .map_err(|error| StoreError::Wrong(error.to_string()))?,
            look_up: Vec::new(),
            is_of_party: false,
        })
    }
}

/// The files that events speak of; one whose content is not the one meant, or that was erased, is
/// missing.
pub fn open_files<'f>(
    reader: &mut Reader,
    files: impl IntoIterator<Item = &'f FileRef>,
) -> Result<HashMap<FileId, NamedFile>, StoreError> {
    let files: Vec<&FileRef> = files.into_iter().collect();
    let ids: Vec<i64> = files.iter().map(|file| file.file.0).collect();
    let opened = reader.open_vault(&ids)?;
    let named = files.into_iter().filter_map(|file| {
        let named: NamedFile = serde_json::from_slice(opened.get(&file.file.0)?).ok()?;
        (named.stored.sha256 == file.sha256).then_some((file.file, named))
    });
    Ok(named.collect())
}
