//! SQL lives in `read/` and in the store; its parameters are numbered in order of first use, since
//! SQLite binds by first appearance and PostgreSQL by number.

use crate::Breach;
use crate::source::Source;
use regex_lite::Regex;

pub(crate) fn check(files: &[Source]) -> Vec<Breach> {
    let (Ok(literal), Ok(statement), Ok(parameter)) = (
        Regex::new(r#""(?:[^"\\]|\\[\s\S])*""#),
        Regex::new(r"\b(SELECT\s+[\w(*]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s)"),
        Regex::new(r"\$(\d+)"),
    ) else {
        return vec![Breach::new("xtask", "a pattern cannot be read")];
    };
    let mut breaches = Vec::new();
    for file in files
        .iter()
        .filter(|file| !file.is_test() && !file.path.starts_with("crates/xtask/"))
    {
        let code = without_comments(file.code());
        let may_hold_sql = file.path.starts_with("crates/store/") || file.is_in("read");
        for found in literal.find_iter(&code) {
            let text = found.as_str();
            if !statement.is_match(text) {
                continue;
            }
            let line = code[..found.start()].lines().count();
            let place = format!("{}:{line}", file.path);
            if !may_hold_sql {
                breaches.push(Breach::new(&place, "SQL lives in `read/` and in the store"));
            }
            let mut last = 0;
            for capture in parameter.captures_iter(text) {
                let number: u32 = capture[1].parse().unwrap_or(0);
                let at = capture.get(0).map_or(0, |found| found.start());
                // A fragment spliced in before it may have used the numbers between.
                let is_spliced = text[..at].contains('{');
                if number > last + 1 && !is_spliced {
                    let sentence = format!(
                        "parameter ${number} stands before ${}: number them in order of first use",
                        last + 1
                    );
                    breaches.push(Breach::new(&place, sentence));
                    break;
                }
                last = last.max(number);
            }
        }
    }
    breaches
}

/// Blanks out comment lines, keeping the line numbers.
fn without_comments(code: &str) -> String {
    code.lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                ""
            } else {
                line
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}
