//! Handing out a one-time code: to a new account, or to somebody who lost password or phone.

use super::account::{Account, AccountEvent, AccountKind};
use crate::permissions;
use contracts::Command;
use kernel::{AccountId, Env, Permission, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum GiveCodeRefusal {
    #[error("a program has tokens and no password")]
    Program,
    #[error("the account is locked")]
    Locked,
    #[error("nobody gives a code to himself")]
    Oneself,
}

impl Refusal for GiveCodeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Program => "admin.give-code.program",
            Self::Locked => "admin.give-code.locked",
            Self::Oneself => "admin.give-code.oneself",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Program => RefusalKind::Invalid,
            Self::Locked => RefusalKind::Conflict,
            Self::Oneself => RefusalKind::Barred,
        }
    }
}

#[derive(Debug)]
pub struct GiveCode {
    pub account: AccountId,
}

impl Command for GiveCode {
    type State = Account;
    type Refusal = GiveCodeRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, env: &Env) -> Result<Vec<AccountEvent>, GiveCodeRefusal> {
        if account.kind == AccountKind::Client {
            return Err(GiveCodeRefusal::Program);
        }
        if account.is_locked {
            return Err(GiveCodeRefusal::Locked);
        }
        if env.actor.account == account.id {
            return Err(GiveCodeRefusal::Oneself);
        }
        Ok(vec![AccountEvent::CodeGiven])
    }
}
