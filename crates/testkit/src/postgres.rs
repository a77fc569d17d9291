//! A PostgreSQL cluster of the tests' own: made with `initdb` by a user who is not root, on a Unix
//! socket in a temporary folder, stopped when the test process ends. Each test gets a database of
//! its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Set by `scripts/test` to the folder of a cluster that it started for all test processes.
const SHARED: &str = "YIMEN_TEST_PG";

static CLUSTER: OnceLock<PathBuf> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// URL of a fresh, empty database.
pub fn fresh_database() -> String {
    let socket = CLUSTER.get_or_init(|| std::env::var_os(SHARED).map_or_else(start, PathBuf::from));
    let name = format!(
        "t{}_{}",
        std::process::id(),
        DATABASES.fetch_add(1, Ordering::Relaxed)
    );
    let created = Command::new("psql")
        .args(["-h", &socket.display().to_string(), "-U", "postgres", "-qc"])
        .arg(format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        ))
        .arg("postgres")
        .status()
        .expect("psql runs");
    assert!(created.success(), "the cluster creates a database");
    url(socket, &name)
}

/// URL of a database behind a socket folder.
pub fn url(socket: &Path, database: &str) -> String {
    let host = socket.display().to_string().replace('/', "%2F");
    format!("postgres://postgres@{host}/{database}")
}

/// A command as a user who is not root: PostgreSQL refuses root.
pub fn unprivileged(program: &str) -> Command {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n");
    if is_root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", program]);
        command.current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

/// Folder of PostgreSQL's own programs.
pub fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|folders| {
            folders
                .flatten()
                .map(|folder| folder.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    found.sort();
    found.pop().unwrap_or_else(|| PathBuf::from("/usr/bin"))
}

fn start() -> PathBuf {
    let made = unprivileged("mktemp")
        .args(["-d", "/tmp/yimen-pg-XXXXXX"])
        .output()
        .expect("mktemp runs");
    let folder = PathBuf::from(String::from_utf8_lossy(&made.stdout).trim().to_owned());
    let data = folder.join("data");
    let bin = programs();
    let status = unprivileged(&bin.join("initdb").display().to_string())
        .args([
            "-D",
            &data.display().to_string(),
            "-U",
            "postgres",
            "--auth=trust",
        ])
        .args(["--no-sync", "--locale=C", "--encoding=UTF8"])
        .stdout(Stdio::null())
        .status()
        .expect("initdb runs");
    assert!(status.success(), "initdb makes a cluster");
    let options = format!(
        "-c listen_addresses='' -c unix_socket_directories={} -c fsync=off -c max_connections=400",
        folder.display()
    );
    let pg_ctl = bin.join("pg_ctl").display().to_string();
    let log = folder.join("log").display().to_string();
    let data = data.display().to_string();
    let status = unprivileged(&pg_ctl)
        .args(["-D", &data, "-l", &log, "-o", &options, "-w", "start"])
        .stdout(Stdio::null())
        .status()
        .expect("pg_ctl runs");
    assert!(status.success(), "the cluster starts");
    // Outlives the test process just long enough to stop its cluster.
    let watch = format!(
        "while kill -0 {pid} 2>/dev/null || [ -d /proc/{pid} ]; do sleep 0.5; done; \
         {pg_ctl} -D {data} -m immediate stop; rm -rf {folder}",
        pid = std::process::id(),
        folder = folder.display(),
    );
    let watcher = unprivileged("sh")
        .args(["-c", &watch])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh runs");
    // It outlives us on purpose: nobody waits for it.
    drop(watcher);
    folder
}
