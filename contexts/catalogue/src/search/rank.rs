//! How well an item answers a question, in points:
//!
//! | points | the question … |
//! |---|---|
//! | 1000 | is the item's code |
//! | 950 | is its name |
//! | 900 − place | is one of its everyday words; the first word counts most |
//! | 800 − length | is part of its name; the shorter the name, the better |
//! | 700 − place | is part of an everyday word, or holds one |
//! | 600 − length | is part of its English name |
//! | 550, 500 | in pinyin, is the sound of a name or word, or its first letters |
//! | 480, 450 | in pinyin, begins one of them, or stands in one |
//! | 400 | sounds like a name or word, written otherwise |
//! | 350 | is one slip from a name or word |
//! | 100 … 300 | shares at least half of its pairs of letters with name, words, summary or materials |
//! | up to 90 | shares fewer: never a hit, only near |

use super::text::{is_one_slip_apart, normal, pairs, pinyin, without_empty_words};
use contracts::item::{ItemPin, ItemVersion};
use std::sync::Arc;

/// Up to so many points a match is only near.
pub(super) const NEAR: u32 = 90;

/// A name or everyday word, ready to be compared.
#[derive(Debug)]
struct Name {
    /// As it is shown; empty for the item's own name.
    word: String,
    plain: String,
    letters: Vec<char>,
    sound: String,
    initials: String,
}

impl Name {
    fn new(word: &str, plain: String) -> Self {
        let (sound, initials) = pinyin(&plain);
        Self {
            word: word.to_owned(),
            letters: plain.chars().collect(),
            plain,
            sound,
            initials,
        }
    }
}

/// One version of an item, ready to be compared.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) pin: ItemPin,
    code: String,
    english: String,
    /// The item's name first, then its everyday words in their order.
    names: Vec<Name>,
    pairs: Vec<[char; 2]>,
}

/// A question, ready to be compared.
#[derive(Debug)]
pub(super) struct Query {
    plain: String,
    letters: Vec<char>,
    /// The question without 我要, 怎么办 and the like.
    core: String,
    sound: String,
    is_latin: bool,
    pairs: Vec<[char; 2]>,
}

impl Query {
    pub(super) fn new(query: &str) -> Self {
        let plain = normal(query);
        let core = without_empty_words(&plain);
        Self {
            letters: core.chars().collect(),
            sound: pinyin(&core).0,
            is_latin: core.chars().all(|letter| letter.is_ascii_lowercase()),
            pairs: pairs(&core),
            plain,
            core,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}

impl Entry {
    pub(super) fn new(version: &Arc<ItemVersion>) -> Self {
        let body = &version.body;
        let name = Name::new("", normal(&body.name.zh));
        let words = body
            .search_words
            .iter()
            .map(|word| Name::new(word, normal(word)));
        let names: Vec<Name> = std::iter::once(name).chain(words).collect();
        let mut all: Vec<[char; 2]> = names.iter().flat_map(|name| pairs(&name.plain)).collect();
        all.extend(pairs(&normal(&body.summary.zh)));
        all.extend(
            body.materials
                .iter()
                .flat_map(|material| pairs(&normal(&material.name.zh))),
        );
        all.sort_unstable();
        all.dedup();
        Self {
            pin: ItemPin {
                item: version.id,
                version: version.version,
            },
            code: normal(&body.code),
            english: normal(&body.name.en),
            names,
            pairs: all,
        }
    }

    /// Points of the best match with the everyday word it came by; `None` if nothing is shared.
    pub(super) fn points(&self, query: &Query) -> Option<(u32, Option<String>)> {
        if self.code == query.plain {
            return Some((1000, None));
        }
        let by_name = self
            .names
            .iter()
            .zip(0..)
            .filter_map(|(name, place)| Some((name_points(name, place, query)?, name)))
            .max_by(|(one, _), (other, _)| one.cmp(other));
        let by_english = self.english_points(query).map(|points| (points, None));
        let best = by_name
            .map(|(points, name)| {
                (
                    points,
                    Some(name.word.clone()).filter(|word| !word.is_empty()),
                )
            })
            .into_iter()
            .chain(by_english)
            .max_by_key(|(points, _)| *points);
        best.or_else(|| self.shared_points(query).map(|points| (points, None)))
    }

    fn english_points(&self, query: &Query) -> Option<u32> {
        let is_part = query.plain.len() >= 3 && self.english.contains(&query.plain);
        is_part.then(|| 600 - length_of(&self.english).min(90))
    }

    /// Points for pairs of letters in common.
    fn shared_points(&self, query: &Query) -> Option<u32> {
        let all = length(query.pairs.len());
        let shared = query
            .pairs
            .iter()
            .filter(|pair| self.pairs.binary_search(pair).is_ok());
        let shared = length(shared.count());
        match (shared, all) {
            (0, _) | (_, 0) => None,
            (shared, all) if shared * 2 >= all => Some(100 + 200 * shared / all),
            (shared, all) => Some(NEAR * shared / all),
        }
    }
}

/// Points of one name or word; `place` 0 is the item's own name.
fn name_points(name: &Name, place: u32, query: &Query) -> Option<u32> {
    let is_name = place == 0;
    let matches_whole = name.plain == query.plain || name.plain == query.core;
    if matches_whole {
        return Some(if is_name { 950 } else { 900 - place.min(90) });
    }
    if query.letters.len() >= 2 && query.is_latin {
        return pinyin_points(name, query);
    }
    if name.plain.contains(&query.core) {
        let points = if is_name {
            800 - length(name.letters.len()).min(90)
        } else {
            700 - place.min(90)
        };
        return Some(points);
    }
    let holds = name.letters.len() >= 2 && query.core.contains(&name.plain);
    if holds {
        return Some(if is_name { 780 } else { 690 - place.min(90) });
    }
    if query.letters.len() >= 2 && name.sound.contains(&query.sound) {
        return Some(400);
    }
    (query.letters.len() >= 3 && is_one_slip_apart(&name.letters, &query.letters)).then_some(350)
}

fn pinyin_points(name: &Name, query: &Query) -> Option<u32> {
    let typed = query.core.as_str();
    if name.plain.contains(typed) {
        return Some(700);
    }
    let tests = [
        (name.sound == typed, 550),
        (name.initials == typed, 500),
        (typed.len() >= 3 && name.sound.starts_with(typed), 480),
        (typed.len() >= 2 && name.initials.starts_with(typed), 480),
        (typed.len() >= 4 && name.sound.contains(typed), 450),
        (typed.len() >= 3 && name.initials.contains(typed), 450),
    ];
    tests
        .into_iter()
        .find(|(is_so, _)| *is_so)
        .map(|(_, points)| points)
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn length_of(text: &str) -> u32 {
    length(text.chars().count())
}
