//! Each context's README names its events and its routes, so that the page stays true.

use crate::Breach;
use crate::source::Source;
use regex_lite::Regex;
use std::path::Path;

pub(crate) fn check(root: &Path, files: &[Source]) -> anyhow::Result<Vec<Breach>> {
    let event = Regex::new(r#"=> "([a-z]+(?:\.[a-z-]+)+)""#)?;
    let route = Regex::new(r#"\.(?:get|post|upload)\(\s*(?:[\w:]*Zone::\w+|zone),\s*"(/[^"]*)""#)?;
    let mut breaches = Vec::new();
    for entry in std::fs::read_dir(root.join("contexts"))? {
        let context = entry?.file_name().to_string_lossy().into_owned();
        let place = format!("contexts/{context}/README.md");
        let Ok(readme) = std::fs::read_to_string(root.join(&place)) else {
            breaches.push(Breach::new(&place, "each context has a README of one page"));
            continue;
        };
        for file in files
            .iter()
            .filter(|file| file.context() == Some(&context) && !file.is_test())
        {
            if file.path.contains("/domain") && file.path.contains("event") {
                for found in event.captures_iter(file.code()) {
                    // `submitted` for `cases.submitted`: the context's own name need not be repeated.
                    let short = found[1].rsplit('.').next().unwrap_or_default();
                    if !readme.contains(short) {
                        let sentence = format!("does not name the event `{}`", &found[1]);
                        breaches.push(Breach::new(&place, sentence));
                    }
                }
            }
            for found in route.captures_iter(file.code()) {
                if !readme.contains(&found[1]) {
                    breaches.push(Breach::new(
                        &place,
                        format!("does not name the route `{}`", &found[1]),
                    ));
                }
            }
        }
    }
    Ok(breaches)
}
