//! The city pack, embedded: `cities/yongzhou` travels with the program.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../cities/yongzhou"]
struct Yongzhou;

/// One file of the pack as text; empty if the pack has no such file.
pub fn text(path: &str) -> String {
    Yongzhou::get(path).map_or_else(String::new, |file| {
        String::from_utf8_lossy(&file.data).into_owned()
    })
}

/// The item files: name and text, in order of their names.
pub fn items() -> Vec<(String, String)> {
    let mut names: Vec<String> = Yongzhou::iter()
        .map(|name| name.to_string())
        .filter(|name| {
            let is_toml = std::path::Path::new(name)
                .extension()
                .is_some_and(|ext| ext == "toml");
            name.starts_with("items/") && is_toml
        })
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| (name.clone(), text(&name)))
        .collect()
}
