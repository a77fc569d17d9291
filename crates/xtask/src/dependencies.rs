//! Dependencies point one way: kernel ◀ contracts ◀ store ◀ web ◀ contexts ◀ sim ◀ app; a context never
//! depends on another.

use crate::Breach;
use std::path::Path;

/// What each crate may depend on; tests may use more.
const MAY: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("contracts", &["kernel"]),
    ("store", &["kernel", "contracts"]),
    ("web", &["kernel", "contracts", "store"]),
    ("testkit", &["kernel", "contracts", "store", "web"]),
    ("xtask", &[]),
    (
        "sim",
        &[
            "kernel",
            "contracts",
            "store",
            "web",
            "admin",
            "cases",
            "documents",
            "ratings",
        ],
    ),
];
const CONTEXT_MAY: &[&str] = &["kernel", "contracts", "store", "web"];

pub(crate) fn check(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let mut names = Vec::new();
    for folder in ["crates", "contexts"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let entry = entry?;
            if entry.path().join("Cargo.toml").exists() {
                names.push((folder, entry.file_name().to_string_lossy().into_owned()));
            }
        }
    }
    let mut breaches = Vec::new();
    for (folder, name) in &names {
        let place = format!("{folder}/{name}/Cargo.toml");
        let manifest: toml::Table = std::fs::read_to_string(root.join(&place))?.parse()?;
        let allowed = match (*folder, MAY.iter().find(|(krate, _)| krate == name)) {
            ("contexts", _) => CONTEXT_MAY,
            (_, Some((_, allowed))) => allowed,
            // app stands at the end and may use everything.
            (_, None) => continue,
        };
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for dependency in dependencies.into_iter().flat_map(toml::Table::keys) {
            let is_ours = names.iter().any(|(_, ours)| ours == dependency);
            if is_ours && !allowed.contains(&dependency.as_str()) {
                breaches.push(Breach::new(
                    &place,
                    format!(
                        "`{name}` may not depend on `{dependency}`: dependencies point one way, and a \
                         context asks another by a query trait or a public event"
                    ),
                ));
            }
        }
    }
    Ok(breaches)
}
