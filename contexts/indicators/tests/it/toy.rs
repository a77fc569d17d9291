//! A small context in the place of `cases`: one event counts one case in one counter, writes its
//! matter, and keeps a row so that the cases behind a counter can be listed.

use contracts::matter::{Cell, Matter, put_matter};
use contracts::queries::{CaseBehind, CasesAsked, CasesBehind, QueryError};
use contracts::row::{Table, Writes, int, text};
use contracts::{Aggregate, Command, Expect, Row, Rows, Value, figures};
use jiff::civil::date;
use kernel::{
    AccountId, Actor, AreaCode, CaseId, Date, Env, Event, MatterId, PartyId, Permission, Place,
    Recorded, Refusal, RefusalKind, Timestamp, UnitId,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Reader, Store, Who};
use testkit::world::{CITY, world};
use testkit::{City, Engine};
use web::{House, Module};

const COUNT: Permission = Permission::new("toy.count");

/// A case that counts once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Counted {
    pub(crate) counter: String,
    pub(crate) counts_for: Date,
    pub(crate) unit: UnitId,
    pub(crate) n: i64,
}

impl Event for Counted {
    fn name(&self) -> &'static str {
        "toy.counted"
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Toy {
    id: i64,
    counted: Option<Counted>,
    at: Timestamp,
}

impl Aggregate for Toy {
    const KIND: &'static str = "toy";
    const SHAPE: u16 = 1;
    type Event = Counted;

    fn initial(id: i64) -> Self {
        Self {
            id,
            counted: None,
            at: Timestamp(0),
        }
    }

    fn apply(&mut self, event: &Recorded<Counted>) {
        self.counted = Some(event.body.clone());
        self.at = event.at;
    }

    fn place(&self) -> Place {
        Place::default()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("never")]
pub(crate) struct Never;

impl Refusal for Never {
    fn code(&self) -> &'static str {
        "toy.never"
    }

    fn kind(&self) -> RefusalKind {
        RefusalKind::Invalid
    }
}

#[derive(Debug)]
struct Count(i64, Counted);

impl Command for Count {
    type State = Toy;
    type Refusal = Never;
    const PERMISSION: Permission = COUNT;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.0
    }

    fn decide(&self, _: &Toy, _: &Env) -> Result<Vec<Counted>, Never> {
        Ok(vec![self.1.clone()])
    }
}

static TABLES: &[&Table] = &[&TOY_CASE];

static TOY_CASE: Table = Table {
    name: "toy_case",
    version: 1,
    columns: &[text("counter"), int("counts_for"), int("id"), int("unit")],
    key: 3,
    writes: Writes::Put,
    indexes: &[],
};

struct ToyRow<'a>(&'a Toy, &'a Counted);

impl Row for ToyRow<'_> {
    const TABLE: &'static Table = &TOY_CASE;

    fn values(&self) -> Vec<Value> {
        vec![
            self.1.counter.clone().into(),
            self.1.counts_for.into(),
            self.0.id.into(),
            self.1.unit.into(),
        ]
    }
}

fn project(event: &Recorded<Counted>, _: &Toy, after: &Toy, rows: &mut Rows) {
    let counted = &event.body;
    let cell = Cell {
        counts_for: counted.counts_for,
        known_on: event.known_on(),
        area: CITY,
        unit: counted.unit,
        item: 1,
    };
    let known = figures::ALL
        .into_iter()
        .find(|known| *known == counted.counter);
    figures::add(
        rows,
        known.unwrap_or(figures::CASES_RECEIVED),
        &cell,
        counted.n,
    );
    if counted.n > 0 {
        rows.put(&ToyRow(after, counted));
    }
    put_matter(rows, None, &matter(after, counted));
}

fn matter(toy: &Toy, counted: &Counted) -> Matter {
    let promised_on = counted.counts_for;
    Matter {
        id: MatterId(toy.id),
        kind: "case",
        number: toy.id.to_string(),
        title: "排水许可".into(),
        area: AreaCode(431_100),
        unit: counted.unit,
        holder: AccountId(0),
        state: "accepted",
        party: PartyId(1),
        item: 1,
        opened_at: toy.at,
        promised_on: Some(promised_on),
        legal_on: Some(promised_on),
        lights: Some(kernel::deadline::LightDates {
            warn_on: promised_on,
            yellow_on: promised_on.tomorrow().unwrap_or(promised_on),
            red_on: date(2099, 1, 1),
        }),
        paused_since: None,
        closed_on: None,
        outcome: "",
        confidentiality: 0,
        is_public: false,
        version: 1,
    }
}

struct Behind;

impl CasesBehind<Reader> for Behind {
    fn cases_behind(
        &self,
        reader: &mut Reader,
        actor: &Actor,
        asked: &CasesAsked,
    ) -> Result<Vec<CaseBehind>, QueryError> {
        let (day, case) = asked.after.unwrap_or((date(1970, 1, 1), CaseId(0)));
        let mut params: Vec<Value> = vec![
            asked.counter.clone().into(),
            asked.from.into(),
            asked.to.into(),
            day.into(),
            case.into(),
        ];
        let units = if asked.units.is_empty() {
            "1 = 1".to_owned()
        } else {
            let units = asked.units.iter().map(|unit| unit.0).collect();
            reader.one_of("t.unit", Value::Ints(units), &mut params)
        };
        let gate = reader.gate(
            &actor.scope(&Permission::new("cases.list")),
            "m",
            &mut params,
        );
        let sql = format!(
            "SELECT t.id, t.counts_for, m.number, m.title, t.unit
               FROM toy_case t JOIN matter m ON m.id = t.id
              WHERE t.counter = $1 AND t.counts_for BETWEEN $2 AND $3
                AND (t.counts_for, t.id) > ($4, $5) AND {units} AND {gate}
              ORDER BY t.counts_for, t.id LIMIT {}",
            asked.limit
        );
        Ok(reader
            .query(&sql, &params)?
            .iter()
            .filter_map(|record| {
                Some(CaseBehind {
                    case: CaseId(record.int(0)),
                    counts_for: record.find_date(1)?,
                    number: record.text(2).to_owned(),
                    title: record.text(3).to_owned(),
                    unit: UnitId(record.int(4)),
                    promised_on: None,
                    closed_on: None,
                })
            })
            .collect())
    }
}

fn toy() -> Module {
    Module::new("toy")
        .register(|registry| {
            registry.tables(TABLES);
            registry.aggregate::<Toy>(project);
        })
        .provide(|queries| queries.provide::<dyn CasesBehind<Reader>>(Arc::new(Behind)))
}

pub(crate) fn house() -> House {
    House::new(vec![world(), toy(), indicators::module()])
}

/// The demo city's morning.
pub(crate) const TODAY: Date = date(2021, 11, 30);

/// Opened on a thread of its own: the driver of PostgreSQL brings its own runtime.
pub(crate) fn city(engine: Engine) -> City {
    std::thread::spawn(move || City::start(engine, house, TODAY))
        .join()
        .unwrap()
}

/// Counts so many cases, one event each.
pub(crate) fn count(store: &Store, counter: &str, counts_for: Date, unit: UnitId, cases: u32) {
    add(store, counter, counts_for, unit, 1, cases);
}

/// Takes one case out of a day again, as a correction does.
pub(crate) fn take_back(store: &Store, counter: &str, counts_for: Date, unit: UnitId) {
    add(store, counter, counts_for, unit, -1, 1);
}

fn add(store: &Store, counter: &str, counts_for: Date, unit: UnitId, n: i64, times: u32) {
    let store = store.clone();
    let one = Counted {
        counter: counter.to_owned(),
        counts_for,
        unit,
        n,
    };
    std::thread::spawn(move || {
        for _ in 0..times {
            let command = Count(store.new_id(), one.clone());
            store.execute_blocking(Who::System, None, command).unwrap();
        }
    })
    .join()
    .unwrap();
}
