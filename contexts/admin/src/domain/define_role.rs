//! Defining a role, or changing what it grants.

use super::administrators::{self, Administrator, Mixed};
use super::role::{Role, RoleEvent};
use crate::permissions;
use contracts::people::{Role as RoleFacts, Roles, Staff};
use contracts::{Claim, Command, Expect};
use kernel::{Env, Permission, Place, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum RoleRefusal {
    #[error("the role has no code or no name")]
    Unnamed,
    #[error("a role's code never changes")]
    CodeChanged,
    #[error("the role would join {0:?} and {1:?} administrator")]
    JoinsAdministrators(Administrator, Administrator),
    #[error("the role of the {0:?} administrator would open business data")]
    OpensContent(Administrator),
    #[error("a holder of the role would become two administrators, or read business data as one")]
    HolderWouldMix,
}

impl Refusal for RoleRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Unnamed => "admin.role.unnamed",
            Self::CodeChanged => "admin.role.code-changed",
            Self::JoinsAdministrators(..) => "admin.role.joins-administrators",
            Self::OpensContent(_) => "admin.role.opens-content",
            Self::HolderWouldMix => "admin.role.holder-would-mix",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Unnamed | Self::CodeChanged => RefusalKind::Invalid,
            Self::JoinsAdministrators(..) | Self::OpensContent(_) | Self::HolderWouldMix => {
                RefusalKind::Barred
            }
        }
    }
}

impl From<Mixed> for RoleRefusal {
    fn from(mixed: Mixed) -> Self {
        match mixed {
            Mixed::Administrators(one, other) => Self::JoinsAdministrators(one, other),
            Mixed::Content(one) => Self::OpensContent(one),
        }
    }
}

/// Defines a role, or records it anew if it is there.
#[derive(Debug)]
pub struct DefineRole {
    pub id: i64,
    pub facts: RoleFacts,
}

impl Command for DefineRole {
    type State = Role;
    type Refusal = RoleRefusal;
    const PERMISSION: Permission = permissions::SECURITY;
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.id
    }

    fn place(&self, _: &Role, _: &Env) -> Place {
        Place::default()
    }

    fn decide(&self, role: &Role, env: &Env) -> Result<Vec<RoleEvent>, RoleRefusal> {
        let facts = &self.facts;
        if facts.code.is_empty() || facts.name.zh.is_empty() {
            return Err(RoleRefusal::Unnamed);
        }
        administrators::check(&facts.grants)?;
        let Some(known) = &role.facts else {
            return Ok(vec![RoleEvent::Defined(facts.clone())]);
        };
        if known.code != facts.code {
            return Err(RoleRefusal::CodeChanged);
        }
        if known == facts {
            return Ok(Vec::new());
        }
        check_holders(facts, env)?;
        Ok(vec![RoleEvent::Changed(facts.clone())])
    }

    fn claims(&self, events: &[RoleEvent]) -> Vec<Claim> {
        let is_new = events
            .iter()
            .any(|event| matches!(event, RoleEvent::Defined(_)));
        is_new
            .then(|| Claim {
                kind: "role-code",
                key: self.facts.code.clone(),
                stream: self.id,
            })
            .into_iter()
            .collect()
    }
}

/// With the role as it would become, nobody may hold what must be in separate hands.
fn check_holders(facts: &RoleFacts, env: &Env) -> Result<(), RoleRefusal> {
    let roles = env.reference.get::<Roles>();
    let changed = Roles::new(
        roles
            .all()
            .filter(|role| role.code != facts.code)
            .cloned()
            .chain([facts.clone()]),
    );
    let staff = env.reference.get::<Staff>();
    let would_mix = staff.all().any(|member| {
        let held: Vec<&str> = member
            .appointments
            .iter()
            .filter(|post| post.valid_to.is_none_or(|last| env.today <= last))
            .map(|post| post.role.as_str())
            .collect();
        held.contains(&facts.code.as_str()) && administrators::check_roles(held, &changed).is_err()
    });
    if would_mix {
        Err(RoleRefusal::HolderWouldMix)
    } else {
        Ok(())
    }
}
