//! Importing a city pack by real commands. A second import of the same pack changes nothing; an
//! entry that changed is recorded anew. What is missing from the pack is left alone.

use super::keyed::login_hash;
use super::pack::{FirmEntry, MandateEntry, Pack, PersonEntry, UnitEntry};
use super::parties::{PartyRecord, claim_of, command_for, find_stored};
use crate::domain::account::{Account, AccountKind};
use crate::domain::appoint::Appoint;
use crate::domain::change_unit::{ChangeUnit, OpenUnit};
use crate::domain::define_role::DefineRole;
use crate::domain::grant_mandate::GrantMandate;
use crate::domain::mandate::MandateFacts;
use crate::domain::open_account::{OpenAccount, RenameAccount};
use crate::domain::role::Role as RoleState;
use crate::domain::unit::{Unit, UnitFacts};
use crate::read::mandates;
use contracts::{Aggregate, Command, Kept};
use contracts::people::{Appointment, AuthorityKind, Role};
use kernel::{AccountId, MandateId, PartyId, UnitId};
use std::collections::HashMap;
use store::{CommandError, Done, Reader, Store, StoreError, Who};
use thiserror::Error;
use tokio::sync::oneshot;

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

/// Imports the pack as the city itself; `progress` hears how many entries are done. Commands that
/// do not wait for one another are submitted together, so that they share their commits.
pub fn load_city(
    store: &Store,
    pack: &Pack,
    mut progress: impl FnMut(usize),
) -> Result<Loaded, LoadError> {
    let mut import = Import {
        store,
        loaded: Loaded::default(),
        waiting: Vec::new(),
    };
    let mut done = 0;
    let mut tick = |n: usize| {
        done += n;
        progress(done);
    };
    import.roles(&pack.roles)?;
    tick(pack.roles.len());
    for level in in_levels(&pack.units) {
        import.units(&level)?;
        tick(level.len());
    }
    for people in pack.people.chunks(TOGETHER) {
        import.people(people)?;
        tick(people.len());
    }
    for firms in pack.firms.chunks(TOGETHER) {
        import.firms(firms, &pack.people)?;
        tick(firms.len());
    }
    import.mandates(&pack.mandates)?;
    tick(pack.mandates.len());
    Ok(import.loaded)
}

/// Entries that are read and submitted together.
const TOGETHER: usize = 200;

/// Units below one another in turn; one whose parent is missing comes last and is refused there.
fn in_levels(units: &[UnitEntry]) -> Vec<Vec<&UnitEntry>> {
    let mut levels: Vec<Vec<&UnitEntry>> = Vec::new();
    let mut rest: Vec<&UnitEntry> = units.iter().collect();
    while !rest.is_empty() {
        let (ready, waiting): (Vec<_>, Vec<_>) = rest.iter().copied().partition(|unit| {
            let is_there = |parent: &String| levels.iter().flatten().any(|above| above.code == *parent);
            unit.parent.as_ref().is_none_or(is_there)
        });
        if ready.is_empty() {
            levels.push(waiting);
            break;
        }
        levels.push(ready);
        rest = waiting;
    }
    levels
}

/// A command on its way, with the version that its stream had before.
struct Waiting {
    entry: String,
    before: i64,
    answer: oneshot::Receiver<Result<Done, CommandError>>,
}

struct Import<'a> {
    store: &'a Store,
    loaded: Loaded,
    waiting: Vec<Waiting>,
}

/// The stream of a claim, with its state and version.
fn find_claimed<A: Aggregate>(
    reader: &mut Reader,
    kind: &str,
    key: &str,
) -> Result<Option<(i64, i64, A)>, StoreError> {
    let Some(id) = reader.find_claim(kind, key)? else {
        return Ok(None);
    };
    Ok(reader.find_state::<A>(id)?.map(|(version, state)| (id, version, state)))
}

impl Import<'_> {
    /// Submits a command without waiting for it.
    fn submit(&mut self, entry: String, before: i64, command: impl Command) -> Result<(), LoadError> {
        match self.store.execute_later(Who::System, None, command) {
            Ok(answer) => {
                self.waiting.push(Waiting {
                    entry,
                    before,
                    answer,
                });
                Ok(())
            }
            Err(cause) => Err(LoadError::Command { entry, cause }),
        }
    }

    /// Waits for everything that was submitted.
    fn settle(&mut self) -> Result<(), LoadError> {
        for waiting in std::mem::take(&mut self.waiting) {
            let result = waiting.answer.blocking_recv().unwrap_or(Err(CommandError::Unknown));
            let done = result.map_err(|cause| LoadError::Command {
                entry: waiting.entry,
                cause,
            })?;
            if done.version() != waiting.before {
                self.loaded.changes += 1;
            }
        }
        Ok(())
    }

    fn unit_id(&self, entry: &str, code: &str) -> Result<UnitId, LoadError> {
        self.loaded.units.get(code).copied().ok_or_else(|| LoadError::Unknown {
            entry: entry.to_owned(),
            what: format!("unit {code}"),
        })
    }

    fn roles(&mut self, roles: &[Role]) -> Result<(), LoadError> {
        let codes: Vec<String> = roles.iter().map(|role| role.code.clone()).collect();
        let known = self.store.read_blocking(move |reader| {
            let find = |code: &String| find_claimed::<RoleState>(reader, "role-code", code);
            codes.iter().map(find).collect::<Result<Vec<_>, _>>()
        })?;
        for (role, known) in roles.iter().zip(known) {
            let (id, before) = known.map_or_else(|| (self.store.new_id(), 0), |(id, version, _)| (id, version));
            let facts = role.clone();
            self.submit(format!("role {}", role.code), before, DefineRole { id, facts })?;
        }
        self.settle()
    }

    fn units(&mut self, units: &[&UnitEntry]) -> Result<(), LoadError> {
        let codes: Vec<String> = units.iter().map(|unit| unit.code.clone()).collect();
        let known = self.store.read_blocking(move |reader| {
            let find = |code: &String| find_claimed::<Unit>(reader, "unit-code", code);
            codes.iter().map(find).collect::<Result<Vec<_>, _>>()
        })?;
        for (unit, known) in units.iter().zip(known) {
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
            let id = match known {
                Some((id, before, _)) => {
                    let command = ChangeUnit {
                        id: UnitId(id),
                        facts,
                        seen: None,
                    };
                    self.submit(entry, before, command)?;
                    UnitId(id)
                }
                None => {
                    let id = UnitId(self.store.new_id());
                    self.submit(entry, 0, OpenUnit { id, facts })?;
                    id
                }
            };
            self.loaded.units.insert(unit.code.clone(), id);
        }
        self.settle()
    }

    /// First who they are, then their accounts, then their posts: each step waits for the one
    /// before.
    fn people(&mut self, people: &[PersonEntry]) -> Result<(), LoadError> {
        let accounts = self.known_accounts(people)?;
        self.parties(people, &accounts)?;
        for (person, known) in people.iter().zip(&accounts) {
            self.account(person, known.as_ref())?;
        }
        self.settle()?;
        for (person, known) in people.iter().zip(&accounts) {
            self.posts(person, known.as_ref())?;
        }
        self.settle()
    }

    fn known_accounts(&self, people: &[PersonEntry]) -> Result<Vec<Option<(i64, Account)>>, LoadError> {
        let hashes: Vec<String> =
            people.iter().map(|person| login_hash(self.store, &person.login)).collect();
        Ok(self.store.read_blocking(move |reader| {
            let find = |hash: &String| {
                let found = find_claimed::<Account>(reader, "login", hash)?;
                Ok(found.map(|(_, version, account)| (version, account)))
            };
            hashes.iter().map(find).collect()
        })?)
    }

    /// Records the parties behind the accounts; a program has none.
    fn parties(
        &mut self,
        people: &[PersonEntry],
        accounts: &[Option<(i64, Account)>],
    ) -> Result<(), LoadError> {
        let mut records = Vec::new();
        for (person, account) in people.iter().zip(accounts) {
            if person.kind == AccountKind::Client {
                continue;
            }
            let record = PartyRecord {
                name: person.name.zh.clone(),
                number: person.identity_number.clone(),
                phone: person.mobile_phone.clone(),
                address: person.address.clone(),
                login: person.login.clone(),
                ..PartyRecord::default()
            };
            let known = account.as_ref().and_then(|(_, account)| account.party);
            records.push((person.login.clone(), known, record));
        }
        for (login, party) in self.record("login", records)? {
            self.loaded.parties.insert(login, party);
        }
        Ok(())
    }

    /// Records parties under the names that the pack uses for them.
    fn record(
        &mut self,
        what: &str,
        records: Vec<(String, Option<PartyId>, PartyRecord)>,
    ) -> Result<Vec<(String, PartyId)>, LoadError> {
        let sought: Vec<_> = records
            .iter()
            .map(|(_, known, record)| (*known, claim_of(self.store, record)))
            .collect();
        let stored = self.store.read_blocking(move |reader| {
            let find = |(known, claim): &(Option<PartyId>, Option<(&'static str, String)>)| {
                find_stored(reader, *known, claim.as_ref())
            };
            sought.iter().map(find).collect::<Result<Vec<_>, _>>()
        })?;
        let mut parties = Vec::new();
        for ((name, _, record), stored) in records.into_iter().zip(stored) {
            let before = stored.as_ref().map_or(0, super::parties::Stored::version);
            let (party, command) = command_for(self.store, stored, &record);
            if let Some(command) = command {
                self.submit(format!("{what} {name}"), before, command)?;
            }
            parties.push((name, party));
        }
        self.settle()?;
        Ok(parties)
    }

    fn account(&mut self, person: &PersonEntry, known: Option<&(i64, Account)>) -> Result<(), LoadError> {
        let entry = format!("login {}", person.login);
        let id = match known {
            Some((before, account)) => {
                if person.kind != AccountKind::Person {
                    let command = RenameAccount {
                        id: account.id,
                        name: person.name.clone(),
                    };
                    self.submit(entry, *before, command)?;
                }
                account.id
            }
            None => {
                let id = AccountId(self.store.new_id());
                let unit = match person.posts.first() {
                    Some(post) => self.unit_id(&entry, &post.unit)?,
                    None => UnitId(0),
                };
                let command = OpenAccount {
                    id,
                    kind: person.kind,
                    party: self.loaded.parties.get(&person.login).copied(),
                    name: person.name.clone(),
                    unit,
                    login_hash: login_hash(self.store, &person.login),
                    subject_hash: None,
                };
                self.submit(entry, 0, command)?;
                id
            }
        };
        self.loaded.accounts.insert(person.login.clone(), id);
        Ok(())
    }

    /// Gives the posts that were never held: one that has ended is not given again by an import.
    fn posts(&mut self, person: &PersonEntry, known: Option<&(i64, Account)>) -> Result<(), LoadError> {
        let entry = format!("login {}", person.login);
        let held = known.map_or(&[][..], |(_, account)| account.posts.as_slice());
        let Some(account) = self.loaded.accounts.get(&person.login).copied() else {
            return Ok(());
        };
        for post in &person.posts {
            let post = Appointment {
                unit: self.unit_id(&entry, &post.unit)?,
                role: post.role.clone(),
                valid_from: post.from,
                valid_to: post.to,
            };
            let is_known = held.iter().any(|held| {
                held.unit == post.unit && held.role == post.role && held.valid_from == post.valid_from
            });
            if !is_known {
                // Every appointment is a change, whatever the version before.
                self.submit(entry.clone(), 0, Appoint { account, post })?;
            }
        }
        Ok(())
    }

    fn firms(&mut self, firms: &[FirmEntry], people: &[PersonEntry]) -> Result<(), LoadError> {
        let mut records = Vec::new();
        for firm in firms {
            let entry = format!("firm {}", firm.code);
            let login = firm.legal_representative.as_str();
            let representative = match login {
                "" => None,
                login => Some(self.known_party(&entry, login)?),
            };
            let person = people.iter().find(|person| person.login == login);
            let record = PartyRecord {
                is_firm: true,
                area: firm.area,
                name: firm.name.zh.clone(),
                number: firm.uscc.clone(),
                phone: firm.phone.clone(),
                address: firm.address.clone(),
                login: String::new(),
                representative,
                legal_representative: person.map(|person| person.name.zh.clone()).unwrap_or_default(),
            };
            records.push((firm.code.clone(), None, record));
        }
        for (code, party) in self.record("firm", records)? {
            self.loaded.firms.insert(code, party);
        }
        Ok(())
    }

    fn known_party(&self, entry: &str, login: &str) -> Result<PartyId, LoadError> {
        self.loaded.parties.get(login).copied().ok_or_else(|| LoadError::Unknown {
            entry: entry.to_owned(),
            what: format!("login {login}"),
        })
    }

    fn mandates(&mut self, entries: &[MandateEntry]) -> Result<(), LoadError> {
        for mandate in entries {
            self.mandate(mandate)?;
        }
        self.settle()
    }

    fn mandate(&mut self, mandate: &MandateEntry) -> Result<(), LoadError> {
        let entry = format!("mandate of {}", mandate.firm);
        let unknown = |what: String| LoadError::Unknown {
            entry: entry.clone(),
            what,
        };
        let firm = self.loaded.firms.get(&mandate.firm).copied();
        let principal = firm.ok_or_else(|| unknown(format!("firm {}", mandate.firm)))?;
        let agent = self.loaded.accounts.get(&mandate.agent).copied();
        let agent = agent.ok_or_else(|| unknown(format!("login {}", mandate.agent)))?;
        let (from, to) = (mandate.from, mandate.to);
        let is_known = self
            .store
            .read_blocking(move |reader| mandates::is_granted(reader, principal, agent, from, to))?;
        if is_known {
            return Ok(());
        }
        let agent_party = self.known_party(&entry, &mandate.agent)?;
        let words = mandate.note.zh.as_bytes();
        let (document, vault) =
            Kept::new(self.store.new_id(), store::random()?, principal, "mandate", words);
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
        self.submit(entry, 0, command)
    }
}
