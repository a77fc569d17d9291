//! Keyed hashes: a login, an identity number or a subject claims its place without being readable.

use store::Store;

/// HMAC of a value under the master key; the same value in another use gives another hash.
pub fn keyed_hash(store: &Store, purpose: &str, value: &str) -> String {
    hex::encode(store.master().derive(&format!("claim {purpose}\0{value}")))
}

/// A login as people type it: blanks around it and capitals make no difference.
pub fn login_hash(store: &Store, login: &str) -> String {
    keyed_hash(store, "login", &login.trim().to_lowercase())
}
