//! The people, firms and mandates of a city pack: the second half of [`super::load_city`].

use super::keyed::login_hash;
use super::load_city::{Import, LoadError, find_claimed};
use super::pack::{FirmEntry, MandateEntry, PersonEntry};
use super::parties::{PartyRecord, Stored, claim_of, command_for, find_stored};
use crate::domain::account::{Account, AccountKind};
use crate::domain::appoint::Appoint;
use crate::domain::grant_mandate::GrantMandate;
use crate::domain::mandate::MandateFacts;
use crate::domain::open_account::{OpenAccount, RenameAccount};
use crate::read::mandates;
use contracts::Kept;
use contracts::people::Appointment;
use kernel::{AccountId, MandateId, PartyId, UnitId};

impl Import<'_> {
    /// First who they are, then their accounts, then their posts: each step waits for the one
    /// before.
    pub(super) fn people(&mut self, people: &[PersonEntry]) -> Result<(), LoadError> {
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

    fn known_accounts(
        &self,
        people: &[PersonEntry],
    ) -> Result<Vec<Option<(i64, Account)>>, LoadError> {
        let hashes: Vec<String> = people
            .iter()
            .map(|person| login_hash(self.store, &person.login))
            .collect();
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
            let before = stored.as_ref().map_or(0, Stored::version);
            let (party, command) = command_for(self.store, stored, &record);
            if let Some(command) = command {
                self.submit(format!("{what} {name}"), before, command)?;
            }
            parties.push((name, party));
        }
        self.settle()?;
        Ok(parties)
    }

    fn account(
        &mut self,
        person: &PersonEntry,
        known: Option<&(i64, Account)>,
    ) -> Result<(), LoadError> {
        let entry = format!("login {}", person.login);
        let id = if let Some((before, account)) = known {
            if person.kind != AccountKind::Person {
                let command = RenameAccount {
                    id: account.id,
                    name: person.name.clone(),
                };
                self.submit(entry, *before, command)?;
            }
            account.id
        } else {
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
                login_hash: Some(login_hash(self.store, &person.login)),
                subject_hash: None,
            };
            self.submit(entry, 0, command)?;
            id
        };
        self.loaded.accounts.insert(person.login.clone(), id);
        Ok(())
    }

    /// Gives the posts that were never held: one that has ended is not given again by an import.
    fn posts(
        &mut self,
        person: &PersonEntry,
        known: Option<&(i64, Account)>,
    ) -> Result<(), LoadError> {
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
                held.unit == post.unit
                    && held.role == post.role
                    && held.valid_from == post.valid_from
            });
            if !is_known {
                // Every appointment is a change, whatever the version before.
                self.submit(entry.clone(), 0, Appoint { account, post })?;
            }
        }
        Ok(())
    }

    pub(super) fn firms(
        &mut self,
        firms: &[FirmEntry],
        people: &[PersonEntry],
    ) -> Result<(), LoadError> {
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
                legal_representative: person
                    .map(|person| person.name.zh.clone())
                    .unwrap_or_default(),
            };
            records.push((firm.code.clone(), None, record));
        }
        for (code, party) in self.record("firm", records)? {
            self.loaded.firms.insert(code, party);
        }
        Ok(())
    }

    fn known_party(&self, entry: &str, login: &str) -> Result<PartyId, LoadError> {
        self.loaded
            .parties
            .get(login)
            .copied()
            .ok_or_else(|| LoadError::Unknown {
                entry: entry.to_owned(),
                what: format!("login {login}"),
            })
    }

    pub(super) fn mandates(&mut self, entries: &[MandateEntry]) -> Result<(), LoadError> {
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
        let is_known = self.store.read_blocking(move |reader| {
            mandates::is_granted(reader, principal, agent, from, to)
        })?;
        if is_known {
            return Ok(());
        }
        let agent_party = self.known_party(&entry, &mandate.agent)?;
        let words = mandate.note.zh.as_bytes();
        let (document, vault) = Kept::new(
            self.store.new_id(),
            store::random()?,
            principal,
            "mandate",
            words,
        );
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
