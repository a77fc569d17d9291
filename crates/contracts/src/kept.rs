//! Personal data kept in the vault, seen from an event: a reference and a salted hash, so that the
//! event proves what was said without saying it.

use crate::VaultWrite;
use kernel::PartyId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A reference to a vault entry. The salt lies in the vault with the text: once the entry is
/// erased, the hash proves nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    #[serde(with = "id_as_text")]
    pub id: i64,
    /// SHA-256 of salt and text, in hex.
    pub hash: String,
}

impl Kept {
    /// Makes the reference for the event and the entry for the vault.
    pub fn new(
        id: i64,
        salt: [u8; 16],
        party: PartyId,
        kind: &'static str,
        plain: &[u8],
    ) -> (Self, VaultWrite) {
        let mut salted = Vec::with_capacity(salt.len() + plain.len());
        salted.extend_from_slice(&salt);
        salted.extend_from_slice(plain);
        let kept = Self {
            id,
            hash: hex::encode(Sha256::digest(&salted)),
        };
        let write = VaultWrite {
            id,
            party,
            kind,
            plain: salted,
            look_up: Vec::new(),
            is_of_party: false,
        };
        (kept, write)
    }

    /// The text of an opened entry, if it is the one that the event speaks of.
    pub fn open<'a>(&self, salted: &'a [u8]) -> Option<&'a [u8]> {
        (hex::encode(Sha256::digest(salted)) == self.hash).then(|| salted.get(16..))?
    }
}

mod id_as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde calls"
    )]
    pub(super) fn serialize<S: Serializer>(id: &i64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(id)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
