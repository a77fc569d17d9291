//! What is done with commands and plain rows: the import of a city, credentials, signing in.

pub(crate) mod attempts;
pub(crate) mod browsers;
pub(crate) mod credentials;
pub(crate) mod first_admin;
pub(crate) mod keyed;
pub(crate) mod load_city;
mod load_people;
pub(crate) mod oidc;
pub(crate) mod pack;
pub(crate) mod parties;
pub(crate) mod passwords;
pub(crate) mod sign_in;
pub(crate) mod sign_in_log;
pub(crate) mod steps;
pub(crate) mod totp;
