//! What every handler can reach: the store, the words, the city's facts, the answers of other
//! contexts.

use crate::files::Files;
use crate::module::MenuLine;
use crate::ui::Site;
use crate::words::Words;
use crate::{Problem, Visit};
use contracts::Command;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Done, Reader, Store, StoreError, SubmitKey};

/// Answers of contexts to one another: `dyn PapersOf<Reader>` and the like, joined up here.
#[derive(Default)]
pub struct Queries {
    by_type: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
}

impl std::fmt::Debug for Queries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Queries")
            .field("count", &self.by_type.len())
            .finish()
    }
}

impl Queries {
    pub fn provide<T: ?Sized + Send + Sync + 'static>(&mut self, answer: Arc<T>) {
        self.by_type.insert(TypeId::of::<T>(), Box::new(answer));
    }

    /// The answer of another context; `None` if that context is not in this house.
    pub fn find<T: ?Sized + Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.by_type
            .get(&TypeId::of::<T>())
            .and_then(|answer| answer.downcast_ref::<Arc<T>>())
            .cloned()
    }
}

/// How this process serves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Cookies only over HTTPS. Off only on loopback.
    pub is_secure: bool,
    /// Marks every page: 演示城市, 模拟数据.
    pub is_demo: bool,
    /// Address under which people reach us, for QR codes and mails: `https://host`.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Measurements of this process, served to loopback under `/metrics`.
    pub metrics: Option<metrics_exporter_prometheus::PrometheusHandle>,
    /// Minutes without a request after which staff are signed out; at most 30.
    pub staff_idle_minutes: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_secure: true,
            is_demo: false,
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            metrics: None,
            staff_idle_minutes: 30,
        }
    }
}

/// The parts of [`App`].
#[derive(Debug)]
pub struct AppParts {
    pub store: Store,
    pub words: Arc<Words>,
    pub site: Arc<Site>,
    pub settings: Settings,
    pub queries: Queries,
    pub files: Files,
    pub menu: Vec<MenuLine>,
    /// Every route with its access, as `GET /items (Public, …)`.
    pub routes: Vec<String>,
    /// The description of the API.
    pub openapi: String,
}

/// Cheap to clone; the state of every handler.
#[derive(Clone, Debug)]
pub struct App(pub Arc<AppParts>);

impl std::ops::Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.0
    }
}

impl App {
    /// Submits a command for the visitor.
    pub async fn execute<C: Command>(
        &self,
        visit: &Visit,
        key: SubmitKey,
        command: C,
    ) -> Result<Done, Problem> {
        let key = visit.bind(key);
        Ok(self.store.execute(visit.who, Some(key), command).await?)
    }

    /// Reads with the visitor's rights of this very moment.
    pub async fn read<T: Send + 'static>(
        &self,
        visit: &Visit,
        work: impl FnOnce(&mut Reader, &kernel::Actor) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let visit = visit.clone();
        Ok(self
            .store
            .read(move |reader| {
                let actor = visit.actor_now(reader)?;
                work(reader, &actor)
            })
            .await?)
    }

    /// A key for a form on a page that is being made.
    pub fn submit_key(&self) -> String {
        self.store.new_submit_key().unwrap_or_default()
    }

    /// An answer of another context.
    pub fn query<T: ?Sized + Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.queries.find::<T>()
    }
}
