//! Matter (事): what every kind of case shares with a list, a light and a clock. Projected by each
//! aggregate; lists, lights, search, export and drill-down are written once over it.

use crate::row::{Column, Index, Kind, Row, Table, Value, Writes, int, text};
use kernel::deadline::LightDates;
use kernel::{AccountId, AreaCode, Date, MatterId, PartyId, Place, Timestamp, UnitId};

/// A day so far ahead that it sorts after every real one; for sort columns, which are never NULL.
pub const NO_DAY: i64 = 9_999_999;

/// The shared record of one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    pub id: MatterId,
    /// `case`, `order`, `problem`.
    pub kind: &'static str,
    pub number: String,
    pub title: String,
    pub area: AreaCode,
    pub unit: UnitId,
    /// Who has it now; 0 for nobody in person.
    pub holder: AccountId,
    /// Code of its state; the words are the context's.
    pub state: &'static str,
    /// The applicant; his name is in the vault.
    pub party: PartyId,
    pub item: i64,
    pub opened_at: Timestamp,
    pub promised_on: Option<Date>,
    pub legal_on: Option<Date>,
    pub lights: Option<LightDates>,
    pub paused_since: Option<Date>,
    pub closed_on: Option<Date>,
    pub outcome: &'static str,
    pub confidentiality: u8,
    pub is_public: bool,
    /// Of the sandbox or the simulation: kept out of figures where it must be.
    pub version: i64,
}

pub static MATTER: Table = Table {
    name: "matter",
    version: 1,
    columns: &[
        int("id"),
        text("kind"),
        text("number"),
        text("title"),
        int("area"),
        int("unit"),
        int("holder"),
        text("state"),
        int("party"),
        int("item"),
        int("opened_at"),
        int("promised_on"),
        int("legal_on"),
        int("warn_on"),
        int("yellow_on"),
        int("red_on"),
        int("paused_since").or_null(),
        int("closed_on").or_null(),
        text("outcome"),
        int("confidentiality"),
        int("is_public"),
        int("version"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "matter_number",
            on: "(number)",
            is_unique: false,
        },
        Index {
            name: "matter_unit_open",
            on: "(unit, promised_on, id) WHERE closed_on IS NULL",
            is_unique: false,
        },
        Index {
            name: "matter_holder_open",
            on: "(holder, promised_on, id) WHERE closed_on IS NULL",
            is_unique: false,
        },
        Index {
            name: "matter_unit_closed",
            on: "(unit, closed_on, id) WHERE closed_on IS NOT NULL",
            is_unique: false,
        },
        Index {
            name: "matter_open_due",
            on: "(promised_on, id) WHERE closed_on IS NULL",
            is_unique: false,
        },
    ],
};

impl Row for Matter {
    const TABLE: &'static Table = &MATTER;

    fn values(&self) -> Vec<Value> {
        let day = |day: Option<Date>| day.map_or(Value::Int(NO_DAY), Value::from);
        vec![
            self.id.into(),
            Value::fixed(self.kind),
            self.number.clone().into(),
            self.title.clone().into(),
            self.area.into(),
            self.unit.into(),
            self.holder.into(),
            Value::fixed(self.state),
            self.party.into(),
            self.item.into(),
            self.opened_at.into(),
            day(self.promised_on),
            day(self.legal_on),
            day(self.lights.map(|lights| lights.warn_on)),
            day(self.lights.map(|lights| lights.yellow_on)),
            day(self.lights.map(|lights| lights.red_on)),
            self.paused_since.into(),
            self.closed_on.into(),
            Value::fixed(self.outcome),
            self.confidentiality.into(),
            self.is_public.into(),
            self.version.into(),
        ]
    }
}

impl Matter {
    /// Where the gate finds it.
    pub fn place(&self) -> Place {
        Place {
            area: self.area,
            unit: self.unit,
            holder: self.holder,
            parties: vec![self.party],
            item: kernel::ItemId(self.item),
            confidentiality: self.confidentiality,
            is_public: self.is_public,
        }
    }
}

/// One of the people and firms whose matter it is; for "my matters".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterParty {
    pub party: PartyId,
    pub opened_at: Timestamp,
    pub matter: MatterId,
}

pub static MATTER_PARTY: Table = Table {
    name: "matter_party",
    version: 1,
    columns: &[int("party"), int("opened_at"), int("matter")],
    key: 3,
    writes: Writes::Put,
    indexes: &[Index {
        name: "matter_party_matter",
        on: "(matter)",
        is_unique: false,
    }],
};

impl Row for MatterParty {
    const TABLE: &'static Table = &MATTER_PARTY;

    fn values(&self) -> Vec<Value> {
        vec![self.party.into(), self.opened_at.into(), self.matter.into()]
    }
}

/// Cells of figures: how many, by the day it counts for and the day it became known, so that late
/// and corrected events land in their right day and "as it was known then" is a query.
pub static CELL: Table = Table {
    name: "cell",
    version: 1,
    columns: &[
        text("figure"),
        int("counts_for"),
        int("known_on"),
        int("area"),
        int("unit"),
        int("item"),
        Column {
            name: "n",
            kind: Kind::Int,
            is_nullable: false,
        },
    ],
    key: 6,
    writes: Writes::Add,
    indexes: &[],
};

/// Open matters by unit, holder and due day: what the numbers on tabs sum. Never counted.
pub static OPEN_COUNT: Table = Table {
    name: "open_count",
    version: 1,
    columns: &[
        text("kind"),
        int("unit"),
        int("holder"),
        text("state"),
        int("warn_on"),
        int("yellow_on"),
        int("red_on"),
        int("n"),
    ],
    key: 7,
    writes: Writes::Add,
    indexes: &[],
};

/// Key of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub counts_for: Date,
    pub known_on: Date,
    pub area: AreaCode,
    pub unit: UnitId,
    pub item: i64,
}

impl Cell {
    /// The key of the figure's counter in this cell.
    pub fn key(&self, figure: &str) -> Vec<Value> {
        vec![
            figure.into(),
            self.counts_for.into(),
            self.known_on.into(),
            self.area.into(),
            self.unit.into(),
            self.item.into(),
        ]
    }
}

/// The tables that this crate defines for everybody.
pub static SHARED_TABLES: &[&Table] = &[
    &MATTER,
    &MATTER_PARTY,
    &CELL,
    &OPEN_COUNT,
    &crate::message::MESSAGE,
];

/// Says that a matter changed: its row, its parties, and the counters of open matters.
///
/// `before` is `None` for a matter that did not exist yet.
pub fn put_matter(rows: &mut crate::Rows, before: Option<&Matter>, after: &Matter) {
    rows.put(after);
    if before.is_none() {
        rows.put(&MatterParty {
            party: after.party,
            opened_at: after.opened_at,
            matter: after.id,
        });
    }
    let old = before.and_then(open_key);
    let new = open_key(after);
    if old != new {
        if let Some(key) = old {
            rows.add(&OPEN_COUNT, key, -1);
        }
        if let Some(key) = new {
            rows.add(&OPEN_COUNT, key, 1);
        }
    }
}

/// Key of the counter that an open matter counts in; `None` once it is closed.
fn open_key(matter: &Matter) -> Option<Vec<Value>> {
    if matter.closed_on.is_some() {
        return None;
    }
    let day = |day: Option<Date>| day.map_or(Value::Int(NO_DAY), Value::from);
    Some(vec![
        Value::fixed(matter.kind),
        matter.unit.into(),
        matter.holder.into(),
        Value::fixed(matter.state),
        day(matter.lights.map(|lights| lights.warn_on)),
        day(matter.lights.map(|lights| lights.yellow_on)),
        day(matter.lights.map(|lights| lights.red_on)),
    ])
}
