//! A PostgreSQL of the test's own that keeps what it acknowledges (`fsync` on) and can be stopped,
//! frozen and started again.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use store::Target;
use testkit::postgres::{programs, unprivileged, url};

#[derive(Debug)]
pub(crate) struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    pub(crate) fn start() -> Self {
        let made = unprivileged("mktemp")
            .args(["-d", "/tmp/yimen-pg-XXXXXX"])
            .output()
            .unwrap();
        let folder = PathBuf::from(String::from_utf8_lossy(&made.stdout).trim().to_owned());
        let cluster = Self { folder };
        let data = cluster.data();
        let made = unprivileged(&programs().join("initdb").display().to_string())
            .args(["-D", &data, "-U", "postgres", "--auth=trust"])
            .args(["--locale=C", "--encoding=UTF8"])
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success(), "initdb makes a cluster");
        cluster.come_back();
        cluster
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    pub(crate) fn target(&self) -> Target {
        Target::Postgres(url(&self.folder, "postgres"))
    }

    fn control(&self, arguments: &[&str]) {
        let log = self.folder.join("log").display().to_string();
        let done = unprivileged(&programs().join("pg_ctl").display().to_string())
            .args(["-D", &self.data(), "-l", &log, "-w"])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(done.success(), "pg_ctl {arguments:?}");
    }

    /// As when the machine falls over.
    pub(crate) fn go_away(&self) {
        self.control(&["-m", "immediate", "stop"]);
    }

    pub(crate) fn come_back(&self) {
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories={}",
            self.folder.display()
        );
        self.control(&["-o", &options, "start"]);
    }

    /// Stops every process of the cluster where it stands, or lets all of them go on.
    pub(crate) fn freeze(&self, signal: &str) {
        let pids = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap();
        let postmaster = pids.lines().next().unwrap();
        let script = format!("kill {signal} {postmaster} $(pgrep -P {postmaster})");
        let done = Command::new("sh").args(["-c", &script]).status().unwrap();
        assert!(done.success(), "{script}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let script = format!(
            "kill -CONT $(head -1 {data}/postmaster.pid) 2>/dev/null; \
             {control} -D {data} -m immediate stop >/dev/null 2>&1; rm -rf {folder}",
            control = programs().join("pg_ctl").display(),
            data = self.data(),
            folder = self.folder.display()
        );
        let _ = unprivileged("sh").args(["-c", &script]).status();
    }
}
