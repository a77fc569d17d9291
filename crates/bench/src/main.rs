//! `scripts/bench`: how fast the city is, each figure beside a floor taken in the same run.
//!
//! One line of JSON a benchmark on standard output; exit code 1 if a goal does not hold.

mod floor;
mod http;
mod lifecycle;
mod load;
mod pages;
mod peaks;
mod report;
mod server;

use anyhow::{Context as _, ensure};
use clap::Parser;
use report::{Goal, Line};
use server::{Place, Server};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Debug, Parser)]
#[command(
    about = "Measure the city against the bare machine",
    after_help = "Example: scripts/bench --quick desk search"
)]
struct Arguments {
    /// 200,000 cases and 20 seconds each; the same goals.
    #[arg(long)]
    quick: bool,
    /// Cases of the simulated year; 3,015,000 if not quick.
    #[arg(long, value_name = "N")]
    cases: Option<u64>,
    /// Seconds of each load.
    #[arg(long, value_name = "S")]
    seconds: Option<u64>,
    /// The program.
    #[arg(long, default_value = "target/release/yimen", value_name = "FILE")]
    program: PathBuf,
    /// Folder of the simulated city; made if it is not there.
    #[arg(long, default_value = "target/bench", value_name = "DIR")]
    data: PathBuf,
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    #[arg(long, default_value = "127.0.0.1:8480", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Where the page of all results is written.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Which benchmarks; all if none is named.
    names: Vec<String>,
}

/// All benchmarks, in the order in which they run.
const NAMES: [&str; 14] = [
    "fsync",
    "http",
    "year",
    "disk",
    "start",
    "desk",
    "search",
    "case-page",
    "my-cases",
    "late-list",
    "export",
    "lifecycle",
    "logins",
    "spike",
];

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    for name in &arguments.names {
        ensure!(
            NAMES.contains(&name.as_str()),
            "no benchmark `{name}`; there are: {}",
            NAMES.join(" ")
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let lines = runtime.block_on(measure(&arguments))?;
    if let Some(page) = &arguments.page {
        std::fs::write(page, report::page(&lines, &about(&arguments)))?;
    }
    let holds = lines.iter().all(|line| line.holds);
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Arguments {
    fn cases(&self) -> u64 {
        self.cases
            .unwrap_or(if self.quick { 200_000 } else { 3_015_000 })
    }

    fn time(&self) -> Duration {
        Duration::from_secs(self.seconds.unwrap_or(if self.quick { 20 } else { 60 }))
    }

    fn place(&self) -> Place {
        Place {
            program: self.program.clone(),
            data: self.data.clone(),
            database: self.database.clone(),
            address: self.listen,
            password: "Yimen-demo-2021".into(),
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }
}

/// The machine and the sizes, for the page.
fn about(arguments: &Arguments) -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "Machine: {cores} cores, Linux, the load generator on the same machine. {} cases, {} seconds of \
         each load, {}. A floor is the same work by the bare machine in the same run: a bare handler \
         under the same clients, the same rows by prepared statements, one write made durable.",
        arguments.cases(),
        arguments.time().as_secs(),
        if arguments.database.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        }
    )
}

async fn measure(arguments: &Arguments) -> anyhow::Result<Vec<Line>> {
    let place = arguments.place();
    let mut lines = Vec::new();
    let mut tell = |more: Vec<Line>| -> anyhow::Result<()> {
        for line in more {
            line.print()?;
            lines.push(line);
        }
        Ok(())
    };
    if arguments.wants("fsync") {
        tell(vec![floor::fsync(&arguments.data)?])?;
    }
    let bare = floor::http(arguments.time().min(Duration::from_secs(10))).await?;
    if arguments.wants("http") {
        tell(vec![
            Line::of("bare handler p95", bare.at(950), "ms", Goal::None),
            Line::of(
                "bare handler a second",
                bare.per_second(),
                "pages/s",
                Goal::None,
            ),
        ])?;
    }
    let played = make_city(arguments, &place)?;
    if arguments.wants("year") {
        tell(played)?;
    }
    if arguments.wants("disk") {
        #[expect(clippy::cast_precision_loss, reason = "bytes and cases")]
        let per_case = server::bytes_of(&place.data)? as f64 / arguments.cases() as f64;
        tell(vec![Line::of("disk", per_case, "bytes/case", Goal::None)])?;
    }
    let server = Server::start(&place).await?;
    if arguments.wants("start") {
        let seconds = server.started_in.as_secs_f64();
        tell(vec![Line::of("start", seconds, "s", Goal::AtMost(1.0))])?;
    }
    let applicants: Vec<String> = (0..16).map(|n| format!("sim-{n:06}")).collect();
    let mut crowd = pages::Crowd::gather(&place, &applicants).await?;
    let floor_p95 = bare.at(950);
    let time = arguments.time();
    if arguments.wants("desk") {
        let scene = pages::desk(&mut crowd).await?;
        tell(scene.play(&place, &server, time, floor_p95).await?)?;
    }
    if arguments.wants("search") {
        let scene = pages::search(&mut crowd).await?;
        tell(scene.play(&place, &server, time, floor_p95).await?)?;
    }
    if arguments.wants("case-page") {
        let scene = pages::case_page(&mut crowd).await?;
        tell(scene.play(&place, &server, time, floor_p95).await?)?;
    }
    if arguments.wants("my-cases") {
        let scene = pages::my_cases(&mut crowd).await?;
        tell(scene.play(&place, &server, time, floor_p95).await?)?;
    }
    if arguments.wants("late-list") {
        let scene = pages::late_list(&mut crowd).await?;
        tell(scene.play(&place, &server, time, floor_p95).await?)?;
    }
    if arguments.wants("export") {
        tell(pages::export(&place, &server).await?)?;
    }
    if arguments.wants("lifecycle") {
        tell(lifecycle::run(&place, time).await?)?;
    }
    if arguments.wants("logins") {
        tell(peaks::logins(&place, &mut crowd).await?)?;
    }
    if arguments.wants("spike") {
        tell(peaks::spike(&mut crowd).await?)?;
    }
    drop(server);
    Ok(lines)
}

/// Plays the year unless the folder has it.
fn make_city(arguments: &Arguments, place: &Place) -> anyhow::Result<Vec<Line>> {
    if place.data.join("demo.json").exists() {
        return Ok(Vec::new());
    }
    let cases = arguments.cases().to_string();
    let begun = Instant::now();
    let status = place
        .command(&[
            "sim", "year", "--cases", &cases, "--seed", "7", "--papers", "0.01",
        ])
        .stdout(std::process::Stdio::null())
        .status()
        .with_context(|| format!("{} cannot be started", place.program.display()))?;
    ensure!(status.success(), "the year could not be played");
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    let share = arguments.cases() as f64 / 3_015_000.0;
    let most = if place.is_postgres() { 15.0 } else { 10.0 };
    Ok(vec![Line::of(
        "year",
        minutes,
        "minutes",
        Goal::AtMost(most * share),
    )])
}
