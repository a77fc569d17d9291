//! 行政许可法 art. 29, 32; 优化营商环境条例 art. 37: anybody may file, by any channel, also what is
//! not complete.

use crate::given::{Person, Trial, file, held, kept, permit, permit_with, submitted};
use cases::domain::{
    CaseEvent, CaseNumberError, CaseState,
    events::Submitted,
    filing::{Agency, PromisePaper},
    submit::{Application, Submit, SubmitOnBehalf, SubmitRefusal},
};
use contracts::{
    Command,
    item::{Channel, ItemVersion, Items, ServedParty},
};
use jiff::civil::date;
use kernel::{Reference, Refusal, RefusalKind, Timestamp};
use serde_json::json;
use std::sync::Arc;

fn on_behalf(trial: &Trial) -> SubmitOnBehalf {
    SubmitOnBehalf {
        application: trial.application(),
        channel: Channel::Window,
        agency: Agency::None,
        handed_at: None,
    }
}

fn filing(trial: &Trial) -> &Submitted {
    trial.case.filing.as_ref().unwrap()
}

#[test]
fn an_application_becomes_a_case_with_a_number_and_a_query_code() {
    let trial = submitted();
    assert_eq!(trial.state(), CaseState::Submitted);
    let filing = filing(&trial);
    assert_eq!(filing.number.to_string(), "431100 210906 017 000386 4");
    assert_eq!(filing.query_code, "210917");
    assert_eq!(filing.notice_by, Some(date(2021, 9, 13)));
}

#[test]
fn what_is_not_complete_is_filed_all_the_same() {
    let mut trial = Trial::new(permit());
    let application = Application {
        materials: Vec::new(),
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    assert_eq!(trial.case.missing(), ["identity", "plan", "photo"]);
}

#[test]
fn a_conditional_material_is_needed_only_if_its_condition_holds() {
    let mut trial = Trial::new(permit());
    let application = Application {
        conditional: vec!["lease".to_owned()],
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    assert_eq!(trial.case.missing(), ["lease"]);
}

#[test]
fn the_number_is_claimed_and_asks_for_its_series() {
    let trial = Trial::new(permit());
    let submit = Submit {
        application: trial.application(),
    };
    let env = trial.env(Person::Applicant);
    assert_eq!(submit.series(&env)[0].0, "case:431100:017:210906");
    let events = submit.decide(&trial.case, &env).unwrap();
    let claims = submit.claims(&events);
    assert_eq!(claims[0].kind, "case-number");
    assert_eq!(claims[0].key, "4311002109060170003864");
}

#[test]
fn without_a_number_nothing_is_filed() {
    let trial = Trial::new(permit());
    let mut env = trial.env(Person::Applicant);
    env.numbers = Vec::new();
    let application = trial.application();
    let refused = Submit { application }
        .decide(&trial.case, &env)
        .unwrap_err();
    let serial = u32::MAX;
    assert_eq!(
        refused,
        SubmitRefusal::NoNumber(CaseNumberError::SerialTooHigh { serial })
    );
}

#[test]
fn a_case_is_filed_once() {
    let mut trial = submitted();
    let submit = Submit {
        application: trial.application(),
    };
    let refused = trial.does(Person::Applicant, submit).unwrap_err();
    assert_eq!(
        refused,
        SubmitRefusal::WrongState {
            state: CaseState::Submitted
        }
    );
}

#[test]
fn only_the_applicant_or_an_agent_with_a_mandate_for_the_item_files_online() {
    for person in [Person::Stranger, Person::WrongAgent, Person::Clerk] {
        let mut trial = Trial::new(permit());
        let submit = Submit {
            application: trial.application(),
        };
        let refused = trial.does(person, submit).unwrap_err();
        assert_eq!(refused, SubmitRefusal::NoMandate, "{person:?}");
        assert_eq!(refused.kind(), RefusalKind::Barred);
    }
}

#[test]
fn the_kind_of_applicant_must_be_served() {
    let mut trial = Trial::new(permit_with(json!({ "served": ["firm"] })));
    let submit = Submit {
        application: trial.application(),
    };
    assert_eq!(
        trial.does(Person::Applicant, submit).unwrap_err(),
        SubmitRefusal::NotServed
    );
}

#[test]
fn art_35_nothing_is_taken_that_the_item_does_not_list() {
    let mut trial = Trial::new(permit());
    let application = Application {
        materials: held(&["diploma"]),
        ..trial.application()
    };
    let refused = trial
        .does(Person::Applicant, Submit { application })
        .unwrap_err();
    assert_eq!(
        refused,
        SubmitRefusal::UnknownMaterial {
            codes: vec!["diploma".to_owned()]
        }
    );
}

#[test]
fn an_unknown_item_version_is_refused() {
    let mut trial = Trial::new(permit());
    let mut application = trial.application();
    application.pin.version = 9;
    let refused = trial
        .does(Person::Applicant, Submit { application })
        .unwrap_err();
    assert_eq!(refused, SubmitRefusal::NoSuchItem);
}

#[test]
fn a_version_that_was_not_in_force_is_refused() {
    let mut trial = Trial::new(permit()).on(date(2018, 12, 28));
    let submit = Submit {
        application: trial.application(),
    };
    let refused = trial.does(Person::Applicant, submit).unwrap_err();
    assert_eq!(
        refused,
        SubmitRefusal::ItemChanged {
            begun_on: date(2018, 12, 28)
        }
    );
}

#[test]
fn a_form_that_was_begun_under_the_last_version_may_be_filed_for_thirty_days() {
    let trial = Trial::new(permit());
    let mut env = trial.env(Person::Applicant);
    let items = env.reference.get::<Items>();
    let first = ItemVersion::clone(items.all().next().unwrap());
    let second = ItemVersion {
        version: 2,
        in_force_from: date(2021, 9, 1),
        ..first.clone()
    };
    env.reference = Arc::new(Reference::default().with(Items::new([first, second])));
    for (begun_on, is_filed) in [
        (date(2021, 8, 6), false),
        (date(2021, 8, 7), true),
        (date(2021, 8, 31), true),
        (date(2021, 9, 1), false),
    ] {
        let application = Application {
            begun_on,
            ..trial.application()
        };
        let filed = Submit { application }.decide(&trial.case, &env);
        assert_eq!(filed.is_ok(), is_filed, "{begun_on}");
    }
}

#[test]
fn a_promise_is_taken_only_where_the_item_offers_it() {
    let mut trial = Trial::new(permit_with(json!({ "promise": null })));
    let promise = Some(PromisePaper {
        text: kept("promise"),
        signed: file(),
    });
    let application = Application {
        promise,
        ..trial.application()
    };
    let refused = trial
        .does(Person::Applicant, Submit { application })
        .unwrap_err();
    assert_eq!(refused, SubmitRefusal::PromiseNotOffered);
}

#[test]
fn art_36_a_promise_longer_than_the_law_is_no_promise() {
    let longer = json!({ "promised_limit": { "days": 21, "unit": "working" } });
    let mut trial = Trial::new(permit_with(longer));
    let submit = Submit {
        application: trial.application(),
    };
    assert_eq!(
        trial.does(Person::Applicant, submit).unwrap_err(),
        SubmitRefusal::LimitsUnsound
    );
}

#[test]
fn art_42_a_permit_without_a_limit_of_its_own_has_twenty_days() {
    let mut trial = Trial::new(permit_with(json!({ "legal_limit": null })));
    let submit = Submit {
        application: trial.application(),
    };
    trial.does(Person::Applicant, submit).unwrap();
    let legal = filing(&trial).limits.legal().unwrap();
    assert_eq!(legal, kernel::deadline::Limit::working(20));
}

#[test]
fn at_the_window_it_is_received_in_the_same_moment() {
    let mut trial = Trial::new(permit());
    let act = on_behalf(&trial);
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(trial.state(), CaseState::Received);
    assert!(matches!(trial.last(), CaseEvent::Received(_)));
}

#[test]
fn a_clerk_records_no_application_of_his_own() {
    let mut trial = Trial::new(permit());
    let act = on_behalf(&trial);
    let refused = trial.does(Person::InterestedClerk, act).unwrap_err();
    assert_eq!(refused, SubmitRefusal::OwnApplication);
}

#[test]
fn nobody_files_online_for_somebody_else() {
    let mut trial = Trial::new(permit());
    let act = SubmitOnBehalf {
        channel: Channel::Online,
        ..on_behalf(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        SubmitRefusal::WrongChannel
    );
}

#[test]
fn the_five_days_run_from_the_handing_in_not_from_the_record() {
    let mut trial = Trial::new(permit());
    let handed_at = Some(Timestamp::in_city(date(2021, 9, 3), 16, 0));
    let act = SubmitOnBehalf {
        handed_at,
        channel: Channel::Post,
        ..on_behalf(&trial)
    };
    trial.does(Person::Clerk, act).unwrap();
    assert_eq!(filing(&trial).reached_on, date(2021, 9, 3));
    assert_eq!(filing(&trial).notice_by, Some(date(2021, 9, 10)));
    assert!(filing(&trial).recorded_late);
}

#[test]
fn nothing_is_handed_in_later_than_now() {
    let mut trial = Trial::new(permit());
    let handed_at = Some(Timestamp::in_city(date(2021, 9, 7), 9, 0));
    let act = SubmitOnBehalf {
        handed_at,
        ..on_behalf(&trial)
    };
    assert_eq!(
        trial.does(Person::Clerk, act).unwrap_err(),
        SubmitRefusal::HandedInLater
    );
}

#[test]
fn a_firm_files_as_a_firm() {
    let mut trial = Trial::new(permit_with(json!({ "served": ["firm"] })));
    let application = Application {
        party_kind: ServedParty::Firm,
        ..trial.application()
    };
    trial
        .does(Person::Applicant, Submit { application })
        .unwrap();
    assert_eq!(filing(&trial).party_kind, ServedParty::Firm);
}
