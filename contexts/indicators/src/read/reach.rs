//! How far a reader's figures go: the whole city, or some units and areas of it. A cell has no
//! holder, party or grade, so the gate's scope is read down to units and areas.

use contracts::Value;
use contracts::people::Units;
use kernel::{AreaCode, Scope, UnitId};
use store::Reader;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    City,
    Some {
        units: Vec<UnitId>,
        areas: Vec<AreaCode>,
    },
}

impl Reach {
    /// The figures within a scope. What is public of single matters, and one's own, is no figure.
    pub fn of(scope: &Scope) -> Self {
        match scope {
            Scope::Everything => Self::City,
            Scope::Nothing
            | Scope::Public
            | Scope::Holder(_)
            | Scope::Parties(_)
            | Scope::PartyItems(..) => Self::nothing(),
            Scope::Units(units) => Self::Some {
                units: units.clone(),
                areas: Vec::new(),
            },
            Scope::Areas(areas) => Self::Some {
                units: Vec::new(),
                areas: areas.clone(),
            },
            // Counts name no matter, so its grade does not matter.
            Scope::Within(inner, _) => Self::of(inner),
            Scope::Any(scopes) => scopes.iter().map(Self::of).fold(Self::nothing(), Self::and),
        }
    }

    fn nothing() -> Self {
        Self::Some {
            units: Vec::new(),
            areas: Vec::new(),
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::City, _) | (_, Self::City) => Self::City,
            (
                Self::Some {
                    mut units,
                    mut areas,
                },
                Self::Some {
                    units: more_units,
                    areas: more_areas,
                },
            ) => {
                units.extend(more_units);
                areas.extend(more_areas);
                Self::Some { units, areas }
            }
        }
    }

    pub fn is_nothing(&self) -> bool {
        match self {
            Self::City => false,
            Self::Some { units, areas } => units.is_empty() && areas.is_empty(),
        }
    }

    pub fn covers(&self, unit: UnitId, area: AreaCode) -> bool {
        match self {
            Self::City => true,
            Self::Some { units, areas } => units.contains(&unit) || areas.contains(&area),
        }
    }

    /// As a condition over a table with `unit` and `area`; its parameters come last.
    pub(super) fn condition(
        &self,
        reader: &Reader,
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        match self {
            Self::City => "1 = 1".to_owned(),
            Self::Some { units, areas } => {
                let units = reader.one_of(&format!("{alias}.unit"), ids(units), params);
                let areas = areas.iter().map(|area| i64::from(area.0)).collect();
                let areas = reader.one_of(&format!("{alias}.area"), Value::Ints(areas), params);
                format!("({units} OR {areas})")
            }
        }
    }

    /// As a condition over a table with `unit` only: an area is its units.
    pub(super) fn unit_condition(
        &self,
        reader: &Reader,
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        match self {
            Self::City => "1 = 1".to_owned(),
            Self::Some { units, areas } => {
                let tree = reader.reference.get::<Units>();
                let of_areas = tree
                    .all()
                    .filter(|unit| areas.contains(&unit.area))
                    .map(|unit| unit.id);
                let units: Vec<UnitId> = units.iter().copied().chain(of_areas).collect();
                reader.one_of(&format!("{alias}.unit"), ids(&units), params)
            }
        }
    }
}

/// A part of the reach that was chosen on the page: `unit:…` or `area:…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Narrow {
    #[default]
    All,
    /// The unit with those below it.
    Unit(UnitId),
    Area(AreaCode),
}

impl Narrow {
    pub fn parse(text: &str) -> Self {
        match text.split_once(':') {
            Some(("unit", id)) => id.parse().map_or(Self::All, Self::Unit),
            Some(("area", code)) => code
                .parse()
                .map_or(Self::All, |code| Self::Area(AreaCode(code))),
            Some(_) | None => Self::All,
        }
    }

    pub fn code(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Unit(unit) => format!("unit:{unit}"),
            Self::Area(area) => format!("area:{}", area.0),
        }
    }

    /// The units in charge that it means; empty for all and for an area.
    pub fn units(&self, tree: &Units) -> Vec<UnitId> {
        match self {
            Self::Unit(unit) => tree.below(*unit),
            Self::All | Self::Area(_) => Vec::new(),
        }
    }

    pub(super) fn condition(
        &self,
        reader: &Reader,
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        match self {
            Self::All => "1 = 1".to_owned(),
            Self::Unit(unit) => {
                let below = reader.reference.get::<Units>().below(*unit);
                reader.one_of(&format!("{alias}.unit"), ids(&below), params)
            }
            Self::Area(area) => {
                params.push((*area).into());
                format!("{alias}.area = ${}", params.len())
            }
        }
    }

    pub(super) fn unit_condition(
        &self,
        reader: &Reader,
        alias: &str,
        params: &mut Vec<Value>,
    ) -> String {
        match self {
            Self::All | Self::Unit(_) => self.condition(reader, alias, params),
            Self::Area(area) => {
                let tree = reader.reference.get::<Units>();
                let units: Vec<UnitId> = tree
                    .all()
                    .filter(|unit| unit.area == *area)
                    .map(|unit| unit.id)
                    .collect();
                reader.one_of(&format!("{alias}.unit"), ids(&units), params)
            }
        }
    }
}

fn ids(units: &[UnitId]) -> Value {
    Value::Ints(units.iter().map(|unit| unit.0).collect())
}
