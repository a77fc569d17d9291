//! The rules of one row. An error leaves the row out; a warning keeps it and tells.

use super::ImportSource;
use super::rows::{COLUMNS, Row};
use crate::domain::code::{self, Organisation};
use crate::domain::{Level, ListedEntry};
use contracts::item::TaskType;
use kernel::AreaCode;

/// Longest name of an item or a department, in characters.
const NAME_LIMIT: usize = 200;

/// Field, rule, level, value.
type Found = (&'static str, &'static str, Level, String);

pub(super) struct RowChecks<'s> {
    source: &'s ImportSource,
    area: String,
}

impl<'s> RowChecks<'s> {
    pub(super) fn new(source: &'s ImportSource) -> Self {
        Self {
            source,
            area: source.area.to_string(),
        }
    }

    pub(super) fn check(&self, row: &Row) -> Vec<Found> {
        let mut found = Vec::new();
        for column in COLUMNS {
            check_letters(column, row.get(column), &mut found);
        }
        for column in ["name", "department"] {
            check_name(column, row.get(column), &mut found);
        }
        let mut error = |field, rule, value: &str| {
            found.push((field, rule, Level::Error, value.to_owned()));
        };
        if task_type(row.get("task_type")).is_none() {
            error(
                "task_type",
                "catalogue.import.task-type",
                row.get("task_type"),
            );
        }
        let area = row.get("area_code");
        if !is_area(area) {
            error("area_code", "catalogue.import.area-shape", area);
        } else if !area.starts_with(&self.area) {
            error("area_code", "catalogue.import.area-mismatch", area);
        }
        self.check_code(row, &mut found);
        found
    }

    /// # Law
    /// GB 32100-2015 for the credit code inside; the shapes are practice, so they only warn.
    fn check_code(&self, row: &Row, found: &mut Vec<Found>) {
        let code = &row.code();
        if !code::has_code_characters(code) {
            let rule = "catalogue.import.code-characters";
            found.push(("item_code", rule, Level::Error, code.to_owned()));
            return;
        }
        let mut warn = |field, rule, value: &str| {
            found.push((field, rule, Level::Warning, value.to_owned()));
        };
        if *code != row.get("item_code") {
            warn(
                "item_code",
                "catalogue.import.code-lower-case",
                row.get("item_code"),
            );
        }
        let dept_code = row.get("dept_code");
        if code::organisation(dept_code) == Organisation::WrongLength {
            warn("dept_code", "catalogue.import.dept-code-shape", dept_code);
        }
        let Some(parts) = code::split(code) else {
            warn("item_code", "catalogue.import.code-shape", code);
            return;
        };
        if parts.area.is_some_and(|area| !area.starts_with(&self.area)) {
            warn("item_code", "catalogue.import.code-area", code);
        }
        match code::organisation(parts.organisation) {
            Organisation::CreditCode => {}
            Organisation::WrongCheck => {
                warn(
                    "item_code",
                    "catalogue.import.code-check-character",
                    parts.organisation,
                );
            }
            Organisation::Older => {
                warn(
                    "item_code",
                    "catalogue.import.code-older",
                    parts.organisation,
                );
            }
            Organisation::WrongLength => {
                warn(
                    "item_code",
                    "catalogue.import.code-organisation",
                    parts.organisation,
                );
            }
        }
        let in_code = code::organisation_code(parts.organisation);
        let beside = code::organisation_code(dept_code);
        if let (Some(in_code), Some(beside)) = (in_code, beside)
            && in_code != beside
        {
            let value = format!("{beside} ≠ {in_code}");
            warn("dept_code", "catalogue.import.dept-code-mismatch", &value);
        }
    }

    /// What the row says; `None` if its task type is unknown.
    pub(super) fn entry(&self, row: &Row) -> Option<ListedEntry> {
        Some(ListedEntry {
            code: row.code(),
            name: row.get("name").to_owned(),
            task_type: task_type(row.get("task_type"))?,
            department: row.get("department").to_owned(),
            main_item: row.get("main_item").to_owned(),
            dept_code: row.get("dept_code").to_owned(),
            area: self.source.area,
            source: self.source.file.clone(),
        })
    }
}

/// `1`, `01`, `20`.
fn task_type(text: &str) -> Option<TaskType> {
    TaskType::of_number(text.parse().ok()?)
}

/// Six digits, or twelve with the street level.
fn is_area(text: &str) -> bool {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let first: Option<Result<AreaCode, _>> = text.get(..6).map(str::parse);
    is_digits && [6, 12].contains(&text.len()) && matches!(first, Some(Ok(_)))
}

/// Control characters, and letters with which a spreadsheet would begin to compute.
fn check_letters(column: &'static str, value: &str, found: &mut Vec<Found>) {
    let is_hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}')
    };
    if value.chars().any(is_hidden) {
        let rule = "catalogue.import.control-character";
        found.push((column, rule, Level::Error, value.to_owned()));
    }
    if value.starts_with(['=', '+', '-', '@']) {
        let rule = "catalogue.import.formula";
        found.push((column, rule, Level::Error, value.to_owned()));
    }
    if value.contains('\u{FFFD}') {
        let rule = "catalogue.import.lost-character";
        found.push((column, rule, Level::Error, value.to_owned()));
    }
}

fn check_name(column: &'static str, value: &str, found: &mut Vec<Found>) {
    if value.is_empty() {
        found.push((
            column,
            "catalogue.import.empty-name",
            Level::Error,
            String::new(),
        ));
    }
    if value.chars().count() > NAME_LIMIT {
        found.push((
            column,
            "catalogue.import.long-name",
            Level::Error,
            value.to_owned(),
        ));
    }
}
