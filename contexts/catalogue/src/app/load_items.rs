//! A city's own items, from the files of its pack: read, checked, published by command. Safe to run
//! again: an unchanged file does nothing, a changed one becomes the next version.

use crate::domain::publish::{CODE_CLAIM, code_key};
use crate::domain::themes::LIST_CLAIM;
use crate::domain::{Finding, Level, Publish, PublishThemes, check};
use contracts::item::{ItemBody, ItemVersion, Items, Theme, Themes};
use contracts::people::Units;
use kernel::{AreaCode, Date, ItemId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{CommandError, Done, Store, StoreError, Who};

/// Reason under the first version and under those that a changed file brings.
const FIRST: &str = "首次发布";
const CHANGED: &str = "事项文本更新";

/// What a load did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoadReport {
    pub files: usize,
    /// Codes of items published now, with the new version.
    pub published: BTreeMap<String, u32>,
    pub unchanged: usize,
    pub defects: Vec<FileDefect>,
}

impl LoadReport {
    /// Files that were not taken.
    pub fn errors(&self) -> impl Iterator<Item = &FileDefect> {
        self.defects
            .iter()
            .filter(|defect| defect.level == Level::Error)
    }
}

/// A defect of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileDefect {
    pub file: String,
    /// `materials.layout.name`; `line 12` where the file cannot be read.
    pub field: String,
    pub level: Level,
    /// Code of the rule; its words say the sentence.
    pub rule: String,
    pub value: String,
}

impl FileDefect {
    fn error(file: &str, field: impl Into<String>, rule: &str, value: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            field: field.into(),
            level: Level::Error,
            rule: rule.to_owned(),
            value: value.into(),
        }
    }

    fn of(file: &str, finding: Finding) -> Self {
        Self {
            file: file.to_owned(),
            field: finding.field,
            level: finding.level,
            rule: finding.rule.to_owned(),
            value: finding.value,
        }
    }
}

/// Reads item files: name and text of each. What cannot be read is a defect with its line.
pub fn read_items(texts: &[(String, String)]) -> (Vec<(String, ItemBody)>, Vec<FileDefect>) {
    let mut items: Vec<(String, ItemBody)> = Vec::new();
    let mut defects = Vec::new();
    for (file, text) in texts {
        let body: ItemBody = match toml::from_str(text) {
            Ok(body) => body,
            Err(error) => {
                let line = error.span().map_or(1, |span| line_of(text, span.start));
                let rule = "catalogue.load.unreadable";
                let field = format!("line {line}");
                defects.push(FileDefect::error(file, field, rule, error.message()));
                continue;
            }
        };
        match items.iter().find(|(_, other)| other.code == body.code) {
            Some((first, _)) => {
                let value = format!("{} · {first}", body.code);
                defects.push(FileDefect::error(
                    file,
                    "code",
                    "catalogue.load.code-twice",
                    value,
                ));
            }
            None => items.push((file.clone(), body)),
        }
    }
    (items, defects)
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Publishes what is new or changed in the files. A first version is in force from the given day,
/// a changed one from today.
pub fn load_items(
    store: &Store,
    texts: &[(String, String)],
    in_force_from: Date,
) -> Result<LoadReport, CommandError> {
    let (items, defects) = read_items(texts);
    let mut report = LoadReport {
        files: texts.len(),
        defects,
        ..LoadReport::default()
    };
    let (units, themes, known) = store.read_blocking(|reader| {
        let reference = &reader.reference;
        Ok((
            reference.get::<Units>(),
            reference.get::<Themes>(),
            reference.get::<Items>(),
        ))
    })?;
    let mut waiting = Vec::new();
    for (file, body) in items {
        let findings = check(&body, &themes);
        let is_sound = findings.iter().all(|finding| finding.level != Level::Error);
        report.defects.extend(
            findings
                .into_iter()
                .map(|finding| FileDefect::of(&file, finding)),
        );
        let Some(unit) = units.find_code(&body.unit) else {
            let rule = "catalogue.publish.unknown-unit";
            report
                .defects
                .push(FileDefect::error(&file, "unit", rule, &body.unit));
            continue;
        };
        let area = unit.area;
        let newest = newest(&known, &body.code, area);
        let is_known = newest.is_some_and(|version| {
            version.body == body && version.unit == unit.id && !known.is_closed(version.id)
        });
        if is_known {
            report.unchanged += 1;
        } else if is_sound {
            let first = Place {
                area,
                in_force_from,
            };
            let command = publication(store, newest, body, first)?;
            let code = command.body.code.clone();
            waiting.push((file, code, store.execute_later(Who::System, None, command)?));
        }
    }
    for (file, code, answer) in waiting {
        let answer = answer.blocking_recv().map_err(|_| CommandError::Unknown)?;
        take(&mut report, &file, code, answer)?;
    }
    fill_versions(store, &mut report)?;
    Ok(report)
}

/// Where a first version stands.
#[derive(Clone, Copy)]
struct Place {
    area: AreaCode,
    in_force_from: Date,
}

fn newest<'a>(known: &'a Items, code: &str, area: AreaCode) -> Option<&'a Arc<ItemVersion>> {
    known.versions(known.find_id(code, area)?).next_back()
}

fn publication(
    store: &Store,
    newest: Option<&Arc<ItemVersion>>,
    body: ItemBody,
    first: Place,
) -> Result<Publish, StoreError> {
    let area = first.area;
    let Some(newest) = newest else {
        let key = code_key(area, &body.code);
        let listed = store.read_blocking(move |reader| reader.find_claim(CODE_CLAIM, &key))?;
        return Ok(Publish {
            item: ItemId(listed.unwrap_or_else(|| store.new_id())),
            body,
            area,
            in_force_from: first.in_force_from,
            reason: FIRST.into(),
            seen_version: None,
        });
    };
    Ok(Publish {
        item: newest.id,
        body,
        area,
        in_force_from: newest.in_force_from.max(store.today()),
        reason: CHANGED.into(),
        seen_version: None,
    })
}

fn take(
    report: &mut LoadReport,
    file: &str,
    code: String,
    answer: Result<Done, CommandError>,
) -> Result<(), CommandError> {
    match answer {
        Ok(_) => {
            report.published.insert(code, 0);
        }
        Err(CommandError::Refused(refusal)) => {
            let field = refusal.field().unwrap_or_default();
            report
                .defects
                .push(FileDefect::error(file, field, refusal.code(), code));
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Looks up which version each item now has.
fn fill_versions(store: &Store, report: &mut LoadReport) -> Result<(), StoreError> {
    let items = store.read_blocking(|reader| Ok(reader.reference.get::<Items>()))?;
    for (code, version) in &mut report.published {
        let of_code = items.all().filter(|item| item.body.code == *code);
        *version = of_code.map(|item| item.version).max().unwrap_or(0);
    }
    Ok(())
}

/// The file of themes in a city pack.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemesFile {
    #[serde(default)]
    themes: Vec<Theme>,
}

/// Why a file of themes was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ThemesError {
    #[error("the file of themes cannot be read")]
    Unreadable(#[from] toml::de::Error),
    #[error("the themes were not published: {0}")]
    Command(#[from] CommandError),
}

/// Publishes the themes of a city pack, before its items; `false` if nothing changed.
pub fn load_themes(store: &Store, text: &str) -> Result<bool, ThemesError> {
    let file: ThemesFile = toml::from_str(text)?;
    let (known, list) = store
        .read_blocking(|reader| {
            let known = reader.reference.get::<Themes>();
            Ok((known, reader.find_claim(LIST_CLAIM.0, LIST_CLAIM.1)?))
        })
        .map_err(CommandError::from)?;
    if known.0 == file.themes {
        return Ok(false);
    }
    let command = PublishThemes {
        list: list.unwrap_or_else(|| store.new_id()),
        themes: file.themes,
    };
    store.execute_blocking(Who::System, None, command)?;
    Ok(true)
}
