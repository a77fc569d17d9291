//! What supervision looks at: cases near the end of the law's limit, and signs of gaming.

use super::{
    desk::{bind, day},
    desk_list::units_in,
    signs::{CASE_SIGN, Sign},
};
use crate::permissions::CASES_SUPERVISE;
use contracts::Value;
use kernel::{AccountId, Actor, CaseId, Date, PartyId, UnitId, time::date_of_day};
use store::{Keyset, Reader, StoreError, Wanted, anything};

/// Lines on one page.
pub const PAGE: usize = 50;

/// Place of a line: its day and its case.
pub type LateCursor = (i64, i64);

/// The lines of a page, and where the next one begins.
pub type LatePage<L> = (Vec<L>, Option<LateCursor>);

/// An open case whose legal limit is near or over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalRisk {
    pub case: CaseId,
    pub number: String,
    pub item_name: String,
    pub party: PartyId,
    pub unit: UnitId,
    pub holder: AccountId,
    pub state: String,
    pub promised_on: Option<Date>,
    pub legal_on: Date,
}

/// Open cases whose legal last day is `until` or earlier, the nearest first.
pub fn list_legal_risk(
    reader: &mut Reader,
    actor: &Actor,
    until: Date,
    after: Option<LateCursor>,
) -> Result<LatePage<LegalRisk>, StoreError> {
    let (from, case) = after.unwrap_or((i64::MIN, i64::MIN));
    let mut params: Vec<Value> = Vec::new();
    let last = bind(&mut params, until);
    let from = bind(&mut params, from);
    let case = bind(&mut params, case);
    let gate = reader.gate(&actor.scope(&CASES_SUPERVISE), "c", &mut params);
    let limit = PAGE + 1;
    let sql = format!(
        "SELECT c.id, c.number, c.item_name, c.party, c.unit, c.holder, c.state, c.promised_on,
                c.legal_on
           FROM case_row c
          WHERE c.legal_on <= {last} AND c.closed_on IS NULL AND c.decided_on IS NULL
            AND (c.legal_on, c.id) > ({from}, {case}) AND {gate}
          ORDER BY c.legal_on, c.id
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    let next = (records.len() > PAGE)
        .then(|| records.get(PAGE - 1))
        .flatten()
        .map(|record| (record.int(8), record.int(0)));
    let lines = records
        .iter()
        .take(PAGE)
        .filter_map(|record| {
            Some(LegalRisk {
                case: CaseId(record.int(0)),
                number: record.text(1).to_owned(),
                item_name: record.text(2).to_owned(),
                party: PartyId(record.int(3)),
                unit: UnitId(record.int(4)),
                holder: AccountId(record.int(5)),
                state: record.text(6).to_owned(),
                promised_on: day(record, 7),
                legal_on: day(record, 8)?,
            })
        })
        .collect();
    Ok((lines, next))
}

/// A sign that was found in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignLine {
    pub sign: Sign,
    pub found_on: Date,
    pub case: CaseId,
    pub number: String,
    pub item_name: String,
    pub unit: UnitId,
    /// Who did it; 0 for the clock.
    pub by: AccountId,
    /// Seconds, days: what the sign's words say.
    pub measure: i64,
}

/// Signs of one kind, the newest first, before a place in the list.
pub fn list_signs(
    reader: &mut Reader,
    actor: &Actor,
    sign: Sign,
    before: Option<LateCursor>,
) -> Result<LatePage<SignLine>, StoreError> {
    let keyset = Keyset {
        table: CASE_SIGN.name,
        columns: "m.found_on, m.id, m.number, m.item_name, m.unit, m.done_by, m.measure",
        order: ["found_on", "id"],
        key: &["sign", "found_on", "id"],
        is_descending: true,
        after: before,
        limit: PAGE + 1,
        has_walk: true,
        has_holder: false,
    };
    let of_kind = |alias: &str, _: &Reader, params: &mut Vec<Value>| {
        format!("{alias}.sign = {}", bind(params, sign.code()))
    };
    let wanted = Wanted {
        base: &of_kind,
        rest: &anything,
        leads: None,
    };
    let scope = actor.scope(&CASES_SUPERVISE);
    let units = units_in(reader, &scope);
    let records = reader.list_within(keyset, wanted, &scope, &units)?;
    let next = (records.len() > PAGE)
        .then(|| records.get(PAGE - 1))
        .flatten()
        .map(|record| (record.int(0), record.int(1)));
    let lines = records
        .iter()
        .take(PAGE)
        .map(|record| SignLine {
            sign,
            found_on: date_of_day(i32::try_from(record.int(0)).unwrap_or_default()),
            case: CaseId(record.int(1)),
            number: record.text(2).to_owned(),
            item_name: record.text(3).to_owned(),
            unit: UnitId(record.int(4)),
            by: AccountId(record.int(5)),
            measure: record.int(6),
        })
        .collect();
    Ok((lines, next))
}
