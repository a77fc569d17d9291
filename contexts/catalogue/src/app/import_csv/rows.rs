//! Cuts a text into records. A record that does not end (a quotation mark that nobody closed) costs its
//! own line and no more: reading goes on at the next one.

use super::report::Reporter;
use super::{ImportRefusal, ROW_COUNT_LIMIT};
use crate::domain::Level;

/// Longest row, in bytes.
pub(super) const ROW_LIMIT: usize = 16 * 1024;

pub(super) const COLUMNS: [&str; 7] = [
    "department",
    "main_item",
    "name",
    "item_code",
    "task_type",
    "area_code",
    "dept_code",
];

/// One row with its line in the file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    /// One value for each of [`COLUMNS`].
    values: Vec<String>,
}

impl Row {
    /// The value of a column, without blanks around it.
    pub(super) fn get(&self, column: &str) -> &str {
        COLUMNS
            .iter()
            .position(|known| *known == column)
            .and_then(|place| self.values.get(place))
            .map_or("", |value| value.trim_matches(' '))
    }

    /// The item's code as it is kept: in capital letters.
    pub(super) fn code(&self) -> String {
        self.get("item_code").to_ascii_uppercase()
    }
}

#[derive(Clone, Debug)]
pub(super) enum Record {
    Row(Row),
    Broken {
        line: u64,
        rule: &'static str,
        value: String,
    },
}

/// Reads header and rows. Columns may stand in any order; unknown ones are told and ignored.
pub(super) fn read<'t>(
    text: &'t str,
    reporter: &mut Reporter,
) -> Result<impl Iterator<Item = Record> + use<'t>, ImportRefusal> {
    let mut records = Cutter {
        text,
        at: 0,
        line: 1,
    };
    let header = match records.next() {
        Some(Cut {
            slice: Some(slice), ..
        }) => fields(slice),
        Some(Cut { slice: None, .. }) | None => Vec::new(),
    };
    let places = places(&header)?;
    for unknown in header.iter().filter(|name| !COLUMNS.contains(&name.trim())) {
        let rule = "catalogue.import.unknown-column";
        reporter.defect(1, "header", rule, Level::Warning, unknown);
    }
    if records.clone().nth(ROW_COUNT_LIMIT).is_some() {
        return Err(ImportRefusal::TooManyRows);
    }
    let width = header.len();
    Ok(records.map(move |cut| record(&cut, &places, width)))
}

fn places(header: &[String]) -> Result<Vec<usize>, ImportRefusal> {
    let place = |column: &str| header.iter().position(|name| name.trim() == column);
    let missing: Vec<String> = COLUMNS
        .iter()
        .filter(|column| place(column).is_none())
        .map(|column| (*column).to_owned())
        .collect();
    if !missing.is_empty() {
        return Err(ImportRefusal::Header { missing });
    }
    for column in COLUMNS {
        if header.iter().filter(|name| name.trim() == column).count() > 1 {
            let column = column.to_owned();
            return Err(ImportRefusal::HeaderTwice { column });
        }
    }
    Ok(COLUMNS.iter().filter_map(|column| place(column)).collect())
}

fn record(cut: &Cut<'_>, places: &[usize], width: usize) -> Record {
    let line = cut.line;
    let Some(slice) = cut.slice else {
        return Record::Broken {
            line,
            rule: "catalogue.import.row-without-end",
            value: cut.start.to_owned(),
        };
    };
    let found = fields(slice);
    if found.len() != width {
        return Record::Broken {
            line,
            rule: "catalogue.import.column-count",
            value: format!("{} / {width}", found.len()),
        };
    }
    let value = |place: &usize| found.get(*place).cloned().unwrap_or_default();
    Record::Row(Row {
        line,
        values: places.iter().map(value).collect(),
    })
}

/// The fields of one whole record.
fn fields(slice: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(512)
        .from_reader(slice.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        Ok(false) | Err(_) => Vec::new(),
    }
}

/// A record in the text; `slice` is `None` if it has no end within [`ROW_LIMIT`].
struct Cut<'t> {
    line: u64,
    slice: Option<&'t str>,
    /// The first line of the record.
    start: &'t str,
}

#[derive(Clone)]
struct Cutter<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl<'t> Iterator for Cutter<'t> {
    type Item = Cut<'t>;

    fn next(&mut self) -> Option<Cut<'t>> {
        loop {
            let rest = self.text.get(self.at..)?;
            if rest.is_empty() {
                return None;
            }
            let first_line = rest.split('\n').next().unwrap_or_default();
            let line = self.line;
            let end = end_of_record(rest.as_bytes());
            let length = end.unwrap_or(first_line.len());
            let slice = rest.get(..length);
            self.at += (length + 1).min(rest.len());
            self.line += 1 + lines_in(slice.unwrap_or_default());
            if end.is_some() && slice.is_some_and(|slice| slice.trim().is_empty()) {
                continue;
            }
            return Some(Cut {
                line,
                slice: end.and(slice),
                start: first_line,
            });
        }
    }
}

fn lines_in(slice: &str) -> u64 {
    slice.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

/// Where the record ends: at a line end outside quotation marks, or at the end of the text.
fn end_of_record(rest: &[u8]) -> Option<usize> {
    let mut is_quoted = false;
    for (at, byte) in rest.iter().enumerate().take(ROW_LIMIT) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Some(at),
            _ => {}
        }
    }
    (rest.len() <= ROW_LIMIT && !is_quoted).then_some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(u64, Option<&str>)> {
        let cutter = Cutter {
            text,
            at: 0,
            line: 1,
        };
        cutter.map(|cut| (cut.line, cut.slice)).collect()
    }

    #[test]
    fn a_line_end_inside_quotation_marks_ends_no_record() {
        let found = cut("a,\"b\nc\"\n\nd\n");
        assert_eq!(found, [(1, Some("a,\"b\nc\"")), (4, Some("d"))]);
    }

    #[test]
    fn a_mark_that_nobody_closed_costs_one_line() {
        let found = cut("a\n\"b\nc\nd");
        assert_eq!(
            found,
            [(1, Some("a")), (2, None), (3, Some("c")), (4, Some("d"))]
        );
    }

    #[test]
    fn a_row_longer_than_the_limit_is_not_kept_whole() {
        let text = format!("{}\nb", "事".repeat(ROW_LIMIT));
        assert_eq!(cut(&text), [(1, None), (2, Some("b"))]);
    }
}
