//! `yimen verify`: whether the record is whole, and where it is not.

use crate::place::PlaceArguments;
use anyhow::{Context as _, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use store::{Mark, Target, Verified};

#[derive(Args, Debug)]
#[command(
    after_help = "Example: yimen verify --data ./yimen-data --mark 3625:9f2c…\n\n\
    Reads the log in one snapshot while the city works, and changes nothing. The last line of a whole \
    log is its mark. Kept elsewhere and given again later, it shows that nothing up to there was cut \
    off, changed or moved."
)]
pub struct VerifyArguments {
    /// A mark printed by an earlier check or backup; may be given several times.
    #[arg(long = "mark", value_name = "POSITION:HEAD")]
    marks: Vec<Mark>,
}

impl VerifyArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let verified = check(&place.existing()?, &self.marks)?;
        print(&verified);
        if verified.fault_count > 0 {
            bail!(
                "the record is broken in {} places; keep the database as it is, and compare it with \
                 the last backup (docs/guides/operate.md, “The record is broken”)",
                verified.fault_count
            );
        }
        println!("the record is whole");
        if let Some(mark) = &verified.mark {
            println!("mark {mark}");
        }
        Ok(())
    }
}

/// Checks a database and shows how far it is.
pub(crate) fn check(target: &Target, marks: &[Mark]) -> anyhow::Result<Verified> {
    let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
        "{spinner} {pos} rows, {per_sec}",
    )?);
    let verified = store::verify(target, marks, &mut |rows| bar.set_position(rows))
        .context("the database cannot be read")?;
    bar.finish_and_clear();
    Ok(verified)
}

pub(crate) fn print(verified: &Verified) {
    println!(
        "{} streams, {} events, {} keys, {} looks",
        verified.streams, verified.events, verified.keys, verified.looks
    );
    for fault in &verified.faults {
        println!("fault: {fault}");
    }
    let listed = verified.faults.len() as u64;
    if verified.fault_count > listed {
        println!("and {} more", verified.fault_count - listed);
    }
}
