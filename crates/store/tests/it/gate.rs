//! The gate: one expression, two interpreters, equal for random scopes and matters.

use crate::toy::{noon, registry};
use contracts::{Matter, Value};
use kernel::{AccountId, AreaCode, ItemId, MatterId, PartyId, Scope, Timestamp, UnitId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use store::{Reader, Store, StoreError};
use testkit::{Database, Engine};

fn matter(id: i64, seed: u64) -> Matter {
    Matter {
        id: MatterId(id),
        kind: "toy",
        number: id.to_string(),
        title: String::new(),
        area: AreaCode(431_100 + u32::try_from(seed % 3).unwrap()),
        unit: UnitId(i64::try_from(seed / 3 % 5).unwrap()),
        holder: AccountId(i64::try_from(seed / 15 % 4).unwrap()),
        state: "open",
        party: PartyId(i64::try_from(seed / 60 % 4).unwrap()),
        item: i64::try_from(seed / 7 % 3).unwrap(),
        opened_at: Timestamp(0),
        promised_on: None,
        legal_on: None,
        lights: None,
        paused_since: None,
        closed_on: None,
        outcome: "",
        confidentiality: u8::try_from(seed / 240 % 3).unwrap(),
        is_public: seed / 720 % 2 == 1,
        version: 1,
    }
}

fn any_scope() -> impl Strategy<Value = Scope> {
    let leaf = prop_oneof![
        Just(Scope::Nothing),
        Just(Scope::Everything),
        Just(Scope::Public),
        prop::collection::vec(0_i64..5, 0..3)
            .prop_map(|units| Scope::Units(units.into_iter().map(UnitId).collect())),
        prop::collection::vec(431_100_u32..431_103, 0..3)
            .prop_map(|areas| Scope::Areas(areas.into_iter().map(AreaCode).collect())),
        (0_i64..4).prop_map(|account| Scope::Holder(AccountId(account))),
        (0_i64..4, prop::collection::vec(0_i64..3, 0..3)).prop_map(|(party, items)| {
            Scope::PartyItems(PartyId(party), items.into_iter().map(ItemId).collect())
        }),
        prop::collection::vec(0_i64..4, 0..3)
            .prop_map(|parties| Scope::Parties(parties.into_iter().map(PartyId).collect())),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Scope::any),
            (inner, 0_u8..3).prop_map(|(scope, grade)| scope.within(grade)),
        ]
    })
}

fn reached(reader: &mut Reader, scope: &Scope) -> Result<BTreeSet<i64>, StoreError> {
    let mut params: Vec<Value> = vec!["toy".into()];
    let gate = reader.gate(scope, "m", &mut params);
    let sql = format!("SELECT m.id FROM matter m WHERE m.kind = $1 AND {gate}");
    Ok(reader
        .query(&sql, &params)?
        .iter()
        .map(|record| record.int(0))
        .collect())
}

fn both_agree(engine: Engine) {
    let database = Database::fresh(engine);
    let store: Store = database.open(registry(), noon());
    let matters: Vec<Matter> = (0_u64..1440)
        .step_by(7)
        .map(|seed| matter(i64::try_from(seed).unwrap() + 1, seed))
        .collect();
    let rows = matters.clone();
    store
        .write_blocking(move |tx| {
            for row in &rows {
                use contracts::Row as _;
                let values = row.values();
                let marks: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
                tx.conn.execute(
                    &format!("INSERT INTO matter VALUES ({})", marks.join(", ")),
                    &values,
                )?;
            }
            Ok(())
        })
        .unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
    runner
        .run(&any_scope(), |scope| {
            let expected: BTreeSet<i64> = matters
                .iter()
                .filter(|matter| scope.covers(&matter.place()))
                .map(|matter| matter.id.0)
                .collect();
            let found = store
                .read_blocking(move |reader| reached(reader, &scope))
                .unwrap();
            prop_assert_eq!(found, expected);
            Ok(())
        })
        .unwrap();
}

#[test]
fn sql_and_memory_agree_on_every_scope_in_sqlite() {
    both_agree(Engine::Sqlite);
}

#[test]
fn sql_and_memory_agree_on_every_scope_in_postgresql() {
    both_agree(Engine::Postgres);
}
