//! What somebody reaches: one expression with two interpreters. [`Scope::covers`] asks a matter in
//! memory (commands); the store writes the same expression as SQL (reads). A property test holds
//! the two equal.

use crate::{AccountId, AreaCode, ItemId, PartyId, UnitId};

/// What a gate needs to know of a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub area: AreaCode,
    /// The unit that answers for the matter.
    pub unit: UnitId,
    /// Who has it now; 0 for nobody.
    pub holder: AccountId,
    /// Whose matter it is.
    pub parties: Vec<PartyId>,
    /// What it is about; 0 for no service item. An agent's mandate may be for some items only.
    pub item: ItemId,
    /// 0 ordinary, higher grades need a named grant.
    pub confidentiality: u8,
    pub is_public: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Nothing,
    Everything,
    Public,
    Units(Vec<UnitId>),
    Areas(Vec<AreaCode>),
    Holder(AccountId),
    Parties(Vec<PartyId>),
    /// Matters of one party about these items only: an agent within the scope of his mandate.
    PartyItems(PartyId, Vec<ItemId>),
    /// Both must hold; the number is the highest grade of confidentiality that is open.
    Within(Box<Scope>, u8),
    Any(Vec<Scope>),
}

impl Scope {
    /// The union, in its simplest form.
    pub fn any(scopes: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for scope in scopes {
            if scope != Self::Nothing && !kept.contains(&scope) {
                kept.push(scope);
            }
        }
        match kept.len() {
            0 => Self::Nothing,
            1 => kept.swap_remove(0),
            _ => Self::Any(kept),
        }
    }

    /// The same reach, but only up to a grade of confidentiality.
    #[must_use]
    pub fn within(self, grade: u8) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            // One's own matters are never secret from oneself.
            own @ (Self::Parties(_) | Self::PartyItems(..)) => own,
            other @ (Self::Everything
            | Self::Public
            | Self::Units(_)
            | Self::Areas(_)
            | Self::Holder(_)
            | Self::Within(..)
            | Self::Any(_)) => Self::Within(Box::new(other), grade),
        }
    }

    /// What is left of the reach over the matters of one party: of two thousand firms of an agent the
    /// one whose list is read.
    #[must_use]
    pub fn of_party(&self, party: PartyId) -> Self {
        match self {
            Self::Parties(parties) if parties.contains(&party) => Self::Parties(vec![party]),
            Self::PartyItems(one, _) if *one == party => self.clone(),
            Self::Parties(_) | Self::PartyItems(..) => Self::Nothing,
            Self::Within(inner, grade) => inner.of_party(party).within(*grade),
            Self::Any(scopes) => {
                Self::any(scopes.iter().map(|scope| scope.of_party(party)).collect())
            }
            Self::Nothing
            | Self::Everything
            | Self::Public
            | Self::Units(_)
            | Self::Areas(_)
            | Self::Holder(_) => self.clone(),
        }
    }

    /// Whether the matter is within reach.
    pub fn covers(&self, place: &Place) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Public => place.is_public,
            Self::Units(units) => units.contains(&place.unit),
            Self::Areas(areas) => areas.contains(&place.area),
            Self::Holder(account) => place.holder == *account && account.0 != 0,
            Self::Parties(parties) => place.parties.iter().any(|party| parties.contains(party)),
            Self::PartyItems(party, items) => {
                place.parties.contains(party) && items.contains(&place.item)
            }
            Self::Within(inner, grade) => place.confidentiality <= *grade && inner.covers(place),
            Self::Any(scopes) => scopes.iter().any(|scope| scope.covers(place)),
        }
    }
}
