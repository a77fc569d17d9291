//! The vault: personal data beside the log, each party's under a key of its own, so that erasing
//! the key erases the data wherever it was copied. Look-ups go by keyed HMAC.
//!
//! Cipher: AES-256-GCM, tag 1 in the first byte; a provider with another cipher gets another tag.

use crate::{Conn, StoreError, schema};
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use aes_gcm::{Aes256Gcm, Key};
use contracts::{Value, VaultWrite};
use hmac::{Hmac, Mac};
use kernel::{PartyId, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

const AES_GCM: u8 = 1;

/// The master key: wraps the parties' keys and keys the look-ups.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

impl MasterKey {
    /// Reads the key file, or makes one that only its owner can read.
    pub fn load_or_create(path: &Path) -> Result<Self, StoreError> {
        let trouble = |cause| StoreError::File {
            path: path.display().to_string(),
            cause,
        };
        match std::fs::read(path) {
            Ok(bytes) => bytes
                .try_into()
                .map(Self)
                .map_err(|_| StoreError::Vault("master key file")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                use std::io::Write as _;
                use std::os::unix::fs::OpenOptionsExt as _;
                let key: [u8; 32] = random()?;
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(trouble)?;
                }
                let mut file = std::fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(path)
                    .map_err(trouble)?;
                file.write_all(&key).map_err(trouble)?;
                file.sync_all().map_err(trouble)?;
                Ok(Self(key))
            }
            Err(error) => Err(trouble(error)),
        }
    }

    /// A key for tests and for the simulated city.
    pub fn from_seed(seed: &str) -> Self {
        Self(Sha256::digest(seed.as_bytes()).into())
    }

    /// A key for one use, derived from the master key.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        mac(&self.0, &[purpose.as_bytes()])
    }

    /// The keyed hash by which a value is looked up.
    pub(crate) fn look_up_mac(&self, kind: &str, value: &str) -> Vec<u8> {
        let key = self.derive("vault look-up");
        mac(&key, &[kind.as_bytes(), b"\0", value.as_bytes()]).to_vec()
    }

    /// Whether this key opens the vault of a database or backup; true of an empty vault.
    pub fn fits(&self, target: &crate::Target) -> Result<bool, StoreError> {
        let mut conn = Conn::open_read_only(target)?;
        let record = conn.query_one(
            "SELECT party, wrapped FROM vault_key WHERE wrapped IS NOT NULL ORDER BY party LIMIT 1",
            &[],
        )?;
        Ok(record.is_none_or(|record| self.unwrap(PartyId(record.int(0)), record.blob(1)).is_ok()))
    }

    fn wrap(&self, party: PartyId, key: &[u8; 32]) -> Result<Vec<u8>, StoreError> {
        seal(&self.derive("vault wrap"), &party.0.to_be_bytes(), key)
    }

    fn unwrap(&self, party: PartyId, wrapped: &[u8]) -> Result<[u8; 32], StoreError> {
        open(&self.derive("vault wrap"), &party.0.to_be_bytes(), wrapped)?
            .try_into()
            .map_err(|_| StoreError::Vault("party key"))
    }
}

pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else {
        // HMAC takes a key of any length; this arm cannot be reached.
        return [0; 32];
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Vault("randomness"))?;
    Ok(bytes)
}

/// Encrypts with a key; the bound data must be the same when it is opened.
pub(crate) fn seal(key: &[u8; 32], bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
    let nonce: [u8; 12] = random()?;
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let text = cipher
        .encrypt(&Nonce::<Aes256Gcm>::from(nonce), payload)
        .map_err(|_| StoreError::Vault("entry"))?;
    let mut sealed = Vec::with_capacity(1 + nonce.len() + text.len());
    sealed.push(AES_GCM);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&text);
    Ok(sealed)
}

/// Decrypts what [`seal`] made.
pub(crate) fn open(key: &[u8; 32], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (Some(&AES_GCM), Some(nonce), Some(text)) =
        (sealed.first(), sealed.get(1..13), sealed.get(13..))
    else {
        return Err(StoreError::Vault("entry"));
    };
    let nonce: [u8; 12] = nonce.try_into().map_err(|_| StoreError::Vault("entry"))?;
    let payload = Payload {
        msg: text,
        aad: bound,
    };
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
        .decrypt(&Nonce::<Aes256Gcm>::from(nonce), payload)
        .map_err(|_| StoreError::Vault("entry"))
}

/// Keys of the parties, read with one query. A party without a key is missing; one that was erased
/// is there with `None`.
fn party_keys(
    conn: &mut Conn,
    master: &MasterKey,
    parties: &BTreeSet<PartyId>,
) -> Result<HashMap<PartyId, Option<[u8; 32]>>, StoreError> {
    let sql = format!(
        "SELECT party, wrapped FROM vault_key WHERE {}",
        conn.dialect().one_of("party", 1)
    );
    let ids = Value::Ints(parties.iter().map(|party| party.0).collect());
    let mut keys = HashMap::new();
    for record in conn.query(&sql, &[ids])? {
        let party = PartyId(record.int(0));
        let key = match record.blob(1) {
            [] => None,
            wrapped => Some(master.unwrap(party, wrapped)?),
        };
        keys.insert(party, key);
    }
    Ok(keys)
}

/// Writes entries in the running transaction. Entries of an erased party are dropped: what was
/// erased does not come back by a late command.
pub(crate) fn write(
    conn: &mut Conn,
    master: &MasterKey,
    writes: &[VaultWrite],
    now: Timestamp,
) -> Result<(), StoreError> {
    if writes.is_empty() {
        return Ok(());
    }
    let parties: BTreeSet<PartyId> = writes.iter().map(|write| write.party).collect();
    let mut keys = party_keys(conn, master, &parties)?;
    let mut new_keys = Vec::new();
    for party in parties {
        if let std::collections::hash_map::Entry::Vacant(slot) = keys.entry(party) {
            let key = random()?;
            new_keys.push(vec![
                party.into(),
                master.wrap(party, &key)?.into(),
                Value::Null,
            ]);
            slot.insert(Some(key));
        }
    }
    let mut entries = Vec::new();
    let mut look_ups = Vec::new();
    for write in writes {
        let Some(Some(key)) = keys.get(&write.party) else {
            continue;
        };
        let cipher = seal(key, &write.id.to_be_bytes(), &write.plain)?;
        entries.push(vec![
            Value::Int(write.id),
            write.party.into(),
            write.kind.into(),
            now.into(),
            write.is_of_party.into(),
            cipher.into(),
        ]);
        for (kind, value) in &write.look_up {
            look_ups.push(vec![
                (*kind).into(),
                master.look_up_mac(kind, value).into(),
                Value::Int(write.id),
                write.party.into(),
            ]);
        }
    }
    conn.insert(
        "vault_key",
        schema::columns(&schema::VAULT_KEY),
        &new_keys,
        "",
    )?;
    conn.insert(
        "vault",
        schema::columns(&schema::VAULT),
        &entries,
        "ON CONFLICT (id) DO UPDATE SET at = excluded.at, cipher = excluded.cipher",
    )?;
    conn.insert(
        "vault_look_up",
        schema::columns(&schema::VAULT_LOOK_UP),
        &look_ups,
        "ON CONFLICT (kind, mac, id) DO NOTHING",
    )
}

/// Opens entries with two queries, however many there are. What was erased is missing.
pub(crate) fn read(
    conn: &mut Conn,
    master: &MasterKey,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT id, party, cipher FROM vault WHERE {}",
        conn.dialect().one_of("id", 1)
    );
    let records = conn.query(&sql, &[Value::Ints(ids.to_vec())])?;
    decrypt(conn, master, &records)
}

/// The newest entry of a kind for each party: names for a list, say.
pub(crate) fn read_of_parties(
    conn: &mut Conn,
    master: &MasterKey,
    kind: &str,
    parties: &[PartyId],
) -> Result<HashMap<PartyId, Vec<u8>>, StoreError> {
    if parties.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT v.id, v.party, v.cipher FROM vault v WHERE v.kind = $1 AND {} AND v.is_of_party = 1
          ORDER BY v.id",
        conn.dialect().one_of("v.party", 2)
    );
    let ids = Value::Ints(parties.iter().map(|party| party.0).collect());
    let records = conn.query(&sql, &[kind.into(), ids])?;
    let opened = decrypt(conn, master, &records)?;
    let mut newest = HashMap::new();
    for record in &records {
        if let Some(plain) = opened.get(&record.int(0)) {
            newest.insert(PartyId(record.int(1)), plain.clone());
        }
    }
    Ok(newest)
}

fn decrypt(
    conn: &mut Conn,
    master: &MasterKey,
    records: &[crate::Record],
) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
    let parties = records
        .iter()
        .map(|record| PartyId(record.int(1)))
        .collect();
    let keys = party_keys(conn, master, &parties)?;
    let mut opened = HashMap::new();
    for record in records {
        if let Some(Some(key)) = keys.get(&PartyId(record.int(1))) {
            let id = record.int(0);
            opened.insert(id, open(key, &id.to_be_bytes(), record.blob(2))?);
        }
    }
    Ok(opened)
}

/// Parties that have an entry with this value, newest first.
pub(crate) fn look_up(
    conn: &mut Conn,
    master: &MasterKey,
    kind: &str,
    value: &str,
    limit: usize,
) -> Result<Vec<PartyId>, StoreError> {
    let records = conn.query(
        &format!(
            "SELECT DISTINCT party FROM vault_look_up WHERE kind = $1 AND mac = $2
              ORDER BY party DESC LIMIT {limit}"
        ),
        &[kind.into(), master.look_up_mac(kind, value).into()],
    )?;
    Ok(records
        .iter()
        .map(|record| PartyId(record.int(0)))
        .collect())
}

/// Erases a party: its key, what it is known by, its look-ups. Events keep references that open
/// nothing, and what else lay under the key is noise without it, here and in every backup.
pub(crate) fn erase(conn: &mut Conn, party: PartyId, now: Timestamp) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO vault_key (party, wrapped, erased_at) VALUES ($1, NULL, $2)
         ON CONFLICT (party) DO UPDATE SET wrapped = NULL, erased_at = excluded.erased_at",
        &[party.into(), now.into()],
    )?;
    conn.execute(
        "DELETE FROM vault WHERE party = $1 AND is_of_party = 1",
        &[party.into()],
    )?;
    conn.execute(
        "DELETE FROM vault_look_up WHERE party = $1",
        &[party.into()],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_entry_opens_only_where_it_belongs() {
        let key = [7; 32];
        let sealed = seal(&key, b"entry 1", b"\xe5\xbc\xa0").unwrap();
        assert_eq!(open(&key, b"entry 1", &sealed).unwrap(), b"\xe5\xbc\xa0");
        assert!(open(&key, b"entry 2", &sealed).is_err());
        assert!(open(&[8; 32], b"entry 1", &sealed).is_err());
    }

    #[test]
    fn a_changed_byte_does_not_open() {
        let mut sealed = seal(&[7; 32], b"", b"text").unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        assert!(open(&[7; 32], b"", &sealed).is_err());
    }
}
