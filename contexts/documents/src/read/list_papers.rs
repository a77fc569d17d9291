//! The two lists of a seal keeper: what waits for the seal, and the register of its uses.

use crate::domain::PaperState;
use crate::permissions;
use contracts::Value;
use contracts::item::Text;
use contracts::people::{Staff, Units};
use kernel::{AccountId, Actor, Date, PaperId, Timestamp, UnitId};
use store::{Reader, Record, StoreError};

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

const COLUMNS: &str = "p.id, p.number, p.title_zh, p.title_en, p.case_number, p.issuer, p.seal,
       p.made_by, p.asked_by, p.released_by, p.register_number";

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
            "p.state = 'asked'",
            permissions::DOCUMENTS_RELEASE,
        ),
        PaperState::Drawn | PaperState::Sealed | PaperState::NoSeal => {
            ("made_at", "p.state = 'drawn'", permissions::DOCUMENTS_SEAL)
        }
    };
    let (at, id) = after.unwrap_or((Timestamp(0), PaperId(0)));
    let mut params: Vec<Value> = vec![at.into(), id.into()];
    let gate = reader.gate(&actor.scope(&permission), "p", &mut params);
    let sql = format!(
        "SELECT {COLUMNS}, p.{column} FROM paper p
          WHERE (p.{column}, p.id) > ($1, $2) AND {condition} AND {gate}
          ORDER BY p.{column}, p.id LIMIT {}",
        PAGE + 1
    );
    let records = reader.query(&sql, &params)?;
    Ok(listed(reader, &records))
}

/// The register of uses of one day, the first use first.
pub fn list_register(
    reader: &mut Reader,
    actor: &Actor,
    day: Date,
    after: Option<(Timestamp, PaperId)>,
) -> Result<Listed, StoreError> {
    let (at, id) = after.unwrap_or((Timestamp(0), PaperId(0)));
    let mut params: Vec<Value> = vec![day.into(), at.into(), id.into()];
    let gate = reader.gate(&actor.scope(&permissions::DOCUMENTS_VIEW), "p", &mut params);
    let sql = format!(
        "SELECT {COLUMNS}, p.sealed_at FROM paper p
          WHERE p.sealed_on = $1 AND (p.sealed_at, p.id) > ($2, $3) AND {gate}
          ORDER BY p.sealed_at, p.id LIMIT {}",
        PAGE + 1
    );
    let records = reader.query(&sql, &params)?;
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
    let issuer = UnitId(record.int(5));
    PaperLine {
        id: PaperId(record.int(0)),
        number: record.text(1).to_owned(),
        title: Text {
            zh: record.text(2).to_owned(),
            en: record.text(3).to_owned(),
        },
        case_number: record.text(4).to_owned(),
        issuer: units.find(issuer).map_or_else(
            || Text {
                zh: issuer.to_string(),
                en: String::new(),
            },
            |unit| unit.name.clone(),
        ),
        seal: record.text(6).to_owned(),
        made_by: account(7),
        made_by_name: name(7),
        asked_by: account(8),
        asked_by_name: name(8),
        released_by_name: name(9),
        register_number: record.text(10).to_owned(),
        at: Timestamp(record.int(11)),
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
