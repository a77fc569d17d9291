//! 发布: a version of an item becomes what everybody reads and what new cases begin under.

use super::check::{Level, check};
use super::events::{ItemEvent, Published};
use super::item::{Item, ItemState};
use super::law;
use crate::permissions::CATALOGUE_PUBLISH;
use contracts::item::{ItemBody, Themes};
use contracts::people::{Unit, Units};
use contracts::{Claim, Command, Expect};
use kernel::deadline::{Limit, Limits, LimitsError};
use kernel::{AreaCode, Basis, Date, Env, ItemId, Permission, Place, Refusal, RefusalKind, UnitId};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct Publish {
    pub item: ItemId,
    pub body: ItemBody,
    pub area: AreaCode,
    pub in_force_from: Date,
    /// Shown in the history of the item.
    pub reason: String,
    pub seen_version: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PublishRefusal {
    #[error("unit {code} is not known")]
    UnknownUnit { code: String },
    #[error("a change needs its reason")]
    ReasonMissing,
    #[error("item has code {known} in its area, not {given}")]
    OtherCode { known: String, given: String },
    #[error("item is {state}")]
    WrongState { state: ItemState },
    #[error("nothing differs from version {version}")]
    Unchanged { version: u32 },
    #[error("version in force from {known} cannot be followed by one from {given}")]
    TooEarly { known: Date, given: Date },
    #[error("a promise of {promised} may end after the legal limit of {legal}")]
    PromiseLongerThanLaw { promised: Limit, legal: Limit },
    #[error("{rule} is broken at {field}; {count} errors in all")]
    RuleBroken {
        rule: &'static str,
        field: String,
        count: usize,
    },
}

impl Refusal for PublishRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownUnit { .. } => "catalogue.publish.unknown-unit",
            Self::ReasonMissing => "catalogue.publish.reason-missing",
            Self::OtherCode { .. } => "catalogue.publish.other-code",
            Self::WrongState { .. } => "catalogue.publish.wrong-state",
            Self::Unchanged { .. } => "catalogue.publish.unchanged",
            Self::TooEarly { .. } => "catalogue.publish.too-early",
            Self::PromiseLongerThanLaw { .. } => "catalogue.publish.promise-longer-than-law",
            Self::RuleBroken { .. } => "catalogue.publish.rule-broken",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::UnknownUnit { .. }
            | Self::ReasonMissing
            | Self::OtherCode { .. }
            | Self::TooEarly { .. }
            | Self::PromiseLongerThanLaw { .. }
            | Self::RuleBroken { .. } => RefusalKind::Invalid,
            Self::WrongState { .. } | Self::Unchanged { .. } => RefusalKind::Conflict,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::PromiseLongerThanLaw { .. } => Some(law::business_environment("第三十六条")),
            Self::UnknownUnit { .. }
            | Self::ReasonMissing
            | Self::OtherCode { .. }
            | Self::WrongState { .. }
            | Self::Unchanged { .. }
            | Self::TooEarly { .. }
            | Self::RuleBroken { .. } => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::UnknownUnit { .. } => Some("unit".into()),
            Self::ReasonMissing => Some("reason".into()),
            Self::OtherCode { .. } => Some("code".into()),
            Self::TooEarly { .. } => Some("in_force_from".into()),
            Self::PromiseLongerThanLaw { .. } => Some("promised_limit".into()),
            Self::RuleBroken { field, .. } => Some(field.clone()),
            Self::WrongState { .. } | Self::Unchanged { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownUnit { code } => vec![("code", code.clone())],
            Self::ReasonMissing => Vec::new(),
            Self::OtherCode { known, given } => {
                vec![("known", known.clone()), ("given", given.clone())]
            }
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::Unchanged { version } => vec![("version", version.to_string())],
            Self::TooEarly { known, given } => {
                vec![("known", known.to_string()), ("given", given.to_string())]
            }
            Self::PromiseLongerThanLaw { promised, legal } => vec![
                ("promised", promised.days.to_string()),
                ("legal", legal.days.to_string()),
            ],
            Self::RuleBroken { rule, field, count } => vec![
                ("rule", (*rule).to_owned()),
                ("field", field.clone()),
                ("count", count.to_string()),
            ],
        }
    }
}

/// Decides whether the version may be published, and as which number.
///
/// # Law
/// 优化营商环境条例 art. 36: the promise is within the law's limit, and is published;
/// 国务院关于在线政务服务的若干规定 art. 6: what a guide must state.
pub fn publish(item: &Item, command: &Publish, env: &Env) -> Result<Published, PublishRefusal> {
    let body = &command.body;
    if item.state == ItemState::Withdrawn {
        return Err(PublishRefusal::WrongState { state: item.state });
    }
    let Some(unit) = unit_of(body, env) else {
        return Err(PublishRefusal::UnknownUnit {
            code: body.unit.clone(),
        });
    };
    if command.reason.trim().is_empty() {
        return Err(PublishRefusal::ReasonMissing);
    }
    let is_same = item.code == body.code && item.area == command.area;
    if item.state != ItemState::New && !is_same {
        return Err(PublishRefusal::OtherCode {
            known: item.code.clone(),
            given: body.code.clone(),
        });
    }
    if let Some(known) = &item.published {
        refuse_a_step_back(known, item.state, unit.id, command)?;
    }
    let limits = Limits::new(law::legal_limit(body), body.promised_limit);
    if let Err(LimitsError::PromiseLongerThanLaw { promised, legal }) = limits {
        return Err(PublishRefusal::PromiseLongerThanLaw { promised, legal });
    }
    pass_the_rules(item, command, unit.id, env)
}

fn refuse_a_step_back(
    known: &Published,
    state: ItemState,
    unit: UnitId,
    command: &Publish,
) -> Result<(), PublishRefusal> {
    let is_in_use = state == ItemState::InUse;
    if is_in_use && known.body == command.body && known.unit == unit && known.area == command.area {
        return Err(PublishRefusal::Unchanged {
            version: known.version,
        });
    }
    if command.in_force_from < known.in_force_from {
        return Err(PublishRefusal::TooEarly {
            known: known.in_force_from,
            given: command.in_force_from,
        });
    }
    Ok(())
}

fn pass_the_rules(
    item: &Item,
    command: &Publish,
    unit: UnitId,
    env: &Env,
) -> Result<Published, PublishRefusal> {
    let findings = check(&command.body, &env.reference.get::<Themes>());
    let mut errors = findings
        .iter()
        .filter(|finding| finding.level == Level::Error);
    if let Some(first) = errors.next() {
        return Err(PublishRefusal::RuleBroken {
            rule: first.rule,
            field: first.field.clone(),
            count: errors.count() + 1,
        });
    }
    Ok(Published {
        version: item.version() + 1,
        body: command.body.clone(),
        unit,
        area: command.area,
        in_force_from: command.in_force_from,
        reason: command.reason.trim().to_owned(),
    })
}

fn unit_of(body: &ItemBody, env: &Env) -> Option<Unit> {
    env.reference.get::<Units>().find_code(&body.unit).cloned()
}

/// An item's code is unique in its area: the claim of the event that gives it.
pub(super) fn code_claims(item: ItemId, events: &[ItemEvent]) -> Vec<Claim> {
    let claim = |event: &ItemEvent| match event {
        ItemEvent::Registered { area, code } => Some(Claim {
            kind: CODE_CLAIM,
            key: code_key(*area, code),
            stream: item.0,
        }),
        ItemEvent::Published(_)
        | ItemEvent::Listed(_)
        | ItemEvent::Suspended { .. }
        | ItemEvent::Withdrawn { .. } => None,
    };
    events.iter().filter_map(claim).collect()
}

/// The event with which an item begins; none for one that has its code.
pub(super) fn register(item: &Item, area: AreaCode, code: &str) -> Option<ItemEvent> {
    let code = code.to_owned();
    (item.state == ItemState::New).then_some(ItemEvent::Registered { area, code })
}

pub const CODE_CLAIM: &str = "item-code";

pub fn code_key(area: AreaCode, code: &str) -> String {
    format!("{area}:{code}")
}

impl Command for Publish {
    type State = Item;
    type Refusal = PublishRefusal;
    const PERMISSION: Permission = CATALOGUE_PUBLISH;
    const EXPECT: Expect = Expect::Any;

    fn stream(&self) -> i64 {
        self.item.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn place(&self, _: &Item, env: &Env) -> Place {
        Place {
            area: self.area,
            unit: unit_of(&self.body, env).map_or(UnitId(0), |unit| unit.id),
            is_public: true,
            ..Place::default()
        }
    }

    fn decide(&self, item: &Item, env: &Env) -> Result<Vec<ItemEvent>, PublishRefusal> {
        let published = publish(item, self, env)?;
        let registered = register(item, self.area, &self.body.code);
        let published = ItemEvent::Published(Box::new(published));
        Ok(registered.into_iter().chain([published]).collect())
    }

    fn claims(&self, events: &[ItemEvent]) -> Vec<Claim> {
        code_claims(self.item, events)
    }
}
