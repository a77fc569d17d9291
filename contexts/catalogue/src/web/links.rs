//! Addresses of the catalogue's pages.

use kernel::{AreaCode, ItemId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What need not be escaped in a path segment or a query value.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

pub(crate) const ITEMS: &str = "/items";
pub(crate) const DESK: &str = "/desk/items";
pub(crate) const QUALITY: &str = "/desk/items/quality";
pub(crate) const IMPORT: &str = "/desk/items/import";

pub(crate) fn item(code: &str) -> String {
    format!("/items/{}", escaped(code))
}

/// Where the application begins; the page belongs to the cases.
pub(crate) fn apply(code: &str) -> String {
    format!("/apply/{}", escaped(code))
}

pub(crate) fn sample(area: AreaCode) -> String {
    format!("/samples/{area}")
}

pub(crate) fn desk_item(item: ItemId) -> String {
    format!("/desk/items/{item}")
}

pub(crate) fn close(item: ItemId) -> String {
    format!("/desk/items/{item}/close")
}

pub(crate) fn report(key: &str) -> String {
    format!("/desk/items/imports/{key}")
}

pub(crate) fn report_json(key: &str) -> String {
    format!("/desk/items/imports/{key}/report.json")
}

/// A path with those of the values that are not empty.
pub(crate) fn with(path: &str, values: &[(&str, &str)]) -> String {
    let query: Vec<String> = values
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}
