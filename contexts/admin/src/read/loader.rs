//! The reference data of this context: units, roles, staff, the working-day calendar.

use crate::domain::calendar::CalendarFacts;
use crate::domain::propose_calendar::with_change;
use contracts::item::Text;
use contracts::people::{
    Appointment, AuthorityKind, PaperPrefixes, Role, Roles, Staff, StaffMember, Unit, Units,
};
use kernel::{AccountId, AreaCode, Reference, UnitId, WorkCalendar};
use std::collections::BTreeMap;
use store::{Conn, Record, StoreError};

/// Loads every part; called when the version of the reference data has moved.
pub(crate) fn load(conn: &mut Conn, reference: Reference) -> Result<Reference, StoreError> {
    Ok(reference
        .with(units(conn)?)
        .with(paper_prefixes(conn)?)
        .with(roles(conn)?)
        .with(staff(conn)?)
        .with(calendar(conn)?))
}

fn area(record: &Record, column: usize) -> AreaCode {
    AreaCode(u32::try_from(record.int(column)).unwrap_or(0))
}

fn units(conn: &mut Conn) -> Result<Units, StoreError> {
    let records = conn.query(
        "SELECT id, code, short_code, name_zh, name_en, area, parent, phone, authority, superior_zh,
                superior_en
           FROM unit_row ORDER BY id",
        &[],
    )?;
    Ok(Units::new(records.iter().map(|record| {
        let authority = serde_json::Value::from(record.text(8));
        Unit {
            id: UnitId(record.int(0)),
            code: record.text(1).to_owned(),
            short_code: record.text(2).to_owned(),
            name: text(record, 3),
            area: area(record, 5),
            parent: Some(UnitId(record.int(6))).filter(|parent| parent.0 != 0),
            phone: record.text(7).to_owned(),
            authority: serde_json::from_value(authority).unwrap_or(AuthorityKind::None),
            superior: text(record, 9),
        }
    })))
}

fn paper_prefixes(conn: &mut Conn) -> Result<PaperPrefixes, StoreError> {
    let records = conn.query(
        "SELECT id, paper_prefix FROM unit_row WHERE paper_prefix <> $1 ORDER BY id",
        &["".into()],
    )?;
    Ok(PaperPrefixes(
        records
            .iter()
            .map(|record| (UnitId(record.int(0)), record.text(1).to_owned()))
            .collect(),
    ))
}

/// Two columns as words in both languages.
fn text(record: &Record, column: usize) -> Text {
    Text {
        zh: record.text(column).to_owned(),
        en: record.text(column + 1).to_owned(),
    }
}

fn roles(conn: &mut Conn) -> Result<Roles, StoreError> {
    let records = conn.query("SELECT facts FROM role_row ORDER BY id", &[])?;
    let mut roles = Vec::new();
    for record in records {
        let role: Option<Role> = serde_json::from_str(record.text(0))
            .map_err(|error| StoreError::Row(format!("role_row.facts: {error}")))?;
        roles.extend(role);
    }
    Ok(Roles::new(roles))
}

fn staff(conn: &mut Conn) -> Result<Staff, StoreError> {
    let records = conn.query(
        "SELECT a.id, a.name_zh, a.name_en, a.kind, p.unit, p.role, p.valid_from, p.valid_to
           FROM account_row a JOIN post_row p ON p.account = a.id
          WHERE a.is_locked = 0 AND p.valid_to >= p.valid_from
          ORDER BY a.id, p.valid_from, p.unit, p.role",
        &[],
    )?;
    let mut members: BTreeMap<AccountId, StaffMember> = BTreeMap::new();
    for record in &records {
        let account = AccountId(record.int(0));
        let member = members.entry(account).or_insert_with(|| StaffMember {
            account,
            name: text(record, 1),
            is_client: record.text(3) == "client",
            appointments: Vec::new(),
        });
        let Some(valid_from) = record.find_date(6) else {
            continue;
        };
        member.appointments.push(Appointment {
            unit: UnitId(record.int(4)),
            role: record.text(5).to_owned(),
            valid_from,
            valid_to: record.find_date(7),
        });
    }
    Ok(Staff::new(members.into_values()))
}

/// The published plans, with every released change in the order of its release.
fn calendar(conn: &mut Conn) -> Result<WorkCalendar, StoreError> {
    let records = conn.query(
        "SELECT facts FROM calendar_row WHERE state = $1 ORDER BY settled_on, id",
        &["released".into()],
    )?;
    let mut calendar = WorkCalendar::published().as_ref().clone();
    for record in records {
        let facts: CalendarFacts = serde_json::from_str(record.text(0))
            .map_err(|error| StoreError::Row(format!("calendar_row.facts: {error}")))?;
        calendar = with_change(&calendar, &facts)
            .map_err(|error| StoreError::Row(format!("calendar_row: {error}")))?;
    }
    Ok(calendar)
}
