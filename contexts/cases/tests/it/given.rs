//! What the tests are given: a small city, its people, one item, and a case on which they act in
//! turn through the real commands.

pub(crate) use crate::people::Person;
use cases::domain::{
    Case, CaseEvent, CaseState,
    accept::Accept,
    case::{Decision, Handling},
    events::{Defect, Remedies},
    filing::{FileRef, MaterialHeld},
    give_opinion::{Advice, GiveOpinion},
    notify_correction::NotifyCorrection,
    receive::Receive,
    submit::{Application, Submit},
    submit_correction::{Correction, SubmitCorrection},
};
use contracts::{
    Aggregate, Command, Kept,
    item::{ItemBody, ItemPin, ItemVersion, Items, ServedParty},
    people::{Appointment, AuthorityKind, Staff, StaffMember, Unit, Units},
};
use jiff::civil::date;
use kernel::{
    AccountId, Actor, AreaCode, CaseId, Date, Env, FileId, ItemId, PartyId, Recorded, Reference,
    Timestamp, UnitId, WorkCalendar,
};
use serde_json::json;
use std::sync::Arc;

pub(crate) const AREA: AreaCode = AreaCode(431_100);
pub(crate) const CITY_UNIT: UnitId = UnitId(10);
pub(crate) const HOUSING: UnitId = UnitId(17);
pub(crate) const APPLICANT: PartyId = PartyId(900);
pub(crate) const ITEM: ItemId = ItemId(7);
/// Holds a post in another department.
pub(crate) const ELSEWHERE: AccountId = AccountId(20);
/// Held a post in the department until the day before the tests begin.
pub(crate) const FORMER: AccountId = AccountId(21);

/// A permit with 20 days by law and 5 promised, one step of review, and all that an item may offer.
pub(crate) fn permit() -> serde_json::Value {
    let text = |zh: &str| json!({ "zh": zh });
    json!({
        "code": "YZ-017-0001",
        "name": text("演示许可"),
        "summary": text("演示"),
        "task_type": "permit",
        "project_type": "promised",
        "unit": "housing",
        "served": ["person", "firm"],
        "legal_limit": { "days": 20, "unit": "working" },
        "legal_limit_basis": null,
        "promised_limit": { "days": 5, "unit": "working" },
        "extension_days": 10,
        "conditions": [],
        "materials": [
            { "code": "identity", "name": text("身份证"), "necessity": "required",
              "source": "applicant" },
            { "code": "plan", "name": text("图纸"), "necessity": "required",
              "source": "applicant" },
            { "code": "photo", "name": text("照片"), "necessity": "deferrable",
              "source": "applicant" },
            { "code": "lease", "name": text("租约"), "necessity": "required",
              "source": "applicant", "only_if": "premises = rented" },
            { "code": "extra", "name": text("其他"), "necessity": "optional",
              "source": "applicant" }
        ],
        "steps": [
            { "code": "check", "name": text("审查"), "kind": "opinion", "role": "reviewer" }
        ],
        "faq": [],
        "form": [],
        "visits": 0,
        "channels": ["online", "window", "post"],
        "result": text("演示许可证"),
        "deferral": { "within_days": 3, "if_late": text("终止办理") },
        "promise": { "promise": text("符合条件"), "check_within_days": 30 },
        "place": text("大厅"),
        "hours": text("工作日"),
        "enquiry_phone": "",
        "complaint_phone": "",
        "themes": []
    })
}

/// The same item with some of its values replaced.
pub(crate) fn permit_with(changes: serde_json::Value) -> serde_json::Value {
    let mut item = permit();
    for (key, value) in changes.as_object().unwrap() {
        item[key] = value.clone();
    }
    item
}

/// Steps of review for [`permit_with`], each for reviewers.
pub(crate) fn steps(kinds: &[(&str, &str)]) -> serde_json::Value {
    let step = |(code, kind): &(&str, &str)| json!({ "code": code, "name": { "zh": code }, "kind": kind, "role": "reviewer" });
    json!({ "steps": kinds.iter().map(step).collect::<Vec<_>>() })
}

/// One case in the small city, and everything that happened to it.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub(crate) case: Case,
    pub(crate) log: Vec<Recorded<CaseEvent>>,
    pub(crate) today: Date,
    calendar: Arc<WorkCalendar>,
    reference: Arc<Reference>,
}

impl Trial {
    pub(crate) fn new(item: serde_json::Value) -> Self {
        Self {
            case: Case::initial(4_311),
            log: Vec::new(),
            today: date(2021, 9, 6),
            calendar: WorkCalendar::published(),
            reference: Arc::new(reference(item)),
        }
    }

    /// The case on another day.
    pub(crate) fn on(mut self, day: Date) -> Self {
        self.today = day;
        self
    }

    pub(crate) fn with_calendar(mut self, calendar: WorkCalendar) -> Self {
        self.calendar = Arc::new(calendar);
        self
    }

    pub(crate) fn env(&self, person: Person) -> Env {
        self.env_of(person.actor())
    }

    pub(crate) fn env_of_city(&self) -> Env {
        self.env_of(Actor::system())
    }

    fn env_of(&self, actor: Actor) -> Env {
        Env {
            now: Timestamp::in_city(self.today, 9, 0),
            today: self.today,
            actor: Arc::new(actor),
            calendar: Arc::clone(&self.calendar),
            reference: Arc::clone(&self.reference),
            entropy: 20_210_917,
            numbers: vec![386],
        }
    }

    /// Somebody does something; what was refused leaves nothing behind.
    pub(crate) fn does<C: Command<State = Case>>(
        &mut self,
        person: Person,
        command: C,
    ) -> Result<Vec<CaseEvent>, C::Refusal> {
        let env = self.env(person);
        let events = command.decide(&self.case, &env)?;
        self.record(&events, person.account());
        Ok(events)
    }

    /// The city does something: a job.
    pub(crate) fn city_does<C: Command<State = Case>>(
        &mut self,
        command: C,
    ) -> Result<Vec<CaseEvent>, C::Refusal> {
        let events = command.decide(&self.case, &self.env_of_city())?;
        self.record(&events, AccountId(0));
        Ok(events)
    }

    fn record(&mut self, events: &[CaseEvent], actor: AccountId) {
        for body in events {
            let version = self.case.version + 1;
            let recorded = Recorded {
                id: 1_000 + version,
                stream: self.case.id.0,
                version,
                at: Timestamp::in_city(self.today, 9, 0),
                actor,
                body: body.clone(),
            };
            self.case.apply(&recorded);
            self.log.push(recorded);
        }
    }

    pub(crate) fn id(&self) -> CaseId {
        self.case.id
    }

    pub(crate) fn state(&self) -> CaseState {
        self.case.state()
    }

    pub(crate) fn handling(&self) -> &Handling {
        self.case.handling().unwrap()
    }

    pub(crate) fn decision(&self) -> &Decision {
        self.case.decision().unwrap()
    }

    pub(crate) fn last(&self) -> &CaseEvent {
        &self.log.last().unwrap().body
    }

    /// Both due dates as recorded: promised, legal.
    pub(crate) fn due(&self) -> (Date, Date) {
        let due = self.handling().dates.unwrap().due;
        (due.promised_on, due.legal_on.unwrap())
    }

    /// The figures that the case counts in, by name.
    pub(crate) fn figures(&self) -> Vec<&'static str> {
        cases::read::figures::counted(&self.case)
            .iter()
            .map(|counted| counted.figure)
            .collect()
    }

    pub(crate) fn application(&self) -> Application {
        Application {
            case_id: self.id(),
            pin: ItemPin {
                item: ITEM,
                version: 1,
            },
            begun_on: self.today,
            party: APPLICANT,
            party_kind: ServedParty::Person,
            answers: kept("answers"),
            materials: held(&["identity", "plan", "photo"]),
            conditional: Vec::new(),
            electronic_service: Some(kept("address")),
            promise: None,
            vault: Vec::new(),
        }
    }
}

/// The small city's reference data with the one item.
pub(crate) fn reference(item: serde_json::Value) -> Reference {
    let body: ItemBody = serde_json::from_value(item).unwrap();
    let version = ItemVersion {
        id: ITEM,
        version: 1,
        unit: HOUSING,
        area: AREA,
        in_force_from: date(2019, 1, 1),
        body,
    };
    let unit = |id, code: &str, short_code: &str, parent| Unit {
        id,
        code: code.to_owned(),
        short_code: short_code.to_owned(),
        name: contracts::item::Text {
            zh: code.to_owned(),
            en: String::new(),
        },
        area: AREA,
        parent,
        phone: String::new(),
        authority: AuthorityKind::default(),
        superior: contracts::item::Text::default(),
    };
    let member = |account, name: &str, unit, role: &str, valid_to| StaffMember {
        account,
        name: contracts::item::Text {
            zh: name.to_owned(),
            en: String::new(),
        },
        is_client: false,
        appointments: vec![Appointment {
            unit,
            role: role.to_owned(),
            valid_from: date(2019, 1, 1),
            valid_to,
        }],
    };
    let here = |person: Person| {
        let role = person.role().unwrap();
        member(person.account(), person.name(), HOUSING, role, None)
    };
    let elsewhere = [
        member(ELSEWHERE, "远一", UnitId(99), "reviewer", None),
        member(FORMER, "故二", HOUSING, "reviewer", Some(date(2021, 9, 5))),
    ];
    Reference::default()
        .with(Items::new([version]))
        .with(Units::new([
            unit(CITY_UNIT, "city", "001", None),
            unit(HOUSING, "housing", "017", Some(CITY_UNIT)),
        ]))
        .with(Staff::new(
            Person::STAFF.map(here).into_iter().chain(elsewhere),
        ))
}

/// A case of the item that was filed online with everything it needs, on 2021-09-06.
pub(crate) fn submitted_of(item: serde_json::Value) -> Trial {
    let mut trial = Trial::new(item);
    let application = trial.application();
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    trial
}

pub(crate) fn submitted() -> Trial {
    submitted_of(permit())
}

/// Filed with these materials only.
pub(crate) fn submitted_with(item: serde_json::Value, materials: &[&str]) -> Trial {
    let mut trial = Trial::new(item);
    let application = Application {
        materials: held(materials),
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    trial
}

pub(crate) fn received_of(item: serde_json::Value) -> Trial {
    received_from(submitted_of(item))
}

pub(crate) fn received() -> Trial {
    received_of(permit())
}

/// Received without one of its required materials.
pub(crate) fn incomplete() -> Trial {
    received_from(submitted_with(permit(), &["identity", "photo"]))
}

/// Received without the material that may follow.
pub(crate) fn deferrable() -> Trial {
    received_from(submitted_with(permit(), &["identity", "plan"]))
}

fn received_from(mut trial: Trial) -> Trial {
    let case_id = trial.id();
    trial.does(Person::Clerk, Receive { case_id }).unwrap();
    trial
}

pub(crate) fn noticed() -> Trial {
    let mut trial = incomplete();
    let notice = notice(&trial, &["plan"]);
    trial.does(Person::Clerk, notice).unwrap();
    trial
}

pub(crate) fn corrected() -> Trial {
    let mut trial = noticed();
    let correction = correction(&trial, &["plan"]);
    trial.does(Person::Applicant, correction).unwrap();
    trial
}

pub(crate) fn accepted_of(item: serde_json::Value) -> Trial {
    let mut trial = received_of(item);
    let accept = accept(&trial);
    trial.does(Person::Clerk, accept).unwrap();
    trial
}

pub(crate) fn accepted() -> Trial {
    accepted_of(permit())
}

/// Every step of review is done.
pub(crate) fn reviewed() -> Trial {
    let mut trial = accepted();
    let opinion = opinion(&trial, "check");
    trial.does(Person::Reviewer, opinion).unwrap();
    trial
}

pub(crate) fn kept(text: &str) -> Kept {
    Kept::new(1, [7; 16], APPLICANT, "text", text.as_bytes()).0
}

pub(crate) fn file() -> FileRef {
    FileRef {
        file: FileId(77),
        sha256: "ab".repeat(32),
    }
}

pub(crate) fn held(codes: &[&str]) -> Vec<MaterialHeld> {
    let material = |code: &&str| MaterialHeld {
        code: (*code).to_owned(),
        files: vec![file()],
        paper_copies: 0,
    };
    codes.iter().map(material).collect()
}

pub(crate) fn accept(trial: &Trial) -> Accept {
    Accept {
        case_id: trial.id(),
        seen_version: None,
    }
}

pub(crate) fn notice(trial: &Trial, codes: &[&str]) -> NotifyCorrection {
    let defect = |code: &&str| Defect {
        material: (*code).to_owned(),
        reason: kept("unclear"),
    };
    NotifyCorrection {
        case_id: trial.id(),
        seen_version: None,
        defects: codes.iter().map(defect).collect(),
        answer_within: None,
        why_again: None,
        vault: Vec::new(),
    }
}

pub(crate) fn correction(trial: &Trial, codes: &[&str]) -> SubmitCorrection {
    SubmitCorrection {
        correction: Correction {
            case_id: trial.id(),
            materials: held(codes),
            answers: None,
            vault: Vec::new(),
        },
    }
}

pub(crate) fn opinion(trial: &Trial, step: &str) -> GiveOpinion {
    GiveOpinion {
        case_id: trial.id(),
        step: step.to_owned(),
        advice: Advice::Favourable,
        opinion: Some(kept("in order")),
        vault: Vec::new(),
    }
}

pub(crate) fn remedies() -> Remedies {
    Remedies {
        review_body: "永州市人民政府".to_owned(),
        review_within: "六十日".to_owned(),
        court: "永州市冷水滩区人民法院".to_owned(),
        sue_within: "六个月".to_owned(),
        review_first: false,
    }
}
