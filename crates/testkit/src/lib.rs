//! What tests are built from: both databases, builders, a city in memory, an HTTP client, a browser.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that cannot be set up has failed"
)]

mod city;
pub mod postgres;
mod visitor;
pub mod world;

pub use city::{City, demo_settings};
pub use visitor::{Attachment, Page, Visitor};

use std::path::PathBuf;
use store::{Clock, MasterKey, Options, Registry, Store, Target};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database with the folder that it lives in.
#[derive(Debug)]
pub struct Database {
    pub folder: TempDir,
    pub target: Target,
}

impl Database {
    pub fn fresh(engine: Engine) -> Self {
        let folder = TempDir::with_prefix("yimen-").expect("a temporary folder");
        let target = match engine {
            Engine::Sqlite => Target::Sqlite(folder.path().join("city.db")),
            Engine::Postgres => Target::Postgres(postgres::fresh_database()),
        };
        Self { folder, target }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    /// Opens a store on the database, with a clock that stands still until it is set.
    pub fn open(&self, registry: Registry, at: kernel::Timestamp) -> Store {
        self.open_hashed(registry, at, store::HashKind::Sha256)
    }

    /// The same with another hash for the events to come.
    pub fn open_hashed(
        &self,
        registry: Registry,
        at: kernel::Timestamp,
        hash: store::HashKind,
    ) -> Store {
        let options = Options {
            target: self.target.clone(),
            master: MasterKey::from_seed("test"),
            clock: Clock::manual(at),
            readers: 2,
            seed: Some(7),
            hash,
            run_jobs: false,
            is_fill: false,
        };
        // On a thread of its own: the synchronous driver of PostgreSQL may not block a runtime's.
        std::thread::spawn(move || Store::open(registry, options))
            .join()
            .expect("the opening thread ends")
            .expect("the store opens")
    }
}
