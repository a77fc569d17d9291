//! The server under measurement: the real program as its own process, and people signed in to it.

use crate::http::Client;
use anyhow::{Context as _, bail, ensure};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the program and the city are.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) program: PathBuf,
    pub(crate) data: PathBuf,
    /// `postgres://…`; the folder's own SQLite file if `None`.
    pub(crate) database: Option<String>,
    pub(crate) address: SocketAddr,
    pub(crate) password: String,
}

impl Place {
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.database.is_some()
    }
}

/// A running server; stopped when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    /// From the start of the process to the first page.
    pub(crate) started_in: Duration,
}

impl Server {
    pub(crate) async fn start(place: &Place) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let listen = place.address.to_string();
        let mut child = place
            .command(&["serve", "--listen", &listen])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env("YIMEN_LOG", "error")
            .spawn()
            .with_context(|| format!("{} cannot be started", place.program.display()))?;
        let mut client = Client::new(place.address);
        loop {
            if let Ok(answer) = client.get("/").await
                && answer.status == 200
            {
                break;
            }
            if let Some(status) = child.try_wait()? {
                bail!("the server stopped at once: {status}");
            }
            ensure!(
                begun.elapsed() < Duration::from_mins(2),
                "no page within two minutes"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Self {
            child,
            started_in: begun.elapsed(),
        })
    }

    /// Anonymous memory of the server, in MB.
    pub(crate) fn memory_mb(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"))
            .context("RssAnon")?;
        let kb: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kb / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Ours by its handle: nothing else is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody signed in.
pub(crate) async fn sign_in(place: &Place, login: &str) -> anyhow::Result<Client> {
    let mut client = Client::new(place.address);
    let form = client.get("/sign-in").await?;
    let key = hidden(&form.text()?, "key").context("the sign-in page has no key")?;
    let fields = [
        ("login", login),
        ("password", place.password.as_str()),
        ("key", key.as_str()),
        ("next", "/"),
    ];
    let answer = client.post_form("/sign-in", &fields).await?;
    ensure!(
        answer.status == 303,
        "{login} cannot sign in: {} {}",
        answer.status,
        answer.text()?
    );
    Ok(client)
}

/// The value of a hidden field on a page.
pub(crate) fn hidden(page: &str, name: &str) -> Option<String> {
    let at = page.find(&format!("name=\"{name}\""))?;
    let rest = page.get(at..)?;
    let value = rest.split("value=\"").nth(1)?;
    value.split('"').next().map(str::to_owned)
}

/// Addresses on a page that begin with `start` and go on with digits only.
pub(crate) fn numbered(page: &str, start: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '?', '#']).next())
        .filter(|href| {
            href.strip_prefix(start).is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Bytes of a folder with everything in it.
pub(crate) fn bytes_of(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() {
            bytes_of(&entry.path())?
        } else {
            kind.len()
        };
    }
    Ok(bytes)
}
