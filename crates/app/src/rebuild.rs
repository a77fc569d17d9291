//! `yimen rebuild`: every projection again, or a comparison row by row.

use crate::place::PlaceArguments;
use anyhow::bail;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

#[derive(Args, Debug)]
#[command(after_help = "Example: yimen rebuild --verify --data ./yimen-data")]
pub struct RebuildArguments {
    /// Change nothing; compare the rows of every table with what the events give.
    #[arg(long)]
    verify: bool,
}

impl RebuildArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let store = place.open(false)?;
        let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
            "{spinner} {pos} events, {per_sec}",
        )?);
        let rebuilt = store.rebuild(self.verify, |events| bar.set_position(events))?;
        bar.finish_and_clear();
        println!("{} streams, {} events", rebuilt.streams, rebuilt.events);
        for (table, rows) in &rebuilt.rows {
            println!("{table}: {rows} rows");
        }
        if !rebuilt.differences.is_empty() {
            for difference in &rebuilt.differences {
                println!("difference: {difference}");
            }
            bail!(
                "{} rows differ from what the events give",
                rebuilt.differences.len()
            );
        }
        if self.verify {
            println!("no difference");
        }
        Ok(())
    }
}
