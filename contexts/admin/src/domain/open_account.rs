//! Opening an account, and giving it its name.

use super::account::{Account, AccountEvent, AccountKind};
use crate::permissions;
use contracts::item::Text;
use contracts::people::Units;
use contracts::{Claim, Command, Expect};
use kernel::{AccountId, AreaCode, Env, PartyId, Permission, Place, Refusal, RefusalKind, UnitId};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum AccountRefusal {
    #[error("an account of staff or of a program has a name")]
    NameMissing,
    #[error("the unit does not exist")]
    UnitUnknown,
    #[error("a person's account belongs to a party")]
    PartyMissing,
}

impl Refusal for AccountRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "admin.account.name-missing",
            Self::UnitUnknown => "admin.account.unit-unknown",
            Self::PartyMissing => "admin.account.party-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NameMissing | Self::UnitUnknown | Self::PartyMissing => RefusalKind::Invalid,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NameMissing => Some("name-zh".into()),
            Self::UnitUnknown => Some("unit".into()),
            Self::PartyMissing => None,
        }
    }
}

#[derive(Debug)]
pub struct OpenAccount {
    pub id: AccountId,
    pub kind: AccountKind,
    pub party: Option<PartyId>,
    pub name: Text,
    pub unit: UnitId,
    /// Keyed hash of the login: nobody else may have it. None where an identity provider knows
    /// the person.
    pub login_hash: Option<String>,
    /// Keyed hash of the subject that an identity provider knows the person by.
    pub subject_hash: Option<String>,
}

impl OpenAccount {
    fn area(&self, env: &Env) -> AreaCode {
        env.reference
            .get::<Units>()
            .find(self.unit)
            .map_or(AreaCode(0), |unit| unit.area)
    }
}

impl Command for OpenAccount {
    type State = Account;
    type Refusal = AccountRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn place(&self, _: &Account, env: &Env) -> Place {
        Place {
            area: self.area(env),
            unit: self.unit,
            ..Place::default()
        }
    }

    fn decide(&self, _: &Account, env: &Env) -> Result<Vec<AccountEvent>, AccountRefusal> {
        if self.kind == AccountKind::Person {
            if self.party.is_none() {
                return Err(AccountRefusal::PartyMissing);
            }
        } else if self.name.zh.trim().is_empty() {
            return Err(AccountRefusal::NameMissing);
        } else if env.reference.get::<Units>().find(self.unit).is_none() {
            return Err(AccountRefusal::UnitUnknown);
        }
        Ok(vec![AccountEvent::Opened {
            kind: self.kind,
            party: self.party,
            // A citizen's name is in the vault and nowhere else.
            name: match self.kind {
                AccountKind::Person => Text::default(),
                AccountKind::Staff | AccountKind::Client => self.name.clone(),
            },
            unit: self.unit,
            area: self.area(env),
        }])
    }

    fn claims(&self, _: &[AccountEvent]) -> Vec<Claim> {
        let named = [
            ("login", &self.login_hash),
            ("oidc-subject", &self.subject_hash),
        ];
        named
            .into_iter()
            .filter_map(|(kind, key)| {
                Some(Claim {
                    kind,
                    key: key.clone()?,
                    stream: self.id.0,
                })
            })
            .collect()
    }
}

/// The display name of staff or of a program.
#[derive(Debug)]
pub struct RenameAccount {
    pub id: AccountId,
    pub name: Text,
}

impl Command for RenameAccount {
    type State = Account;
    type Refusal = AccountRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn decide(&self, account: &Account, _: &Env) -> Result<Vec<AccountEvent>, AccountRefusal> {
        if account.kind == AccountKind::Person || account.name == self.name {
            return Ok(Vec::new());
        }
        if self.name.zh.trim().is_empty() {
            return Err(AccountRefusal::NameMissing);
        }
        Ok(vec![AccountEvent::Renamed {
            name: self.name.clone(),
        }])
    }
}
