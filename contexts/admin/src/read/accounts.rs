//! Accounts for the administrators' lists. Citizens are not listed: nobody browses them.

use crate::domain::account::{Account, AccountEvent, AccountKind};
use contracts::item::Text;
use kernel::{AccountId, Actor, Permission, Recorded, UnitId};
use store::{Reader, StoreError};

/// Accounts on a page.
pub(crate) const PAGE: usize = 50;

/// One account as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountLine {
    pub id: AccountId,
    pub kind: AccountKind,
    pub name: Text,
    pub unit: UnitId,
    pub is_locked: bool,
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    Kind(AccountKind),
    OfUnit(UnitId),
}

/// Accounts in the order in which they were opened, after an id; one more than a page if there is
/// a next one.
pub(crate) fn list(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
    which: Which,
    after: AccountId,
) -> Result<Vec<AccountLine>, StoreError> {
    let (mut params, narrowed) = match which {
        Which::Kind(kind) => (vec![kind.code().into(), after.into()], "a.kind = $1"),
        Which::OfUnit(unit) => (
            vec![unit.into(), after.into()],
            "a.unit = $1 AND a.unit > 0",
        ),
    };
    let gate = reader.gate(&actor.scope(permission), "a", &mut params);
    let sql = format!(
        "SELECT a.id, a.kind, a.name_zh, a.name_en, a.unit, a.is_locked
           FROM account_row a
          WHERE {narrowed} AND a.id > $2 AND {gate}
          ORDER BY a.id LIMIT {}",
        PAGE + 1
    );
    let records = reader.query(&sql, &params)?;
    Ok(records
        .iter()
        .map(|record| AccountLine {
            id: AccountId(record.int(0)),
            kind: AccountKind::from_code(record.text(1)).unwrap_or_default(),
            name: Text {
                zh: record.text(2).to_owned(),
                en: record.text(3).to_owned(),
            },
            unit: UnitId(record.int(4)),
            is_locked: record.int(5) != 0,
        })
        .collect())
}

/// What happened to an account, the oldest first.
pub(crate) type Events = Vec<Recorded<AccountEvent>>;

/// An account within reach, with its version and what happened to it.
pub(crate) fn find(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
    id: AccountId,
) -> Result<Option<(Account, Events)>, StoreError> {
    use contracts::Aggregate as _;
    let Some((_, account)) = reader.find_state::<Account>(id.0)? else {
        return Ok(None);
    };
    if !actor.may(permission, &account.place()) {
        return Ok(None);
    }
    let events = reader.events::<Account>(id.0)?;
    Ok(Some((account, events)))
}

/// Names of accounts: staff and programs by their own, citizens masked.
pub(crate) fn names(
    reader: &mut Reader,
    ids: &[AccountId],
) -> Result<std::collections::HashMap<AccountId, String>, StoreError> {
    let mut params = Vec::new();
    let ids = contracts::Value::Ints(ids.iter().map(|id| id.0).collect());
    let condition = reader.one_of("a.id", ids, &mut params);
    let records = reader.query(
        &format!("SELECT a.id, a.name_zh, a.party FROM account_row a WHERE {condition}"),
        &params,
    )?;
    let parties: Vec<kernel::PartyId> = records
        .iter()
        .filter(|record| record.text(1).is_empty())
        .map(|record| kernel::PartyId(record.int(2)))
        .collect();
    let of_parties = reader.open_of_parties(crate::domain::party::vault_kind::NAME, &parties)?;
    Ok(records
        .iter()
        .map(|record| {
            let name = match record.text(1) {
                "" => of_parties
                    .get(&kernel::PartyId(record.int(2)))
                    .map(|name| kernel::mask::name(name))
                    .unwrap_or_default(),
                name => name.to_owned(),
            };
            (AccountId(record.int(0)), name)
        })
        .collect())
}
