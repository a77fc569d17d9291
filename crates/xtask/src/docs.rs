//! Docs made from the code: the public events, with their doc comments.

use crate::Breach;
use std::fmt::Write as _;
use std::path::Path;

const EVENTS: &str = "crates/contracts/src/events.rs";
const PAGE: &str = "docs/generated/events.md";

/// Writes the generated docs.
pub(crate) fn write(root: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(root.join("docs/generated"))?;
    std::fs::write(root.join(PAGE), events(root)?)?;
    println!("wrote {PAGE}");
    Ok(())
}

/// Every public event is documented, and the page is what the code says.
pub(crate) fn check(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    let made = events(root)?;
    for line in made
        .lines()
        .filter(|line| line.starts_with("| `") && line.ends_with("|  |"))
    {
        breaches.push(Breach::new(
            EVENTS,
            format!("a public event without a sentence: {line}"),
        ));
    }
    if std::fs::read_to_string(root.join(PAGE)).unwrap_or_default() != made {
        breaches.push(Breach::new(
            PAGE,
            "is not what the code says: run `cargo xtask docs`",
        ));
    }
    Ok(breaches)
}

fn events(root: &Path) -> anyhow::Result<String> {
    let code = std::fs::read_to_string(root.join(EVENTS))?;
    let mut page = String::from(
        "# Public events\n\nWhat contexts tell one another (`crates/contracts/src/events.rs`). Made by `cargo xtask docs`.\n\n\
         | name | what it says |\n|---|---|\n",
    );
    let mut sentences = String::new();
    for line in code.lines() {
        let line = line.trim();
        if let Some(sentence) = line.strip_prefix("/// ") {
            let _ = write!(
                sentences,
                "{}{sentence}",
                if sentences.is_empty() { "" } else { " " }
            );
        } else if let Some(rest) = line
            .strip_prefix("pub struct ")
            .or_else(|| line.strip_prefix("pub enum "))
        {
            let name = rest.split([' ', '{', '(', ';', '<']).next().unwrap_or(rest);
            let _ = writeln!(page, "| `{name}` | {sentences} |");
            sentences.clear();
        } else if !line.starts_with("#[") {
            sentences.clear();
        }
    }
    Ok(page)
}
