//! Where the city's data is: a folder with the database, the files and the keys, or another
//! database beside the folder.

use crate::house;
use anyhow::Context as _;
use clap::Args;
use kernel::Timestamp;
use std::path::PathBuf;
use store::{Clock, MasterKey, Options, Store, Target};

#[derive(Args, Clone, Debug)]
pub struct PlaceArguments {
    /// Folder of the city: database, files, keys.
    #[arg(
        long,
        global = true,
        default_value = "./yimen-data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// Database, if it is not the one in the folder: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<Target>,
}

/// How a demo city's clock is set, in `demo.json` of its folder.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub struct DemoClock {
    /// Microseconds that the city is ahead of the machine.
    pub shift_us: i64,
}

impl PlaceArguments {
    pub fn target(&self) -> Target {
        self.database
            .clone()
            .unwrap_or_else(|| Target::Sqlite(self.data.join("city.db")))
    }

    /// The database of a city that is there already; a look at nothing would make an empty one.
    pub fn existing(&self) -> anyhow::Result<Target> {
        let target = self.target();
        if let Target::Sqlite(path) = &target
            && !path.exists()
        {
            anyhow::bail!(
                "there is no city in {}: give its folder with --data",
                path.display()
            );
        }
        Ok(target)
    }

    /// Wraps the keys of all persons; apart from database and backups.
    pub fn master_key(&self) -> PathBuf {
        self.data.join("keys/master.key")
    }

    /// The register of erasures, beside the keys.
    pub fn erasures(&self) -> PathBuf {
        self.data.join("keys/erasures")
    }

    /// The city's clock: shifted in a demo city.
    pub fn clock(&self) -> anyhow::Result<Clock> {
        Ok(match self.demo_clock()? {
            Some(demo) => Clock::shifted(demo.shift_us),
            None => Clock::system(),
        })
    }

    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Where a simulated year notes how far it is.
    pub fn sim_note(&self) -> PathBuf {
        self.data.join("sim.json")
    }

    fn demo_file(&self) -> PathBuf {
        self.data.join("demo.json")
    }

    /// The clock of a demo city; `None` for a real one.
    pub fn demo_clock(&self) -> anyhow::Result<Option<DemoClock>> {
        match std::fs::read(self.demo_file()) {
            Ok(text) => Ok(Some(serde_json::from_slice(&text).context("demo.json")?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context("demo.json"),
        }
    }

    /// Marks the folder as a demo city's whose clock shows `now` at this moment.
    pub fn set_demo_clock(&self, now: Timestamp) -> anyhow::Result<()> {
        let shift_us = Clock::manual(now).shift();
        std::fs::write(
            self.demo_file(),
            serde_json::to_vec(&DemoClock { shift_us })?,
        )?;
        Ok(())
    }

    /// Opens the city with its own clock.
    pub fn open(&self, run_jobs: bool) -> anyhow::Result<Store> {
        self.open_with(self.clock()?, run_jobs, None)
    }

    /// Opens the city with another clock: for fills and simulations.
    pub fn open_with(
        &self,
        clock: Clock,
        run_jobs: bool,
        seed: Option<u64>,
    ) -> anyhow::Result<Store> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("the folder {} cannot be made", self.data.display()))?;
        let master = MasterKey::load_or_create(&self.master_key())
            .context("the master key cannot be read")?;
        let options = Options {
            target: self.target(),
            master,
            clock,
            readers: 4,
            seed,
            hash: store::HashKind::Sha256,
            run_jobs,
            is_fill: seed.is_some(),
        };
        let mut registry = house::house().registry();
        registry.sweep_nightly();
        let store = Store::open(registry, options).context("the database cannot be opened")?;
        store.keep_erasures_in(self.erasures());
        Ok(store)
    }
}
