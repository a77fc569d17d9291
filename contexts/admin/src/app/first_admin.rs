//! The first administrator of a city, made from the command line. There is no default account and
//! no default password: a one-time code is printed once and has to be changed within a day.

use super::credentials::give_code_blocking;
use super::keyed::login_hash;
use super::parties::{PartyRecord, record_blocking};
use crate::domain::account::{Account, AccountKind};
use crate::domain::administrators::Administrator;
use crate::domain::appoint::Appoint;
use crate::domain::open_account::OpenAccount;
use contracts::item::Text;
use contracts::people::{Appointment, Roles, Staff, Units};
use kernel::{AccountId, UnitId};
use store::{CommandError, Store, StoreError, Who};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum FirstAdminError {
    #[error("no city is loaded: there is no unit, or no role {role}")]
    NoCity { role: &'static str },
    #[error("the city has an administrator of this kind already")]
    ThereIsOne,
    #[error("the login belongs to a citizen")]
    LoginOfCitizen,
    #[error("an administrator could not be made")]
    Command(#[from] CommandError),
}

impl From<StoreError> for FirstAdminError {
    fn from(error: StoreError) -> Self {
        Self::Command(error.into())
    }
}

/// Makes the first system administrator and returns his one-time code. The same login again gets
/// a new code; another one is refused.
pub fn first_admin(store: &Store, login: &str) -> Result<String, FirstAdminError> {
    first_administrator(store, login, Administrator::System)
}

/// The same for each of the three administrators.
pub fn first_administrator(
    store: &Store,
    login: &str,
    which: Administrator,
) -> Result<String, FirstAdminError> {
    let role = which.role();
    let hash = login_hash(store, login);
    let (sought, today) = (hash.clone(), store.today());
    let (unit, known, holders) = store.read_blocking(move |reader| {
        let units = reader.reference.get::<Units>();
        let has_role = reader.reference.get::<Roles>().find(role).is_some();
        let unit = units
            .all()
            .find(|unit| unit.parent.is_none())
            .map(|unit| unit.id);
        let all: Vec<UnitId> = units.all().map(|unit| unit.id).collect();
        let staff = reader.reference.get::<Staff>();
        let holders: Vec<AccountId> = staff
            .holders(role, &all, today)
            .map(|member| member.account)
            .collect();
        let known = match reader.find_claim("login", &sought)? {
            Some(id) => reader
                .find_state::<Account>(id)?
                .map(|(_, account)| account),
            None => None,
        };
        Ok((unit.filter(|_| has_role), known, holders))
    })?;
    let unit = unit.ok_or(FirstAdminError::NoCity { role })?;
    let account = match &known {
        Some(account) if account.kind != AccountKind::Staff => {
            return Err(FirstAdminError::LoginOfCitizen);
        }
        Some(account) => account.id,
        None => AccountId(store.new_id()),
    };
    if holders.iter().any(|holder| *holder != account) {
        return Err(FirstAdminError::ThereIsOne);
    }
    if known.is_none() {
        open(store, account, login, hash, unit)?;
    }
    if !holders.contains(&account) {
        let post = Appointment {
            unit,
            role: role.to_owned(),
            valid_from: today,
            valid_to: None,
        };
        store.execute_blocking(Who::System, None, Appoint { account, post })?;
    }
    Ok(give_code_blocking(store, account)?)
}

fn open(
    store: &Store,
    id: AccountId,
    login: &str,
    login_hash: String,
    unit: UnitId,
) -> Result<(), CommandError> {
    let record = PartyRecord {
        name: login.to_owned(),
        login: login.to_owned(),
        ..PartyRecord::default()
    };
    let party = record_blocking(store, Who::System, None, &record)?;
    let command = OpenAccount {
        id,
        kind: AccountKind::Staff,
        party: Some(party),
        name: Text {
            zh: login.to_owned(),
            en: login.to_owned(),
        },
        unit,
        login_hash: Some(login_hash),
        subject_hash: None,
    };
    store.execute_blocking(Who::System, None, command)?;
    Ok(())
}
