//! Ranking by a share. The same percentage after rounding is the same place, and the next place is
//! left out. Who has no cases, or too few for a rate, stands below without a place.

use super::{Definition, Reading, Shown};

/// Somebody who is ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender<T> {
    pub who: T,
    pub reading: Reading,
}

/// A contender with his place; `None` for who is not ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<T> {
    pub place: Option<usize>,
    pub who: T,
    pub reading: Reading,
    pub shown: Shown,
}

/// The best first; those without a place follow in the order given.
pub fn rank<T>(definition: &Definition, contenders: Vec<Contender<T>>) -> Vec<Place<T>> {
    let mut ranked = Vec::new();
    let mut unranked = Vec::new();
    for Contender { who, reading } in contenders {
        let shown = reading.shown(definition);
        let line = |shown| Place {
            place: None,
            who,
            reading,
            shown,
        };
        match &shown {
            Shown::Rate(per_cent) => ranked.push((digits(per_cent), line(shown))),
            Shown::Count(_) | Shown::NothingToDivideBy | Shown::TooFew | Shown::Impossible => {
                unranked.push(line(shown));
            }
        }
    }
    ranked.sort_by_key(|(per_cent, line)| {
        let by_rate = if definition.lower_is_better {
            i128::from(*per_cent)
        } else {
            -i128::from(*per_cent)
        };
        // Within one place the larger number of cases stands first.
        (by_rate, -line.reading.denominator)
    });
    let mut last = None;
    let mut places = Vec::with_capacity(ranked.len() + unranked.len());
    for (n, (per_cent, mut line)) in ranked.into_iter().enumerate() {
        let place = match last {
            Some((same, place)) if same == per_cent => place,
            Some(_) | None => n + 1,
        };
        last = Some((per_cent, place));
        line.place = Some(place);
        places.push(line);
    }
    places.extend(unranked);
    places
}

/// A printed percentage as a whole number of its last decimal.
fn digits(per_cent: &str) -> u64 {
    per_cent.replace('.', "").parse().unwrap_or(0)
}
