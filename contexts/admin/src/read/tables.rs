//! Rows of this context. The columns `area`, `unit`, `holder`, `party`, `confidentiality` and
//! `is_public` are those that the gate asks for.

use crate::domain::account::Account;
use crate::domain::calendar::CalendarChange;
use crate::domain::mandate::Mandate;
use crate::domain::party::Party;
use crate::domain::role::Role;
use crate::domain::unit::Unit;
use contracts::matter::NO_DAY;
use contracts::people::Appointment;
use contracts::row::{Index, Table, Writes, int, text};
use contracts::{Row, Value};
use kernel::{AccountId, Date};

pub(crate) static TABLES: &[&Table] = &[
    &UNIT_ROW,
    &ROLE_ROW,
    &ACCOUNT_ROW,
    &POST_ROW,
    &PARTY_ROW,
    &PARTY_ACCOUNT,
    &MANDATE_ROW,
    &CALENDAR_ROW,
];

fn day(day: Option<Date>) -> Value {
    day.map_or(Value::Int(NO_DAY), Value::from)
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_string(value).unwrap_or_default().into()
}

pub(crate) static UNIT_ROW: Table = Table {
    name: "unit_row",
    version: 2,
    columns: &[
        int("id"),
        text("code"),
        text("short_code"),
        text("name_zh"),
        text("name_en"),
        int("area"),
        int("parent"),
        text("phone"),
        text("authority"),
        text("superior_zh"),
        text("superior_en"),
        text("paper_prefix"),
        int("closed_on"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Debug)]
pub(crate) struct UnitRow<'a>(pub &'a Unit);

impl Row for UnitRow<'_> {
    const TABLE: &'static Table = &UNIT_ROW;

    fn values(&self) -> Vec<Value> {
        let facts = &self.0.facts;
        let authority = serde_json::to_value(facts.authority)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default();
        vec![
            self.0.id.into(),
            facts.code.clone().into(),
            facts.short_code.clone().into(),
            facts.name.zh.clone().into(),
            facts.name.en.clone().into(),
            facts.area.into(),
            facts.parent.unwrap_or_default().into(),
            facts.phone.clone().into(),
            authority.into(),
            facts.superior.zh.clone().into(),
            facts.superior.en.clone().into(),
            facts.paper_prefix.clone().into(),
            day(self.0.closed_on),
            self.0.id.into(),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(1),
        ]
    }
}

pub(crate) static ROLE_ROW: Table = Table {
    name: "role_row",
    version: 1,
    columns: &[int("id"), text("code"), text("facts")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Debug)]
pub(crate) struct RoleRow<'a>(pub &'a Role);

impl Row for RoleRow<'_> {
    const TABLE: &'static Table = &ROLE_ROW;

    fn values(&self) -> Vec<Value> {
        let code = self
            .0
            .facts
            .as_ref()
            .map_or("", |facts| facts.code.as_str());
        vec![self.0.id.into(), code.into(), json(&self.0.facts)]
    }
}

pub(crate) static ACCOUNT_ROW: Table = Table {
    name: "account_row",
    version: 1,
    columns: &[
        int("id"),
        text("kind"),
        int("party"),
        text("name_zh"),
        text("name_en"),
        int("unit"),
        int("area"),
        int("is_locked"),
        int("holder"),
        int("confidentiality"),
        int("is_public"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "account_row_kind",
            on: "(kind, id)",
            is_unique: false,
        },
        Index {
            name: "account_row_unit",
            on: "(unit, id) WHERE unit > 0",
            is_unique: false,
        },
    ],
};

#[derive(Debug)]
pub(crate) struct AccountRow<'a>(pub &'a Account);

impl Row for AccountRow<'_> {
    const TABLE: &'static Table = &ACCOUNT_ROW;

    fn values(&self) -> Vec<Value> {
        let account = self.0;
        vec![
            account.id.into(),
            account.kind.code().into(),
            account.party.unwrap_or_default().into(),
            account.name.zh.clone().into(),
            account.name.en.clone().into(),
            account.unit.into(),
            account.area.into(),
            account.is_locked.into(),
            account.id.into(),
            Value::Int(0),
            Value::Int(0),
        ]
    }
}

pub(crate) static POST_ROW: Table = Table {
    name: "post_row",
    version: 1,
    columns: &[
        int("account"),
        int("unit"),
        text("role"),
        int("valid_from"),
        int("valid_to"),
    ],
    key: 4,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Debug)]
pub(crate) struct PostRow<'a>(pub AccountId, pub &'a Appointment);

impl Row for PostRow<'_> {
    const TABLE: &'static Table = &POST_ROW;

    fn values(&self) -> Vec<Value> {
        let post = self.1;
        vec![
            self.0.into(),
            post.unit.into(),
            post.role.clone().into(),
            post.valid_from.into(),
            day(post.valid_to),
        ]
    }
}

pub(crate) static PARTY_ROW: Table = Table {
    name: "party_row",
    version: 1,
    columns: &[
        int("id"),
        int("is_firm"),
        int("area"),
        int("representative"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[Index {
        name: "party_row_representative",
        on: "(representative, id) WHERE representative > 0",
        is_unique: false,
    }],
};

#[derive(Debug)]
pub(crate) struct PartyRow<'a>(pub &'a Party);

impl Row for PartyRow<'_> {
    const TABLE: &'static Table = &PARTY_ROW;

    fn values(&self) -> Vec<Value> {
        let facts = &self.0.facts;
        vec![
            self.0.id.into(),
            facts.is_firm.into(),
            facts.area.into(),
            facts.representative.unwrap_or_default().into(),
        ]
    }
}

/// Accounts that belong to a party itself: an official may not act on his own affairs.
pub(crate) static PARTY_ACCOUNT: Table = Table {
    name: "party_account",
    version: 1,
    columns: &[int("party"), int("account")],
    key: 2,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Debug)]
pub(crate) struct PartyAccount {
    pub party: kernel::PartyId,
    pub account: AccountId,
}

impl Row for PartyAccount {
    const TABLE: &'static Table = &PARTY_ACCOUNT;

    fn values(&self) -> Vec<Value> {
        vec![self.party.into(), self.account.into()]
    }
}

pub(crate) static MANDATE_ROW: Table = Table {
    name: "mandate_row",
    version: 2,
    columns: &[
        int("id"),
        int("party"),
        int("agent"),
        text("items"),
        int("valid_from"),
        int("valid_to"),
        int("revoked_on"),
        int("document"),
        text("document_hash"),
        int("area"),
        int("unit"),
        int("holder"),
        int("confidentiality"),
        int("is_public"),
        // A mandate is about no item: who acts for some items only may not give one on.
        int("item"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "mandate_row_party",
            on: "(party, id)",
            is_unique: false,
        },
        Index {
            name: "mandate_row_agent",
            on: "(agent, id)",
            is_unique: false,
        },
    ],
};

#[derive(Debug)]
pub(crate) struct MandateRow<'a>(pub &'a Mandate);

impl Row for MandateRow<'_> {
    const TABLE: &'static Table = &MANDATE_ROW;

    fn values(&self) -> Vec<Value> {
        let facts = self.0.facts.as_ref();
        vec![
            self.0.id.into(),
            facts.map_or(Value::Int(0), |facts| facts.principal.into()),
            facts.map_or(Value::Int(0), |facts| facts.agent.into()),
            facts.map_or(json(&Vec::<String>::new()), |facts| json(&facts.items)),
            day(facts.map(|facts| facts.from)),
            day(facts.map(|facts| facts.to)),
            day(self.0.revoked_on),
            facts.map_or(Value::Int(0), |facts| facts.document.id.into()),
            facts.map_or("".into(), |facts| facts.document.hash.clone().into()),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
        ]
    }
}

pub(crate) static CALENDAR_ROW: Table = Table {
    name: "calendar_row",
    version: 1,
    columns: &[
        int("id"),
        int("year"),
        int("area"),
        text("state"),
        text("facts"),
        int("proposed_by"),
        int("proposed_on"),
        int("settled_by"),
        int("settled_on"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

#[derive(Debug)]
pub(crate) struct CalendarRow<'a>(pub &'a CalendarChange);

impl Row for CalendarRow<'_> {
    const TABLE: &'static Table = &CALENDAR_ROW;

    fn values(&self) -> Vec<Value> {
        let change = self.0;
        vec![
            change.id.into(),
            i32::from(change.facts.year).into(),
            change.facts.area.into(),
            change.state.code().into(),
            json(&change.facts),
            change.proposed_by.into(),
            day(change.proposed_on),
            change.settled_by.into(),
            day(change.settled_on),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(1),
        ]
    }
}
