//! Search over matters: bigrams made by us, written once a matter in the same transaction, with
//! tokens of the unit in charge and all above it, so that rights are part of the match.

use crate::{Condition, Conn, Dialect, Reader, Record, StoreError, WALKED};
use contracts::Value;
use contracts::row::SearchText;

/// Words of a text: Chinese as overlapping pairs, anything else as lower-case runs. A single
/// Chinese character stands for itself.
pub fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut previous: Option<char> = None;
    let mut is_lone = false;
    for character in text.chars().chain([' ']) {
        if is_han(character) {
            flush(&mut run, &mut found);
            if let Some(previous) = previous {
                found.push(format!("{previous}{character}"));
                is_lone = false;
            } else {
                is_lone = true;
            }
            previous = Some(character);
        } else {
            if let (Some(lone), true) = (previous, is_lone) {
                found.push(lone.to_string());
            }
            previous = None;
            is_lone = false;
            if character.is_alphanumeric() {
                run.extend(character.to_lowercase());
            } else {
                flush(&mut run, &mut found);
            }
        }
    }
    found
}

fn flush(run: &mut String, found: &mut Vec<String>) {
    if !run.is_empty() {
        found.push(std::mem::take(run));
    }
}

pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Token of a unit, as it stands beside the words.
pub fn unit_token(unit: i64) -> String {
    format!("u{unit}")
}

pub(crate) fn write(conn: &mut Conn, text: &SearchText) -> Result<(), StoreError> {
    let mut words = tokens(&text.text);
    words.extend(text.units.iter().map(|unit| unit_token(*unit)));
    words.sort();
    words.dedup();
    match conn.dialect() {
        Dialect::Sqlite => {
            conn.execute(
                "DELETE FROM search WHERE rowid = $1",
                &[Value::Int(text.matter)],
            )?;
            conn.execute(
                "INSERT INTO search (rowid, words) VALUES ($1, $2)",
                &[Value::Int(text.matter), words.join(" ").into()],
            )?;
        }
        Dialect::Postgres => {
            conn.execute(
                "INSERT INTO search (id, words) VALUES ($1, array_to_tsvector($2))
                 ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                &[Value::Int(text.matter), Value::Texts(words)],
            )?;
        }
    }
    Ok(())
}

/// Matters that a search looks at, at most; then it asks for more words.
pub const CANDIDATES: usize = 10_000;
/// How many of them are compared with the rest of the conditions at once: the newest few first,
/// because a word that everything holds fills a page with those.
const PORTIONS: [usize; 3] = [256, 2_000, CANDIDATES - 2_256];

/// Newest matters that PostgreSQL compares one by one before it asks its index.
const NEWEST: usize = 2 * WALKED;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The newest first.
    pub ids: Vec<i64>,
    /// There were more matters with these words than a search looks at.
    pub is_cut: bool,
}

impl Reader {
    /// Matters whose words hold all of `words`, and one of `units` unless it is `None`, and that meet
    /// a condition over table `matter`.
    pub fn search(
        &mut self,
        words: &[String],
        units: Option<&[i64]>,
        condition: Condition<'_>,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        match self.conn.dialect() {
            Dialect::Sqlite => self.search_backwards(words, units, condition, limit),
            Dialect::Postgres => self.search_twice(words, units, condition, limit),
        }
    }

    /// SQLite walks its lists of words from the newest matter backwards and stops anywhere.
    fn search_backwards(
        &mut self,
        words: &[String],
        units: Option<&[i64]>,
        condition: Condition<'_>,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let query = query_of(Dialect::Sqlite, words, units);
        let mut hits = Hits::default();
        let mut before = i64::MAX;
        for portion in PORTIONS {
            let sql = format!(
                "SELECT rowid FROM search WHERE search MATCH $1 AND rowid < $2
                  ORDER BY rowid DESC LIMIT {portion}"
            );
            let ids = ids(&self.query(&sql, &[query.clone().into(), before.into()])?);
            self.keep_wanted(&ids, condition, limit, &mut hits)?;
            match ids.last() {
                Some(last) if ids.len() == portion && hits.ids.len() < limit => before = *last,
                Some(_) | None => return Ok(hits),
            }
        }
        hits.is_cut = true;
        Ok(hits)
    }

    /// PostgreSQL has to collect everything that its index finds before the first line. So it looks
    /// at the newest matters first, which answers for each common word, and asks the index only for
    /// what is rare.
    fn search_twice(
        &mut self,
        words: &[String],
        units: Option<&[i64]>,
        condition: Condition<'_>,
        limit: usize,
    ) -> Result<Hits, StoreError> {
        let query: Value = query_of(Dialect::Postgres, words, units).into();
        let newest = format!(
            "SELECT s.id FROM (SELECT id, words FROM search ORDER BY id DESC LIMIT {NEWEST}) s
              WHERE s.words @@ ($1::text)::tsquery ORDER BY s.id DESC"
        );
        let mut hits = Hits::default();
        let mut found = ids(&self.query(&newest, std::slice::from_ref(&query))?);
        self.keep_wanted(&found, condition, limit, &mut hits)?;
        if hits.ids.len() >= limit {
            return Ok(hits);
        }
        // The planner knows little of a new city's words and may take a scan for cheap.
        self.conn.batch("SET LOCAL enable_seqscan = off")?;
        let all = format!(
            "SELECT id FROM search WHERE words @@ ($1::text)::tsquery LIMIT {}",
            CANDIDATES + 1
        );
        let rare = self.query(&all, &[query]);
        self.conn.batch("SET LOCAL enable_seqscan = on")?;
        let rare = ids(&rare?);
        let is_cut = rare.len() > CANDIDATES;
        found.extend(rare);
        found.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        found.dedup();
        found.truncate(CANDIDATES);
        let mut found = found.as_slice();
        let mut hits = Hits {
            is_cut,
            ..Hits::default()
        };
        for portion in PORTIONS {
            let (some, rest) = found.split_at(portion.min(found.len()));
            self.keep_wanted(some, condition, limit, &mut hits)?;
            found = rest;
            if hits.ids.len() >= limit || found.is_empty() {
                break;
            }
        }
        Ok(hits)
    }

    /// Adds those of the matters that meet the condition.
    fn keep_wanted(
        &mut self,
        ids: &[i64],
        condition: Condition<'_>,
        limit: usize,
        hits: &mut Hits,
    ) -> Result<(), StoreError> {
        let missing = limit - hits.ids.len();
        if ids.is_empty() || missing == 0 {
            return Ok(());
        }
        let mut params = Vec::new();
        let among = self.one_of("m.id", Value::Ints(ids.to_vec()), &mut params);
        let condition = condition("m", self, &mut params);
        let sql = format!(
            "SELECT m.id FROM matter m WHERE {among} AND {condition}
              ORDER BY m.id DESC LIMIT {missing}"
        );
        let records = self.query(&sql, &params)?;
        hits.ids.extend(records.iter().map(|record| record.int(0)));
        Ok(())
    }
}

fn ids(records: &[Record]) -> Vec<i64> {
    records.iter().map(|record| record.int(0)).collect()
}

/// All words, and one of the units.
fn query_of(dialect: Dialect, words: &[String], units: Option<&[i64]>) -> String {
    let quote = |word: &str| match dialect {
        Dialect::Sqlite => format!("\"{}\"", word.replace('"', "\"\"")),
        Dialect::Postgres => format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''")),
    };
    let (and, or) = match dialect {
        Dialect::Sqlite => (" AND ", " OR "),
        Dialect::Postgres => (" & ", " | "),
    };
    let mut parts: Vec<String> = words.iter().map(|word| quote(word)).collect();
    if let Some(units) = units {
        let units: Vec<String> = units.iter().map(|unit| quote(&unit_token(*unit))).collect();
        parts.push(format!("({})", units.join(or)));
    }
    parts.join(and)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_other_words_stay_whole() {
        assert_eq!(
            tokens("食品经营 431100 Food"),
            ["食品", "品经", "经营", "431100", "food"]
        );
    }

    #[test]
    fn a_single_character_is_a_word() {
        assert_eq!(tokens("烟 证"), ["烟", "证"]);
    }
}
