//! Importing a city pack by real commands. A second import of the same pack changes nothing; an
//! entry that changed is recorded anew. What is missing from the pack is left alone.

use super::keyed::{keyed_hash, login_hash};
use super::pack::{FirmEntry, MandateEntry, Pack, PersonEntry, UnitEntry};
use super::parties::{PartyRecord, record_blocking};
use crate::domain::account::{Account, AccountKind};
use crate::domain::appoint::Appoint;
use crate::domain::change_unit::{ChangeUnit, OpenUnit};
use crate::domain::define_role::DefineRole;
use crate::domain::grant_mandate::GrantMandate;
use crate::domain::mandate::MandateFacts;
use crate::domain::open_account::{OpenAccount, RenameAccount};
use crate::domain::party::{Party, vault_kind};
use crate::domain::unit::UnitFacts;
use crate::read::mandates;
use contracts::{Aggregate, Kept};
use contracts::people::{Appointment, AuthorityKind, Role};
use kernel::{AccountId, MandateId, PartyId, UnitId};
use std::collections::HashMap;
use store::{CommandError, Store, StoreError, Who};
use thiserror::Error;

/// Why a pack cannot be imported; what was imported before it stays.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error("a command of the import failed at {entry}: {}", reason(cause))]
    Command {
        entry: String,
        #[source]
        cause: CommandError,
    },
    #[error("{entry} names {what}, which the pack does not have")]
    Unknown { entry: String, what: String },
    #[error("the store failed")]
    Store(#[from] StoreError),
}

/// The words of the refusal itself: `CommandError` says only that there was one.
fn reason(error: &CommandError) -> String {
    match error {
        CommandError::Refused(refusal) => refusal.to_string(),
        CommandError::Forbidden
        | CommandError::NotFound
        | CommandError::Conflict { .. }
        | CommandError::KeyReused
        | CommandError::Taken
        | CommandError::Unknown
        | CommandError::Store(_) => error.to_string(),
    }
}

fn at(entry: &str) -> impl FnOnce(CommandError) -> LoadError {
    move |cause| LoadError::Command {
        entry: entry.to_owned(),
        cause,
    }
}

/// What an import found or made, by the names that the pack uses.
#[derive(Debug, Default)]
pub struct Loaded {
    pub units: HashMap<String, UnitId>,
    pub accounts: HashMap<String, AccountId>,
    pub parties: HashMap<String, PartyId>,
    pub firms: HashMap<String, PartyId>,
    /// Commands that changed something.
    pub changes: usize,
}

/// Imports the pack as the city itself; `progress` hears how many entries are done.
pub fn load_city(
    store: &Store,
    pack: &Pack,
    mut progress: impl FnMut(usize),
) -> Result<Loaded, LoadError> {
    let mut import = Import {
        store,
        loaded: Loaded::default(),
    };
    let mut done = 0;
    let mut tick = |n: usize| {
        done += n;
        progress(done);
    };
    for role in &pack.roles {
        import.role(role)?;
        tick(1);
    }
    for unit in in_order(&pack.units) {
        import.unit(unit)?;
        tick(1);
    }
    for person in &pack.people {
        import.person(person)?;
        tick(1);
    }
    for firm in &pack.firms {
        import.firm(firm)?;
        tick(1);
    }
    for mandate in &pack.mandates {
        import.mandate(mandate)?;
        tick(1);
    }
    Ok(import.loaded)
}

/// Units after the ones above them; one whose parent is missing comes last and is refused there.
fn in_order(units: &[UnitEntry]) -> Vec<&UnitEntry> {
    let mut ordered: Vec<&UnitEntry> = Vec::with_capacity(units.len());
    let mut rest: Vec<&UnitEntry> = units.iter().collect();
    while !rest.is_empty() {
        let (ready, waiting): (Vec<_>, Vec<_>) = rest.iter().copied().partition(|unit| {
            let is_there = |parent: &String| ordered.iter().any(|above| above.code == *parent);
            unit.parent.as_ref().is_none_or(is_there)
        });
        if ready.is_empty() {
            ordered.extend(waiting);
            break;
        }
        ordered.extend(ready);
        rest = waiting;
    }
    ordered
}

struct Import<'a> {
    store: &'a Store,
    loaded: Loaded,
}

impl Import<'_> {
    fn find_claim(&self, kind: &'static str, key: &str) -> Result<Option<i64>, LoadError> {
        let key = key.to_owned();
        Ok(self.store.read_blocking(move |reader| reader.find_claim(kind, &key))?)
    }

    fn run<C: contracts::Command>(&mut self, entry: &str, command: C) -> Result<(), LoadError> {
        let before = self.version::<C::State>(command.stream())?;
        let done = self
            .store
            .execute_blocking(Who::System, None, command)
            .map_err(at(entry))?;
        if done.version() != before {
            self.loaded.changes += 1;
        }
        Ok(())
    }

    fn version<A: Aggregate>(&self, stream: i64) -> Result<i64, LoadError> {
        let found = self.store.read_blocking(move |reader| reader.find_state::<A>(stream))?;
        Ok(found.map_or(0, |(version, _)| version))
    }

    fn unit_id(&self, entry: &str, code: &str) -> Result<UnitId, LoadError> {
        self.loaded.units.get(code).copied().ok_or_else(|| LoadError::Unknown {
            entry: entry.to_owned(),
            what: format!("unit {code}"),
        })
    }

    fn role(&mut self, role: &Role) -> Result<(), LoadError> {
        let known = self.find_claim("role-code", &role.code)?;
        let command = DefineRole {
            id: known.unwrap_or_else(|| self.store.new_id()),
            facts: role.clone(),
        };
        self.run(&format!("role {}", role.code), command)
    }

    fn unit(&mut self, unit: &UnitEntry) -> Result<(), LoadError> {
        let entry = format!("unit {}", unit.code);
        let parent = match &unit.parent {
            Some(parent) => Some(self.unit_id(&entry, parent)?),
            None => None,
        };
        let facts = UnitFacts {
            code: unit.code.clone(),
            short_code: unit.short_code.clone(),
            name: unit.name.clone(),
            area: unit.area,
            parent,
            phone: unit.phone.clone(),
            authority: unit.authority_kind.unwrap_or(AuthorityKind::None),
            superior: unit.superior.clone(),
        };
        let id = match self.find_claim("unit-code", &unit.code)? {
            Some(id) => {
                let id = UnitId(id);
                self.run(&entry, ChangeUnit { id, facts, seen: None })?;
                id
            }
            None => {
                let id = UnitId(self.store.new_id());
                self.run(&entry, OpenUnit { id, facts })?;
                id
            }
        };
        self.loaded.units.insert(unit.code.clone(), id);
        Ok(())
    }

    fn party(&mut self, entry: &str, known: Option<PartyId>, record: &PartyRecord) -> Result<PartyId, LoadError> {
        let before = match known {
            Some(known) => self.version::<Party>(known.0)?,
            None => 0,
        };
        let party = record_blocking(self.store, known, record).map_err(at(entry))?;
        if self.version::<Party>(party.0)? != before {
            self.loaded.changes += 1;
        }
        Ok(party)
    }

    fn person(&mut self, person: &PersonEntry) -> Result<(), LoadError> {
        let entry = format!("login {}", person.login);
        let hash = login_hash(self.store, &person.login);
        let known = self.find_claim("login", &hash)?.map(AccountId);
        let account = match known {
            Some(id) => self.store.read_blocking(move |reader| reader.find_state::<Account>(id.0))?,
            None => None,
        };
        let account = account.map(|(_, account)| account);
        let party = self.party_of(&entry, person, account.as_ref())?;
        let unit = match person.posts.first() {
            Some(post) => self.unit_id(&entry, &post.unit)?,
            None => UnitId(0),
        };
        let id = known.unwrap_or_else(|| AccountId(self.store.new_id()));
        if known.is_none() {
            let command = OpenAccount {
                id,
                kind: person.kind,
                party,
                name: person.name.clone(),
                unit,
                login_hash: hash,
                subject_hash: None,
                vault: Vec::new(),
            };
            self.run(&entry, command)?;
        } else if person.kind != AccountKind::Person {
            let name = person.name.clone();
            self.run(&entry, RenameAccount { id, name })?;
        }
        for post in &person.posts {
            let post = Appointment {
                unit: self.unit_id(&entry, &post.unit)?,
                role: post.role.clone(),
                valid_from: post.from,
                valid_to: post.to,
            };
            // A post that was held once and has ended is not given again by an import.
            let is_known = account.as_ref().is_some_and(|account| {
                account.posts.iter().any(|held| {
                    held.unit == post.unit
                        && held.role == post.role
                        && held.valid_from == post.valid_from
                })
            });
            if !is_known {
                self.run(&entry, Appoint { account: id, post })?;
            }
        }
        self.loaded.accounts.insert(person.login.clone(), id);
        if let Some(party) = party {
            self.loaded.parties.insert(person.login.clone(), party);
        }
        Ok(())
    }

    /// The party behind an account; a program has none.
    fn party_of(
        &mut self,
        entry: &str,
        person: &PersonEntry,
        account: Option<&Account>,
    ) -> Result<Option<PartyId>, LoadError> {
        if person.kind == AccountKind::Client {
            return Ok(None);
        }
        let record = PartyRecord {
            name: person.name.zh.clone(),
            number: person.identity_number.clone(),
            phone: person.mobile_phone.clone(),
            address: person.address.clone(),
            login: person.login.clone(),
            ..PartyRecord::default()
        };
        let known = account.and_then(|account| account.party);
        Ok(Some(self.party(entry, known, &record)?))
    }

    fn firm(&mut self, firm: &FirmEntry) -> Result<(), LoadError> {
        let entry = format!("firm {}", firm.code);
        let representative = match firm.legal_representative.as_str() {
            "" => None,
            login => Some(self.known_party(&entry, login)?),
        };
        let name = match representative {
            Some(party) => self.name_of(party)?,
            None => String::new(),
        };
        let record = PartyRecord {
            is_firm: true,
            area: firm.area,
            name: firm.name.zh.clone(),
            number: firm.uscc.clone(),
            phone: firm.phone.clone(),
            address: firm.address.clone(),
            login: String::new(),
            representative,
            legal_representative: name,
        };
        let hash = keyed_hash(self.store, vault_kind::USCC, &firm.uscc);
        let known = self
            .find_claim(vault_kind::USCC, &hash)?
            .map(PartyId);
        let party = self.party(&entry, known, &record)?;
        self.loaded.firms.insert(firm.code.clone(), party);
        Ok(())
    }

    fn known_party(&self, entry: &str, login: &str) -> Result<PartyId, LoadError> {
        self.loaded.parties.get(login).copied().ok_or_else(|| LoadError::Unknown {
            entry: entry.to_owned(),
            what: format!("login {login}"),
        })
    }

    fn name_of(&self, party: PartyId) -> Result<String, LoadError> {
        let mut names = self
            .store
            .read_blocking(move |reader| reader.open_of_parties("name", &[party]))?;
        Ok(names.remove(&party).unwrap_or_default())
    }

    fn mandate(&mut self, mandate: &MandateEntry) -> Result<(), LoadError> {
        let entry = format!("mandate of {}", mandate.firm);
        let unknown = |what: String| LoadError::Unknown {
            entry: entry.clone(),
            what,
        };
        let principal = self
            .loaded
            .firms
            .get(&mandate.firm)
            .copied()
            .ok_or_else(|| unknown(format!("firm {}", mandate.firm)))?;
        let agent = self
            .loaded
            .accounts
            .get(&mandate.agent)
            .copied()
            .ok_or_else(|| unknown(format!("login {}", mandate.agent)))?;
        let (from, to) = (mandate.from, mandate.to);
        let is_known = self
            .store
            .read_blocking(move |reader| mandates::is_granted(reader, principal, agent, from, to))?;
        if is_known {
            return Ok(());
        }
        let agent_party = self.known_party(&entry, &mandate.agent)?;
        let (document, vault) =
            Kept::new(self.store.new_id(), store::random()?, principal, "mandate", mandate.note.zh.as_bytes());
        let command = GrantMandate {
            id: MandateId(self.store.new_id()),
            facts: MandateFacts {
                principal,
                agent,
                items: mandate.items.clone(),
                from,
                to,
                document,
            },
            agent_party,
            vault,
        };
        self.run(&entry, command)
    }
}
