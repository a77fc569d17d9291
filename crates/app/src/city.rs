//! `yimen city`: sets a real city up. No account and no password comes with the program: the first
//! administrators get one-time codes.

use crate::pack;
use crate::place::PlaceArguments;
use admin::Administrator;
use anyhow::bail;
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum CityCommand {
    /// Load units, roles, themes and items of the city pack; a second time changes nothing.
    #[command(after_help = "Example: yimen city load --data ./yimen-data")]
    Load,
    /// Make the first of the three administrators and print a one-time code, valid for 24 hours.
    #[command(after_help = "Example: yimen city administrator system-1 --kind system")]
    Administrator(AdministratorArguments),
}

#[derive(Args, Debug)]
pub struct AdministratorArguments {
    login: String,
    #[arg(long, value_enum)]
    kind: AdministratorKind,
}

/// The three see no case, and nobody may be two of them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum AdministratorKind {
    System,
    Security,
    Audit,
}

impl CityCommand {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        let store = place.open(false)?;
        match self {
            Self::Load => {
                let city = admin::Pack::from_texts(
                    &pack::text("units.toml"),
                    &pack::text("roles.toml"),
                    "",
                )?;
                let loaded = admin::load_city(&store, &city, |_| {})?;
                catalogue::app::load_themes(&store, &pack::text("themes.toml"))?;
                let report = catalogue::app::load_items(&store, &pack::items(), store.today())?;
                for defect in report.errors() {
                    eprintln!("{defect:?}");
                }
                println!("{} units, {} changes", loaded.units.len(), loaded.changes);
                if report.errors().next().is_some() {
                    bail!("some items have defects and were not published");
                }
            }
            Self::Administrator(arguments) => {
                let which = match arguments.kind {
                    AdministratorKind::System => Administrator::System,
                    AdministratorKind::Security => Administrator::Security,
                    AdministratorKind::Audit => Administrator::Audit,
                };
                let code = admin::first_administrator(&store, &arguments.login, which)?;
                println!("{code}");
            }
        }
        Ok(())
    }
}
