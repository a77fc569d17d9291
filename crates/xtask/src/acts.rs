//! Every act of the law on a case has a command, a button, a page route, an API route and a test
//! through the front door.

use crate::Breach;
use regex_lite::Regex;
use std::path::Path;

/// The states and acts of the law.
const LAW: &str = "contexts/cases/src/domain/transitions.rs";
/// The table from which both routes of each act are made.
const ACTS: &str = "contexts/cases/src/web/staff/acts.rs";
/// The words of the buttons.
const WORDS: [&str; 2] = [
    "contexts/cases/words/zh-CN-desk.ftl",
    "contexts/cases/words/en-desk.ftl",
];
const TESTS: &str = "contexts/cases/tests/it";
/// Acts that only the applicant does: their page, their API route.
const APPLICANTS: [(&str, &str, &str); 1] =
    [("Submit", "/apply/{code}/{draft}/check", "/api/v1/cases")];

pub(crate) fn check(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let law = std::fs::read_to_string(root.join(LAW))?;
    let acts = std::fs::read_to_string(root.join(ACTS))?;
    let routes = all_texts(&root.join("contexts/cases/src/web"))?;
    let commands = all_texts(&root.join("contexts/cases/src/app"))?;
    let tests = all_texts(&root.join(TESTS))?;
    let line = Regex::new(r#"(\w+)\s+"([a-z-]+)"\s+in\s+"(\w+)"\s+by\s+\w+\s+as\s+"(\w+)"\s*:"#)?;
    let mut breaches = Vec::new();
    for act in acts_of_the_law(&law) {
        if let Some((_, page, api)) = APPLICANTS.iter().find(|(name, _, _)| *name == act) {
            for route in [page, api] {
                if !routes.contains(&format!("\"{route}\"")) {
                    breaches.push(Breach::new(LAW, format!("`{act}` has no route {route}")));
                }
            }
            continue;
        }
        let mut is_done = false;
        for found in line.captures_iter(&acts).filter(|found| found[1] == *act) {
            is_done = true;
            let (verb, command) = (&found[2], &found[4]);
            if !commands.contains(&format!("impl Command for {command}")) {
                breaches.push(Breach::new(
                    ACTS,
                    format!("`{act}` has no command {command}"),
                ));
            }
            for words in WORDS {
                let text = std::fs::read_to_string(root.join(words))?;
                if !text.contains(&format!("cases-desk-do-{verb} =")) {
                    breaches.push(Breach::new(
                        words,
                        format!("`{act}` has no button: no word for {verb}"),
                    ));
                }
            }
            if !tests.contains(&format!("\"{verb}\"")) && !tests.contains(&format!("/{verb}")) {
                let sentence = format!("`{act}` ({verb}) has no test through the front door");
                breaches.push(Breach::new(TESTS, sentence));
            }
        }
        if !is_done {
            let sentence =
                format!("`{act}` is in the law's table and has no page and no API route");
            breaches.push(Breach::new(LAW, sentence));
        }
    }
    Ok(breaches)
}

/// The variants of `Act`.
fn acts_of_the_law(law: &str) -> Vec<&str> {
    let body = law
        .split("pub enum Act {")
        .nth(1)
        .and_then(|rest| rest.split('}').next());
    body.unwrap_or_default()
        .lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with('#'))
        .collect()
}

fn all_texts(folder: &Path) -> anyhow::Result<String> {
    let mut all = String::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            all.push_str(&std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(all)
}
