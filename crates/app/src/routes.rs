//! `yimen routes`: every route of the house with who may use it, for auditors and for the READMEs.

use crate::house;
use clap::Args;
use web::{Access, Zone};

#[derive(Args, Debug)]
#[command(after_help = "Example: yimen routes --module cases")]
pub struct RoutesArguments {
    /// Only the routes of one context.
    #[arg(long, value_name = "NAME")]
    module: Option<String>,
}

impl RoutesArguments {
    pub fn run(&self) {
        println!("| route | zone | access |\n|---|---|---|");
        for module in house::house().modules {
            if self
                .module
                .as_ref()
                .is_some_and(|name| *name != module.name)
            {
                continue;
            }
            for route in &module.routes {
                let zone = match route.zone {
                    Zone::Public => "public",
                    Zone::Staff => "staff",
                    Zone::Both => "both",
                };
                let access = match &route.access {
                    Access::Open(_) => "open".to_owned(),
                    Access::SignedIn => "signed in".to_owned(),
                    Access::Needs(permission) => format!("`{permission}`"),
                };
                println!("| {} `{}` | {zone} | {access} |", route.method, route.path);
            }
        }
    }
}
