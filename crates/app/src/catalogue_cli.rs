//! `yimen catalogue` and `yimen search`: lists in, questions answered.

use crate::place::PlaceArguments;
use anyhow::Context as _;
use catalogue::app::{ImportSource, import_csv};
use clap::{Args, Subcommand};
use contracts::item::Items;
use kernel::AreaCode;
use std::path::PathBuf;
use store::Who;

#[derive(Debug, Subcommand)]
pub enum CatalogueCommand {
    /// Import a list of items: what is good is kept, every defect is told with line, field and rule.
    #[command(
        after_help = "Example: yimen catalogue import data/samples/guangan-catalogue.csv --area 511602 --report defects.json"
    )]
    Import(ImportArguments),
}

#[derive(Args, Debug)]
pub struct ImportArguments {
    file: PathBuf,
    /// Area whose list it is, six digits.
    #[arg(long, value_name = "AREA")]
    area: AreaCode,
    /// Write the defects here as JSON.
    #[arg(long, value_name = "OUT.json")]
    report: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum SearchCommand {
    /// Find items as the portal does, best first.
    #[command(after_help = "Example: yimen search query 开饭店 --limit 5")]
    Query(QueryArguments),
}

#[derive(Args, Debug)]
pub struct QueryArguments {
    text: String,
    #[arg(long, default_value_t = 5)]
    limit: usize,
    #[arg(long)]
    json: bool,
}

impl CatalogueCommand {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        match self {
            Self::Import(arguments) => arguments.run(place),
        }
    }
}

impl ImportArguments {
    fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let bytes = std::fs::read(&self.file)
            .with_context(|| format!("{} cannot be read", self.file.display()))?;
        let store = place.open(false)?;
        let name = self
            .file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let source = ImportSource {
            file: name.unwrap_or_default(),
            area: self.area,
        };
        let report = import_csv(&store, Who::System, &bytes, &source)?;
        if let Some(path) = &self.report {
            std::fs::write(path, serde_json::to_vec_pretty(&report)?)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        println!(
            "{} rows: {} kept ({} added, {} changed, {} unchanged), {} dropped; {} errors, {} warnings",
            report.rows,
            report.kept,
            report.added,
            report.changed,
            report.unchanged,
            report.dropped,
            report.errors,
            report.warnings
        );
        for (rule, times) in &report.by_rule {
            println!("{rule}: {times}");
        }
        Ok(())
    }
}

impl SearchCommand {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let Self::Query(query) = self;
        let store = place.open(false)?;
        let today = store.today();
        let items = store.read_blocking(|reader| Ok(reader.reference.get::<Items>()))?;
        let hits = catalogue::search::search(&items, today, &query.text, query.limit);
        if query.json {
            println!("{}", serde_json::to_string(&hits)?);
        } else {
            for hit in hits {
                println!("{} {}", hit.code, hit.name);
            }
        }
        Ok(())
    }
}
