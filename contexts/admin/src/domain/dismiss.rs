//! Ending a post. From the commit on nothing is done in its name any more.

use super::account::{Account, AccountEvent};
use crate::permissions;
use contracts::Command;
use kernel::{AccountId, Date, Env, Permission, Refusal, RefusalKind, RoleCode, UnitId};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum DismissRefusal {
    #[error("the account holds no such post")]
    NotHeld,
    #[error("nobody ends his own post")]
    Oneself,
    #[error("the last day lies in the past")]
    InThePast,
}

impl Refusal for DismissRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotHeld => "admin.dismiss.not-held",
            Self::Oneself => "admin.dismiss.oneself",
            Self::InThePast => "admin.dismiss.in-the-past",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NotHeld => RefusalKind::Conflict,
            Self::Oneself => RefusalKind::Barred,
            Self::InThePast => RefusalKind::Invalid,
        }
    }

    fn field(&self) -> Option<String> {
        (*self == Self::InThePast).then(|| "last-on".into())
    }
}

#[derive(Debug)]
pub struct Dismiss {
    pub account: AccountId,
    pub unit: UnitId,
    pub role: RoleCode,
    /// The last day in the post; `None` ends it at once.
    pub last_on: Option<Date>,
}

impl Command for Dismiss {
    type State = Account;
    type Refusal = DismissRefusal;
    const PERMISSION: Permission = permissions::SECURITY;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, env: &Env) -> Result<Vec<AccountEvent>, DismissRefusal> {
        if account
            .find_post(self.unit, &self.role, env.today)
            .is_none()
        {
            return Err(DismissRefusal::NotHeld);
        }
        if env.actor.account == account.id && env.actor.account.0 != 0 {
            return Err(DismissRefusal::Oneself);
        }
        if self.last_on.is_some_and(|last| last < env.today) {
            return Err(DismissRefusal::InThePast);
        }
        // Posts are valid to the end of their last day, so one that ends now ended yesterday.
        let yesterday = env.today.yesterday().unwrap_or(env.today);
        Ok(vec![AccountEvent::Dismissed {
            unit: self.unit,
            role: self.role.clone(),
            last_on: self.last_on.unwrap_or(yesterday),
        }])
    }
}
