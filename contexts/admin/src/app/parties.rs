//! Recording people and firms: which vault entries there are, and whether anything changed.

use super::keyed::keyed_hash;
use crate::domain::party::{Party, PartyFacts, vault_kind as kind};
use crate::domain::record_party::RecordParty;
use contracts::VaultWrite;
use kernel::{AreaCode, PartyId};
use std::collections::{BTreeMap, HashMap};
use store::{CommandError, Store, Who};

/// A person or a firm in clear, on the way into the vault. Empty values are not known.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PartyRecord {
    pub is_firm: bool,
    pub area: AreaCode,
    pub name: String,
    /// Identity number or unified social credit code.
    pub number: String,
    pub phone: String,
    pub address: String,
    pub login: String,
    /// Of a firm: the person's party, and the name as printed.
    pub representative: Option<PartyId>,
    pub legal_representative: String,
}

impl std::fmt::Debug for PartyRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // No personal data in a log.
        f.debug_struct("PartyRecord").field("is_firm", &self.is_firm).finish_non_exhaustive()
    }
}

impl PartyRecord {
    fn number_kind(&self) -> &'static str {
        if self.is_firm { kind::USCC } else { kind::IDENTITY_NUMBER }
    }

    /// Kind and value of each entry that is known.
    fn values(&self) -> BTreeMap<&'static str, &str> {
        [
            (kind::NAME, self.name.as_str()),
            (self.number_kind(), &self.number),
            (kind::MOBILE_PHONE, &self.phone),
            (kind::ADDRESS, &self.address),
            (kind::LOGIN, &self.login),
            (kind::LEGAL_REPRESENTATIVE, &self.legal_representative),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }
}

/// Kinds by which a party is found.
const LOOKED_UP: [&str; 4] = [kind::NAME, kind::IDENTITY_NUMBER, kind::USCC, kind::MOBILE_PHONE];

/// Records a party, or what changed of it. The party of the number is found again; one without a
/// number only by `known`.
pub fn record_blocking(
    store: &Store,
    known: Option<PartyId>,
    record: &PartyRecord,
) -> Result<PartyId, CommandError> {
    let claim = (!record.number.is_empty())
        .then(|| (record.number_kind(), keyed_hash(store, record.number_kind(), &record.number)));
    let found = match (known, &claim) {
        (Some(known), _) => Some(known),
        (None, Some((kind, key))) => {
            let (kind, key) = (*kind, key.clone());
            store.read_blocking(move |reader| reader.find_claim(kind, &key))?.map(PartyId)
        }
        (None, None) => None,
    };
    let id = found.unwrap_or_else(|| PartyId(store.new_id()));
    let (before, in_vault) = stored(store, id)?;
    let values = record.values();
    // What is not known now is not forgotten: it keeps its entry.
    let mut entries = before.entries.clone();
    let mut vault = Vec::new();
    for (kind, value) in &values {
        let entry = *entries.entry((*kind).to_owned()).or_insert_with(|| store.new_id());
        if in_vault.get(*kind).map(String::as_str) == Some(*value) {
            continue;
        }
        vault.push(VaultWrite {
            id: entry,
            party: id,
            kind,
            plain: value.as_bytes().to_vec(),
            look_up: LOOKED_UP
                .contains(kind)
                .then(|| (*kind, (*value).to_owned()))
                .into_iter()
                .collect(),
        });
    }
    let facts = PartyFacts {
        is_firm: record.is_firm,
        area: if record.area.0 == 0 { before.area } else { record.area },
        entries,
        representative: record.representative.or(before.representative),
        revision: before.revision + i64::from(!vault.is_empty()),
    };
    if facts == before {
        return Ok(id);
    }
    let is_new_number = vault.iter().any(|write| write.kind == record.number_kind());
    let command = RecordParty {
        id,
        facts,
        claims: claim.filter(|_| is_new_number).into_iter().collect(),
        vault,
    };
    store.execute_blocking(Who::System, None, command)?;
    Ok(id)
}

/// What is recorded of the party, and its entries by kind.
fn stored(store: &Store, id: PartyId) -> Result<(PartyFacts, HashMap<String, String>), CommandError> {
    let stored = store.read_blocking(move |reader| {
        let Some((_, party)) = reader.find_state::<Party>(id.0)? else {
            return Ok((PartyFacts::default(), HashMap::new()));
        };
        let ids: Vec<i64> = party.facts.entries.values().copied().collect();
        let opened = reader.open_vault(&ids)?;
        let texts = party
            .facts
            .entries
            .iter()
            .filter_map(|(kind, id)| {
                let plain = opened.get(id)?;
                Some((kind.clone(), String::from_utf8_lossy(plain).into_owned()))
            })
            .collect();
        Ok((party.facts, texts))
    })?;
    Ok(stored)
}
