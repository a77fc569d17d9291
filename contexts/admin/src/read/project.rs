//! Which rows are true after an event. What everybody's rights hang on moves the reference data.

use super::tables::{
    AccountRow, CalendarRow, MandateRow, PartyAccount, PartyRow, PostRow, RoleRow, UnitRow,
};
use crate::domain::account::{Account, AccountEvent, AccountKind};
use crate::domain::calendar::{CalendarChange, CalendarEvent};
use crate::domain::mandate::{Mandate, MandateEvent};
use crate::domain::party::{Party, PartyEvent};
use crate::domain::role::{Role, RoleEvent};
use crate::domain::unit::{Unit, UnitEvent};
use contracts::Rows;
use contracts::events::{CASES_ON_CALENDAR, CalendarReleased};
use kernel::Recorded;

pub(crate) fn unit(_: &Recorded<UnitEvent>, _: &Unit, after: &Unit, rows: &mut Rows) {
    rows.put(&UnitRow(after));
    rows.move_reference();
}

pub(crate) fn role(_: &Recorded<RoleEvent>, _: &Role, after: &Role, rows: &mut Rows) {
    rows.put(&RoleRow(after));
    rows.move_reference();
}

pub(crate) fn account(
    event: &Recorded<AccountEvent>,
    _: &Account,
    after: &Account,
    rows: &mut Rows,
) {
    rows.put(&AccountRow(after));
    if let (AccountEvent::Opened { .. }, Some(party)) = (&event.body, after.party) {
        rows.put(&PartyAccount {
            party,
            account: after.id,
        });
    }
    for post in &after.posts {
        rows.put(&PostRow(after.id, post));
    }
    // Citizens are asked for with each command; only staff and programs are in the snapshot.
    if after.kind != AccountKind::Person {
        rows.move_reference();
    }
}

pub(crate) fn party(_: &Recorded<PartyEvent>, _: &Party, after: &Party, rows: &mut Rows) {
    rows.put(&PartyRow(after));
}

pub(crate) fn mandate(_: &Recorded<MandateEvent>, _: &Mandate, after: &Mandate, rows: &mut Rows) {
    rows.put(&MandateRow(after));
}

pub(crate) fn calendar(
    event: &Recorded<CalendarEvent>,
    _: &CalendarChange,
    after: &CalendarChange,
    rows: &mut Rows,
) {
    rows.put(&CalendarRow(after));
    if matches!(event.body, CalendarEvent::Released { .. }) {
        rows.move_reference();
        let released = CalendarReleased {
            year: after.facts.year,
            area: after.facts.area,
        };
        match serde_json::to_string(&released) {
            Ok(payload) => rows.react(CASES_ON_CALENDAR, payload),
            Err(error) => debug_assert!(false, "ids are written as JSON: {error}"),
        }
    }
}
