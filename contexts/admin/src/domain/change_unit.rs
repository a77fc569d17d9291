//! Opening, changing and closing a unit.

use super::unit::{Unit, UnitEvent, UnitFacts};
use crate::permissions;
use contracts::people::{PaperPrefixes, Staff, Units};
use contracts::{Claim, Command, Expect};
use kernel::{Env, Permission, Place, Refusal, RefusalKind, UnitId};
use thiserror::Error;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum UnitRefusal {
    #[error("the unit has no name")]
    NameMissing,
    #[error("a unit's code is lower-case letters, digits and hyphens")]
    BadCode,
    #[error("a short code is three digits")]
    BadShortCode,
    #[error("another unit's document numbers begin so")]
    PrefixTaken,
    #[error("the unit's code never changes")]
    CodeChanged,
    #[error("the unit above is not one that exists")]
    ParentUnknown,
    #[error("the unit above would lie below the unit itself")]
    ParentBelow,
    #[error("the unit is closed")]
    Closed,
    #[error("{count} people still hold posts in the unit or below it")]
    HasPosts { count: usize },
}

impl Refusal for UnitRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "admin.unit.name-missing",
            Self::BadCode => "admin.unit.bad-code",
            Self::BadShortCode => "admin.unit.bad-short-code",
            Self::PrefixTaken => "admin.unit.prefix-taken",
            Self::CodeChanged => "admin.unit.code-changed",
            Self::ParentUnknown => "admin.unit.parent-unknown",
            Self::ParentBelow => "admin.unit.parent-below",
            Self::Closed => "admin.unit.closed",
            Self::HasPosts { .. } => "admin.unit.has-posts",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NameMissing
            | Self::BadCode
            | Self::BadShortCode
            | Self::PrefixTaken
            | Self::CodeChanged
            | Self::ParentUnknown
            | Self::ParentBelow => RefusalKind::Invalid,
            Self::Closed | Self::HasPosts { .. } => RefusalKind::Conflict,
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::NameMissing => "name-zh",
            Self::BadCode | Self::CodeChanged => "code",
            Self::BadShortCode => "short-code",
            Self::PrefixTaken => "paper-prefix",
            Self::ParentUnknown | Self::ParentBelow => "parent",
            Self::Closed | Self::HasPosts { .. } => return None,
        };
        Some(field.into())
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::HasPosts { count } => vec![("count", count.to_string())],
            Self::NameMissing
            | Self::BadCode
            | Self::BadShortCode
            | Self::PrefixTaken
            | Self::CodeChanged
            | Self::ParentUnknown
            | Self::ParentBelow
            | Self::Closed => Vec::new(),
        }
    }
}

/// What cannot be right in itself, whoever asks.
fn check(facts: &UnitFacts) -> Result<(), UnitRefusal> {
    if facts.name.zh.trim().is_empty() {
        return Err(UnitRefusal::NameMissing);
    }
    let is_slug =
        |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    if facts.code.is_empty() || facts.code.len() > 60 || !facts.code.bytes().all(is_slug) {
        return Err(UnitRefusal::BadCode);
    }
    let is_short =
        facts.short_code.len() == 3 && facts.short_code.bytes().all(|b| b.is_ascii_digit());
    if !facts.short_code.is_empty() && !is_short {
        return Err(UnitRefusal::BadShortCode);
    }
    Ok(())
}

/// The unit above must exist and must not lie below the unit.
fn check_parent(id: UnitId, facts: &UnitFacts, units: &Units) -> Result<(), UnitRefusal> {
    let Some(parent) = facts.parent else {
        return Ok(());
    };
    if units.find(parent).is_none() {
        return Err(UnitRefusal::ParentUnknown);
    }
    if units.above(parent).contains(&id) {
        return Err(UnitRefusal::ParentBelow);
    }
    Ok(())
}

/// Two authorities with one 机关代字 would give two documents one number.
fn check_prefix(
    id: UnitId,
    facts: &UnitFacts,
    prefixes: &PaperPrefixes,
) -> Result<(), UnitRefusal> {
    let is_taken = |(other, prefix): (&UnitId, &String)| {
        *other != id && !prefix.is_empty() && *prefix == facts.paper_prefix
    };
    if prefixes.0.iter().any(is_taken) {
        return Err(UnitRefusal::PrefixTaken);
    }
    Ok(())
}

#[derive(Debug)]
pub struct OpenUnit {
    pub id: UnitId,
    pub facts: UnitFacts,
}

impl Command for OpenUnit {
    type State = Unit;
    type Refusal = UnitRefusal;
    const PERMISSION: Permission = permissions::UNITS;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn place(&self, _: &Unit, _: &Env) -> Place {
        Place {
            area: self.facts.area,
            unit: self.facts.parent.unwrap_or(self.id),
            ..Place::default()
        }
    }

    fn decide(&self, _: &Unit, env: &Env) -> Result<Vec<UnitEvent>, UnitRefusal> {
        check(&self.facts)?;
        check_parent(self.id, &self.facts, &env.reference.get::<Units>())?;
        check_prefix(self.id, &self.facts, &env.reference.get::<PaperPrefixes>())?;
        Ok(vec![UnitEvent::Opened(self.facts.clone())])
    }

    fn claims(&self, _: &[UnitEvent]) -> Vec<Claim> {
        vec![Claim {
            kind: "unit-code",
            key: self.facts.code.clone(),
            stream: self.id.0,
        }]
    }
}

#[derive(Debug)]
pub struct ChangeUnit {
    pub id: UnitId,
    pub facts: UnitFacts,
    pub seen: Option<i64>,
}

impl Command for ChangeUnit {
    type State = Unit;
    type Refusal = UnitRefusal;
    const PERMISSION: Permission = permissions::UNITS;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen
    }

    fn decide(&self, unit: &Unit, env: &Env) -> Result<Vec<UnitEvent>, UnitRefusal> {
        if unit.closed_on.is_some() {
            return Err(UnitRefusal::Closed);
        }
        if unit.facts.code != self.facts.code {
            return Err(UnitRefusal::CodeChanged);
        }
        check(&self.facts)?;
        check_parent(self.id, &self.facts, &env.reference.get::<Units>())?;
        check_prefix(self.id, &self.facts, &env.reference.get::<PaperPrefixes>())?;
        if unit.facts == self.facts {
            return Ok(Vec::new());
        }
        Ok(vec![UnitEvent::Changed(self.facts.clone())])
    }
}

/// A unit that was merged or abolished. What it decided keeps its name.
#[derive(Debug)]
pub struct CloseUnit {
    pub id: UnitId,
    pub seen: Option<i64>,
}

impl Command for CloseUnit {
    type State = Unit;
    type Refusal = UnitRefusal;
    const PERMISSION: Permission = permissions::UNITS;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen
    }

    fn decide(&self, unit: &Unit, env: &Env) -> Result<Vec<UnitEvent>, UnitRefusal> {
        if unit.closed_on.is_some() {
            return Err(UnitRefusal::Closed);
        }
        let units = env.reference.get::<Units>().below(self.id);
        let staff = env.reference.get::<Staff>();
        let count = staff
            .all()
            .flat_map(|member| &member.appointments)
            .filter(|post| {
                units.contains(&post.unit) && post.valid_to.is_none_or(|last| env.today <= last)
            })
            .count();
        if count > 0 {
            return Err(UnitRefusal::HasPosts { count });
        }
        Ok(vec![UnitEvent::Closed { on: env.today }])
    }
}
