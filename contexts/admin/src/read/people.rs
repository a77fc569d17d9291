//! Who an account is at this very moment: its posts, the parties it may act for. Resolved in the
//! transaction that needs it, so that a revoked post or mandate is never honoured.

use contracts::Value;
use contracts::item::{Items, Text};
use contracts::people::{Roles, Staff, StaffMember, Units, posts_of};
use kernel::{AccountId, Acting, Actor, ActorKind, Date, Grant, MandateId, PartyId, Reference};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Conn, People, StoreError};

/// Grants of every signed-in person, and of everybody.
const PERSON: &str = "person";
const EVERYBODY: &str = "everybody";

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CityPeople;

impl People for CityPeople {
    fn resolve(
        &self,
        conn: &mut Conn,
        reference: &Reference,
        accounts: &[AccountId],
        today: Date,
    ) -> Result<HashMap<AccountId, Arc<Actor>>, StoreError> {
        let staff = reference.get::<Staff>();
        let (mut actors, mut others) = (HashMap::new(), Vec::new());
        for account in accounts {
            match staff.find(*account) {
                Some(member) => {
                    actors.insert(*account, Arc::new(of_member(member, reference, today)));
                }
                None => others.push(*account),
            }
        }
        if !others.is_empty() {
            let mut acting = acting_of(conn, &others, today)?;
            for account in others {
                let actor = of_other(account, acting.remove(&account), reference);
                actors.insert(account, Arc::new(actor));
            }
        }
        Ok(actors)
    }

    fn anonymous(&self, reference: &Reference) -> Actor {
        Actor::anonymous(reference.get::<Roles>().grants(EVERYBODY))
    }
}

fn of_member(member: &StaffMember, reference: &Reference, today: Date) -> Actor {
    let units = reference.get::<Units>();
    let roles = reference.get::<Roles>();
    Actor {
        account: member.account,
        kind: if member.is_client {
            ActorKind::Client
        } else {
            ActorKind::Staff
        },
        name: member.name.zh.clone(),
        acting: Vec::new(),
        posts: posts_of(member, &units, &roles, today),
        common: roles.grants(EVERYBODY),
    }
}

/// An account without a post: a citizen, a member of staff between posts, one that is locked.
#[derive(Debug, Default)]
struct Found {
    kind: String,
    is_locked: bool,
    name: Text,
    acting: Vec<Acting>,
}

fn of_other(account: AccountId, found: Option<Found>, reference: &Reference) -> Actor {
    let roles = reference.get::<Roles>();
    let everybody = roles.grants(EVERYBODY);
    let Some(found) = found.filter(|found| !found.is_locked) else {
        return Actor {
            account,
            ..Actor::anonymous(everybody)
        };
    };
    let (kind, common, acting) = match found.kind.as_str() {
        "person" => (
            ActorKind::Person,
            both(&everybody, &roles.grants(PERSON)),
            with_item_ids(found.acting, reference),
        ),
        "client" => (ActorKind::Client, everybody, Vec::new()),
        _ => (ActorKind::Staff, everybody, Vec::new()),
    };
    Actor {
        account,
        kind,
        name: found.name.zh,
        acting,
        posts: Vec::new(),
        common,
    }
}

/// The items of each mandate as ids: a code stands for the item in whatever area has it.
fn with_item_ids(mut acting: Vec<Acting>, reference: &Reference) -> Vec<Acting> {
    if acting.iter().any(|entry| !entry.items.is_empty()) {
        let items = reference.get::<Items>();
        for entry in &mut acting {
            entry.item_ids = entry
                .items
                .iter()
                .flat_map(|code| items.ids_of(code))
                .collect();
        }
    }
    acting
}

/// What a person may do includes what everybody may.
fn both(everybody: &Arc<[Grant]>, person: &Arc<[Grant]>) -> Arc<[Grant]> {
    let missing = everybody.iter().filter(|grant| !person.contains(grant));
    person.iter().chain(missing).cloned().collect()
}

/// One query for all: the account itself with its own party, the firms that its person represents,
/// and its mandates that are valid today.
fn acting_of(
    conn: &mut Conn,
    accounts: &[AccountId],
    today: Date,
) -> Result<HashMap<AccountId, Found>, StoreError> {
    let dialect = conn.dialect();
    let sql = format!(
        "SELECT a.id, a.kind, a.is_locked, a.name_zh, a.name_en, a.party, 0 AS mandate, '' AS items,
                0 AS place
           FROM account_row a WHERE {own}
          UNION ALL
         SELECT a.id, a.kind, a.is_locked, a.name_zh, a.name_en, p.id, 0, '', 1
           FROM account_row a JOIN party_row p ON p.representative = a.party
          WHERE p.representative > 0 AND {own}
          UNION ALL
         SELECT a.id, a.kind, a.is_locked, a.name_zh, a.name_en, m.party, m.id, m.items, 2
           FROM account_row a JOIN mandate_row m ON m.agent = a.id
          WHERE {own} AND m.valid_from <= $2 AND m.valid_to >= $2 AND m.revoked_on = $3
          ORDER BY 1, 9, 6, 7",
        own = dialect.one_of("a.id", 1),
    );
    let ids = Value::Ints(accounts.iter().map(|account| account.0).collect());
    let none = Value::Int(contracts::matter::NO_DAY);
    let mut found: HashMap<AccountId, Found> = HashMap::new();
    for record in conn.query(&sql, &[ids, today.into(), none])? {
        let entry = found
            .entry(AccountId(record.int(0)))
            .or_insert_with(|| Found {
                kind: record.text(1).to_owned(),
                is_locked: record.int(2) != 0,
                name: Text {
                    zh: record.text(3).to_owned(),
                    en: record.text(4).to_owned(),
                },
                acting: Vec::new(),
            });
        let party = PartyId(record.int(5));
        let items: Vec<String> = match record.text(7) {
            "" => Vec::new(),
            items => serde_json::from_str(items)
                .map_err(|error| StoreError::Row(format!("mandate_row.items: {error}")))?,
        };
        if party.0 != 0 {
            entry.acting.push(Acting {
                party,
                items,
                item_ids: Vec::new(),
                mandate: MandateId(record.int(6)),
            });
        }
    }
    Ok(found)
}
