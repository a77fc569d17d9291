//! Reads: a fixed pool of threads with read-only connections. Each read is one transaction that
//! sees one state of the records, of the reference data and of the actor's rights.

use crate::pipeline::Who;
use crate::{Conn, Inner, Record, Store, StoreError, gate, vault};
use contracts::{Aggregate, Value};
use kernel::{Actor, Env, PartyId, Reference, Scope, Timestamp, WorkCalendar};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::oneshot;

/// One read transaction.
#[derive(Debug)]
pub struct Reader {
    pub conn: Conn,
    pub now: Timestamp,
    pub reference: Arc<Reference>,
    pub calendar: Arc<WorkCalendar>,
    inner: Arc<Inner>,
}

pub(crate) type ReadTask = Box<dyn FnOnce(&mut Reader) + Send>;

impl Reader {
    pub(crate) fn new(inner: Arc<Inner>) -> Result<Self, StoreError> {
        let conn = Conn::open_read_only(&inner.target)?;
        Ok(Self {
            conn,
            now: inner.clock.now(),
            reference: Arc::default(),
            calendar: WorkCalendar::published(),
            inner,
        })
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.conn.watched.clone_from(&self.inner.watched.lock());
        self.conn.begin_read()?;
        self.now = self.inner.clock.now();
        self.reference = self.inner.reference(&mut self.conn)?;
        self.calendar = crate::calendar_of(&self.reference);
        Ok(())
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Record>, StoreError> {
        self.conn.query(sql, params)
    }

    pub fn query_one(&mut self, sql: &str, params: &[Value]) -> Result<Option<Record>, StoreError> {
        self.conn.query_one(sql, params)
    }

    /// `column` is one of `values`; numbers its parameter from the end of `params`.
    pub fn one_of(&self, column: &str, values: Value, params: &mut Vec<Value>) -> String {
        params.push(values);
        self.conn.dialect().one_of(column, params.len())
    }

    /// The gate over a matter-like table.
    pub fn gate(&self, scope: &Scope, alias: &str, params: &mut Vec<Value>) -> String {
        gate::gate(self.conn.dialect(), scope, alias, params)
    }

    /// The gate over a counter.
    pub fn gate_of_counter(&self, scope: &Scope, alias: &str, params: &mut Vec<Value>) -> String {
        gate::gate_of_counter(self.conn.dialect(), scope, alias, params)
    }

    /// Resolves who asks, with the rights of this moment.
    pub fn actor(&mut self, who: Who) -> Result<Arc<Actor>, StoreError> {
        let accounts = match who {
            Who::Account(account) => BTreeSet::from([account.0]),
            Who::System | Who::Anonymous => BTreeSet::new(),
        };
        let today = self.now.date();
        let inner = Arc::clone(&self.inner);
        let reference = Arc::clone(&self.reference);
        let mut actors = inner.resolve(&mut self.conn, &reference, &accounts, today)?;
        Ok(actors
            .remove(&who)
            .unwrap_or_else(|| Arc::new(Actor::anonymous(Arc::from([])))))
    }

    /// The environment in which a command would be decided now; for previews.
    pub fn env(&self, actor: Arc<Actor>) -> Env {
        Env {
            now: self.now,
            today: self.now.date(),
            actor,
            calendar: Arc::clone(&self.calendar),
            reference: Arc::clone(&self.reference),
            entropy: 0,
            numbers: Vec::new(),
        }
    }

    /// The state of a stream with its version; `None` if nothing happened in it.
    pub fn find_state<A: Aggregate>(&mut self, id: i64) -> Result<Option<(i64, A)>, StoreError> {
        let record = if A::KEEPS_STATE {
            self.conn.query_one(
                "SELECT version, shape, body FROM state WHERE id = $1 AND kind = $2",
                &[id.into(), A::KIND.into()],
            )?
        } else {
            None
        };
        if let Some(record) = record
            && record.int(1) == i64::from(A::SHAPE)
            && let Some(state) = crate::registry::decode_state(record.blob(2))
        {
            return Ok(Some((record.int(0), state)));
        }
        let events = self.events::<A>(id)?;
        let Some(version) = events.last().map(|event| event.version) else {
            return Ok(None);
        };
        Ok(Some((version, contracts::fold(id, events))))
    }

    /// The states of many streams, in the order asked; those of which nothing happened are
    /// missing.
    pub fn states<A: Aggregate>(&mut self, ids: &[i64]) -> Result<Vec<A>, StoreError> {
        let sql = format!(
            "SELECT id, shape, body FROM state WHERE kind = $1 AND {}",
            self.conn.dialect().one_of("id", 2)
        );
        let params = [A::KIND.into(), Value::Ints(ids.to_vec())];
        let mut found = HashMap::new();
        for record in self.conn.query(&sql, &params)? {
            if record.int(1) == i64::from(A::SHAPE)
                && let Ok(state) = serde_json::from_slice::<A>(record.blob(2))
            {
                found.insert(record.int(0), state);
            }
        }
        let mut states = Vec::with_capacity(ids.len());
        for id in ids {
            match found.remove(id) {
                Some(state) => states.push(state),
                // No row, or one of another shape: its events say it.
                None => states.extend(self.find_state::<A>(*id)?.map(|(_, state)| state)),
            }
        }
        Ok(states)
    }

    /// All events of a stream, with its chain checked up to the end that its state knows of.
    pub fn events<A: Aggregate>(
        &mut self,
        id: i64,
    ) -> Result<Vec<kernel::Recorded<A::Event>>, StoreError> {
        use kernel::Event as _;
        let sql = format!(
            "SELECT {}, (SELECT s.version FROM state s WHERE s.id = event.stream) AS known
               FROM event WHERE stream = $1 AND kind = $2 ORDER BY version",
            crate::load::EVENT_COLUMNS
        );
        let mut head = Vec::new();
        let mut known = None;
        let mut events = Vec::new();
        for record in self.conn.query(&sql, &[id.into(), A::KIND.into()])? {
            let stored = crate::load::stored_event(&record);
            crate::load::check_chain(&head, &stored)?;
            known = record.find_int(10);
            let body =
                A::Event::read(&stored.name, stored.shape, &stored.body).map_err(|cause| {
                    StoreError::Event {
                        stream: id,
                        name: stored.name.clone(),
                        cause,
                    }
                })?;
            head = stored.hash;
            events.push(kernel::Recorded {
                id: stored.id,
                stream: stored.stream,
                version: stored.version,
                at: stored.at,
                actor: stored.actor,
                body,
            });
        }
        let last = events.last().map_or(0, |event| event.version);
        if known.is_some_and(|known| known > last) {
            return Err(StoreError::Chain {
                stream: id,
                version: last + 1,
            });
        }
        Ok(events)
    }

    /// Opens vault entries; what was erased is missing.
    pub fn open_vault(&mut self, ids: &[i64]) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
        vault::read(&mut self.conn, &self.inner.master, ids)
    }

    /// Texts that events speak of, by the id of their vault entry; a text whose hash is wrong or
    /// that was erased is missing.
    pub fn open_kept<'k>(
        &mut self,
        kept: impl IntoIterator<Item = &'k contracts::Kept>,
    ) -> Result<HashMap<i64, String>, StoreError> {
        let kept: Vec<&contracts::Kept> = kept.into_iter().collect();
        let ids: Vec<i64> = kept.iter().map(|kept| kept.id).collect();
        let opened = self.open_vault(&ids)?;
        Ok(kept
            .into_iter()
            .filter_map(|kept| {
                let plain = kept.open(opened.get(&kept.id)?)?;
                Some((kept.id, String::from_utf8_lossy(plain).into_owned()))
            })
            .collect())
    }

    /// The newest entry of a kind for each party: names for a list.
    pub fn open_of_parties(
        &mut self,
        kind: &str,
        parties: &[PartyId],
    ) -> Result<HashMap<PartyId, String>, StoreError> {
        let opened = vault::read_of_parties(&mut self.conn, &self.inner.master, kind, parties)?;
        Ok(opened
            .into_iter()
            .map(|(party, plain)| (party, String::from_utf8_lossy(&plain).into_owned()))
            .collect())
    }

    /// Parties with this value (identity number, phone, name), at most `limit`.
    pub fn look_up(
        &mut self,
        kind: &str,
        value: &str,
        limit: usize,
    ) -> Result<Vec<PartyId>, StoreError> {
        vault::look_up(&mut self.conn, &self.inner.master, kind, value, limit)
    }

    /// Opens what [`Store::seal`] sealed.
    pub fn unseal(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let key = self.inner.master.derive(purpose);
        vault::open(&key, purpose.as_bytes(), sealed)
    }

    /// Who holds a unique claim.
    pub fn find_claim(&mut self, kind: &str, key: &str) -> Result<Option<i64>, StoreError> {
        let record = self.conn.query_one(
            "SELECT stream FROM claim WHERE kind = $1 AND key = $2",
            &[kind.into(), key.into()],
        )?;
        Ok(record.map(|record| record.int(0)))
    }

    /// Statements run on this connection so far; a test compares a page with 1 and 50 rows.
    pub fn statements(&self) -> u64 {
        self.conn.statements
    }
}

/// One thread of the pool.
pub(crate) fn run(
    inner: &Arc<Inner>,
    tasks: &parking_lot::Mutex<std::sync::mpsc::Receiver<ReadTask>>,
) {
    let mut kept = None;
    loop {
        let task = tasks.lock().recv();
        let Ok(task) = task else {
            return;
        };
        match begun(inner, kept.take()) {
            Ok(mut reader) => {
                task(&mut reader);
                if reader.conn.commit().is_ok() {
                    kept = Some(reader);
                }
            }
            // Dropping the task drops its answer: the asker hears that the database is out of reach.
            Err(error) => tracing::error!(
                error = &error as &dyn std::error::Error,
                "a read cannot begin"
            ),
        }
    }
}

/// A reader in its transaction: the one from before, or a fresh one if its connection broke
/// meanwhile. Nothing was read yet, so nobody has to hear of it.
fn begun(inner: &Arc<Inner>, kept: Option<Reader>) -> Result<Reader, StoreError> {
    if let Some(mut reader) = kept
        && reader.begin().is_ok()
    {
        return Ok(reader);
    }
    let mut reader = Reader::new(Arc::clone(inner))?;
    reader.begin()?;
    Ok(reader)
}

impl Store {
    /// Runs a read on the pool.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let answer = self.start_read(work)?;
        match tokio::time::timeout(crate::PATIENCE, answer).await {
            Ok(answer) => answer.map_err(|_| StoreError::Unreachable)?,
            Err(_) => Err(StoreError::Slow),
        }
    }

    /// The same, waiting; for jobs and the command line, never inside an async handler.
    pub fn read_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.start_read(work)?
            .blocking_recv()
            .map_err(|_| StoreError::Unreachable)?
    }

    fn start_read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Reader) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, StoreError>>, StoreError> {
        let (send, receive) = oneshot::channel();
        let task: ReadTask = Box::new(move |reader| {
            // Who asked may have given up while others were served.
            if !send.is_closed() {
                let _ = send.send(work(reader));
            }
        });
        self.readers.send(task).map_err(|_| StoreError::Stopped)?;
        Ok(receive)
    }
}
