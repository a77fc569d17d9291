//! The two lists of a seal keeper: what waits for the seal, and the register of its uses.

use crate::domain::PaperState;
use crate::permissions;
use contracts::Value;
use contracts::item::{Items, Text};
use contracts::people::{Staff, Units, units_within};
use kernel::{AccountId, Actor, Date, PaperId, Scope, Timestamp, UnitId};
use store::{Condition, Keyset, Reader, Record, StoreError, Wanted, anything};

/// Rows of one page.
const PAGE: usize = 50;

/// One paper in a list.
#[derive(Clone, Debug)]
pub struct PaperLine {
    pub id: PaperId,
    pub number: String,
    pub title: Text,
    pub case_number: String,
    pub issuer: Text,
    pub seal: String,
    pub made_by: AccountId,
    pub made_by_name: String,
    pub asked_by: AccountId,
    pub asked_by_name: String,
    pub released_by_name: String,
    pub register_number: String,
    /// When it was asked for, drawn up or sealed: what the list is sorted by.
    pub at: Timestamp,
}

/// One page of a list, with where the next one begins.
#[derive(Clone, Debug)]
pub struct Listed {
    pub lines: Vec<PaperLine>,
    pub next: Option<(Timestamp, PaperId)>,
}

const COLUMNS: &str = "m.id, m.number, m.title_zh, m.title_en, m.case_number, m.issuer, m.seal,
       m.made_by, m.asked_by, m.released_by, m.register_number";

/// Papers that lack their seal, the oldest first: those whose seal was asked for, or those for which
/// nobody has asked yet.
pub fn list_waiting(
    reader: &mut Reader,
    actor: &Actor,
    state: PaperState,
    after: Option<(Timestamp, PaperId)>,
) -> Result<Listed, StoreError> {
    let (column, condition, permission) = match state {
        PaperState::Asked => (
            "asked_at",
            "state = 'asked'",
            permissions::DOCUMENTS_RELEASE,
        ),
        PaperState::Drawn | PaperState::Sealed | PaperState::NoSeal => {
            ("made_at", "state = 'drawn'", permissions::DOCUMENTS_SEAL)
        }
    };
    let base = |alias: &str, _: &Reader, _: &mut Vec<Value>| format!("{alias}.{condition}");
    list(reader, &actor.scope(&permission), column, &base, after)
}

/// The register of uses of one day, the first use first.
pub fn list_register(
    reader: &mut Reader,
    actor: &Actor,
    day: Date,
    after: Option<(Timestamp, PaperId)>,
) -> Result<Listed, StoreError> {
    let base = |alias: &str, _: &Reader, params: &mut Vec<Value>| {
        params.push(day.into());
        format!("{alias}.sealed_on = ${}", params.len())
    };
    let scope = actor.scope(&permissions::DOCUMENTS_VIEW);
    list(reader, &scope, "sealed_at", &base, after)
}

/// Each list has an index that begins with the unit; of a whole city too little waits for a walk.
fn list(
    reader: &mut Reader,
    scope: &Scope,
    column: &str,
    base: Condition<'_>,
    after: Option<(Timestamp, PaperId)>,
) -> Result<Listed, StoreError> {
    let columns = format!("m.{column}, {COLUMNS}");
    let keyset = Keyset {
        table: "paper",
        columns: &columns,
        order: [column, "id"],
        key: &["id"],
        is_descending: false,
        after: after.map(|(at, id)| (at.0, id.0)),
        limit: PAGE + 1,
        has_walk: false,
        has_holder: false,
    };
    let wanted = Wanted {
        base,
        rest: &anything,
        leads: None,
    };
    let units = reader.reference.get::<Units>();
    let items = reader.reference.get::<Items>();
    let units = units_within(scope, &units, &items);
    let records = reader.list_within(keyset, wanted, scope, &units)?;
    Ok(listed(reader, &records))
}

fn listed(reader: &Reader, records: &[Record]) -> Listed {
    let staff = reader.reference.get::<Staff>();
    let units = reader.reference.get::<Units>();
    let mut lines: Vec<PaperLine> = records
        .iter()
        .map(|record| line(record, &staff, &units))
        .collect();
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines
        .last()
        .filter(|_| has_more)
        .map(|line| (line.at, line.id));
    Listed { lines, next }
}

fn line(record: &Record, staff: &Staff, units: &Units) -> PaperLine {
    let account = |column| AccountId(record.int(column));
    let name = |column| staff.name(account(column), false);
    let issuer = UnitId(record.int(6));
    PaperLine {
        id: PaperId(record.int(1)),
        number: record.text(2).to_owned(),
        title: Text {
            zh: record.text(3).to_owned(),
            en: record.text(4).to_owned(),
        },
        case_number: record.text(5).to_owned(),
        issuer: units.find(issuer).map_or_else(
            || Text {
                zh: issuer.to_string(),
                en: String::new(),
            },
            |unit| unit.name.clone(),
        ),
        seal: record.text(7).to_owned(),
        made_by: account(8),
        made_by_name: name(8),
        asked_by: account(9),
        asked_by_name: name(9),
        released_by_name: name(10),
        register_number: record.text(11).to_owned(),
        at: Timestamp(record.int(0)),
    }
}

/// Papers whose seal was asked for, within reach; from counters.
pub fn count_waiting(reader: &mut Reader, actor: &Actor) -> Result<i64, StoreError> {
    let mut params: Vec<Value> = Vec::new();
    let gate = reader.gate(
        &actor.scope(&permissions::DOCUMENTS_RELEASE),
        "o",
        &mut params,
    );
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(o.n), 0) AS BIGINT) FROM paper_open o
          WHERE o.state = 'asked' AND {gate}"
    );
    let record = reader.query_one(&sql, &params)?;
    Ok(record.map_or(0, |record| record.int(0)))
}
