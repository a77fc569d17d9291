//! Checks of the rules of the house, and docs made from the code.
//!
//!     cargo xtask tidy     fails on a breach, with the sentence that explains the rule
//!     cargo xtask docs     writes docs/generated

mod acts;
mod code;
mod dependencies;
mod docs;
mod readme;
mod source;
mod sql;

use std::path::Path;
use std::process::ExitCode;

/// One breach of one rule.
struct Breach {
    place: String,
    sentence: String,
}

impl Breach {
    fn new(place: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            sentence: sentence.into(),
        }
    }
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let result = match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy(&root),
        Some("docs") => docs::write(&root),
        _ => {
            eprintln!("usage: cargo xtask tidy | docs");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn tidy(root: &Path) -> anyhow::Result<()> {
    let files = source::rust_files(root)?;
    let mut breaches = dependencies::check(root)?;
    breaches.extend(code::check(&files));
    breaches.extend(sql::check(&files));
    breaches.extend(acts::check(root)?);
    breaches.extend(readme::check(root, &files)?);
    breaches.extend(docs::check(root)?);
    breaches.extend(source::check_texts(root)?);
    for breach in &breaches {
        eprintln!("{}: {}", breach.place, breach.sentence);
    }
    anyhow::ensure!(
        breaches.is_empty(),
        "{} breaches of the rules of the house",
        breaches.len()
    );
    println!("tidy: {} files keep the rules of the house", files.len());
    Ok(())
}
