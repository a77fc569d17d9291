//! What may stand in which room.

use crate::Breach;
use crate::source::Source;

/// A file that passes this many lines holds two acts.
const LINES: usize = 500;

pub(crate) fn check(files: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files.iter().filter(|file| !file.is_test()) {
        let code = file.code();
        let lines = code.lines().count();
        if lines > LINES {
            breaches.push(Breach::new(
                &file.path,
                format!("{lines} lines: a file that passes {LINES} holds two acts"),
            ));
        }
        if file.context().is_some() {
            check_rooms(file, code, &mut breaches);
        }
        if !file.path.starts_with("crates/xtask/") {
            for (number, line) in code.lines().enumerate() {
                let is_comment = line.trim_start().starts_with("//");
                if !is_comment && (line.contains(".unwrap()") || line.contains(".expect(\"")) {
                    breaches.push(Breach::new(
                        format!("{}:{}", file.path, number + 1),
                        "nothing that a person or a disk can cause may panic: no unwrap outside tests",
                    ));
                }
            }
        }
    }
    breaches
}

fn check_rooms(file: &Source, code: &str, breaches: &mut Vec<Breach>) {
    for (number, line) in code.lines().enumerate() {
        let place = || format!("{}:{}", file.path, number + 1);
        let line = line.trim_start();
        if line.starts_with("//") {
            continue;
        }
        let uses = |krate: &str| {
            line.starts_with(&format!("use {krate}::"))
                || line.contains(&format!(" {krate}::"))
                || line.contains(&format!("({krate}::"))
        };
        if (uses("axum") || uses("maud")) && !file.is_in("web") {
            breaches.push(Breach::new(place(), "HTTP and markup live in `web/`"));
        }
        if file.is_in("domain") && (uses("store") || uses("web") || uses("axum") || uses("maud")) {
            breaches.push(Breach::new(
                place(),
                "`domain/` sees kernel and contracts only: it does no I/O",
            ));
        }
    }
}
