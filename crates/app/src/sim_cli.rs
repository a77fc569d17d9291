//! `yimen sim`: the simulated year, the numbers it is fitted to, and the hash by which two cities are
//! compared.

use crate::demo::{self, PASSWORD};
use crate::pack;
use crate::place::PlaceArguments;
use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use kernel::Date;
use sim::{Fitted, Note, Played, Size, Year, city_hash};
use std::fs::File;
use std::path::PathBuf;
use store::{Clock, Store};
use web::files::Files;

#[derive(Debug, Subcommand)]
pub enum SimCommand {
    /// Play the year 2021 with simulated cases, or go on with a year that was stopped.
    #[command(
        after_help = "Example: yimen sim year --data ./year --cases 20000 --seed 7\nThe same seed and size give the same city; `yimen serve` shows it, marked as simulated."
    )]
    Year(YearArguments),
    /// One value over the business numbers and facts of the city, without ids.
    #[command(after_help = "Example: yimen sim hash --data ./year")]
    Hash,
    /// Fit durations and branches to a permit log; prints TOML.
    #[command(after_help = "Example: yimen sim fit data/samples/receipt.csv.gz")]
    Fit(FitArguments),
}

#[derive(Args, Debug)]
pub struct YearArguments {
    /// Applications that arrive.
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    cases: u64,
    #[arg(long, default_value_t = 2021, value_name = "S")]
    seed: u64,
    /// Share of the cases whose papers and invitations to rate are made, 0 to 1.
    #[arg(long, default_value_t = 1.0, value_name = "SHARE")]
    papers: f64,
    /// The last day that is played.
    #[arg(long, default_value = "2021-12-31", value_name = "DATE")]
    until: Date,
}

#[derive(Args, Debug)]
pub struct FitArguments {
    /// The log as CSV, plain or with gzip.
    file: PathBuf,
}

/// Applicants who can sign in, the agent of many firms first: `sim-000000`, `sim-000001`, …
const SIGN_IN: usize = 16;
/// One bureau from window to decision, for whole cases over the API.
const BUREAU: [&str; 3] = ["clerk-5", "hrss-reviewer-1", "hrss-decider"];

#[derive(serde::Deserialize)]
struct Simulation {
    popular: Vec<String>,
}

impl SimCommand {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        match self {
            Self::Year(year) => year.run(place),
            Self::Hash => {
                let store = place.open(false)?;
                let bar = bar("{spinner} {pos} cases read {elapsed}")?;
                let hash = city_hash(&store, |cases| bar.set_position(cases))?;
                bar.finish_and_clear();
                for count in &hash.counts {
                    println!("{}", count.trim_start_matches('|').replace('|', " "));
                }
                println!("{hash}");
                Ok(())
            }
            Self::Fit(fit) => {
                let file = File::open(&fit.file)
                    .with_context(|| format!("{} cannot be read", fit.file.display()))?;
                let is_packed = fit.file.extension().is_some_and(|ext| ext == "gz");
                print!("{}", Fitted::of_log(file, is_packed)?.to_toml()?);
                Ok(())
            }
        }
    }
}

impl YearArguments {
    fn size(&self) -> anyhow::Result<Size> {
        if !(0.0..=1.0).contains(&self.papers) {
            bail!("--papers is a share between 0 and 1");
        }
        if self.until < Size::from() || self.until.year() != Size::from().year() {
            bail!("--until is a day of {}", Size::from().year());
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 1000"
        )]
        let told = (self.papers * 1000.0).round() as usize;
        Ok(Size {
            seed: self.seed,
            cases: self.cases,
            told,
            until: self.until,
        })
    }

    fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let played = simulate(place, &self.size()?)?;
        report(&played)
    }
}

/// Plays a year in the place, or what is left of it, and lets the city's clock run on from its end.
pub fn simulate(place: &PlaceArguments, size: &Size) -> anyhow::Result<Played> {
    let path = place.sim_note();
    let found = Note::read(&path)?;
    let note = found.clone().unwrap_or_else(|| Note::new(size.clone()));
    let store = place.open_with(Clock::manual(note.at), false, Some(size.seed))?;
    if found.is_none() {
        if !Year::is_empty(&store)? {
            bail!("this city has begun already; a simulated year needs a new one");
        }
        note.write(&path)?;
    }
    if !note.has_people {
        load(&store)?;
    }
    let simulation: Simulation =
        toml::from_str(&pack::text("simulation.toml")).context("simulation.toml")?;
    let files = Files::new(place.files());
    let year = Year {
        store: &store,
        files: &files,
        note: &path,
        popular: simulation.popular,
        size: size.clone(),
    };
    let played = play(&year)?;
    demo::fill::set_passwords(&store)?;
    let applicants = (0..SIGN_IN.min(size.persons())).map(sim::people::login);
    for login in applicants.chain(BUREAU.map(str::to_owned)) {
        admin::set_password(&store, &login, PASSWORD)
            .map_err(|error| anyhow::anyhow!("{login}: {error}"))?;
    }
    // From here on the city's clock runs, as a demo city's does; its pages say 模拟数据.
    place.set_demo_clock(store.now())?;
    store.stop();
    Ok(played)
}

/// The city pack without its demo cases: units, roles, staff, items.
fn load(store: &Store) -> anyhow::Result<()> {
    let city = admin::Pack::from_texts(
        &pack::text("units.toml"),
        &pack::text("roles.toml"),
        &pack::text("people.toml"),
    )?;
    let bar = bar("{spinner} people, units, items {pos} {elapsed}")?;
    admin::load_city(store, &city, |done| bar.set_position(done as u64))?;
    catalogue::app::load_themes(store, &pack::text("themes.toml"))?;
    let report = catalogue::app::load_items(store, &pack::items(), Size::from())?;
    bar.finish_and_clear();
    for defect in report.errors() {
        eprintln!("item not published: {defect:?}");
    }
    Ok(())
}

fn play(year: &Year<'_>) -> anyhow::Result<Played> {
    let bar = bar("{spinner} {msg}")?;
    let begun = ProgressBar::hidden();
    begun.set_length(year.size.cases);
    let played = year.play(|progress| {
        begun.set_position(progress.cases);
        let Some(day) = progress.day else {
            bar.set_message(format!("{} applicants", HumanCount(progress.people)));
            return;
        };
        let seconds = bar.elapsed().as_secs().max(1);
        bar.set_message(format!(
            "{day}  {} of {} cases, {} a second; {} acts, {} a second; {} reactions; {}",
            HumanCount(progress.cases),
            HumanCount(year.size.cases),
            HumanCount(progress.cases / seconds),
            HumanCount(progress.acts),
            HumanCount(progress.acts / seconds),
            HumanCount(progress.reactions),
            indicatif::HumanDuration(bar.elapsed()),
        ));
    })?;
    bar.finish_and_clear();
    println!(
        "{} cases, {} acts, {} reactions in {:.1} s",
        played.cases,
        played.acts,
        played.reactions,
        bar.elapsed().as_secs_f64()
    );
    Ok(played)
}

fn report(played: &Played) -> anyhow::Result<()> {
    println!("模拟数据 simulated data; password of the named accounts: {PASSWORD}");
    if played.repeated > 0 {
        println!("{} acts had been done before the stop", played.repeated);
    }
    for (why, times) in &played.refused {
        println!("refused {times} × {why}");
    }
    if !played.refused.is_empty() {
        bail!("the plan did what the law does not allow");
    }
    Ok(())
}

fn bar(template: &str) -> anyhow::Result<ProgressBar> {
    Ok(ProgressBar::new_spinner().with_style(ProgressStyle::with_template(template)?))
}
