//! `yimen serve`: the listener. Refuses to start unsafely; stops when asked, after its work.

use crate::{house, place::PlaceArguments};
use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use web::Settings;
use web::files::Files;

#[derive(Args, Debug)]
#[command(after_help = "Example: yimen serve --data ./yimen-data --listen 127.0.0.1:8080")]
pub struct ServeArguments {
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// Which side of the house: the public zone has no staff route.
    #[arg(long, value_enum, default_value_t = Zone::Both)]
    pub zone: Zone,
    /// Address under which people reach the city, e.g. `https://yz.example`; makes cookies secure.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Sign-in through an identity provider: a TOML file with `issuer`, `client_id`,
    /// `client_secret`, `name`, `name_claim`, `identity_claim`.
    #[arg(long, value_name = "FILE")]
    pub oidc: Option<std::path::PathBuf>,
    /// Proxy whose X-Forwarded-For is believed; may be given several times.
    #[arg(long = "trusted-proxy", value_name = "IP")]
    pub trusted_proxies: Vec<IpAddr>,
    /// Serve although the database may forget what it acknowledged (`fsync` off): for tests only.
    #[arg(long, hide = true)]
    pub forgetful: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Zone {
    Public,
    Staff,
    Both,
}

impl ServeArguments {
    pub fn run(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        log_to_stderr();
        let settings = self.settings(place)?;
        let store = place.open(true)?;
        self.refuse_forgetful(place)?;
        admin::configure_oidc(&store, self.oidc_settings()?.as_ref())?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let house = house::house();
        let app = house.app(
            store.clone(),
            Files::new(place.files()),
            house::site(),
            settings,
        )?;
        let zone = match self.zone {
            Zone::Public => web::Zone::Public,
            Zone::Staff => web::Zone::Staff,
            Zone::Both => web::Zone::Both,
        };
        let router = house.router(&app, zone);
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind(self.listen)
                .await
                .with_context(|| format!("{} cannot be listened on", self.listen))?;
            tracing::info!(address = %listener.local_addr()?, "serving");
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service)
                .with_graceful_shutdown(stopped())
                .await?;
            Ok::<(), anyhow::Error>(())
        })?;
        store.stop();
        tracing::info!("stopped");
        Ok(())
    }

    /// An acknowledged act must outlive a power cut.
    fn refuse_forgetful(&self, place: &PlaceArguments) -> anyhow::Result<()> {
        if self.forgetful || place.demo_clock()?.is_some() {
            return Ok(());
        }
        let forgets = store::Conn::open(&place.target())?.forgets()?;
        if !forgets.is_empty() {
            bail!(
                "the database may forget what it acknowledged when the power fails: set {0} to on in \
                 postgresql.conf / 数据库断电会丢已经办成的事：请在 postgresql.conf 里打开 {0}",
                forgets.join(", ")
            );
        }
        Ok(())
    }

    fn oidc_settings(&self) -> anyhow::Result<Option<admin::OidcSettings>> {
        let Some(path) = &self.oidc else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let settings = toml::from_str(&text).context("the identity provider's settings")?;
        Ok(Some(settings))
    }

    fn settings(&self, place: &PlaceArguments) -> anyhow::Result<Settings> {
        let is_demo = place.demo_clock()?.is_some();
        let public_url = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.listen));
        let is_secure = public_url.starts_with("https://");
        if !is_secure && !self.listen.ip().is_loopback() {
            bail!(
                "cookies would travel in clear: give --public-url https://… (a proxy that ends TLS), \
                 or listen on loopback"
            );
        }
        if is_demo && !self.listen.ip().is_loopback() {
            bail!("a demo city has published passwords: it is served on loopback only");
        }
        Ok(Settings {
            is_secure,
            is_demo,
            public_url,
            trusted_proxies: self.trusted_proxies.clone(),
            metrics: Some(
                metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder()?,
            ),
            ..Settings::default()
        })
    }
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("YIMEN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if log.try_init().is_err() {
        eprintln!("a log is set already");
    }
}

/// Ends when the operator says so: Ctrl-C or SIGTERM.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
