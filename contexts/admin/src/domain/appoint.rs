//! Appointing somebody to a post (岗位): a role in a unit for a time.

use super::account::{Account, AccountEvent, AccountKind, is_open};
use super::administrators::{self, Mixed};
use crate::permissions;
use contracts::Command;
use contracts::people::{Appointment, Roles, Units};
use kernel::{AccountId, Env, Permission, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum AppointRefusal {
    #[error("citizens hold no posts")]
    NotStaff,
    #[error("the account is locked")]
    Locked,
    #[error("there is no such unit")]
    UnitUnknown,
    #[error("there is no such role, or it is nobody's post")]
    RoleUnknown,
    #[error("the last day lies before the first")]
    EndsBeforeItBegins,
    #[error("the account holds this post already")]
    HeldAlready,
    #[error("nobody gives a post to himself")]
    Oneself,
    #[error("one person may not be two of the three administrators")]
    TwoAdministrators,
    #[error("an administrator may not read business data")]
    AdministratorReadsContent,
}

impl Refusal for AppointRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotStaff => "admin.appoint.not-staff",
            Self::Locked => "admin.appoint.locked",
            Self::UnitUnknown => "admin.appoint.unit-unknown",
            Self::RoleUnknown => "admin.appoint.role-unknown",
            Self::EndsBeforeItBegins => "admin.appoint.ends-before-it-begins",
            Self::HeldAlready => "admin.appoint.held-already",
            Self::Oneself => "admin.appoint.oneself",
            Self::TwoAdministrators => "admin.appoint.two-administrators",
            Self::AdministratorReadsContent => "admin.appoint.administrator-reads-content",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NotStaff | Self::UnitUnknown | Self::RoleUnknown | Self::EndsBeforeItBegins => {
                RefusalKind::Invalid
            }
            Self::Locked | Self::HeldAlready => RefusalKind::Conflict,
            Self::Oneself | Self::TwoAdministrators | Self::AdministratorReadsContent => {
                RefusalKind::Barred
            }
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::UnitUnknown => "unit",
            Self::RoleUnknown
            | Self::HeldAlready
            | Self::TwoAdministrators
            | Self::AdministratorReadsContent => "role",
            Self::EndsBeforeItBegins => "to",
            Self::NotStaff | Self::Locked | Self::Oneself => return None,
        };
        Some(field.into())
    }
}

/// Roles that everybody has by himself.
const WITHOUT_POST: [&str; 2] = ["everybody", "person"];

#[derive(Debug)]
pub struct Appoint {
    pub account: AccountId,
    pub post: Appointment,
}

impl Command for Appoint {
    type State = Account;
    type Refusal = AppointRefusal;
    const PERMISSION: Permission = permissions::SECURITY;

    fn stream(&self) -> i64 {
        self.account.0
    }

    fn decide(&self, account: &Account, env: &Env) -> Result<Vec<AccountEvent>, AppointRefusal> {
        let post = &self.post;
        let roles = env.reference.get::<Roles>();
        if account.kind == AccountKind::Person {
            return Err(AppointRefusal::NotStaff);
        }
        if account.is_locked {
            return Err(AppointRefusal::Locked);
        }
        if env.actor.account == account.id && env.actor.account.0 != 0 {
            return Err(AppointRefusal::Oneself);
        }
        if env.reference.get::<Units>().find(post.unit).is_none() {
            return Err(AppointRefusal::UnitUnknown);
        }
        if roles.find(&post.role).is_none() || WITHOUT_POST.contains(&post.role.as_str()) {
            return Err(AppointRefusal::RoleUnknown);
        }
        if post.valid_to.is_some_and(|last| last < post.valid_from) {
            return Err(AppointRefusal::EndsBeforeItBegins);
        }
        if account
            .find_post(post.unit, &post.role, env.today)
            .is_some()
        {
            return Err(AppointRefusal::HeldAlready);
        }
        let held = account
            .posts
            .iter()
            .filter(|held| is_open(held, env.today))
            .map(|held| held.role.as_str())
            .chain([post.role.as_str()]);
        administrators::check_roles(held, &roles).map_err(|mixed| match mixed {
            Mixed::Administrators(..) => AppointRefusal::TwoAdministrators,
            Mixed::Content(_) => AppointRefusal::AdministratorReadsContent,
        })?;
        Ok(vec![AccountEvent::Appointed { post: post.clone() }])
    }
}
