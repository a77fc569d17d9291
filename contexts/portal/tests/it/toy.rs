//! A small context in the place of `cases`: its one event writes a matter and tells the applicant.

use contracts::events::{CaseMessage, Fact};
use contracts::item::Text;
use contracts::matter::{Matter, put_matter};
use contracts::message::{Message, tell};
use contracts::queries::{DraftLine, Drafts, QueryError};
use contracts::{Aggregate, Command, Expect, Rows};
use jiff::civil::date;
use kernel::{
    AccountId, Date, Env, Event, MatterId, PartyId, Permission, Place, Recorded, Refusal,
    RefusalKind, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use store::{Reader, Store, Who};
use testkit::world::{CITY, PERMIT, WATER, world};
use testkit::{City, Engine};
use web::{House, Module};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Moved {
    party: PartyId,
    state: String,
    message: CaseMessage,
    facts: BTreeMap<Fact, String>,
    confidentiality: u8,
}

impl Event for Moved {
    fn name(&self) -> &'static str {
        "toy.moved"
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Toy {
    id: i64,
    version: i64,
    last: Option<Moved>,
    opened_at: Timestamp,
}

impl Aggregate for Toy {
    const KIND: &'static str = "toy";
    const SHAPE: u16 = 1;
    type Event = Moved;

    fn initial(id: i64) -> Self {
        Self {
            id,
            version: 0,
            last: None,
            opened_at: Timestamp(0),
        }
    }

    fn apply(&mut self, event: &Recorded<Moved>) {
        if self.version == 0 {
            self.opened_at = event.at;
        }
        self.version = event.version;
        self.last = Some(event.body.clone());
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
struct Move(i64, Moved);

impl Command for Move {
    type State = Toy;
    type Refusal = Never;
    const PERMISSION: Permission = Permission::new("toy.move");
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.0
    }

    fn decide(&self, _: &Toy, _: &Env) -> Result<Vec<Moved>, Never> {
        Ok(vec![self.1.clone()])
    }
}

fn project(event: &Recorded<Moved>, before: &Toy, after: &Toy, rows: &mut Rows) {
    let old = before.last.as_ref().map(|moved| matter(before, moved));
    put_matter(rows, old.as_ref(), &matter(after, &event.body));
    tell(
        rows,
        Message {
            party: event.body.party,
            at: event.at,
            event: event.id,
            message: event.body.message,
            matter: MatterId(after.id),
            facts: event.body.facts.clone(),
        },
    );
}

fn matter(toy: &Toy, moved: &Moved) -> Matter {
    Matter {
        id: MatterId(toy.id),
        kind: "case",
        number: "4311002109220170003865".into(),
        title: "排水许可".into(),
        area: CITY,
        unit: WATER,
        holder: AccountId(0),
        state: match moved.state.as_str() {
            "correction-noticed" => "correction-noticed",
            _ => "accepted",
        },
        party: moved.party,
        item: PERMIT.item.0,
        opened_at: toy.opened_at,
        promised_on: Some(date(2021, 12, 7)),
        legal_on: None,
        lights: None,
        paused_since: None,
        closed_on: None,
        outcome: "",
        confidentiality: moved.confidentiality,
        is_public: false,
        version: toy.version,
    }
}

/// One draft of everybody, until it is deleted.
#[derive(Default)]
struct OneDraft(Mutex<bool>);

impl Drafts<Reader, Store> for OneDraft {
    fn drafts_of(
        &self,
        reader: &mut Reader,
        _: AccountId,
        _: usize,
    ) -> Result<Vec<DraftLine>, QueryError> {
        let is_deleted = *self.0.lock().unwrap();
        let draft = DraftLine {
            title: Text {
                zh: "建筑垃圾处置".into(),
                en: String::new(),
            },
            saved_at: reader.now,
            expires_at: reader.now.plus_seconds(30 * 86_400),
            href: "/apply/x".into(),
        };
        Ok(if is_deleted { Vec::new() } else { vec![draft] })
    }

    fn delete_drafts(&self, _: &Store, _: AccountId) -> Result<(), QueryError> {
        *self.0.lock().unwrap() = true;
        Ok(())
    }
}

fn toy() -> Module {
    Module::new("toy")
        .register(|registry| registry.aggregate::<Toy>(project))
        .provide(|queries| {
            queries.provide::<dyn Drafts<Reader, Store>>(Arc::new(OneDraft::default()));
        })
}

pub(crate) fn house() -> House {
    House::new(vec![world(), toy(), portal::module(), indicators::module()])
}

const TODAY: Date = date(2021, 11, 30);

/// Opened on a thread of its own: the driver of PostgreSQL brings its own runtime.
pub(crate) fn city(engine: Engine) -> City {
    std::thread::spawn(move || City::start(engine, house, TODAY))
        .join()
        .unwrap()
}

/// Something happens to a case of the party; its applicant is told at once.
pub(crate) fn happen(
    city: &City,
    case: i64,
    party: PartyId,
    message: CaseMessage,
    facts: &[(Fact, &str)],
) {
    move_case(
        city,
        case,
        Moved {
            party,
            state: if message == CaseMessage::CorrectionNotified {
                "correction-noticed".into()
            } else {
                "accepted".into()
            },
            message,
            facts: facts
                .iter()
                .map(|(fact, value)| (*fact, (*value).to_owned()))
                .collect(),
            confidentiality: 0,
        },
    );
}

/// The same for a case above the ordinary grade.
pub(crate) fn happen_in_secret(city: &City, case: i64, party: PartyId) {
    move_case(
        city,
        case,
        Moved {
            party,
            state: "accepted".into(),
            message: CaseMessage::Received,
            facts: BTreeMap::new(),
            confidentiality: 2,
        },
    );
}

fn move_case(city: &City, case: i64, moved: Moved) {
    let store = city.store.clone();
    std::thread::spawn(move || store.execute_blocking(Who::System, None, Move(case, moved)))
        .join()
        .unwrap()
        .unwrap();
    city.settle();
}
