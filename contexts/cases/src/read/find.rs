//! Finding a case: by its number, by words of the item, by the applicant. Within reach only: the
//! units are part of the match, and the gate stands beside it.

use super::{
    counters::units_within,
    desk::{DeskLine, bind, list_lines},
};
use crate::permissions::CASES_LIST;
use contracts::{Value, people::Units, queries::Parties};
use kernel::{Actor, CaseId, PartyId};
use std::{collections::BTreeSet, sync::Arc};
use store::{Reader, StoreError, search};

/// Cases that one search shows.
pub const MOST: usize = 50;
/// Parties of the same name or telephone that a search follows.
const PARTIES: usize = 20;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub lines: Vec<DeskLine>,
    /// There are more than are shown.
    pub has_more: bool,
    /// Whether the words were an applicant's name or number: that is recorded.
    pub by_applicant: Vec<PartyId>,
}

/// Finds cases by what a person types into the box.
pub fn find_cases(
    reader: &mut Reader,
    actor: &Actor,
    parties: Option<&Arc<dyn Parties<Reader>>>,
    typed: &str,
) -> Result<Found, StoreError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Found::default());
    }
    let number: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let mut cases: BTreeSet<CaseId> = BTreeSet::new();
    if let Some(case) = reader.find_claim(crate::app::submit::CASE_NUMBER, &number)? {
        cases.insert(CaseId(case));
    }
    let mut by_applicant = Vec::new();
    if cases.is_empty() {
        by_applicant = find_parties(reader, parties, typed)?;
        cases.extend(cases_of(reader, actor, &by_applicant)?);
        cases.extend(cases_by_words(reader, actor, typed)?);
    }
    let has_more = cases.len() > MOST;
    // The newest ids are the newest cases.
    let cases: Vec<CaseId> = cases.into_iter().rev().take(MOST).collect();
    let mut lines = list_lines(reader, actor, &CASES_LIST, &cases)?;
    lines.reverse();
    Ok(Found {
        lines,
        has_more,
        by_applicant,
    })
}

/// Parties with exactly this number, telephone or name.
pub fn find_parties(
    reader: &mut Reader,
    parties: Option<&Arc<dyn Parties<Reader>>>,
    typed: &str,
) -> Result<Vec<PartyId>, StoreError> {
    let Some(parties) = parties else {
        return Ok(Vec::new());
    };
    let typed = typed.trim();
    let mut found: Vec<PartyId> = Vec::new();
    let compact: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    if compact.len() == 18 {
        found.extend(
            parties
                .find_by_number(reader, &compact)
                .map_err(|error| super::detail::other(&error))?,
        );
    }
    if compact.len() == 11 && compact.bytes().all(|byte| byte.is_ascii_digit()) {
        found.extend(
            parties
                .find_by_phone(reader, &compact, PARTIES)
                .map_err(|error| super::detail::other(&error))?,
        );
    }
    if found.is_empty() {
        found.extend(
            parties
                .find_by_name(reader, typed, PARTIES)
                .map_err(|error| super::detail::other(&error))?,
        );
    }
    Ok(found)
}

fn cases_of(
    reader: &mut Reader,
    actor: &Actor,
    parties: &[PartyId],
) -> Result<Vec<CaseId>, StoreError> {
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let mut params = Vec::new();
    let ids = Value::Ints(parties.iter().map(|party| party.0).collect());
    let among = reader.one_of("p.party", ids, &mut params);
    let gate = reader.gate(&actor.scope(&CASES_LIST), "m", &mut params);
    let limit = MOST + 1;
    let sql = format!(
        "SELECT m.id FROM matter_party p JOIN matter m ON m.id = p.matter
          WHERE {among} AND m.kind = 'case' AND {gate}
          ORDER BY p.opened_at DESC, m.id DESC
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    Ok(records.iter().map(|record| CaseId(record.int(0))).collect())
}

fn cases_by_words(
    reader: &mut Reader,
    actor: &Actor,
    typed: &str,
) -> Result<Vec<CaseId>, StoreError> {
    let words = search::tokens(typed);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let units: Arc<Units> = reader.reference.get();
    let within: Option<Vec<i64>> = units_within(actor, &CASES_LIST, &units)
        .map(|units| units.into_iter().map(|unit| unit.0).collect());
    if within.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let mut params = Vec::new();
    let kind = bind(&mut params, "case");
    let condition = search::condition(
        reader.conn.dialect(),
        "m.id",
        &words,
        within.as_deref(),
        &mut params,
    );
    let gate = reader.gate(&actor.scope(&CASES_LIST), "m", &mut params);
    let limit = MOST + 1;
    let sql = format!(
        "SELECT m.id FROM matter m
          WHERE m.kind = {kind} AND {condition} AND {gate}
          ORDER BY m.id DESC
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    Ok(records.iter().map(|record| CaseId(record.int(0))).collect())
}
