//! Pages: each handler asks, one function a page shows.

mod about;
mod export;
mod home;
mod manifest;
mod message_words;
mod messages;
mod my_data;
mod my_space;

pub(crate) use about::{accessibility, help, privacy, releases, sitemap};
pub(crate) use export::export;
pub(crate) use home::home;
pub(crate) use manifest::manifest;
pub(crate) use messages::{messages, read_all, read_one};
pub(crate) use my_data::{delete_drafts, my_data};
pub(crate) use my_space::my_space;
