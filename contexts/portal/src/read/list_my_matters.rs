//! My matters, whatever their kind, the newest first.

use contracts::Value;
use contracts::matter::NO_DAY;
use kernel::{Actor, Date, MatterId, PartyId, Permission, Timestamp, time::date_of_day};
use store::{Reader, Record, StoreError};

/// What a citizen may see of his own matters is what he may see of his cases.
const CASES_VIEW: Permission = Permission::new("cases.view");
/// The state in which a case waits for its applicant.
const WAITS_FOR_APPLICANT: &str = "correction-noticed";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterCursor {
    pub opened_at: Timestamp,
    pub matter: MatterId,
}

impl MatterCursor {
    pub const NEWEST: Self = Self {
        opened_at: Timestamp(i64::MAX),
        matter: MatterId(i64::MAX),
    };
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyMatter {
    pub id: MatterId,
    pub kind: String,
    pub number: String,
    pub title: String,
    pub state: String,
    pub opened_at: Timestamp,
    pub promised_on: Option<Date>,
    pub legal_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub confidentiality: i64,
}

impl MyMatter {
    pub fn is_open(&self) -> bool {
        self.closed_on.is_none()
    }

    pub fn waits_for_me(&self) -> bool {
        self.is_open() && self.state == WAITS_FOR_APPLICANT
    }
}

/// Up to `limit` matters and one more, which says that there is another page.
pub fn list_my_matters(
    reader: &mut Reader,
    actor: &Actor,
    party: PartyId,
    after: MatterCursor,
    limit: usize,
) -> Result<Vec<MyMatter>, StoreError> {
    let mut params: Vec<Value> = vec![party.into(), after.opened_at.into(), after.matter.into()];
    let gate = reader.gate(&actor.scope(&CASES_VIEW).of_party(party), "m", &mut params);
    let limit = limit + 1;
    let of_party = reader.conn.dialect().by_id("matter", "m", "p.matter");
    let sql = format!(
        "SELECT m.id, m.kind, m.number, m.title, m.state, p.opened_at, m.promised_on, m.legal_on,
                m.closed_on, m.confidentiality
           FROM matter_party p
          {of_party}
          WHERE p.party = $1 AND (p.opened_at, p.matter) < ($2, $3) AND {gate}
          ORDER BY p.opened_at DESC, p.matter DESC
          LIMIT {limit}"
    );
    Ok(reader.query(&sql, &params)?.iter().map(matter).collect())
}

fn matter(record: &Record) -> MyMatter {
    MyMatter {
        id: MatterId(record.int(0)),
        kind: record.text(1).to_owned(),
        number: record.text(2).to_owned(),
        title: record.text(3).to_owned(),
        state: record.text(4).to_owned(),
        opened_at: Timestamp(record.int(5)),
        promised_on: day(Some(record.int(6))),
        legal_on: day(Some(record.int(7))),
        closed_on: day(record.find_int(8)),
        confidentiality: record.int(9),
    }
}

fn day(days: Option<i64>) -> Option<Date> {
    let days = days.filter(|days| *days < NO_DAY)?;
    i32::try_from(days).ok().map(date_of_day)
}
