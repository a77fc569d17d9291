//! What the requests of the permission table are about: two cases of different units and different
//! applicants, their papers, drafts and ratings, and one of everything else.

use crate::town;
use app::demo::crew::Applicant;
use cases::domain::{accept, receive};
use contracts::item::ServedParty;
use kernel::{AccountId, CaseId, PartyId};
use std::collections::HashMap;
use testkit::City;

/// About the case of the housing bureau: that of the firm, whose agent holds a mandate for it.
const HOUSING: &str = "housing, the firm's";
/// About the case of another unit and another person.
const ELSEWHERE: &str = "other unit, other person's";
/// About nothing in particular.
const NOTHING: &str = "-";

pub(crate) struct Things {
    pub(crate) accounts: HashMap<String, AccountId>,
    firm: PartyId,
    housing: Case,
    elsewhere: Case,
    unit: i64,
    check_code: String,
}

/// A case and what hangs on it.
struct Case {
    id: CaseId,
    paper: i64,
}

impl Things {
    pub(crate) fn make(city: &City) -> Self {
        let loaded = town::loaded(city);
        let accounts = loaded.accounts;
        let firm = Applicant {
            account: accounts["chen-xuni"],
            party: loaded.firms["xiaoxiang-food"],
            kind: ServedParty::Firm,
        };
        let person = Applicant {
            account: accounts["li-yangli"],
            party: loaded.parties["li-yangli"],
            kind: ServedParty::Person,
        };
        let clerk = accounts["clerk-1"];
        let mut made = Vec::new();
        for (item, applicant) in [("YZ-017-0001", firm), ("YZ-010-0003", person)] {
            let case_id = town::file_case(city, item, applicant);
            town::act(city, clerk, receive::Receive { case_id });
            let seen_version = None;
            town::act(
                city,
                clerk,
                accept::Accept {
                    case_id,
                    seen_version,
                },
            );
            city.settle();
            let paper = first_paper(city, case_id);
            made.push(Case { id: case_id, paper });
        }
        let elsewhere = made.pop().unwrap();
        let made_paper = elsewhere.paper;
        Self {
            firm: firm.party,
            housing: made.pop().unwrap(),
            elsewhere,
            unit: loaded.units["housing"].0,
            check_code: check_code(city, made_paper),
            accounts,
        }
    }

    /// For whom somebody acts: the agent and the legal representative for the firm.
    pub(crate) fn party_for(&self, login: &str) -> Option<PartyId> {
        ["chen-xuni", "yang-daiban"]
            .contains(&login)
            .then_some(self.firm)
    }

    /// The lines that a route needs in the table.
    pub(crate) fn about(path: &str) -> Vec<&'static str> {
        let is_about_a_case = [
            "/desk/cases/{",
            "/window/cases/{",
            "/my/cases/{",
            "/api/v1/cases/{",
            "/api/v1/my/cases/{",
        ]
        .iter()
        .chain(&["/papers/{", "/desk/papers/{", "/api/v1/papers/{"])
        .any(|prefix| path.starts_with(prefix));
        if is_about_a_case {
            vec![HOUSING, ELSEWHERE]
        } else {
            vec![NOTHING]
        }
    }

    fn case(&self, about: &str) -> &Case {
        if about == ELSEWHERE {
            &self.elsewhere
        } else {
            &self.housing
        }
    }
}

fn first_paper(city: &City, case: CaseId) -> i64 {
    let store = city.store.clone();
    std::thread::spawn(move || {
        store
            .read_blocking(move |reader| {
                let sql = "SELECT id FROM paper WHERE matter = $1 ORDER BY id LIMIT 1";
                Ok(reader
                    .query_one(sql, &[case.0.into()])?
                    .map(|record| record.int(0)))
            })
            .unwrap()
            .expect("a received case has its receipt")
    })
    .join()
    .unwrap()
}

fn check_code(city: &City, paper: i64) -> String {
    let store = city.store.clone();
    let find = move || {
        store.read_blocking(move |reader| {
            let found = reader.find_state::<documents::domain::Paper>(paper)?;
            let drawn = found.and_then(|(_, paper)| paper.drawn);
            Ok(drawn.map(|drawn| drawn.check_code.as_str().to_owned()))
        })
    };
    std::thread::spawn(find).join().unwrap().unwrap().unwrap()
}

/// The address of a route about a thing. Something that nobody has stands for what the town lacks.
pub(crate) fn address(path: &str, about: &str, things: &Things) -> String {
    let case = things.case(about);
    let mut address = Vec::new();
    for part in path.split('/') {
        let filled = match part {
            "{id}" if path.contains("/cases/") => case.id.to_string(),
            "{id}" if path.contains("papers/") => case.paper.to_string(),
            "{id}" if path.contains("/units/") => things.unit.to_string(),
            "{id}" if path.contains("/posts/") || path.contains("/accounts/") => {
                things.accounts["housing-reviewer-2"].to_string()
            }
            "{code}" if path.starts_with("/check/") || path.contains("/check/") => {
                things.check_code.clone()
            }
            "{code}" if path.contains("/items/") || path.starts_with("/apply/") => {
                "YZ-017-0001".to_owned()
            }
            "{code}" if path.contains("/figures/") || path.contains("/cockpit/") => {
                "cases-accepted".to_owned()
            }
            "{code}" if path.contains("/roles/") => "reviewer".to_owned(),
            "{area}" => "511602".to_owned(),
            "{year}" => "2021".to_owned(),
            "{act}" if path.starts_with("/my/") => "correct".to_owned(),
            other if other.starts_with('{') => "1".to_owned(),
            other => other.to_owned(),
        };
        address.push(filled);
    }
    address.join("/")
}
