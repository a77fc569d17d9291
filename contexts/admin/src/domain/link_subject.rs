//! Linking an account to the subject by which an identity provider knows its owner.

use super::account::{Account, AccountEvent, AccountKind};
use crate::permissions;
use contracts::{Claim, Command};
use kernel::{AccountId, Env, Permission, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum LinkRefusal {
    #[error("only a citizen's account is linked")]
    NotAPerson,
}

impl Refusal for LinkRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAPerson => "admin.link.not-a-person",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NotAPerson => RefusalKind::Barred,
        }
    }
}

#[derive(Debug)]
pub struct LinkSubject {
    pub account: AccountId,
    /// Keyed hash of issuer and subject: one account for each.
    pub subject_hash: String,
}

impl Command for LinkSubject {
    type State = Account;
    type Refusal = LinkRefusal;
    const PERMISSION: Permission = permissions::ACCOUNTS;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, _: &Env) -> Result<Vec<AccountEvent>, LinkRefusal> {
        if account.kind != AccountKind::Person {
            return Err(LinkRefusal::NotAPerson);
        }
        Ok(vec![AccountEvent::SubjectLinked])
    }

    fn claims(&self, _: &[AccountEvent]) -> Vec<Claim> {
        vec![Claim {
            kind: "oidc-subject",
            key: self.subject_hash.clone(),
            stream: self.account.0,
        }]
    }
}
