//! `yimen demo`: a demo city with its own clock, filled through the real commands, served on
//! loopback. A second start is immediate.

mod after;
pub mod crew;
pub(crate) mod fill;
mod life;
mod life_hearing;
mod life_review;
pub mod paperwork;
mod people;

use crate::place::PlaceArguments;
use crate::serve::{ServeArguments, Zone};
use anyhow::Context as _;
use clap::Args;
use kernel::Timestamp;
use std::net::SocketAddr;

/// Password of every account of a demo city; printed at each start.
pub const PASSWORD: &str = "Yimen-demo-2021";

#[derive(Args, Debug)]
#[command(after_help = "Example: yimen demo --data ./demo-data --listen 127.0.0.1:8080")]
pub struct DemoArguments {
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Cases to fill in over January to November 2021.
    #[arg(long, default_value_t = 2400, value_name = "N")]
    cases: u32,
    /// The same seed gives the same city.
    #[arg(long, default_value_t = 2021, value_name = "S")]
    seed: u64,
    /// Only fill; do not serve.
    #[arg(long)]
    only_fill: bool,
}

/// A demo city's clock starts here.
fn opening() -> Timestamp {
    Timestamp::in_city(jiff::civil::date(2021, 11, 30), 9, 0)
}

impl DemoArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        if place.demo_clock()?.is_none() {
            fill::fill(place, self.cases, self.seed).context("the demo city cannot be filled")?;
            place.set_demo_clock(opening())?;
        }
        if self.only_fill {
            return Ok(());
        }
        self.greet();
        let serve = ServeArguments {
            listen: self.listen,
            zone: Zone::Both,
            public_url: None,
            oidc: None,
            trusted_proxies: Vec::new(),
            forgetful: true,
        };
        serve.run(place)
    }

    fn greet(&self) {
        let url = format!("http://{}", self.listen);
        println!("一门 演示城市（模拟数据）  Yimen demo city (simulated data)");
        println!();
        println!("  {url}/             办事大厅 the public side");
        println!("  {url}/desk         工作台 the staff side");
        println!("  {url}/cockpit      驾驶舱 figures");
        println!("  {url}/api/docs     接口 the API");
        println!();
        println!("  密码 password: {PASSWORD}");
        for (login, who) in people::ACCOUNTS {
            println!("  {login:<24} {who}");
        }
        println!();
    }
}
