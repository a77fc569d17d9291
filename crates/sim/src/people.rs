//! The applicants: persons and firms, all plainly fictional, with ids from their number. Some come a
//! thousand times, one agent acts for two thousand firms.

use crate::dice::Dice;
use crate::ids::{Use, id};
use admin::domain::account::AccountKind;
use admin::domain::grant_mandate::GrantMandate;
use admin::domain::mandate::MandateFacts;
use admin::domain::open_account::OpenAccount;
use admin::domain::party::{PartyFacts, vault_kind};
use admin::domain::record_party::RecordParty;
use admin::{keyed_hash, login_hash};
use contracts::item::{ServedParty, Text};
use contracts::{Kept, VaultWrite};
use jiff::civil::date;
use kernel::identity::IdentityNumber;
use kernel::uscc::Uscc;
use kernel::{AccountId, AreaCode, MandateId, PartyId, Timestamp, UnitId};
use store::Store;

/// Entries that one applicant may have ids for.
const IDS: u64 = 16;
/// Numbers of the firms, behind those of all persons.
const FIRMS: usize = 10_000_000;
/// Whose posts the applicants' papers lie in.
const AREA: AreaCode = AreaCode(431_100);

/// Somebody who applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// Who signs in: the person himself, or who binds the firm.
    pub account: AccountId,
    pub party: PartyId,
    pub kind: ServedParty,
}

/// Applicants by their number.
#[derive(Clone, Copy, Debug)]
pub struct People {
    pub seed: u64,
    pub persons: usize,
    pub firms: usize,
    /// The first so many firms have one agent.
    pub of_agent: usize,
}

impl People {
    pub fn person(&self, n: usize) -> Applicant {
        Applicant {
            account: AccountId(id_of(n, 1)),
            party: PartyId(id_of(n, 0)),
            kind: ServedParty::Person,
        }
    }

    pub fn firm(&self, n: usize) -> Applicant {
        Applicant {
            account: self.person(self.representative(n)).account,
            party: PartyId(id_of(FIRMS + n, 0)),
            kind: ServedParty::Firm,
        }
    }

    /// Who acts for the first firms by a mandate.
    pub fn agent(&self) -> Applicant {
        self.person(0)
    }

    /// The person who binds a firm; never the agent.
    fn representative(&self, n: usize) -> usize {
        let mut dice = Dice::of(self.seed, &[4, n as u64]);
        1 + dice.below(self.persons.saturating_sub(1))
    }

    /// What records a person, and what opens his account.
    pub fn record_person(&self, store: &Store, n: usize) -> (RecordParty, OpenAccount) {
        let who = self.person(n);
        let login = login(n);
        let values = [
            (vault_kind::NAME, name_of(n)),
            (vault_kind::IDENTITY_NUMBER, identity_number(n)),
            (
                vault_kind::MOBILE_PHONE,
                format!("139{:08}", n % 100_000_000),
            ),
            (
                vault_kind::ADDRESS,
                format!("永州市冷水滩区模拟路 {} 号", n + 1),
            ),
            (vault_kind::LOGIN, login.clone()),
        ];
        let party = record(store, n, false, None, &values);
        let account = OpenAccount {
            id: who.account,
            kind: AccountKind::Person,
            party: Some(who.party),
            name: Text::default(),
            unit: UnitId(0),
            login_hash: Some(login_hash(store, &login)),
            subject_hash: None,
        };
        (party, account)
    }

    /// What records a firm, and its mandate if it has the agent.
    pub fn record_firm(&self, store: &Store, n: usize) -> (RecordParty, Option<GrantMandate>) {
        let who = self.firm(n);
        let representative = self.representative(n);
        let values = [
            (vault_kind::NAME, format!("永州模拟{n:05}有限公司")),
            (vault_kind::USCC, uscc(n)),
            (
                vault_kind::MOBILE_PHONE,
                format!("138{:08}", n % 100_000_000),
            ),
            (
                vault_kind::ADDRESS,
                format!("永州市零陵区模拟园 {} 号", n + 1),
            ),
            (vault_kind::LEGAL_REPRESENTATIVE, name_of(representative)),
        ];
        let represented_by = self.person(representative).party;
        let party = record(store, FIRMS + n, true, Some(represented_by), &values);
        let mandate = (n < self.of_agent).then(|| self.mandate(n, who.party));
        (party, mandate)
    }

    fn mandate(&self, n: usize, principal: PartyId) -> GrantMandate {
        let agent = self.agent();
        let salt = Dice::of(self.seed, &[5, n as u64]).bytes();
        let words = "委托代理人办理本单位在永州市的全部政务服务事项（模拟）。";
        let (document, vault) = Kept::new(
            id_of(FIRMS + n, 9),
            salt,
            principal,
            "mandate",
            words.as_bytes(),
        );
        GrantMandate {
            id: MandateId(id_of(FIRMS + n, 8)),
            facts: MandateFacts {
                principal,
                agent: agent.account,
                items: Vec::new(),
                from: date(2021, 1, 1),
                to: date(2023, 12, 31),
                document,
            },
            agent_party: agent.party,
            vault,
        }
    }
}

/// The login of a person.
pub fn login(n: usize) -> String {
    format!("sim-{n:06}")
}

fn name_of(n: usize) -> String {
    const SURNAMES: [&str; 12] = [
        "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑",
    ];
    format!("模拟{}{n:06}", SURNAMES[n % SURNAMES.len()])
}

/// In December 2020, a millisecond each, so that the ids lie before those of all cases.
fn id_of(n: usize, nth: u64) -> i64 {
    let first = Timestamp::in_city(date(2020, 12, 1), 0, 0);
    let millis = i64::try_from(n).unwrap_or(0);
    debug_assert!(nth < IDS, "an applicant has {IDS} ids");
    id(Timestamp(first.0 + millis * 1000), Use::Applicant, nth)
}

fn record(
    store: &Store,
    n: usize,
    is_firm: bool,
    representative: Option<PartyId>,
    values: &[(&'static str, String)],
) -> RecordParty {
    let party = PartyId(id_of(n, 0));
    let number = if is_firm {
        vault_kind::USCC
    } else {
        vault_kind::IDENTITY_NUMBER
    };
    let found_by = [vault_kind::NAME, number, vault_kind::MOBILE_PHONE];
    let entries = values.iter().zip(2..);
    let vault = entries.clone().map(|((kind, value), nth)| VaultWrite {
        id: id_of(n, nth),
        party,
        kind,
        plain: value.clone().into_bytes(),
        look_up: found_by
            .contains(kind)
            .then(|| (*kind, value.clone()))
            .into_iter()
            .collect(),
        is_of_party: true,
    });
    let claims = values
        .iter()
        .filter(|(kind, _)| *kind == number)
        .map(|(kind, value)| (*kind, keyed_hash(store, kind, value)));
    RecordParty {
        id: party,
        facts: PartyFacts {
            is_firm,
            area: if is_firm { AREA } else { AreaCode(0) },
            entries: entries
                .clone()
                .map(|((kind, _), nth)| ((*kind).to_owned(), id_of(n, nth)))
                .collect(),
            representative,
            revision: 1,
        },
        claims: claims.collect(),
        vault: vault.collect(),
    }
}

/// Of somebody born in the years 1900 to 1909, who is plainly nobody.
fn identity_number(n: usize) -> String {
    let seventeen = format!(
        "431102{}{:02}{:02}{:03}",
        1900 + n % 10,
        1 + n / 10 % 12,
        1 + n / 120 % 28,
        n / 3360 % 1000
    );
    let today = date(2021, 1, 1);
    with_check(&seventeen, |number| {
        IdentityNumber::parse(number, today).is_ok()
    })
}

fn uscc(n: usize) -> String {
    let seventeen = format!("91431100MA4M{n:05}");
    with_check(&seventeen, |code| Uscc::parse(code).is_ok())
}

/// The number with the one check character that fits.
fn with_check(number: &str, fits: impl Fn(&str) -> bool) -> String {
    "0123456789XABCDEFGHJKLMNPQRTUWY"
        .chars()
        .map(|check| format!("{number}{check}"))
        .find(|number| fits(number))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_has_the_number_of_another() {
        let numbers: HashSet<String> = (0..5000).map(identity_number).collect();
        assert_eq!(numbers.len(), 5000);
        assert!(!numbers.contains(""));
        let codes: HashSet<String> = (0..500).map(uscc).collect();
        assert_eq!(codes.len(), 500);
        assert!(!codes.contains(""));
    }

    #[test]
    fn the_agent_binds_no_firm_himself() {
        let people = People {
            seed: 1,
            persons: 40,
            firms: 100,
            of_agent: 50,
        };
        let agent = people.agent().account;
        assert!((0..100).all(|n| people.firm(n).account != agent));
    }
}
