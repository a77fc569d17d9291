//! What the pages show, put together in one read.

use crate::domain::{Contender, Definition, Definitions, Period, Place, Reading, rank};
use crate::read::{DaySums, Narrow, Reach, UnitSums};
use contracts::people::{AuthorityKind, Units};
use kernel::{Timestamp, UnitId, area::Regions};

/// A moment of counting, for the head of a page: now, or the end of the day that was asked for.
pub(crate) fn counted_at(period: Period, now: Timestamp) -> String {
    if period.known_on == now.date() {
        now.to_minute()
    } else {
        format!("{} 24:00", period.known_on)
    }
}

/// One figure with the same figure a year before.
#[derive(Clone, Debug)]
pub(crate) struct FigureView {
    pub(crate) definition: Definition,
    pub(crate) reading: Reading,
    pub(crate) year_before: Reading,
    /// Numerator and denominator of the flow ratio beside it.
    pub(crate) beside: Option<(i64, i64)>,
}

/// Every figure, in the order of the definitions.
pub(crate) fn figures(
    definitions: &Definitions,
    now: &DaySums,
    before: &DaySums,
) -> Vec<FigureView> {
    definitions
        .all()
        .iter()
        .map(|definition| FigureView {
            definition: definition.clone(),
            reading: now.total(definition),
            year_before: before.total(definition),
            beside: definition.beside.as_ref().map(|beside| {
                let sum = |counters: &[String]| now.sum(counters, |_| true);
                (
                    sum(&beside.numerator_counters),
                    sum(&beside.denominator_counters),
                )
            }),
        })
        .collect()
}

/// The authority that answers for a unit: the unit itself where it has none above it.
fn answering(units: &Units, unit: UnitId) -> UnitId {
    units
        .authority_of(unit)
        .map_or(unit, |authority| authority.id)
}

/// Authorities within reach, each with its figure; those without cases too.
pub(crate) fn ranking(
    definition: &Definition,
    sums: &UnitSums,
    units: &Units,
    reach: &Reach,
    narrow: &Narrow,
) -> Vec<Place<UnitId>> {
    let mut who: Vec<UnitId> = units
        .all()
        .filter(|unit| is_ranked(unit.authority))
        .filter(|unit| reach.covers(unit.id, unit.area))
        .filter(|unit| is_chosen(narrow, units, unit.id))
        .map(|unit| answering(units, unit.id))
        .chain(sums.units().into_iter().map(|unit| answering(units, unit)))
        .collect();
    who.sort_unstable();
    who.dedup();
    let contenders = who
        .into_iter()
        .map(|who| Contender {
            who,
            reading: sums.of(definition, |unit| answering(units, unit) == who),
        })
        .collect();
    rank(definition, contenders)
}

/// Who is ranked even without cases: the authorities and bodies that answer for items themselves.
fn is_ranked(kind: AuthorityKind) -> bool {
    kind != AuthorityKind::Government && kind != AuthorityKind::None
}

fn is_chosen(narrow: &Narrow, units: &Units, id: UnitId) -> bool {
    match narrow {
        Narrow::All => true,
        Narrow::Unit(chosen) => units.above(id).contains(chosen),
        Narrow::Area(area) => units.find(id).is_some_and(|unit| unit.area == *area),
    }
}

/// What the reader may choose from: areas, then authorities, within reach.
pub(crate) fn choices(units: &Units, reach: &Reach, is_english: bool) -> Vec<(String, String)> {
    let mut areas: Vec<_> = units.all().map(|unit| unit.area).collect();
    areas.sort_unstable();
    areas.dedup();
    let whole_areas = areas.iter().filter(|area| match reach {
        Reach::City => true,
        Reach::Some { areas, .. } => areas.contains(area),
    });
    let regions = Regions::yongzhou();
    let mut choices: Vec<(String, String)> = whole_areas
        .map(|area| {
            let name = regions
                .find_name(*area, is_english)
                .map_or_else(|| area.0.to_string(), str::to_owned);
            (Narrow::Area(*area).code(), name)
        })
        .collect();
    let of_units = units
        .all()
        .filter(|unit| unit.authority != AuthorityKind::None && reach.covers(unit.id, unit.area))
        .map(|unit| {
            (
                Narrow::Unit(unit.id).code(),
                unit.name.get(is_english).to_owned(),
            )
        });
    choices.extend(of_units);
    choices
}

/// Word key of everything within reach.
pub(crate) fn everything(reach: &Reach) -> &'static str {
    match reach {
        Reach::City => "indicators-whole-city",
        Reach::Some { .. } => "indicators-all-mine",
    }
}

/// The name of what was chosen, or of everything within reach.
pub(crate) fn name_of(narrow: &Narrow, choices: &[(String, String)]) -> Option<String> {
    let code = narrow.code();
    choices
        .iter()
        .find(|(chosen, _)| *chosen == code && !code.is_empty())
        .map(|(_, name)| name.clone())
}
