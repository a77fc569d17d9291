//! Search over matters: bigrams made by us, written once a matter in the same transaction, with
//! tokens of the unit in charge and all above it, so that rights are part of the match.

use crate::{Conn, Dialect, StoreError};
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

/// The condition that a matter's words hold all of `words`, and one of `units` unless it is `None`.
/// Numbers its parameter from the end of `params`.
pub fn condition(
    dialect: Dialect,
    id_column: &str,
    words: &[String],
    units: Option<&[i64]>,
    params: &mut Vec<Value>,
) -> String {
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
    params.push(parts.join(and).into());
    let n = params.len();
    match dialect {
        Dialect::Sqlite => {
            format!("{id_column} IN (SELECT rowid FROM search WHERE search MATCH ${n} LIMIT 10000)")
        }
        Dialect::Postgres => format!(
            "{id_column} IN (SELECT id FROM search WHERE words @@ (${n}::text)::tsquery LIMIT 10000)"
        ),
    }
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
