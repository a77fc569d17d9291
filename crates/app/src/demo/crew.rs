//! Who does what in the demo city: the staff of each unit by role, and the applicants.

use contracts::item::{ItemVersion, Items, ServedParty};
use contracts::people::{Staff, StaffMember, Units};
use kernel::{AccountId, Date, PartyId, UnitId};
use sim::dice::Dice;
use std::sync::Arc;
use store::{Store, StoreError};

/// Somebody who applies.
#[derive(Clone, Copy, Debug)]
pub struct Applicant {
    pub account: AccountId,
    pub party: PartyId,
    pub kind: ServedParty,
}

/// The reference data as the fill needs it.
#[derive(Debug)]
pub struct Crew {
    units: Arc<Units>,
    staff: Arc<Staff>,
    pub items: Vec<Arc<ItemVersion>>,
    pub persons: Vec<Applicant>,
    pub firms: Vec<Applicant>,
    /// Persons whose accounts the start page names.
    pub shown: Vec<Applicant>,
}

impl Crew {
    pub fn new(
        store: &Store,
        persons: Vec<Applicant>,
        firms: Vec<Applicant>,
        shown: Vec<Applicant>,
    ) -> Result<Self, StoreError> {
        let today = store.today();
        let (units, staff, items) = store.read_blocking(|reader| {
            let reference = &reader.reference;
            Ok((
                reference.get::<Units>(),
                reference.get::<Staff>(),
                reference.get::<Items>(),
            ))
        })?;
        let mut items: Vec<Arc<ItemVersion>> = items
            .all()
            .filter(|item| {
                items
                    .in_force(item.id, today)
                    .is_some_and(|found| found.version == item.version)
            })
            .cloned()
            .collect();
        items.sort_by(|a, b| a.body.code.cmp(&b.body.code));
        Ok(Self {
            units,
            staff,
            items,
            persons,
            firms,
            shown,
        })
    }

    /// Somebody with the role who reaches the unit, other than those named.
    pub fn somebody(
        &self,
        dice: &mut Dice,
        role: &str,
        unit: UnitId,
        today: Date,
        but: &[AccountId],
    ) -> Option<AccountId> {
        let above = self.units.above(unit);
        let mut found: Vec<AccountId> = self
            .staff
            .holders(role, &above, today)
            .map(|member| member.account)
            .filter(|account| !but.contains(account))
            .collect();
        if found.is_empty() {
            // Clerks sit in the hall and reach the area, whatever the unit.
            let area = self.units.find(unit).map(|unit| unit.area);
            found = self
                .staff
                .all()
                .filter(|member| self.sits_in(member, role, area))
                .map(|member| member.account)
                .filter(|account| !but.contains(account))
                .collect();
        }
        dice.pick(&found).copied()
    }

    fn sits_in(&self, member: &StaffMember, role: &str, area: Option<kernel::AreaCode>) -> bool {
        member.appointments.iter().any(|post| {
            post.role == role && self.units.find(post.unit).map(|unit| unit.area) == area
        })
    }
}
