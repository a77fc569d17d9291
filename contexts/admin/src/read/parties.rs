//! People and firms by what is printed on their papers: the answer to other contexts.

use crate::domain::party::vault_kind as kind;
use contracts::queries::{Parties, PartyFacts, QueryError};
use kernel::{AccountId, PartyId};
use std::collections::HashMap;
use store::{Reader, StoreError};

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CityParties;

impl Parties<Reader> for CityParties {
    fn names(
        &self,
        reader: &mut Reader,
        parties: &[PartyId],
    ) -> Result<HashMap<PartyId, String>, QueryError> {
        Ok(reader.open_of_parties(kind::NAME, parties)?)
    }

    fn find(&self, reader: &mut Reader, party: PartyId) -> Result<Option<PartyFacts>, QueryError> {
        Ok(find(reader, party)?)
    }

    fn find_by_number(
        &self,
        reader: &mut Reader,
        number: &str,
    ) -> Result<Option<PartyId>, QueryError> {
        Ok(find_by_number(reader, number)?)
    }

    fn find_by_phone(
        &self,
        reader: &mut Reader,
        phone: &str,
        limit: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok(find_all_by(reader, kind::MOBILE_PHONE, phone, limit)?)
    }

    fn find_by_name(
        &self,
        reader: &mut Reader,
        name: &str,
        limit: usize,
    ) -> Result<Vec<PartyId>, QueryError> {
        Ok(find_all_by(reader, kind::NAME, name, limit)?)
    }

    fn firms(&self, reader: &mut Reader, parties: &[PartyId]) -> Result<Vec<PartyId>, QueryError> {
        Ok(firms(reader, parties)?)
    }

    fn accounts_of(
        &self,
        reader: &mut Reader,
        party: PartyId,
    ) -> Result<Vec<AccountId>, QueryError> {
        Ok(accounts_of(reader, party)?)
    }
}

/// The value of one kind of entry; empty if there is none.
fn value(reader: &mut Reader, kind: &str, party: PartyId) -> Result<String, StoreError> {
    Ok(reader
        .open_of_parties(kind, &[party])?
        .remove(&party)
        .unwrap_or_default())
}

/// Everything that is known of a party, unmasked.
pub(crate) fn find(reader: &mut Reader, party: PartyId) -> Result<Option<PartyFacts>, StoreError> {
    let row = reader.query_one(
        "SELECT is_firm FROM party_row WHERE id = $1",
        &[party.into()],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let is_firm = row.int(0) != 0;
    let number = if is_firm {
        kind::USCC
    } else {
        kind::IDENTITY_NUMBER
    };
    Ok(Some(PartyFacts {
        is_firm,
        name: value(reader, kind::NAME, party)?,
        number: value(reader, number, party)?,
        phone: value(reader, kind::MOBILE_PHONE, party)?,
        address: value(reader, kind::ADDRESS, party)?,
        legal_representative: value(reader, kind::LEGAL_REPRESENTATIVE, party)?,
    }))
}

pub(crate) fn find_by_number(
    reader: &mut Reader,
    number: &str,
) -> Result<Option<PartyId>, StoreError> {
    for kind in [kind::IDENTITY_NUMBER, kind::USCC] {
        if let Some(party) = find_by(reader, kind, number)? {
            return Ok(Some(party));
        }
    }
    Ok(None)
}

/// The party that has this value now: a number that was changed leads nowhere.
pub(crate) fn find_by(
    reader: &mut Reader,
    kind: &str,
    sought: &str,
) -> Result<Option<PartyId>, StoreError> {
    Ok(find_all_by(reader, kind, sought, 5)?.into_iter().next())
}

/// Every party that has this value now, at most `limit`.
fn find_all_by(
    reader: &mut Reader,
    kind: &str,
    sought: &str,
    limit: usize,
) -> Result<Vec<PartyId>, StoreError> {
    let candidates = reader.look_up(kind, sought, limit)?;
    let values = reader.open_of_parties(kind, &candidates)?;
    Ok(candidates
        .into_iter()
        .filter(|party| values.get(party).is_some_and(|value| value == sought))
        .collect())
}

fn firms(reader: &mut Reader, parties: &[PartyId]) -> Result<Vec<PartyId>, StoreError> {
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let mut params = Vec::new();
    let ids = parties.iter().map(|party| party.0).collect();
    let among = reader.one_of("id", contracts::Value::Ints(ids), &mut params);
    let sql = format!(
        "SELECT id FROM party_row WHERE {among} AND is_firm = 1 LIMIT {}",
        parties.len()
    );
    let records = reader.query(&sql, &params)?;
    Ok(records
        .iter()
        .map(|record| PartyId(record.int(0)))
        .collect())
}

pub(crate) fn accounts_of(
    reader: &mut Reader,
    party: PartyId,
) -> Result<Vec<AccountId>, StoreError> {
    let records = reader.query(
        "SELECT account FROM party_account WHERE party = $1 ORDER BY account LIMIT 20",
        &[party.into()],
    )?;
    Ok(records
        .iter()
        .map(|record| AccountId(record.int(0)))
        .collect())
}
