//! Importing a city pack by real commands. A second import of the same pack changes nothing; an
//! entry that changed is recorded anew. What is missing from the pack is left alone.

use super::pack::{Pack, UnitEntry};
use crate::domain::change_unit::{ChangeUnit, OpenUnit};
use crate::domain::define_role::DefineRole;
use crate::domain::role::Role as RoleState;
use crate::domain::unit::{Unit, UnitFacts};
use contracts::people::{AuthorityKind, Role};
use contracts::{Aggregate, Command};
use kernel::{AccountId, PartyId, UnitId};
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
            let is_there =
                |parent: &String| levels.iter().flatten().any(|above| above.code == *parent);
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

/// An import under way.
pub(super) struct Import<'a> {
    pub(super) store: &'a Store,
    pub(super) loaded: Loaded,
    waiting: Vec<Waiting>,
}

/// The stream of a claim, with its state and version.
pub(super) fn find_claimed<A: Aggregate>(
    reader: &mut Reader,
    kind: &str,
    key: &str,
) -> Result<Option<(i64, i64, A)>, StoreError> {
    let Some(id) = reader.find_claim(kind, key)? else {
        return Ok(None);
    };
    Ok(reader
        .find_state::<A>(id)?
        .map(|(version, state)| (id, version, state)))
}

impl Import<'_> {
    /// Submits a command without waiting for it.
    pub(super) fn submit(
        &mut self,
        entry: String,
        before: i64,
        command: impl Command,
    ) -> Result<(), LoadError> {
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
    pub(super) fn settle(&mut self) -> Result<(), LoadError> {
        for waiting in std::mem::take(&mut self.waiting) {
            let result = waiting
                .answer
                .blocking_recv()
                .unwrap_or(Err(CommandError::Unknown));
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

    pub(super) fn unit_id(&self, entry: &str, code: &str) -> Result<UnitId, LoadError> {
        self.loaded
            .units
            .get(code)
            .copied()
            .ok_or_else(|| LoadError::Unknown {
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
            let (id, before) = known.map_or_else(
                || (self.store.new_id(), 0),
                |(id, version, _)| (id, version),
            );
            let facts = role.clone();
            self.submit(
                format!("role {}", role.code),
                before,
                DefineRole { id, facts },
            )?;
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
                paper_prefix: unit.paper_prefix.clone(),
            };
            let id = if let Some((id, before, _)) = known {
                let id = UnitId(id);
                let command = ChangeUnit {
                    id,
                    facts,
                    seen: None,
                };
                self.submit(entry, before, command)?;
                id
            } else {
                let id = UnitId(self.store.new_id());
                self.submit(entry, 0, OpenUnit { id, facts })?;
                id
            };
            self.loaded.units.insert(unit.code.clone(), id);
        }
        self.settle()
    }
}
