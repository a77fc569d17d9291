//! Style sheets, script and mark, embedded in the program. The address carries a hash of the
//! content, so a browser may keep a file for ever and still never shows an old one.

use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where assets are served.
pub const ROOT: &str = "/assets/";

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

/// One embedded file as it goes over the wire.
#[derive(Clone, Debug)]
pub struct Asset {
    pub bytes: Bytes,
    pub content_type: &'static str,
    /// With its quotation marks, as in the `ETag` header.
    pub etag: String,
}

/// By plain name and by name with the hash.
struct Shelf {
    hashed_names: BTreeMap<String, String>,
    assets: BTreeMap<String, Asset>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(Shelf::load);

/// `/assets/yimen.<hash>.css` for `yimen.css`. A name that is not embedded keeps its plain address
/// and will be answered with "not found".
pub fn url(name: &str) -> String {
    let hashed = SHELF.hashed_names.get(name);
    debug_assert!(hashed.is_some(), "there is no asset `{name}`");
    format!("{ROOT}{}", hashed.map_or(name, String::as_str))
}

/// The file at a path, with or without the leading `/assets/`; only the address with the right
/// hash finds it.
pub fn find(path: &str) -> Option<Asset> {
    let name = path.strip_prefix(ROOT).unwrap_or(path);
    SHELF.assets.get(name).cloned()
}

impl Shelf {
    fn load() -> Self {
        let mut shelf = Self {
            hashed_names: BTreeMap::new(),
            assets: BTreeMap::new(),
        };
        for name in Files::iter() {
            if let Some(file) = Files::get(&name) {
                shelf.add(&name, Bytes::from(file.data.into_owned()));
            }
        }
        shelf
    }

    fn add(&mut self, name: &str, bytes: Bytes) {
        let mut hash = hex::encode(Sha256::digest(&bytes));
        hash.truncate(12);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}.{hash}.{extension}");
        let asset = Asset {
            bytes,
            content_type: content_type(extension),
            etag: format!("\"{hash}\""),
        };
        self.hashed_names.insert(name.to_owned(), hashed.clone());
        self.assets.insert(hashed, asset);
    }
}

fn content_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "html" => "text/html; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_the_hash_and_leads_to_the_file() {
        let address = url("yimen.css");
        let asset = find(&address).unwrap();
        assert!(address.starts_with("/assets/yimen."));
        assert_eq!(asset.content_type, "text/css; charset=utf-8");
        assert!(address.contains(asset.etag.trim_matches('"')));
    }

    #[test]
    fn a_plain_or_wrong_address_finds_nothing() {
        assert!(find("/assets/yimen.css").is_none());
        assert!(find("/assets/yimen.000000000000.css").is_none());
        assert!(find("/assets/../src/lib.rs").is_none());
    }

    #[test]
    fn the_dark_values_for_the_device_equal_the_chosen_ones() {
        let css = String::from_utf8(find(&url("tokens.css")).unwrap().bytes.to_vec()).unwrap();
        let block = |opening: &str| -> Vec<String> {
            let body = css.split_once(opening).unwrap().1;
            let body = body.split_once('}').unwrap().0;
            body.split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(
            block("\nhtml[data-theme=\"dark\"] {"),
            block("  html[data-theme=\"auto\"] {")
        );
    }
}
