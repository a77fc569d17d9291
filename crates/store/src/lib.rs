//! The store: the only place with database drivers. Log, batches, projections, sequencer, jobs,
//! vault, access log, plain rows, search: one set of types, two engines (SQLite, PostgreSQL).
//!
//! Invariant: a command is acknowledged only after its batch is durable.
//! Invariant: nobody writes a projection but the batch and the rebuild.

mod access;
mod answer;
pub mod backup;
mod batch;
mod checkpoint;
mod clock;
mod conn;
mod conn_values;
mod cost;
mod dialect;
pub mod erasures;
mod error;
mod fault;
mod gate;
mod ids;
mod jobs;
mod load;
mod migrations;
mod node;
mod pipeline;
mod plain;
mod reader;
mod rebuild;
mod registry;
mod schema;
pub mod sealed_copy;
pub mod search;
mod sequencer;
mod submit;
mod vault;
mod verify;
mod within;

pub use access::Look;
pub use batch::WriteTx;
pub use clock::Clock;
pub use conn::Conn;
pub use conn_values::Record;
pub use cost::Cost;
pub use dialect::Dialect;
pub use error::{CommandError, StoreError};
pub use fault::{Fault, Mark};
pub use gate::gate;
pub use jobs::{JobLine, JobRun};
pub use pipeline::{Done, HashKind, Moment, SubmitKey, Who};
pub use plain::Plain;
pub use reader::Reader;
pub use rebuild::Rebuilt;
pub use registry::{
    JobCall, JobError, JobHandler, Loader, People, Project, Registry, Schedule, StoredEvent,
};
pub use vault::{MasterKey, random};
pub use verify::{Verified, verify};
pub use within::{Condition, Keyset, WALKED, Wanted, anything};

use batch::{Task, Writer};
use kernel::{AccountId, Actor, Date, Reference, Timestamp, WorkCalendar};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::oneshot;

/// Which database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Sqlite(PathBuf),
    /// `postgres://user@host/database` or key=value pairs.
    Postgres(String),
}

impl std::str::FromStr for Target {
    type Err = StoreError;

    /// `sqlite:PATH` or `postgres://…`.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            Ok(Self::Sqlite(path.into()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            Err(StoreError::Wrong(
                "a database is `sqlite:PATH` or `postgres://…`".into(),
            ))
        }
    }
}

/// How to open a store.
#[derive(Debug)]
pub struct Options {
    pub target: Target,
    pub master: MasterKey,
    pub clock: Clock,
    /// Threads with read-only connections.
    pub readers: usize,
    /// Bits for salts and query codes; drawn from the system if `None`.
    pub seed: Option<u64>,
    /// Binds the events of each stream from now on.
    pub hash: HashKind,
    /// Whether jobs run by themselves. Fills and tests run them by hand.
    pub run_jobs: bool,
    /// A fill or a simulation: one writer, so that its order is repeatable on PostgreSQL too, larger
    /// batches, and more memory for pages.
    pub is_fill: bool,
}

/// Most commands in one batch.
const BATCH: usize = 1000;
/// The same in a fill, where nobody waits for an answer.
const FILL_BATCH: usize = 8000;

pub(crate) struct Inner {
    pub(crate) target: Target,
    pub(crate) registry: Registry,
    pub(crate) clock: Clock,
    pub(crate) ids: ids::Ids,
    pub(crate) node: node::Node,
    pub(crate) latest: clock::Latest,
    pub(crate) master: MasterKey,
    pub(crate) hash: HashKind,
    /// Commands in one batch, and jobs in one run.
    pub(crate) most_at_once: usize,
    pub(crate) cover: pipeline::Cover,
    reference: parking_lot::RwLock<Arc<Reference>>,
    seed: Option<AtomicU64>,
    pub(crate) slots: parking_lot::Mutex<HashMap<&'static str, String>>,
    stopping: AtomicBool,
    /// Where the readers put what their statements cost, while somebody watches.
    pub(crate) watched: parking_lot::Mutex<Option<cost::Watched>>,
    jobs_due: (parking_lot::Mutex<bool>, parking_lot::Condvar),
    pub(crate) checkpoints: checkpoint::Checkpoints,
    /// The register of erasures, beside the keys.
    pub(crate) erasures: std::sync::OnceLock<PathBuf>,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inner")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

impl Inner {
    /// The reference data as of the running transaction; reloaded if it moved.
    pub(crate) fn reference(&self, conn: &mut Conn) -> Result<Arc<Reference>, StoreError> {
        let version = schema::find_fact(conn, schema::REFERENCE_VERSION)?.unwrap_or(0);
        let known = Arc::clone(&self.reference.read());
        if known.version == version {
            return Ok(known);
        }
        let loaded = Arc::new(self.registry.load_reference(conn, version)?);
        let mut slot = self.reference.write();
        // A reader that is behind must not push back a newer snapshot.
        if loaded.version > slot.version {
            *slot = Arc::clone(&loaded);
        }
        Ok(loaded)
    }

    pub(crate) fn resolve(
        &self,
        conn: &mut Conn,
        reference: &Reference,
        accounts: &BTreeSet<i64>,
        today: Date,
    ) -> Result<HashMap<Who, Arc<Actor>>, StoreError> {
        let mut actors = HashMap::from([(Who::System, Arc::new(Actor::system()))]);
        let Some(people) = &self.registry.people else {
            return Ok(actors);
        };
        actors.insert(Who::Anonymous, Arc::new(people.anonymous(reference)));
        if !accounts.is_empty() {
            let ids: Vec<AccountId> = accounts.iter().copied().map(AccountId).collect();
            for (account, actor) in people.resolve(conn, reference, &ids, today)? {
                actors.insert(Who::Account(account), actor);
            }
        }
        Ok(actors)
    }

    pub(crate) fn entropy(&self) -> Result<u64, StoreError> {
        match &self.seed {
            Some(seed) => Ok(seed.fetch_add(0x9E37_79B9, Ordering::Relaxed)),
            None => Ok(u64::from_be_bytes(random()?)),
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    pub(crate) fn wake_jobs(&self) {
        *self.jobs_due.0.lock() = true;
        self.jobs_due.1.notify_one();
    }

    pub(crate) fn wait_for_jobs(&self, at_most: Duration) {
        let mut due = self.jobs_due.0.lock();
        if !*due {
            self.jobs_due.1.wait_for(&mut due, at_most);
        }
        *due = false;
    }
}

/// The store; cheap to clone. Dropping the last clone stops its threads after their work.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
    pub(crate) tasks: mpsc::Sender<Task>,
    pub(crate) readers: mpsc::Sender<reader::ReadTask>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Opens or creates the database, brings its tables up to date, starts writer and readers.
    pub fn open(registry: Registry, options: Options) -> Result<Self, StoreError> {
        let mut conn = Conn::open(&options.target)?;
        let tables: Vec<_> = registry.tables.values().copied().collect();
        let outdated = schema::prepare(&mut conn, &tables)?;
        let high_water = conn
            .query_one("SELECT COALESCE(MAX(id), 0) FROM event", &[])?
            .map_or(0, |record| record.int(0));
        let latest = conn
            .query_one("SELECT at FROM event WHERE id = $1", &[high_water.into()])?
            .map_or(Timestamp(0), |record| Timestamp(record.int(0)));
        let (number, node) = node::Node::lease(&options.target)?;
        let inner = Arc::new(Inner {
            ids: ids::Ids::new(number, high_water),
            node,
            latest: clock::Latest::new(latest),
            target: options.target,
            registry,
            clock: options.clock,
            master: options.master,
            hash: options.hash,
            most_at_once: if options.is_fill { FILL_BATCH } else { BATCH },
            cover: schema::cover(&mut conn)?,
            reference: parking_lot::RwLock::new(Arc::new(no_reference())),
            seed: options.seed.map(AtomicU64::new),
            slots: parking_lot::Mutex::default(),
            stopping: AtomicBool::new(false),
            watched: parking_lot::Mutex::default(),
            jobs_due: (parking_lot::Mutex::new(false), parking_lot::Condvar::new()),
            checkpoints: checkpoint::Checkpoints::default(),
            erasures: std::sync::OnceLock::new(),
        });
        if !outdated.is_empty() && high_water > 0 {
            tracing::info!(tables = outdated.len(), "projection tables are built again");
            rebuild::run(&mut conn, &inner, false, &mut |_| {})?;
        }
        let (tasks, receive_tasks) = mpsc::channel();
        let (readers, receive_reads) = mpsc::channel();
        let store = Self {
            inner: Arc::clone(&inner),
            tasks,
            readers,
        };
        let most = inner.most_at_once;
        let writers = match conn.dialect() {
            Dialect::Sqlite => 1,
            Dialect::Postgres if options.is_fill => 1,
            Dialect::Postgres => 2,
        };
        let receive_tasks = Arc::new(parking_lot::Mutex::new(receive_tasks));
        for n in 0..writers {
            let mut conn = Conn::open(&inner.target)?;
            conn.watch_log(Arc::clone(&inner.checkpoints.log_pages))?;
            if options.is_fill {
                conn.hold_many_pages()?;
            }
            let mut writer = Writer::new(conn, Arc::clone(&inner), n)?;
            let receive_tasks = Arc::clone(&receive_tasks);
            spawn(&format!("writer-{n}"), move || {
                write_loop(&mut writer, &receive_tasks, most);
            })?;
        }
        let receive_reads = Arc::new(parking_lot::Mutex::new(receive_reads));
        for n in 0..options.readers.max(1) {
            let (inner, receive_reads) = (Arc::clone(&inner), Arc::clone(&receive_reads));
            spawn(&format!("reader-{n}"), move || {
                reader::run(&inner, &receive_reads);
            })?;
        }
        if conn.dialect() == Dialect::Sqlite {
            let inner = Arc::downgrade(&inner);
            spawn("checkpoints", move || checkpoint::run(&inner))?;
        }
        if conn.dialect() == Dialect::Postgres {
            let background = store.clone();
            spawn("sequencer", move || sequencer::run(&background))?;
        }
        if options.run_jobs {
            let background = store.clone();
            spawn("jobs", move || jobs::run(&background))?;
        }
        Ok(store)
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub fn today(&self) -> Date {
        self.now().date()
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub fn registry(&self) -> &Registry {
        &self.inner.registry
    }

    pub fn dialect(&self) -> Dialect {
        match self.inner.target {
            Target::Sqlite(_) => Dialect::Sqlite,
            Target::Postgres(_) => Dialect::Postgres,
        }
    }

    pub fn master(&self) -> &MasterKey {
        &self.inner.master
    }

    /// A new id.
    pub fn new_id(&self) -> i64 {
        self.inner.ids.next(self.now())
    }

    /// A new idempotency key for a page: begins with our own time.
    pub fn new_submit_key(&self) -> Result<String, StoreError> {
        let noise: [u8; 10] = random()?;
        Ok(format!(
            "{:012x}{}",
            self.now().0 / 1000,
            hex::encode(noise)
        ))
    }

    /// Plain writes in the next durable commit. The work may run twice if its batch is split.
    pub async fn write(
        &self,
        work: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), CommandError> {
        patiently(self.write_later(work)?).await
    }

    pub fn write_blocking(
        &self,
        work: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), CommandError> {
        self.write_later(work)?
            .blocking_recv()
            .map_err(|_| CommandError::Unknown)?
    }

    pub(crate) fn write_later(
        &self,
        work: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<(), CommandError>>, CommandError> {
        let (reply, answer) = oneshot::channel();
        let task = Task::Write {
            work: Box::new(work),
            reply,
        };
        self.tasks.send(task).map_err(|_| StoreError::Stopped)?;
        Ok(answer)
    }

    /// Writes personal data to the vault outside a command: names of accounts, contact data.
    pub async fn keep(&self, writes: Vec<contracts::VaultWrite>) -> Result<(), CommandError> {
        self.write(move |tx| {
            let inner = tx.inner;
            vault::write(tx.conn, &inner.master, &writes, tx.now)
        })
        .await
    }

    pub fn keep_blocking(&self, writes: Vec<contracts::VaultWrite>) -> Result<(), CommandError> {
        self.write_blocking(move |tx| {
            let inner = tx.inner;
            vault::write(tx.conn, &inner.master, &writes, tx.now)
        })
    }

    /// Erases a party's key, entries and look-ups.
    pub fn erase_blocking(&self, party: kernel::PartyId) -> Result<(), CommandError> {
        if let Some(register) = self.inner.erasures.get() {
            crate::erasures::note(register, &self.inner.master, party, self.now())?;
        }
        self.write_blocking(move |tx| vault::erase(tx.conn, party, tx.now))
    }

    /// Makes every projection again, or with `verify` only compares.
    pub fn rebuild(
        &self,
        verify: bool,
        mut progress: impl FnMut(u64),
    ) -> Result<Rebuilt, StoreError> {
        let mut conn = Conn::open(&self.inner.target)?;
        rebuild::run(&mut conn, &self.inner, verify, &mut progress)
    }

    /// Stops background work; what is acknowledged is durable already. The write-ahead log is
    /// carried over, so that the next start has none to read.
    pub fn stop(&self) {
        self.inner.stopping.store(true, Ordering::Relaxed);
        self.inner.wake_jobs();
        checkpoint::finish(&self.inner);
    }
}

/// Nobody waits longer for an answer; the work may still be done.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// Waits for the answer of the writer. If none comes, nobody knows: to be repeated with the same key.
async fn patiently<T>(
    answer: oneshot::Receiver<Result<T, CommandError>>,
) -> Result<T, CommandError> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) | Err(_) => Err(CommandError::Unknown),
    }
}

/// The calendar of the reference data; the published one where no module brings its own.
fn calendar_of(reference: &Reference) -> Arc<WorkCalendar> {
    reference
        .find::<WorkCalendar>()
        .unwrap_or_else(WorkCalendar::published)
}

fn no_reference() -> Reference {
    let mut reference = Reference::default();
    reference.version = -1;
    reference
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map(|_| ())
        .map_err(|cause| StoreError::File {
            path: format!("thread {name}"),
            cause,
        })
}

fn write_loop(writer: &mut Writer, tasks: &parking_lot::Mutex<mpsc::Receiver<Task>>, most: usize) {
    loop {
        let mut batch = Vec::new();
        {
            let tasks = tasks.lock();
            match tasks.recv() {
                Ok(task) => batch.push(task),
                Err(mpsc::RecvError) => return,
            }
            while batch.len() < most
                && let Ok(task) = tasks.try_recv()
            {
                batch.push(task);
            }
        }
        writer.commit(batch);
    }
}
