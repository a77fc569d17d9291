//! The register of erasures: whose data was erased, and when. It lies beside the keys, apart from
//! every backup, so that a backup of before an erasure cannot bring a person back.

use crate::vault::{MasterKey, mac};
use crate::{Conn, Store, StoreError, Target, vault};
use kernel::{PartyId, Timestamp};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

impl Store {
    /// From now on, each erasure is in this register before it is done.
    pub fn keep_erasures_in(&self, register: PathBuf) {
        if self.inner.erasures.set(register).is_err() {
            tracing::warn!("the register of erasures was set already");
        }
    }
}

/// Adds a line; durable when this returns. An erasure that then fails is done by the next restore.
pub(crate) fn note(
    register: &Path,
    master: &MasterKey,
    party: PartyId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let write = || {
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(register)?;
        file.write_all(line(master, party, at).as_bytes())?;
        file.sync_all()
    };
    write().map_err(|cause| StoreError::File {
        path: register.display().to_string(),
        cause,
    })
}

fn line(master: &MasterKey, party: PartyId, at: Timestamp) -> String {
    let key = master.derive("erasure register");
    let mac = mac(&key, &[&party.0.to_be_bytes(), &at.0.to_be_bytes()]);
    format!("{} {} {}\n", party.0, at.0, hex::encode(mac))
}

/// Reads a register; a line that was not written with this master key is refused.
pub fn read(
    register: &Path,
    master: &MasterKey,
) -> Result<BTreeMap<PartyId, Timestamp>, StoreError> {
    let text = std::fs::read_to_string(register).map_err(|cause| StoreError::File {
        path: register.display().to_string(),
        cause,
    })?;
    let mut erased = BTreeMap::new();
    for (n, found) in text.lines().enumerate() {
        let wrong = || {
            StoreError::Wrong(format!(
                "line {} of the register of erasures was not written with this master key",
                n + 1
            ))
        };
        let mut words = found.split(' ').map(str::parse::<i64>);
        let (Some(Ok(party)), Some(Ok(at))) = (words.next(), words.next()) else {
            return Err(wrong());
        };
        let (party, at) = (PartyId(party), Timestamp(at));
        if line(master, party, at).trim_end() != found {
            return Err(wrong());
        }
        erased.insert(party, at);
    }
    Ok(erased)
}

/// Erases again whoever the register names; returns how many were there. Refuses a register that
/// does not know of an erasure that the database knows of: it is not the whole one.
pub fn apply(target: &Target, erased: &BTreeMap<PartyId, Timestamp>) -> Result<u64, StoreError> {
    let mut conn = Conn::open(target)?;
    let known = conn.query(
        "SELECT party FROM vault_key WHERE erased_at IS NOT NULL ORDER BY party",
        &[],
    )?;
    let known: Vec<PartyId> = known.iter().map(|record| PartyId(record.int(0))).collect();
    if let Some(party) = known.iter().find(|party| !erased.contains_key(party)) {
        return Err(StoreError::Wrong(format!(
            "the register of erasures lacks party {}, whom the backup knows as erased: give every \
             node's register with --erasures",
            party.0
        )));
    }
    let mut count = 0;
    conn.begin_write()?;
    for (party, at) in erased {
        if !known.contains(party) {
            vault::erase(&mut conn, *party, *at)?;
            count += 1;
        }
    }
    conn.commit()?;
    Ok(count)
}
