//! The source tree as the checks see it.

use crate::Breach;
use anyhow::Context as _;
use std::path::Path;
use walkdir::WalkDir;

/// A Rust file.
pub(crate) struct Source {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Whether this is test code: its own folder, or a file of unit tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.contains("/examples/")
            || self.path.starts_with("crates/testkit/")
    }

    /// The file without its unit tests.
    pub(crate) fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// `admin` for `contexts/admin/src/…`.
    pub(crate) fn context(&self) -> Option<&str> {
        self.path.strip_prefix("contexts/")?.split('/').next()
    }

    /// Whether the file lies in this folder of its context: `domain`, `read`, `web`.
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.contains(&format!("/src/{folder}/"))
            || self.path.ends_with(&format!("/src/{folder}.rs"))
    }
}

pub(crate) fn rust_files(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut files = Vec::new();
    for folder in ["crates", "contexts"] {
        for entry in WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry?;
            if entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "rs")
            {
                files.push(Source {
                    path: relative(root, entry.path()),
                    text: std::fs::read_to_string(entry.path())?,
                });
            }
        }
    }
    Ok(files)
}

pub(crate) fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
        .replace('\\', "/")
}

/// The project speaks of itself alone: no paths of a machine, no hosts of registries.
pub(crate) fn check_texts(root: &Path) -> anyhow::Result<Vec<Breach>> {
    let kept_apart = ["target", "demo-data", "yimen-data", "node_modules", ".git"];
    let forbidden = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("crates", ".io/api"),
        concat!("registry.", "npmjs"),
    ];
    let mut breaches = Vec::new();
    let walk = WalkDir::new(root)
        .into_iter()
        .filter_entry(|entry| !kept_apart.contains(&entry.file_name().to_string_lossy().as_ref()));
    for entry in walk {
        let entry = entry?;
        let path = entry.path();
        let is_text = path.extension().is_some_and(|extension| {
            ["rs", "md", "toml", "ftl", "json", "sh", "mjs", "css", "js"]
                .iter()
                .any(|kind| extension == *kind)
        });
        if !is_text {
            continue;
        }
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        for (number, line) in text.lines().enumerate() {
            if forbidden.iter().any(|word| line.contains(word)) {
                breaches.push(Breach::new(
                    format!("{}:{}", relative(root, path), number + 1),
                    "a file names no path of a machine and no host of a registry",
                ));
            }
        }
    }
    Ok(breaches)
}
