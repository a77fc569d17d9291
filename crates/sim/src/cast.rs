//! Who does what: for each item the staff who may, by role, and how often it is asked for.

use crate::dice::Dice;
use contracts::item::{
    ItemVersion, Items, LegalRegime, Necessity, ProjectType, ServedParty, StepKind,
};
use contracts::people::{Staff, Units};
use kernel::{AccountId, AreaCode, UnitId};
use std::sync::Arc;
use store::{Store, StoreError};

/// An item with those who handle it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the item says of itself, asked at each turn of a case"
)]
#[derive(Debug)]
pub struct Desk {
    pub item: Arc<ItemVersion>,
    pub clerks: Vec<AccountId>,
    pub officers: Vec<AccountId>,
    pub reviewers: Vec<AccountId>,
    pub deciders: Vec<AccountId>,
    pub heads: Vec<AccountId>,
    /// Kinds of the steps of review, in order.
    pub steps: Vec<StepKind>,
    pub is_instant: bool,
    pub is_permit: bool,
    pub serves_persons: bool,
    pub serves_firms: bool,
    /// Whether a material can be missing.
    pub has_required: bool,
    /// Working minutes of the promise.
    pub promised: i64,
    /// Whether the limit can be extended once.
    pub may_extend: bool,
    /// What an applicant fills in, and where papers reach him, as it goes to the vault.
    pub(crate) answers: Vec<u8>,
    pub(crate) address: Vec<u8>,
    /// Of all applications, those for this item and the ones before it, in millionths.
    through: usize,
}

#[derive(Debug)]
pub struct Cast {
    pub desks: Vec<Desk>,
}

impl Cast {
    /// Reads the city. `popular` are the codes of the items most asked for, the first one most; the
    /// others follow in the order of their codes.
    pub fn new(store: &Store, popular: &[String]) -> Result<Self, StoreError> {
        let today = store.today();
        let (units, staff, items) = store.read_blocking(|reader| {
            let reference = &reader.reference;
            Ok((
                reference.get::<Units>(),
                reference.get::<Staff>(),
                reference.get::<Items>(),
            ))
        })?;
        let mut found: Vec<Arc<ItemVersion>> = items
            .all()
            .filter(|item| items.in_force(item.id, today) == Some(*item))
            .filter(|item| units.find(item.unit).is_some())
            .cloned()
            .collect();
        let rank = |item: &ItemVersion| {
            let at = popular.iter().position(|code| *code == item.body.code);
            (at.unwrap_or(usize::MAX), item.body.code.clone())
        };
        found.sort_by_key(|item| rank(item));
        let people = People {
            units: &units,
            staff: &staff,
        };
        let mut desks: Vec<Desk> = found
            .into_iter()
            .map(|item| people.desk(item))
            .filter(|desk| desk.is_staffed() && !desk.has_hearing())
            .collect();
        let mut passed = 0.0;
        let all: f64 = (0..desks.len()).map(zipf).sum();
        for (at, desk) in desks.iter_mut().enumerate() {
            passed += zipf(at);
            desk.through = millionths(passed / all);
        }
        Ok(Self { desks })
    }

    /// Heavy-tailed: the first makes more than a fifth of the work, the last half a hundredth.
    pub fn pick(&self, dice: &mut Dice) -> usize {
        let thrown = dice.below(1_000_000);
        let at = self.desks.partition_point(|desk| desk.through <= thrown);
        at.min(self.desks.len().saturating_sub(1))
    }
}

#[expect(clippy::cast_precision_loss, reason = "some dozen items")]
fn zipf(at: usize) -> f64 {
    1.0 / (at as f64 + 1.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to a million"
)]
fn millionths(part: f64) -> usize {
    (part * 1_000_000.0).round() as usize
}

impl Desk {
    /// A hearing (行政许可法 art. 46–48) is a story of its own: third parties, a chair, a day that
    /// is told before. The demo city plays some; a year of averages leaves these items out.
    fn has_hearing(&self) -> bool {
        self.steps.contains(&StepKind::Hearing)
    }

    /// Whether a case can go its way; who decides is not who reviewed.
    fn is_staffed(&self) -> bool {
        let by_two = |kind: &StepKind| match kind {
            StepKind::CountersignAll | StepKind::CountersignAny | StepKind::SiteVisit => true,
            StepKind::Opinion | StepKind::ExpertReview | StepKind::Hearing => false,
        };
        let reviewers = 1 + usize::from(self.steps.iter().any(by_two));
        let is_decided = if self.is_instant {
            !self.officers.is_empty()
        } else {
            self.reviewers.len() >= reviewers && !self.deciders.is_empty()
        };
        is_decided && !self.clerks.is_empty()
    }
}

struct People<'a> {
    units: &'a Units,
    staff: &'a Staff,
}

impl People<'_> {
    fn desk(&self, item: Arc<ItemVersion>) -> Desk {
        let body = &item.body;
        let unit = item.unit;
        let days = i64::from(body.promised_limit.days.max(1));
        let is_needed = |necessity: Necessity| necessity == Necessity::Required;
        Desk {
            clerks: self.somebody("window-clerk", unit),
            officers: self.somebody("instant-officer", unit),
            reviewers: self.somebody("reviewer", unit),
            deciders: self.somebody("decider", unit),
            heads: self.somebody("head", unit),
            steps: body.steps.iter().map(|step| step.kind).collect(),
            is_instant: body.project_type == ProjectType::Instant,
            is_permit: body.legal_regime() == LegalRegime::Licensing,
            serves_persons: body.served.contains(&ServedParty::Person),
            serves_firms: body.served.contains(&ServedParty::Firm),
            has_required: body
                .materials
                .iter()
                .any(|material| is_needed(material.necessity) && material.only_if.is_empty()),
            promised: match body.promised_limit.unit {
                kernel::deadline::DayUnit::Working => days * crate::hours::MINUTES,
                kernel::deadline::DayUnit::Calendar => days * crate::hours::MINUTES * 5 / 7,
            },
            may_extend: body.extension_days.is_some(),
            answers: crate::pen::answers(&item).into_bytes(),
            address: crate::pen::address().into_bytes(),
            through: 0,
            item,
        }
    }

    /// Holders of the role who reach the unit; clerks of the halls reach their area.
    fn somebody(&self, role: &str, unit: UnitId) -> Vec<AccountId> {
        let above = self.units.above(unit);
        let area = self.units.find(unit).map(|unit| unit.area);
        let holds = |is_near: &dyn Fn(UnitId) -> bool| -> Vec<AccountId> {
            let mut found: Vec<AccountId> = self
                .staff
                .all()
                .filter(|member| {
                    member
                        .appointments
                        .iter()
                        .any(|post| post.role == role && is_near(post.unit))
                })
                .map(|member| member.account)
                .collect();
            found.sort_unstable();
            found
        };
        let near = holds(&|post| above.contains(&post));
        if near.is_empty() {
            holds(&|post| self.area_of(post) == area)
        } else {
            near
        }
    }

    fn area_of(&self, unit: UnitId) -> Option<AreaCode> {
        self.units.find(unit).map(|unit| unit.area)
    }
}
