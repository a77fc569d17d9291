//! Recording people and firms: which vault entries there are, and whether anything changed.

use super::keyed::keyed_hash;
use crate::domain::party::{Party, PartyFacts, vault_kind as kind};
use crate::domain::record_party::RecordParty;
use contracts::VaultWrite;
use kernel::{AreaCode, PartyId};
use std::collections::{BTreeMap, HashMap};
use store::{CommandError, Reader, Store, StoreError, Who};

/// A person or a firm in clear, on the way into the vault. Empty values are not known.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct PartyRecord {
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
        f.debug_struct("PartyRecord")
            .field("is_firm", &self.is_firm)
            .finish_non_exhaustive()
    }
}

impl PartyRecord {
    fn number_kind(&self) -> &'static str {
        if self.is_firm {
            kind::USCC
        } else {
            kind::IDENTITY_NUMBER
        }
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
const LOOKED_UP: [&str; 4] = [
    kind::NAME,
    kind::IDENTITY_NUMBER,
    kind::USCC,
    kind::MOBILE_PHONE,
];

/// A party as it is recorded, with its entries in clear.
#[derive(Debug)]
pub(crate) struct Stored {
    id: PartyId,
    version: i64,
    facts: PartyFacts,
    entries: HashMap<String, String>,
}

impl Stored {
    pub(crate) fn version(&self) -> i64 {
        self.version
    }
}

/// The claim on the party's number, if it has one.
pub(crate) fn claim_of(store: &Store, record: &PartyRecord) -> Option<(&'static str, String)> {
    let kind = record.number_kind();
    (!record.number.is_empty()).then(|| (kind, keyed_hash(store, kind, &record.number)))
}

/// The party that is known already, or that has the number.
pub(crate) fn find_stored(
    reader: &mut Reader,
    known: Option<PartyId>,
    claim: Option<&(&'static str, String)>,
) -> Result<Option<Stored>, StoreError> {
    let id = match (known, claim) {
        (Some(known), _) => Some(known),
        (None, Some((kind, key))) => reader.find_claim(kind, key)?.map(PartyId),
        (None, None) => None,
    };
    let Some(id) = id else {
        return Ok(None);
    };
    let Some((version, party)) = reader.find_state::<Party>(id.0)? else {
        return Ok(None);
    };
    let ids: Vec<i64> = party.facts.entries.values().copied().collect();
    let opened = reader.open_vault(&ids)?;
    let entries = party
        .facts
        .entries
        .iter()
        .filter_map(|(kind, id)| {
            let plain = opened.get(id)?;
            Some((kind.clone(), String::from_utf8_lossy(plain).into_owned()))
        })
        .collect();
    Ok(Some(Stored {
        id,
        version,
        facts: party.facts,
        entries,
    }))
}

/// The party's id, and the command that records what is new of it; none if nothing is.
pub(crate) fn command_for(
    store: &Store,
    stored: Option<Stored>,
    record: &PartyRecord,
) -> (PartyId, Option<RecordParty>) {
    let stored = stored.unwrap_or_else(|| Stored {
        id: PartyId(store.new_id()),
        version: 0,
        facts: PartyFacts::default(),
        entries: HashMap::new(),
    });
    let (id, before) = (stored.id, stored.facts);
    // What is not known now is not forgotten: it keeps its entry.
    let mut entries = before.entries.clone();
    let mut vault = Vec::new();
    for (kind, value) in record.values() {
        let entry = *entries
            .entry(kind.to_owned())
            .or_insert_with(|| store.new_id());
        if stored.entries.get(kind).map(String::as_str) == Some(value) {
            continue;
        }
        let look_up = LOOKED_UP.contains(&kind).then(|| (kind, value.to_owned()));
        vault.push(VaultWrite {
            id: entry,
            party: id,
            kind,
            plain: value.as_bytes().to_vec(),
            look_up: look_up.into_iter().collect(),
            is_of_party: true,
        });
    }
    let facts = PartyFacts {
        is_firm: record.is_firm,
        area: if record.area.0 == 0 {
            before.area
        } else {
            record.area
        },
        entries,
        representative: record.representative.or(before.representative),
        revision: before.revision + i64::from(!vault.is_empty()),
    };
    if facts == before {
        return (id, None);
    }
    let is_new_number = vault.iter().any(|write| write.kind == record.number_kind());
    let claims = claim_of(store, record)
        .filter(|_| is_new_number)
        .into_iter()
        .collect();
    let command = RecordParty {
        id,
        facts,
        claims,
        vault,
    };
    (id, Some(command))
}

/// Records a party, or what changed of it. The party of the number is found again; one without a
/// number only by `known`.
pub(crate) fn record_blocking(
    store: &Store,
    who: Who,
    known: Option<PartyId>,
    record: &PartyRecord,
) -> Result<PartyId, CommandError> {
    let claim = claim_of(store, record);
    let stored = store.read_blocking(move |reader| find_stored(reader, known, claim.as_ref()))?;
    let (id, command) = command_for(store, stored, record);
    if let Some(command) = command {
        store.execute_blocking(who, None, command)?;
    }
    Ok(id)
}
