//! Two small aggregates: an account of coins, and a note that may be taken once.

use contracts::row::{Table, Writes, int, text};
use contracts::{
    Aggregate, Claim, Command, Command2, Expect, Row, Rows, Series, Value, VaultWrite, Versioned,
};
use kernel::{
    AccountId, AreaCode, Env, Event, MatterId, PartyId, Permission, Place, Recorded, Refusal,
    RefusalKind, UnitId,
};
use serde::{Deserialize, Serialize};
use store::Registry;

pub(crate) const UNIT: UnitId = UnitId(7);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Purse {
    pub(crate) id: i64,
    pub(crate) coins: i64,
    pub(crate) number: u32,
    pub(crate) version: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum PurseEvent {
    Opened { number: u32 },
    Added { coins: i64 },
    Taken { coins: i64 },
}

impl Event for PurseEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "toy.opened",
            Self::Added { .. } => "toy.added",
            Self::Taken { .. } => "toy.taken",
        }
    }
}

impl Aggregate for Purse {
    const KIND: &'static str = "purse";
    const SHAPE: u16 = 1;
    type Event = PurseEvent;

    fn initial(id: i64) -> Self {
        Self {
            id,
            coins: 0,
            number: 0,
            version: 0,
        }
    }

    fn apply(&mut self, event: &Recorded<PurseEvent>) {
        self.version = event.version;
        match event.body {
            PurseEvent::Opened { number } => self.number = number,
            PurseEvent::Added { coins } => self.coins += coins,
            PurseEvent::Taken { coins } => self.coins -= coins,
        }
    }

    fn place(&self) -> Place {
        Place {
            area: AreaCode(431_100),
            unit: UNIT,
            ..Place::default()
        }
    }
}

#[derive(Debug, thiserror::Error, PartialEq)]
#[error("only {coins} coins")]
pub(crate) struct TooFew {
    pub(crate) coins: i64,
}

impl Refusal for TooFew {
    fn code(&self) -> &'static str {
        "toy.too-few"
    }
    fn kind(&self) -> RefusalKind {
        RefusalKind::Conflict
    }
}

pub(crate) const TOUCH: Permission = Permission::new("toy.touch");

#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) id: i64,
    pub(crate) name: String,
}

impl Command for Open {
    type State = Purse;
    type Refusal = TooFew;
    const PERMISSION: Permission = TOUCH;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id
    }
    fn series(&self, _: &Env) -> Vec<Series> {
        vec![Series("purses".into())]
    }
    fn decide(&self, _: &Purse, env: &Env) -> Result<Vec<PurseEvent>, TooFew> {
        Ok(vec![PurseEvent::Opened {
            number: env.numbers[0],
        }])
    }
    fn claims(&self, _: &[PurseEvent]) -> Vec<Claim> {
        vec![Claim {
            kind: "purse-name",
            key: hashed(&self.name),
            stream: self.id,
        }]
    }
    fn vault(&self) -> Vec<VaultWrite> {
        vec![VaultWrite {
            id: self.id,
            party: PartyId(self.id),
            kind: "name",
            plain: self.name.clone().into_bytes(),
            look_up: vec![("name", self.name.clone())],
            is_of_party: true,
        }]
    }
}

#[derive(Debug)]
pub(crate) struct Add {
    pub(crate) id: i64,
    pub(crate) coins: i64,
    pub(crate) seen: Option<i64>,
}

impl Command for Add {
    type State = Purse;
    type Refusal = TooFew;
    const PERMISSION: Permission = TOUCH;

    fn stream(&self) -> i64 {
        self.id
    }
    fn seen_version(&self) -> Option<i64> {
        self.seen
    }
    fn decide(&self, purse: &Purse, _: &Env) -> Result<Vec<PurseEvent>, TooFew> {
        if purse.coins + self.coins < 0 {
            return Err(TooFew { coins: purse.coins });
        }
        Ok(vec![PurseEvent::Added { coins: self.coins }])
    }
}

/// A claim on a name keeps its hash, as claims on personal data do.
fn hashed(name: &str) -> String {
    let hash = store::SubmitKey::new("", name.as_bytes()).body_hash;
    format!("{hash:02x?}")
}

/// Moves coins between two purses: two streams, one transaction.
#[derive(Debug)]
pub(crate) struct Move {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) coins: i64,
}

impl Command2 for Move {
    type First = Purse;
    type Second = Purse;
    type Refusal = TooFew;
    const PERMISSION: Permission = TOUCH;

    fn streams(&self) -> (i64, i64) {
        (self.from, self.to)
    }
    fn place(&self, first: &Purse, _: &Purse, _: &Env) -> Place {
        first.place()
    }
    fn decide(
        &self,
        from: &Versioned<Purse>,
        _: &Versioned<Purse>,
        _: &Env,
    ) -> Result<(Vec<PurseEvent>, Vec<PurseEvent>), TooFew> {
        if from.state.coins < self.coins {
            return Err(TooFew {
                coins: from.state.coins,
            });
        }
        Ok((
            vec![PurseEvent::Taken { coins: self.coins }],
            vec![PurseEvent::Added { coins: self.coins }],
        ))
    }
}

pub(crate) static PURSE: Table = Table {
    name: "purse",
    version: 1,
    columns: &[int("id"), int("coins"), text("what")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

/// The same table after a change of its columns.
pub(crate) static PURSE_2: Table = Table {
    name: "purse",
    version: 2,
    columns: &[int("id"), int("coins"), text("what"), int("number")],
    key: 1,
    writes: Writes::Put,
    indexes: &[],
};

pub(crate) static TOTAL: Table = Table {
    name: "purse_total",
    version: 1,
    columns: &[text("what"), int("n")],
    key: 1,
    writes: Writes::Add,
    indexes: &[],
};

struct PurseRow<'a>(&'a Purse);

impl Row for PurseRow<'_> {
    const TABLE: &'static Table = &PURSE;
    fn values(&self) -> Vec<Value> {
        vec![self.0.id.into(), self.0.coins.into(), "purse".into()]
    }
}

struct PurseRow2<'a>(&'a Purse);

impl Row for PurseRow2<'_> {
    const TABLE: &'static Table = &PURSE_2;
    fn values(&self) -> Vec<Value> {
        vec![
            self.0.id.into(),
            self.0.coins.into(),
            "purse".into(),
            self.0.number.into(),
        ]
    }
}

fn matter(purse: &Purse) -> contracts::Matter {
    contracts::Matter {
        id: MatterId(purse.id),
        kind: "purse",
        number: format!("P{}", purse.number),
        title: "purse".into(),
        area: AreaCode(431_100),
        unit: UNIT,
        holder: AccountId(0),
        state: "open",
        party: PartyId(purse.id),
        item: 0,
        opened_at: kernel::Timestamp(0),
        promised_on: None,
        legal_on: None,
        lights: None,
        paused_since: None,
        closed_on: None,
        outcome: "",
        confidentiality: 0,
        is_public: false,
        version: purse.version,
    }
}

fn project_shared(event: &Recorded<PurseEvent>, before: &Purse, after: &Purse, rows: &mut Rows) {
    let old = (before.version > 0).then(|| matter(before));
    contracts::matter::put_matter(rows, old.as_ref(), &matter(after));
    rows.add(&TOTAL, vec!["coins".into()], after.coins - before.coins);
    if matches!(event.body, PurseEvent::Opened { .. }) {
        rows.react("toy.hello", format!("{}", after.id));
    }
}

pub(crate) fn registry() -> Registry {
    static TABLES: &[&Table] = &[&PURSE, &TOTAL];
    let mut registry = Registry::new();
    registry.tables(TABLES);
    registry.aggregate::<Purse>(|event, before, after, rows| {
        rows.put(&PurseRow(after));
        project_shared(event, before, after, rows);
    });
    registry.job("toy.hello", |run, call| {
        let id: i64 = serde_json::from_str(call.payload)?;
        let key = store::SubmitKey::new(format!("job:{}", call.id), b"hello");
        let add = Add {
            id,
            coins: 1,
            seen: None,
        };
        run.execute(store::Who::System, key, add)
    });
    registry
}

/// The program after an update that changed a projection table.
pub(crate) fn updated_registry() -> Registry {
    static TABLES: &[&Table] = &[&PURSE_2, &TOTAL];
    let mut registry = registry();
    registry.tables(TABLES);
    registry.aggregate::<Purse>(|event, before, after, rows| {
        rows.put(&PurseRow2(after));
        project_shared(event, before, after, rows);
    });
    registry
}

pub(crate) fn noon() -> kernel::Timestamp {
    kernel::Timestamp::in_city(jiff::civil::date(2021, 9, 17), 12, 0)
}
