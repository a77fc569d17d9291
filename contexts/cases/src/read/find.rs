//! Finding a case: by its number, by words of the item, by the applicant. Within reach only: the
//! units are part of the match, and the gate stands beside it.

use super::{
    counters::units_within,
    desk::{DeskLine, list_lines},
};
use crate::permissions::CASES_LIST;
use contracts::{Value, people::Units, queries::Parties};
use kernel::{Actor, CaseId, PartyId, UnitId};
use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};
use store::{
    Reader, StoreError,
    search::{self, Hits},
};

/// Cases that one search shows.
pub const MOST: usize = 50;
/// Parties of the same name or telephone that a search follows.
const PARTIES: usize = 20;

/// Cases of these parties that are compared with one's reach, the newest of each.
const CASES_OF_PARTIES: usize = 1_000;

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
    let mut is_cut = false;
    if cases.is_empty() {
        by_applicant = find_parties(reader, parties, typed)?;
        cases.extend(cases_of(reader, actor, &by_applicant)?);
        let hits = cases_by_words(reader, actor, typed)?;
        is_cut = hits.is_cut;
        cases.extend(hits.ids.into_iter().map(CaseId));
    }
    let has_more = is_cut || cases.len() > MOST;
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
    let each = CASES_OF_PARTIES / parties.len();
    let mut params = vec![Value::Ints(parties.iter().map(|party| party.0).collect())];
    let gate = reader.gate(&actor.scope(&CASES_LIST), "c", &mut params);
    let limit = MOST + 1;
    let dialect = reader.conn.dialect();
    let newest = dialect.first_of_each(
        &dialect.each_int("d", 1),
        "matter_party",
        &["party", "opened_at", "matter"],
        &format!("x.party = d.value ORDER BY x.opened_at DESC, x.matter DESC LIMIT {each}"),
    );
    let matter = dialect.by_id("matter", "c", "m.matter");
    let sql = format!(
        "SELECT c.id FROM {newest} {matter}
          WHERE c.kind = 'case' AND {gate}
          ORDER BY m.opened_at DESC, c.id DESC
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    Ok(records.iter().map(|record| CaseId(record.int(0))).collect())
}

/// The newest of them, and whether there were too many to look at.
fn cases_by_words(reader: &mut Reader, actor: &Actor, typed: &str) -> Result<Hits, StoreError> {
    let words = search::tokens(typed);
    let units: Arc<Units> = reader.reference.get();
    let within = units_within(actor, &CASES_LIST, &units);
    if words.is_empty() || within.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Hits::default());
    }
    let within = within.map(|within| tops(within, &units));
    let scope = actor.scope(&CASES_LIST);
    let condition = |alias: &str, reader: &Reader, params: &mut Vec<Value>| {
        let gate = reader.gate(&scope, alias, params);
        format!("{alias}.kind = 'case' AND {gate}")
    };
    reader.search(&words, within.as_deref(), &condition, MOST + 1)
}

/// Units as words of a search. A few are named each, so that a case from before a unit moved is
/// found; many are named by the units on top of them, which every case below carries too.
fn tops(within: Vec<UnitId>, units: &Units) -> Vec<i64> {
    const FEW: usize = 32;
    if within.len() <= FEW {
        return within.into_iter().map(|unit| unit.0).collect();
    }
    let all: HashSet<UnitId> = within.into_iter().collect();
    let is_top = |unit: &&UnitId| {
        let parent = units.find(**unit).and_then(|unit| unit.parent);
        parent.is_none_or(|parent| !all.contains(&parent))
    };
    let mut tops: Vec<i64> = all.iter().filter(is_top).map(|unit| unit.0).collect();
    tops.sort_unstable();
    tops
}
