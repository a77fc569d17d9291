//! 三员分立: the administrators of system, security and audit are three people, and none of them
//! reads business data.

use contracts::people::{Role, Roles};
use kernel::Grant;

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Administrator {
    /// Units and accounts.
    System,
    /// Posts, roles, tokens.
    Security,
    /// Sign-ins and the access log.
    Audit,
}

impl Administrator {
    /// The role by which the city pack calls it.
    pub fn role(self) -> &'static str {
        match self {
            Self::System => "admin-system",
            Self::Security => "admin-security",
            Self::Audit => "admin-audit",
        }
    }
}

fn of_grant(grant: &Grant) -> Option<Administrator> {
    match grant.permission.0.as_ref() {
        "admin.units" | "admin.accounts" => Some(Administrator::System),
        "admin.security" => Some(Administrator::Security),
        "admin.audit" => Some(Administrator::Audit),
        _ => None,
    }
}

/// Whether the grant opens the content of people's affairs: anything that is neither
/// administration nor public.
fn opens_content(grant: &Grant) -> bool {
    !grant.permission.0.starts_with("admin.") && grant.reach != kernel::Reach::Public
}

/// The administrators that the grants make of their holder, each once.
pub fn of_grants<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> Vec<Administrator> {
    let mut found: Vec<_> = grants.into_iter().filter_map(of_grant).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Why grants may not be in one hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mixed {
    /// Two of the three administrators.
    Administrators(Administrator, Administrator),
    /// An administrator who would read business data.
    Content(Administrator),
}

/// Checks that the grants may be in one hand.
pub fn check<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> Result<(), Mixed> {
    let grants: Vec<&Grant> = grants.into_iter().collect();
    let opens_any = grants.iter().any(|grant| opens_content(grant));
    match of_grants(grants).as_slice() {
        [one, other, ..] => Err(Mixed::Administrators(*one, *other)),
        [one] if opens_any => Err(Mixed::Content(*one)),
        [_] | [] => Ok(()),
    }
}

/// Checks that the roles may be in one hand.
pub fn check_roles<'a>(
    codes: impl IntoIterator<Item = &'a str>,
    roles: &Roles,
) -> Result<(), Mixed> {
    let held: Vec<&Role> = codes
        .into_iter()
        .filter_map(|code| roles.find(code))
        .collect();
    check(held.iter().flat_map(|role| &role.grants))
}
