//! 文书: numbers, texts, seals and the public check of papers. See the README of the context.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod react;
pub mod read;
