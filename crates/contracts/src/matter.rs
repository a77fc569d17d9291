//! Matter (事): what every kind of case shares with a list, a light and a clock. Projected by each
//! aggregate; lists, lights, search, export and drill-down are written once over it.

use crate::row::{Column, Index, Kind, Row, Table, Value, Writes, int, text};
use kernel::deadline::LightDates;
use kernel::{AccountId, AreaCode, Date, MatterId, PartyId, Place, Timestamp, UnitId};

/// A day so far ahead that it sorts after every real one; for sort columns, which are never NULL.
pub const NO_DAY: i64 = 9_999_999;

/// Kind of the claim that a case number is: the way from a number to its matter.
pub const CASE_NUMBER: &str = "case-number";

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
    version: 2,
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
    // Partial, all of them: what is over is found by its party, its figure, its number or its words.
    indexes: &[
        Index {
            name: "matter_unit_open",
            on: "(unit, promised_on, id) WHERE closed_on IS NULL",
            is_unique: false,
        },
        Index {
            name: "matter_unit_state",
            on: "(unit, state, promised_on, id) WHERE closed_on IS NULL",
            is_unique: false,
        },
        // A case is in it only until somebody takes it.
        Index {
            name: "matter_unclaimed",
            on: "(unit, promised_on, id) WHERE closed_on IS NULL AND holder = 0",
            is_unique: false,
        },
        Index {
            name: "matter_holder_open",
            on: "(holder, promised_on, id) WHERE closed_on IS NULL AND holder <> 0",
            is_unique: false,
        },
        Index {
            name: "matter_item_open",
            on: "(item, promised_on, id) WHERE closed_on IS NULL",
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
    pub fn is_open(&self) -> bool {
        self.closed_on.is_none()
    }

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

/// A random key on a table that grows: there is no list of somebody's own matters without it. It is
/// written once a matter.
pub static MATTER_PARTY: Table = Table {
    name: "matter_party",
    version: 2,
    columns: PARTY_COLUMNS,
    key: 3,
    writes: Writes::Put,
    indexes: &[],
};

/// The same for matters that are not over. A party may have thousands that are, so the few that are
/// not have rows of their own, which go when the matter ends.
pub static MATTER_PARTY_OPEN: Table = Table {
    name: "matter_party_open",
    version: 1,
    columns: PARTY_COLUMNS,
    key: 3,
    writes: Writes::Put,
    indexes: &[],
};

const PARTY_COLUMNS: &[Column] = &[int("party"), int("opened_at"), int("matter")];

impl Row for MatterParty {
    const TABLE: &'static Table = &MATTER_PARTY;

    fn values(&self) -> Vec<Value> {
        vec![self.party.into(), self.opened_at.into(), self.matter.into()]
    }
}

struct StillOpen(MatterParty);

impl Row for StillOpen {
    const TABLE: &'static Table = &MATTER_PARTY_OPEN;

    fn values(&self) -> Vec<Value> {
        self.0.values()
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

/// Open matters by unit and state: what the numbers on tabs sum. Never counted.
///
/// Three narrow counters and not one wide one: a unit has a dozen states and some weeks of due days,
/// but the product of unit, holder, state and days is as long as the list of open matters itself.
pub static OPEN_COUNT: Table = Table {
    name: "open_count",
    version: 2,
    columns: &[
        text("kind"),
        int("unit"),
        int("area"),
        text("state"),
        int("is_held"),
        int("confidentiality"),
        int("n"),
    ],
    key: 6,
    writes: Writes::Add,
    indexes: &[Index {
        name: "open_count_area",
        on: "(kind, area)",
        is_unique: false,
    }],
};

/// Open matters with a promise, by unit and by the days on which their light changes.
pub static OPEN_DUE: Table = Table {
    name: "open_due",
    version: 1,
    columns: &[
        text("kind"),
        int("unit"),
        int("warn_on"),
        int("area"),
        int("promised_on"),
        int("yellow_on"),
        int("red_on"),
        int("is_paused"),
        int("confidentiality"),
        int("n"),
    ],
    key: 9,
    writes: Writes::Add,
    indexes: &[Index {
        name: "open_due_area",
        on: "(kind, area, warn_on)",
        is_unique: false,
    }],
};

/// Open matters that somebody has, by person.
pub static OPEN_HELD: Table = Table {
    name: "open_held",
    version: 1,
    columns: &[
        text("kind"),
        int("holder"),
        int("unit"),
        int("area"),
        text("state"),
        int("confidentiality"),
        int("n"),
    ],
    key: 6,
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
    &MATTER_PARTY_OPEN,
    &CELL,
    &OPEN_COUNT,
    &OPEN_DUE,
    &OPEN_HELD,
    &crate::message::MESSAGE,
];

/// Says that a matter changed: its row, its parties, and the counters of open matters.
///
/// `before` is `None` for a matter that did not exist yet.
pub fn put_matter(rows: &mut crate::Rows, before: Option<&Matter>, after: &Matter) {
    rows.put(after);
    let party = MatterParty {
        party: after.party,
        opened_at: after.opened_at,
        matter: after.id,
    };
    let was_open = before.is_some_and(Matter::is_open);
    if before.is_none() {
        rows.put(&party);
    }
    if after.is_open() && !was_open {
        rows.put(&StillOpen(party));
    } else if was_open && !after.is_open() {
        rows.delete(&MATTER_PARTY_OPEN, party.values());
    }
    let counters: [(&'static Table, KeyOf); 3] = [
        (&OPEN_COUNT, count_key),
        (&OPEN_DUE, due_key),
        (&OPEN_HELD, held_key),
    ];
    for (table, key) in counters {
        let old = before.filter(|matter| matter.is_open()).and_then(key);
        let new = Some(after).filter(|matter| matter.is_open()).and_then(key);
        if old != new {
            if let Some(key) = old {
                rows.add(table, key, -1);
            }
            if let Some(key) = new {
                rows.add(table, key, 1);
            }
        }
    }
}

/// Where an open matter counts; `None` where it does not.
type KeyOf = fn(&Matter) -> Option<Vec<Value>>;

#[expect(clippy::unnecessary_wraps, reason = "one of three")]
fn count_key(matter: &Matter) -> Option<Vec<Value>> {
    Some(vec![
        Value::fixed(matter.kind),
        matter.unit.into(),
        matter.area.into(),
        Value::fixed(matter.state),
        (matter.holder.0 != 0).into(),
        matter.confidentiality.into(),
    ])
}

/// `None` while there is no promise.
fn due_key(matter: &Matter) -> Option<Vec<Value>> {
    let lights = matter.lights?;
    Some(vec![
        Value::fixed(matter.kind),
        matter.unit.into(),
        lights.warn_on.into(),
        matter.area.into(),
        matter.promised_on.map_or(Value::Int(NO_DAY), Value::from),
        lights.yellow_on.into(),
        lights.red_on.into(),
        matter.paused_since.is_some().into(),
        matter.confidentiality.into(),
    ])
}

/// `None` for what nobody has.
fn held_key(matter: &Matter) -> Option<Vec<Value>> {
    (matter.holder.0 != 0).then(|| {
        vec![
            Value::fixed(matter.kind),
            matter.holder.into(),
            matter.unit.into(),
            matter.area.into(),
            Value::fixed(matter.state),
            matter.confidentiality.into(),
        ]
    })
}
