//! `yimen serve` as a process of its own.

use crate::client;
use crate::town::Town;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest that a server may need to begin on a loaded machine.
const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// A running server; killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    log: PathBuf,
}

/// An address that nobody listens on.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

impl Server {
    pub(crate) fn start(town: &Town, address: SocketAddr) -> Self {
        Self::start_through(town, address, Command::new(env!("CARGO_BIN_EXE_yimen")))
    }

    /// Starts it through a command that already ends with the program's name.
    pub(crate) fn start_through(town: &Town, address: SocketAddr, mut command: Command) -> Self {
        let log = town.folder.path().join(format!("log-{}", address.port()));
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        let child = command
            .args(["serve", "--forgetful", "--listen", &address.to_string()])
            .arg("--data")
            .arg(&town.place.data)
            .args(["--database", &town.database()])
            .env("YIMEN_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .unwrap();
        Self {
            child,
            address,
            log,
        }
    }

    /// Process of the server itself, also behind a tracer.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it answers; says how long that took.
    pub(crate) fn wait(&mut self) -> Duration {
        let began = Instant::now();
        while began.elapsed() < STARTS_WITHIN {
            if client::get(self.address, "/readyz").is_ok_and(|answer| answer.status == 200) {
                return began.elapsed();
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the server ended with {status}:\n{}", self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server does not begin:\n{}", self.log());
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
