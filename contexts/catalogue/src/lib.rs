//! The catalogue of service items (政务服务事项): what there is, what it takes, how long, and on which
//! ground. Items are published as versions; lists of other places are imported and shown as theirs.

pub mod app;
pub mod domain;
pub mod permissions;
pub mod read;
pub mod search;
pub mod web;

pub use search::{Hit, search};

use ::web::Module;
use ::web::words::WordFiles;

/// The catalogue's words, also for reports that are written without a page.
pub const WORDS: WordFiles = WordFiles {
    context: "catalogue",
    zh: include_str!("../words/zh-CN.ftl"),
    en: include_str!("../words/en.ftl"),
};

/// What the catalogue brings to the house.
pub fn module() -> Module {
    let module = Module::new("catalogue")
        .words(WORDS.zh, WORDS.en)
        .register(|registry| {
            registry.tables(read::TABLES);
            registry.aggregate::<domain::Item>(read::project);
            registry.aggregate::<domain::ThemeList>(read::project_themes);
            registry.loader(read::load_reference);
        });
    web::routes(module)
}
