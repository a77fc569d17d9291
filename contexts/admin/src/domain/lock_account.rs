//! Locking an account, and unlocking it. A locked account keeps its posts and can use none.

use super::account::{Account, AccountEvent};
use crate::permissions;
use contracts::Command;
use kernel::{AccountId, Env, Permission, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum LockRefusal {
    #[error("the account is locked already")]
    Locked,
    #[error("the account is not locked")]
    NotLocked,
    #[error("nobody locks himself out")]
    Oneself,
}

impl Refusal for LockRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Locked => "admin.lock.locked",
            Self::NotLocked => "admin.lock.not-locked",
            Self::Oneself => "admin.lock.oneself",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Locked | Self::NotLocked => RefusalKind::Conflict,
            Self::Oneself => RefusalKind::Barred,
        }
    }
}

#[derive(Debug)]
pub struct LockAccount {
    pub account: AccountId,
}

impl Command for LockAccount {
    type State = Account;
    type Refusal = LockRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, env: &Env) -> Result<Vec<AccountEvent>, LockRefusal> {
        if account.is_locked {
            return Err(LockRefusal::Locked);
        }
        if env.actor.account == account.id {
            return Err(LockRefusal::Oneself);
        }
        Ok(vec![AccountEvent::Locked])
    }
}

#[derive(Debug)]
pub struct UnlockAccount {
    pub account: AccountId,
}

impl Command for UnlockAccount {
    type State = Account;
    type Refusal = LockRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, _: &Env) -> Result<Vec<AccountEvent>, LockRefusal> {
        if !account.is_locked {
            return Err(LockRefusal::NotLocked);
        }
        Ok(vec![AccountEvent::Unlocked])
    }
}
