//! What an import did and found: the same for the same file and the same catalogue, whoever asks.

use super::{Encoding, ImportRefusal, ImportSource, KnownEntries};
use crate::WORDS;
use crate::domain::{Level, ListedEntry};
use crate::read::listed::Known;
use ::web::words::{Lang, Words};
use kernel::AreaCode;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that cannot be read before the whole file is given up.
const BROKEN_LIMIT: usize = 10_000;
/// Defects that are listed one by one; all are counted.
const DEFECT_LIMIT: usize = 10_000;
/// Characters of a value that are shown.
const VALUE_LIMIT: usize = 80;

/// The report of one import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    pub file: String,
    pub area: AreaCode,
    pub encoding: String,
    pub size_bytes: usize,
    /// Rows of the file, the header not counted.
    pub rows: usize,
    /// Rows that were good enough.
    pub kept: usize,
    /// Rows left out because of an error.
    pub dropped: usize,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Items that the city has published itself: its own guide stands above the list.
    pub published_here: usize,
    /// Items of the area that an earlier list had and this one has not; they are left as they are.
    pub missing: usize,
    pub errors: usize,
    pub warnings: usize,
    /// Number of defects of each rule.
    pub by_rule: BTreeMap<String, usize>,
    pub defects: Vec<Defect>,
    /// Defects beyond those listed.
    pub defects_left_off: usize,
}

/// One defect, with its sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Line of the file; the header is line 1.
    pub line: u64,
    pub field: String,
    pub level: String,
    pub rule: String,
    pub zh: String,
    pub en: String,
    /// What stands there, shortened.
    pub value: String,
}

pub(super) struct Reporter {
    report: ImportReport,
    words: Option<Words>,
}

impl Reporter {
    pub(super) fn new(source: &ImportSource, encoding: Encoding, size_bytes: usize) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8 (BOM)",
            Encoding::Gb18030 => "GB18030",
        };
        Self {
            report: ImportReport {
                file: source.file.clone(),
                area: source.area,
                encoding: encoding.to_owned(),
                size_bytes,
                rows: 0,
                kept: 0,
                dropped: 0,
                added: 0,
                changed: 0,
                unchanged: 0,
                published_here: 0,
                missing: 0,
                errors: 0,
                warnings: 0,
                by_rule: BTreeMap::new(),
                defects: Vec::new(),
                defects_left_off: 0,
            },
            // Without words the code of the rule stands for its sentence.
            words: Words::new(&[WORDS]).ok(),
        }
    }

    pub(super) fn row(&mut self) {
        self.report.rows += 1;
    }

    pub(super) fn kept(&mut self) {
        self.report.kept += 1;
    }

    pub(super) fn left_out(&mut self) {
        self.report.dropped += 1;
    }

    pub(super) fn done(&mut self, is_new: bool) {
        if is_new {
            self.report.added += 1;
        } else {
            self.report.changed += 1;
        }
    }

    pub(super) fn unchanged(&mut self, known: Option<&Known>, line: u64, code: &str) {
        if known.is_some_and(|known| known.is_published) {
            self.report.published_here += 1;
            let rule = "catalogue.import.published-here";
            self.defect(line, "item_code", rule, Level::Warning, code);
        } else {
            self.report.unchanged += 1;
        }
    }

    pub(super) fn count_missing(&mut self, known: &KnownEntries, entries: &[(ListedEntry, u64)]) {
        let codes: BTreeSet<&str> = entries
            .iter()
            .map(|(entry, _)| entry.code.as_str())
            .collect();
        let is_missing = |(code, known): &(&String, &Known)| {
            !known.is_published && !codes.contains(code.as_str())
        };
        self.report.missing = known.iter().filter(is_missing).count();
    }

    pub(super) fn dropped(&mut self, line: u64, field: &str, rule: &str, value: &str) {
        self.left_out();
        self.defect(line, field, rule, Level::Error, value);
    }

    /// A file of which ten thousand rows are bad is no list of items.
    pub(super) fn refuse_if_broken(&self) -> Result<(), ImportRefusal> {
        if self.report.dropped > BROKEN_LIMIT {
            return Err(ImportRefusal::Broken {
                limit: BROKEN_LIMIT,
            });
        }
        Ok(())
    }

    pub(super) fn defect(&mut self, line: u64, field: &str, rule: &str, level: Level, value: &str) {
        match level {
            Level::Error => self.report.errors += 1,
            Level::Warning => self.report.warnings += 1,
        }
        *self.report.by_rule.entry(rule.to_owned()).or_default() += 1;
        if self.report.defects.len() >= DEFECT_LIMIT {
            self.report.defects_left_off += 1;
            return;
        }
        let key = ::web::word_key(rule);
        let say = |lang| {
            let words = self.words.as_ref();
            words.map_or_else(|| rule.to_owned(), |words| words.text(lang, &key))
        };
        self.report.defects.push(Defect {
            line,
            field: field.to_owned(),
            level: level.code().to_owned(),
            rule: rule.to_owned(),
            zh: say(Lang::Zh),
            en: say(Lang::En),
            value: shown(value),
        });
    }

    pub(super) fn finish(mut self) -> ImportReport {
        self.report.defects.sort_by_key(|defect| defect.line);
        self.report
    }
}

/// A value fit to be shown: short, and with control characters made visible.
fn shown(value: &str) -> String {
    let mut text: String = value
        .chars()
        .take(VALUE_LIMIT)
        .flat_map(|letter| {
            let visible: Vec<char> = if letter.is_control() {
                letter.escape_default().collect()
            } else {
                vec![letter]
            };
            visible
        })
        .collect();
    if value.chars().nth(VALUE_LIMIT).is_some() {
        text.push('…');
    }
    text
}
