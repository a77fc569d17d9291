//! What is done with commands and plain rows: the import of a city, credentials, signing in.

pub mod attempts;
pub mod credentials;
pub mod first_admin;
pub mod keyed;
pub mod load_city;
pub mod pack;
pub mod parties;
pub mod passwords;
pub mod sign_in;
pub mod sign_in_log;
pub mod steps;
pub mod totp;
