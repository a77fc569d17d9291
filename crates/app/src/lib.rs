//! The program `yimen`: the list of modules, configuration, sub-commands.
//!
//! Exit codes: 0 done; 1 refused, with the reason; 2 wrong use.

pub mod backup;
pub mod calendar;
pub mod catalogue_cli;
pub mod city;
pub mod demo;
pub mod house;
pub mod pack;
pub mod place;
pub mod rebuild;
pub mod routes;
pub mod serve;
pub mod sim_cli;
pub mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// 一门：一座城市的政务服务，一个程序。One door: a city's services in one program.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    place: place::PlaceArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the city's pages and its API until stopped.
    Serve(serve::ServeArguments),
    /// Count working days as the law does.
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// Set a real city up.
    #[command(subcommand)]
    City(city::CityCommand),
    /// Import lists of service items.
    #[command(subcommand)]
    Catalogue(catalogue_cli::CatalogueCommand),
    /// Ask the search as the portal does.
    #[command(subcommand)]
    Search(catalogue_cli::SearchCommand),
    /// Fill and serve a demo city on loopback, with simulated data.
    Demo(demo::DemoArguments),
    /// Play a simulated year, and compare cities.
    #[command(subcommand)]
    Sim(sim_cli::SimCommand),
    /// List every route with who may use it.
    Routes(routes::RoutesArguments),
    /// Make every projection again from the events, or compare them (--verify).
    Rebuild(rebuild::RebuildArguments),
    /// Check the whole record: chains, order, keys, looks; say where it breaks.
    Verify(verify::VerifyArguments),
    /// Copy the city while it works, and verify the copy; keys apart.
    Backup(backup::BackupArguments),
    /// Bring a backup into an empty place, and prove that nothing is missing.
    Restore(backup::RestoreArguments),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Serve(serve) => serve.run(&arguments.place),
        Command::Calendar(calendar) => calendar.run(),
        Command::City(city) => city.run(&arguments.place),
        Command::Catalogue(catalogue) => catalogue.run(&arguments.place),
        Command::Search(search) => search.run(&arguments.place),
        Command::Demo(demo) => demo.run(&arguments.place),
        Command::Sim(sim) => sim.run(&arguments.place),
        Command::Routes(routes) => {
            routes.run();
            Ok(())
        }
        Command::Rebuild(rebuild) => rebuild.run(&arguments.place),
        Command::Verify(verify) => verify.run(&arguments.place),
        Command::Backup(backup) => backup.run(&arguments.place),
        Command::Restore(restore) => restore.run(&arguments.place),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("refused: {reason:#}");
            ExitCode::from(1)
        }
    }
}
